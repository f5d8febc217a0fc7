// How the lots of one event follow each other. Pure: what it does to the clocks of the lots behind is decided from how
// all lots stand, after each command on one of them. Meaning and words: README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "auction/lot_auction.h"
#include "base/time.h"

namespace terang::auction {

struct Sequence {
  enum class Kind : std::uint8_t {
    parallel,   // each by its own rules' times
    serial,     // one after the other: each opens a gap after the one before is over
    staggered,  // all open together, their ends lie apart
  };
  Kind kind = Kind::parallel;
  Micros gap = 0;     // serial: from the end of one to the start of the next; staggered: between two ends
  bool moves = true;  // staggered: an end that moves pushes those behind it, so that they never come closer
  bool operator==(const Sequence&) const = default;
};
std::string_view name(Sequence::Kind kind);

// The times of the lot at this position, where the first has these.
struct LotTimes {
  Micros starts_at = 0, ends_at = 0;
};
LotTimes planned(const Sequence& sequence, LotTimes first, std::size_t position);

// Whether a format can stand in such a sequence. Where a timetable of its own makes the end, ends cannot be staggered;
// a deadline that sealed bids are bound to does not move at all.
bool possible(Sequence::Kind kind, const Format& format);

// To be called once with fresh lots: those that wait for another one wait.
void begin(const Sequence& sequence, std::span<LotAuction* const> lots);
// After each accepted command on one of the lots: gives the next one its start, pushes ends. The positions of the lots
// whose clock it has moved, in order. Once more without a command in between, and it moves nothing.
std::vector<std::size_t> follow(const Sequence& sequence, std::span<LotAuction* const> lots, Micros now);
// The lot that this one waits for: the nearest before it that is not over. Its own position where it does not wait.
std::size_t waits_for(std::span<LotAuction* const> lots, std::size_t position);

}  // namespace terang::auction
