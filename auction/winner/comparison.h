// Scenarios side by side: the same bids under different constraints, and what each constraint costs.
#pragma once

#include <string>
#include <vector>

#include "auction/winner/check.h"
#include "auction/winner/solver.h"

namespace terang::auction::winner {

struct Compared {
  Answer answer;
  Assessment assessment;      // meaningful when the answer found an award
  std::optional<Parts> more;  // than the problem without further constraints; both proven
  std::vector<std::optional<Parts>>
      each_costs;  // what leaving out only this constraint would save; both proven. Empty for less than two
};

// The problem itself, and then each variant. A cancelled solve ends it: the rest is missing.
std::vector<Compared> compare(const Problem& problem, const std::vector<Variant>& variants,
                              const Solver& solver, const SolveOptions& options);

// The problem with the variant's constraints after its own.
Problem with(const Problem& problem, const std::vector<Constraint>& constraints);

}  // namespace terang::auction::winner
