// Whole numbers ≥ 0 of any size, for exact sums whose terms outgrow 128 bits. As little as comparing them takes.
#pragma once

#include <cstdint>
#include <vector>

#include "auction/evaluation.h"

namespace terang::auction {

class Natural {
 public:
  Natural() = default;
  explicit Natural(Int128 value);  // asserts ≥ 0

  Natural& operator+=(const Natural& other);
  Natural& operator-=(const Natural& other);  // asserts other ≤ *this
  Natural& operator*=(std::uint64_t factor);
  // *this += other × factor, without a number in between.
  void add_product(const Natural& other, std::uint64_t factor);

  bool zero() const { return limbs_.empty(); }
  std::size_t bits() const;
  friend int compare(const Natural& a, const Natural& b);  // -1, 0, 1
  // floor(a / b); asserts b > 0 and that it is below 2^126.
  friend Int128 quotient(const Natural& a, const Natural& b);

 private:
  void halve();
  void trim();

  std::vector<std::uint64_t> limbs_;  // lowest first, the last not zero
};

inline Natural operator+(Natural a, const Natural& b) { return a += b; }
inline Natural operator*(Natural a, std::uint64_t b) { return a *= b; }

}  // namespace terang::auction
