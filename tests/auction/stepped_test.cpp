// Turns, what may be said in them, and who wins. The timetable and the tie of the order are those of the Prozorro auction
// module (public repository ProzorroUKR/prozorro-auction: 5 min, three rounds of 2 min a bidder, 2 min between, 2 min
// before the announcement).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/auction/stepped_lot.h"

namespace terang::auction::test {
namespace {

using testing::ElementsAre;

TEST(Stepped, ElevenMinutesAndSixForEachBidder) {
  for (const Bidder count : {1u, 2u, 3u, 10u}) {
    SteppedLot lot(stepped_rules(), {});
    for (Bidder i = 0; i < count; ++i) {
      lot.auction.admit({});
      lot.bid(i, 1'000 + i, sec(900));
    }
    lot.run(sec(1'000));
    EXPECT_EQ(lot.auction.ends_at(), after(60 * (11 + 6 * count)));
    lot.run(after(100'000));
    EXPECT_EQ(lot.auction.ends_at(), after(60 * (11 + 6 * count)));
    EXPECT_EQ(lot.auction.phase(), Phase::closed);
  }
}

TEST(Stepped, NobodyWithAnOffer) {
  SteppedLot lot(stepped_rules());
  lot.opened({});
  EXPECT_EQ(lot.auction.ends_at(), after(300 + 120));
  lot.run(after(1'000));
  EXPECT_EQ(lot.auction.result()->winner(), kNobody);
}

TEST(Stepped, StagesInOrder) {
  SteppedLot lot(stepped_rules(), {{}, {}});
  EXPECT_EQ(lot.stage().name, "initial_offers");
  EXPECT_EQ(lot.stage().until, sec(1'000));
  lot.opened({100, 200});
  std::string told;
  for (;;) {
    const Stage stage = lot.stage();
    told += std::string(stage.name) + " " + std::to_string(stage.round) + "/" + std::to_string(stage.rounds);
    if (stage.turn != kNobody) told += " #" + std::to_string(stage.turn) + " " + std::to_string(stage.number) + "/" + std::to_string(stage.of);
    told += " " + std::to_string((*stage.since - sec(1'000)) / kSecond) + ";";
    if (lot.auction.phase() == Phase::closed) break;
    EXPECT_EQ(stage.until, lot.auction.next_due());
    lot.auction.give(*lot.auction.due(), *lot.auction.next_due());
  }
  EXPECT_EQ(told,
            "opening_pause 1/3 0;turn 1/3 #1 1/2 300;turn 1/3 #0 2/2 420;pause 2/3 540;turn 2/3 #1 1/2 660;turn 2/3 #0 2/2 "
            "780;pause 3/3 900;turn 3/3 #1 1/2 1020;turn 3/3 #0 2/2 1140;pre_announcement 0/0 1260;announcement 0/0 1380;");
}

TEST(Stepped, WorstFirstAndOfEqualsTheLater) {
  SteppedLot lot(stepped_rules(), {{}, {}, {}, {}});
  lot.opened({100, 300, 100, 200});
  EXPECT_THAT(lot.ranking(), ElementsAre(0, 2, 3, 1));
  EXPECT_THAT(lot.auction.turns(), ElementsAre(1, 3, 2, 0));
  EXPECT_EQ(lot.auction.number_of(1), 1u);
  EXPECT_EQ(lot.auction.number_of(0), 4u);
  lot.run(after(300));
  EXPECT_EQ(lot.say(1, 100, after(310)), Verdict::accepted);  // as good as the best, and the last to say so
  lot.run(after(300 + 4 * 120));
  EXPECT_THAT(lot.ranking(), ElementsAre(0, 2, 1, 3));
  EXPECT_THAT(lot.auction.turns(), ElementsAre(3, 1, 2, 0));
  EXPECT_EQ(lot.auction.number_of(1), 1u);  // a name is kept
}

TEST(Stepped, TheEarlierOfEqualsWins) {
  SteppedLot lot(stepped_rules(), {{}, {}});
  lot.opened({200, 200}).run(after(310));
  EXPECT_EQ(lot.stage().turn, 1u);
  lot.say(1, 150, after(320));
  lot.run(after(430));
  EXPECT_EQ(lot.say(0, 150, after(440)), Verdict::accepted);
  lot.run(after(10'000));
  EXPECT_EQ(lot.auction.result()->winner(), 1u);
}

TEST(Stepped, AChangeIsHisOwnUntilTheTurnEnds) {
  SteppedLot lot(stepped_rules(), {{}, {}});
  lot.opened({100, 200}).run(after(300));
  EXPECT_TRUE(lot.bid(1, 90, after(310)).pending);
  EXPECT_EQ(lot.bid(1, 90, after(310)).rank, 0u);  // tells nobody where it leads
  EXPECT_EQ(lot.auction.leader(), 0u);
  EXPECT_EQ(lot.auction.best_of(1), Money{200});
  EXPECT_EQ(lot.auction.pending_of(1)->amount, Money{90});
  EXPECT_FALSE(lot.auction.pending_of(0));
  EXPECT_EQ(lot.say(1, 150, after(320)), Verdict::accepted);  // also upwards: the step is from what stands
  EXPECT_EQ(lot.withdraw(1, after(330)), Verdict::accepted);
  EXPECT_EQ(lot.withdraw(1, after(330)), Verdict::nothing_to_withdraw);
  EXPECT_FALSE(lot.auction.pending_of(1));
  EXPECT_EQ(lot.say(1, 80, after(420) - 1), Verdict::accepted);  // the last microsecond counts
  const Outcome end = lot.auction.advance(after(420));
  EXPECT_TRUE(end.leader_changed());
  EXPECT_EQ(lot.auction.best_of(1), Money{80});
  EXPECT_FALSE(lot.auction.pending_of(1));
}

TEST(Stepped, SilenceKeepsTheOffer) {
  SteppedLot lot(stepped_rules(), {{}, {}});
  lot.opened({100, 200}).run(after(10'000));
  EXPECT_THAT(lot.ranking(), ElementsAre(0, 1));
  EXPECT_EQ(lot.auction.result()->amount(), Money{100});
}

TEST(Stepped, InitialOffersAreSealedUntilTheOpening) {
  SteppedLot lot(stepped_rules());
  EXPECT_TRUE(lot.bid(0, 100, sec(10)).pending);
  EXPECT_EQ(lot.say(0, 300, sec(20)), Verdict::accepted);  // upwards too
  lot.say(1, 200, sec(30));
  lot.say(2, 50, sec(30));
  EXPECT_EQ(lot.withdraw(2, sec(40)), Verdict::accepted);
  EXPECT_EQ(lot.auction.ranked(), 0u);
  EXPECT_EQ(lot.auction.leader(), kNobody);
  EXPECT_FALSE(lot.auction.best_of(0));
  EXPECT_EQ(lot.auction.pending_of(0)->amount, Money{300});
  lot.run(sec(1'000));
  EXPECT_THAT(lot.ranking(), ElementsAre(1, 0));
  lot.run(after(300));
  EXPECT_EQ(lot.say(2, 50, after(310)), Verdict::no_initial_offer);
  EXPECT_FALSE(lot.auction.next_valid(2).possible);
}

// The first refusal that applies, from what is wrong with everything down.
TEST(Stepped, RefusalsInTheirOrder) {
  Rules rules = stepped_rules(20);
  rules.tick = {10};
  rules.ceiling = Money{1'000};
  SteppedLot lot(rules, {{}, Adjustment::additive({-100}), {}, {}, {}});
  EXPECT_EQ(lot.auction.offer({0, Leave{}}, sec(1)).verdict, Verdict::not_in_this_format);
  EXPECT_EQ(lot.say(0, contract({1, 1}, 1, 0, 1, 1), sec(1)), Verdict::not_in_this_format);
  EXPECT_EQ(lot.say(9, 0, sec(1)), Verdict::amount_not_positive);
  EXPECT_EQ(lot.say(9, kLargestAmount.minor + 1, sec(1)), Verdict::amount_overflow);
  EXPECT_EQ(lot.say(9, 5, sec(1)), Verdict::not_admitted);
  EXPECT_EQ(lot.withdraw(9, sec(1)), Verdict::not_admitted);
  lot.auction.disqualify(4, sec(1));
  EXPECT_EQ(lot.say(4, 5, sec(1)), Verdict::disqualified);
  EXPECT_EQ(lot.say(0, 1'005, sec(1)), Verdict::amount_off_tick);
  EXPECT_EQ(lot.say(0, 1'010, sec(1)), Verdict::above_ceiling);
  EXPECT_EQ(lot.bid(0, 1'010, sec(1)).at_most, Money{1'000});
  EXPECT_EQ(lot.say(1, 100, sec(1)), Verdict::evaluated_not_positive);
  lot.say(0, 500, sec(2));
  lot.say(1, 700, sec(2));
  lot.say(2, 900, sec(2));
  EXPECT_EQ(lot.say(0, 5, sec(1'000)), Verdict::not_your_turn);  // the clock says it has begun
  lot.run(sec(1'000));
  EXPECT_EQ(lot.say(2, 5, after(10)), Verdict::not_your_turn);  // a pause
  lot.run(after(300));
  EXPECT_EQ(lot.say(3, 5, after(310)), Verdict::no_initial_offer);
  EXPECT_EQ(lot.say(0, 5, after(310)), Verdict::not_your_turn);
  EXPECT_EQ(lot.withdraw(0, after(310)), Verdict::not_your_turn);
  EXPECT_EQ(lot.say(2, 1'005, after(310)), Verdict::amount_off_tick);
  EXPECT_EQ(lot.say(2, 1'010, after(310)), Verdict::above_ceiling);
  EXPECT_EQ(lot.say(2, 900, after(310)), Verdict::not_below_own);
  EXPECT_EQ(lot.say(2, 890, after(310)), Verdict::own_decrement_too_small);
  EXPECT_EQ(lot.bid(2, 890, after(310)).at_most, Money{880});
  EXPECT_EQ(lot.say(2, 880, after(310)), Verdict::accepted);
  EXPECT_EQ(lot.say(2, 880, after(420)), Verdict::not_your_turn);  // over by the clock, though nobody said so yet
  lot.auction.advance(after(420));
  EXPECT_EQ(lot.say(1, 100, after(430)), Verdict::evaluated_not_positive);
  lot.auction.pause(after(430));
  EXPECT_EQ(lot.say(1, 5, after(431)), Verdict::lot_paused);
  EXPECT_EQ(lot.say(3, 5, after(431)), Verdict::lot_paused);
  lot.auction.resume(after(432));
  lot.run(after(100'000));
  EXPECT_EQ(lot.say(1, 5, after(100'000)), Verdict::lot_closed);
  SteppedLot gone(rules);
  gone.auction.cancel(sec(5));
  EXPECT_EQ(gone.say(0, 5, sec(6)), Verdict::lot_cancelled);
}

TEST(Stepped, ABiddersOwnCeiling) {
  SteppedLot lot(stepped_rules(), {{}});
  const Bidder bound = lot.auction.admit({{}, Money{150}});
  EXPECT_EQ(lot.auction.next_valid(bound).at_most, Money{150});
  EXPECT_FALSE(lot.auction.next_valid(0).at_most);
  EXPECT_EQ(lot.say(bound, 151, sec(1)), Verdict::above_ceiling);
  EXPECT_EQ(lot.say(bound, 150, sec(1)), Verdict::accepted);
  EXPECT_EQ(lot.say(0, 151, sec(1)), Verdict::accepted);
}

TEST(Stepped, ARefusalChangesNothing) {
  SteppedLot lot(stepped_rules(), {{}, {}});
  lot.opened({100, 200}).run(after(300));
  lot.say(1, 150, after(310));
  lot.say(1, 195, after(320));
  lot.say(0, 10, after(320));
  EXPECT_EQ(lot.auction.pending_of(1)->amount, Money{150});
  EXPECT_EQ(lot.auction.bid_count(), 3u);
}

// Figures of tests/base.py and tests/databridge/test_importers.py of ProzorroUKR/prozorro-auction: amounts 469 and 479,
// features that count at most 0.15 each, parameters 0.1 and 0.15. There the first coefficient, computed in binary floating
// point, is 16212958658533786/12610078956637389; exactly it is 9/7. Costs of 10, 20, 30 and 40 add up to 100.
TEST(Stepped, RanksByTheEvaluatedPrice) {
  const Adjustment first = Adjustment::by_factor({7, 9}), second = Adjustment::by_factor({7, 10});
  SteppedLot quality(stepped_rules(3'500), {first, second});
  quality.opened({46'900, 47'900});
  EXPECT_EQ(compare(evaluate({46'900}, first), Evaluated{36'477, 7, 9}), 0);
  EXPECT_EQ(compare(evaluate({47'900}, second), Evaluated{33'530, 0, 1}), 0);
  EXPECT_THAT(quality.ranking(), ElementsAre(1, 0));
  SteppedLot costs(stepped_rules(3'500), {Adjustment::additive({10'000}), {}});
  costs.opened({46'900, 47'900});
  EXPECT_THAT(costs.ranking(), ElementsAre(1, 0));
  // Mixed: 469 / 1.25 + 110 = 485.20; the other stays 479.
  SteppedLot mixed(stepped_rules(3'500), {Adjustment{{11'000}, {4, 5}}, {}});
  mixed.opened({46'900, 47'900});
  EXPECT_EQ(compare(evaluate({46'900}, mixed.auction.adjustment_of(0)), Evaluated{48'520, 0, 1}), 0);
  EXPECT_THAT(mixed.ranking(), ElementsAre(1, 0));
}

// The published rule puts the step on the evaluated price turned back into an amount: own evaluated × c − step, own
// evaluated − costs − step, (own evaluated − a) × d − step. Exactly, that is the own amount − step.
TEST(Stepped, TheStepIsOnTheAmountWhateverTheEvaluation) {
  for (const Adjustment& adjustment : {Adjustment::by_factor({7, 9}), Adjustment::additive({10'000}), Adjustment{{11'000}, {4, 5}}}) {
    SteppedLot lot(stepped_rules(3'500), {adjustment});
    lot.opened({46'900}).run(after(300));
    const Evaluated own = evaluate({46'900}, adjustment);
    const Int128 num = (Int128{own.whole - adjustment.add.minor} * own.den + own.part) * adjustment.factor.den;
    EXPECT_EQ(static_cast<std::int64_t>(num / (Int128{own.den} * adjustment.factor.num)), 46'900);
    EXPECT_EQ(lot.auction.next_valid(0).at_most, Money{43'400});
    EXPECT_EQ(lot.say(0, 43'401, after(310)), Verdict::own_decrement_too_small);
    EXPECT_EQ(lot.say(0, 43'400, after(310)), Verdict::accepted);
  }
}

TEST(Stepped, FlagsAnAbnormallyLowPrice) {
  Rules rules = stepped_rules(1);
  std::get<SteppedPrice>(stepped(rules).basis).abnormally_low = AbnormallyLowRule{};
  const auto flags = [&](std::int64_t last) {
    SteppedLot lot(rules);
    lot.opened({1'000, 900, 1'100}).run(after(100'000));
    SteppedLot lowered(rules);
    lowered.opened({1'000, 900, 1'100}).run(after(300 + 240));
    EXPECT_EQ(lowered.say(1, last, after(550)), Verdict::accepted);
    lowered.run(after(100'000));
    EXPECT_EQ(lot.auction.result()->abnormally_low, (AbnormallyLow{false, false}));
    return *lowered.auction.result()->abnormally_low;
  };
  EXPECT_EQ(flags(701), (AbnormallyLow{false, false}));
  EXPECT_EQ(flags(700), (AbnormallyLow{false, true}));  // 30 % below 1,000
  EXPECT_EQ(flags(631), (AbnormallyLow{false, true}));
  EXPECT_EQ(flags(630), (AbnormallyLow{true, true}));  // 40 % below the mean of 1,000 and 1,100 at the start
  SteppedLot alone(rules, {{}});
  alone.opened({10}).run(after(100'000));
  EXPECT_FALSE(alone.auction.result()->abnormally_low);
}

TEST(AbnormallyLow, FractionsAreExact) {
  // The mean of 1/3, 1/7 and 1/9999991 × 5; 40 % off it, to the last part.
  const Evaluated others[] = {{100, 1, 3}, {100, 1, 7}, {100, 5, 9'999'991}};
  // Σ = 300 + 1/3 + 1/7 + 5/9999991; Σ/3 × 3/5 = Σ/5 = 60 + 1/15 + 1/35 + 1/9999991
  const AbnormallyLowRule rule;
  EXPECT_TRUE(abnormally_low({60, 2, 21}, others, std::nullopt, rule).below_mean);
  EXPECT_FALSE(abnormally_low({60, 952'382, 9'999'991}, others, std::nullopt, rule).below_mean);
  EXPECT_TRUE(abnormally_low({60, 952'381, 9'999'991}, others, std::nullopt, rule).below_mean);
  EXPECT_TRUE(abnormally_low({70, 0, 1}, {}, Evaluated{100, 0, 1}, rule).below_next);
  EXPECT_FALSE(abnormally_low({70, 1, 9'999'991}, {}, Evaluated{100, 0, 1}, rule).below_next);
  EXPECT_EQ(abnormally_low({1, 0, 1}, {}, std::nullopt, rule), AbnormallyLow{});
  const std::vector<Evaluated> many(1'000, Evaluated{kLargestAmount.minor, 1, 9'999'991});
  EXPECT_FALSE(abnormally_low({kLargestAmount.minor, 0, 1}, many, many.front(), rule).below_mean);
  EXPECT_TRUE(abnormally_low({1, 0, 1}, many, many.front(), rule).below_mean);
}

TEST(SteppedRules, EachProblem) {
  const auto problems = [](const Rules& rules) {
    std::string out;
    for (const RulesProblem& problem : validate(rules)) out += problem.path + " " + std::string(problem.name) + ";";
    return out;
  };
  const auto price = [&](auto change) {
    Rules rules = stepped_rules();
    change(rules, stepped(rules), std::get<SteppedPrice>(stepped(rules).basis));
    return problems(rules);
  };
  EXPECT_EQ(price([](auto&, auto&, auto&) {}), "");
  EXPECT_EQ(price([](auto&, auto& format, auto&) { format.rounds = 0; }), "/rounds out_of_range;");
  EXPECT_EQ(price([](auto&, auto& format, auto&) { format.turn = sec(3'601); }), "/turn_seconds out_of_range;");
  EXPECT_EQ(price([](auto&, auto& format, auto&) { format.opening_pause = format.pause = format.pre_announcement = 0; }),
            "/opening_pause_seconds out_of_range;/pause_seconds out_of_range;/pre_announcement_seconds out_of_range;");
  EXPECT_EQ(price([](auto&, auto&, auto& basis) { basis.step = {}; }), "/step amount_not_positive;");
  EXPECT_EQ(price([](auto& rules, auto&, auto&) { rules.tick = {4}; }), "/step step_off_tick;");
  EXPECT_EQ(price([](auto& rules, auto&, auto&) { rules.ceiling = Money{10}; }), "/step step_not_below_ceiling;");
  EXPECT_EQ(price([](auto&, auto&, auto& basis) { basis.abnormally_low = AbnormallyLowRule{{100, 1}, {1, 10'001}}; }),
            "/abnormally_low/below_mean_percent percent_out_of_range;/abnormally_low/below_next_percent percent_too_fine;");
  const auto esco = [&](auto change) {
    Rules rules = esco_rules();
    change(rules, std::get<SteppedEsco>(stepped(rules).basis));
    return problems(rules);
  };
  EXPECT_EQ(esco([](auto&, auto&) {}), "");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.discount_percent = {0, 1}; }), "");
  EXPECT_EQ(esco([](auto& rules, auto&) {
              rules.tick = {5};
              rules.ceiling = Money{100};
              rules.reserve = Money{100};
              rules.has_reserve = true;
            }),
            "/tick tick_unexpected;/ceiling ceiling_unexpected;/reserve reserve_unexpected;");
  EXPECT_EQ(esco([](auto& rules, auto&) { rules.has_reserve = true; }), "/has_reserve reserve_unexpected;");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.notice = {2019, 2, 29}; }), "/esco/notice out_of_range;");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.discount_percent = {100, 1}; }), "/esco/discount_percent percent_out_of_range;");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.step_percent = {0, 1}; }), "/esco/step_percent percent_out_of_range;");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.share_least = {1, 3}; }), "/esco/share/at_least share_too_fine;");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.share_most = {3, 2}; }), "/esco/share/at_most share_out_of_range;");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.share_most = {1, 2}; }), "/esco/share share_empty;");
  EXPECT_EQ(esco([](auto&, auto& basis) { basis.longest_days = kLongestTerm + 1; }), "/esco/longest_days out_of_range;");
}

}  // namespace
}  // namespace terang::auction::test
