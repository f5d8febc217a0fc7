// The judge of awards, the validation of problems, and what clearing and comparison make of a solver's
// answers.
#include <gtest/gtest.h>

#include "auction/winner/check.h"
#include "auction/winner/clearing.h"
#include "auction/winner/comparison.h"
#include "auction/winner/greedy.h"
#include "tests/auction/package_instances.h"

namespace terang::auction::winner {
namespace {

using Names = std::vector<std::string_view>;

Bid bid(std::string id, Index supplier, std::vector<Item> items, std::int64_t amount,
        std::string alternative = "") {
  return {std::move(id), supplier, std::move(items), {amount}, std::move(alternative)};
}

// Three lots (the third of four units), three suppliers: a small newcomer, an incumbent, a small incumbent.
Problem three() {
  Problem problem;
  problem.lots = {{"road", 1, {}, {}}, {"bridge", 1, {}, {}}, {"lamps", 4, {}, {}}};
  problem.suppliers.resize(3);
  problem.suppliers[0].id = "ayu";
  problem.suppliers[0].small = true;
  problem.suppliers[1].id = "bima";
  problem.suppliers[1].incumbent = true;
  problem.suppliers[2].id = "citra";
  problem.suppliers[2].small = problem.suppliers[2].incumbent = true;
  problem.bids = {bid("0", 0, {{0, 1}}, 100), bid("1", 1, {{0, 1}, {1, 1}}, 250), bid("2", 2, {{1, 1}}, 200),
                  bid("3", 1, {{2, 4}}, 400), bid("4", 2, {{2, 2}}, 220),         bid("5", 0, {{2, 2}}, 210)};
  return problem;
}

Names violations(const Problem& problem, std::vector<Index> accepted) {
  Names names;
  for (const Violation& violation : assess(problem, accepted).violations) names.push_back(violation.name);
  return names;
}

Names wrong(const Problem& problem) {
  Names names;
  for (const RulesProblem& found : validate(problem)) names.push_back(found.name);
  return names;
}

const std::vector<Index> kGood = {1, 3};          // bima takes all: 650
const std::vector<Index> kSpread = {0, 2, 4, 5};  // ayu 310, citra 420

TEST(WinnerCheck, CountsExactly) {
  const Problem problem = three();
  const Assessment one = assess(problem, kGood), two = assess(problem, kSpread);
  EXPECT_TRUE(one.feasible());
  EXPECT_TRUE(one.cost == Parts{650} * kPartsPerMinor);
  EXPECT_EQ(one.suppliers[1].lots, 3);
  EXPECT_EQ(one.suppliers[1].units, 6);
  EXPECT_TRUE(two.feasible());
  EXPECT_TRUE(two.cost == Parts{730} * kPartsPerMinor);
  EXPECT_EQ(two.suppliers[0].gross.minor, 310);
  EXPECT_EQ(two.suppliers[2].lots, 2);
}

TEST(WinnerCheck, UnusableBids) {
  const Problem problem = three();
  EXPECT_EQ(violations(problem, {1, 3, 9}), Names{"unknown_bid"});
  EXPECT_EQ(violations(problem, {1, 3, 3}), Names{"bid_twice"});
}

TEST(WinnerCheck, LotsAreCoveredAndReserves) {
  Problem problem = three();
  EXPECT_EQ(violations(problem, {1}), Names{"lot_short"});
  EXPECT_EQ(violations(problem, {0, 1, 3}), Names{"lot_over"});
  EXPECT_EQ(assess(problem, std::vector<Index>{1}).unawarded[2], 4);
  problem.lots[2].reserve = Money{90};
  EXPECT_TRUE(violations(problem, {1, 4}).empty());
  EXPECT_TRUE(assess(problem, std::vector<Index>{1, 4}).cost == Parts{250 + 220 + 2 * 90} * kPartsPerMinor);
  problem.surplus = true;
  EXPECT_TRUE(violations(problem, {0, 1, 3}).empty());
}

TEST(WinnerCheck, CeilingOfAPackageIsTheSumOfItsLots) {
  Problem problem = three();
  problem.lots[0].ceiling = Money{100};
  problem.lots[1].ceiling = Money{150};
  EXPECT_EQ(inadmissible(problem, problem.bids[1]), "");
  problem.lots[1].ceiling = Money{149};
  EXPECT_EQ(inadmissible(problem, problem.bids[1]), "above_ceiling");
  EXPECT_EQ(violations(problem, kGood), Names{"above_ceiling"});
  problem.lots[0].ceiling.reset();  // nothing bounds the road, so nothing bounds the package
  EXPECT_EQ(inadmissible(problem, problem.bids[1]), "");
  problem.lots[2].ceiling = Money{105};
  EXPECT_EQ(inadmissible(problem, problem.bids[5]), "");
  EXPECT_EQ(inadmissible(problem, problem.bids[4]), "above_ceiling");
}

TEST(WinnerCheck, AlternativesExcludeEachOther) {
  Problem problem = three();
  problem.bids[1].alternative = problem.bids[3].alternative = "x";
  EXPECT_EQ(violations(problem, kGood), Names{"alternatives_together"});
  problem.bids[3].alternative = "y";
  EXPECT_TRUE(violations(problem, kGood).empty());
  problem = three();
  problem.bids[0].alternative = problem.bids[2].alternative =
      "x";  // of different suppliers: nothing to each other
  EXPECT_TRUE(violations(problem, kSpread).empty());
}

TEST(WinnerCheck, Capacities) {
  Problem problem = three();
  problem.suppliers[1].capacity = {3, 6, Money{650}};
  EXPECT_TRUE(violations(problem, kGood).empty());
  problem.suppliers[1].capacity = {2, 6, Money{650}};
  EXPECT_EQ(violations(problem, kGood), Names{"capacity_lots"});
  problem.suppliers[1].capacity = {3, 5, Money{650}};
  EXPECT_EQ(violations(problem, kGood), Names{"capacity_units"});
  problem.suppliers[1].capacity = {3, 6, Money{649}};
  EXPECT_EQ(violations(problem, kGood), Names{"capacity_value"});
}

TEST(WinnerCheck, DiscountOfTheHighestTierReachedIsExact) {
  Problem problem = three();
  problem.suppliers[1].discount = Discount{Basis::value, {{250, 100}, {650, 333}, {651, 5'000}}};
  EXPECT_TRUE(assess(problem, kGood).cost == Parts{650} * (10'000 - 333));
  problem.suppliers[1].discount = Discount{Basis::lots, {{1, 100}, {3, 1'000}, {4, 2'000}}};
  EXPECT_TRUE(assess(problem, kGood).cost == Parts{585} * kPartsPerMinor);
}

TEST(WinnerCheck, WinnersOverallOfALotAndOfAGroup) {
  Problem problem = three();
  const auto with_count = [&](WinnerCount count) {
    problem.constraints = {count};
    return problem;
  };
  EXPECT_EQ(violations(with_count({Group::any, {}, 2, {}}), kGood), Names{"winners_too_few"});
  EXPECT_TRUE(violations(with_count({Group::any, {}, 2, 2}), kSpread).empty());
  EXPECT_EQ(violations(with_count({Group::any, {}, {}, 1}), kSpread), Names{"winners_too_many"});
  EXPECT_EQ(violations(with_count({Group::any, 2, {}, 1}), kSpread), Names{"winners_too_many"});
  EXPECT_TRUE(violations(with_count({Group::any, 0, 1, 1}), kSpread).empty());
  EXPECT_EQ(violations(with_count({Group::small, {}, 1, {}}), kGood), Names{"winners_too_few"});
  EXPECT_EQ(violations(with_count({Group::incumbent, {}, {}, 0}), kSpread), Names{"winners_too_many"});
  EXPECT_EQ(violations(with_count({Group::newcomer, {}, 1, {}}), kGood), Names{"winners_too_few"});
}

TEST(WinnerCheck, SharesToTheLastPart) {
  Problem problem = three();
  const auto with_share = [&](Share share) {
    problem.constraints = {share};
    return problem;
  };
  // ayu has 310 of 730, citra 420: 310/730 = 4246.575…/10000
  const Ratio ayu = Ratio::of(31'000, 730);
  const Ratio more{ayu.num * 100 + 1, ayu.den * 100}, less{ayu.num * 100 - 1, ayu.den * 100};
  EXPECT_TRUE(
      violations(with_share({Share::Of::supplier, Group::any, 0, Basis::value, ayu, ayu}), kSpread).empty());
  EXPECT_EQ(violations(with_share({Share::Of::supplier, Group::any, 0, Basis::value, more, {}}), kSpread),
            Names{"share_too_small"});
  EXPECT_EQ(violations(with_share({Share::Of::supplier, Group::any, 0, Basis::value, {}, less}), kSpread),
            Names{"share_too_large"});
  EXPECT_EQ(
      violations(with_share({Share::Of::group, Group::small, 0, Basis::value, Ratio{20, 1}, {}}), kGood),
      Names{"share_too_small"});
  EXPECT_TRUE(
      violations(with_share({Share::Of::group, Group::small, 0, Basis::value, Ratio{100, 1}, {}}), kSpread)
          .empty());
  EXPECT_EQ(violations(with_share({Share::Of::each, Group::any, 0, Basis::value, {}, Ratio{50, 1}}), kSpread),
            Names{"share_too_large"});
  // Who wins nothing owes no least share.
  EXPECT_TRUE(
      violations(with_share({Share::Of::each, Group::any, 0, Basis::value, Ratio{42, 1}, {}}), kSpread)
          .empty());
  EXPECT_EQ(violations(with_share({Share::Of::each, Group::any, 0, Basis::value, Ratio{43, 1}, {}}), kSpread),
            Names{"share_too_small"});
  // By lots: ayu wins in two of three, citra too.
  EXPECT_TRUE(violations(with_share({Share::Of::each, Group::any, 0, Basis::lots, Ratio::of(200, 3),
                                     Ratio::of(200, 3)}),
                         kSpread)
                  .empty());
  EXPECT_EQ(
      violations(with_share({Share::Of::supplier, Group::any, 0, Basis::lots, {}, Ratio{66, 1}}), kSpread),
      Names{"share_too_large"});
}

TEST(WinnerCheck, SetAside) {
  Problem problem = three();
  problem.constraints = {SetAside{1, Group::small}};
  EXPECT_EQ(violations(problem, kGood), Names{"lot_set_aside"});
  EXPECT_TRUE(violations(problem, kSpread).empty());
}

TEST(WinnerCheck, TheEarlierBidWins) {
  const std::vector<Index> a = {0, 5}, b = {1, 2}, c = {0, 5, 7};
  EXPECT_TRUE(earlier(a, b));
  EXPECT_FALSE(earlier(b, a));
  EXPECT_TRUE(earlier(c, a));
  EXPECT_FALSE(earlier(a, c));
  EXPECT_FALSE(earlier(a, a));
}

TEST(WinnerGreedy, FitsLotsAlternativesAndCapacities) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Problem problem = anything(seed);
    for (const Violation& violation : assess(problem, greedy(problem)).violations) {
      EXPECT_TRUE(violation.name == "lot_short" || violation.name.starts_with("winners") ||
                  violation.name.starts_with("share"))
          << violation.name << " seed " << seed;
    }
  }
  const Problem large = regions(100, 30, 1'000, 1);
  EXPECT_TRUE(assess(large, greedy(large)).feasible());
}

TEST(WinnerProblem, EachProblemByName) {
  EXPECT_TRUE(wrong(three()).empty());
  const auto broken = [](auto change) {
    Problem problem = three();
    change(problem);
    return wrong(problem);
  };
  EXPECT_EQ(broken([](Problem& p) { p.lots.clear(), p.bids.clear(); }), Names{"out_of_range"});
  EXPECT_EQ(broken([](Problem& p) { p.lots[1].id = "road"; }), Names{"duplicate_lot"});
  EXPECT_EQ(broken([](Problem& p) { p.suppliers[1].id = "ayu"; }), Names{"duplicate_supplier"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[1].id = "0"; }), Names{"duplicate_bid"});
  EXPECT_EQ(broken([](Problem& p) { p.lots[0].id = ""; }), Names{"missing"});
  EXPECT_EQ(broken([](Problem& p) { p.lots[2].units = 0, p.surplus = true; }), Names{"out_of_range"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[0].amount = {}; }), Names{"amount_not_positive"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[0].amount = {kLargestAmount.minor + 1}; }),
            Names{"amount_overflow"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[0].supplier = 3; }), Names{"unknown_supplier"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[0].items.clear(); }), Names{"package_empty"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[0].items[0].lot = 3; }), Names{"unknown_lot"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[0].items.push_back({0, 1}); }), Names{"lot_twice"});
  EXPECT_EQ(broken([](Problem& p) { p.bids[0].items[0].units = 2; }), Names{"more_than_needed"});
  EXPECT_EQ(broken([](Problem& p) { p.lots[0].ceiling = Money{5}, p.lots[0].reserve = Money{6}; }),
            Names{"reserve_above_ceiling"});
  EXPECT_EQ(broken([](Problem& p) { p.suppliers[0].capacity.lots = -1; }), Names{"out_of_range"});
  EXPECT_EQ(broken([](Problem& p) { p.suppliers[0].discount = Discount{}; }), Names{"out_of_range"});
  EXPECT_EQ(broken([](Problem& p) {
              p.suppliers[0].discount = Discount{Basis::lots, {{2, 100}, {2, 200}}};
            }),
            Names{"tiers_not_rising"});
  EXPECT_EQ(broken([](Problem& p) {
              p.suppliers[0].discount = Discount{Basis::lots, {{2, 10'000}}};
            }),
            Names{"percent_out_of_range"});
  EXPECT_EQ(broken([](Problem& p) { p.constraints = {WinnerCount{}}; }), Names{"bounds_missing"});
  EXPECT_EQ(broken([](Problem& p) {
              p.constraints = {WinnerCount{Group::any, {}, 3, 2}};
            }),
            Names{"bounds_crossed"});
  EXPECT_EQ(broken([](Problem& p) {
              p.constraints = {WinnerCount{Group::any, 7, 1, {}}};
            }),
            Names{"unknown_lot"});
  EXPECT_EQ(broken([](Problem& p) {
              p.constraints = {Share{Share::Of::group, Group::any, 0, Basis::value, Ratio{101, 1}, {}}};
            }),
            Names{"percent_out_of_range"});
  EXPECT_EQ(broken([](Problem& p) {
              p.constraints = {Share{Share::Of::group, Group::any, 0, Basis::value, Ratio{1, 10'001}, {}}};
            }),
            Names{"percent_too_fine"});
  EXPECT_EQ(
      broken([](Problem& p) {
        p.constraints = {Share{Share::Of::group, Group::any, 0, Basis::value, Ratio{2, 1}, Ratio{1, 1}}};
      }),
      Names{"bounds_crossed"});
  EXPECT_EQ(broken([](Problem& p) {
              p.constraints = {Share{Share::Of::supplier, Group::any, 5, Basis::value, Ratio{2, 1}, {}}};
            }),
            Names{"unknown_supplier"});
  EXPECT_EQ(broken([](Problem& p) { p.constraints = {SetAside{5, Group::any}}; }), Names{"unknown_lot"});
  EXPECT_EQ(broken([](Problem& p) {
              for (Index i = 0; i < 11; ++i)
                p.bids.push_back(bid("x" + std::to_string(i), 0, {{0, 1}}, kLargestAmount.minor));
            }),
            Names{"total_overflow"});
}

TEST(WinnerClearing, PaymentsThatCannotBeKnownAreNamed) {
  Problem problem = three();
  const Clearing only = clear(problem, Payment::vcg, brute_force, {});
  EXPECT_EQ(only.unpriced, "");  // without bima the others cover all
  ASSERT_EQ(only.winners.size(), 1u);
  EXPECT_TRUE(only.winners[0].payment == Parts{730} * kPartsPerMinor);
  problem.bids.pop_back();  // now only bima has all four lamps
  const Clearing pivotal = clear(problem, Payment::vcg, brute_force, {});
  EXPECT_EQ(pivotal.unpriced, "pivotal");
  EXPECT_EQ(pivotal.pivotal, 1u);
  EXPECT_TRUE(pivotal.winners.empty());
  EXPECT_EQ(clear(problem, Payment::pay_as_bid, brute_force, {}).unpriced, "");
  const Solver hasty = [](const Problem& p, const SolveOptions& options) {
    Answer answer = brute_force(p, options);
    answer.status = Status::feasible;
    return answer;
  };
  EXPECT_EQ(clear(three(), Payment::vcg, hasty, {}).unpriced, "not_optimal");
}

TEST(WinnerComparison, WhatEachConstraintCosts) {
  const Problem problem = three();
  const std::vector<Variant> variants = {
      {"small 50 %", {Share{Share::Of::group, Group::small, 0, Basis::value, Ratio{50, 1}, {}}}},
      {"small 50 % and one winner of each lot",
       {Share{Share::Of::group, Group::small, 0, Basis::value, Ratio{50, 1}, {}},
        WinnerCount{Group::any, 2, {}, 1}}},
      {"impossible", {WinnerCount{Group::any, {}, 4, {}}}}};
  const auto compared = compare(problem, variants, brute_force, {});
  ASSERT_EQ(compared.size(), 4u);
  EXPECT_TRUE(*compared[0].answer.cost == Parts{650} * kPartsPerMinor);
  // 250 + 430 with 430/680 small; one winner a lot: the lamps to bima, 400 of 700, which leaves 300: 42.9 %:
  // impossible
  EXPECT_TRUE(*compared[1].more == Parts{30} * kPartsPerMinor);
  EXPECT_EQ(compared[2].answer.status, Status::infeasible);
  EXPECT_FALSE(compared[2].more);
  EXPECT_EQ(compared[3].answer.status, Status::infeasible);
}

}  // namespace
}  // namespace terang::auction::winner
