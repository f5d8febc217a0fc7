// Energy-performance contracts: a supplier saves the buyer costs and is paid a share of what he saves, for a term.
// Offers are compared by the net present value of what stays with the buyer, over 21 periods, exactly.
//
//   period 0        from the notice to 31 December: d_0 days (0 to 365)
//   periods 1…19    365 days each
//   period 20       365 − d_0 days
//   payment_i = share × reduction_i × p_i / d_i     p_i: the term's days that fall in the period, filled in order
//   income_0  = reduction_0 − payment_0;  income_i = reduction_i × d_i / 365 − payment_i
//   NPV       = Σ income_i / Π (1 + rate × d_j / 365, j ≤ i)
//
// A period without days has neither payment nor income. One lot's values share one denominator (unit), so that they
// compare as whole numbers: about 750 bits at the finest rates.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auction/money.h"
#include "auction/natural.h"
#include "auction/offer.h"
#include "auction/ratio.h"

namespace terang::auction {

// A day of the Gregorian calendar.
struct Date {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  bool operator==(const Date&) const = default;
};
bool valid(const Date& date);  // a real day of the years 1970 to 8999
std::int32_t days_to_year_end(const Date& date);
std::optional<Date> parse_date(std::string_view text);  // "2017-12-31"
std::string format_date(const Date& date);

inline constexpr std::int32_t kDaysOfYear = 365;
inline constexpr std::int32_t kLongestTerm = 15 * kDaysOfYear;
inline constexpr std::int64_t kFinestShare = 100'000;  // a share is a multiple of 1/100,000

class NetPresentValue {
 public:
  // `percent` a year: 0 to 100, with at most four decimals (denominator ≤ 10,000).
  NetPresentValue(const Date& notice, Ratio percent);

  std::int32_t first_days() const { return days_[0]; }
  // In units of 1/unit(). The share, the term (1 day to kLongestTerm) and the reductions (≥ 0) must be in range, and
  // nothing reduced in a period without days.
  Natural of(const EscoOffer& offer) const;
  const Natural& unit() const { return unit_; }  // one minor unit of money
  Money paid(const EscoOffer& offer) const;      // Σ payment_i, rounded half up: what the contract costs
  // value / over in major units, to that many decimals: rounded half up, or up.
  std::string text(const Natural& value, const Currency& currency, int decimals, std::int64_t over = 1,
                   bool up = false) const;

 private:
  std::array<std::int32_t, kEscoPeriods> paid_days(const EscoOffer& offer) const;

  std::array<std::int32_t, kEscoPeriods> days_{};
  std::uint64_t first_ = 1;                   // d_0, or 1 where it is 0
  std::array<Natural, kEscoPeriods> weight_;  // of a period's income × 365 × d_0 × kFinestShare
  Natural unit_;
};

}  // namespace terang::auction
