#include "auction/formats/package_solution.h"

namespace terang::auction {
namespace {

std::vector<PackageName> named(const PackageTask& task, const std::vector<winner::Index>& accepted) {
  std::vector<PackageName> names;
  for (const winner::Index bid : accepted) names.push_back(task.names[bid]);
  return names;
}

}  // namespace

PackageSolved solve(const PackageTask& task, const winner::Solver& solver, const winner::SolveOptions& options,
                    std::string_view solver_name) {
  using winner::Status;
  const winner::Clearing clearing = winner::clear(task.problem, task.payment, solver, options);
  const winner::Answer& answer = clearing.answer;
  if (answer.status == Status::failed) return {answer.why, {}};
  if (answer.status == Status::unknown) return {"unknown", {}};
  // Also when it was stopped while the payments were looked for.
  if (answer.status == Status::cancelled || (options.cancel && *options.cancel)) return {"cancelled", {}};
  PackageSolution out;
  out.scenario = task.scenario;
  out.status = answer.status;
  out.solver = solver_name;
  if (!answer.found()) return {{}, std::move(out)};
  out.accepted = named(task, answer.accepted);
  out.cost = *answer.cost;
  if (answer.status == Status::feasible) out.bound = answer.bound;
  out.ties_settled = answer.ties_settled;
  out.unpriced = clearing.unpriced;
  if (task.payment == winner::Payment::vcg && out.unpriced.empty())
    for (const winner::Winner& won : clearing.winners)
      out.without.push_back({won.supplier, named(task, won.without.accepted), *won.without.cost});
  return {{}, std::move(out)};
}

}  // namespace terang::auction
