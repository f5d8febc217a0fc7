#include "auction/evaluation.h"

namespace terang::auction {

std::optional<std::string_view> problem_of(const Adjustment& adjustment) {
  const Ratio& factor = adjustment.factor;
  if (factor.num < 1 || factor.den < 1 || factor.num > kLargestRatioTerm || factor.den > kLargestRatioTerm ||
      factor.num * 10 < factor.den || factor.num > factor.den * 10)
    return "factor_out_of_range";
  if (adjustment.add > kLargestAmount || adjustment.add < Money{} - kLargestAmount) return "additive_out_of_range";
  return std::nullopt;
}

Evaluated evaluate(Money amount, const Adjustment& adjustment) {
  const Ratio& factor = adjustment.factor;
  if (factor.den == 1 && factor.num == 1) return {amount.minor + adjustment.add.minor, 0, 1};
  const Int128 product = Int128{amount.minor} * factor.num;
  return {static_cast<std::int64_t>(product / factor.den) + adjustment.add.minor, static_cast<std::uint32_t>(product % factor.den),
          static_cast<std::uint32_t>(factor.den)};
}

int compare(const Evaluated& a, const Evaluated& b) {
  if (a.whole != b.whole) return a.whole < b.whole ? -1 : 1;
  const std::uint64_t left = std::uint64_t{a.part} * b.den, right = std::uint64_t{b.part} * a.den;
  return left == right ? 0 : left < right ? -1 : 1;
}

}  // namespace terang::auction
