// The Dutch reverse auction: the price rises by a clock until a bidder takes it.
#pragma once

#include "auction/disclosure.h"
#include "auction/formats/price_clock.h"

namespace terang::auction {

struct Dutch {
  PriceClock clock;           // clock.last: the highest price
  std::uint32_t winners = 1;  // so many may take it, each for a contract of his own
  bool operator==(const Dutch&) const = default;
};

void validate(const Dutch& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const Dutch& format);

}  // namespace terang::auction
