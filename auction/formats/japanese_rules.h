// The Japanese reverse auction: the price falls by a clock; at each level a bidder stays or leaves for good.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "auction/disclosure.h"
#include "auction/formats/price_clock.h"

namespace terang::auction {

// What it means that a bidder said nothing at a level. At the first level it always means that he leaves.
enum class Silence : std::uint8_t { leaves, stays };

struct Japanese {
  PriceClock clock;              // clock.last: the floor
  Silence silence = Silence::leaves;
  std::uint32_t winners = 1;     // the lot ends when no more than so many are in
  std::uint32_t min_levels = 1;  // not before so many levels are over
  bool shows_remaining = true;   // bidders see how many are still in
  bool operator==(const Japanese&) const = default;
};

void validate(const Japanese& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const Japanese& format);

std::string_view name(Silence value);
std::optional<Silence> silence_named(std::string_view name);

}  // namespace terang::auction
