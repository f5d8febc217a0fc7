// Prices that follow a clock: what the Dutch and the Japanese auction share of their rules.
#pragma once

#include <cstdint>
#include <optional>

#include "auction/money.h"
#include "base/time.h"

namespace terang::auction {

struct Rules;
class RulesProblems;

// Level 1 is at `start`; each level lasts `interval`, the next is a `step` away.
struct PriceClock {
  Money start;
  Money step;
  Micros interval = 0;
  std::optional<Money> last;  // the last level's price; nothing: as far as the rules allow
  bool operator==(const PriceClock&) const = default;
};

enum class Direction : std::uint8_t { rising, falling };

// The levels, counted from 0.
struct Ladder {
  std::int64_t start = 0;
  std::int64_t step = 1;  // negative where prices fall
  std::uint32_t levels = 0;

  Money price(std::uint32_t level) const { return {start + step * level}; }
  std::optional<std::uint32_t> level_of(Money price) const;  // nothing: no level has it
};

// More levels than this nobody plays.
inline constexpr std::uint32_t kMostLevels = 10'000;
// More winners than this no lot has.
inline constexpr std::uint32_t kMostWinners = 1'000;

// A rising clock without a last price ends below the ceiling, a falling one above zero. Of a clock without problems.
Ladder ladder_of(const PriceClock& clock, Direction direction, const Rules& rules);

void validate(const PriceClock& clock, Direction direction, const Rules& rules, RulesProblems& problems);

}  // namespace terang::auction
