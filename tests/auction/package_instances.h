// Instances for tests and benchmarks of winner determination, made from a seed, and brute force to measure
// answers by.
#pragma once

#include <cstdint>

#include "auction/winner/solver.h"

namespace terang::auction::winner {

// A generator of our own: standard distributions differ between libraries.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::int64_t below(std::int64_t most) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(most));
  }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

// Bids of suppliers for works in neighbouring places, after the "regions" distribution of the Combinatorial
// Auction Test Suite (Leyton-Brown & Shoham, ch. 18 of Cramton, Shoham & Steinberg, "Combinatorial Auctions",
// 2006), turned around for buying: lots lie on a square grid, each with a common cost of 1,000 to 1,999
// units; a supplier has a home lot and a private cost factor of 90 to 119 % for each lot. A package starts
// near home and takes in neighbours, each with 75 % chance to go on, at most eight. Its price is the sum of
// private costs less 1 % for each lot beyond the first (what neighbouring works save), and up to 5 % of
// noise. Every lot has one single bid at 130 to 149 % beside them, so that an award exists. A tenth of the
// suppliers is small.
Problem regions(Index lots, Index suppliers, Index bids, std::uint64_t seed);

// Small, with everything that a problem may have: units, reserves, ceilings, alternatives, capacities,
// discounts, constraints, and amounts so coarse that ties are common.
Problem anything(std::uint64_t seed);
Constraint any_constraint(const Problem& problem, Dice& dice);

// Every set of bids, in the order of the tie rule: the first of the cheapest feasible ones. A Solver for at
// most 20 bids.
Answer brute_force(const Problem& problem, const SolveOptions& options);

}  // namespace terang::auction::winner
