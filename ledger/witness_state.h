// What a witness remembers, in a folder of its own: for each origin the newest checkpoint it has cosigned. A witness that
// forgets can be made to cosign a fork, so a checkpoint is on the disk before its cosignature leaves, and a state that
// can't be read is a failure, never a beginning.
//
//   <folder>/lock                            held by the one process that may write here
//   <folder>/<SHA-256 of the origin>.checkpoint   the checkpoint's text
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "ledger/witness.h"

namespace terang::ledger {

class WitnessState {
 public:
  // Makes the folder, takes its lock, reads what stands for each origin. Failures: state_unusable, state_in_use,
  // state_malformed.
  static Result<std::unique_ptr<WitnessState>> open(const std::string& folder, const std::vector<std::string>& origins);
  ~WitnessState();
  WitnessState(const WitnessState&) = delete;
  WitnessState& operator=(const WitnessState&) = delete;

  // Decides against what is remembered and remembers; requests for one origin one after the other, for several side by
  // side. Where the disk refuses, the answer is 500 `state_unwritable` and nothing was cosigned. Safe from several threads.
  WitnessAnswer answer(const Witness& witness, std::string_view body, std::uint64_t seconds);

  std::optional<Checkpoint> newest(const std::string& origin) const;

 private:
  struct Origin {
    mutable std::mutex mutex;
    std::string path;
    std::optional<Checkpoint> newest;
  };
  WitnessState() = default;
  bool keep(const Origin& origin, const Checkpoint& checkpoint) const;

  std::string folder_;
  int lock_ = -1, folder_fd_ = -1;
  std::map<std::string, std::unique_ptr<Origin>> origins_;  // by name; not changed after open()
};

}  // namespace terang::ledger
