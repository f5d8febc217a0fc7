// Everything that moves or stops the clock, and the other commands' refusals in their order.
#include <gtest/gtest.h>

#include "tests/auction/lot.h"

namespace terang::auction::test {
namespace {

Rules soft_rules(Trigger trigger, std::uint32_t top_k = 0) {
  Rules rules = plain_rules();
  rules.english().soft_close = SoftClose{at(20), at(30), trigger, top_k, {}};
  return rules;
}

TEST(SoftClose, OnlyInsideTheWindow) {
  Lot lot(soft_rules(Trigger::any_bid));
  EXPECT_EQ(lot.opened().bid(0, 100, at(1'080) - 1).extended, Cause::none);
  const Outcome outcome = lot.bid(0, 99, at(1'080));
  EXPECT_EQ(outcome.extended, Cause::soft_close);
  EXPECT_EQ(outcome.ends_at, at(1'130));
  ASSERT_EQ(lot.auction.extensions().size(), 1u);
  const Extension& why = lot.auction.extensions()[0];
  EXPECT_EQ(why.at, at(1'080));
  EXPECT_EQ(why.trigger, Trigger::any_bid);
  EXPECT_EQ(why.bidder, 0u);
  EXPECT_EQ(why.rank, 1u);
  EXPECT_EQ(why.previous_end, at(1'100));
  EXPECT_EQ(why.new_end, at(1'130));
  EXPECT_EQ(lot.bid(1, 98, at(1'130) - 1).ends_at, at(1'160));  // the last microsecond
}

TEST(SoftClose, RefusedBidsDoNotExtend) {
  Lot lot(soft_rules(Trigger::any_bid));
  lot.opened().bid(0, 100);
  EXPECT_EQ(lot.bid(0, 100, at(1'099)).ends_at, at(1'100));
}

TEST(SoftClose, AtMostSoManyTimes) {
  Rules rules = soft_rules(Trigger::any_bid);
  rules.english().soft_close->max_times = 2;
  Lot lot(rules);
  lot.opened();
  EXPECT_EQ(lot.auction.soft_extensions(), 0u);
  EXPECT_EQ(lot.bid(0, 100, at(1'099)).ends_at, at(1'130));
  EXPECT_EQ(lot.bid(0, 99, at(1'129)).ends_at, at(1'160));
  EXPECT_EQ(lot.bid(0, 98, at(1'159)).ends_at, at(1'160));
  EXPECT_EQ(lot.auction.soft_extensions(), 2u);
}

// 0 leads with 70, then 1 with 80, 2 with 90: what each bid does by each trigger.
Lot three(const Rules& rules) {
  Lot lot(rules);
  lot.opened().bid(0, 70);
  lot.bid(1, 80);
  lot.bid(2, 90);
  return lot;
}
bool extends(Trigger trigger, std::uint32_t top_k, Bidder bidder, std::int64_t amount) {
  Lot lot = three(soft_rules(trigger, top_k));
  const Outcome outcome = lot.bid(bidder, amount, at(1'090));
  EXPECT_TRUE(outcome.accepted());
  return outcome.extended == Cause::soft_close;
}

TEST(SoftClose, LeaderChange) {
  EXPECT_FALSE(extends(Trigger::leader_change, 0, 0, 60));  // leads already
  EXPECT_FALSE(extends(Trigger::leader_change, 0, 2, 75));
  EXPECT_FALSE(extends(Trigger::leader_change, 0, 2, 70));  // tie: the earlier leads
  EXPECT_TRUE(extends(Trigger::leader_change, 0, 2, 69));
  Lot first(soft_rules(Trigger::leader_change));
  EXPECT_EQ(first.opened().bid(0, 100, at(1'090)).extended, Cause::soft_close);  // from nobody
}

TEST(SoftClose, AnyRankChange) {
  EXPECT_FALSE(extends(Trigger::any_rank_change, 0, 0, 60));
  EXPECT_FALSE(extends(Trigger::any_rank_change, 0, 2, 81));
  EXPECT_FALSE(extends(Trigger::any_rank_change, 0, 2, 80));  // behind the earlier 80
  EXPECT_TRUE(extends(Trigger::any_rank_change, 0, 2, 79));
  Lot lot(soft_rules(Trigger::any_rank_change));
  lot.opened().bid(0, 70);
  EXPECT_EQ(lot.bid(1, 100, at(1'090)).extended, Cause::soft_close);  // a newcomer
}

TEST(SoftClose, TopK) {
  EXPECT_FALSE(extends(Trigger::top_k_change, 1, 2, 75));
  EXPECT_TRUE(extends(Trigger::top_k_change, 2, 2, 75));
  EXPECT_TRUE(extends(Trigger::top_k_change, 1, 1, 60));
  EXPECT_TRUE(extends(Trigger::top_k_change, 2, 1, 60));  // the same two in another order
  EXPECT_FALSE(extends(Trigger::top_k_change, 3, 2, 85));
  Lot lot(soft_rules(Trigger::top_k_change, 1));
  lot.opened().bid(0, 70);
  EXPECT_EQ(lot.bid(1, 100, at(1'090)).extended, Cause::none);  // second, beyond the first
}

TEST(Pause, StopsTheClockToTheMicrosecond) {
  Lot lot(plain_rules());
  lot.opened();
  EXPECT_EQ(lot.auction.pause(at(1'040, 3)).verdict, Verdict::accepted);
  EXPECT_EQ(lot.auction.remaining_when_paused(), at(60) - 3);
  EXPECT_EQ(lot.auction.next_due(), std::nullopt);
  EXPECT_EQ(lot.auction.close(at(5'000)).verdict, Verdict::lot_paused);
  const Outcome outcome = lot.auction.resume(at(9'000, 7));
  EXPECT_EQ(outcome.ends_at, at(9'060, 4));
  EXPECT_EQ(lot.auction.remaining_when_paused(), 0);
  EXPECT_EQ(lot.bid(0, 100, at(9'060, 3)).verdict, Verdict::accepted);
  EXPECT_EQ(lot.bid(1, 90, at(9'060, 4)).verdict, Verdict::lot_closed);
}

TEST(Pause, Refusals) {
  Lot lot(plain_rules());
  EXPECT_EQ(lot.auction.pause(at(900)).verdict, Verdict::not_started);
  EXPECT_EQ(lot.auction.resume(at(900)).verdict, Verdict::not_started);
  lot.opened();
  EXPECT_EQ(lot.auction.resume(at(1'000)).verdict, Verdict::not_paused);
  lot.auction.pause(at(1'001));
  EXPECT_EQ(lot.auction.pause(at(1'002)).verdict, Verdict::lot_paused);
  lot.auction.resume(at(1'003));
  EXPECT_EQ(lot.auction.pause(at(1'102)).verdict, Verdict::lot_closed);  // the end has come
  lot.auction.close(at(1'102));
  EXPECT_EQ(lot.auction.pause(at(1'102)).verdict, Verdict::lot_closed);
  EXPECT_EQ(lot.auction.resume(at(1'102)).verdict, Verdict::lot_closed);
  Lot cancelled(plain_rules());
  cancelled.auction.cancel(0);
  EXPECT_EQ(cancelled.auction.pause(at(2'000)).verdict, Verdict::lot_cancelled);
  EXPECT_EQ(cancelled.auction.resume(at(2'000)).verdict, Verdict::lot_cancelled);
}

TEST(Extend, AddsToTheEndOrToWhatRemains) {
  Lot lot(plain_rules());
  EXPECT_EQ(lot.auction.extend(at(1), at(900)).ends_at, at(1'101));  // before the start
  lot.opened();
  const Outcome outcome = lot.auction.extend(at(9), at(1'000));
  EXPECT_EQ(outcome.ends_at, at(1'110));
  EXPECT_EQ(outcome.extended, Cause::officer);
  lot.auction.pause(at(1'100));
  lot.auction.extend(at(5), at(1'200));
  EXPECT_EQ(lot.auction.remaining_when_paused(), at(15));
  EXPECT_EQ(lot.auction.resume(at(2'000)).ends_at, at(2'015));
  EXPECT_EQ(lot.auction.soft_extensions(), 0u);
}

TEST(Extend, Refusals) {
  Lot lot(plain_rules());
  lot.opened();
  EXPECT_EQ(lot.auction.extend(0, at(1'000)).verdict, Verdict::extension_not_positive);
  EXPECT_EQ(lot.auction.extend(-1, at(1'000)).verdict, Verdict::extension_not_positive);
  EXPECT_EQ(lot.auction.extend(kLongest, at(1'000)).verdict, Verdict::extension_too_long);
  EXPECT_EQ(lot.auction.extend(INT64_MAX, at(1'000)).verdict, Verdict::extension_too_long);
  EXPECT_EQ(lot.auction.extend(at(1), at(1'100)).verdict, Verdict::lot_closed);
  lot.auction.cancel(at(1'100));
  EXPECT_EQ(lot.auction.extend(at(1), at(1'100)).verdict, Verdict::lot_cancelled);
  EXPECT_EQ(lot.auction.extend(0, at(1'100)).verdict, Verdict::extension_not_positive);
}

TEST(OpenAndClose, Refusals) {
  Lot lot(plain_rules());
  EXPECT_EQ(lot.auction.close(at(999)).verdict, Verdict::not_started);
  EXPECT_EQ(lot.auction.open(at(1'000) - 1).verdict, Verdict::not_started);
  EXPECT_EQ(lot.auction.next_due(), at(1'000));
  EXPECT_EQ(lot.auction.open(at(1'000)).verdict, Verdict::accepted);
  EXPECT_EQ(lot.auction.open(at(1'000)).verdict, Verdict::already_open);
  EXPECT_EQ(lot.auction.next_due(), at(1'100));
  EXPECT_EQ(lot.auction.close(at(1'100) - 1).verdict, Verdict::not_ended);
  EXPECT_EQ(lot.auction.close(at(1'100)).verdict, Verdict::accepted);
  EXPECT_EQ(lot.auction.close(at(1'100)).verdict, Verdict::lot_closed);
  EXPECT_EQ(lot.auction.open(at(1'100)).verdict, Verdict::lot_closed);
  EXPECT_EQ(lot.auction.cancel(at(1'100)).verdict, Verdict::lot_closed);
  EXPECT_EQ(lot.auction.next_due(), std::nullopt);
  Lot cancelled(plain_rules());
  EXPECT_EQ(cancelled.auction.cancel(0).verdict, Verdict::accepted);
  EXPECT_EQ(cancelled.auction.cancel(0).verdict, Verdict::lot_cancelled);
  EXPECT_EQ(cancelled.auction.open(at(1'000)).verdict, Verdict::lot_cancelled);
  EXPECT_EQ(cancelled.auction.close(at(1'100)).verdict, Verdict::lot_cancelled);
}

Rules outage_rules() {
  Rules rules = plain_rules();
  rules.outage = OutageRule{at(5), at(10)};
  return rules;
}

TEST(Outage, GivesBackWhatWasLost) {
  Lot lot(outage_rules());
  lot.opened();
  const Outcome outcome = lot.auction.outage(at(1'020), at(1'030), at(1'030));
  EXPECT_EQ(outcome.verdict, Verdict::accepted);
  EXPECT_EQ(outcome.extended, Cause::outage);
  EXPECT_EQ(outcome.ends_at, at(1'110));
}

TEST(Outage, OverTheEnd) {
  Lot lot(outage_rules());
  lot.opened();
  // 2 s remained when it began: they come back, and the rule makes them 10.
  EXPECT_EQ(lot.auction.outage(at(1'098), at(1'500), at(1'500)).ends_at, at(1'510));
}

TEST(Outage, AtTheStart) {
  Lot lot(outage_rules());
  lot.auction.open(at(1'050));
  EXPECT_EQ(lot.auction.outage(at(900), at(1'050), at(1'050)).ends_at, at(1'150));
}

TEST(Outage, CountsNothingTwice) {
  Lot lot(outage_rules());
  lot.opened();
  EXPECT_EQ(lot.auction.outage(at(1'010), at(1'020), at(1'020)).ends_at, at(1'110));
  EXPECT_EQ(lot.auction.outage(at(1'010), at(1'020), at(1'020)).verdict, Verdict::outage_too_short);
  EXPECT_EQ(lot.auction.outage(at(1'015), at(1'026), at(1'026)).ends_at, at(1'116));
  lot.auction.pause(at(1'030));
  lot.auction.resume(at(1'060));
  EXPECT_EQ(lot.auction.ends_at(), at(1'146));
  EXPECT_EQ(lot.auction.outage(at(1'028), at(1'066), at(1'066)).ends_at, at(1'152));  // the pause stood still anyway
}

TEST(Outage, Refusals) {
  Lot none(plain_rules());
  EXPECT_EQ(none.opened().auction.outage(at(1'000), at(1'010), at(1'010)).verdict, Verdict::no_outage_rule);
  Lot lot(outage_rules());
  EXPECT_EQ(lot.auction.outage(at(900), at(950), at(950)).verdict, Verdict::not_started);
  lot.opened();
  EXPECT_EQ(lot.auction.outage(at(1'010), at(1'010), at(1'010)).verdict, Verdict::outage_malformed);
  EXPECT_EQ(lot.auction.outage(at(1'000), at(1'011), at(1'010)).verdict, Verdict::outage_malformed);
  EXPECT_EQ(lot.auction.outage(at(1'000), at(1'005) - 1, at(1'010)).verdict, Verdict::outage_too_short);
  lot.auction.pause(at(1'020));
  EXPECT_EQ(lot.auction.outage(at(1'000), at(1'020), at(1'020)).verdict, Verdict::lot_paused);
  lot.auction.resume(at(1'020));
  EXPECT_EQ(lot.auction.outage(at(1'100), at(1'200), at(1'200)).verdict, Verdict::lot_closed);
  lot.auction.close(at(1'200));
  EXPECT_EQ(lot.auction.outage(at(1'000), at(1'200), at(1'200)).verdict, Verdict::lot_closed);
  Lot cancelled(outage_rules());
  cancelled.opened().auction.cancel(at(1'001));
  EXPECT_EQ(cancelled.auction.outage(at(1'000), at(1'200), at(1'200)).verdict, Verdict::lot_cancelled);
}

TEST(Disqualify, TheNextLeads) {
  Lot lot = three(plain_rules());
  const Outcome outcome = lot.auction.disqualify(0, at(1'050));
  EXPECT_EQ(outcome.verdict, Verdict::accepted);
  EXPECT_EQ(outcome.previous_leader, 0u);
  EXPECT_EQ(outcome.leader, 1u);
  EXPECT_EQ(lot.auction.rank_of(0), 0u);
  EXPECT_EQ(lot.auction.rank_of(2), 2u);
  EXPECT_EQ(lot.auction.best_of(0), Money{70});  // the record stays
  EXPECT_EQ(lot.auction.bid_count(), 3u);
  EXPECT_EQ(lot.auction.disqualify(0, at(1'050)).verdict, Verdict::already_disqualified);
  EXPECT_EQ(lot.auction.disqualify(8, at(1'050)).verdict, Verdict::not_admitted);
}

TEST(Disqualify, TheLeaderDecrementThenLooksAtTheNext) {
  Rules rules = plain_rules();
  rules.english().leader_decrement = by_amount(10);
  Lot lot(rules);
  lot.opened().bid(1, 200);
  lot.bid(0, 100);
  lot.auction.disqualify(0, at(1'050));
  EXPECT_EQ(lot.auction.next_valid(2).at_most, Money{190});
  lot.auction.disqualify(1, at(1'050));
  EXPECT_EQ(lot.auction.next_valid(2).at_most, std::nullopt);
  EXPECT_EQ(lot.auction.leader(), kNobody);
  EXPECT_EQ(lot.auction.best(), std::nullopt);
}

TEST(Disqualify, AfterTheCloseChangesTheResult) {
  Lot lot = three(plain_rules());
  lot.auction.close(at(1'100));
  EXPECT_EQ(lot.auction.result()->winner(), 0u);
  lot.auction.disqualify(0, at(2'000));
  EXPECT_EQ(lot.auction.result()->winner(), 1u);
  EXPECT_EQ(lot.auction.result()->amount(), Money{80});
  Lot cancelled = three(plain_rules());
  cancelled.auction.cancel(at(1'050));
  EXPECT_EQ(cancelled.auction.disqualify(0, at(1'050)).verdict, Verdict::lot_cancelled);
}

TEST(Disqualify, ExtendsNothing) {
  Lot lot = three(soft_rules(Trigger::any_rank_change));
  EXPECT_EQ(lot.auction.disqualify(0, at(1'099)).ends_at, at(1'100));
}

TEST(Reserve, OnlyTheResultTells) {
  Rules rules = plain_rules();
  rules.reserve = Money{75};
  rules.has_reserve = true;
  Lot met = three(rules);
  EXPECT_FALSE(met.auction.result());
  met.auction.close(at(1'100));
  EXPECT_EQ(met.auction.result()->reserve, Reserve::met);
  met.auction.disqualify(0, at(1'100));
  EXPECT_EQ(met.auction.result()->reserve, Reserve::not_met);

  Lot nobody(rules);
  nobody.opened().auction.close(at(1'100));
  EXPECT_EQ(nobody.auction.result()->winner(), kNobody);
  EXPECT_EQ(nobody.auction.result()->reserve, Reserve::not_met);

  rules.reserve.reset();
  Lot hidden = three(rules);
  hidden.auction.close(at(1'100));
  EXPECT_EQ(hidden.auction.result()->reserve, Reserve::undisclosed);
  Lot none = three(plain_rules());
  none.auction.close(at(1'100));
  EXPECT_EQ(none.auction.result()->reserve, Reserve::none);
}

TEST(ClockDeath, NeverGoesBack) {
  Lot lot(plain_rules());
  lot.opened();
  EXPECT_DEATH(lot.bid(0, 100, at(999)), "now >= now_");
}

}  // namespace
}  // namespace terang::auction::test
