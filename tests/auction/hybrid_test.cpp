// Hybrid lots: a sealed round, then a live one among the best. Seconds: sealed 1,000 to 1,100, opening to 1,130, live to 1,230.
#include <gtest/gtest.h>

#include "auction/formats/hybrid.h"

namespace terang::auction {
namespace {

using V = Verdict;

constexpr Micros at(std::int64_t seconds) { return seconds * kSecond; }

Rules rules_of(Hybrid format = {}) {
  Rules rules;
  rules.starts_at = at(1'000);
  rules.ends_at = at(1'230);
  rules.ceiling = Money{1'000};
  rules.outage = OutageRule{5 * kSecond, 0};
  format.sealed_for = 100 * kSecond;
  format.opening_for = 30 * kSecond;
  rules.format = format;
  return rules;
}

struct HybridLot {
  explicit HybridLot(const Rules& rules = rules_of(), int count = 4) : auction(rules) {
    for (int i = 0; i < count; ++i) auction.admit({});
    auction.open(at(1'000));
  }
  Outcome bid(Bidder bidder, std::int64_t amount, Micros now) { return auction.place({bidder, {amount}}, now); }
  Outcome commit(Bidder bidder, std::uint32_t version, Micros now) { return auction.offer({bidder, Commit{{}, version}}, now); }
  // Gives every deadline up to and including `now`.
  void until(Micros now) {
    while (auction.next_due() && *auction.next_due() <= now) ASSERT_TRUE(auction.give(*auction.due(), *auction.next_due()).accepted());
  }
  // Three sealed prices; the live round begins.
  void sealed(std::initializer_list<std::int64_t> amounts) {
    Bidder bidder = 0;
    for (const std::int64_t amount : amounts) bid(bidder++, amount, at(1'010));
    until(at(1'130));
  }
  HybridAuction auction;
};

std::vector<Bidder> who(const LotAuction& lot) {
  std::vector<Bidder> out;
  for (const Standing& standing : lot.ranking()) out.push_back(standing.bidder);
  return out;
}

TEST(Hybrid, TheBestGoOnAtTheirSealedPrices) {
  HybridLot lot;
  EXPECT_EQ(lot.auction.stage(at(1'000))->name, "sealed");
  lot.bid(0, 700, at(1'010));
  lot.bid(1, 500, at(1'010));
  lot.bid(2, 650, at(1'010));
  EXPECT_TRUE(lot.auction.ranking().empty());
  EXPECT_EQ(lot.auction.bid_count(), 0u);
  EXPECT_TRUE(lot.auction.sealed());
  lot.until(at(1'100));
  EXPECT_FALSE(lot.auction.sealed());
  EXPECT_EQ(lot.auction.stage(at(1'100))->name, "opening");
  EXPECT_EQ(lot.auction.stage(at(1'100))->until, at(1'130));
  EXPECT_EQ(who(lot.auction), (std::vector<Bidder>{1, 2}));
  EXPECT_EQ(lot.bid(2, 400, at(1'129)).verdict, V::live_round_not_started);
  lot.until(at(1'130));
  EXPECT_EQ(lot.auction.stage(at(1'130))->name, "live");
  EXPECT_EQ(lot.auction.leader(), 1u);
  EXPECT_EQ(lot.auction.best(), Money{500});
  EXPECT_EQ(lot.auction.best_of(0), Money{700});
  EXPECT_EQ(lot.auction.rank_of(0), 0u);
  EXPECT_FALSE(lot.auction.next_valid(0).possible);
  EXPECT_EQ(lot.auction.next_valid(2).at_most, Money{649});
  EXPECT_EQ(lot.bid(0, 1, at(1'131)).verdict, V::not_in_live_round);
  EXPECT_EQ(lot.bid(3, 1, at(1'131)).verdict, V::not_in_live_round);
  EXPECT_EQ(lot.bid(2, 650, at(1'131)).verdict, V::not_below_own);
  const Outcome outcome = lot.bid(2, 490, at(1'131));
  EXPECT_EQ(outcome.rank, 1u);
  EXPECT_EQ(outcome.previous_rank, 2u);
  lot.until(at(1'230));
  EXPECT_EQ(lot.auction.result()->winner(), 2u);
  EXPECT_EQ(lot.auction.result()->amount(), Money{490});
}

TEST(Hybrid, EqualOnesAtTheEdge) {
  for (const AtTheEdge edge : {AtTheEdge::all_equal, AtTheEdge::earlier_wins}) {
    Hybrid format;
    format.at_the_edge = edge;
    HybridLot lot(rules_of(format), 5);
    lot.sealed({500, 650, 650, 700, 650});
    EXPECT_EQ(who(lot.auction), edge == AtTheEdge::all_equal ? (std::vector<Bidder>{0, 1, 2, 4}) : (std::vector<Bidder>{0, 1}));
  }
}

// Carried prices stand whatever the live rules ask of bids: two equal ones where ties are not allowed, less than a decrement apart.
TEST(Hybrid, CarriedPricesStandAsTheyAre) {
  Hybrid format;
  format.best = 3;
  format.live.ties = Ties::not_allowed;
  format.live.leader_decrement = {Decrement::Kind::absolute, {50}, {}};
  HybridLot lot(rules_of(format));
  lot.sealed({510, 500, 500});
  EXPECT_EQ(who(lot.auction), (std::vector<Bidder>{1, 2, 0}));
  EXPECT_EQ(lot.bid(0, 451, at(1'131)).verdict, V::leader_decrement_too_small);
  EXPECT_EQ(lot.bid(0, 450, at(1'131)).verdict, V::accepted);
}

TEST(Hybrid, EvaluatedPricesRankBothRounds) {
  HybridAuction auction(rules_of());
  auction.admit({Adjustment::by_factor(Ratio::of(1, 3))});
  auction.admit({});
  auction.admit({Adjustment::additive({-300})});
  auction.open(at(1'000));
  auction.place({0, {900}}, at(1'001));  // 300
  auction.place({1, {301}}, at(1'002));
  auction.place({2, {599}}, at(1'003));  // 299
  while (*auction.next_due() <= at(1'130)) auction.give(*auction.due(), *auction.next_due());
  EXPECT_EQ(who(auction), (std::vector<Bidder>{2, 0}));
  EXPECT_EQ(auction.place({0, {896}}, at(1'131)).rank, 1u);  // 298 2/3
}

TEST(Hybrid, TheLiveRoundWaitsForTheOpeningAndKeepsItsLength) {
  HybridLot lot;
  lot.commit(0, 1, at(1'010));
  lot.commit(1, 1, at(1'011));
  lot.commit(2, 1, at(1'012));
  const Opened list[] = {{0, Money{700}, ""}, {1, std::nullopt, "envelope_missing"}, {2, Money{600}, ""}};
  EXPECT_EQ(lot.auction.open_sealed(list, at(1'020)).verdict, V::not_ended);
  lot.until(at(1'100));
  EXPECT_TRUE(lot.auction.awaits_opening());
  EXPECT_EQ(lot.commit(0, 2, at(1'101)).verdict, V::late);
  EXPECT_EQ(lot.auction.committed().size(), 3u);
  const Due due = *lot.auction.due();
  EXPECT_EQ(due.at, at(1'130));
  const Outcome outcome = lot.auction.give(due, at(1'130));
  EXPECT_EQ(outcome.extended, Cause::opening);
  EXPECT_EQ(outcome.ends_at, at(1'260));
  EXPECT_EQ(lot.auction.extensions().back().cause, Cause::opening);
  EXPECT_EQ(lot.auction.open_sealed({}, at(1'140)).verdict, V::opening_incomplete);
  EXPECT_EQ(lot.auction.open_sealed(list, at(1'140)).verdict, V::accepted);
  EXPECT_EQ(lot.auction.open_sealed(list, at(1'140)).verdict, V::already_opened);
  EXPECT_EQ(lot.auction.opened()[1].defect, "envelope_missing");
  EXPECT_EQ(lot.auction.bid_count(), 3u);
  EXPECT_EQ(*lot.auction.next_due(), at(1'160));
  lot.until(at(1'160));
  EXPECT_EQ(who(lot.auction), (std::vector<Bidder>{2, 0}));
  lot.until(at(1'259));
  EXPECT_EQ(lot.auction.phase(), Phase::live);
  lot.until(at(1'260));
  EXPECT_EQ(lot.auction.open_sealed(list, at(1'261)).verdict, V::lot_closed);
}

TEST(Hybrid, WithFewerThanTwoThereIsNoLiveRound) {
  HybridLot one;
  one.sealed({500});
  EXPECT_EQ(one.auction.phase(), Phase::closed);
  EXPECT_EQ(one.auction.ends_at(), at(1'130));
  EXPECT_EQ(one.auction.result()->winner(), 0u);
  EXPECT_EQ(one.auction.result()->amount(), Money{500});
  HybridLot none;
  none.until(at(1'130));
  EXPECT_EQ(none.auction.phase(), Phase::closed);
  EXPECT_TRUE(none.auction.result()->winners.empty());
}

TEST(Hybrid, Refusals) {
  HybridLot lot;
  EXPECT_EQ(lot.auction.offer({0, Leave{}}, at(1'001)).verdict, V::not_in_this_format);
  EXPECT_EQ(lot.bid(0, 0, at(1'001)).verdict, V::amount_not_positive);
  EXPECT_EQ(lot.bid(0, kLargestAmount.minor + 1, at(1'001)).verdict, V::amount_overflow);
  EXPECT_EQ(lot.bid(9, 1, at(1'001)).verdict, V::not_admitted);
  EXPECT_EQ(lot.commit(0, 2, at(1'001)).verdict, V::version_not_next);
  EXPECT_EQ(lot.auction.offer({0, Withdraw{}}, at(1'001)).verdict, V::nothing_to_withdraw);
  EXPECT_EQ(lot.auction.offer({0, Commit{{}, 1}, true}, at(1'001)).verdict, V::late);
  EXPECT_EQ(lot.commit(0, 1, at(1'001)).change, Change::placed);
  EXPECT_EQ(lot.commit(0, 2, at(1'001)).change, Change::replaced);
  EXPECT_EQ(lot.auction.offer({0, Withdraw{}}, at(1'001)).change, Change::withdrawn);
  lot.auction.disqualify(3, at(1'002));
  EXPECT_EQ(lot.commit(3, 1, at(1'003)).verdict, V::disqualified);
  lot.auction.pause(at(1'004));
  EXPECT_EQ(lot.commit(0, 3, at(1'004)).verdict, V::lot_paused);
  EXPECT_EQ(lot.bid(0, 5, at(1'004)).verdict, V::lot_paused);
  lot.auction.resume(at(1'004));
  lot.sealed({500, 600, 700});
  EXPECT_EQ(lot.bid(3, 5, at(1'131)).verdict, V::disqualified);
  EXPECT_EQ(lot.bid(9, 5, at(1'131)).verdict, V::not_admitted);
  EXPECT_EQ(lot.bid(1, 5, at(1'230)).verdict, V::lot_closed);
  lot.auction.cancel(at(1'230));
  EXPECT_EQ(lot.bid(2, 5, at(1'230)).verdict, V::lot_cancelled);
  EXPECT_EQ(lot.commit(2, 2, at(1'230)).verdict, V::lot_cancelled);
}

TEST(Hybrid, TheClockMovesWhatIsStillToCome) {
  HybridLot lot;
  lot.auction.pause(at(1'050));
  lot.auction.resume(at(1'070));
  EXPECT_EQ(*lot.auction.next_due(), at(1'120));
  lot.auction.outage(at(1'080), at(1'090), at(1'090));
  EXPECT_EQ(*lot.auction.next_due(), at(1'130));
  lot.auction.extend(at(5), at(1'091));
  EXPECT_EQ(*lot.auction.next_due(), at(1'135));
  lot.bid(0, 500, at(1'134));
  lot.bid(1, 600, at(1'134));
  lot.until(at(1'165));
  EXPECT_EQ(lot.auction.stage(at(1'165))->name, "live");
  EXPECT_EQ(lot.auction.ends_at(), at(1'265));
  lot.auction.pause(at(1'200));
  lot.auction.resume(at(1'300));
  EXPECT_EQ(lot.auction.ends_at(), at(1'365));
}

TEST(Hybrid, Disqualification) {
  HybridLot lot;
  lot.bid(0, 500, at(1'010));
  lot.commit(1, 1, at(1'010));
  lot.bid(2, 600, at(1'010));
  lot.bid(3, 700, at(1'010));
  lot.auction.disqualify(1, at(1'020));  // nothing is left to be opened by the caller
  lot.until(at(1'100));
  EXPECT_EQ(who(lot.auction), (std::vector<Bidder>{0, 2}));
  lot.auction.disqualify(0, at(1'110));  // nobody takes his place
  EXPECT_EQ(who(lot.auction), (std::vector<Bidder>{2}));
  lot.until(at(1'130));
  EXPECT_EQ(lot.auction.phase(), Phase::closed);
  EXPECT_EQ(lot.auction.result()->winner(), 2u);
}

TEST(Hybrid, ProxiesInTheLiveRound) {
  Hybrid format;
  format.live.proxy = true;
  format.live.leader_decrement = {Decrement::Kind::absolute, {1}, {}};
  HybridLot lot(rules_of(format));
  const auto proxy = [&](Bidder bidder, std::int64_t floor, Micros now) { return lot.auction.offer({bidder, Proxy{{floor}}}, now).verdict; };
  EXPECT_EQ(proxy(0, 400, at(1'001)), V::live_round_not_started);
  EXPECT_EQ(proxy(9, 400, at(1'001)), V::not_admitted);
  lot.sealed({500, 600, 700});
  EXPECT_EQ(proxy(2, 400, at(1'131)), V::not_in_live_round);
  EXPECT_EQ(proxy(1, 450, at(1'131)), V::accepted);
  EXPECT_EQ(lot.auction.leader(), 1u);
  EXPECT_EQ(lot.bid(0, 460, at(1'132)).leader, 1u);
  EXPECT_EQ(lot.auction.offer({1, Withdraw{}}, at(1'133)).verdict, V::accepted);
  EXPECT_EQ(lot.auction.offer({2, Withdraw{}}, at(1'133)).verdict, V::late);
  HybridLot without;
  EXPECT_EQ(without.auction.offer({0, Proxy{{400}}}, at(1'001)).verdict, V::not_in_this_format);
}

TEST(Hybrid, SoftCloseInTheLiveRound) {
  Hybrid format;
  format.live.soft_close = SoftClose{20 * kSecond, 20 * kSecond, Trigger::any_bid, 0, std::nullopt};
  HybridLot lot(rules_of(format));
  lot.sealed({500, 600});
  EXPECT_EQ(lot.bid(1, 490, at(1'215)).extended, Cause::soft_close);
  EXPECT_EQ(lot.auction.ends_at(), at(1'250));
}

TEST(HybridRules, Problems) {
  const auto problems = [](const Rules& rules) {
    std::string out;
    for (const RulesProblem& problem : validate(rules)) out += problem.path + " " + std::string(problem.name) + ";";
    return out;
  };
  Rules rules = rules_of();
  EXPECT_EQ(problems(rules), "");
  Hybrid& format = std::get<Hybrid>(rules.format);
  format.best = 1;
  EXPECT_EQ(problems(rules), "/best out_of_range;");
  format.best = 2;
  format.opening_for = 0;
  EXPECT_EQ(problems(rules), "/opening_seconds out_of_range;");
  format.opening_for = 130 * kSecond;
  EXPECT_EQ(problems(rules), "/sealed_seconds no_live_round;");
  format.opening_for = 100 * kSecond;
  format.live.soft_close = SoftClose{31 * kSecond, 20 * kSecond, Trigger::any_bid, 0, std::nullopt};
  EXPECT_EQ(problems(rules), "/live/soft_close/window_seconds window_longer_than_auction;");
  EXPECT_TRUE(disclosure(rules).sealed);
  EXPECT_FALSE(disclosure(rules).bidders);
}

}  // namespace
}  // namespace terang::auction
