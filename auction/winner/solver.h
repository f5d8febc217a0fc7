// What the pure core asks of a solver, and what it takes back only after checking it.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "auction/winner/problem.h"
#include "base/time.h"

namespace terang::auction::winner {

struct Progress {
  std::optional<Parts> cost;   // of the best award so far
  std::optional<Parts> bound;  // no award costs less
  std::string_view stage;      // "searching", then "ties"
};

struct SolveOptions {
  Micros time_limit = 60 * kSecond;
  bool settle_ties = true;                        // go on from an optimal award to the one of the tie rule
  std::function<void(const Progress&)> progress;  // called from the solving thread
  const std::atomic<bool>* cancel = nullptr;      // set it from another thread
};

enum class Status : std::uint8_t {
  optimal,     // `accepted` is proven to cost least
  feasible,    // it keeps every constraint; none costs less than `bound`
  infeasible,  // no award keeps every constraint
  unknown,     // none was found in the time given
  cancelled,   // stopped by the asker; `accepted` may hold what was found so far
  failed,      // see `why`
};
std::string_view name(Status status);

struct Answer {
  Status status = Status::failed;
  std::vector<Index> accepted;  // bids, rising; has passed assess()
  std::optional<Parts> cost;    // of `accepted`
  std::optional<Parts> bound;   // proven; the cost itself when optimal
  bool ties_settled = false;    // `accepted` is the earliest among all of that cost
  std::string_view
      why;  // when failed: "amounts_too_fine", "solver_missing", "solver_crashed", "solver_inexact"
  bool found() const { return cost.has_value(); }
};

// Of a valid problem.
using Solver = std::function<Answer(const Problem&, const SolveOptions&)>;

}  // namespace terang::auction::winner
