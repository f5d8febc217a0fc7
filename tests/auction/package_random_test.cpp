// Package lots over random input against brute force: the solver's answer is taken and never dearer; what is changed in
// it is refused; refused offers change nothing.
#include <gtest/gtest.h>

#include "auction/solver/solver.h"
#include "tests/auction/package_lot.h"

namespace terang::auction::test {
namespace {

// The rules and offers of a random problem, said by its suppliers.
Rules rules_of(const winner::Problem& problem) {
  Rules rules = plain_rules();
  rules.ceiling = Money{1'000'000'000};
  Packages format;
  for (const winner::Lot& lot : problem.lots) format.parts.push_back({lot, ""});
  format.surplus = problem.surplus;
  for (const winner::Constraint& constraint : problem.constraints) {
    const auto* share = std::get_if<winner::Share>(&constraint);
    if (share && share->of == winner::Share::Of::supplier) continue;  // rules know no suppliers
    format.constraints.push_back(constraint);
  }
  format.max_bids = 100;
  rules.format = format;
  return rules;
}

void say_all(PackageAuction& lot, const winner::Problem& problem) {
  for (const winner::Supplier& supplier : problem.suppliers) {
    BidderTerms terms;
    terms.small = supplier.small;
    terms.incumbent = supplier.incumbent;
    lot.admit(terms);
  }
  lot.open(lot.starts_at());
  for (std::uint32_t i = 0; i < problem.suppliers.size(); ++i)
    lot.offer({i, PackageTerms{problem.suppliers[i].capacity, problem.suppliers[i].discount}}, at(1'001));
  for (const winner::Bid& bid : problem.bids) {
    PackageBid said{bid.id, {}, bid.amount, bid.alternative};
    for (const winner::Item& item : bid.items) said.items.push_back({problem.lots[item.lot].id, item.units});
    lot.offer({bid.supplier, said}, at(1'002));
    lot.offer({bid.supplier, PackageBid{"refused", {}, bid.amount, ""}}, at(1'002));
  }
  lot.close(lot.ends_at());
}

TEST(PackageRandom, TheSolversAnswerHoldsAndIsBruteForces) {
  int settled = 0, without_award = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const winner::Problem problem = winner::anything(seed);
    const Rules rules = rules_of(problem);
    if (!validate(rules).empty()) continue;
    PackageAuction lot(rules);
    say_all(lot, problem);
    if (!lot.awaits_solution()) continue;
    const PackageTask task = *lot.task(kCheapest);
    const PackageSolved found = solve(task, solver::solve, {}, "cbc");
    const PackageSolved counted = solve(task, winner::brute_force, {}, "brute force");
    ASSERT_EQ(found.why, "");
    EXPECT_EQ(found.solution.accepted, counted.solution.accepted);
    EXPECT_TRUE(found.solution.cost == counted.solution.cost);
    EXPECT_EQ(found.solution.status, counted.solution.status);
    if (!found.solution.accepted.empty()) {
      PackageSolution cheaper = found.solution;
      cheaper.cost -= 1;
      EXPECT_EQ(lot.settle(cheaper, false, at(1'200)).verdict, Verdict::solution_cost_differs);
      PackageSolution less = found.solution;
      less.accepted.pop_back();
      EXPECT_NE(lot.settle(less, false, at(1'200)).verdict, Verdict::accepted);
    }
    ASSERT_EQ(lot.settle(found.solution, false, at(1'200)).verdict, Verdict::accepted);
    found.solution.accepted.empty() ? ++without_award : ++settled;
  }
  EXPECT_GE(settled, 20);
  EXPECT_GE(without_award, 1);
}

// A supplier who asks his cost gains nothing by asking more or less, whatever the others ask (with a reserve on every
// part, so that nobody is pivotal).
TEST(PackageRandom, VickreyPaymentsRewardTheTruth) {
  winner::Dice dice(20'261);
  for (int round = 0; round < 40; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Rules rules = plain_rules();
    Packages format;
    format.payment = winner::Payment::vcg;
    for (const char* id : {"1", "2", "3"}) format.parts.push_back({{id, 1, Money{200}, Money{150}}, ""});
    rules.format = format;
    struct Said { std::vector<PackageItem> items; std::int64_t amount; };
    std::vector<Said> said;
    for (int i = 0; i < 4; ++i) {
      Said one{{}, 20 + dice.below(100)};
      for (const char* id : {"1", "2", "3"})
        if (dice.chance(50)) one.items.push_back({id, {}});
      if (one.items.empty()) one.items.push_back({"1", {}});
      said.push_back(std::move(one));
    }
    // What bidder 0 gains over his cost when he asks `amount`.
    const auto gain = [&](std::int64_t amount) {
      PackageLot lot(rules, 4);
      for (Bidder i = 0; i < 4; ++i) lot.put(i, "x", said[i].items, i == 0 ? amount : said[i].amount);
      EXPECT_EQ(lot.closed().settle(lot.solved()), Verdict::accepted);
      const auto paid = lot.auction.best_of(0);
      return paid ? paid->minor - said[0].amount : 0;
    };
    const std::int64_t truth = gain(said[0].amount);
    EXPECT_GE(truth, 0);
    for (const std::int64_t by : {-15, -5, 5, 15}) EXPECT_LE(gain(said[0].amount + by), truth) << by;
  }
}

}  // namespace
}  // namespace terang::auction::test
