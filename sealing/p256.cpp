#include "sealing/p256.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

#include <array>

#include "base/check.h"
#include "sealing/hpke.h"
#include "sealing/kdf.h"

namespace terang::sealing {
namespace {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* at) const {
    free(at);
  }
};
using Pkey = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Free<BN_clear_free>>;
using Point = std::unique_ptr<EC_POINT, Free<EC_POINT_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

const EC_GROUP* curve() {
  static const EC_GROUP* const group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  TERANG_ASSERT(group != nullptr);
  return group;
}

std::string point_of(const BIGNUM* scalar) {
  const Point point(EC_POINT_new(curve()));
  std::string out(kPoint, '\0');
  TERANG_ASSERT(point && EC_POINT_mul(curve(), point.get(), scalar, nullptr, nullptr, nullptr) == 1);
  TERANG_ASSERT(EC_POINT_point2oct(curve(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                                   reinterpret_cast<unsigned char*>(out.data()), out.size(), nullptr) == kPoint);
  return out;
}

// A peer's key on the curve, made by copying: cheaper than building one from parameters.
const EVP_PKEY* any_key() {
  static const Pkey key(EVP_EC_gen("P-256"));
  TERANG_ASSERT(key != nullptr);
  return key.get();
}

Pkey peer_key(std::string_view point) {
  Pkey peer(EVP_PKEY_new());
  TERANG_ASSERT(peer && EVP_PKEY_copy_parameters(peer.get(), any_key()) == 1);
  if (EVP_PKEY_set1_encoded_public_key(peer.get(), octets(point), point.size()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return peer;
}

}  // namespace

std::string_view name(PointProblem problem) {
  constexpr std::string_view kNames[] = {"none", "point_malformed", "point_not_on_curve", "shared_secret_zero"};
  return kNames[static_cast<int>(problem)];
}

PointProblem problem_of_point(std::string_view point) {
  if (point.size() != kPoint || point[0] != 4) return PointProblem::point_malformed;
  return peer_key(point) ? PointProblem::none : PointProblem::point_not_on_curve;
}

struct PrivateKey::Key {
  Number scalar;
  Pkey pkey;
};

PrivateKey::PrivateKey(std::unique_ptr<Key> key, std::string point) : key_(std::move(key)), point_(std::move(point)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

std::optional<PrivateKey> PrivateKey::from_scalar(std::string_view scalar) {
  if (scalar.size() != kScalar) return std::nullopt;
  auto key = std::make_unique<Key>();
  key->scalar.reset(BN_bin2bn(octets(scalar), kScalar, nullptr));
  TERANG_ASSERT(key->scalar != nullptr);
  BN_set_flags(key->scalar.get(), BN_FLG_CONSTTIME);
  if (BN_is_zero(key->scalar.get()) || BN_cmp(key->scalar.get(), EC_GROUP_get0_order(curve())) >= 0) return std::nullopt;
  std::string point = point_of(key->scalar.get());
  const Builder builder(OSSL_PARAM_BLD_new());
  TERANG_ASSERT(builder && OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
                OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, key->scalar.get()) == 1 &&
                OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1);
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* made = nullptr;
  TERANG_ASSERT(params && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, params.get()) == 1);
  key->pkey.reset(made);
  return PrivateKey(std::move(key), std::move(point));
}

PrivateKey PrivateKey::generate() {
  std::string ikm(kScalar, '\0');
  TERANG_ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(ikm.data()), static_cast<int>(ikm.size())) == 1);
  PrivateKey key = derive(ikm);
  wipe(ikm);
  return key;
}

PrivateKey PrivateKey::derive(std::string_view ikm) {
  const Hash prk = kem_labeled_extract("", "dkp_prk", ikm);
  for (int counter = 0; counter < 256; ++counter) {
    std::string candidate = kem_labeled_expand(prk, "candidate", std::string(1, static_cast<char>(counter)), kScalar);
    auto key = from_scalar(candidate);
    wipe(candidate);
    if (key) return std::move(*key);
  }
  TERANG_ASSERT(false);  // once in 2^8192
}

std::string PrivateKey::scalar() const {
  std::string out(kScalar, '\0');
  TERANG_ASSERT(BN_bn2binpad(key_->scalar.get(), reinterpret_cast<unsigned char*>(out.data()), kScalar) == kScalar);
  return out;
}

Result<Hash, PointProblem> PrivateKey::agree(std::string_view peer_point) const {
  if (peer_point.size() != kPoint || peer_point[0] != 4) return PointProblem::point_malformed;
  const Pkey peer = peer_key(peer_point);
  if (!peer) return PointProblem::point_not_on_curve;
  const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key_->pkey.get(), nullptr));
  Hash shared{};
  std::size_t size = shared.size();
  // Without OpenSSL's second validation, which multiplies by the order: the curve's order is prime, so a point that is
  // on it (checked when it was read) and not infinity (which has no 65-octet form) has that order.
  TERANG_ASSERT(context && EVP_PKEY_derive_init(context.get()) == 1 &&
                EVP_PKEY_derive_set_peer_ex(context.get(), peer.get(), 0) == 1 &&
                EVP_PKEY_derive(context.get(), shared.data(), &size) == 1 && size == shared.size());
  const Hash zero{};
  if (CRYPTO_memcmp(shared.data(), zero.data(), zero.size()) == 0) return PointProblem::shared_secret_zero;
  return shared;
}

}  // namespace terang::sealing
