// Exact rationals of any size, for scores: sums of quotients of prices outgrow 128 bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auction/money.h"
#include "auction/ratio.h"

namespace terang::auction::evaluation {

class Exact {
 public:
  Exact(std::int64_t whole = 0);  // NOLINT: whole numbers are written as they are
  Exact(Ratio ratio);             // NOLINT
  Exact(std::int64_t num, std::int64_t den);  // asserts den ≠ 0

  // "12.5", "-3", "1/3": at most 18 digits before the point (or in each term), 9 after it. Nothing when malformed.
  static std::optional<Exact> parse(std::string_view text);

  Exact operator-() const;
  friend Exact operator+(const Exact& a, const Exact& b);
  friend Exact operator-(const Exact& a, const Exact& b) { return a + -b; }
  friend Exact operator*(const Exact& a, const Exact& b);
  friend Exact operator/(const Exact& a, const Exact& b);  // asserts b ≠ 0
  friend int compare(const Exact& a, const Exact& b);      // -1, 0, 1
  friend bool operator==(const Exact& a, const Exact& b) { return compare(a, b) == 0; }
  friend bool operator<(const Exact& a, const Exact& b) { return compare(a, b) < 0; }
  friend bool operator<=(const Exact& a, const Exact& b) { return compare(a, b) <= 0; }

  bool zero() const { return num_.empty(); }
  bool negative() const { return negative_; }
  // In lowest terms, where both fit and it is not negative.
  std::optional<Ratio> as_ratio() const;
  // The shortest decimal where there is a finite one of up to 30 decimals, "num/den" otherwise.
  std::string text() const;
  // For people: so many decimals, halves away from zero.
  std::string rounded(int decimals) const;

 private:
  using Digits = std::vector<std::uint32_t>;  // lowest first, the last not zero
  friend struct Whole;
  Exact(bool negative, Digits num, Digits den);  // reduces

  bool negative_ = false;
  Digits num_, den_{1};
};

}  // namespace terang::auction::evaluation
