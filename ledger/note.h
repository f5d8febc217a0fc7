// C2SP signed-note: a text and signatures of named keys.
//
//   text ending in "\n" | "\n" | one or more: "— <name> <base64(key id u32 | signature)>\n"       (dash is U+2014)
//   key id := SHA-256( name | 0x0A | type u8 | public key )[0:4]
//   vkey   := name "+" hex(key id) "+" base64( type u8 | public key )
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/signing_key.h"

namespace terang::ledger {

inline constexpr std::uint8_t kEd25519 = 1;       // over the text
inline constexpr std::uint8_t kCosignatureV1 = 4;  // of a witness: cosignature.h

struct VerifierKey {
  std::string name;
  std::uint32_t id = 0;
  std::string public_key;  // 32 octets, Ed25519
  std::uint8_t type = kEd25519;
  bool operator==(const VerifierKey&) const = default;
};

// Non-empty, without '+' and white space.
bool valid_key_name(std::string_view name);
// The name must be valid (asserted).
VerifierKey verifier_key(const SigningKey& key, std::string_view name, std::uint8_t type = kEd25519);
std::string format_vkey(const VerifierKey& key);
// Failures: vkey_malformed, vkey_unsupported (not of that type).
Result<VerifierKey> parse_vkey(std::string_view text, std::uint8_t type = kEd25519);

struct NoteSignature {
  std::string name;
  std::uint32_t id = 0;
  std::string signature;  // without the key id
};

struct Note {
  std::string text;
  std::vector<NoteSignature> signatures;
};

std::string signature_line(const VerifierKey& key, std::string_view signature);
std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key);
// By each of the keys, in order. Failure: that of the first that cannot.
Result<std::string> sign_note(std::string_view text, std::string_view name, std::span<const SigningKey> keys);
Result<Note> parse_note(std::string_view note);  // note_malformed
// `known` are keys of type kEd25519. Signatures by unknown keys are ignored. Failures: note_malformed, note_unsigned (by none of `known`),
// note_signature_invalid (a known key's signature does not verify: the whole note is rejected).
Result<Note> open_note(std::string_view note, std::span<const VerifierKey> known);

}  // namespace terang::ledger
