#include "auction/quality.h"

#include <numeric>

#include "auction/evaluation.h"
#include "base/check.h"

namespace terang::auction {
namespace {

constexpr std::int64_t kWidest = 1'000'000'000'000'000;

// Nothing where the terms grow too wide; those of features that people write do not.
std::optional<Ratio> plus(const std::optional<Ratio>& a, Ratio b) {
  if (!a) return std::nullopt;
  const std::int64_t common = std::gcd(a->den, b.den);
  const Int128 den = Int128{a->den / common} * b.den;
  const Int128 num = Int128{a->num} * (b.den / common) + Int128{b.num} * (a->den / common);
  if (den > kWidest || num > kWidest) return std::nullopt;
  return Ratio::of(static_cast<std::int64_t>(num), static_cast<std::int64_t>(den));
}

struct Sums {
  std::optional<Ratio> values = Ratio{0, 1}, largest = Ratio{0, 1};
  explicit Sums(std::span<const Feature> features) {
    for (const Feature& feature : features) {
      values = plus(values, feature.value);
      largest = plus(largest, feature.largest);
    }
  }
  // (1 − Σm + Σp) / (1 − Σm); Σm < 1.
  std::optional<Ratio> coefficient() const {
    if (!values || !largest) return std::nullopt;
    const auto top = plus(Ratio{largest->den - largest->num, largest->den}, *values);
    if (!top) return std::nullopt;
    const Int128 num = Int128{top->num} * largest->den, den = Int128{top->den} * (largest->den - largest->num);
    if (num > INT64_MAX || den > INT64_MAX) return std::nullopt;
    const Ratio ratio = Ratio::of(static_cast<std::int64_t>(num), static_cast<std::int64_t>(den));
    return ratio.num > kLargestRatioTerm || ratio.den > kLargestRatioTerm ? std::nullopt : std::optional(ratio);
  }
};

}  // namespace

std::optional<std::string_view> problem_of(std::span<const Feature> features) {
  for (const Feature& feature : features)
    if (feature.value.num * feature.largest.den > feature.largest.num * feature.value.den) return "quality_out_of_range";
  const Sums sums(features);
  if (sums.largest && sums.largest->num >= sums.largest->den) return "quality_out_of_range";
  return sums.coefficient() ? std::nullopt : std::optional<std::string_view>("quality_too_fine");
}

Ratio quality_coefficient(std::span<const Feature> features) {
  TERANG_ASSERT(!problem_of(features));
  return *Sums(features).coefficient();
}

}  // namespace terang::auction
