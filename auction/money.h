// Money as an exact number of minor units, and its one text form. No floating point anywhere.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auction/verdict.h"

namespace terang::auction {

// An amount in minor units (IDR: sen). The currency stands once, in the rules.
struct Money {
  std::int64_t minor = 0;
  constexpr auto operator<=>(const Money&) const = default;
};
constexpr Money operator+(Money a, Money b) { return {a.minor + b.minor}; }
constexpr Money operator-(Money a, Money b) { return {a.minor - b.minor}; }

// The largest amount anyone may name. Chosen so that an evaluated price, compared exactly after a percentage
// (see evaluation.h), fits in 127 bits; in rupiah it is just under a thousand trillion (10^15).
inline constexpr Money kLargestAmount{99'999'999'999'999'999};

// ISO 4217: alphabetic code and the number of decimals of its minor unit.
class Currency {
 public:
  static std::optional<Currency> of(std::string_view code);  // upper case; nothing when the list does not have it

  Currency() = default;  // IDR
  std::string_view code() const { return {code_, 3}; }
  int exponent() const { return exponent_; }
  bool operator==(const Currency&) const = default;

 private:
  char code_[3] = {'I', 'D', 'R'};
  std::uint8_t exponent_ = 2;
};

// Reads an amount in MAJOR units: "1250000000", "12.50". Canonical only: no sign, no leading zero, no exponent, the
// fraction absent when zero, else exactly as many digits as the currency has.
// Gives Verdict::accepted and sets `amount` (> 0, ≤ kLargestAmount), or one of amount_malformed, amount_not_positive
// (zero, or a leading '-'), amount_fractional (more decimals than the currency has), amount_overflow.
Verdict parse_amount(std::string_view text, const Currency& currency, Money& amount);

// The canonical form; `amount` ≥ 0.
std::string format_amount(Money amount, const Currency& currency);

}  // namespace terang::auction
