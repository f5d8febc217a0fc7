// The sealed package auction, cleared: who wins and what is paid.
#pragma once

#include <vector>

#include "auction/winner/check.h"
#include "auction/winner/solver.h"

namespace terang::auction::winner {

struct Winner {
  Index supplier = 0;
  Parts payment = 0;
  Answer without;  // of vcg: the best award if he were not there; its bids are the problem's
};

struct Clearing {
  Answer answer;
  Assessment assessment;        // of the answer; meaningful when it found an award
  std::vector<Winner> winners;  // in the order of the suppliers; empty unless payments are known
  // Why payments are not known though an award is: "not_optimal" (vcg needs proven optima), "pivotal"
  // (without `pivotal` the constraints cannot be kept, so that his payment has no bound: give the lots a
  // reserve)
  std::string_view unpriced;
  Index pivotal = 0;
};

Clearing clear(const Problem& problem, Payment payment, const Solver& solver, const SolveOptions& options);

}  // namespace terang::auction::winner
