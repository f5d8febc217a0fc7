// EC_POINTs_make_affine and projective coordinates are deprecated in 3.0, without anything in their place.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "sealing/p256.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
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
using Number = std::unique_ptr<BIGNUM, Free<BN_clear_free>>;
using Point = std::unique_ptr<EC_POINT, Free<EC_POINT_clear_free>>;
using Scratch = std::unique_ptr<BN_CTX, Free<BN_CTX_free>>;

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

Point read_point(std::string_view text) {
  Point point(EC_POINT_new(curve()));
  TERANG_ASSERT(point != nullptr);
  if (EC_POINT_oct2point(curve(), point.get(), octets(text), text.size(), nullptr) == 1) return point;
  ERR_clear_error();
  return nullptr;
}

}  // namespace

std::string_view name(PointProblem problem) {
  constexpr std::string_view kNames[] = {"none", "point_malformed", "point_not_on_curve", "shared_secret_zero"};
  return kNames[static_cast<int>(problem)];
}

PointProblem problem_of_point(std::string_view point) {
  if (point.size() != kPoint || point[0] != 4) return PointProblem::point_malformed;
  return read_point(point) ? PointProblem::none : PointProblem::point_not_on_curve;
}

struct PrivateKey::Key {
  Number scalar;
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
  return agree_each({&peer_point, 1}).front();
}

// What OpenSSL's own ECDH does inside, without a key object for each peer. A point is checked to be on the curve when it
// is read; the curve's order is prime, so it then has that order.
std::vector<Result<Hash, PointProblem>> PrivateKey::agree_each(std::span<const std::string_view> peer_points) const {
  std::vector<Result<Hash, PointProblem>> shared;
  shared.reserve(peer_points.size());
  std::vector<Point> products;
  std::vector<EC_POINT*> each;  // of those that are points
  std::vector<std::size_t> place;
  const Scratch scratch(BN_CTX_secure_new());
  TERANG_ASSERT(scratch != nullptr);
  for (const std::string_view peer : peer_points) {
    if (peer.size() != kPoint || peer[0] != 4) {
      shared.emplace_back(PointProblem::point_malformed);
      continue;
    }
    Point point = read_point(peer);
    shared.emplace_back(point ? PointProblem::none : PointProblem::point_not_on_curve);
    if (!point) continue;
    TERANG_ASSERT(EC_POINT_mul(curve(), point.get(), nullptr, point.get(), key_->scalar.get(), scratch.get()) == 1);
    place.push_back(shared.size() - 1);
    each.push_back(point.get());
    products.push_back(std::move(point));
  }
  TERANG_ASSERT(each.empty() || EC_POINTs_make_affine(curve(), each.size(), each.data(), scratch.get()) == 1);
  const Number x(BN_new());
  for (std::size_t i = 0; i < each.size(); ++i) {
    Hash product{};  // with Z = 1, X is the affine x
    TERANG_ASSERT(x && EC_POINT_get_Jprojective_coordinates_GFp(curve(), each[i], x.get(), nullptr, nullptr, scratch.get()) == 1 &&
                  BN_bn2binpad(x.get(), product.data(), static_cast<int>(product.size())) == static_cast<int>(product.size()));
    const Hash zero{};
    if (CRYPTO_memcmp(product.data(), zero.data(), zero.size()) == 0) {
      shared[place[i]] = PointProblem::shared_secret_zero;
    } else {
      shared[place[i]] = product;
    }
  }
  return shared;
}

}  // namespace terang::sealing
