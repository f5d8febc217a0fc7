// Two refusals at once: the one that stands first in the table of README.md is the answer. Every pair that can occur.
#include <gtest/gtest.h>

#include <set>

#include "tests/auction/lot.h"

namespace terang::auction::test {
namespace {

using V = Verdict;
using Pair = std::set<V>;

// A stage on which bidder 0 bids 5,000 and exactly the wanted refusals apply.
V answer(const Pair& wanted) {
  const auto is = [&wanted](V verdict) { return wanted.contains(verdict); };
  Rules rules = plain_rules();
  rules.ceiling = Money{10'000};
  if (is(V::amount_off_tick)) rules.tick = {7};
  if (is(V::above_ceiling)) rules.ceiling = Money{4'000};
  if (is(V::own_decrement_too_small)) rules.english().own_decrement = by_amount(105);     // 15 × 7
  if (is(V::leader_decrement_too_small)) rules.english().leader_decrement = by_amount(105);
  if (is(V::tie_not_allowed)) rules.english().ties = Ties::not_allowed;
  if (is(V::confirm_needed)) rules.english().confirm_drop_percent = Ratio{20, 1};
  // The evaluated price of 5,000 is then 0; that of an own best above it is not.
  const std::int64_t shift = is(V::evaluated_not_positive) ? -5'000 : 0;
  // Another bidder's amount must be on the tick and below the ceiling; his adjustment brings it to the price wanted.
  // One who leads at 3,500 himself needs no rival to fall short of the leader.
  const bool leads = is(V::leader_decrement_too_small) && is(V::not_below_own);
  const bool rival = !leads && (is(V::leader_decrement_too_small) || is(V::tie_not_allowed));
  const std::int64_t rival_amount = 3'500,
                     rival_price = is(V::tie_not_allowed) ? 5'000 : shift != 0 ? 50 : 4'900;
  Lot lot(rules, {Adjustment::additive({shift}), Adjustment::additive({rival_price - rival_amount}), {}});
  if (!is(V::not_started)) lot.opened();

  if (!is(V::not_started)) {
    // Without a leader decrement in the way: the own best first, the rival after it.
    std::int64_t own = 0;
    if (is(V::not_below_own)) own = 3'500;
    if (is(V::own_decrement_too_small)) own = 5'047;  // 721 × 7
    if (own != 0) {
      EXPECT_EQ(lot.bid(0, own, at(1'001), true).verdict, V::accepted);
    }
    if (rival) {
      EXPECT_EQ(lot.bid(1, rival_amount, at(1'002), true).verdict, V::accepted);
    }
  }
  if (is(V::disqualified)) lot.auction.disqualify(0, at(1'003));
  if (is(V::lot_paused)) lot.auction.pause(at(1'004));
  if (is(V::lot_cancelled)) lot.auction.cancel(at(1'005));
  Micros now = is(V::lot_closed) ? at(1'100) : at(1'010);
  std::int64_t amount = 5'000;
  if (is(V::amount_not_positive)) amount = is(V::amount_off_tick) ? -1 : 0;
  if (is(V::amount_overflow)) amount = kLargestAmount.minor + 1;
  return lot.auction.place({is(V::not_admitted) ? 99 : Bidder{0}, {amount}, false}, now).verdict;
}

bool possible(V first, V second) {
  const auto is = [&](V a, V b) { return first == a && second == b; };
  // Of one amount, or of one bidder, or of one phase, only one can be.
  if (is(V::amount_not_positive, V::amount_overflow)) return false;
  if (is(V::not_admitted, V::disqualified)) return false;
  const std::set<V> phases{V::lot_cancelled, V::lot_closed, V::not_started, V::lot_paused};
  if (phases.contains(first) && phases.contains(second)) return first == V::lot_cancelled && second == V::lot_closed;
  // A stranger and one who is out have no own best; nobody bids before the start.
  const std::set<V> own{V::not_below_own, V::own_decrement_too_small}, other{V::leader_decrement_too_small, V::tie_not_allowed};
  if (first == V::not_admitted && own.contains(second)) return false;
  if (first == V::not_started && (own.contains(second) || other.contains(second))) return false;
  // Not positive, or too large, is also none of these.
  if (first == V::amount_not_positive && second > V::amount_off_tick) return false;
  if (first == V::amount_overflow && second >= V::evaluated_not_positive) return false;
  // Above the ceiling is above any own best, and no slip.
  if (is(V::above_ceiling, V::own_decrement_too_small) || is(V::above_ceiling, V::confirm_needed)) return false;
  // An own best has a positive evaluated price, so what is not below it has, too; a rival's is positive.
  if (first == V::evaluated_not_positive &&
      (second == V::not_below_own || second == V::tie_not_allowed))
    return false;
  // Too little below one's own best is not at or above it; and neither is a slip.
  if (is(V::not_below_own, V::own_decrement_too_small)) return false;
  if ((own.contains(first) || first == V::leader_decrement_too_small) && second == V::confirm_needed) return false;
  return true;
}

TEST(Precedence, EachAlone) {
  for (int i = static_cast<int>(V::amount_not_positive); i <= static_cast<int>(V::confirm_needed); ++i) {
    const V verdict = static_cast<V>(i);
    if (verdict == V::amount_fractional) continue;  // only as text: money_test.cpp, scenario_test.cpp
    EXPECT_EQ(name(answer({verdict})), name(verdict));
  }
  EXPECT_EQ(answer({}), V::accepted);
}

TEST(Precedence, EachPair) {
  int pairs = 0;
  for (int i = static_cast<int>(V::amount_not_positive); i <= static_cast<int>(V::confirm_needed); ++i) {
    for (int j = i + 1; j <= static_cast<int>(V::confirm_needed); ++j) {
      const V first = static_cast<V>(i), second = static_cast<V>(j);
      if (first == V::amount_fractional || second == V::amount_fractional || !possible(first, second)) continue;
      ++pairs;
      EXPECT_EQ(name(answer({first, second})), name(first)) << "with " << name(second);
    }
  }
  EXPECT_GT(pairs, 80);
}

}  // namespace
}  // namespace terang::auction::test
