// Each refusal of a bid by name, and what an accepted bid changes. Which refusal comes first: precedence_test.cpp.
#include <gtest/gtest.h>

#include "tests/auction/lot.h"

namespace terang::auction::test {
namespace {

TEST(Bid, ZeroAndNegative) {
  Lot lot(plain_rules());
  lot.opened();
  EXPECT_EQ(lot.bid(0, 0).verdict, Verdict::amount_not_positive);
  EXPECT_EQ(lot.bid(0, -1).verdict, Verdict::amount_not_positive);
  EXPECT_EQ(lot.bid(0, INT64_MIN).verdict, Verdict::amount_not_positive);
  EXPECT_EQ(lot.bid(0, 1).verdict, Verdict::accepted);
}

TEST(Bid, Overflow) {
  Lot lot(plain_rules());
  lot.opened();
  EXPECT_EQ(lot.bid(0, kLargestAmount.minor + 1).verdict, Verdict::amount_overflow);
  EXPECT_EQ(lot.bid(0, INT64_MAX).verdict, Verdict::amount_overflow);
  EXPECT_EQ(lot.bid(0, kLargestAmount.minor).verdict, Verdict::accepted);
}

TEST(Bid, Stranger) {
  Lot lot(plain_rules());
  lot.opened();
  EXPECT_EQ(lot.bid(3, 100).verdict, Verdict::not_admitted);
  EXPECT_EQ(lot.bid(kNobody, 100).verdict, Verdict::not_admitted);
}

TEST(Bid, Disqualified) {
  Lot lot(plain_rules());
  lot.opened().auction.disqualify(1, at(1'001));
  EXPECT_EQ(lot.bid(1, 100).verdict, Verdict::disqualified);
}

TEST(Bid, ToTheMicrosecond) {
  Lot lot(plain_rules());
  EXPECT_EQ(lot.bid(0, 100, at(1'000) - 1).verdict, Verdict::not_started);
  lot.opened();
  EXPECT_EQ(lot.bid(0, 100, at(1'000)).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(1, 90, at(1'100) - 1).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(2, 80, at(1'100)).verdict, Verdict::lot_closed);  // though close() has not come yet
  EXPECT_EQ(lot.auction.leader(), 1u);
  EXPECT_EQ(lot.auction.close(at(1'100)).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(2, 80, at(1'100)).verdict, Verdict::lot_closed);
}

TEST(Bid, NotOpenedYet) {
  Lot lot(plain_rules());
  EXPECT_EQ(lot.bid(0, 100, at(1'050)).verdict, Verdict::not_started);
  EXPECT_EQ(lot.bid(0, 100, at(1'100)).verdict, Verdict::lot_closed);
}

TEST(Bid, PausedAndCancelled) {
  Lot lot(plain_rules());
  lot.opened().auction.pause(at(1'005));
  EXPECT_EQ(lot.bid(0, 100).verdict, Verdict::lot_paused);
  EXPECT_EQ(lot.bid(0, 100, at(9'999)).verdict, Verdict::lot_paused);
  lot.auction.cancel(at(9'999));
  EXPECT_EQ(lot.bid(0, 100, at(9'999)).verdict, Verdict::lot_cancelled);
}

TEST(Bid, OffTick) {
  Rules rules = plain_rules();
  rules.tick = {10};
  rules.ceiling = Money{1'005};
  Lot lot(rules);
  const Outcome outcome = lot.opened().bid(0, 995);
  EXPECT_EQ(outcome.verdict, Verdict::amount_off_tick);
  EXPECT_EQ(outcome.at_most, Money{1'000});
  EXPECT_EQ(lot.bid(0, 1'000).verdict, Verdict::accepted);
}

TEST(Bid, AboveCeiling) {
  Rules rules = plain_rules();
  rules.ceiling = Money{1'000};
  Lot lot(rules);
  const Outcome outcome = lot.opened().bid(0, 1'001);
  EXPECT_EQ(outcome.verdict, Verdict::above_ceiling);
  EXPECT_EQ(outcome.at_most, Money{1'000});
  EXPECT_EQ(lot.bid(0, 1'000).verdict, Verdict::accepted);
}

TEST(Bid, NeverTakenBack) {
  Lot lot(plain_rules());
  EXPECT_EQ(lot.opened().bid(0, 100).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(0, 100).verdict, Verdict::not_below_own);
  EXPECT_EQ(lot.bid(0, 101).verdict, Verdict::not_below_own);
  EXPECT_EQ(lot.bid(0, 101).at_most, Money{99});
}

TEST(Bid, OwnDecrementAbsolute) {
  Rules rules = plain_rules();
  rules.english().own_decrement = by_amount(5);
  Lot lot(rules);
  lot.opened().bid(0, 100);
  EXPECT_EQ(lot.bid(0, 96).verdict, Verdict::own_decrement_too_small);
  EXPECT_EQ(lot.bid(0, 96).at_most, Money{95});
  EXPECT_EQ(lot.bid(0, 95).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(1, 99).verdict, Verdict::accepted);  // not against others
}

TEST(Bid, OwnDecrementPercentIsExact) {
  Rules rules = plain_rules();
  rules.english().own_decrement = by_percent(10, 3);
  Lot lot(rules);
  lot.opened().bid(0, 300);
  EXPECT_EQ(lot.bid(0, 291).verdict, Verdict::own_decrement_too_small);
  EXPECT_EQ(lot.bid(0, 291).at_most, Money{290});
  EXPECT_EQ(lot.bid(0, 290).verdict, Verdict::accepted);  // exactly 300 × 29/30
  EXPECT_EQ(lot.bid(0, 281).verdict, Verdict::own_decrement_too_small);  // 280.33…
  EXPECT_EQ(lot.bid(0, 280).verdict, Verdict::accepted);
}

TEST(Bid, LeaderDecrement) {
  Rules rules = plain_rules();
  rules.english().leader_decrement = by_amount(10);
  Lot lot(rules);
  lot.opened().bid(0, 100);
  const Outcome outcome = lot.bid(1, 91);
  EXPECT_EQ(outcome.verdict, Verdict::leader_decrement_too_small);
  EXPECT_EQ(outcome.at_most, Money{90});
  EXPECT_EQ(lot.bid(0, 91).verdict, Verdict::leader_decrement_too_small);  // also against himself
  EXPECT_EQ(lot.bid(1, 90).verdict, Verdict::accepted);
}

TEST(Bid, LeaderDecrementLeavesNoRoom) {
  Rules rules = plain_rules();
  rules.english().leader_decrement = by_amount(10);
  Lot lot(rules);
  lot.opened().bid(0, 10);
  EXPECT_EQ(lot.bid(1, 5).at_most, std::nullopt);
  EXPECT_FALSE(lot.auction.next_valid(1).possible);
}

TEST(Bid, SamePriceNotAllowed) {
  Rules rules = plain_rules();
  rules.english().ties = Ties::not_allowed;
  rules.ceiling = Money{100};
  Lot lot(rules);
  EXPECT_EQ(lot.opened().bid(0, 100).verdict, Verdict::accepted);
  const Outcome outcome = lot.bid(1, 100);  // at the same microsecond
  EXPECT_EQ(outcome.verdict, Verdict::tie_not_allowed);
  EXPECT_EQ(outcome.at_most, Money{99});
  lot.bid(1, 99);
  lot.bid(2, 98);
  EXPECT_EQ(lot.auction.next_valid(0).at_most, Money{97});
  lot.auction.disqualify(1, at(1'010));
  EXPECT_EQ(lot.bid(0, 99).verdict, Verdict::accepted);  // his price is free again
}

TEST(Bid, SamePriceEarlierWins) {
  Lot lot(plain_rules());
  lot.opened().bid(2, 100);
  const Outcome second = lot.bid(0, 100), third = lot.bid(1, 100);
  EXPECT_EQ(second.rank, 2u);
  EXPECT_EQ(third.rank, 3u);
  EXPECT_EQ(third.leader, 2u);
  EXPECT_FALSE(third.leader_changed());
}

TEST(Bid, SlipNeedsConfirming) {
  Rules rules = plain_rules();
  rules.ceiling = Money{1'000};
  rules.english().confirm_drop_percent = Ratio{20, 1};
  Lot lot(rules);
  const Outcome outcome = lot.opened().bid(0, 799);
  EXPECT_EQ(outcome.verdict, Verdict::confirm_needed);
  EXPECT_EQ(outcome.at_most, Money{1'000});  // what the drop is measured from
  EXPECT_EQ(lot.auction.bid_count(), 0u);
  EXPECT_EQ(lot.bid(0, 800).verdict, Verdict::accepted);  // exactly 20 %
  EXPECT_EQ(lot.bid(0, 80).verdict, Verdict::confirm_needed);
  EXPECT_EQ(lot.bid(0, 80, at(1'010), true).verdict, Verdict::accepted);
}

TEST(Bid, SlipIsMeasuredFromTheNextValidBid) {
  Rules rules = plain_rules();
  rules.english().leader_decrement = by_amount(10);
  rules.english().confirm_drop_percent = Ratio{20, 1};
  Lot lot(rules);
  EXPECT_EQ(lot.opened().bid(0, 1'000).verdict, Verdict::accepted);  // nothing bounds it
  EXPECT_EQ(lot.bid(1, 400, at(1'010), true).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(0, 390).verdict, Verdict::accepted);  // 61 % below his own, but only what the leader asks
}

TEST(Bid, TellsItsEffects) {
  Lot lot(plain_rules());
  lot.opened().bid(0, 100);
  lot.bid(1, 90);
  lot.bid(2, 80);
  const Outcome outcome = lot.bid(0, 70, at(1'020));
  EXPECT_EQ(outcome.rank, 1u);
  EXPECT_EQ(outcome.previous_rank, 3u);
  EXPECT_EQ(outcome.leader, 0u);
  EXPECT_EQ(outcome.previous_leader, 2u);
  EXPECT_EQ(outcome.ends_at, at(1'100));
  EXPECT_EQ(outcome.extended, Cause::none);
  EXPECT_EQ(lot.auction.rank_of(1), 3u);
  EXPECT_EQ(lot.auction.best(), Money{70});
  EXPECT_EQ(lot.auction.best_of(1), Money{90});
  EXPECT_EQ(lot.auction.bid_count(), 4u);
  EXPECT_EQ(lot.auction.ranked(), 3u);
  EXPECT_EQ(lot.auction.rank_of(9), 0u);
  EXPECT_EQ(lot.auction.top(2).size(), 2u);
}

TEST(Bid, NextValidOfNobody) {
  Lot lot(plain_rules());
  EXPECT_FALSE(lot.auction.next_valid(7).possible);
  EXPECT_TRUE(lot.auction.next_valid(0).possible);
  EXPECT_EQ(lot.auction.next_valid(0).at_most, std::nullopt);
}

}  // namespace
}  // namespace terang::auction::test
