// Random auctions under random rules, the engine beside the naive reference, command by command.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "auction/formats/english.h"
#include "tests/auction/reference.h"

namespace terang::auction::test {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::int64_t up_to(std::int64_t most) {  // 0 … most
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most + 1));
  }
  std::int64_t between(std::int64_t least, std::int64_t most) { return least + up_to(most - least); }
  bool one_in(std::int64_t n) { return up_to(n - 1) == 0; }

 private:
  std::mt19937_64 random_;
};

Decrement any_decrement(Dice& dice, std::int64_t tick) {
  switch (dice.up_to(2)) {
    case 0: return {};
    case 1: return {Decrement::Kind::absolute, {tick * dice.between(1, 4)}, {}};
    default: return {Decrement::Kind::percent, {}, Ratio::of(dice.between(1, 40), dice.between(3, 17))};
  }
}

Rules any_rules(Dice& dice) {
  Rules rules;
  rules.starts_at = 1'000 * kSecond;
  rules.ends_at = rules.starts_at + dice.between(60, 300) * kSecond;
  rules.tick = {dice.between(1, 7)};
  if (!dice.one_in(3)) rules.ceiling = Money{rules.tick.minor * 4 + dice.between(200, 1'500)};
  if (dice.one_in(2)) {
    rules.reserve = Money{dice.between(1, 200)};
    rules.has_reserve = true;
  }
  rules.english().own_decrement = any_decrement(dice, rules.tick.minor);
  if (dice.one_in(2)) rules.english().leader_decrement = any_decrement(dice, rules.tick.minor);
  if (dice.one_in(2)) rules.english().confirm_drop_percent = Ratio::of(dice.between(5, 60), 1);
  rules.english().ties = dice.one_in(2) ? Ties::not_allowed : Ties::earlier_wins;
  if (!dice.one_in(4)) {
    SoftClose soft{dice.between(1, 40) * kSecond, dice.between(1, 40) * kSecond, static_cast<Trigger>(dice.up_to(3)), 0, {}};
    if (soft.trigger == Trigger::top_k_change) soft.top_k = static_cast<std::uint32_t>(dice.between(1, 4));
    if (dice.one_in(2)) soft.max_times = static_cast<std::uint32_t>(dice.between(1, 4));
    rules.english().soft_close = soft;
  }
  if (dice.one_in(2)) rules.outage = OutageRule{dice.between(1, 5) * kSecond, dice.between(0, 20) * kSecond};
  return rules;
}

Adjustment any_adjustment(Dice& dice, int style) {
  switch (style == 3 ? dice.up_to(2) : style) {
    case 1: return Adjustment::additive({dice.between(-300, 300)});
    case 2: return Adjustment::by_factor(Ratio::of(dice.between(3, 12), dice.between(5, 11)));
    default: return {};
  }
}

struct Run {
  EnglishAuction engine;
  Reference reference;
  std::vector<Bidder> admitted;
};

void expect_same_state(const LotAuction& engine, const Reference& reference, Bidder bidders) {
  ASSERT_EQ(engine.phase(), reference.phase());
  ASSERT_EQ(engine.ends_at(), reference.ends_at());
  ASSERT_EQ(engine.extensions().size(), static_cast<std::size_t>(reference.extensions()));
  const auto order = reference.order();
  const auto ranking = engine.ranking();
  ASSERT_EQ(ranking.size(), order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    ASSERT_EQ(ranking[i].bidder, order[i]);
    ASSERT_EQ(ranking[i].amount.minor, *reference.best_of(order[i]));
    ASSERT_EQ(engine.rank_of(order[i]), i + 1);
  }
  ASSERT_EQ(engine.leader(), order.empty() ? kNobody : order.front());
  for (Bidder i = 0; i < bidders; ++i)
    ASSERT_EQ(engine.best_of(i) ? engine.best_of(i)->minor : 0, reference.best_of(i).value_or(0));
}

void play(std::uint64_t seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Dice dice(seed);
  const Rules rules = any_rules(dice);
  ASSERT_TRUE(validate(rules).empty()) << validate(rules).front().path << validate(rules).front().name;
  EnglishAuction engine(rules);
  Reference reference(rules);
  const int style = static_cast<int>(dice.up_to(3));
  Bidder bidders = 0;
  const auto admit = [&] {
    const Adjustment adjustment = any_adjustment(dice, style);
    ASSERT_EQ(engine.admit({adjustment}), bidders++);
    reference.admit(adjustment);
  };
  for (std::int64_t i = dice.between(1, 9); i > 0; --i) admit();
  Micros now = rules.starts_at - 5 * kSecond;
  for (int turn = 0; turn < 120; ++turn) {
    now += dice.one_in(3) ? 0 : dice.up_to(8 * kSecond);
    while (engine.next_due() && *engine.next_due() <= now && !dice.one_in(3)) {
      const bool opens = engine.phase() == Phase::scheduled;
      ASSERT_EQ((opens ? engine.open(now) : engine.close(now)).verdict, opens ? reference.open(now) : reference.close(now));
    }
    Verdict got{}, wanted{};
    const auto dice_bidder = static_cast<Bidder>(dice.up_to(bidders));  // one past: a stranger
    switch (dice.up_to(30)) {
      case 0: got = engine.pause(now).verdict, wanted = reference.pause(now); break;
      case 1:
      case 2: got = engine.resume(now).verdict, wanted = reference.resume(now); break;
      case 3: {
        const Micros by = dice.between(-1, 20) * kSecond;
        got = engine.extend(by, now).verdict, wanted = reference.extend(by, now);
        break;
      }
      case 4:
        if (!dice.one_in(6)) continue;
        got = engine.disqualify(dice_bidder, now).verdict, wanted = reference.disqualify(dice_bidder);
        break;
      case 5: {
        const Micros from = now - dice.up_to(12 * kSecond), to = now - dice.up_to(3 * kSecond);
        got = engine.outage(from, to, now).verdict, wanted = reference.outage(from, to, now);
        break;
      }
      case 6:
        if (!dice.one_in(12)) continue;
        got = engine.cancel(now).verdict, wanted = reference.cancel();
        break;
      case 7: admit(); continue;
      case 8: got = engine.open(now).verdict, wanted = reference.open(now); break;
      case 9: got = engine.close(now).verdict, wanted = reference.close(now); break;
      default: {
        Bid bid{dice_bidder, {dice.between(-2, 1'800)}, dice.one_in(2)};
        const NextValid next = engine.next_valid(bid.bidder);
        if (bid.bidder < bidders) {
          const auto most = reference.greatest_valid(bid.bidder);
          ASSERT_EQ(next.at_most ? next.at_most->minor : 0, most.value_or(0));
          if (most) {
            ASSERT_TRUE(next.possible);
          }
        }
        if (next.at_most && !dice.one_in(3)) bid.amount.minor = next.at_most->minor - dice.between(-1, 6) * rules.tick.minor;
        const auto before = reference.order();
        const Outcome outcome = engine.place(bid, now);
        got = outcome.verdict;
        wanted = reference.place(bid, now);
        ASSERT_EQ(outcome.ends_at, reference.ends_at());
        if (outcome.accepted()) {
          const auto after = reference.order();
          const auto rank = [&](const std::vector<Bidder>& order) {
            const auto at = std::find(order.begin(), order.end(), bid.bidder);
            return at == order.end() ? 0u : static_cast<std::uint32_t>(at - order.begin()) + 1;
          };
          ASSERT_EQ(outcome.rank, rank(after));
          ASSERT_EQ(outcome.previous_rank, rank(before));
          ASSERT_EQ(outcome.leader, after.front());
        } else if (outcome.verdict >= Verdict::amount_off_tick) {
          ASSERT_EQ(outcome.at_most, next.at_most);
        }
      }
    }
    ASSERT_EQ(name(got), name(wanted)) << "turn " << turn;
    expect_same_state(engine, reference, bidders);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

TEST(RandomAuction, AgreesWithTheNaiveReference) {
  const char* given = std::getenv("TERANG_SEED");
  std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "TERANG_SEED=" << seed << "\n";
  for (int i = 0; i < 150 && !HasFatalFailure(); ++i) play(seed + static_cast<std::uint64_t>(i));
}

// The same commands at the same times: the same outcomes to the last byte, also on a copy taken in the middle.
TEST(RandomAuction, ReplaysToTheSameBytes) {
  Dice dice(20);
  Rules rules;
  rules.starts_at = 0;
  rules.ends_at = 600 * kSecond;
  rules.ceiling = Money{1'000'000};
  rules.english().soft_close = SoftClose{60 * kSecond, 60 * kSecond, Trigger::any_rank_change, 0, 20};
  EnglishAuction first(rules), second(rules);
  for (int i = 0; i < 300; ++i) {
    first.admit({});
    second.admit({});
  }
  first.open(0);
  second.open(0);
  Micros now = 0;
  for (int i = 0; i < 20'000; ++i) {
    now += dice.up_to(50'000);
    const Bid bid{static_cast<Bidder>(dice.up_to(300)), {dice.between(1, 1'000'000)}, dice.one_in(2)};
    const Outcome a = first.place(bid, now), b = second.place(bid, now);
    ASSERT_EQ(a.verdict, b.verdict);
    ASSERT_EQ(a.rank, b.rank);
    ASSERT_EQ(a.previous_rank, b.previous_rank);
    ASSERT_EQ(a.leader, b.leader);
    ASSERT_EQ(a.ends_at, b.ends_at);
    ASSERT_EQ(a.at_most, b.at_most);
    if (i == 10'000) second = EnglishAuction(first);
  }
}

}  // namespace
}  // namespace terang::auction::test
