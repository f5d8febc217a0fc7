#include "auction/winner/comparison.h"

namespace terang::auction::winner {
namespace {

std::optional<Parts> difference(const Answer& more, const Answer& less) {
  if (more.status != Status::optimal || less.status != Status::optimal) return std::nullopt;
  return *more.cost - *less.cost;
}

}  // namespace

Problem with(const Problem& problem, const std::vector<Constraint>& constraints) {
  Problem out = problem;
  out.constraints.insert(out.constraints.end(), constraints.begin(), constraints.end());
  return out;
}

std::vector<Compared> compare(const Problem& problem, const std::vector<Variant>& variants,
                              const Solver& solver, const SolveOptions& options) {
  std::vector<Compared> out;
  Compared base;
  base.answer = solver(problem, options);
  base.assessment = assess(problem, base.answer.accepted);
  out.push_back(std::move(base));
  SolveOptions only_cost = options;
  only_cost.settle_ties = false;
  for (const Variant& variant : variants) {
    if (out.back().answer.status == Status::cancelled) break;
    const Problem bound = with(problem, variant.constraints);
    Compared compared;
    compared.answer = solver(bound, options);
    compared.assessment = assess(bound, compared.answer.accepted);
    compared.more = difference(compared.answer, out.front().answer);
    if (variant.constraints.size() > 1 && compared.answer.status == Status::optimal) {
      for (std::size_t left_out = 0; left_out < variant.constraints.size(); ++left_out) {
        std::vector<Constraint> others = variant.constraints;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
        compared.each_costs.push_back(difference(compared.answer, solver(with(problem, others), only_cost)));
      }
    }
    out.push_back(std::move(compared));
  }
  return out;
}

}  // namespace terang::auction::winner
