#include "auction/winner/clearing.h"

#include <algorithm>

namespace terang::auction::winner {
namespace {

constexpr std::string_view kPayments[] = {"pay_as_bid", "vcg"};
constexpr std::string_view kStatuses[] = {"optimal", "feasible",  "infeasible",
                                          "unknown", "cancelled", "failed"};

Problem without(const Problem& problem, Index supplier) {
  Problem rest = problem;
  std::erase_if(rest.bids, [supplier](const Bid& bid) { return bid.supplier == supplier; });
  return rest;
}

}  // namespace

std::string_view name(Payment value) {
  return kPayments[static_cast<std::size_t>(value)];
}
std::optional<Payment> payment_named(std::string_view name) {
  return enum_named<Payment>(kPayments, name);
}
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
    Winner winner{static_cast<Index>(i), won.paid};
    if (payment == Payment::vcg) {
      const Answer rest = solver(without(problem, winner.supplier), others);
      if (rest.status != Status::optimal) {
        clearing.unpriced = rest.status == Status::infeasible ? "pivotal" : "not_optimal";
        clearing.pivotal = winner.supplier;
        clearing.winners.clear();
        return clearing;
      }
      winner.payment += *rest.cost - *answer.cost;
    }
    clearing.winners.push_back(winner);
  }
  return clearing;
}

}  // namespace terang::auction::winner
