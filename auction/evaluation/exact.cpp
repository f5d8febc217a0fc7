#include "auction/evaluation/exact.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "auction/digits.h"
#include "base/check.h"

namespace terang::auction::evaluation {

// Arithmetic of whole numbers, by hand and no more than is needed: the numbers have a few hundred digits at most.
struct Whole {
  using Digits = Exact::Digits;

  static void trim(Digits& a) {
    while (!a.empty() && a.back() == 0) a.pop_back();
  }
  static Digits of(std::uint64_t value) {
    Digits out{static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32)};
    trim(out);
    return out;
  }
  static int compare(const Digits& a, const Digits& b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    for (std::size_t i = a.size(); i-- > 0;)
      if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
  }
  static Digits add(const Digits& a, const Digits& b) {
    Digits out(std::max(a.size(), b.size()) + 1);
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      carry += (i < a.size() ? std::uint64_t{a[i]} : 0) + (i < b.size() ? b[i] : 0);
      out[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    trim(out);
    return out;
  }
  static void subtract(Digits& a, const Digits& b) {  // b ≤ a
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      std::int64_t rest = std::int64_t{a[i]} - (i < b.size() ? std::int64_t{b[i]} : 0) - borrow;
      borrow = rest < 0;
      a[i] = static_cast<std::uint32_t>(rest);
    }
    TERANG_ASSERT(borrow == 0);
    trim(a);
  }
  static Digits multiply(const Digits& a, const Digits& b) {
    Digits out(a.size() + b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      std::uint64_t carry = 0;
      for (std::size_t j = 0; j < b.size() || carry != 0; ++j) {
        carry += out[i + j] + std::uint64_t{a[i]} * (j < b.size() ? b[j] : 0);
        out[i + j] = static_cast<std::uint32_t>(carry);
        carry >>= 32;
      }
    }
    trim(out);
    return out;
  }
  static void halve(Digits& a) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = (a[i] >> 1) | (i + 1 < a.size() ? a[i + 1] << 31 : 0);
    trim(a);
  }
  static void twice(Digits& a, std::uint32_t plus) {
    for (std::uint32_t& digit : a) plus = std::exchange(digit, digit << 1 | plus) >> 31;
    if (plus != 0) a.push_back(plus);
  }
  static std::pair<Digits, Digits> divide(const Digits& a, const Digits& b) {  // quotient, rest
    TERANG_ASSERT(!b.empty());
    Digits quotient(a.size()), rest;
    for (std::size_t i = a.size() * 32; i-- > 0;) {
      twice(rest, a[i / 32] >> (i % 32) & 1);
      if (compare(rest, b) < 0) continue;
      subtract(rest, b);
      quotient[i / 32] |= std::uint32_t{1} << (i % 32);
    }
    trim(quotient);
    return {quotient, rest};
  }
  static Digits common(Digits a, Digits b) {  // greatest common divisor; neither is zero
    std::size_t twos = 0;
    while (a[0] % 2 == 0 && b[0] % 2 == 0) halve(a), halve(b), ++twos;
    while (a[0] % 2 == 0) halve(a);
    while (!b.empty()) {
      while (b[0] % 2 == 0) halve(b);
      if (compare(a, b) > 0) std::swap(a, b);
      subtract(b, a);
    }
    while (twos-- > 0) twice(a, 0);
    return a;
  }
  static std::optional<std::int64_t> small(const Digits& a) {
    if (a.size() > 2) return std::nullopt;
    const std::uint64_t value = (a.empty() ? 0 : a[0]) | (a.size() < 2 ? 0 : std::uint64_t{a[1]} << 32);
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
    return static_cast<std::int64_t>(value);
  }
  static std::string decimal(Digits a) {
    if (a.empty()) return "0";
    std::string out;
    while (!a.empty()) {
      std::uint64_t rest = 0;
      for (std::size_t i = a.size(); i-- > 0;) {
        rest = rest << 32 | a[i];
        a[i] = static_cast<std::uint32_t>(rest / 10);
        rest %= 10;
      }
      out += static_cast<char>('0' + rest);
      trim(a);
    }
    std::reverse(out.begin(), out.end());
    return out;
  }
};

namespace {

std::uint64_t size_of(std::int64_t value) {
  return value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
}

}  // namespace

Exact::Exact(std::int64_t whole) : negative_(whole < 0), num_(Whole::of(size_of(whole))) {}
Exact::Exact(Ratio ratio) : Exact(ratio.num, ratio.den) {}
Exact::Exact(std::int64_t num, std::int64_t den) : Exact((num < 0) != (den < 0), Whole::of(size_of(num)), Whole::of(size_of(den))) {}

Exact::Exact(bool negative, Digits num, Digits den) : negative_(negative && !num.empty()), num_(std::move(num)), den_(std::move(den)) {
  TERANG_ASSERT(!den_.empty());
  if (num_.empty()) {
    den_ = {1};
    return;
  }
  const Digits common = Whole::common(num_, den_);
  if (common == Digits{1}) return;
  num_ = Whole::divide(num_, common).first;
  den_ = Whole::divide(den_, common).first;
}

std::optional<Exact> Exact::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::optional<Exact> out;
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto num = parse_digits(text.substr(0, slash), 18), den = parse_digits(text.substr(slash + 1), 18);
    if (num && den && *den != 0) out = Exact(*num, *den);
  } else {
    const auto dot = text.find('.');
    const auto whole = parse_digits(text.substr(0, dot), 18);
    if (!whole) return std::nullopt;
    out = Exact(*whole);
    if (dot != std::string_view::npos) {
      const std::string_view decimals = text.substr(dot + 1);
      if (decimals.empty() || decimals.size() > 9) return std::nullopt;
      const auto part = parse_digits("1" + std::string(decimals), 10);
      std::int64_t scale = 1;
      for (std::size_t i = 0; i < decimals.size(); ++i) scale *= 10;
      if (!part) return std::nullopt;
      out = *out + Exact(*part - scale, scale);
    }
  }
  if (out && negative) out = -*out;
  return out;
}

Exact Exact::operator-() const {
  Exact out = *this;
  out.negative_ = !negative_ && !zero();
  return out;
}

Exact operator+(const Exact& a, const Exact& b) {
  Exact::Digits left = Whole::multiply(a.num_, b.den_), right = Whole::multiply(b.num_, a.den_);
  const Exact::Digits den = Whole::multiply(a.den_, b.den_);
  if (a.negative_ == b.negative_) return Exact(a.negative_, Whole::add(left, right), den);
  if (Whole::compare(left, right) >= 0) {
    Whole::subtract(left, right);
    return Exact(a.negative_, left, den);
  }
  Whole::subtract(right, left);
  return Exact(b.negative_, right, den);
}

Exact operator*(const Exact& a, const Exact& b) {
  return Exact(a.negative_ != b.negative_, Whole::multiply(a.num_, b.num_), Whole::multiply(a.den_, b.den_));
}

Exact operator/(const Exact& a, const Exact& b) {
  TERANG_ASSERT(!b.zero());
  return Exact(a.negative_ != b.negative_, Whole::multiply(a.num_, b.den_), Whole::multiply(a.den_, b.num_));
}

int compare(const Exact& a, const Exact& b) {
  if (a.negative_ != b.negative_) return a.negative_ ? -1 : 1;
  const int order = Whole::compare(Whole::multiply(a.num_, b.den_), Whole::multiply(b.num_, a.den_));
  return a.negative_ ? -order : order;
}

std::optional<Ratio> Exact::as_ratio() const {
  const auto num = Whole::small(num_), den = Whole::small(den_);
  if (negative_ || !num || !den) return std::nullopt;
  return Ratio{*num, *den};
}

std::string Exact::text() const {
  auto [whole, rest] = Whole::divide(num_, den_);
  std::string out = (negative_ ? "-" : "") + Whole::decimal(whole);
  if (rest.empty()) return out;
  std::string decimals;
  for (int i = 0; i < 30 && !rest.empty(); ++i) {
    auto [digit, left] = Whole::divide(Whole::multiply(rest, {10}), den_);
    decimals += static_cast<char>('0' + (digit.empty() ? 0 : digit[0]));
    rest = std::move(left);
  }
  if (rest.empty()) return out + "." + decimals;
  return (negative_ ? "-" : "") + Whole::decimal(num_) + "/" + Whole::decimal(den_);
}

std::string Exact::rounded(int decimals) const {
  Digits scale{1};
  for (int i = 0; i < decimals; ++i) scale = Whole::multiply(scale, {10});
  // floor((2 × num × scale + den) / (2 × den))
  Digits top = Whole::add(Whole::multiply(Whole::multiply(num_, scale), {2}), den_);
  std::string out = Whole::decimal(Whole::divide(top, Whole::multiply(den_, {2})).first);
  const auto places = static_cast<std::size_t>(decimals);
  if (out.size() <= places) out.insert(0, places + 1 - out.size(), '0');
  if (places > 0) out.insert(out.size() - places, ".");
  const bool nothing = out.find_first_not_of("0.") == std::string::npos;
  return negative_ && !nothing ? "-" + out : out;
}

}  // namespace terang::auction::evaluation
