#include "auction/formats/dutch_rules.h"

#include "auction/rules.h"

namespace terang::auction {

void validate(const Dutch& format, const Rules& rules, RulesProblems& problems) {
  validate(format.clock, Direction::rising, rules, problems);
  // The clock would stop before its first price.
  if (rules.reserve && *rules.reserve < format.clock.start) problems.add("/reserve", "reserve_below_start");
  if (format.winners == 0 || format.winners > kMostWinners) problems.add("/winners", "out_of_range");
}

// The clock shows everything there is.
Disclosure disclosure(const Dutch&) {
  Disclosure out;
  out.price = out.rank = out.at_most = out.bidders = true;
  return out;
}

}  // namespace terang::auction
