// Sealed lots: textbook cases of both prices, each refusal and their order, the opening, and what moves the clock.
#include <gtest/gtest.h>

#include "auction/formats/sealed.h"

namespace terang::auction {
namespace {

using V = Verdict;

constexpr Micros at(std::int64_t seconds) { return seconds * kSecond; }

Rules rules_of(Format format) {
  Rules rules;
  rules.starts_at = at(1'000);
  rules.ends_at = at(1'100);
  rules.ceiling = Money{1'000};
  rules.format = format;
  return rules;
}

Digest digest(int with) {
  Digest out{};
  out[0] = static_cast<std::uint8_t>(with);
  return out;
}

struct SealedLot {
  explicit SealedLot(const Rules& rules, std::initializer_list<Adjustment> adjustments = {{}, {}, {}, {}}) : auction(rules) {
    for (const Adjustment& adjustment : adjustments) auction.admit({adjustment});
    auction.open(at(1'000));
  }
  Outcome bid(Bidder bidder, std::int64_t amount, Micros now = at(1'010)) { return auction.place({bidder, {amount}}, now); }
  Outcome commit(Bidder bidder, std::uint32_t version, Micros now = at(1'010), bool late = false) {
    return auction.offer({bidder, Commit{digest(static_cast<int>(bidder * 16 + version)), version}, late}, now);
  }
  Outcome withdraw(Bidder bidder, Micros now = at(1'010)) { return auction.offer({bidder, Withdraw{}}, now); }
  Result closed() {
    EXPECT_EQ(auction.close(at(1'100)).verdict, V::accepted);
    return auction.result().value();
  }
  SealedAuction auction;
};

using Paid = std::vector<std::pair<Bidder, std::int64_t>>;
Paid paid(const Result& result) {
  Paid out;
  for (const Winner& winner : result.winners) out.push_back({winner.bidder, winner.amount.minor});
  return out;
}

// Vickrey, "Counterspeculation, auctions, and competitive sealed tenders", Journal of Finance 16 (1961), section II: the award
// goes to the best bid "but at a price equal to the second highest"; mirrored for buying. Krishna, Auction Theory (2nd ed.),
// section 2.1: in a first-price auction the winner pays his own bid, in a second-price one the second.
TEST(SealedPrices, FirstAndSecond) {
  for (const bool second : {false, true}) {
    SealedLot lot(rules_of(second ? Format(SealedSecondPrice{}) : Format(SealedFirstPrice{})));
    lot.bid(0, 700);
    lot.bid(1, 500);
    lot.bid(2, 650);
    EXPECT_EQ(paid(lot.closed()), (Paid{{1, second ? 650 : 500}}));
  }
}

// Krishna, section 2.5: a reserve price r is like a further bid of r by the seller: here by the buyer. Nobody trades beyond it;
// the winner of a second-price auction is paid min(second, r).
TEST(SealedPrices, TheReserveIsABidOfTheBuyers) {
  const auto with = [](Format format, std::initializer_list<std::int64_t> bids, std::int64_t reserve) {
    Rules rules = rules_of(format);
    rules.reserve = Money{reserve};
    rules.has_reserve = true;
    SealedLot lot(rules);
    Bidder bidder = 0;
    for (const std::int64_t amount : bids) lot.bid(bidder++, amount);
    return lot.closed();
  };
  EXPECT_EQ(paid(with(SealedSecondPrice{}, {700, 500}, 600)), (Paid{{1, 600}}));
  EXPECT_EQ(paid(with(SealedSecondPrice{}, {700, 500}, 800)), (Paid{{1, 700}}));
  EXPECT_EQ(paid(with(SealedSecondPrice{}, {700, 500}, 500)), (Paid{{1, 500}}));
  EXPECT_EQ(paid(with(SealedFirstPrice{}, {700, 500}, 600)), (Paid{{1, 500}}));
  for (const Format& format : {Format(SealedFirstPrice{}), Format(SealedSecondPrice{})}) {
    const Result none = with(format, {700, 500}, 499);
    EXPECT_TRUE(none.winners.empty());
    EXPECT_EQ(none.reserve, Reserve::not_met);
    EXPECT_EQ(with(format, {700, 500}, 500).reserve, Reserve::met);
  }
}

TEST(SealedPrices, ASingleBidderIsPaidTheCeilingOrTheReserve) {
  SealedLot alone(rules_of(SealedSecondPrice{}));
  alone.bid(2, 400);
  EXPECT_EQ(paid(alone.closed()), (Paid{{2, 1'000}}));
  Rules rules = rules_of(SealedSecondPrice{});
  rules.ceiling.reset();
  rules.reserve = Money{900};
  rules.has_reserve = true;
  SealedLot reserved(rules);
  reserved.bid(2, 400);
  EXPECT_EQ(paid(reserved.closed()), (Paid{{2, 900}}));
  SealedLot own(rules_of(SealedSecondPrice{}), {});
  own.auction.admit({{}, Money{550}});  // a ceiling of his own
  own.bid(0, 400);
  EXPECT_EQ(paid(own.closed()), (Paid{{0, 550}}));
  SealedLot first(rules_of(SealedFirstPrice{}));
  first.bid(2, 400);
  EXPECT_EQ(paid(first.closed()), (Paid{{2, 400}}));
}

TEST(SealedPrices, RulesWithoutTheReserveCannotTellTheSecondPrice) {
  Rules rules = rules_of(SealedSecondPrice{});
  rules.has_reserve = true;
  SealedLot lot(rules);
  lot.bid(0, 400);
  const Result result = lot.closed();
  EXPECT_TRUE(result.winners.empty());
  EXPECT_EQ(result.reserve, Reserve::undisclosed);
}

// By hand: evaluated prices 0.8 × 500 = 400, 450, 460 + 30 = 490. The winner is paid what makes him 450: 450 / 0.8 = 562.5, down.
TEST(SealedPrices, TheSecondPriceIsTranslatedThroughTheWinnersAdjustment) {
  SealedLot lot(rules_of(SealedSecondPrice{}), {Adjustment::by_factor(Ratio::of(4, 5)), {}, Adjustment::additive({30})});
  lot.bid(0, 500);
  lot.bid(1, 450);
  lot.bid(2, 460);
  EXPECT_EQ(paid(lot.closed()), (Paid{{0, 562}}));
  SealedLot other(rules_of(SealedSecondPrice{}), {Adjustment::by_factor(Ratio::of(4, 5)), {}, Adjustment::additive({30})});
  other.bid(0, 500);
  other.bid(2, 300);
  EXPECT_EQ(paid(other.closed()), (Paid{{2, 370}}));
}

TEST(SealedPrices, GreatestWithin) {
  const Adjustment third = Adjustment::by_factor(Ratio::of(1, 3));
  EXPECT_EQ(greatest_within({100, 0, 1}, third).minor, 300);
  EXPECT_EQ(greatest_within({100, 1, 3}, third).minor, 301);
  EXPECT_EQ(greatest_within({100, 1, 2}, third).minor, 301);
  EXPECT_EQ(greatest_within({100, 0, 1}, {{30}, Ratio::of(2, 1)}).minor, 35);
  EXPECT_EQ(greatest_within({100, 0, 1}, Adjustment::additive({130})).minor, -30);
  EXPECT_EQ(greatest_within({10, 0, 1}, {{11}, Ratio::of(2, 1)}).minor, -1);  // −0.5, down
}

// Krishna, section 12.1, multi-unit: with single-unit demand the k best are each paid the best losing bid.
TEST(SealedPrices, SeveralWinners) {
  const auto run = [](Format format) {
    SealedLot lot(rules_of(format));
    lot.bid(0, 700);
    lot.bid(1, 500);
    lot.bid(2, 650);
    lot.bid(3, 800);
    return paid(lot.closed());
  };
  EXPECT_EQ(run(SealedFirstPrice{2, Pay::own_price}), (Paid{{1, 500}, {2, 650}}));
  EXPECT_EQ(run(SealedFirstPrice{3, Pay::match_lowest}), (Paid{{1, 500}, {2, 500}, {0, 500}}));
  EXPECT_EQ(run(SealedSecondPrice{2}), (Paid{{1, 700}, {2, 700}}));
  EXPECT_EQ(run(SealedSecondPrice{4}), (Paid{{1, 1'000}, {2, 1'000}, {0, 1'000}, {3, 1'000}}));
  EXPECT_EQ(run(SealedFirstPrice{9, Pay::own_price}).size(), 4u);
}

TEST(SealedPrices, WhoCannotMatchTheLowestLeavesThePlaceToTheNext) {
  // Evaluated 100, 400 (300 dearer than what he asks), 450.
  SealedLot lot(rules_of(SealedFirstPrice{2, Pay::match_lowest}), {{}, Adjustment::additive({300}), {}});
  lot.bid(0, 100);
  lot.bid(1, 100);
  lot.bid(2, 450);
  EXPECT_EQ(paid(lot.closed()), (Paid{{0, 100}, {2, 100}}));
}

TEST(SealedTies, TheEarlierEntryWinsAndAReplacementIsANewOne) {
  SealedLot lot(rules_of(SealedFirstPrice{}));
  lot.bid(0, 500, at(1'001));
  lot.bid(1, 500, at(1'002));
  EXPECT_EQ(lot.bid(0, 500, at(1'003)).change, Change::replaced);
  EXPECT_EQ(lot.closed().winner(), 1u);
  EXPECT_EQ(lot.auction.rank_of(0), 2u);
}

TEST(SealedBids, PlacedReplacedWithdrawn) {
  SealedLot lot(rules_of(SealedFirstPrice{}));
  Outcome outcome = lot.commit(0, 1);
  EXPECT_EQ(outcome.verdict, V::accepted);
  EXPECT_EQ(outcome.change, Change::placed);
  EXPECT_TRUE(outcome.pending);
  EXPECT_EQ(outcome.rank, 0u);
  EXPECT_EQ(outcome.leader, kNobody);
  EXPECT_EQ(lot.commit(0, 2).change, Change::replaced);
  EXPECT_EQ(lot.auction.committed_of(0)->version, 2u);
  EXPECT_EQ(lot.auction.committed_of(0)->envelope, digest(2));
  EXPECT_EQ(lot.withdraw(0).change, Change::withdrawn);
  EXPECT_FALSE(lot.auction.committed_of(0));
  EXPECT_EQ(lot.commit(0, 3).change, Change::placed);  // versions go on
  EXPECT_EQ(lot.auction.committed().size(), 1u);
}

TEST(SealedBids, NothingTellsOfThemBeforeTheOpening) {
  SealedLot lot(rules_of(SealedFirstPrice{}));
  const auto silent = [&] {
    EXPECT_EQ(lot.auction.ranked(), 0u);
    EXPECT_EQ(lot.auction.bid_count(), 0u);
    EXPECT_EQ(lot.auction.leader(), kNobody);
    EXPECT_FALSE(lot.auction.best());
    EXPECT_FALSE(lot.auction.best_of(0));
    EXPECT_EQ(lot.auction.rank_of(0), 0u);
    EXPECT_TRUE(lot.auction.ranking().empty());
    EXPECT_TRUE(lot.auction.opened().empty());
    EXPECT_FALSE(lot.auction.result());
  };
  lot.bid(0, 500);
  lot.commit(1, 1);
  silent();
  EXPECT_TRUE(lot.auction.sealed());
  EXPECT_EQ(lot.auction.next_valid(0).at_most, Money{1'000});
  EXPECT_EQ(lot.auction.next_valid(2).at_most, Money{1'000});
  lot.auction.close(at(1'100));
  silent();
  EXPECT_TRUE(lot.auction.awaits_opening());
  EXPECT_FALSE(lot.auction.sealed());
  EXPECT_EQ(lot.auction.stage(at(1'100))->name, "opening");
  const Opened list[] = {{1, Money{400}, ""}};
  EXPECT_EQ(lot.auction.open_sealed(list, at(1'101)).verdict, V::accepted);
  EXPECT_EQ(lot.auction.bid_count(), 2u);
  EXPECT_EQ(lot.auction.leader(), 1u);
  EXPECT_EQ(lot.auction.best_of(0), Money{500});
  EXPECT_EQ(paid(*lot.auction.result()), (Paid{{1, 400}}));
  for (const Format& format : {Format(SealedFirstPrice{}), Format(SealedSecondPrice{})}) {
    const Disclosure told = disclosure(rules_of(format));
    EXPECT_FALSE(told.price || told.rank || told.bidders || told.award);
    EXPECT_TRUE(told.sealed);
  }
}

TEST(SealedBids, EachRefusal) {
  SealedLot lot(rules_of(SealedFirstPrice{}));
  EXPECT_EQ(lot.auction.offer({0, Leave{}}, at(1'010)).verdict, V::not_in_this_format);
  EXPECT_EQ(lot.bid(0, 0).verdict, V::amount_not_positive);
  EXPECT_EQ(lot.bid(0, kLargestAmount.minor + 1).verdict, V::amount_overflow);
  EXPECT_EQ(lot.bid(9, 1).verdict, V::not_admitted);
  EXPECT_EQ(lot.commit(9, 1).verdict, V::not_admitted);
  EXPECT_EQ(lot.commit(0, 2).verdict, V::version_not_next);
  EXPECT_EQ(lot.commit(0, 0).verdict, V::version_not_next);
  EXPECT_EQ(lot.withdraw(0).verdict, V::nothing_to_withdraw);
  EXPECT_EQ(lot.commit(0, 1, at(1'010), true).verdict, V::late);
  EXPECT_EQ(lot.auction.offer({0, Withdraw{}, true}, at(1'010)).verdict, V::late);
  EXPECT_TRUE(lot.auction.committed().empty());
  EXPECT_EQ(lot.auction.open_sealed({}, at(1'010)).verdict, V::not_ended);
  lot.auction.pause(at(1'011));
  EXPECT_EQ(lot.commit(0, 1, at(1'200)).verdict, V::lot_paused);
  lot.auction.resume(at(1'200));
  lot.auction.disqualify(3, at(1'200));
  EXPECT_EQ(lot.commit(3, 1, at(1'200)).verdict, V::disqualified);
  EXPECT_EQ(lot.commit(0, 1, at(1'289) - 1).verdict, V::accepted);
  EXPECT_EQ(lot.commit(0, 2, at(1'289)).verdict, V::late);
  EXPECT_EQ(lot.bid(1, 5, at(1'289)).verdict, V::late);
  lot.auction.close(at(1'289));
  EXPECT_EQ(lot.withdraw(0, at(1'290)).verdict, V::late);
  EXPECT_EQ(lot.auction.committed_of(0)->version, 1u);
  const Opened stranger[] = {{1, Money{1}, ""}}, twice[] = {{0, Money{1}, ""}, {0, Money{1}, ""}}, neither[] = {{0, std::nullopt, ""}};
  const Opened good[] = {{0, std::nullopt, "not_decryptable"}};
  EXPECT_EQ(lot.auction.open_sealed(stranger, at(1'291)).verdict, V::opening_unknown);
  EXPECT_EQ(lot.auction.open_sealed(twice, at(1'291)).verdict, V::opening_unknown);
  EXPECT_EQ(lot.auction.open_sealed(neither, at(1'291)).verdict, V::opening_unknown);
  EXPECT_EQ(lot.auction.open_sealed({}, at(1'291)).verdict, V::opening_incomplete);
  EXPECT_EQ(lot.auction.open_sealed(good, at(1'291)).verdict, V::accepted);
  EXPECT_EQ(lot.auction.open_sealed(good, at(1'291)).verdict, V::already_opened);
  EXPECT_TRUE(lot.auction.result()->winners.empty());

  SealedAuction scheduled(rules_of(SealedFirstPrice{}));
  scheduled.admit({});
  EXPECT_EQ(scheduled.offer({0, Commit{{}, 1}}, at(999)).verdict, V::not_started);
  scheduled.cancel(at(999));
  EXPECT_EQ(scheduled.offer({0, Commit{{}, 1}, true}, at(999)).verdict, V::lot_cancelled);
  EXPECT_EQ(scheduled.open_sealed({}, at(999)).verdict, V::lot_cancelled);
}

// Each state that refuses comes before those below it.
TEST(SealedBids, Precedence) {
  SealedLot lot(rules_of(SealedFirstPrice{}));
  lot.auction.disqualify(0, at(1'001));
  EXPECT_EQ(lot.auction.offer({9, Leave{}, true}, at(1'001)).verdict, V::not_in_this_format);
  EXPECT_EQ(lot.auction.place({9, {0}}, at(1'001)).verdict, V::amount_not_positive);
  EXPECT_EQ(lot.commit(0, 7, at(1'001), true).verdict, V::disqualified);
  lot.auction.pause(at(1'002));
  EXPECT_EQ(lot.commit(1, 7, at(1'002), true).verdict, V::late);
  EXPECT_EQ(lot.commit(1, 7, at(1'002)).verdict, V::lot_paused);
}

TEST(SealedBids, WhatIsWrongShowsAtTheOpening) {
  Rules rules = rules_of(SealedSecondPrice{});
  rules.tick = {10};
  SealedLot lot(rules, {{}, {}, {}, Adjustment::additive({-50}), {}, {}});
  for (Bidder bidder = 0; bidder < 5; ++bidder) EXPECT_EQ(lot.commit(bidder, 1).verdict, V::accepted);
  EXPECT_EQ(lot.bid(5, 1'010).verdict, V::accepted);  // as a real one would be
  lot.auction.close(at(1'100));
  const Opened list[] = {{0, Money{505}, ""}, {1, Money{1'010}, ""}, {2, std::nullopt, "envelope_missing"}, {3, Money{50}, ""}, {4, Money{900}, ""}};
  EXPECT_EQ(lot.auction.open_sealed(list, at(1'101)).verdict, V::accepted);
  const auto opened = lot.auction.opened();
  ASSERT_EQ(opened.size(), 6u);
  const char* wanted[] = {"amount_off_tick", "above_ceiling", "envelope_missing", "evaluated_not_positive", "", "above_ceiling"};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(opened[i].defect, wanted[i]) << i;
  EXPECT_EQ(opened[0].amount, Money{505});
  EXPECT_FALSE(lot.auction.best_of(0));
  EXPECT_EQ(paid(*lot.auction.result()), (Paid{{4, 1'000}}));
}

TEST(SealedClock, PausesAndExtensionsMoveTheDeadline) {
  SealedLot lot(rules_of(SealedFirstPrice{}));
  lot.auction.pause(at(1'050));
  lot.auction.resume(at(1'080));
  lot.auction.extend(at(10), at(1'081));
  EXPECT_EQ(lot.auction.ends_at(), at(1'140));
  EXPECT_EQ(lot.auction.due()->what, Deadline::close);
  EXPECT_EQ(lot.auction.due()->at, at(1'140));
  EXPECT_EQ(lot.auction.close(at(1'139)).verdict, V::not_ended);
}

TEST(SealedClock, DisqualifiedBeforeTheOpeningIsNotOpened) {
  SealedLot lot(rules_of(SealedSecondPrice{}));
  lot.commit(0, 1);
  lot.commit(1, 1);
  lot.bid(2, 700);
  lot.auction.close(at(1'100));
  lot.auction.disqualify(0, at(1'101));
  ASSERT_EQ(lot.auction.committed().size(), 1u);
  const Opened list[] = {{1, Money{500}, ""}};
  EXPECT_EQ(lot.auction.open_sealed(list, at(1'102)).verdict, V::accepted);
  EXPECT_EQ(paid(*lot.auction.result()), (Paid{{1, 700}}));
  const Outcome out = lot.auction.disqualify(1, at(1'103));
  EXPECT_EQ(out.leader, 2u);
  EXPECT_EQ(out.previous_leader, 1u);
  EXPECT_EQ(paid(*lot.auction.result()), (Paid{{2, 1'000}}));
}

TEST(SealedClock, WhatCannotBeOpenedCanBeCancelled) {
  SealedLot lot(rules_of(SealedFirstPrice{}));
  lot.commit(0, 1);
  lot.auction.close(at(1'100));
  EXPECT_EQ(lot.auction.cancel(at(1'101)).verdict, V::accepted);
  EXPECT_EQ(lot.auction.open_sealed({}, at(1'102)).verdict, V::lot_cancelled);
  SealedLot decided(rules_of(SealedFirstPrice{}));
  decided.auction.close(at(1'100));
  EXPECT_EQ(decided.auction.cancel(at(1'101)).verdict, V::lot_closed);
}

TEST(SealedRules, Problems) {
  const auto problems = [](Rules rules) {
    std::string out;
    for (const RulesProblem& problem : validate(rules)) out += problem.path + " " + std::string(problem.name) + ";";
    return out;
  };
  EXPECT_EQ(problems(rules_of(SealedFirstPrice{})), "");
  EXPECT_EQ(problems(rules_of(SealedFirstPrice{0, Pay::own_price})), "/winners out_of_range;");
  EXPECT_EQ(problems(rules_of(SealedSecondPrice{1'001})), "/winners out_of_range;");
  EXPECT_EQ(problems(rules_of(SealedFirstPrice{1, Pay::match_lowest})), "/pay pay_needs_winners;");
  Rules unbounded = rules_of(SealedSecondPrice{});
  unbounded.ceiling.reset();
  EXPECT_EQ(problems(unbounded), "/ceiling second_price_unbounded;");
  unbounded.has_reserve = true;
  EXPECT_EQ(problems(unbounded), "");
}

}  // namespace
}  // namespace terang::auction
