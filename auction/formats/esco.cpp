#include "auction/formats/esco.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {
namespace {

constexpr std::int32_t kDaysBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

bool leap(std::int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::uint64_t scaled(Ratio share) { return static_cast<std::uint64_t>(share.num * (kFinestShare / share.den)); }

}  // namespace

bool valid(const Date& date) {
  if (date.year < 1970 || date.year > 8999 || date.month < 1 || date.month > 12 || date.day < 1) return false;
  const std::int32_t length = kDaysBefore[date.month] - kDaysBefore[date.month - 1];
  return date.day <= length + (date.month == 2 && leap(date.year) ? 1 : 0);
}

std::int32_t days_to_year_end(const Date& date) {
  const std::int32_t left = kDaysOfYear - kDaysBefore[date.month - 1] - date.day;
  return left + (leap(date.year) && date.month <= 2 ? 1 : 0);
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&text](std::size_t from, std::size_t count) {
    std::int32_t value = 0;
    for (const char c : text.substr(from, count)) value = c < '0' || c > '9' ? -10'000 : value * 10 + (c - '0');
    return value;
  };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  return valid(date) ? std::optional(date) : std::nullopt;
}

std::string format_date(const Date& date) {
  const auto two = [](std::int32_t value) { return std::string(value < 10 ? "-0" : "-") + std::to_string(value); };
  return std::to_string(date.year) + two(date.month) + two(date.day);
}

NetPresentValue::NetPresentValue(const Date& notice, Ratio percent) {
  days_.fill(kDaysOfYear);
  days_.front() = days_to_year_end(notice);
  days_.back() = kDaysOfYear - days_.front();
  first_ = static_cast<std::uint64_t>(std::max(days_.front(), 1));
  // 1 + rate × d/365 = above(d)/below. Over the product of all above(d), period i weighs below^(i+1) × Π above(d_j, j > i).
  const auto below = static_cast<std::uint64_t>(kDaysOfYear * 100 * percent.den);
  const auto above = [&](std::int32_t days) { return below + static_cast<std::uint64_t>(percent.num * days); };
  Natural falling(1);
  for (std::size_t i = 0; i < kEscoPeriods; ++i) weight_[i] = falling *= below;
  Natural rising(1);
  for (std::size_t i = kEscoPeriods; i-- > 0;) {
    // weight_[i] × rising: both long, so factor by factor.
    for (std::size_t j = i + 1; j < kEscoPeriods; ++j) weight_[i] *= above(days_[j]);
    rising *= above(days_[i]);
  }
  unit_ = rising * (kDaysOfYear * first_) * static_cast<std::uint64_t>(kFinestShare);
}

std::array<std::int32_t, kEscoPeriods> NetPresentValue::paid_days(const EscoOffer& offer) const {
  std::array<std::int32_t, kEscoPeriods> paid{};
  std::int32_t left = offer.years * kDaysOfYear + offer.days;
  for (std::size_t i = 0; i < kEscoPeriods && left > 0; ++i) {
    paid[i] = std::min(left, days_[i]);
    left -= paid[i];
  }
  return paid;
}

Natural NetPresentValue::of(const EscoOffer& offer) const {
  const auto paid = paid_days(offer);
  const std::uint64_t share = scaled(offer.share), whole = kFinestShare;
  TERANG_ASSERT(share <= whole && paid.back() == 0);
  Natural sum;
  for (std::size_t i = 0; i < kEscoPeriods; ++i) {
    const auto days = static_cast<std::uint64_t>(days_[i]), payments = share * static_cast<std::uint64_t>(paid[i]);
    // What is left of one unit of reduction, × 365 × d_0 × kFinestShare: below 2^34.
    const std::uint64_t kept = i == 0 ? kDaysOfYear * (days_[0] == 0 ? 0 : whole * days - payments)
                                      : first_ * (whole * days - payments);
    const auto product = Int128{offer.reductions[i].minor} * kept;  // below 2^91
    sum.add_product(weight_[i], static_cast<std::uint64_t>(product & INT64_MAX));
    if (const auto high = static_cast<std::uint64_t>(product >> 63); high != 0) {
      Natural carried = weight_[i] * high;
      carried *= std::uint64_t{1} << 63;
      sum += carried;
    }
  }
  return sum;
}

Money NetPresentValue::paid(const EscoOffer& offer) const {
  const auto paid = paid_days(offer);
  const Int128 share = scaled(offer.share);
  Int128 sum = share * offer.reductions[0].minor * paid[0] * kDaysOfYear;  // × kFinestShare × 365 × d_0
  for (std::size_t i = 1; i < kEscoPeriods; ++i) sum += share * offer.reductions[i].minor * paid[i] * first_;
  const Int128 of = Int128{kFinestShare} * kDaysOfYear * first_;
  return {static_cast<std::int64_t>((2 * sum + of) / (2 * of))};
}

std::string NetPresentValue::text(const Natural& value, const Currency& currency, int decimals, std::int64_t over,
                                  bool up) const {
  // floor((2·value·10^decimals + what rounds) / (2·unit·over·10^exponent))
  Natural num = value * 2, den = unit_ * static_cast<std::uint64_t>(over);
  for (int i = 0; i < decimals; ++i) num *= 10;
  for (int i = 0; i < currency.exponent(); ++i) den *= 10;
  num += up ? den * 2 : den;
  if (up) num -= Natural(1);
  Int128 rounded = quotient(num, den * 2);
  std::string digits;
  for (; rounded != 0 || digits.size() <= static_cast<std::size_t>(decimals); rounded /= 10)
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rounded % 10)));
  if (decimals > 0) digits.insert(digits.end() - decimals, '.');
  return digits;
}

}  // namespace terang::auction
