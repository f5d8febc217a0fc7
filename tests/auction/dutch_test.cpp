// The Dutch reverse auction: published cases, each refusal and their order, and what moves the clock.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <set>

#include "tests/auction/clock_lot.h"

namespace terang::auction::test {
namespace {

using V = Verdict;

// IBM Emptoris Sourcing 10.1.3, "Dutch Reverse Auction", table 1: a processor from $50 by $10 every 3 minutes up to $150,
// a hard disk from $20 by $5 every 3 minutes up to $60. Nobody bids: closed when the last price's time is over.
TEST(Dutch, EmptorisExample) {
  const struct { std::int64_t start, step, highest; int prices; } items[] = {{50, 10, 150, 11}, {20, 5, 60, 9}};
  for (const auto& item : items) {
    Rules rules = clock_rules();
    rules.ends_at = at(1'000 + 3'600);
    rules.tick = {1};
    rules.format = Dutch{{{item.start}, {item.step}, 180 * kSecond, Money{item.highest}}, 1};
    ClockLot lot(rules);
    EXPECT_EQ(lot->ends_at(), at(1'000 + 180 * item.prices));
    for (int i = 0; i < item.prices; ++i) {
      lot.until(at(1'000 + 180 * i));
      EXPECT_EQ(lot->stage(0)->price->minor, item.start + i * item.step);
      EXPECT_EQ(lot->stage(0)->number, i + 1u);
    }
    lot.until(at(1'000 + 180 * item.prices, -1));
    EXPECT_EQ(lot->phase(), Phase::live);
    EXPECT_EQ(lot->stage(0)->price->minor, item.highest);
    lot.until(at(1'000 + 180 * item.prices));
    EXPECT_EQ(lot->phase(), Phase::closed);
    EXPECT_TRUE(lot->result()->winners.empty());
  }
}

// Promena, "Dutch Style": from 60,000 by 4,000 every minute; after one minute 64,000 is offered; the first who accepts is
// first and it ends.
TEST(Dutch, PromenaExample) {
  Rules rules = clock_rules();
  rules.ends_at = at(1'000 + 3'600);
  rules.format = Dutch{{{60'000}, {4'000}, 60 * kSecond, Money{100'000}}, 1};
  ClockLot lot(rules);
  lot.until(at(1'060));
  EXPECT_EQ(lot->stage(at(1'060))->price->minor, 64'000);
  const Outcome taken = lot.bid(1, 64'000, at(1'061));
  EXPECT_EQ(taken.verdict, V::accepted);
  EXPECT_TRUE(taken.closed);
  EXPECT_EQ(taken.rank, 1u);
  EXPECT_EQ(taken.leader, 1u);
  EXPECT_EQ(taken.ends_at, at(1'061));
  EXPECT_EQ(lot->phase(), Phase::closed);
  EXPECT_EQ(lot->result()->winner(), 1u);
  EXPECT_EQ(lot->result()->amount().minor, 64'000);
  EXPECT_EQ(lot.bid(0, 64'000, at(1'061)).verdict, V::lot_closed);
}

TEST(Dutch, AClickAfterTheNextTickTakesTheLowerPriceSeen) {
  ClockLot lot(dutch_rules());
  EXPECT_EQ(lot.bid(0, 120, at(1'020, -1)).verdict, V::price_not_reached);
  EXPECT_EQ(lot.bid(0, 110, at(1'020)).verdict, V::accepted);  // 120 is offered since this microsecond
  EXPECT_EQ(lot->result()->amount().minor, 110);
}

TEST(Dutch, WithoutAHighestPriceTheLadderEndsBelowTheCeiling) {
  Rules rules = dutch_rules();
  dutch(rules).clock.last.reset();
  rules.ceiling = Money{139};
  ClockLot lot(rules);
  EXPECT_EQ(lot->ends_at(), at(1'040));  // 100, 110, 120, 130
}

// What answers depends on, put together at will; on its own the bid of 120 is accepted.
V answer(const std::set<V>& wanted) {
  const auto is = [&wanted](V verdict) { return wanted.contains(verdict); };
  Rules rules = dutch_rules();
  dutch(rules).winners = 2;
  ClockLot lot(rules);
  if (!is(V::not_started)) lot.until(at(1'025));
  if (is(V::already_taken)) lot->place({0, {110}, false}, at(1'026));
  if (is(V::disqualified)) lot->disqualify(0, at(1'026));
  if (is(V::lot_closed)) lot.until(at(1'110));
  if (is(V::lot_paused)) lot->pause(at(1'027));
  if (is(V::lot_cancelled)) lot->cancel(at(1'028));
  std::int64_t amount = 120;
  if (is(V::price_not_reached)) amount = 150;
  if (is(V::price_off_ladder)) amount += 5;
  if (is(V::above_ceiling)) amount = is(V::price_off_ladder) ? 225 : 230;
  if (is(V::amount_off_tick)) amount += 1;
  if (is(V::amount_not_positive)) amount = is(V::amount_off_tick) ? -1 : 0;
  if (is(V::amount_overflow)) amount = kLargestAmount.minor + 1;
  return lot->place({is(V::not_admitted) ? 99 : Bidder{0}, {amount}, false}, at(is(V::lot_closed) ? 1'110 : 1'029)).verdict;
}

TEST(Dutch, EachRefusalAndEachPairInOrder) {
  const V verdicts[] = {V::amount_not_positive, V::amount_overflow, V::not_admitted, V::disqualified, V::lot_cancelled,
                        V::lot_closed, V::not_started, V::lot_paused, V::amount_off_tick, V::above_ceiling,
                        V::already_taken, V::price_off_ladder, V::price_not_reached};
  EXPECT_EQ(answer({}), V::accepted);
  const std::set<V> phases{V::lot_cancelled, V::lot_closed, V::not_started, V::lot_paused};
  for (std::size_t i = 0; i < std::size(verdicts); ++i) {
    const V first = verdicts[i];
    EXPECT_EQ(name(answer({first})), name(first));
    for (std::size_t j = i + 1; j < std::size(verdicts); ++j) {
      const V second = verdicts[j];
      if (first == V::amount_not_positive && second == V::amount_overflow) continue;
      if (phases.contains(first) && phases.contains(second)) continue;  // one phase at a time
      if (first == V::not_started && second == V::already_taken) continue;
      EXPECT_EQ(name(answer({first, second})), name(first)) << "with " << name(second);
    }
  }
}

TEST(Dutch, WhatOtherFormatsSayIsRefused) {
  ClockLot lot(dutch_rules());
  EXPECT_EQ(lot.leave(0, at(1'001)).verdict, V::not_in_this_format);
}

TEST(Dutch, ARefusalForTheAmountTellsTheCurrentPrice) {
  ClockLot lot(dutch_rules());
  EXPECT_EQ(lot.bid(0, 150, at(1'015)).at_most, Money{110});
  EXPECT_EQ(lot->next_valid(0).at_most, Money{110});
  EXPECT_FALSE(lot.bid(9, 150, at(1'015)).at_most);
  lot->disqualify(0, at(1'016));
  EXPECT_FALSE(lot->next_valid(0).possible);
}

TEST(Dutch, APauseHoldsThePrice) {
  ClockLot lot(dutch_rules());
  lot.until(at(1'014));
  lot->pause(at(1'014));
  EXPECT_FALSE(lot->next_due());
  EXPECT_EQ(lot->stage(0)->price->minor, 110);
  lot->resume(at(1'114));
  EXPECT_EQ(lot->next_due(), at(1'120));
  EXPECT_EQ(lot->ends_at(), at(1'210));
  EXPECT_EQ(lot.bid(0, 120, at(1'120, -1)).verdict, V::price_not_reached);
  EXPECT_EQ(lot->stage(0)->since, at(1'010));
  EXPECT_EQ(lot.bid(0, 120, at(1'120)).verdict, V::accepted);
}

TEST(Dutch, AnExtensionHoldsThePrice) {
  ClockLot lot(dutch_rules());
  lot.until(at(1'014));
  EXPECT_TRUE(lot->extend(7 * kSecond, at(1'014)).accepted());
  EXPECT_EQ(lot->stage(0)->until, at(1'027));
  EXPECT_EQ(lot->ends_at(), at(1'117));
}

TEST(Dutch, AnExtensionBeforeTheOpeningHoldsTheLastPrice) {
  ClockLot lot(dutch_rules());
  lot->extend(7 * kSecond, at(900));
  lot.until(at(1'105));
  EXPECT_EQ(lot->stage(0)->number, 11u);
  EXPECT_EQ(lot->stage(0)->until, at(1'117));
  EXPECT_EQ(lot.bid(0, 200, at(1'117, -1)).verdict, V::accepted);
}

TEST(Dutch, AnOutageHoldsThePriceAndLeavesTimeForIt) {
  ClockLot lot(dutch_rules());
  lot.until(at(1'012));
  // 1,012 to 1,024: the price was to rise at 1,020, so 8 s of it remain as before.
  EXPECT_TRUE(lot->outage(at(1'012), at(1'024), at(1'024)).accepted());
  EXPECT_EQ(lot->stage(0)->price->minor, 110);
  EXPECT_EQ(lot->stage(0)->until, at(1'032));
  // Another from 1,031 to 1,034 would leave one second: three are promised.
  EXPECT_TRUE(lot->outage(at(1'031), at(1'034), at(1'034)).accepted());
  EXPECT_EQ(lot->stage(0)->until, at(1'037));
  EXPECT_EQ(lot->ends_at(), at(1'127));
}

TEST(Dutch, TheClockStopsBeforeItPassesTheReserve) {
  Rules rules = dutch_rules();
  rules.reserve = Money{125};
  rules.has_reserve = true;
  ClockLot lot(rules);
  lot.until(at(1'030, -1));
  EXPECT_EQ(lot->stage(0)->price->minor, 120);
  EXPECT_FALSE(lot->result());
  EXPECT_EQ(lot->ends_at(), at(1'110));  // as far as anybody is told
  lot.until(at(1'030));
  EXPECT_TRUE(lot.last.closed);
  EXPECT_EQ(lot->phase(), Phase::closed);
  EXPECT_EQ(lot->ends_at(), at(1'030));
  EXPECT_TRUE(lot->result()->winners.empty());
  EXPECT_EQ(lot->result()->reserve, Reserve::not_met);
  EXPECT_EQ(lot.bid(0, 120, at(1'030)).verdict, V::lot_closed);

  rules.reserve = Money{130};  // a price equal to it is offered
  ClockLot higher(rules);
  EXPECT_EQ(higher.bid(0, 130, at(1'030)).verdict, V::accepted);
  EXPECT_EQ(higher->result()->reserve, Reserve::met);
}

// Who replays by the published rules is told by the record that the clock stopped there, and learns no more.
TEST(Dutch, AReplicaWithoutTheReserveIsToldWhereTheClockStopped) {
  Rules rules = dutch_rules();
  rules.has_reserve = true;
  ClockLot lot(rules);
  lot.until(at(1'029));
  const Outcome told = lot->advance(at(1'030), true);
  EXPECT_TRUE(told.accepted());
  EXPECT_TRUE(told.closed);
  EXPECT_EQ(lot->ends_at(), at(1'030));
  EXPECT_EQ(lot->result()->reserve, Reserve::undisclosed);

  rules.reserve = Money{125};  // who knows it decides himself
  ClockLot knows(rules);
  knows.until(at(1'010));
  EXPECT_FALSE(knows->advance(at(1'020), true).closed);

  rules.reserve.reset();
  rules.has_reserve = false;  // and where there is none, nobody can say so
  ClockLot none(rules);
  none.until(at(1'010));
  EXPECT_FALSE(none->advance(at(1'020), true).closed);
}

TEST(Dutch, SeveralMayTakeItEachForAContractOfHisOwn) {
  Rules rules = dutch_rules();
  dutch(rules).winners = 2;
  ClockLot lot(rules);
  EXPECT_EQ(lot.bid(0, 120, at(1'020)).rank, 1u);
  EXPECT_EQ(lot->phase(), Phase::live);
  EXPECT_EQ(lot.bid(0, 120, at(1'021)).verdict, V::already_taken);
  EXPECT_FALSE(lot->next_valid(0).possible);
  const Outcome second = lot.bid(1, 110, at(1'022));  // an older price
  EXPECT_EQ(second.rank, 1u);
  EXPECT_TRUE(second.leader_changed());
  EXPECT_TRUE(second.closed);
  ASSERT_EQ(lot->result()->winners.size(), 2u);
  EXPECT_EQ(lot->result()->winners[0].bidder, 1u);
  EXPECT_EQ(lot->result()->winners[1].amount.minor, 120);
  EXPECT_EQ(lot->rank_of(0), 2u);
}

TEST(Dutch, OfEqualPricesTheEarlierBidStandsFirst) {
  Rules rules = dutch_rules();
  dutch(rules).winners = 3;
  ClockLot lot(rules);
  EXPECT_EQ(lot.bid(2, 110, at(1'011)).rank, 1u);
  EXPECT_EQ(lot.bid(0, 110, at(1'011)).rank, 2u);
}

TEST(Dutch, ABiddersOwnCeilingBoundsWhatHeMayTake) {
  ClockLot lot(dutch_rules(), 0);
  lot->admit({Adjustment::none(), Money{115}});
  lot->admit({Adjustment::none(), Money{95}});
  EXPECT_EQ(lot.bid(0, 120, at(1'025)).verdict, V::above_ceiling);
  EXPECT_EQ(lot->next_valid(0).at_most, Money{110});
  EXPECT_FALSE(lot->next_valid(1).possible);
  EXPECT_EQ(lot.bid(0, 110, at(1'025)).verdict, V::accepted);
}

TEST(Dutch, ADisqualifiedTakersPlaceIsFreeAgain) {
  Rules rules = dutch_rules();
  dutch(rules).winners = 2;
  ClockLot lot(rules);
  lot.bid(0, 100, at(1'001));
  lot->disqualify(0, at(1'002));
  EXPECT_EQ(lot->leader(), kNobody);
  EXPECT_EQ(lot->best_of(0), Money{100});  // his record stays
  EXPECT_FALSE(lot.bid(1, 100, at(1'003)).closed);
  EXPECT_TRUE(lot.bid(2, 100, at(1'004)).closed);
  lot->disqualify(1, at(1'005));
  ASSERT_EQ(lot->result()->winners.size(), 1u);
  EXPECT_EQ(lot->result()->winner(), 2u);
}

TEST(Dutch, AdjustmentsAreRefusedByName) {
  const Rules rules = dutch_rules();
  EXPECT_EQ(problem_of(Adjustment::additive({5}), rules), "adjustment_not_in_format");
  EXPECT_EQ(problem_of(Adjustment::by_factor(Ratio::of(9, 10)), rules), "adjustment_not_in_format");
  EXPECT_FALSE(problem_of(Adjustment::none(), rules));
  EXPECT_FALSE(problem_of(Adjustment::additive({5}), plain_rules()));
}

TEST(Dutch, ProblemsOfRules) {
  const auto problem = [](auto&& change) {
    Rules rules = dutch_rules();
    change(rules, dutch(rules));
    const auto problems = validate(rules);
    return problems.empty() ? std::string() : problems.front().path + " " + std::string(problems.front().name);
  };
  EXPECT_EQ(problem([](Rules&, Dutch&) {}), "");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.start = {0}; }), "/start amount_not_positive");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.start = {102}; }), "/start start_off_tick");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.start = {230}; }), "/start start_above_ceiling");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.step = {0}; }), "/step amount_not_positive");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.step = {4}; }), "/step step_off_tick");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.interval = 0; }), "/interval_seconds out_of_range");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.interval = 46 * kSecond; }), "/interval_seconds ladder_longer_than_auction");
  EXPECT_EQ(problem([](Rules& r, Dutch& d) { r.ceiling.reset(), d.clock.last.reset(); }), "/highest highest_missing");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.last = Money{90}; }), "/highest highest_below_start");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.last = Money{195}; }), "/highest highest_off_ladder");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.clock.last = Money{230}; }), "/highest highest_above_ceiling");
  EXPECT_EQ(problem([](Rules& r, Dutch& d) { r.ceiling.reset(), d.clock.last = Money{100'100}; }), "/step too_many_levels");
  EXPECT_EQ(problem([](Rules& r, Dutch&) { r.outage.reset(); }), "/outage outage_rule_missing");
  EXPECT_EQ(problem([](Rules& r, Dutch&) { r.reserve = Money{95}, r.has_reserve = true; }), "/reserve reserve_below_start");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.winners = 0; }), "/winners out_of_range");
  EXPECT_EQ(problem([](Rules&, Dutch& d) { d.winners = 1'001; }), "/winners out_of_range");
}

TEST(Dutch, BiddersSeeTheClockAndEverythingElse) {
  const Disclosure shown = disclosure(dutch_rules());
  EXPECT_TRUE(shown.price && shown.rank && shown.at_most && shown.bidders);
}

// Vickrey 1961; Krishna, Auction Theory, 1.2: the Dutch auction is strategically the sealed first-price auction. Each
// bidder who waits for a price of his own gets what he would by sealing that price, on the ladder.
TEST(Dutch, GivesWhatASealedFirstPriceAuctionGives) {
  const std::uint64_t seed = std::random_device{}();
  std::cout << "seed " << seed << '\n';
  std::mt19937_64 random(seed);
  for (int run = 0; run < 300; ++run) {
    Rules rules = dutch_rules();
    if (random() % 2) rules.reserve = Money{static_cast<std::int64_t>(100 + random() % 120)}, rules.has_reserve = true;
    const int bidders = 1 + static_cast<int>(random() % 6);
    ClockLot lot(rules, bidders);
    std::vector<std::int64_t> threshold;
    for (int i = 0; i < bidders; ++i) threshold.push_back(80 + static_cast<std::int64_t>(random() % 150));
    // Sealed: the lowest bid on the ladder, among equals the earlier; none above the highest price or the reserve.
    Bidder first = kNobody;
    std::int64_t price = std::min<std::int64_t>(200, rules.reserve.value_or(Money{200}).minor) + 1;
    for (int i = 0; i < bidders; ++i) {
      const std::int64_t sealed = std::max<std::int64_t>(100, (threshold[i] + 9) / 10 * 10);
      if (sealed < price) price = sealed, first = static_cast<Bidder>(i);
    }
    while (lot->phase() != Phase::closed) {
      const Micros now = *lot->next_due();
      lot.until(now);
      for (int i = 0; i < bidders && lot->phase() == Phase::live; ++i)
        if (lot->stage(now)->price->minor >= threshold[i]) lot.bid(static_cast<Bidder>(i), lot->stage(now)->price->minor, now);
    }
    ASSERT_EQ(lot->result()->winner(), first) << "run " << run;
    if (first != kNobody) {
      ASSERT_EQ(lot->result()->amount().minor, price) << "run " << run;
    }
  }
}

}  // namespace
}  // namespace terang::auction::test
