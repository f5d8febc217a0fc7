#include "ledger/cosignature.h"

#include "base/check.h"

namespace terang::ledger {
namespace {

constexpr std::size_t kTimeOctets = 8, kSignatureOctets = 64;
constexpr std::uint64_t kLatest = (std::uint64_t{1} << 63) - 1;

std::string message(std::string_view note_text, std::uint64_t seconds) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(note_text);
}

}  // namespace

std::string cosign(std::string_view note_text, std::string_view name, const SigningKey& key, std::uint64_t seconds) {
  TERANG_ASSERT(seconds <= kLatest);
  std::string signature;
  for (int shift = 56; shift >= 0; shift -= 8) signature += static_cast<char>(seconds >> shift);
  return signature_line(verifier_key(key, name, kCosignatureV1), signature + key.sign(message(note_text, seconds)));
}

std::optional<std::uint64_t> cosignature_time(const VerifierKey& key, std::string_view note_text,
                                              std::string_view signature) {
  TERANG_ASSERT(key.type == kCosignatureV1);
  if (signature.size() != kTimeOctets + kSignatureOctets) return std::nullopt;
  std::uint64_t seconds = 0;
  for (std::size_t i = 0; i < kTimeOctets; ++i) seconds = seconds << 8 | static_cast<std::uint8_t>(signature[i]);
  if (seconds > kLatest) return std::nullopt;
  if (!verify_ed25519(key.public_key, message(note_text, seconds), signature.substr(kTimeOctets))) return std::nullopt;
  return seconds;
}

}  // namespace terang::ledger
