// What a solver found for a package lot, as data that goes into the record; and how one is asked for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auction/offer.h"
#include "auction/winner/clearing.h"

namespace terang::auction {

struct PackageName {  // of a standing bid
  Bidder bidder = kNobody;
  std::string name;
  bool operator==(const PackageName&) const = default;
};

struct PackageSolution {
  std::string scenario;                                  // kCheapest, or one of the rules'
  winner::Status status = winner::Status::failed;        // optimal, feasible or infeasible
  std::vector<PackageName> accepted;                     // in the order of the record
  winner::Parts cost = 0;
  std::optional<winner::Parts> bound;                    // of `feasible`: no award costs less
  bool ties_settled = false;
  // Under vcg: for each winner the best award without him. Empty where `unpriced` says why payments are not known.
  struct Without {
    Bidder bidder = kNobody;
    std::vector<PackageName> accepted;
    winner::Parts cost = 0;
  };
  std::vector<Without> without;
  std::string unpriced;  // "", "not_optimal" or "pivotal"
  std::string solver;    // name and version, as it says itself
};

// What there is to solve, cut loose from the lot, so that it can be solved elsewhere meanwhile.
struct PackageTask {
  std::string scenario;
  winner::Problem problem;
  winner::Payment payment = winner::Payment::pay_as_bid;
  Micros time_limit = 0;
  std::vector<PackageName> names;  // of the problem's bids
};

struct PackageSolved {
  // Why there is nothing to be settled with: "unknown" (nothing found in the time), "cancelled", or why the solver failed
  // (winner/solver.h). Empty: `solution` is it.
  std::string_view why;
  PackageSolution solution;
};
PackageSolved solve(const PackageTask& task, const winner::Solver& solver, const winner::SolveOptions& options,
                    std::string_view solver_name);

}  // namespace terang::auction
