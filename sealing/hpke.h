// Hybrid public key encryption (RFC 9180), base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "sealing/p256.h"

namespace terang::sealing {

// Numbers of RFC 9180 §7. The suite here is aes_256_gcm; aes_128_gcm exists because the RFC's own vectors for P-256
// use it.
enum class Aead : std::uint16_t { aes_128_gcm = 1, aes_256_gcm = 2 };

enum class HpkeProblem { none, point_malformed, point_not_on_curve, shared_secret_zero, not_decryptable };
std::string_view name(HpkeProblem problem);

struct HpkeSealed {
  std::string enc;         // the ephemeral public key: kPoint octets
  std::string ciphertext;  // with its tag
};

// Single shot. `ephemeral` must be a new key each time: the same one twice, to the same recipient with the same info,
// repeats key and nonce. The recipient's point was checked before (problem_of_point); one that is none asserts.
HpkeSealed hpke_seal(std::string_view recipient_point, std::string_view info, std::string_view aad,
                     std::string_view plaintext, const PrivateKey& ephemeral);
Result<std::string, HpkeProblem> hpke_open(const PrivateKey& recipient, std::string_view enc, std::string_view info,
                                           std::string_view aad, std::string_view ciphertext);
// The same, where the agreement (recipient's key with `enc`) was computed before, among many.
Result<std::string, HpkeProblem> hpke_open_agreed(const Result<Hash, PointProblem>& dh, std::string_view enc,
                                                  std::string_view recipient_point, std::string_view info,
                                                  std::string_view aad, std::string_view ciphertext);

// The steps, for known answers.
struct HpkeKeys {
  std::string key, base_nonce;
  std::string exporter_secret;
  std::string nonce(std::uint64_t sequence) const;
};
Hash kem_shared_secret(const Hash& dh, std::string_view enc, std::string_view recipient_point);
HpkeKeys hpke_key_schedule(const Hash& shared_secret, std::string_view info, Aead aead = Aead::aes_256_gcm);

// RFC 9180 §4 with the KEM's suite_id.
Hash kem_labeled_extract(std::string_view salt, std::string_view label, std::string_view ikm);
std::string kem_labeled_expand(const Hash& prk, std::string_view label, std::string_view info, std::size_t length);

}  // namespace terang::sealing
