// Small problems decided without a solver, by looking at every award: what a claim of optimality is held against.
#pragma once

#include <optional>
#include <vector>

#include "auction/winner/problem.h"

namespace terang::auction::winner {

// So many bids that can win have at most 1,024 awards, which are judged in milliseconds.
inline constexpr std::size_t kEnumerated = 10;

struct Enumerated {
  bool feasible = false;
  Parts cost = 0;               // of the cheapest award
  std::vector<Index> accepted;  // the one of the tie rule
};

// Nothing where more bids can win.
std::optional<Enumerated> enumerate(const Problem& problem);

}  // namespace terang::auction::winner
