// Adjustments: ranking, leader decrement and ties look at the evaluated price, everything else at the amount.
#include "auction/evaluation.h"

#include <gtest/gtest.h>

#include "tests/auction/lot.h"

namespace terang::auction::test {
namespace {

const Adjustment kThird = Adjustment::by_factor({1, 3});

TEST(Evaluated, FactorRanks) {
  Lot lot(plain_rules(), {{}, Adjustment::by_factor({9, 10})});
  lot.opened().bid(0, 95);
  EXPECT_EQ(lot.bid(1, 105).rank, 1u);  // 94.5
  EXPECT_EQ(lot.bid(0, 94).rank, 1u);
  EXPECT_EQ(lot.auction.best(), Money{94});
}

TEST(Evaluated, AdditiveRanks) {
  Lot lot(plain_rules(), {{}, Adjustment::additive({10}), Adjustment::additive({-10})});
  lot.opened().bid(0, 100);
  EXPECT_EQ(lot.bid(1, 91).rank, 2u);
  EXPECT_EQ(lot.bid(2, 109).rank, 1u);
  EXPECT_EQ(lot.bid(1, 88).rank, 1u);
}

TEST(Evaluated, FractionsAreExact) {
  // 100/3 = 33.33…, 33 < 33.33 < 34; and 0.3333333 × 100 lies a hair below 100/3.
  Lot lot(plain_rules(), {kThird, {}, Adjustment::by_factor({3'333'333, 10'000'000}), Adjustment::by_factor({1, 3})});
  lot.opened().bid(0, 100);
  EXPECT_EQ(lot.bid(1, 34).rank, 2u);
  EXPECT_EQ(lot.bid(2, 100).rank, 1u);
  EXPECT_EQ(lot.bid(3, 100).rank, 3u);  // equal to 0's, later
  EXPECT_EQ(lot.bid(1, 33).rank, 1u);
}

TEST(Evaluated, TiesAreExact) {
  Rules rules = plain_rules();
  rules.english().ties = Ties::not_allowed;
  Lot lot(rules, {kThird, {}, Adjustment::by_factor({2, 3})});
  lot.opened().bid(0, 300);
  EXPECT_EQ(lot.bid(1, 100).verdict, Verdict::tie_not_allowed);
  EXPECT_EQ(lot.bid(2, 150).verdict, Verdict::tie_not_allowed);
  EXPECT_EQ(lot.bid(2, 151).verdict, Verdict::accepted);  // 100.67: whole units equal, no tie
  EXPECT_EQ(lot.auction.rank_of(2), 2u);
}

TEST(Evaluated, LeaderDecrementOnEvaluatedPrices) {
  Rules rules = plain_rules();
  rules.english().leader_decrement = by_percent(10);
  rules.tick = {5};
  Lot lot(rules, {{}, Adjustment::by_factor({9, 10}), Adjustment::additive({20})});
  lot.opened().bid(0, 1'000);
  // evaluated ≤ 900: 1,000 × 0.9 exactly; 880 + 20
  EXPECT_EQ(lot.auction.next_valid(1).at_most, Money{1'000});
  EXPECT_EQ(lot.auction.next_valid(2).at_most, Money{880});
  EXPECT_EQ(lot.bid(1, 1'005).verdict, Verdict::leader_decrement_too_small);
  EXPECT_EQ(lot.bid(1, 1'000).verdict, Verdict::accepted);
  EXPECT_EQ(lot.auction.next_valid(0).at_most, Money{810});
}

TEST(Evaluated, CeilingOwnDecrementAndReserveOnAmounts) {
  Rules rules = plain_rules();
  rules.ceiling = Money{100};
  rules.english().own_decrement = by_amount(10);
  rules.reserve = Money{60};
  rules.has_reserve = true;
  Lot lot(rules, {Adjustment::by_factor({1, 2})});
  lot.opened();
  EXPECT_EQ(lot.bid(0, 101).verdict, Verdict::above_ceiling);
  EXPECT_EQ(lot.bid(0, 100).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(0, 91).verdict, Verdict::own_decrement_too_small);
  EXPECT_EQ(lot.bid(0, 90).verdict, Verdict::accepted);
  lot.auction.close(at(1'100));
  EXPECT_EQ(lot.auction.result()->reserve, Reserve::not_met);  // 90 > 60, though evaluated 45
}

TEST(Evaluated, NotPositive) {
  Lot lot(plain_rules(), {Adjustment::additive({-50})});
  lot.opened();
  EXPECT_EQ(lot.bid(0, 50).verdict, Verdict::evaluated_not_positive);
  EXPECT_EQ(lot.bid(0, 51).verdict, Verdict::accepted);
  EXPECT_FALSE(lot.auction.next_valid(0).possible);
}

TEST(Evaluated, LargestNumbersStayExact) {
  Rules rules = plain_rules();
  rules.english().leader_decrement = by_percent(1, 10'000);
  rules.english().ties = Ties::not_allowed;
  Lot lot(rules, {Adjustment::by_factor({9'999'991, 1'000'003}), Adjustment::by_factor({9'999'999, 1'000'001}),
                  Adjustment::by_factor({1, 10}), Adjustment::additive(Money{} - kLargestAmount)});
  lot.opened();
  EXPECT_EQ(lot.bid(0, kLargestAmount.minor).verdict, Verdict::accepted);
  // ⌊(10^17 − 1) × 9999991/1000003 × 999999/1000000 × 1000001/9999999⌋, by rational arithmetic of another language
  EXPECT_EQ(lot.auction.next_valid(1).at_most, Money{99'999'620'001'031'995});
  EXPECT_EQ(lot.auction.next_valid(2).at_most, kLargestAmount);  // 10 times as much would do
  EXPECT_EQ(lot.bid(1, 99'999'620'001'031'995 + 1).verdict, Verdict::leader_decrement_too_small);
  EXPECT_EQ(lot.bid(1, 99'999'620'001'031'995).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(3, kLargestAmount.minor).verdict, Verdict::evaluated_not_positive);
}

TEST(Evaluated, Compares) {
  EXPECT_EQ(compare(evaluate({100}, kThird), evaluate({200}, Adjustment::by_factor({1, 6}))), 0);
  EXPECT_EQ(compare(evaluate({100}, kThird), evaluate({33}, {})), 1);
  EXPECT_EQ(compare(evaluate({100}, kThird), evaluate({34}, {})), -1);
}

}  // namespace
}  // namespace terang::auction::test
