// Keys on NIST P-256 and the Diffie-Hellman of two of them, by OpenSSL. A public key travels as the 65 octets of its
// uncompressed point (SEC 1 §2.3.3: 04 | x | y).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace terang::sealing {

inline constexpr std::size_t kPoint = 65;
inline constexpr std::size_t kScalar = 32;

enum class PointProblem {
  none,
  point_malformed,     // not 65 octets beginning with 04: compressed, hybrid, infinity
  point_not_on_curve,
  shared_secret_zero,  // RFC 9180 §7.1.4 asks to refuse it
};
std::string_view name(PointProblem problem);

// Whether a stranger's octets are a point of the curve (which has prime order: every such point but infinity will do).
PointProblem problem_of_point(std::string_view point);

class PrivateKey {
 public:
  static PrivateKey generate();                                            // from the system's randomness
  static std::optional<PrivateKey> from_scalar(std::string_view scalar);   // 32 octets, 0 < scalar < order
  static PrivateKey derive(std::string_view ikm);                          // RFC 9180 §7.1.3, DeriveKeyPair

  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;
  ~PrivateKey();

  const std::string& point() const { return point_; }
  std::string scalar() const;  // the secret itself: to be stored, nowhere else

  // x of this × peer's point. May be called by several threads at once.
  Result<Hash, PointProblem> agree(std::string_view peer_point) const;
  // The same for each of many, with one inversion in the field for all (Montgomery's trick): a few dozen at a time will do.
  std::vector<Result<Hash, PointProblem>> agree_each(std::span<const std::string_view> peer_points) const;

 private:
  struct Key;
  PrivateKey(std::unique_ptr<Key> key, std::string point);
  std::unique_ptr<Key> key_;
  std::string point_;
};

}  // namespace terang::sealing
