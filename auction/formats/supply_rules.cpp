#include "auction/formats/supply_rules.h"

#include <algorithm>

#include "auction/evaluation.h"
#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr std::string_view kPricings[] = {"pay_as_bid", "uniform_highest_accepted", "uniform_lowest_rejected"};
constexpr std::string_view kReplacements[] = {"better", "any"};
constexpr std::string_view kVisibilities[] = {"price_and_own_award", "own_award", "nothing"};

}  // namespace

std::string_view name(Pricing value) { return kPricings[static_cast<int>(value)]; }
std::string_view name(Replacement value) { return kReplacements[static_cast<int>(value)]; }
std::string_view name(SupplyVisibility value) { return kVisibilities[static_cast<int>(value)]; }
std::optional<Pricing> pricing_named(std::string_view name) { return enum_named<Pricing>(kPricings, name); }
std::optional<Replacement> replacement_named(std::string_view name) { return enum_named<Replacement>(kReplacements, name); }
std::optional<SupplyVisibility> supply_visibility_named(std::string_view name) {
  return enum_named<SupplyVisibility>(kVisibilities, name);
}

std::int64_t SupplySchedule::limit() const {
  std::int64_t most = std::min(demand, max_award.value_or(demand));
  if (max_share_percent) {
    const Int128 share = Int128{demand} * max_share_percent->num / (Int128{100} * max_share_percent->den);
    most = std::min(most, static_cast<std::int64_t>(share));
  }
  return most;
}

std::int64_t SupplySchedule::min_award() const {
  const auto* by_time = std::get_if<TimePriority>(&margin);
  return by_time ? by_time->min_award : 1;
}

void validate(const SupplySchedule& format, const Rules& rules, RulesProblems& problems) {
  const bool counted = format.demand >= 1 && format.demand <= kMostUnits;
  if (!counted) problems.add("/demand/units", "out_of_range");
  if (format.unit.empty())
    problems.add("/demand/unit", "missing");
  else if (format.unit.size() > 32)
    problems.add("/demand/unit", "too_long");
  if (format.min_units < 1 || format.min_units > kMostUnits)
    problems.add("/demand/min_units", "out_of_range");
  else if (counted && format.min_units > format.demand)
    problems.add("/demand/min_units", "above_demand");
  if (counted && rules.ceiling && Int128{rules.ceiling->minor} * format.demand > kLargestAmount.minor)
    problems.add("/ceiling", "demand_not_countable");
  if (format.max_award && (*format.max_award < 1 || *format.max_award > kMostUnits))
    problems.add("/bidder_limit/units", "out_of_range");
  if (format.max_share_percent) problems.percent("/bidder_limit/percent", *format.max_share_percent);
  const std::int64_t least = format.min_award();
  if (least < 1 || least > kMostUnits) {
    problems.add("/margin/min_award", "out_of_range");
  } else if (counted && (!format.max_share_percent || format.max_share_percent->den > 0)) {
    if (format.limit() < 1)
      problems.add("/bidder_limit", "less_than_a_unit");
    else if (least > format.limit())
      problems.add("/margin/min_award", "min_award_above_limit");
  }
  if (format.max_steps < 1 || format.max_steps > 100) problems.add("/max_steps", "out_of_range");
}

Disclosure disclosure(const SupplySchedule& format) {
  Disclosure out;
  out.price = format.visibility == SupplyVisibility::price_and_own_award;
  out.rank = false;
  out.award = format.visibility != SupplyVisibility::nothing;
  out.at_most = true;  // it depends on the rules alone
  out.bidders = out.award;
  return out;
}

}  // namespace terang::auction
