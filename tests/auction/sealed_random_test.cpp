// Random sealed lots against a naive reference, truthfulness of the second price, and recorded outcomes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "auction/formats/sealed.h"

namespace terang::auction {
namespace {

struct Lcg {
  std::uint64_t state;
  std::int64_t below(std::int64_t most) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(most));
  }
};

std::uint64_t seed_of_run() {
  const char* given = std::getenv("TERANG_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("TERANG_SEED=%llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

struct Case {
  Rules rules;
  std::vector<BidderTerms> terms;
  std::vector<std::int64_t> amounts;  // by bidder; 0: no bid
};

Case random_case(Lcg& dice, bool second) {
  Case out;
  out.rules.starts_at = 0;
  out.rules.ends_at = 1'000 * kSecond;
  if (second || dice.below(2)) out.rules.ceiling = Money{80 + dice.below(60)};
  if (dice.below(2)) {
    out.rules.reserve = Money{60 + dice.below(20)};
    out.rules.has_reserve = true;
  }
  const auto winners = static_cast<std::uint32_t>(1 + dice.below(3));
  if (second)
    out.rules.format = SealedSecondPrice{winners};
  else
    out.rules.format = SealedFirstPrice{winners, winners > 1 && dice.below(2) ? Pay::match_lowest : Pay::own_price};
  for (std::int64_t count = 1 + dice.below(6); count > 0; --count) {
    BidderTerms terms;
    if (dice.below(3) == 0) terms.adjustment.factor = Ratio::of(1 + dice.below(9), 1 + dice.below(3));
    if (dice.below(3) == 0) terms.adjustment.add = {dice.below(60) - 30};
    if (problem_of(terms.adjustment)) terms.adjustment = {};
    if (dice.below(5) == 0) terms.ceiling = Money{50 + dice.below(60)};
    out.terms.push_back(terms);
    out.amounts.push_back(dice.below(8) == 0 ? 0 : 1 + dice.below(120));
  }
  return out;
}

Result run(const Case& one) {
  SealedAuction lot(one.rules);
  for (const BidderTerms& terms : one.terms) lot.admit(terms);
  lot.open(0);
  for (Bidder bidder = 0; bidder < one.amounts.size(); ++bidder)
    if (one.amounts[bidder] != 0) lot.place({bidder, {one.amounts[bidder]}}, 1);
  lot.close(one.rules.ends_at);
  return *lot.result();
}

bool admissible(const Case& one, Bidder bidder, std::int64_t amount) {
  if (amount <= 0) return false;
  if (one.rules.ceiling && amount > one.rules.ceiling->minor) return false;
  if (one.terms[bidder].ceiling && amount > one.terms[bidder].ceiling->minor) return false;
  if (one.rules.reserve && amount > one.rules.reserve->minor) return false;
  return compare(evaluate({amount}, one.terms[bidder].adjustment), {0, 0, 1}) > 0;
}

bool before(const Case& one, Bidder a, std::int64_t at_a, Bidder b, std::int64_t at_b) {
  const int order = compare(evaluate({at_a}, one.terms[a].adjustment), evaluate({at_b}, one.terms[b].adjustment));
  return order < 0 || (order == 0 && a < b);
}

// How many admissible bids stand before this one.
std::uint32_t beaten_by(const Case& one, Bidder bidder) {
  std::uint32_t count = 0;
  for (Bidder other = 0; other < one.amounts.size(); ++other)
    if (other != bidder && admissible(one, other, one.amounts[other]) && before(one, other, one.amounts[other], bidder, one.amounts[bidder])) ++count;
  return count;
}

bool wins(const Result& result, Bidder bidder) {
  return std::any_of(result.winners.begin(), result.winners.end(), [&](const Winner& winner) { return winner.bidder == bidder; });
}
std::int64_t paid(const Result& result, Bidder bidder) {
  for (const Winner& winner : result.winners)
    if (winner.bidder == bidder) return winner.amount.minor;
  return 0;
}

TEST(SealedRandom, TheBestAdmissibleBidsWin) {
  Lcg dice{seed_of_run()};
  for (int i = 0; i < 3'000; ++i) {
    const bool second = i % 2 == 0;
    const Case one = random_case(dice, second);
    const Result result = run(one);
    const auto* first = std::get_if<SealedFirstPrice>(&one.rules.format);
    if (first && first->pay == Pay::match_lowest) {
      // Nobody is paid above his own price, or above the best evaluated one.
      for (const Winner& winner : result.winners) {
        ASSERT_LE(winner.amount.minor, one.amounts[winner.bidder]);
        const Adjustment& best = one.terms[result.winner()].adjustment;
        ASSERT_LE(compare(evaluate(winner.amount, one.terms[winner.bidder].adjustment), evaluate({one.amounts[result.winner()]}, best)), 0);
      }
      continue;
    }
    const std::uint32_t winners = first ? first->winners : std::get<SealedSecondPrice>(one.rules.format).winners;
    for (Bidder bidder = 0; bidder < one.amounts.size(); ++bidder) {
      ASSERT_EQ(wins(result, bidder), admissible(one, bidder, one.amounts[bidder]) && beaten_by(one, bidder) < winners) << i;
      if (!wins(result, bidder)) continue;
      if (first) {
        ASSERT_EQ(paid(result, bidder), one.amounts[bidder]);
        continue;
      }
      // The greatest amount, tried one by one, with which he would still have won, a tie counting for him.
      Case raised = one;
      std::int64_t most = one.amounts[bidder];
      for (std::int64_t amount = most; admissible(one, bidder, amount); ++amount) {
        raised.amounts[bidder] = amount;
        std::uint32_t better = 0;
        for (Bidder other = 0; other < one.amounts.size(); ++other)
          better += other != bidder && admissible(one, other, one.amounts[other]) &&
                    compare(evaluate({one.amounts[other]}, one.terms[other].adjustment), evaluate({amount}, one.terms[bidder].adjustment)) < 0;
        if (better >= winners) break;
        most = amount;
      }
      ASSERT_EQ(paid(result, bidder), most) << i;
    }
  }
}

// Vickrey 1961: whatever the others bid, nobody does better than by bidding his cost. Every deviation is tried.
TEST(SealedRandom, TheSecondPriceIsTruthful) {
  Lcg dice{seed_of_run()};
  for (int i = 0; i < 400; ++i) {
    Case one = random_case(dice, true);
    const auto bidder = static_cast<Bidder>(dice.below(static_cast<std::int64_t>(one.amounts.size())));
    const std::int64_t cost = 1 + dice.below(120);
    // A cost that counts for nothing cannot be bid at all.
    if (compare(evaluate({cost}, one.terms[bidder].adjustment), {0, 0, 1}) <= 0) continue;
    const auto profit = [&](std::int64_t amount) {
      Case other = one;
      other.amounts[bidder] = amount;
      const Result result = run(other);
      return wins(result, bidder) ? paid(result, bidder) - cost : 0;
    };
    const std::int64_t honest = profit(cost);
    ASSERT_GE(honest, 0);
    for (std::int64_t amount = 0; amount <= 150; ++amount) ASSERT_LE(profit(amount), honest) << i << " at " << amount;
  }
}

TEST(SealedRandom, ALowerBidNeverLosesAndAnExtraRefusedBidChangesNothing) {
  Lcg dice{seed_of_run()};
  for (int i = 0; i < 500; ++i) {
    const Case one = random_case(dice, i % 2 == 0);
    const auto* first = std::get_if<SealedFirstPrice>(&one.rules.format);
    if (first && first->pay == Pay::match_lowest) continue;
    const Result result = run(one);
    for (const Winner& winner : result.winners) {
      Case lower = one;
      for (std::int64_t amount = one.amounts[winner.bidder] - 1; amount > 0; --amount) {
        lower.amounts[winner.bidder] = amount;
        if (!admissible(lower, winner.bidder, amount)) break;
        ASSERT_TRUE(wins(run(lower), winner.bidder));
      }
    }
    SealedAuction lot(one.rules);
    for (const BidderTerms& terms : one.terms) lot.admit(terms);
    lot.open(0);
    for (Bidder bidder = 0; bidder < one.amounts.size(); ++bidder) {
      if (one.amounts[bidder] != 0) lot.place({bidder, {one.amounts[bidder]}}, 1);
      EXPECT_FALSE(lot.place({bidder, {0}}, 1).accepted());
      EXPECT_FALSE(lot.offer({bidder, Commit{{}, 99}}, 1).accepted());
      EXPECT_FALSE(lot.offer({bidder, Withdraw{}, true}, 1).accepted());
    }
    lot.close(one.rules.ends_at);
    for (Bidder bidder = 0; bidder < one.amounts.size(); ++bidder) ASSERT_FALSE(lot.offer({bidder, Withdraw{}}, one.rules.ends_at).accepted());
    const Result again = *lot.result();
    ASSERT_EQ(again.winners.size(), result.winners.size());
    for (std::size_t k = 0; k < again.winners.size(); ++k) {
      ASSERT_EQ(again.winners[k].bidder, result.winners[k].bidder);
      ASSERT_EQ(again.winners[k].amount, result.winners[k].amount);
    }
  }
}

// An accidental change of the rules shows here.
TEST(SealedRandom, RecordedOutcomes) {
  const std::uint64_t kWanted[] = {5054104019762701999u, 3785432365182091645u};
  for (const bool second : {false, true}) {
    Lcg dice{7};
    std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
    const auto note = [&hash](std::uint64_t value) { hash = (hash ^ value) * 0x100000001b3u; };
    for (int i = 0; i < 2'000; ++i) {
      const Result result = run(random_case(dice, second));
      note(static_cast<std::uint64_t>(result.reserve));
      for (const Winner& winner : result.winners) note(winner.bidder * 1'000 + static_cast<std::uint64_t>(winner.amount.minor));
    }
    EXPECT_EQ(hash, kWanted[second]);
  }
}

}  // namespace
}  // namespace terang::auction
