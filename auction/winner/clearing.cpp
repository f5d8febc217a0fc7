#include "auction/winner/clearing.h"

#include <algorithm>

namespace terang::auction::winner {
namespace {

constexpr std::string_view kStatuses[] = {"optimal", "feasible",  "infeasible",
                                          "unknown", "cancelled", "failed"};

Problem without(const Problem& problem, Index supplier, std::vector<Index>& kept) {
  Problem rest = problem;
  rest.bids.clear();
  kept.clear();
  for (std::size_t i = 0; i < problem.bids.size(); ++i) {
    if (problem.bids[i].supplier == supplier) continue;
    rest.bids.push_back(problem.bids[i]);
    kept.push_back(static_cast<Index>(i));
  }
  return rest;
}

}  // namespace

std::string_view name(Status status) {
  return kStatuses[static_cast<std::size_t>(status)];
}

Clearing clear(const Problem& problem, Payment payment, const Solver& solver, const SolveOptions& options) {
  Clearing clearing;
  clearing.answer = solver(problem, options);
  const Answer& answer = clearing.answer;
  clearing.assessment = assess(problem, answer.accepted);
  if (!answer.found()) return clearing;
  if (payment == Payment::vcg && answer.status != Status::optimal) {
    clearing.unpriced = "not_optimal";
    return clearing;
  }
  // Only the cost of the others' best award counts, not which one it is.
  SolveOptions others = options;
  others.settle_ties = false;
  for (std::size_t i = 0; i < problem.suppliers.size(); ++i) {
    const Settlement& won = clearing.assessment.suppliers[i];
    if (won.bids == 0) continue;
    Winner winner{static_cast<Index>(i), won.paid, {}};
    if (payment == Payment::vcg) {
      std::vector<Index> kept;
      Answer rest = solver(without(problem, winner.supplier, kept), others);
      if (rest.status != Status::optimal) {
        clearing.unpriced = rest.status == Status::infeasible ? "pivotal" : "not_optimal";
        clearing.pivotal = winner.supplier;
        clearing.winners.clear();
        return clearing;
      }
      winner.payment += *rest.cost - *answer.cost;
      for (Index& bid : rest.accepted) bid = kept[bid];
      winner.without = std::move(rest);
    }
    clearing.winners.push_back(std::move(winner));
  }
  return clearing;
}

}  // namespace terang::auction::winner
