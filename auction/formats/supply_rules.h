// Several units of one thing: bidders say in steps how many they supply at which unit price; the cheapest steps that
// cover the demand are taken.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "auction/disclosure.h"
#include "auction/ratio.h"

namespace terang::auction {

struct Rules;
class RulesProblems;

// Units are counted up to here, so that shares of shares fit in 128 bits.
inline constexpr std::int64_t kMostUnits = 1'000'000'000'000;

// What a unit is paid: its own step's price; or one price for all: the highest that was accepted, or the lowest that
// was not.
enum class Pricing : std::uint8_t { pay_as_bid, uniform_highest_accepted, uniform_lowest_rejected };

// What may take the place of a bidder's schedule: one at least as good for the buyer at every unit, or any.
enum class Replacement : std::uint8_t { better, any };

// What bidders are shown while the lot runs: the price of the last unit taken as well, what they would get, or nothing.
enum class SupplyVisibility : std::uint8_t { price_and_own_award, own_award, nothing };

// How the units at the margin are divided among steps of one price. Whole steps and least awards cannot be cut pro
// rata, so they stand with the other rule alone.
struct TimePriority {
  bool all_or_nothing = false;  // steps may be so marked
  std::int64_t min_award = 1;   // nobody gets fewer units, unless none
  bool operator==(const TimePriority&) const = default;
};
struct ProRata {
  bool operator==(const ProRata&) const = default;
};
using Margin = std::variant<TimePriority, ProRata>;

struct SupplySchedule {
  std::int64_t demand = 0;     // units
  std::string unit;            // its name: "ton", "MWh"
  std::int64_t min_units = 1;  // fewer covered than this is no result worth having: named so
  Pricing pricing = Pricing::pay_as_bid;
  Margin margin;
  std::optional<std::int64_t> max_award;   // units a bidder may win
  std::optional<Ratio> max_share_percent;  // … and share of the demand, rounded down to units
  Replacement replacement = Replacement::any;
  SupplyVisibility visibility = SupplyVisibility::own_award;
  std::uint32_t max_steps = 20;
  bool operator==(const SupplySchedule&) const = default;

  std::int64_t limit() const;      // units any bidder may win
  std::int64_t min_award() const;  // 1 where none is asked
};

void validate(const SupplySchedule& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const SupplySchedule& format);

std::string_view name(Pricing value);
std::string_view name(Replacement value);
std::string_view name(SupplyVisibility value);
std::optional<Pricing> pricing_named(std::string_view name);
std::optional<Replacement> replacement_named(std::string_view name);
std::optional<SupplyVisibility> supply_visibility_named(std::string_view name);

}  // namespace terang::auction
