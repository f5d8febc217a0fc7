#include "auction/abnormally_low.h"

#include "auction/natural.h"

namespace terang::auction {
namespace {

// price × count ≤ sum × (1 − percent/100), where the sum is num/den.
bool lies_below(const Evaluated& price, std::size_t count, const Natural& num, const Natural& den, Ratio percent) {
  const auto hundred = static_cast<std::uint64_t>(100 * percent.den);
  Natural left = den * static_cast<std::uint64_t>(price.whole);
  left *= price.den;
  left.add_product(den, price.part);
  left *= count;
  left *= hundred;
  return compare(left, num * price.den * (hundred - static_cast<std::uint64_t>(percent.num))) <= 0;
}

}  // namespace

AbnormallyLow abnormally_low(const Evaluated& price, std::span<const Evaluated> others_at_start,
                             const std::optional<Evaluated>& next, const AbnormallyLowRule& rule) {
  // The sum over one denominator, the product of all: the fractions of many factors have no smaller one in common.
  Int128 wholes = 0;
  Natural parts, den(1);
  for (const Evaluated& other : others_at_start) {
    wholes += other.whole;
    if (other.part == 0) continue;
    parts *= other.den;
    parts.add_product(den, other.part);
    den *= other.den;
  }
  AbnormallyLow flags;
  if (!others_at_start.empty()) {
    constexpr std::uint64_t kHalf = std::uint64_t{1} << 63;
    Natural sum = parts;
    sum.add_product(den, static_cast<std::uint64_t>(wholes % kHalf));
    sum += den * kHalf * static_cast<std::uint64_t>(wholes / kHalf);
    flags.below_mean = lies_below(price, others_at_start.size(), sum, den, rule.below_mean);
  }
  if (next) {
    const Int128 whole = Int128{next->whole} * next->den + next->part;
    flags.below_next = lies_below(price, 1, Natural(whole), Natural(next->den), rule.below_next);
  }
  return flags;
}

}  // namespace terang::auction
