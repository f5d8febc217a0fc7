#include "auction/solver/solver.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "auction/solver/model.h"
#include "auction/solver/process.h"
#include "auction/winner/check.h"
#include "auction/winner/greedy.h"
#include "base/check.h"

namespace terang::auction::solver {
namespace {

using namespace winner;
using Clock = std::chrono::steady_clock;

// How often an answer may fail the exact check (by the solver's tolerances) and be excluded before we give
// up.
constexpr int kMostExclusions = 50;

struct Award {
  std::vector<int> columns;     // of the model, rising
  std::vector<Index> accepted;  // of the problem
  Parts cost = 0;
};

class Search {
 public:
  Search(const Problem& problem, const SolveOptions& options, Model model)
      : problem_(problem),
        options_(options),
        model_(std::move(model)),
        deadline_(Clock::now() + std::chrono::microseconds(options.time_limit)) {}

  Answer run() {
    start();
    find();
    if (answer_.status == Status::optimal && options_.settle_ties) settle_ties();
    if (best_) {
      answer_.accepted = best_->accepted;
      answer_.cost = best_->cost;
      if (answer_.status == Status::optimal) answer_.bound = best_->cost;
    }
    return std::move(answer_);
  }

 private:
  // Something to show from the first moment on.
  void start() {
    std::vector<int> columns;
    for (const Index bid : greedy(problem_)) {
      const auto at = std::lower_bound(model_.bids.begin(), model_.bids.end(), bid);
      columns.push_back(static_cast<int>(at - model_.bids.begin()));
    }
    checked(columns);
    tell();
  }

  // The best award, whichever it is.
  void find() {
    Model model = model_;
    for (int excluded = 0;; ++excluded) {
      const Run run = ask(model, kInfinity);
      if (run.ended != Ended::result) return give_up(run.ended);
      switch (run.result.kind) {
        case 'O': {
          const auto award = checked(run.result.columns);
          if (award) {
            answer_.status = Status::optimal;
            return;
          }
          if (excluded == kMostExclusions) return fail("solver_inexact");
          exclude(model, run.result.columns);
          break;
        }
        case 'I':
          answer_.status = Status::infeasible;
          if (best_) fail("solver_inexact");
          return;
        case 'L':
          take_bound(run.result.value);
          checked(run.result.columns);
          answer_.status = best_ ? Status::feasible : Status::unknown;
          return;
        default:
          return fail("solver_inexact");
      }
    }
  }

  // From one optimal award to the earliest. `best_` is x. Everything before column p is settled; a better y
  // has, at some column from p on where x has 0, a 1. Where no optimal y has that, x is the earliest; where
  // one has it though it is later than x, the range in which the first such column may lie is halved.
  void settle_ties() {
    stage_ = "ties";
    const int count = static_cast<int>(model_.bids.size());
    int from = 0, to = count;
    while (from < count) {
      const auto free = unchosen(from, to);
      if (free.empty()) {
        from = to;
        to = count;
        continue;
      }
      const Parts cost = best_->cost;
      const auto other = find_tie(from, free);
      if (!settled_) return;
      if (!other) {
        from = to;
        to = count;
      } else if (other->cost < cost || earlier(other->accepted, best_->accepted)) {
        from = other->cost < cost ? 0 : from;
        to = count;
        best_ = other;
      } else {
        to = free[(free.size() - 1) / 2] + 1;
      }
    }
    answer_.ties_settled = true;
  }

  std::vector<int> unchosen(int from, int to) const {
    std::vector<int> columns;
    auto chosen = std::lower_bound(best_->columns.begin(), best_->columns.end(), from);
    for (int i = from; i < to; ++i) {
      if (chosen != best_->columns.end() && *chosen == i)
        ++chosen;
      else
        columns.push_back(i);
    }
    return columns;
  }

  // An award of at most the best cost that agrees with it before `from` and has one of the `free` columns.
  // With one free column it must agree up to there, so that it is earlier.
  std::optional<Award> find_tie(int from, const std::vector<int>& free) {
    Model model = model_;
    const int agree = free.size() == 1 ? free.front() : from;
    std::vector<bool> has(model.bids.size(), false);
    for (const int column : best_->columns) has[static_cast<std::size_t>(column)] = true;
    for (int i = 0; i < agree; ++i)
      model.lower[static_cast<std::size_t>(i)] = model.upper[static_cast<std::size_t>(i)] =
          has[static_cast<std::size_t>(i)] ? 1 : 0;
    Terms one;
    for (const int column : free) one.push_back({column, 1});
    model.row(one, 1, kInfinity);
    for (int excluded = 0; excluded < kMostExclusions; ++excluded) {
      const Run run = ask(model, in_units(best_->cost) + 0.5);
      if (run.ended != Ended::result || (run.result.kind != 'O' && run.result.kind != 'I')) {
        settled_ = false;
        return std::nullopt;
      }
      if (run.result.kind == 'I') return std::nullopt;
      const auto award = assessed(run.result.columns);
      if (award) return award->cost <= best_->cost ? award : std::nullopt;
      exclude(model, run.result.columns);
    }
    settled_ = false;
    return std::nullopt;
  }

  Run ask(const Model& model, double cutoff) {
    const double left = std::chrono::duration<double>(deadline_ - Clock::now()).count();
    // It is told to stop a little earlier than it is stopped, so that it can hand over its bound.
    const std::string request = encode(model, std::max(0.05, left * 0.9 - 0.1), cutoff);
    const bool searching = cutoff == kInfinity;
    return solver::run(request, deadline_, options_.cancel, [&](const Message& message) {
      if (!searching) return;
      if (message.kind == 'B') take_bound(message.value);
      if (message.kind == 'S') checked(message.columns);
      tell();
    });
  }

  void tell() const {
    if (!options_.progress) return;
    options_.progress({best_ ? std::optional(best_->cost) : std::nullopt, answer_.bound, stage_});
  }

  std::optional<Award> assessed(const std::vector<int>& columns) const {
    Award award;
    award.columns = columns;
    std::sort(award.columns.begin(), award.columns.end());
    for (const int column : award.columns) {
      if (column < 0 || static_cast<std::size_t>(column) >= model_.bids.size()) return std::nullopt;
      award.accepted.push_back(model_.bids[static_cast<std::size_t>(column)]);
    }
    const Assessment assessment = assess(problem_, award.accepted);
    if (!assessment.feasible()) return std::nullopt;
    award.cost = assessment.cost;
    return award;
  }

  // Keeps it if it is the best so far.
  std::optional<Award> checked(const std::vector<int>& columns) {
    auto award = assessed(columns);
    if (award && (!best_ || award->cost < best_->cost)) best_ = award;
    return award;
  }

  static void exclude(Model& model, const std::vector<int>& columns) {
    Terms differs;
    std::vector<bool> has(model.bids.size(), false);
    for (const int column : columns) has[static_cast<std::size_t>(column)] = true;
    for (std::size_t i = 0; i < has.size(); ++i) differs.push_back({static_cast<int>(i), has[i] ? -1 : 1});
    model.row(differs, 1 - static_cast<double>(columns.size()), kInfinity);
  }

  double in_units(Parts cost) const {
    return static_cast<double>(cost) / static_cast<double>(kPartsPerMinor) / static_cast<double>(model_.unit);
  }

  // The solver's bound, less what its arithmetic may be wrong by; where costs are whole units, up to the
  // next.
  void take_bound(double value) {
    if (!(value > 0) || value > 1e18) return;
    value -= 1e-6 + value * 1e-9;
    value = std::max(0.0, model_.whole ? std::ceil(value) : value);
    const double units = std::floor(value);
    const Parts per_unit = Parts{model_.unit} * kPartsPerMinor;
    Parts bound = static_cast<Parts>(units) * per_unit;
    bound += static_cast<Parts>((value - units) * static_cast<double>(per_unit) * (1 - 1e-9));
    if (!answer_.bound || bound > *answer_.bound) answer_.bound = bound;
    if (best_ && *answer_.bound > best_->cost) answer_.bound = best_->cost;
  }

  void give_up(Ended ended) {
    switch (ended) {
      case Ended::cancelled:
        answer_.status = Status::cancelled;
        break;
      case Ended::missing:
        fail("solver_missing");
        break;
      case Ended::crashed:
        fail("solver_crashed");
        break;
      default:
        answer_.status = best_ ? Status::feasible : Status::unknown;
    }
  }
  void fail(std::string_view why) {
    answer_.status = Status::failed;
    answer_.why = why;
  }

  const Problem& problem_;
  const SolveOptions& options_;
  const Model model_;
  const Clock::time_point deadline_;
  std::string_view stage_ = "searching";
  std::optional<Award> best_;
  bool settled_ = true;
  Answer answer_;
};

}  // namespace

Answer solve(const Problem& problem, const SolveOptions& options) {
  auto model = state(problem);
  if (!model) {
    Answer answer;
    answer.why = "amounts_too_fine";
    return answer;
  }
  return Search(problem, options, std::move(*model)).run();
}

std::string_view version() { return TERANG_SOLVER_VERSION; }

}  // namespace terang::auction::solver
