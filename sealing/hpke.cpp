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

// RFC 9180 §5.1, mode base: what is expanded for one recipient and info.
class Schedule {
 public:
  Schedule(const Hash& shared_secret, std::string_view info, Aead aead)
      : suite_(hpke_suite(aead)), key_size_(aead == Aead::aes_128_gcm ? 16 : 32) {
    const Hash info_hash = labeled_extract(suite_, "", "info_hash", info);
    context_ = joined({{"\x00", 1}, as_chars(no_psk(aead)), as_chars(info_hash)});
    secret_ = labeled_extract(suite_, as_chars(shared_secret), "secret", "");
  }
  ~Schedule() { wipe(secret_); }

  std::string expand(std::string_view label, std::size_t length) const { return labeled_expand(suite_, secret_, label, context_, length); }
  // Without the exporter's secret, which a single message has no use for.
  HpkeKeys message_keys() const { return {expand("key", key_size_), expand("base_nonce", kNonce), {}}; }

 private:
  // Of an empty psk_id: a constant of the suite.
  static const Hash& no_psk(Aead aead) {
    static const Hash of_128 = labeled_extract(hpke_suite(Aead::aes_128_gcm), "", "psk_id_hash", "");
    static const Hash of_256 = labeled_extract(hpke_suite(Aead::aes_256_gcm), "", "psk_id_hash", "");
    return aead == Aead::aes_128_gcm ? of_128 : of_256;
  }

  const std::string suite_;
  const std::size_t key_size_;
  std::string context_;
  Hash secret_{};
};

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
  Schedule schedule(shared_secret, info, aead);
  HpkeKeys keys = schedule.message_keys();
  keys.exporter_secret = schedule.expand("exp", 32);
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
  HpkeKeys keys = Schedule(shared, info, Aead::aes_256_gcm).message_keys();
  HpkeSealed sealed{ephemeral.point(), gcm_seal(keys.key, keys.base_nonce, aad, plaintext)};
  wipe(dh.value());
  wipe(shared);
  wipe(keys.key);
  return sealed;
}

Result<std::string, HpkeProblem> hpke_open(const PrivateKey& recipient, std::string_view enc, std::string_view info,
                                           std::string_view aad, std::string_view ciphertext) {
  auto dh = recipient.agree(enc);
  auto plaintext = hpke_open_agreed(dh, enc, recipient.point(), info, aad, ciphertext);
  if (dh) wipe(dh.value());
  return plaintext;
}

Result<std::string, HpkeProblem> hpke_open_agreed(const Result<Hash, PointProblem>& dh, std::string_view enc,
                                                  std::string_view recipient_point, std::string_view info,
                                                  std::string_view aad, std::string_view ciphertext) {
  if (!dh) return problem_from(dh.error());
  Hash shared = kem_shared_secret(*dh, enc, recipient_point);
  HpkeKeys keys = Schedule(shared, info, Aead::aes_256_gcm).message_keys();
  auto plaintext = gcm_open(keys.key, keys.base_nonce, aad, ciphertext);
  wipe(shared);
  wipe(keys.key);
  if (!plaintext) return HpkeProblem::not_decryptable;
  return std::move(*plaintext);
}

}  // namespace terang::sealing
