// The exact solver: published answers, brute force on small random cases, what must hold between related
// problems, its limits.
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <thread>

#include "auction/solver/model.h"
#include "auction/solver/solver.h"
#include "auction/winner/check.h"
#include "auction/winner/clearing.h"
#include "tests/auction/package_instances.h"

namespace terang::auction::winner {
namespace {

using solver::solve;

Parts minor(std::int64_t amount) {
  return Parts{amount} * kPartsPerMinor;
}

// An auction that sells, turned into one that buys: every item may stay with the seller at `reserve`, and
// whoever would pay v for k items asks k·reserve - v. The cheapest award is the one of greatest value, and
// its cost is items·reserve - value.
struct Sale {
  Problem problem;
  std::int64_t reserve;
  Sale(Index items, Index bidders, std::int64_t per_item) : reserve(per_item) {
    for (Index i = 0; i < items; ++i) problem.lots.push_back({std::to_string(i + 1), 1, {}, Money{reserve}});
    for (Index i = 0; i < bidders; ++i) {
      problem.suppliers.emplace_back();
      problem.suppliers.back().id = std::to_string(i + 1);
    }
  }
  void pays(Index bidder, std::vector<Index> items, std::int64_t value, std::string alternative = "") {
    Bid bid;
    bid.id = std::to_string(problem.bids.size() + 1);
    bid.supplier = bidder - 1;
    for (const Index item : items) bid.items.push_back({item - 1, 1});
    bid.amount = {static_cast<std::int64_t>(items.size()) * reserve - value};
    bid.alternative = std::move(alternative);
    problem.bids.push_back(bid);
  }
  std::int64_t value(Parts cost) const {
    return static_cast<std::int64_t>(problem.lots.size()) * reserve -
           static_cast<std::int64_t>(cost / kPartsPerMinor);
  }
  // What a winner of this many items pays.
  std::int64_t price(const Winner& winner, std::int64_t items) const {
    return items * reserve - static_cast<std::int64_t>(winner.payment / kPartsPerMinor);
  }
};

// CSPLib problem 63 (Winner Determination Problem), its example: bids of 8, 6, 5, 2, 2 for {1,2,3,4},
// {2,3,6}, {1,4,5}, {2,8}, {5,6}. The best are the second and third, for 11.
TEST(Published, CsplibProblem63) {
  Sale sale(8, 5, 100);
  sale.pays(1, {1, 2, 3, 4}, 8);
  sale.pays(2, {2, 3, 6}, 6);
  sale.pays(3, {1, 4, 5}, 5);
  sale.pays(4, {2, 8}, 2);
  sale.pays(5, {5, 6}, 2);
  const Answer answer = solve(sale.problem, {});
  ASSERT_EQ(answer.status, Status::optimal) << answer.why;
  EXPECT_EQ(sale.value(*answer.cost), 11);
  EXPECT_EQ(answer.accepted, (std::vector<Index>{1, 2}));
}

// Ausubel & Milgrom, "The Lovely but Lonely Vickrey Auction", ch. 1 of Cramton, Shoham & Steinberg,
// "Combinatorial Auctions" (2006): two licences; bidder 1 wants both, for 2 (billion); bidders 2 and 3 would
// each pay 2 for one, or for both. With 1 and 2 alone the Vickrey revenue is 2; when 3 comes, 2 and 3 win one
// each and pay nothing.
TEST(Published, AusubelMilgromRevenueFallsWithABidder) {
  Sale two(2, 3, 10);
  two.pays(1, {1, 2}, 2);
  for (const Index bidder : {2u, 3u}) {
    if (bidder == 3) {
      // The two packages of both are worth the same: the earlier bid wins, and pays the other's 2.
      const Clearing alone = clear(two.problem, Payment::vcg, solve, {});
      ASSERT_EQ(alone.answer.status, Status::optimal);
      EXPECT_EQ(two.value(*alone.answer.cost), 2);
      ASSERT_EQ(alone.winners.size(), 1u);
      EXPECT_EQ(alone.winners[0].supplier, 0u);
      EXPECT_EQ(two.price(alone.winners[0], 2), 2);
    }
    two.pays(bidder, {1}, 2, "one of");
    two.pays(bidder, {2}, 2, "one of");
    two.pays(bidder, {1, 2}, 2, "one of");
  }
  const Clearing cleared = clear(two.problem, Payment::vcg, solve, {});
  EXPECT_EQ(two.value(*cleared.answer.cost), 4);
  EXPECT_TRUE(cleared.answer.ties_settled);
  EXPECT_EQ(cleared.answer.accepted,
            (std::vector<Index>{1, 5}));  // licence 1 to bidder 2, licence 2 to bidder 3: not the other way
  ASSERT_EQ(cleared.winners.size(), 2u);
  for (const Winner& winner : cleared.winners) EXPECT_EQ(two.price(winner, 1), 0);
}

// The shortest path bought from the owners of its edges, after Nisan & Ronen, "Algorithmic Mechanism Design"
// (2001): each edge taken is paid its cost and what the best path without it costs more. Here the edges s-a
// (2) and a-t (3) beside one owner of s-b-t (9): paid are 2 + (9 - 5) = 6 and 3 + (9 - 5) = 7.
TEST(Published, BuyingAPath) {
  Problem problem;
  problem.lots = {{"first leg", 1, {}, {}}, {"second leg", 1, {}, {}}};
  problem.suppliers.resize(3);
  problem.suppliers[0].id = "s-a";
  problem.suppliers[1].id = "a-t";
  problem.suppliers[2].id = "s-b-t";
  problem.bids = {
      {"1", 0, {{0, 1}}, {2}, ""}, {"2", 1, {{1, 1}}, {3}, ""}, {"3", 2, {{0, 1}, {1, 1}}, {9}, ""}};
  const Clearing cleared = clear(problem, Payment::vcg, solve, {});
  EXPECT_TRUE(*cleared.answer.cost == minor(5));
  ASSERT_EQ(cleared.winners.size(), 2u);
  EXPECT_TRUE(cleared.winners[0].payment == minor(6));
  EXPECT_TRUE(cleared.winners[1].payment == minor(7));
}

class Random : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Random, NeitherWorseNorOtherThanBruteForce) {
  for (std::uint64_t seed = GetParam() * 1'000; seed < GetParam() * 1'000 + 60; ++seed) {
    const Problem problem = anything(seed);
    ASSERT_TRUE(validate(problem).empty()) << "seed " << seed;
    const Answer best = brute_force(problem, {}), answer = solve(problem, {});
    ASSERT_EQ(name(answer.status), name(best.status)) << "seed " << seed << " " << answer.why;
    if (!best.found()) continue;
    EXPECT_TRUE(assess(problem, answer.accepted).feasible()) << "seed " << seed;
    EXPECT_TRUE(*answer.cost == *best.cost) << "seed " << seed;
    EXPECT_TRUE(answer.ties_settled) << "seed " << seed;
    EXPECT_EQ(answer.accepted, best.accepted) << "seed " << seed;
  }
}

TEST_P(Random, AConstraintNeverLowersTheCostAndABidNeverRaisesIt) {
  SolveOptions options;
  options.settle_ties = false;
  for (std::uint64_t seed = GetParam() * 1'000 + 500; seed < GetParam() * 1'000 + 515; ++seed) {
    Dice dice(seed);
    Problem problem = regions(8, 5, 30, seed);
    if (dice.chance(50)) problem.constraints.push_back(any_constraint(problem, dice));
    const Answer before = solve(problem, options);
    Problem bound = problem, more = problem;
    bound.constraints.push_back(any_constraint(problem, dice));
    Bid late = problem.bids[static_cast<std::size_t>(dice.below(30))];
    late.id = "late";
    late.amount.minor = late.amount.minor * (80 + dice.below(40)) / 100;
    more.bids.push_back(late);
    const Answer constrained = solve(bound, options), joined = solve(more, options);
    if (before.status == Status::infeasible) {
      EXPECT_EQ(constrained.status, Status::infeasible) << "seed " << seed;
    }
    if (constrained.found()) {
      EXPECT_TRUE(*constrained.cost >= *before.cost) << "seed " << seed;
    }
    if (before.found()) {
      EXPECT_TRUE(joined.found() && *joined.cost <= *before.cost) << "seed " << seed;
    }
  }
}

// Under VCG nobody gains by asking other than his cost (here: single-minded suppliers, whose bid is their
// cost).
TEST_P(Random, VickreyTruthfulness) {
  for (std::uint64_t seed = GetParam() * 1'000 + 700; seed < GetParam() * 1'000 + 706; ++seed) {
    Dice dice(seed);
    Problem problem = regions(6, 4, 6, seed);
    for (Lot& lot : problem.lots) lot.reserve = Money{250'000'000};
    problem.suppliers.clear();
    for (Index i = 0; i < 10; ++i) {
      problem.suppliers.emplace_back();
      problem.suppliers.back().id = "own " + std::to_string(i);
    }
    Problem others = regions(6, 4, 10, seed);
    problem.bids = others.bids;
    for (Index i = 0; i < 10; ++i) problem.bids[i].supplier = i;
    const auto gain = [&](const Problem& bids, Index supplier) {
      const Clearing cleared = clear(bids, Payment::vcg, solve, {});
      EXPECT_EQ(cleared.unpriced, "") << "seed " << seed;
      for (const Winner& winner : cleared.winners) {
        EXPECT_TRUE(winner.payment >= cleared.assessment.suppliers[winner.supplier].paid) << "seed " << seed;
        if (winner.supplier == supplier) return winner.payment - minor(problem.bids[supplier].amount.minor);
      }
      return Parts{0};
    };
    const auto supplier = static_cast<Index>(dice.below(10));
    const Parts honest = gain(problem, supplier);
    EXPECT_TRUE(honest >= 0) << "seed " << seed;
    for (const std::int64_t percent : {70, 95, 105, 140}) {
      Problem shaded = problem;
      shaded.bids[supplier].amount.minor = shaded.bids[supplier].amount.minor * percent / 100;
      EXPECT_TRUE(gain(shaded, supplier) <= honest) << "seed " << seed << " at " << percent << " %";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Random, testing::Values(1, 2, 3, 4));

// A million awards cost the same; one is the earliest.
TEST(Ties, TheEarliestOfVeryMany) {
  Problem problem;
  for (Index i = 0; i < 20; ++i) problem.lots.push_back({"L" + std::to_string(i), 1, {}, {}});
  for (Index i = 0; i < 3; ++i) {
    problem.suppliers.emplace_back();
    problem.suppliers.back().id = std::to_string(i);
  }
  Dice dice(7);
  std::vector<Index> wanted(20, UINT32_MAX);
  for (Index k = 0; k < 60; ++k) {
    const auto lot = static_cast<Index>(k < 40 ? dice.below(20) : k - 40);
    problem.bids.push_back({std::to_string(k), k % 3, {{lot, 1}}, {500}, ""});
    wanted[lot] = std::min(wanted[lot], k);
  }
  std::sort(wanted.begin(), wanted.end());
  const Answer answer = solve(problem, {});
  EXPECT_TRUE(answer.ties_settled);
  EXPECT_EQ(answer.accepted, wanted);
}

// Amounts of 13 digits that differ in the last one.
TEST(Exactness, OneMinorUnitInTrillions) {
  for (std::int64_t big : {1'000'000'000'007, 9'000'000'000'011, 90'000'000'000'001}) {
    Problem problem;
    problem.lots = {{"a", 1, {}, {}}, {"b", 1, {}, {}}, {"c", 1, {}, {}}};
    problem.suppliers.resize(2);
    problem.suppliers[0].id = "x";
    problem.suppliers[1].id = "y";
    problem.bids = {{"1", 0, {{0, 1}, {1, 1}, {2, 1}}, {3 * big}, ""},
                    {"2", 0, {{0, 1}}, {big}, ""},
                    {"3", 1, {{1, 1}}, {big}, ""},
                    {"4", 1, {{2, 1}}, {big - 1}, ""},
                    {"5", 1, {{0, 1}, {1, 1}}, {2 * big - 1}, ""}};
    const Answer answer = solve(problem, {});
    ASSERT_EQ(answer.status, Status::optimal) << big << answer.why;
    EXPECT_EQ(answer.accepted, (std::vector<Index>{3, 4})) << big;
  }
}

TEST(Limits, AmountsTooFineAreNamed) {
  Problem problem = anything(1);
  problem.bids[0].amount = {kLargestAmount.minor};
  problem.bids[1].amount = {kLargestAmount.minor - 2};
  for (Lot& lot : problem.lots) lot.ceiling.reset();
  const Answer answer = solve(problem, {});
  EXPECT_EQ(answer.status, Status::failed);
  EXPECT_EQ(answer.why, "amounts_too_fine");
}

TEST(Limits, AMissingAndADyingSolverAreNamed) {
  setenv("TERANG_SOLVER", "/nowhere/terang-solver", 1);
  EXPECT_EQ(solve(anything(3), {}).why, "solver_missing");
  setenv("TERANG_SOLVER", "/bin/false", 1);
  EXPECT_EQ(solve(anything(3), {}).why, "solver_crashed");
  unsetenv("TERANG_SOLVER");
}

double seconds_of(const std::function<void()>& what) {
  const auto start = std::chrono::steady_clock::now();
  what();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool no_child_left() {
  return waitpid(-1, nullptr, WNOHANG) == -1;
}

TEST(Limits, StopsAtTheDeadlineWithAProvenBound) {
  Problem problem = regions(60, 30, 1'000, 5);
  for (Lot& lot : problem.lots) lot.reserve = Money{200'000'000};
  problem.constraints = {WinnerCount{Group::any, {}, {}, 5}};
  SolveOptions options;
  options.time_limit = 3 * kSecond;
  int heard = 0;
  options.progress = [&](const Progress& progress) {
    ++heard;
    if (progress.cost && progress.bound) {
      EXPECT_TRUE(*progress.bound <= *progress.cost);
    }
  };
  Answer answer;
  EXPECT_LT(seconds_of([&] { answer = solve(problem, options); }), 3.5);
  EXPECT_TRUE(no_child_left());
  EXPECT_GT(heard, 0);
  ASSERT_TRUE(answer.status == Status::feasible || answer.status == Status::unknown) << name(answer.status);
  if (answer.found()) {
    EXPECT_TRUE(assess(problem, answer.accepted).feasible());
    EXPECT_TRUE(assess(problem, answer.accepted).cost == *answer.cost);
    EXPECT_FALSE(answer.ties_settled);
    if (answer.bound) {
      EXPECT_TRUE(*answer.bound < *answer.cost);
    }
  }
}

TEST(Limits, ALargeCaseHasAnAwardAndABoundWithinSeconds) {
  const Problem problem = regions(500, 100, 5'000, 8);
  SolveOptions options;
  options.time_limit = 6 * kSecond;
  const Answer answer = solve(problem, options);
  ASSERT_TRUE(answer.found());
  EXPECT_TRUE(assess(problem, answer.accepted).feasible());
  ASSERT_TRUE(answer.bound.has_value());
  EXPECT_TRUE(*answer.bound <= *answer.cost && *answer.bound * 2 > *answer.cost);
}

TEST(Limits, CancelStopsAtOnce) {
  const Problem problem = regions(300, 100, 4'000, 6);
  std::atomic<bool> cancel = false;
  SolveOptions options;
  options.cancel = &cancel;
  std::jthread asker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    cancel = true;
  });
  Answer answer;
  EXPECT_LT(seconds_of([&] { answer = solve(problem, options); }), 2);
  EXPECT_EQ(answer.status, Status::cancelled);
  EXPECT_TRUE(no_child_left());
}

TEST(Model, ALotOfOneSuppliersPackageCountsTwiceInOneColumn) {
  Problem problem = regions(4, 2, 4, 1);
  problem.bids = {{"1", 0, {{0, 1}, {1, 1}, {2, 1}, {3, 1}}, {40}, ""},
                  {"2", 1, {{0, 1}, {1, 1}, {2, 1}}, {9}, ""},
                  {"3", 0, {{3, 1}}, {9}, ""}};
  problem.constraints = {Share{Share::Of::supplier, Group::any, 1, Basis::lots, {}, Ratio{50, 1}}};
  const Answer answer = solve(problem, {});
  EXPECT_EQ(answer.accepted, std::vector<Index>{0});
}

}  // namespace
}  // namespace terang::auction::winner
