#include "auction/ratio.h"

#include <numeric>

#include "auction/digits.h"
#include "base/check.h"

namespace terang::auction {

Ratio Ratio::of(std::int64_t num, std::int64_t den) {
  TERANG_ASSERT(num >= 0 && den > 0);
  const std::int64_t common = std::gcd(num, den);
  return {num / common, den / common};
}

std::optional<Ratio> parse_ratio(std::string_view text) {
  std::optional<Ratio> ratio;
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto num = parse_digits(text.substr(0, slash), 17), den = parse_digits(text.substr(slash + 1), 17);
    if (num && den && *den > 0) ratio = Ratio::of(*num, *den);
  } else {
    const auto dot = text.find('.');
    const std::string_view decimals = dot == std::string_view::npos ? "" : text.substr(dot + 1);
    const auto units = parse_digits(text.substr(0, dot), 8);
    if (!units || decimals.size() > 9 || (dot != std::string_view::npos && decimals.empty())) return std::nullopt;
    std::int64_t num = *units, den = 1;
    for (const char c : decimals) {
      if (c < '0' || c > '9') return std::nullopt;
      num = num * 10 + (c - '0');
      den *= 10;
    }
    ratio = Ratio::of(num, den);
  }
  if (!ratio || ratio->num > kLargestRatioTerm || ratio->den > kLargestRatioTerm) return std::nullopt;
  return ratio;
}

std::string format_ratio(Ratio ratio) {
  // Finite as a decimal when the denominator has no prime factors but 2 and 5.
  std::int64_t rest = ratio.den;
  while (rest % 2 == 0) rest /= 2;
  while (rest % 5 == 0) rest /= 5;
  if (rest != 1) return std::to_string(ratio.num) + "/" + std::to_string(ratio.den);
  std::string out = std::to_string(ratio.num / ratio.den);
  std::int64_t remainder = ratio.num % ratio.den;
  if (remainder != 0) out += '.';
  while (remainder != 0) {
    remainder *= 10;
    out += static_cast<char>('0' + remainder / ratio.den);
    remainder %= ratio.den;
  }
  return out;
}

}  // namespace terang::auction
