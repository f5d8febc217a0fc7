// Proxies of the English auction: known answers, verdicts, and bidders who answer by hand.
#include <gtest/gtest.h>

#include <random>

#include "tests/auction/lot.h"

namespace terang::auction {
namespace {

using namespace test;

Rules proxied(std::int64_t ceiling = 1'000, std::int64_t step = 100) {
  Rules rules = plain_rules();
  rules.ceiling = Money{ceiling};
  rules.english().leader_decrement = by_amount(step);
  rules.english().proxy = true;
  return rules;
}
Outcome leave(Lot& lot, Bidder bidder, std::int64_t floor, Micros now = at(1'010)) {
  return lot.auction.offer({bidder, Proxy{{floor}}}, now);
}

// shopgoodwill.com, "Automatic (Proxy) Bidding", upside down (prices fall from 10.00): example 1: the price is 7.00, the
// step 1.00; Jane leaves 4.00 and leads at 6.00. Example 2: it starts at 7.00; John leaves 3.00 and leads at 7.00; then
// Jane leaves 4.00: she is outbid at once, the price is 3.00.
TEST(Proxy, PublishedExamples) {
  Lot one(proxied(1'000));
  one.opened().bid(2, 700);
  const Outcome jane = leave(one, 0, 400);
  EXPECT_TRUE(jane.accepted());
  EXPECT_EQ(jane.rank, 1u);
  EXPECT_EQ(jane.automatic, 1u);
  EXPECT_EQ(one.auction.best(), Money{600});
  Lot two(proxied(700));
  leave(two.opened(), 0, 300);
  EXPECT_EQ(two.auction.best(), Money{700});
  const Outcome outbid = leave(two, 1, 400);
  EXPECT_EQ(two.auction.leader(), 0u);
  EXPECT_EQ(two.auction.best(), Money{300});
  EXPECT_EQ(outbid.rank, 2u);
  ASSERT_EQ(outbid.automatic, 2u);  // of each bidder the last
  EXPECT_EQ(two.auction.automatic_bids()[0].bidder, 1u);
  EXPECT_EQ(two.auction.automatic_bids()[0].amount, Money{400});
  EXPECT_EQ(two.auction.automatic_bids()[1].amount, Money{300});
}

// esnipe.com, "Proxy bidding" (eBay), upside down from 300.00: the leader is at 172.50 and goes to 150.00 at most; a bid of
// 170.00 is answered at once by 167.50 (step 2.50).
TEST(Proxy, ABidIsAnsweredAtOnce) {
  Lot lot(proxied(17'250, 250));
  leave(lot.opened(), 0, 15'000);
  const Outcome bid = lot.bid(1, 17'000);
  EXPECT_EQ(bid.rank, 2u);
  EXPECT_EQ(bid.leader, 0u);
  EXPECT_FALSE(bid.leader_changed());
  EXPECT_EQ(bid.automatic, 1u);
  EXPECT_EQ(lot.auction.best(), Money{16'750});
}

TEST(Proxy, EqualFloorsTheEarlierProxyBidsFirst) {
  for (const Bidder first : {0u, 1u}) {
    Lot lot(proxied());
    lot.opened().bid(2, 1'000);
    lot.auction.pause(at(1'011));
    lot.auction.resume(at(1'012));
    leave(lot, first, 800, at(1'012));  // bids 900
    leave(lot, 1 - first, 800, at(1'012));  // bids 800: nothing below is left to the other
    EXPECT_EQ(lot.auction.leader(), 1 - first);
    EXPECT_EQ(lot.auction.best(), Money{800});
  }
  // Both may answer the same bid: the earlier does, then the later to him.
  Lot lot(proxied(1'000, 10));
  leave(lot.opened(), 0, 985);
  leave(lot, 1, 980);  // 990 against 1,000; he cannot go to 980
  EXPECT_EQ(lot.auction.leader(), 1u);
  lot.bid(2, 980, at(1'011));
  EXPECT_EQ(lot.auction.leader(), 2u);
}

TEST(Proxy, ALeaderWhoIsDisqualifiedWakesThem) {
  Lot lot(proxied());
  leave(lot.opened(), 0, 600);  // 1,000
  lot.bid(1, 800, at(1'011));   // he answers 700
  lot.bid(2, 500, at(1'012));   // he cannot
  EXPECT_EQ(lot.auction.best_of(0), Money{700});
  lot.bid(1, 400, at(1'013));
  lot.auction.disqualify(1, at(1'014));
  EXPECT_EQ(lot.auction.leader(), 2u);
  const Outcome outcome = lot.auction.disqualify(2, at(1'015));
  EXPECT_EQ(outcome.automatic, 0u);  // leads as it stands
  EXPECT_EQ(lot.auction.best(), Money{700});

  for (const bool paused : {false, true}) {
    Rules rules = proxied();
    Lot other(rules);
    other.opened().bid(1, 900);
    other.bid(2, 300, at(1'011));
    leave(other, 0, 500, at(1'012));
    EXPECT_EQ(other.auction.rank_of(0), 0u);
    if (paused) other.auction.pause(at(1'013));
    const Outcome gone = other.auction.disqualify(2, at(1'014));
    EXPECT_EQ(gone.automatic, paused ? 0u : 1u);
    EXPECT_EQ(gone.leader, paused ? 1u : 0u);
    if (paused) {
      other.auction.resume(at(1'020));
      EXPECT_EQ(other.auction.close(other.auction.ends_at()).automatic, 1u);  // before it closes at the latest
    }
    EXPECT_EQ(other.auction.best(), Money{800});
  }
}

TEST(Proxy, TakenBackAndReplaced) {
  Lot lot(proxied());
  leave(lot.opened(), 0, 500);
  EXPECT_TRUE(leave(lot, 0, 800).accepted());
  lot.bid(1, 800);
  EXPECT_EQ(lot.auction.leader(), 1u);  // 700 is below his floor now
  leave(lot, 0, 500);
  EXPECT_EQ(lot.auction.leader(), 0u);
  EXPECT_TRUE(lot.auction.offer({0, Withdraw{}}, at(1'010)).accepted());
  EXPECT_EQ(lot.auction.offer({0, Withdraw{}}, at(1'010)).verdict, Verdict::nothing_to_withdraw);
  lot.bid(1, 600);
  EXPECT_EQ(lot.auction.leader(), 1u);  // 500 would have been possible
}

TEST(Proxy, VerdictsInOrder) {
  Rules rules = proxied();
  rules.tick = {10};
  Lot lot(rules, {{}, Adjustment::additive({-500}), {}});
  EXPECT_EQ(leave(lot, 0, 500, at(999)).verdict, Verdict::not_started);
  lot.opened();
  EXPECT_EQ(leave(lot, 9, 0).verdict, Verdict::amount_not_positive);
  EXPECT_EQ(leave(lot, 9, kLargestAmount.minor + 1).verdict, Verdict::amount_overflow);
  EXPECT_EQ(leave(lot, 9, 1).verdict, Verdict::not_admitted);
  EXPECT_EQ(leave(lot, 0, 1'015).verdict, Verdict::amount_off_tick);
  EXPECT_EQ(leave(lot, 0, 1'010).verdict, Verdict::above_ceiling);
  EXPECT_EQ(leave(lot, 1, 500).verdict, Verdict::evaluated_not_positive);
  lot.bid(0, 900);
  EXPECT_EQ(leave(lot, 0, 900).verdict, Verdict::not_below_own);
  EXPECT_EQ(lot.auction.offer({9, Withdraw{}}, at(1'010)).verdict, Verdict::not_admitted);
  EXPECT_EQ(lot.auction.offer({0, Leave{}}, at(1'010)).verdict, Verdict::not_in_this_format);
  lot.auction.disqualify(2, at(1'010));
  EXPECT_EQ(leave(lot, 2, 5).verdict, Verdict::disqualified);
  EXPECT_EQ(lot.auction.offer({2, Withdraw{}}, at(1'010)).verdict, Verdict::disqualified);
  lot.auction.pause(at(1'011));
  EXPECT_EQ(leave(lot, 0, 5, at(1'011)).verdict, Verdict::lot_paused);
  EXPECT_EQ(lot.auction.offer({0, Withdraw{}}, at(1'011)).verdict, Verdict::lot_paused);
  EXPECT_EQ(lot.auction.bid_count(), 1u);
  Rules without = plain_rules();
  Lot other(without);
  other.opened();
  EXPECT_EQ(leave(other, 0, 5).verdict, Verdict::not_in_this_format);
}

TEST(Proxy, OneCommandExtendsOnce) {
  Rules rules = proxied(1'000, 10);
  rules.english().soft_close = SoftClose{20 * kSecond, 10 * kSecond, Trigger::any_bid, 0, std::nullopt};
  Lot lot(rules);
  leave(lot.opened(), 0, 500);
  const Outcome outcome = leave(lot, 1, 700, at(1'090));
  EXPECT_EQ(lot.auction.best(), Money{700});
  EXPECT_EQ(outcome.extended, Cause::soft_close);
  EXPECT_EQ(lot.auction.ends_at(), at(1'110));
  EXPECT_EQ(lot.auction.soft_extensions(), 1u);
}

TEST(Proxy, RulesProblems) {
  const auto problems = [](auto change) {
    Rules rules = proxied(1'000'000, 100);
    change(rules);
    std::string out;
    for (const RulesProblem& problem : validate(rules)) out += problem.path + " " + std::string(problem.name) + ";";
    return out;
  };
  EXPECT_EQ(problems([](Rules&) {}), "");
  EXPECT_EQ(problems([](Rules& rules) { rules.ceiling.reset(); }), "/proxy proxy_needs_ceiling;");
  EXPECT_EQ(problems([](Rules& rules) { rules.english().leader_decrement = {}; }), "/proxy proxy_needs_leader_decrement;");
  EXPECT_EQ(problems([](Rules& rules) { rules.english().leader_decrement = by_amount(99); }), "/decrement/leader proxy_decrement_too_fine;");
  EXPECT_EQ(problems([](Rules& rules) { rules.english().leader_decrement = by_percent(1, 11); }), "/decrement/leader proxy_decrement_too_fine;");
  EXPECT_EQ(problems([](Rules& rules) { rules.english().leader_decrement = by_percent(1, 10); }), "");
}

// Whoever has a floor and does not lead bids by hand the greatest amount he may, the earliest floor first.
struct ByHand {
  EnglishAuction lot;
  std::vector<std::pair<Bidder, std::int64_t>> floors;

  void answer(Micros now) {
    for (bool bid = true; bid;) {
      bid = false;
      for (const auto& [bidder, floor] : floors) {
        const NextValid next = lot.next_valid(bidder);
        if (bidder == lot.leader() || !next.possible || next.at_most->minor < floor) continue;
        ASSERT_TRUE(lot.place({bidder, *next.at_most, true}, now).accepted());
        bid = true;
        break;
      }
    }
  }
};

TEST(Proxy, EqualsBiddersWhoAnswerByHand) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const auto below = [&](std::int64_t most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)); };
    Rules rules = proxied(100'000, 100);
    rules.tick = {1 + 4 * below(2)};
    rules.english().leader_decrement = below(2) ? by_amount(10 * rules.tick.minor * (1 + below(40))) : by_percent(1 + below(20), 10);
    if (below(2)) rules.english().own_decrement = below(2) ? by_amount(rules.tick.minor * (1 + below(300))) : by_percent(1, 1 + below(4));
    rules.english().confirm_drop_percent = Ratio{5, 1};
    rules.english().ties = below(2) ? Ties::not_allowed : Ties::earlier_wins;
    EnglishAuction lot(rules);
    ByHand hand{EnglishAuction(rules), {}};
    const std::int64_t kind = below(3);
    for (int i = 0; i < 6; ++i) {
      BidderTerms terms;
      if (kind == 1) terms.adjustment = Adjustment::additive({below(3'000) - 1'500});
      if (kind == 2) terms.adjustment = Adjustment::by_factor(Ratio::of(90 + below(20), 97));
      if (below(4) == 0) terms.ceiling = Money{80'000 + below(20'000)};
      lot.admit(terms);
      hand.lot.admit(terms);
    }
    lot.open(at(1'000));
    hand.lot.open(at(1'000));
    for (int i = 0; i < 60; ++i) {
      const Micros now = at(1'001) + i;
      const auto bidder = static_cast<Bidder>(below(6));
      const std::int64_t what = below(12);
      if (what == 0 && below(4) == 0) {
        const bool done = lot.disqualify(bidder, now).accepted();
        EXPECT_EQ(hand.lot.disqualify(bidder, now).accepted(), done);
        if (done) std::erase_if(hand.floors, [&](const auto& floor) { return floor.first == bidder; });
        if (done) hand.answer(now);
      } else if (what < 4) {
        const std::int64_t floor = (60'000 + below(40'000)) / rules.tick.minor * rules.tick.minor;
        if (lot.offer({bidder, Proxy{{floor}}}, now).accepted()) {
          std::erase_if(hand.floors, [&](const auto& old) { return old.first == bidder; });
          hand.floors.emplace_back(bidder, floor);
          hand.answer(now);
        }
      } else {
        const NextValid next = lot.next_valid(bidder);
        const Bid bid{bidder, {next.possible ? std::max<std::int64_t>(next.at_most->minor - rules.tick.minor * (below(60) - 10), 1) : 1}, below(2) == 0};
        const bool accepted = lot.place(bid, now).accepted();
        ASSERT_EQ(hand.lot.place(bid, now).accepted(), accepted);
        if (accepted) hand.answer(now);
      }
      ASSERT_EQ(lot.leader(), hand.lot.leader());
      ASSERT_EQ(lot.bid_count(), hand.lot.bid_count());
      const auto ours = lot.ranking(), theirs = hand.lot.ranking();
      ASSERT_EQ(ours.size(), theirs.size());
      for (std::size_t k = 0; k < ours.size(); ++k) {
        EXPECT_EQ(ours[k].bidder, theirs[k].bidder);
        EXPECT_EQ(ours[k].amount, theirs[k].amount);
      }
    }
  }
}

}  // namespace
}  // namespace terang::auction
