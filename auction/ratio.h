// Exact rationals for percentages and factors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace terang::auction {

// num/den in lowest terms, both ≥ 0, den > 0. Equal values have equal members.
struct Ratio {
  std::int64_t num = 0;
  std::int64_t den = 1;
  bool operator==(const Ratio&) const = default;

  static Ratio of(std::int64_t num, std::int64_t den);  // reduces; asserts num ≥ 0, den > 0
};

// No member of a ratio that is read exceeds this, so that comparisons fit in 127 bits (see evaluation.h).
inline constexpr std::int64_t kLargestRatioTerm = 10'000'000;

// "2.5", "3", "1/3". Nothing when malformed or when, reduced, a term exceeds kLargestRatioTerm.
std::optional<Ratio> parse_ratio(std::string_view text);

// The shortest decimal where there is a finite one, "num/den" otherwise.
std::string format_ratio(Ratio ratio);

}  // namespace terang::auction
