#include "auction/formats/price_clock.h"

#include <algorithm>

#include "auction/rules.h"

namespace terang::auction {
namespace {

std::int64_t last_price(const PriceClock& clock, Direction direction, const Rules& rules) {
  if (clock.last) return clock.last->minor;
  return direction == Direction::rising ? rules.ceiling.value_or(clock.start).minor : 1;
}

void validate_last(const PriceClock& clock, Direction direction, const Rules& rules, RulesProblems& problems) {
  const bool rising = direction == Direction::rising;
  const char* path = rising ? "/highest" : "/floor";
  if (!clock.last) {
    if (rising && !rules.ceiling) problems.add(path, "highest_missing");
    return;
  }
  problems.amount(path, *clock.last);
  if (rising ? *clock.last < clock.start : *clock.last > clock.start)
    problems.add(path, rising ? "highest_below_start" : "floor_above_start");
  else if (clock.step.minor > 0 && (clock.last->minor - clock.start.minor) % clock.step.minor != 0)
    problems.add(path, rising ? "highest_off_ladder" : "floor_off_ladder");
  if (rising && rules.ceiling && *clock.last > *rules.ceiling) problems.add(path, "highest_above_ceiling");
}

}  // namespace

std::optional<std::uint32_t> Ladder::level_of(Money price) const {
  const std::int64_t from_start = price.minor - start;
  if (from_start % step != 0 || from_start / step < 0 || from_start / step >= levels) return std::nullopt;
  return static_cast<std::uint32_t>(from_start / step);
}

Ladder ladder_of(const PriceClock& clock, Direction direction, const Rules& rules) {
  const std::int64_t sign = direction == Direction::rising ? 1 : -1;
  const std::int64_t levels = (last_price(clock, direction, rules) - clock.start.minor) * sign / clock.step.minor + 1;
  return {clock.start.minor, clock.step.minor * sign,
          static_cast<std::uint32_t>(std::min<std::int64_t>(levels, kMostLevels + 1))};
}

void validate(const PriceClock& clock, Direction direction, const Rules& rules, RulesProblems& problems) {
  problems.amount("/start", clock.start);
  if (rules.tick.minor > 0 && clock.start.minor % rules.tick.minor != 0) problems.add("/start", "start_off_tick");
  if (rules.ceiling && clock.start > *rules.ceiling) problems.add("/start", "start_above_ceiling");
  problems.amount("/step", clock.step);
  if (rules.tick.minor > 0 && clock.step.minor % rules.tick.minor != 0) problems.add("/step", "step_off_tick");
  problems.duration("/interval_seconds", clock.interval, kSecond);
  validate_last(clock, direction, rules, problems);
  // What the platform's own silence costs must not be the bidders' loss.
  if (!rules.outage) problems.add("/outage", "outage_rule_missing");

  const std::int64_t way = last_price(clock, direction, rules) - clock.start.minor;
  if (clock.step.minor <= 0 || clock.start.minor <= 0 || (direction == Direction::rising ? way < 0 : way > 0)) return;
  const std::int64_t levels = (direction == Direction::rising ? way : -way) / clock.step.minor + 1;
  if (levels > kMostLevels)
    problems.add("/step", "too_many_levels");
  else if (clock.interval >= kSecond && clock.interval <= kLongest && rules.ends_at > rules.starts_at &&
           levels * clock.interval > rules.ends_at - rules.starts_at)
    problems.add("/interval_seconds", "ladder_longer_than_auction");
}

}  // namespace terang::auction
