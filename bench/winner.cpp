// Winner determination: our whole path (state the problem, solve it in its own process, check the award)
// beside CBC alone, in this process, on the same model written by hand against its C interface. Processor
// time of both, so that others on the machine do not count. Then the large case: what gap is proven when the
// time is up.
#include <coin/Cbc_C_Interface.h>
#include <coin/CoinFinite.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

#include "auction/solver/solver.h"
#include "auction/winner/check.h"
#include "tests/auction/package_instances.h"

namespace {

using namespace terang;
using namespace terang::auction;
using namespace terang::auction::winner;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Of this process and of those it waited for.
double processor_seconds() {
  rusage own{}, children{};
  getrusage(RUSAGE_SELF, &own);
  getrusage(RUSAGE_CHILDREN, &children);
  return seconds(own.ru_utime) + seconds(own.ru_stime) + seconds(children.ru_utime) +
         seconds(children.ru_stime);
}

// CBC prints whatever it is told.
class Silence {
 public:
  Silence() : kept_(dup(1)) {
    std::fflush(stdout);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    close(nowhere);
  }
  ~Silence() {
    std::fflush(stdout);
    dup2(kept_, 1);
    close(kept_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int kept_;
};

// Set partitioning, and at most `most` suppliers when it is not 0, by hand.
double by_hand(const Problem& problem, int most) {
  const int bids = static_cast<int>(problem.bids.size()), lots = static_cast<int>(problem.lots.size());
  std::vector<std::vector<std::pair<int, double>>> column(static_cast<std::size_t>(bids));
  std::vector<double> cost, low(static_cast<std::size_t>(lots), 1), high(static_cast<std::size_t>(lots), 1);
  for (int i = 0; i < bids; ++i) {
    const Bid& bid = problem.bids[static_cast<std::size_t>(i)];
    for (const Item& item : bid.items)
      column[static_cast<std::size_t>(i)].push_back({static_cast<int>(item.lot), 1});
    cost.push_back(static_cast<double>(bid.amount.minor));
  }
  const auto row = [&](double least, double greatest) {
    low.push_back(least);
    high.push_back(greatest);
    return static_cast<int>(low.size()) - 1;
  };
  if (most > 0) {
    std::vector<int> chosen;
    for (std::size_t s = 0; s < problem.suppliers.size(); ++s) {
      std::map<std::string, std::vector<int>> by_lot;
      std::vector<int> all;
      for (int i = 0; i < bids; ++i) {
        const Bid& bid = problem.bids[static_cast<std::size_t>(i)];
        if (bid.supplier != s) continue;
        all.push_back(i);
        by_lot["lot " + std::to_string(bid.items.front().lot)].push_back(i);
      }
      if (all.empty()) continue;
      const int any = static_cast<int>(column.size());
      column.emplace_back();
      cost.push_back(0);
      chosen.push_back(any);
      const int least = row(0, COIN_DBL_MAX);
      for (const int i : all) column[static_cast<std::size_t>(i)].push_back({least, 1});
      column.back().push_back({least, -1});
      for (const auto& [lot, list] : by_lot) {
        const int link = row(-COIN_DBL_MAX, 0);
        for (const int i : list) column[static_cast<std::size_t>(i)].push_back({link, 1});
        column.back().push_back({link, -1});
      }
    }
    const int count = row(0, most);
    for (const int any : chosen) column[static_cast<std::size_t>(any)].push_back({count, 1});
  }
  std::vector<CoinBigIndex> start{0};
  std::vector<int> index;
  std::vector<double> value, lower(column.size(), 0), upper(column.size(), 1);
  for (const auto& entries : column) {
    for (const auto& [at, coefficient] : entries) {
      index.push_back(at);
      value.push_back(coefficient);
    }
    start.push_back(static_cast<CoinBigIndex>(index.size()));
  }
  Silence silence;
  Cbc_Model* model = Cbc_newModel();
  Cbc_loadProblem(model, static_cast<int>(column.size()), static_cast<int>(low.size()), start.data(),
                  index.data(), value.data(), lower.data(), upper.data(), cost.data(), low.data(),
                  high.data());
  for (int i = 0; i < static_cast<int>(column.size()); ++i) Cbc_setInteger(model, i);
  Cbc_setLogLevel(model, 0);
  Cbc_setMaximumSeconds(model, 600);
  Cbc_setParameter(model, "timeMode", "elapsed");
  Cbc_solve(model);
  const double best = Cbc_getObjValue(model);
  Cbc_deleteModel(model);
  return best;
}

double minor(Parts cost) {
  return static_cast<double>(cost) / kPartsPerMinor;
}

void compare_paths(const char* what, Index lots, Index suppliers, Index bids, int most, int rounds) {
  Problem problem = regions(lots, suppliers, bids, 11);
  // In one unit, so that the model written by hand has the same numbers as ours, which divides by what all
  // have in common.
  if (most > 0) problem.constraints = {WinnerCount{Group::any, {}, {}, most}};
  std::vector<double> ours, with_ties, alone;
  for (int i = 0; i < rounds; ++i) {
    double start = processor_seconds();
    const double by_cbc = by_hand(problem, most);
    alone.push_back(processor_seconds() - start);
    for (const bool ties : {false, true}) {
      SolveOptions options;
      options.time_limit = 600 * kSecond;
      options.settle_ties = ties;
      start = processor_seconds();
      const Answer answer = solver::solve(problem, options);
      (ties ? with_ties : ours).push_back(processor_seconds() - start);
      if (answer.status != Status::optimal || std::abs(minor(*answer.cost) - by_cbc) > 0.5 ||
          (ties && !answer.ties_settled)) {
        std::fprintf(stderr, "winner: %s: %s %.0f beside %.0f\n", what,
                     std::string(name(answer.status)).c_str(), answer.cost ? minor(*answer.cost) : 0, by_cbc);
        std::exit(1);
      }
    }
  }
  const auto best = [](const std::vector<double>& list) {
    return *std::min_element(list.begin(), list.end());
  };
  const double ratio = best(ours) / best(alone);
  std::printf("BENCH|winner: %s, state + solve + check|%.2f s|CBC alone %.2f s|%.2f|<= 1.10|%s\n", what,
              best(ours), best(alone), ratio, ratio <= 1.1 ? "yes" : "no");
  std::printf("BENCH|winner: %s, the earliest of all optima proven as well|%.2f s|CBC alone %.2f s|%.2f||\n",
              what, best(with_ties), best(alone), best(with_ties) / best(alone));
  std::fflush(stdout);
}

void large(Micros limit) {
  const Problem problem = regions(1'000, 300, 10'000, 3);
  SolveOptions options;
  options.time_limit = limit;
  const auto start = std::chrono::steady_clock::now();
  const auto now = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  options.progress = [&](const Progress& progress) {
    std::fprintf(stderr, "%5.1f s: cost %.0f, bound %.0f\n", now(), progress.cost ? minor(*progress.cost) : 0,
                 progress.bound ? minor(*progress.bound) : 0);
  };
  const Answer answer = solver::solve(problem, options);
  const double took = now();
  if (!answer.found() || !answer.bound || !assess(problem, answer.accepted).feasible()) {
    std::printf("BENCH|winner: 1,000 lots, 300 suppliers, 10,000 bids|%s in %.1f s||||no\n",
                std::string(name(answer.status)).c_str(), took);
    return;
  }
  std::printf(
      "BENCH|winner: 1,000 lots, 300 suppliers, 10,000 bids in %.0f s: proven gap|%.2f %%|stopped after %.1f "
      "s|||\n",
      static_cast<double>(limit) / kSecond, 100 * (minor(*answer.cost) / minor(*answer.bound) - 1), took);
}

}  // namespace

// bench_winner [ROUNDS [SECONDS of the large case]]
int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 3;
  const int limit = argc > 2 ? std::atoi(argv[2]) : 30;
  compare_paths("150 lots, 1,500 bids", 150, 60, 1'500, 0, rounds);
  compare_paths("200 lots, 3,000 bids", 200, 60, 3'000, 0, rounds);
  compare_paths("30 lots, 300 bids, at most six winners", 30, 15, 300, 6, rounds);
  if (limit > 0) large(limit * kSecond);
}
