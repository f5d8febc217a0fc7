// C2SP tlog-cosignature, cosignature/v1 (Ed25519): a witness's signature line on a checkpoint's note.
//
//   signature := time u64 big-endian (POSIX seconds) | Ed25519 signature [64]
//   signed    := "cosignature/v1\n" "time " decimal "\n" and the note's text
//   key id and vkey: as in note.h, with type 04
//
// The witness's name is not signed: one key per witness.
#pragma once

#include "ledger/note.h"

namespace terang::ledger {

// A signature line, to be put below the note's others. `seconds` at most 2^63 - 1 (asserted).
std::string cosign(std::string_view note_text, std::string_view name, const SigningKey& key, std::uint64_t seconds);

// When the cosignature was made, in POSIX seconds; nothing when it does not verify. `signature` is without the key id,
// `key` of type kCosignatureV1 (asserted).
std::optional<std::uint64_t> cosignature_time(const VerifierKey& key, std::string_view note_text,
                                              std::string_view signature);

}  // namespace terang::ledger
