#include "sealing/hpke.h"

#include "base/check.h"
#include "sealing/gcm.h"
#include "sealing/kdf.h"

namespace terang::sealing {
namespace {

constexpr std::string_view kKemSuite{"KEM\x00\x10", 5};

std::string hpke_suite(Aead aead) {
  std::string suite("HPKE\x00\x10\x00\x01\x00", 9);
  suite += static_cast<char>(aead);
  return suite;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  out.reserve(size);
  for (const std::string_view part : parts) out += part;
  return out;
}

Hash labeled_extract(std::string_view suite, std::string_view salt, std::string_view label, std::string_view ikm) {
  std::string labeled = joined({"HPKE-v1", suite, label, ikm});
  const Hash prk = hkdf_extract(salt, labeled);
  wipe(labeled);
  return prk;
}

std::string labeled_expand(std::string_view suite, const Hash& prk, std::string_view label, std::string_view info,
                           std::size_t length) {
  const char size[2] = {static_cast<char>(length >> 8), static_cast<char>(length)};
  return hkdf_expand(as_chars(prk), joined({{size, 2}, "HPKE-v1", suite, label, info}), length);
}

HpkeProblem problem_from(PointProblem problem) { return static_cast<HpkeProblem>(problem); }
static_assert(static_cast<int>(PointProblem::shared_secret_zero) == static_cast<int>(HpkeProblem::shared_secret_zero));

}  // namespace

std::string_view name(HpkeProblem problem) {
  if (problem == HpkeProblem::not_decryptable) return "not_decryptable";
  return name(static_cast<PointProblem>(problem));
}

Hash kem_labeled_extract(std::string_view salt, std::string_view label, std::string_view ikm) {
  return labeled_extract(kKemSuite, salt, label, ikm);
}

std::string kem_labeled_expand(const Hash& prk, std::string_view label, std::string_view info, std::size_t length) {
  return labeled_expand(kKemSuite, prk, label, info, length);
}

Hash kem_shared_secret(const Hash& dh, std::string_view enc, std::string_view recipient_point) {
  Hash prk = kem_labeled_extract("", "eae_prk", as_chars(dh));
  std::string secret = kem_labeled_expand(prk, "shared_secret", joined({enc, recipient_point}), 32);
  const Hash out = *hash_from(secret);
  wipe(prk);
  wipe(secret);
  return out;
}

HpkeKeys hpke_key_schedule(const Hash& shared_secret, std::string_view info, Aead aead) {
  const std::string suite = hpke_suite(aead);
  const Hash psk_id_hash = labeled_extract(suite, "", "psk_id_hash", "");
  const Hash info_hash = labeled_extract(suite, "", "info_hash", info);
  const std::string context = joined({{"\x00", 1}, as_chars(psk_id_hash), as_chars(info_hash)});
  Hash secret = labeled_extract(suite, as_chars(shared_secret), "secret", "");
  HpkeKeys keys{labeled_expand(suite, secret, "key", context, aead == Aead::aes_128_gcm ? 16 : 32),
                labeled_expand(suite, secret, "base_nonce", context, kNonce),
                labeled_expand(suite, secret, "exp", context, 32)};
  wipe(secret);
  return keys;
}

std::string HpkeKeys::nonce(std::uint64_t sequence) const {
  std::string out = base_nonce;
  for (std::size_t i = 0; i < 8; ++i) {
    char& octet = out[out.size() - 1 - i];
    octet = static_cast<char>(octet ^ static_cast<char>(sequence >> (8 * i)));
  }
  return out;
}

HpkeSealed hpke_seal(std::string_view recipient_point, std::string_view info, std::string_view aad,
                     std::string_view plaintext, const PrivateKey& ephemeral) {
  auto dh = ephemeral.agree(recipient_point);
  TERANG_ASSERT(dh.ok());
  Hash shared = kem_shared_secret(*dh, ephemeral.point(), recipient_point);
  HpkeKeys keys = hpke_key_schedule(shared, info);
  HpkeSealed sealed{ephemeral.point(), gcm_seal(keys.key, keys.base_nonce, aad, plaintext)};
  wipe(dh.value());
  wipe(shared);
  wipe(keys.key);
  return sealed;
}

Result<std::string, HpkeProblem> hpke_open(const PrivateKey& recipient, std::string_view enc, std::string_view info,
                                           std::string_view aad, std::string_view ciphertext) {
  auto dh = recipient.agree(enc);
  if (!dh) return problem_from(dh.error());
  Hash shared = kem_shared_secret(*dh, enc, recipient.point());
  HpkeKeys keys = hpke_key_schedule(shared, info);
  auto plaintext = gcm_open(keys.key, keys.base_nonce, aad, ciphertext);
  wipe(dh.value());
  wipe(shared);
  wipe(keys.key);
  if (!plaintext) return HpkeProblem::not_decryptable;
  return std::move(*plaintext);
}

}  // namespace terang::sealing
