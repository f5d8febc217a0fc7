// C2SP tlog-checkpoint: what the log promises about itself at one size.
//
//   origin "\n" size in decimal "\n" base64(root hash) "\n"      as the text of a signed note; key name = origin
#pragma once

#include "base/bytes.h"
#include "ledger/note.h"

namespace terang::ledger {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  bool operator==(const Checkpoint&) const = default;
};

std::string checkpoint_text(const Checkpoint& checkpoint);
// Extension lines are allowed and ignored, as the specification asks. Failure: checkpoint_malformed.
Result<Checkpoint> parse_checkpoint(std::string_view text);

// The signed note.
std::string sign_checkpoint(std::string_view origin, std::uint64_t size, const Hash& root, const SigningKey& key);
// Failures of open_note and parse_checkpoint, and checkpoint_foreign_origin when the origin is not the key's name.
Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

}  // namespace terang::ledger
