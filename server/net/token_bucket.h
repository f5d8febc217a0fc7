// A token bucket in integers; time is passed in (any clock that does not go back, in microseconds).
#pragma once

#include <algorithm>
#include <cstdint>

#include "server/net/limits.h"

namespace terang::net {

class TokenBucket {
 public:
  // Takes one token and says so, or says no and takes none. A bucket that was never used is full.
  bool take(const Rate& rate, std::int64_t now_us, std::uint32_t tokens = 1) {
    if (rate.per_second == 0) return true;
    refill(rate, now_us);
    const std::int64_t cost = std::int64_t{tokens} * kMicro;
    if (level_ < cost) return false;
    level_ -= cost;
    return true;
  }
  // Microseconds until one token will be there; 0 when one is.
  std::int64_t wait_us(const Rate& rate, std::int64_t now_us) {
    if (rate.per_second == 0) return 0;
    refill(rate, now_us);
    if (level_ >= kMicro) return 0;
    return (kMicro - level_ + rate.per_second - 1) / rate.per_second;
  }

 private:
  static constexpr std::int64_t kMicro = 1'000'000;  // levels are counted in millionths of a token

  void refill(const Rate& rate, std::int64_t now_us) {
    const std::int64_t full = std::int64_t{std::max(rate.burst, 1u)} * kMicro;
    if (!used_) {
      used_ = true;
      level_ = full;
    } else if (now_us > last_us_) {
      // Long pauses would overflow the product: whatever fills the bucket is enough.
      const std::int64_t to_full = (full - level_) / rate.per_second + 1;
      level_ = std::min(full, level_ + std::min(now_us - last_us_, to_full) * rate.per_second);
    }
    last_us_ = std::max(last_us_, now_us);
  }

  std::int64_t level_ = 0, last_us_ = 0;
  bool used_ = false;
};

}  // namespace terang::net
