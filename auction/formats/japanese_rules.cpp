#include "auction/formats/japanese_rules.h"

#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr std::string_view kSilences[] = {"leaves", "stays"};

}  // namespace

std::string_view name(Silence value) { return kSilences[static_cast<int>(value)]; }
std::optional<Silence> silence_named(std::string_view name) { return enum_named<Silence>(kSilences, name); }

void validate(const Japanese& format, const Rules& rules, RulesProblems& problems) {
  validate(format.clock, Direction::falling, rules, problems);
  if (format.winners == 0 || format.winners > kMostWinners) problems.add("/winners", "out_of_range");
  if (format.min_levels == 0 || format.min_levels > kMostLevels)
    problems.add("/min_levels", "out_of_range");
  else if (format.clock.start.minor > 0 && format.clock.step.minor > 0 &&
           format.clock.last.value_or(Money{1}) <= format.clock.start &&
           format.min_levels > ladder_of(format.clock, Direction::falling, rules).levels)
    problems.add("/min_levels", "min_levels_above_ladder");
}

// Within a level nobody learns what the others said: neither their order nor whether anybody has stayed yet.
Disclosure disclosure(const Japanese& format) {
  Disclosure out;
  out.at_most = true;
  out.bidders = format.shows_remaining;
  return out;
}

}  // namespace terang::auction
