// C2SP tlog-witness, the witness's side without its sockets and files: reading a request, deciding it, and what to answer.
//
//   "old " size "\n" {base64(hash) "\n"}, at most 63 | "\n" | checkpoint's note
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.h"

namespace terang::ledger {

struct AddCheckpoint {
  std::uint64_t old_size = 0;
  std::vector<Hash> proof;  // of consistency, from old_size to the checkpoint
  std::string note;
};

std::string format_add_checkpoint(const AddCheckpoint& request);
Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);  // request_malformed

struct WitnessAnswer {
  int status = 0;
  // cosigned, or the refusal: request_malformed, log_unknown, checkpoint_unsigned, size_above, size_conflict, proof_wrong, fork
  std::string name;
  std::string content_type;
  std::string body;
  std::optional<Checkpoint> checkpoint;  // what the request was about, once its log had signed it
};

// What one witness says of the logs it was told of. `logs`: every key of every log; several may be of one origin.
class Witness {
 public:
  Witness(std::string name, SigningKey key, std::vector<VerifierKey> logs);

  const VerifierKey& key() const { return own_; }
  const std::vector<VerifierKey>& logs() const { return logs_; }

  // The first half, which needs no memory: the request with a checkpoint that a known log has signed, or the refusal.
  struct Asked {
    AddCheckpoint request;
    Checkpoint checkpoint;
    std::string text;  // what was signed
  };
  Result<Asked, WitnessAnswer> read(std::string_view body) const;

  // The second half, against the newest checkpoint that was cosigned for this origin (nothing: none yet). Where it
  // answers 200, `asked.checkpoint` must be kept, for good, before the answer leaves; nobody may decide in between.
  // In this order: size_above 400, size_conflict 409 with the size, proof_wrong 422, fork 409.
  WitnessAnswer decide(const Asked& asked, const std::optional<Checkpoint>& newest, std::uint64_t seconds) const;

 private:
  const std::string name_;
  const SigningKey signer_;
  const VerifierKey own_;
  const std::vector<VerifierKey> logs_;
};

}  // namespace terang::ledger
