// The Japanese reverse auction: published cases, each refusal and their order, and what moves the clock.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <set>

#include "tests/auction/clock_lot.h"

namespace terang::auction::test {
namespace {

using V = Verdict;

// Every bidder stays as long as the price is not below his cost. Costs[i] is bidder i's.
void play_truthfully(ClockLot& lot, const std::vector<std::int64_t>& costs) {
  while (lot->phase() != Phase::closed) {
    const Micros now = *lot->next_due();
    lot.until(now);
    if (lot->phase() != Phase::live) return;
    for (Bidder bidder = 0; bidder < costs.size(); ++bidder)
      if (lot->next_valid(bidder).possible && costs[bidder] <= lot->stage(now)->price->minor)
        lot.bid(bidder, lot->stage(now)->price->minor, now);
  }
}

// Milgrom and Weber, "A Theory of Auctions and Competitive Bidding", Econometrica 50 (1982), section 4: whoever releases
// the button has left for good; it ends when one is left, at the price where the last other one left. Prices here are
// of levels: costs 122, 137, 151, 178 on 200, 190, …: the second lowest leaves at 130, and the lowest stayed at it.
TEST(Japanese, EndsWhereTheLastRivalLeaves) {
  ClockLot lot(japanese_rules(), 4);
  play_truthfully(lot, {178, 137, 122, 151});
  EXPECT_EQ(lot->result()->winner(), 2u);
  EXPECT_EQ(lot->result()->amount().minor, 130);
  EXPECT_EQ(lot->ends_at(), at(1'080));  // with the level of 130, the eighth
  EXPECT_TRUE(lot.last.closed);
}

// Spend Matters, "What Is A Japanese Auction? – And An Ethical Issue": everyone else is out at £100, one goes on until
// £90. Where it stops with one left, he wins at £100; where it does not (and bidders do not see how many remain), at the
// last price he accepted.
TEST(Japanese, SpendMattersExampleBothWays) {
  Rules rules = clock_rules();
  rules.tick = {1};
  japanese(rules = [&] { rules.format = Japanese{}; return rules; }()).clock = {{110}, {1}, 10 * kSecond, Money{80}};
  ClockLot stops(rules, 3);
  play_truthfully(stops, {101, 90, 104});
  EXPECT_EQ(stops->result()->winner(), 1u);
  EXPECT_EQ(stops->result()->amount().minor, 100);
  japanese(rules).min_levels = 31;
  japanese(rules).shows_remaining = false;
  ClockLot goes_on(rules, 3);
  play_truthfully(goes_on, {101, 90, 104});
  EXPECT_EQ(goes_on->result()->winner(), 1u);
  EXPECT_EQ(goes_on->result()->amount().minor, 90);
}

// eSourcing Wiki, as quoted by Spend Matters, "Japanese vs. Dutch Reverse Auctions": over when only a pre-set number
// remains. IBM Emptoris Sourcing, "Japanese Reverse Auction": over when nobody remains, or at the lowest price.
TEST(Japanese, SeveralWinners) {
  Rules rules = japanese_rules();
  japanese(rules).winners = 2;
  ClockLot lot(rules, 4);
  play_truthfully(lot, {178, 137, 122, 151});
  ASSERT_EQ(lot->result()->winners.size(), 2u);
  EXPECT_EQ(lot->result()->winners[0].bidder, 1u);  // both at 150; he said so first
  EXPECT_EQ(lot->result()->winners[0].amount.minor, 150);
  EXPECT_EQ(lot->result()->winners[1].bidder, 2u);
  EXPECT_EQ(lot->result()->winners[1].amount.minor, 150);

  // Three are in at 150, one stays at 140: the second place is the earlier of those who left, at what he stayed at.
  ClockLot fewer(rules, 3);
  for (int level = 0; level < 6; ++level)
    for (const Bidder bidder : {2, 0, 1}) fewer.bid(bidder, 200 - 10 * level, at(1'001 + 10 * level));
  fewer.bid(1, 140, at(1'061));
  fewer.until(at(1'070));
  EXPECT_EQ(fewer->phase(), Phase::closed);
  ASSERT_EQ(fewer->result()->winners.size(), 2u);
  EXPECT_EQ(fewer->result()->winners[0].bidder, 1u);
  EXPECT_EQ(fewer->result()->winners[0].amount.minor, 140);
  EXPECT_EQ(fewer->result()->winners[1].bidder, 2u);
  EXPECT_EQ(fewer->result()->winners[1].amount.minor, 150);
}

TEST(Japanese, WhenAllLeaveAtOneLevelTheEarlierLastStayWins) {
  ClockLot lot(japanese_rules());
  lot.bid(0, 200, at(1'001));
  lot.bid(1, 200, at(1'002));
  lot.bid(1, 190, at(1'011));
  lot.bid(0, 190, at(1'012));
  lot.until(at(1'030));
  EXPECT_EQ(lot->phase(), Phase::closed);
  EXPECT_EQ(lot->ends_at(), at(1'030));
  EXPECT_EQ(lot->result()->winner(), 1u);
  EXPECT_EQ(lot->result()->amount().minor, 190);
}

TEST(Japanese, AtTheFloorTheEarlierStayWins) {
  ClockLot lot(japanese_rules());
  for (int level = 0; level < 11; ++level) {
    lot.bid(level % 2, 200 - 10 * level, at(1'001 + 10 * level));
    lot.bid(1 - level % 2, 200 - 10 * level, at(1'002 + 10 * level));
  }
  lot.until(at(1'110));
  EXPECT_EQ(lot->phase(), Phase::closed);
  EXPECT_EQ(lot->result()->winner(), 0u);
  EXPECT_EQ(lot->result()->amount().minor, 100);
}

TEST(Japanese, WithoutAFloorTheLadderEndsAboveZero) {
  Rules rules = japanese_rules();
  japanese(rules).clock.last.reset();
  japanese(rules).clock.start = {45};
  EXPECT_EQ(make_auction(rules)->ends_at(), at(1'050));  // 45, 35, 25, 15, 5
}

TEST(Japanese, NobodyStaysOrOnlyOne) {
  ClockLot nobody(japanese_rules());
  nobody.until(at(1'010));
  EXPECT_EQ(nobody->phase(), Phase::closed);
  EXPECT_TRUE(nobody->result()->winners.empty());
  ClockLot one(japanese_rules());
  one.bid(1, 200, at(1'009));
  one.until(at(1'010));
  EXPECT_EQ(one->phase(), Phase::closed);
  EXPECT_EQ(one->result()->amount().minor, 200);
}

TEST(Japanese, ALeastNumberOfLevelsKeepsTheLastOneAsked) {
  Rules rules = japanese_rules();
  japanese(rules).min_levels = 3;
  ClockLot lot(rules);
  lot.bid(1, 200, at(1'001));
  lot.bid(1, 190, at(1'011));
  lot.until(at(1'020));
  EXPECT_EQ(lot->phase(), Phase::live);
  lot.bid(1, 180, at(1'021));
  lot.until(at(1'030));
  EXPECT_EQ(lot->phase(), Phase::closed);
  EXPECT_EQ(lot->result()->amount().minor, 180);
  // Nobody left ends it at once.
  ClockLot empty(rules);
  empty.bid(1, 200, at(1'001));
  empty.until(at(1'020));
  EXPECT_EQ(empty->phase(), Phase::closed);
  EXPECT_EQ(empty->result()->amount().minor, 200);
}

TEST(Japanese, SilenceLeavesOrStays) {
  Rules rules = japanese_rules();
  ClockLot leaves(rules);
  for (const Bidder bidder : {0, 1, 2}) leaves.bid(bidder, 200, at(1'001));
  leaves.bid(0, 190, at(1'011));
  leaves.bid(2, 190, at(1'011));
  leaves.until(at(1'020));
  EXPECT_EQ(leaves.bid(1, 180, at(1'020)).verdict, V::no_longer_in);

  japanese(rules).silence = Silence::stays;
  ClockLot stays(rules);
  stays.bid(2, 200, at(1'001));
  stays.bid(1, 200, at(1'002));
  stays.bid(1, 190, at(1'011));  // says it: before the one who is silent
  EXPECT_EQ(stays->leader(), 1u);
  stays.until(at(1'020));
  EXPECT_EQ(stays->best_of(2), Money{190});
  EXPECT_EQ(stays->rank_of(2), 2u);
  EXPECT_FALSE(stays->best_of(0));  // never came: the first level wants a word
  EXPECT_EQ(stays.bid(0, 180, at(1'021)).verdict, V::no_longer_in);
  EXPECT_EQ(stays.leave(1, at(1'022)).verdict, V::accepted);
  stays.until(at(1'030));
  EXPECT_EQ(stays->phase(), Phase::closed);
  EXPECT_EQ(stays->result()->winner(), 2u);
  EXPECT_EQ(stays->result()->amount().minor, 180);
  EXPECT_TRUE(stays.last.leader_changed());
}

TEST(Japanese, SilenceStaysDownToTheFloorInTheOrderOfTheFirstStay) {
  Rules rules = japanese_rules();
  japanese(rules).silence = Silence::stays;
  ClockLot lot(rules);
  lot.bid(2, 200, at(1'001));
  lot.bid(1, 200, at(1'002));
  lot.until(at(1'110));
  EXPECT_EQ(lot->phase(), Phase::closed);
  EXPECT_EQ(lot->result()->winner(), 2u);
  EXPECT_EQ(lot->result()->amount().minor, 100);
}

TEST(Japanese, WhoLeavesLeavesForGoodAndNobodySeesItBeforeTheLevelEnds) {
  ClockLot lot(japanese_rules(), 4);
  for (const Bidder bidder : {0, 1, 2}) lot.bid(bidder, 200, at(1'001));
  lot.until(at(1'010));
  EXPECT_EQ(lot->stage(0)->remaining, 3u);
  EXPECT_EQ(lot.leave(0, at(1'011)).verdict, V::accepted);
  EXPECT_EQ(lot->stage(0)->remaining, 3u);
  EXPECT_EQ(lot.leave(0, at(1'011)).verdict, V::no_longer_in);
  EXPECT_EQ(lot.bid(0, 190, at(1'011)).verdict, V::no_longer_in);
  EXPECT_EQ(lot.bid(1, 190, at(1'012)).verdict, V::accepted);
  EXPECT_EQ(lot.leave(1, at(1'013)).verdict, V::already_stayed);  // a stay binds for its level
  lot.bid(2, 190, at(1'014));
  lot.until(at(1'020));
  EXPECT_EQ(lot->stage(0)->remaining, 2u);
  EXPECT_EQ(lot->best_of(0), Money{200});
  EXPECT_EQ(lot->rank_of(0), 3u);
}

TEST(Japanese, WhoComesAfterTheFirstLevelIsNotIn) {
  ClockLot lot(japanese_rules());
  lot.bid(0, 200, at(1'001));
  lot.bid(1, 200, at(1'001));
  const Bidder during = lot->admit({});
  EXPECT_EQ(lot.bid(during, 200, at(1'002)).verdict, V::accepted);
  lot.until(at(1'010));
  const Bidder after = lot->admit({});
  EXPECT_EQ(lot.bid(after, 190, at(1'011)).verdict, V::no_longer_in);
}

TEST(Japanese, ABiddersOwnCeilingBoundsWhatHeMayStayAt) {
  ClockLot lot(japanese_rules(), 0);
  lot->admit({Adjustment::none(), Money{195}});
  EXPECT_EQ(lot.bid(0, 200, at(1'001)).verdict, V::above_ceiling);
  EXPECT_FALSE(lot->next_valid(0).possible);
}

// What answers depends on, put together at will; on its own the stay at 180, the third level, is accepted.
V answer(const std::set<V>& wanted, bool leave) {
  const auto is = [&wanted](V verdict) { return wanted.contains(verdict); };
  ClockLot lot(japanese_rules());
  if (!is(V::not_started)) {
    for (int level = 0; level < 2; ++level)
      for (const Bidder bidder : {0, 1, 2})
        if (bidder != 0 || level == 0 || !is(V::no_longer_in)) lot.bid(bidder, 200 - 10 * level, at(1'001 + 10 * level));
    lot.until(at(1'020));
  }
  if (is(V::already_stayed)) lot.bid(0, 180, at(1'025));
  if (is(V::disqualified)) lot->disqualify(0, at(1'026));
  if (is(V::lot_closed)) lot.until(at(1'110));
  if (is(V::lot_paused)) lot->pause(at(1'027));
  if (is(V::lot_cancelled)) lot->cancel(at(1'028));
  const Micros now = at(is(V::lot_closed) ? 1'110 : 1'029);
  const Bidder bidder = is(V::not_admitted) ? 99 : 0;
  if (leave) return lot->offer({bidder, Leave{}}, now).verdict;
  std::int64_t amount = 180;
  if (is(V::price_not_reached)) amount = 150;
  if (is(V::price_passed)) amount = 190;
  if (is(V::price_off_ladder)) amount += 5;
  if (is(V::above_ceiling)) amount = is(V::price_off_ladder) ? 225 : 230;
  if (is(V::amount_off_tick)) amount += 1;
  if (is(V::amount_not_positive)) amount = is(V::amount_off_tick) ? -1 : 0;
  if (is(V::amount_overflow)) amount = kLargestAmount.minor + 1;
  return lot->place({bidder, {amount}, false}, now).verdict;
}

bool possible(V first, V second) {
  const std::set<V> phases{V::lot_cancelled, V::lot_closed, V::not_started, V::lot_paused};
  const std::set<V> past{V::no_longer_in, V::already_stayed}, ways{V::price_not_reached, V::price_passed};
  if (first == V::amount_not_positive && second == V::amount_overflow) return false;
  if (phases.contains(first) && phases.contains(second)) return false;  // one phase at a time
  if (first == V::not_started && past.contains(second)) return false;
  if (past.contains(first) && past.contains(second)) return false;
  return !(ways.contains(first) && ways.contains(second));
}

TEST(Japanese, EachRefusalAndEachPairInOrder) {
  const V verdicts[] = {V::amount_not_positive, V::amount_overflow, V::not_admitted, V::disqualified, V::lot_cancelled,
                        V::lot_closed, V::not_started, V::lot_paused, V::amount_off_tick, V::above_ceiling,
                        V::no_longer_in, V::already_stayed, V::price_off_ladder, V::price_not_reached, V::price_passed};
  const std::set<V> of_leave{V::not_admitted, V::disqualified, V::lot_cancelled, V::lot_closed, V::not_started,
                             V::lot_paused, V::no_longer_in, V::already_stayed};
  EXPECT_EQ(answer({}, false), V::accepted);
  EXPECT_EQ(answer({}, true), V::accepted);
  for (std::size_t i = 0; i < std::size(verdicts); ++i) {
    const V first = verdicts[i];
    EXPECT_EQ(name(answer({first}, false)), name(first));
    if (of_leave.contains(first)) {
      EXPECT_EQ(name(answer({first}, true)), name(first));
    }
    for (std::size_t j = i + 1; j < std::size(verdicts); ++j) {
      const V second = verdicts[j];
      if (!possible(first, second)) continue;
      EXPECT_EQ(name(answer({first, second}, false)), name(first)) << "with " << name(second);
      if (of_leave.contains(first) && of_leave.contains(second)) {
        EXPECT_EQ(name(answer({first, second}, true)), name(first));
      }
    }
  }
  ClockLot lot(japanese_rules());
  EXPECT_EQ(lot->offer({0, Withdraw{}}, at(1'001)).verdict, V::not_in_this_format);
}

TEST(Japanese, PauseExtensionAndOutageHoldTheLevel) {
  ClockLot lot(japanese_rules());
  lot.bid(0, 200, at(1'001));
  lot.bid(1, 200, at(1'001));
  lot.until(at(1'012));
  lot->pause(at(1'012));
  lot->resume(at(1'112));
  EXPECT_EQ(lot->stage(0)->until, at(1'120));
  lot->extend(5 * kSecond, at(1'113));
  EXPECT_EQ(lot->stage(0)->until, at(1'125));
  // The platform's silence is nobody's: the level goes on for what it lacked, and for three seconds at least.
  lot.until(at(1'123));
  EXPECT_TRUE(lot->outage(at(1'123), at(1'130), at(1'130)).accepted());
  EXPECT_EQ(lot->stage(0)->until, at(1'133));
  EXPECT_EQ(lot.bid(0, 190, at(1'131)).verdict, V::accepted);
  EXPECT_EQ(lot.bid(1, 190, at(1'133, -1)).verdict, V::accepted);
  lot.until(at(1'133));
  EXPECT_EQ(lot->stage(0)->remaining, 2u);
  EXPECT_EQ(lot->ends_at(), at(1'110 + 100 + 5 + 8));
}

TEST(Japanese, DisqualificationLetsThoseBehindMoveUp) {
  ClockLot lot(japanese_rules());
  for (const Bidder bidder : {0, 1, 2}) lot.bid(bidder, 200, at(1'001));
  for (const Bidder bidder : {0, 1, 2}) lot.bid(bidder, 190, at(1'011));
  lot.until(at(1'020));
  EXPECT_EQ(lot->stage(0)->remaining, 3u);
  lot->disqualify(0, at(1'021));
  EXPECT_EQ(lot->stage(0)->remaining, 2u);
  lot.bid(2, 180, at(1'022));
  lot.until(at(1'030));
  EXPECT_EQ(lot->result()->winner(), 2u);
  EXPECT_EQ(lot->result()->amount().minor, 180);
  lot->disqualify(2, at(1'040));
  EXPECT_EQ(lot->result()->winner(), 1u);
  EXPECT_EQ(lot->result()->amount().minor, 190);
  EXPECT_EQ(lot->best_of(2), Money{180});
}

TEST(Japanese, TheReserveIsToldByTheResultAlone) {
  Rules rules = japanese_rules();
  rules.reserve = Money{125};
  rules.has_reserve = true;
  ClockLot lot(rules);
  play_truthfully(lot, {150, 140, 130});
  EXPECT_EQ(lot->result()->winner(), 2u);
  EXPECT_EQ(lot->result()->reserve, Reserve::not_met);
  ClockLot lower(rules);
  play_truthfully(lower, {150, 125, 100});
  EXPECT_EQ(lower->result()->amount().minor, 120);
  EXPECT_EQ(lower->result()->reserve, Reserve::met);
}

TEST(Japanese, WhatBiddersSee) {
  Rules rules = japanese_rules();
  EXPECT_TRUE(disclosure(rules).bidders);
  EXPECT_TRUE(disclosure(rules).at_most);
  EXPECT_FALSE(disclosure(rules).price || disclosure(rules).rank);
  japanese(rules).shows_remaining = false;
  EXPECT_FALSE(disclosure(rules).bidders);
  ClockLot lot(rules);
  for (const Bidder bidder : {0, 1, 2}) lot.bid(bidder, 200, at(1'001));
  lot.until(at(1'010));
  ASSERT_TRUE(lot->stage(0));
  EXPECT_FALSE(lot->stage(0)->remaining);
  EXPECT_EQ(lot->stage(0)->price, Money{190});
}

TEST(Japanese, AdjustmentsAreRefusedByName) {
  EXPECT_EQ(problem_of(Adjustment::additive({-5}), japanese_rules()), "adjustment_not_in_format");
}

TEST(Japanese, ProblemsOfRules) {
  const auto problem = [](auto&& change) {
    Rules rules = japanese_rules();
    change(rules, japanese(rules));
    const auto problems = validate(rules);
    return problems.empty() ? std::string() : problems.front().path + " " + std::string(problems.front().name);
  };
  EXPECT_EQ(problem([](Rules&, Japanese&) {}), "");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.clock.start = {202}, j.clock.last.reset(); }), "/start start_off_tick");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.clock.start = {230}; }), "/start start_above_ceiling");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.clock.step = {4}; }), "/step step_off_tick");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.clock.interval = 46 * kSecond; }), "/interval_seconds ladder_longer_than_auction");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.clock.last = Money{210}; }), "/floor floor_above_start");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.clock.last = Money{105}; }), "/floor floor_off_ladder");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.clock.last = Money{0}; }), "/floor amount_not_positive");
  EXPECT_EQ(problem([](Rules& r, Japanese& j) { r.ceiling.reset(), j.clock.start = {100'100}; }), "/step too_many_levels");
  EXPECT_EQ(problem([](Rules& r, Japanese&) { r.outage.reset(); }), "/outage outage_rule_missing");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.winners = 0; }), "/winners out_of_range");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.min_levels = 0; }), "/min_levels out_of_range");
  EXPECT_EQ(problem([](Rules&, Japanese& j) { j.min_levels = 12; }), "/min_levels min_levels_above_ladder");
}

// Krishna, Auction Theory, 1.2: with private values the open ascending auction ends where the second-price auction does.
// In reverse and by levels: the lowest cost wins and is paid within one step of the second lowest cost.
TEST(Japanese, GivesWhatASecondPriceAuctionGivesUpToAStep) {
  const std::uint64_t seed = std::random_device{}();
  std::cout << "seed " << seed << '\n';
  std::mt19937_64 random(seed);
  for (int run = 0; run < 300; ++run) {
    Rules rules = japanese_rules();
    if (random() % 2) japanese(rules).silence = Silence::stays;
    const std::size_t bidders = 2 + random() % 6;
    std::vector<std::int64_t> costs;
    for (std::size_t i = 0; i < bidders; ++i) costs.push_back(110 + static_cast<std::int64_t>(random() % 90));
    ClockLot lot(rules, static_cast<int>(bidders));
    if (japanese(rules).silence == Silence::leaves) {
      play_truthfully(lot, costs);
    } else {  // silent until the price is below his cost
      for (Bidder bidder = 0; bidder < bidders; ++bidder) lot.bid(bidder, 200, at(1'001));
      while (lot->phase() != Phase::closed) {
        const Micros now = *lot->next_due();
        lot.until(now);
        for (Bidder bidder = 0; bidder < bidders && lot->phase() == Phase::live; ++bidder)
          if (lot->next_valid(bidder).possible && lot->stage(now)->price->minor < costs[bidder]) lot.leave(bidder, now);
      }
    }
    std::vector<std::int64_t> sorted = costs;
    std::sort(sorted.begin(), sorted.end());
    const Result result = *lot->result();
    // Lowest but for those who left at the same level.
    ASSERT_LT(costs[result.winner()] - sorted[0], 10) << "run " << run;
    ASSERT_LE(costs[result.winner()], result.amount().minor);
    ASSERT_LE(std::abs(result.amount().minor - sorted[1]), 10) << "run " << run;
  }
}

}  // namespace
}  // namespace terang::auction::test
