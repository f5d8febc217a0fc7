// The bidders' own signatures in the log: that of each bid, and that by which each key was registered.
#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "ledger/log_checker.h"
#include "ledger/p256.h"

namespace terang::ledger {

class SignatureChecker {
 public:
  // `partial`: a bid whose key is not in the log at hand counts as unchecked instead of wrong. An empty origin: nothing
  // was ever published, so what was signed is unknown and all counts as unchecked.
  SignatureChecker(std::string origin, bool partial);

  // Entries in order. Signatures are verified in bulk, on other threads: what is wrong shows later than it stands.
  void add(const EntryView& entry, const json::Value& data);
  // The first wrong one so far: key_malformed, key_mismatch (its id is not of that key), key_unknown,
  // signature_invalid.
  std::optional<Finding> settle();

  std::uint64_t checked() const { return checked_; }
  std::uint64_t unchecked() const { return unchecked_; }

 private:
  struct Job {
    std::uint64_t seq;
    std::string tender;
    std::shared_ptr<const P256Key> key;
    std::string message, signature;
    bool good = false;
  };
  using Batch = std::vector<Job>;
  static Batch verified(Batch batch);
  void take(Batch batch);
  void wrong(Finding finding);
  void queue(const EntryView& entry, std::shared_ptr<const P256Key> key, std::string message,
             const json::Value& data);
  void run();

  std::string origin_;
  bool partial_;
  std::unordered_map<std::string, std::shared_ptr<const P256Key>> keys_;
  Batch jobs_;
  std::deque<std::future<Batch>> running_;
  std::optional<Finding> first_;
  std::uint64_t checked_ = 0, unchecked_ = 0;
};

}  // namespace terang::ledger
