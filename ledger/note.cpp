#include "ledger/note.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"
#include "base/sha256.h"

namespace terang::ledger {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t kMostSignatures = 100;        // the specification asks for at least 16

std::uint32_t u32(std::string_view octets) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(octets[i]);
  return value;
}

std::string octets(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

std::string typed(std::uint8_t type, std::string_view public_key) { return static_cast<char>(type) + std::string(public_key); }

std::uint32_t key_id(std::string_view name, std::string_view typed_key) {
  return u32(as_chars(sha256(std::string(name) + "\n" + std::string(typed_key))));
}

Failure malformed(const char* why) { return {"note_malformed", std::string("The signed note is malformed: ") + why}; }

}  // namespace

// Names hold no '+' and no white space; of Unicode's spaces those beyond ASCII are refused by refusing their octets'
// code points where they matter: U+0085, U+00A0, U+1680, U+2000…U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
bool valid_key_name(std::string_view name) {
  if (name.empty() || !is_utf8(name)) return false;
  for (const char c : name)
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '+') return false;
  static constexpr std::string_view kSpaces[] = {
      "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83",
      "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
      "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
  return std::none_of(std::begin(kSpaces), std::end(kSpaces),
                      [&](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

VerifierKey verifier_key(const SigningKey& key, std::string_view name, std::uint8_t type) {
  TERANG_ASSERT(valid_key_name(name));
  const std::string public_key = key.public_key();
  return {std::string(name), key_id(name, typed(type, public_key)), public_key, type};
}

std::string format_vkey(const VerifierKey& key) {
  return key.name + "+" + to_hex(octets(key.id)) + "+" + to_base64(typed(key.type, key.public_key));
}

Result<VerifierKey> parse_vkey(std::string_view text, std::uint8_t type) {
  const auto malformed_key = [](const char* why) {
    return Failure{"vkey_malformed", std::string("The verifier key is malformed: ") + why};
  };
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return malformed_key("it is not name+id+key.");
  const std::string_view name = text.substr(0, first);
  const auto id = from_hex(text.substr(first + 1, second - first - 1));
  const auto key = from_base64(text.substr(second + 1));
  if (!valid_key_name(name)) return malformed_key("the name is empty or holds a space or a plus.");
  if (!id || id->size() != 4) return malformed_key("the key id is not eight hexadecimal digits.");
  if (!key || key->empty()) return malformed_key("the key is not base64.");
  if (u32(*id) != key_id(name, *key)) return malformed_key("the key id does not belong to the key.");
  if ((*key)[0] != static_cast<char>(type) || key->size() != 33)
    return Failure{"vkey_unsupported", type == kEd25519 ? "The verifier key is not an Ed25519 key."
                                                        : "The verifier key is not one for Ed25519 cosignatures (type 04)."};
  return VerifierKey{std::string(name), u32(*id), key->substr(1), type};
}

std::string signature_line(const VerifierKey& key, std::string_view signature) {
  return std::string(kDash) + key.name + " " + to_base64(octets(key.id).append(signature)) + "\n";
}

Result<std::string> sign_note(std::string_view text, std::string_view name, std::span<const SigningKey> keys) {
  TERANG_ASSERT(text.ends_with('\n') && !keys.empty());
  std::string note(text);
  note += '\n';
  for (const SigningKey& key : keys) {
    const auto signature = key.try_sign(text);
    if (!signature) return signature.error();
    note += signature_line(verifier_key(key, name), *signature);
  }
  return note;
}

std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key) {
  return sign_note(text, name, std::span(&key, 1)).value();
}

Result<Note> parse_note(std::string_view note) {
  if (note.size() > 1'000'000) return malformed("it is longer than a million octets.");
  for (const char c : note)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return malformed("it holds a control character.");
  if (!is_utf8(note)) return malformed("it is not UTF-8.");
  const std::size_t gap = note.rfind("\n\n");
  if (gap == std::string_view::npos) return malformed("no empty line parts text and signatures.");
  Note out{std::string(note.substr(0, gap + 1)), {}};
  std::string_view rest = note.substr(gap + 2);
  if (rest.empty() || !rest.ends_with('\n')) return malformed("it has no signature, or its last line has no end.");
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    if (!line.starts_with(kDash)) return malformed("a signature line does not start with a dash.");
    line.remove_prefix(kDash.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return malformed("a signature line has no signature.");
    const auto blob = from_base64(line.substr(space + 1));
    if (!valid_key_name(line.substr(0, space)) || !blob || blob->size() < 5) return malformed("a signature line.");
    if (out.signatures.size() == kMostSignatures) return malformed("it has more than 100 signatures.");
    out.signatures.push_back({std::string(line.substr(0, space)), u32(*blob), blob->substr(4)});
  }
  return out;
}

Result<Note> open_note(std::string_view text, std::span<const VerifierKey> known) {
  auto note = parse_note(text);
  if (!note) return note;
  bool verified = false;
  for (const NoteSignature& signature : note->signatures) {
    for (const VerifierKey& key : known) {
      if (key.name != signature.name || key.id != signature.id) continue;
      if (!verify_ed25519(key.public_key, note->text, signature.signature))
        return Failure{"note_signature_invalid", "The signature of " + key.name + " does not verify."};
      verified = true;
    }
  }
  if (!verified) return Failure{"note_unsigned", "None of the known keys has signed the note."};
  return note;
}

}  // namespace terang::ledger
