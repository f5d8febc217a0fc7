// The evaluated price: what a bid is ranked by. Exact; compared by cross-multiplication in 128 bits.
//
//   evaluated = amount × factor + add
//
// Bounds: amount, |add| < 10^17 (57 bits); factor terms ≤ 10^7 (24 bits); percentages n/d with 100·d ≤ 10^6 (20 bits).
// The widest comparison, amount·num·den'·(100d) against its mirror, is below 2^126.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "auction/money.h"
#include "auction/ratio.h"

namespace terang::auction {

// g++ and clang's exact 128-bit integer; __extension__ keeps -Wpedantic quiet.
__extension__ using Int128 = __int128;

// A bidder's adjustment, fixed at admission: none, additive, a factor, or both.
struct Adjustment {
  Money add;  // may be negative
  Ratio factor{1, 1};
  bool operator==(const Adjustment&) const = default;

  static Adjustment none() { return {}; }
  static Adjustment additive(Money add) { return {add, {1, 1}}; }
  static Adjustment by_factor(Ratio factor) { return {{}, factor}; }
};

// Why an adjustment cannot be used: "factor_out_of_range" (not within 1/10 … 10, or a term above kLargestRatioTerm),
// "additive_out_of_range". Nothing: it can.
std::optional<std::string_view> problem_of(const Adjustment& adjustment);

// whole + part/den, 0 ≤ part < den.
struct Evaluated {
  std::int64_t whole = 0;
  std::uint32_t part = 0;
  std::uint32_t den = 1;
};

Evaluated evaluate(Money amount, const Adjustment& adjustment);
int compare(const Evaluated& a, const Evaluated& b);  // -1, 0, 1

}  // namespace terang::auction
