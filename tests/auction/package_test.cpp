// Package lots: what bidders may say and when, what the judge takes as settled, what a disqualification undoes.
#include <gtest/gtest.h>

#include "tests/auction/package_lot.h"

namespace terang::auction::test {
namespace {

using winner::Status;

TEST(PackageOffers, RefusalsInTheirOrder) {
  PackageLot lot;
  EXPECT_EQ(lot.auction.place({0, {500}, false}, at(1'005)).verdict, Verdict::not_in_this_format);
  EXPECT_EQ(lot.say(9, Withdraw{}), Verdict::not_in_this_format);
  EXPECT_EQ(lot.put(9, "a", {}, 0), Verdict::amount_not_positive);
  EXPECT_EQ(lot.put(9, "a", {}, kLargestAmount.minor + 1), Verdict::amount_overflow);
  EXPECT_EQ(lot.put(9, "a", {}, 5), Verdict::not_admitted);
  EXPECT_EQ(lot.put(0, "a", {}, 5), Verdict::package_empty);
  EXPECT_EQ(lot.put(0, "a", {{"tower", {}}}, 5), Verdict::unknown_part);
  EXPECT_EQ(lot.put(0, "a", {{"road", {}}, {"road", {}}}, 5), Verdict::part_twice);
  EXPECT_EQ(lot.put(0, "a", {{"lamps", 0}}, 5), Verdict::units_out_of_range);
  EXPECT_EQ(lot.put(0, "a", {{"lamps", 5}}, 5), Verdict::units_out_of_range);
  EXPECT_EQ(lot.put(0, "a", {{"road", {}}, {"lamps", 2}}, 1'201), Verdict::above_ceiling);
  EXPECT_EQ(lot.put(0, "a", {{"road", {}}, {"lamps", 2}}, 1'200), Verdict::accepted);
  EXPECT_EQ(lot.say(0, WithdrawPackage{"b"}), Verdict::nothing_to_withdraw);
  EXPECT_EQ(lot.say(0, PackageTerms{{-1, {}, {}}, {}}), Verdict::terms_malformed);
  EXPECT_EQ(lot.say(0, PackageTerms{{}, winner::Discount{winner::Basis::lots, {{2, 100}, {2, 200}}}}), Verdict::terms_malformed);
  EXPECT_EQ(lot.say(0, PackageTerms{{2, {}, {}}, winner::Discount{winner::Basis::lots, {{2, 100}}}}), Verdict::accepted);
  lot.auction.pause(at(1'020));
  EXPECT_EQ(lot.put(0, "a", {}, 5), Verdict::lot_paused);
  lot.auction.resume(at(1'021));
  lot.auction.disqualify(0, at(1'022));
  EXPECT_EQ(lot.put(0, "a", {}, 5), Verdict::disqualified);
  lot.closed();
  EXPECT_EQ(lot.put(1, "a", {}, 5), Verdict::lot_closed);
}

TEST(PackageOffers, TickAndTheBiddersOwnCeiling) {
  Rules rules = package_rules();
  rules.tick = {10};
  PackageLot lot(rules);
  BidderTerms terms;
  terms.ceiling = Money{600};
  const Bidder bounded = lot.auction.admit(terms);
  EXPECT_EQ(lot.put(0, "a", {{"road", {}}}, 805), Verdict::amount_off_tick);
  EXPECT_EQ(lot.put(bounded, "a", {{"road", {}}}, 610), Verdict::above_ceiling);
  EXPECT_EQ(lot.put(bounded, "a", {{"road", {}}}, 600), Verdict::accepted);
}

TEST(PackageOffers, OneOfTheSameNameIsReplacedAndCountsFromThen) {
  PackageLot lot;
  lot.put(0, "a", {{"road", {}}}, 700);
  lot.put(1, "a", {{"road", {}}}, 700);
  lot.put(0, "a", {{"road", {}}}, 690);
  const auto task = lot.auction.task(kCheapest);
  ASSERT_EQ(task->names.size(), 2u);
  EXPECT_EQ(task->names[0], (PackageName{1, "a"}));
  EXPECT_EQ(task->problem.bids[1].amount.minor, 690);
  EXPECT_EQ(lot.say(0, WithdrawPackage{"a"}), Verdict::accepted);
  EXPECT_EQ(lot.auction.task(kCheapest)->names.size(), 1u);
  EXPECT_EQ(lot.auction.bid_count(), 3u);
}

TEST(PackageOffers, TheBookHasItsBounds) {
  PackageLot lot;
  for (const char* name : {"a", "b", "c", "d"}) EXPECT_EQ(lot.put(0, name, {{"road", {}}}, 700), Verdict::accepted);
  EXPECT_EQ(lot.put(0, "e", {{"road", {}}}, 700), Verdict::too_many_packages);
  EXPECT_EQ(lot.put(0, "d", {{"road", {}}}, 650), Verdict::accepted) << "a replacement";
  Rules rich = package_rules();
  rich.ceiling = Money{kMostTicks};
  for (Part& part : packages(rich).parts) part.needed.ceiling.reset();
  PackageLot full(rich);
  EXPECT_EQ(full.put(0, "a", {{"road", {}}}, kMostTicks - 5), Verdict::accepted);
  EXPECT_EQ(full.put(1, "a", {{"road", {}}}, 6), Verdict::book_full);
  EXPECT_EQ(full.put(1, "a", {{"road", {}}}, 5), Verdict::accepted);
  EXPECT_EQ(full.say(0, WithdrawPackage{"a"}), Verdict::accepted);
  EXPECT_EQ(full.put(1, "b", {{"road", {}}}, 1'000), Verdict::accepted);
}

TEST(PackageSettling, TheWorkedExample) {
  PackageLot lot;
  lot.example();
  EXPECT_EQ(lot.auction.stage(at(1'050))->name, "offers");
  EXPECT_EQ(lot.settle({}), Verdict::not_ended);
  lot.closed();
  EXPECT_TRUE(lot.auction.awaits_solution());
  EXPECT_EQ(lot.auction.stage(at(1'200))->name, "solving");
  EXPECT_FALSE(lot.auction.result());
  EXPECT_EQ(lot.auction.ranked(), 0u);
  const PackageSolution solution = lot.solved();
  EXPECT_EQ(lot.settle(solution), Verdict::accepted);
  EXPECT_FALSE(lot.auction.stage(at(1'200)));
  EXPECT_EQ(lot.auction.result()->amount().minor, 2'500);
  EXPECT_EQ(lot.settle(solution), Verdict::already_settled);
}

TEST(PackageSettling, AnotherScenarioTakesItsPlace) {
  PackageLot lot;
  lot.example().closed();
  ASSERT_EQ(lot.settle(lot.solved()), Verdict::accepted);
  EXPECT_EQ(lot.auction.result()->winner(), 1u);
  EXPECT_EQ(lot.auction.result()->amount().minor, 2'500);
  EXPECT_EQ(lot.auction.result()->outcome, "covered");
  ASSERT_EQ(lot.settle(lot.solved("small"), true), Verdict::accepted);
  const Result result = *lot.auction.result();
  ASSERT_EQ(result.winners.size(), 3u);
  EXPECT_EQ(result.winners[0].amount.minor, 1'350);
  EXPECT_EQ(lot.auction.rank_of(0), 2u);
  EXPECT_EQ(lot.auction.award_of(1)->quantity, 1);
  EXPECT_EQ(result.covered, 3);
  ASSERT_EQ(lot.settle(lot.solved("five"), true), Verdict::accepted);
  EXPECT_EQ(lot.auction.result()->outcome, "infeasible");
  EXPECT_TRUE(lot.auction.result()->winners.empty());
}

TEST(PackageSettling, WhatDoesNotHoldIsRefusedByName) {
  PackageLot lot;
  lot.example().closed();
  const auto wrong = [&](auto change) {
    PackageSolution solution = lot.solved();
    change(solution);
    return lot.settle(solution);
  };
  EXPECT_EQ(wrong([](PackageSolution& s) { s.scenario = "dearest"; }), Verdict::unknown_scenario);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.accepted[0].name = "zz"; }), Verdict::solution_malformed);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.accepted[1] = s.accepted[0]; }), Verdict::solution_malformed);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.status = Status::unknown; }), Verdict::solution_malformed);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.status = Status::feasible; }), Verdict::solution_malformed) << "no bound";
  EXPECT_EQ(wrong([](PackageSolution& s) { s.bound = s.cost; }), Verdict::solution_malformed);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.accepted.pop_back(); }), Verdict::solution_infeasible) << "no lamps";
  EXPECT_EQ(wrong([](PackageSolution& s) { s.cost -= 1; }), Verdict::solution_cost_differs);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.status = Status::feasible, s.bound = s.cost + 1; }), Verdict::bound_above_cost);
  EXPECT_EQ(wrong([](PackageSolution& s) {
              s.accepted = {{0, "a1"}, {1, "b2"}, {2, "d1"}};
              s.cost = winner::Parts{2'570} * winner::kPartsPerMinor;
              s.ties_settled = false;
            }),
            Verdict::not_optimal) << "ten bids and fewer are counted through";
  EXPECT_EQ(wrong([](PackageSolution& s) { s = {}, s.scenario = kCheapest, s.status = Status::infeasible; }), Verdict::not_optimal);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.unpriced = "pivotal"; }), Verdict::payments_unproven);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.status = Status::feasible, s.bound = s.cost - 1; }), Verdict::accepted);
}

TEST(PackageSettling, OfEqualAwardsTheEarlier) {
  PackageLot lot;
  lot.put(2, "late", {{"road", {}}, {"bridge", {}}, {"lamps", {}}}, 2'000);
  lot.put(1, "later", {{"road", {}}, {"bridge", {}}, {"lamps", {}}}, 2'000);
  lot.closed();
  PackageSolution solution = lot.solved();
  EXPECT_EQ(solution.accepted, (std::vector<PackageName>{{2, "late"}}));
  solution.accepted = {{1, "later"}};
  EXPECT_EQ(lot.settle(solution), Verdict::not_optimal);
  solution.ties_settled = false;
  EXPECT_EQ(lot.settle(solution), Verdict::accepted);
}

TEST(PackageSettling, WithNothingToChooseFromItIsSettledAtOnce) {
  PackageLot none;
  none.closed();
  EXPECT_FALSE(none.auction.awaits_solution());
  EXPECT_EQ(none.auction.result()->outcome, "infeasible");
  Rules reserved = package_rules();
  for (Part& part : packages(reserved).parts) part.needed.reserve = Money{100};
  PackageLot kept(reserved);
  kept.closed();
  EXPECT_EQ(kept.auction.result()->outcome, "nothing_covered");
}

// Ausubel and Milgrom, "The Lovely but Lonely Vickrey Auction" (ch. 1 of Cramton, Shoham & Steinberg, 2006), turned
// around for buying: two win one part each at 8 and are paid 10, what the buyer would do it for himself.
Rules vickrey() {
  Rules rules = plain_rules();
  Packages format;
  format.payment = winner::Payment::vcg;
  format.parts = {{{"1", 1, Money{12}, Money{10}}, ""}, {{"2", 1, Money{12}, Money{10}}, ""}};
  rules.format = format;
  return rules;
}
PackageLot& vickrey_offers(PackageLot& lot) {
  lot.put(0, "both", {{"1", {}}, {"2", {}}}, 18);
  lot.put(1, "one", {{"1", {}}}, 8);
  lot.put(2, "two", {{"2", {}}}, 8);
  return lot.closed();
}

TEST(PackagePayments, VickreyPaymentsRestOnAwardsThatAreJudgedToo) {
  PackageLot lot(vickrey());
  const PackageSolution solution = vickrey_offers(lot).solved();
  const auto wrong = [&](auto change) {
    PackageSolution changed = solution;
    change(changed);
    return lot.settle(changed);
  };
  EXPECT_EQ(wrong([](PackageSolution& s) { s.without.pop_back(); }), Verdict::payments_unproven);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.without[0].cost += 1; }), Verdict::payments_unproven);
  EXPECT_EQ(wrong([](PackageSolution& s) { s.without[0].accepted = {{1, "one"}, {2, "two"}}, s.without[0].cost = s.cost; }), Verdict::payments_unproven)
      << "an award with him in it";
  EXPECT_EQ(wrong([](PackageSolution& s) {
              s.without[0].accepted.clear();
              s.without[0].cost = winner::Parts{20} * winner::kPartsPerMinor;
            }),
            Verdict::not_optimal)
      << "a dearer award than the best without him";
  EXPECT_EQ(lot.settle(solution), Verdict::accepted);
  const Result result = *lot.auction.result();
  ASSERT_EQ(result.winners.size(), 2u);
  EXPECT_EQ(result.winners[0].amount.minor, 10);
  EXPECT_EQ(result.winners[1].amount.minor, 10);
}

TEST(PackagePayments, APivotalWinnerLeavesEverybodyPaidAsBid) {
  Rules rules = vickrey();
  packages(rules).parts[0].needed.reserve.reset();
  PackageLot lot(rules);
  lot.put(1, "one", {{"1", {}}}, 8);
  lot.closed();
  const PackageSolution solution = lot.solved();
  EXPECT_EQ(solution.unpriced, "pivotal");
  EXPECT_EQ(lot.settle(solution), Verdict::accepted);
  EXPECT_EQ(lot.auction.result()->amount().minor, 8);
  EXPECT_EQ(lot.auction.result()->outcome, "partly_covered");
}

TEST(PackageDisqualified, AWinnersLossUndoesTheAward) {
  PackageLot lot(vickrey());
  ASSERT_EQ(lot.settle(vickrey_offers(lot).solved()), Verdict::accepted);
  lot.auction.disqualify(1, at(1'200));
  EXPECT_TRUE(lot.auction.awaits_solution());
  EXPECT_FALSE(lot.auction.result());
  ASSERT_EQ(lot.settle(lot.solved()), Verdict::accepted);
  EXPECT_EQ(lot.auction.result()->winner(), 0u) << "18 with what the buyer does himself is 18 too: the earlier bid";
  lot.auction.disqualify(0, at(1'201));
  ASSERT_EQ(lot.settle(lot.solved()), Verdict::accepted);
  lot.auction.disqualify(2, at(1'202));
  EXPECT_FALSE(lot.auction.awaits_solution()) << "nothing is left to choose from";
  EXPECT_EQ(lot.auction.result()->outcome, "nothing_covered");
}

TEST(PackageDisqualified, WhoWonNothingChangesNothing) {
  PackageLot lot;
  lot.example().closed();
  ASSERT_EQ(lot.settle(lot.solved()), Verdict::accepted);
  lot.auction.disqualify(0, at(1'200));
  EXPECT_FALSE(lot.auction.awaits_solution());
  EXPECT_EQ(lot.auction.result()->amount().minor, 2'500);
}

TEST(PackageReserve, IsOfAllThatIsPaid) {
  for (const std::int64_t reserve : {2'499, 2'500}) {
    Rules rules = package_rules();
    rules.reserve = Money{reserve};
    rules.has_reserve = true;
    PackageLot lot(rules);
    lot.example().closed();
    ASSERT_EQ(lot.settle(lot.solved()), Verdict::accepted);
    EXPECT_EQ(lot.auction.result()->reserve, reserve == 2'500 ? Reserve::met : Reserve::not_met);
  }
}

}  // namespace
}  // namespace terang::auction::test
