// Pauses, outages, extensions and disqualifications in the middle of a turn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/auction/stepped_lot.h"

namespace terang::auction::test {
namespace {

using testing::ElementsAre;

// Three bidders, 300, 200 and 100 in the order of their turns; the first turn runs from 300 to 420, the end is at 1,740.
SteppedLot three(Rules rules = stepped_rules()) {
  SteppedLot lot(rules);
  lot.opened({300, 200, 100}).run(after(300));
  return lot;
}

TEST(SteppedClock, APauseKeepsTheRestOfTheTurn) {
  SteppedLot lot = three();
  lot.say(0, 250, after(310));
  lot.auction.pause(after(330));
  EXPECT_FALSE(lot.auction.due());
  EXPECT_EQ(lot.stage().until, after(420));
  lot.auction.resume(after(1'000));
  EXPECT_EQ(lot.stage().until, after(1'090));
  EXPECT_EQ(lot.auction.ends_at(), after(1'740 + 670));
  EXPECT_EQ(lot.auction.pending_of(0)->amount, Money{250});
  EXPECT_EQ(lot.say(0, 240, after(1'090) - 1), Verdict::accepted);
  lot.run(after(1'090));
  EXPECT_EQ(lot.auction.best_of(0), Money{240});
  EXPECT_EQ(lot.stage().until, after(1'210));
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.ends_at(), after(1'740 + 670));
}

TEST(SteppedClock, AnExtensionLengthensTheStageUnderWay) {
  SteppedLot lot = three();
  lot.auction.extend(sec(60), after(400));
  EXPECT_EQ(lot.stage().until, after(480));
  EXPECT_EQ(lot.auction.ends_at(), after(1'800));
  EXPECT_EQ(lot.say(0, 250, after(470)), Verdict::accepted);
  lot.auction.pause(after(475));
  lot.auction.extend(sec(10), after(476));
  lot.auction.resume(after(500));
  EXPECT_EQ(lot.stage().until, after(515));
  lot.run(after(515));
  EXPECT_EQ(lot.auction.best_of(0), Money{250});
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.ends_at(), after(1'740 + 60 + 10 + 25));
}

TEST(SteppedClock, AnExtensionBeforeTheOpeningLengthensTheFirstPause) {
  SteppedLot lot(stepped_rules());
  lot.auction.extend(sec(60), sec(10));
  lot.opened({300, 200, 100});
  EXPECT_EQ(lot.stage().until, after(360));
  EXPECT_EQ(lot.auction.ends_at(), after(1'800));
}

TEST(SteppedClock, AnExtensionAtTheEnd) {
  SteppedLot lot = three();
  lot.run(after(1'700));
  EXPECT_EQ(lot.stage().name, "pre_announcement");
  lot.auction.extend(sec(60), after(1'700));
  EXPECT_EQ(lot.stage().until, after(1'800));
  EXPECT_EQ(lot.auction.next_due(), after(1'800));
}

TEST(SteppedClock, AnOutageGivesTheTurnBack) {
  Rules rules = stepped_rules();
  rules.outage = OutageRule{sec(5), sec(30)};
  SteppedLot lot = three(rules);
  lot.say(0, 250, after(310));
  // From the middle of the turn until long after it should have ended.
  lot.auction.outage(after(400), after(600), after(600));
  EXPECT_EQ(lot.stage().turn, 0u);
  EXPECT_EQ(lot.stage().until, after(630));  // 20 s were left; the rule leaves at least 30
  EXPECT_EQ(lot.auction.ends_at(), after(1'740 + 210));
  EXPECT_EQ(lot.auction.pending_of(0)->amount, Money{250});
  EXPECT_EQ(lot.say(0, 240, after(620)), Verdict::accepted);
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.ends_at(), after(1'740 + 210));
}

TEST(SteppedClock, ALateStartIsNoDrop) {
  SteppedLot lot(stepped_rules());
  lot.bid(0, 100, sec(900));
  lot.auction.open(after(500));
  EXPECT_EQ(lot.stage().until, after(800));
  EXPECT_EQ(lot.auction.ends_at(), after(500 + 60 * 17));
}

TEST(SteppedClock, WhatIsLateShortensNoTurn) {
  SteppedLot lot = three();
  lot.auction.advance(after(425));  // five seconds late
  EXPECT_EQ(lot.stage().turn, 1u);
  EXPECT_EQ(lot.stage().until, after(545));
  EXPECT_EQ(lot.auction.ends_at(), after(1'745));
  EXPECT_EQ(lot.auction.advance(after(430)).verdict, Verdict::not_due);
}

TEST(SteppedClock, ADisqualifiedBiddersTurnEndsAtOnce) {
  SteppedLot lot = three();
  lot.say(0, 50, after(310));
  lot.auction.disqualify(0, after(330));
  EXPECT_EQ(lot.stage().turn, 1u);
  EXPECT_EQ(lot.stage().number, 2u);
  EXPECT_EQ(lot.stage().until, after(450));
  EXPECT_EQ(lot.auction.ends_at(), after(330 + 2 * 120 + 2 * (120 + 2 * 120) + 120));
  EXPECT_THAT(lot.ranking(), ElementsAre(2, 1));
  EXPECT_FALSE(lot.auction.pending_of(0));  // what he had not published is lost
  EXPECT_EQ(lot.auction.best_of(0), Money{300});  // his record stays
  const Micros end = lot.auction.ends_at();
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.ends_at(), end);
}

TEST(SteppedClock, TheLastOfARoundDisqualifiedInHisTurn) {
  SteppedLot lot = three();
  lot.run(after(540));
  EXPECT_EQ(lot.stage().turn, 2u);
  lot.auction.disqualify(2, after(550));
  EXPECT_EQ(lot.stage().name, "pause");
  EXPECT_EQ(lot.stage().round, 2u);
  EXPECT_THAT(lot.auction.turns(), ElementsAre(0, 1));
  EXPECT_EQ(lot.auction.leader(), 1u);
}

TEST(SteppedClock, OneWhoseTurnIsStillToCome) {
  SteppedLot lot = three();
  lot.auction.disqualify(2, after(330));
  EXPECT_EQ(lot.stage().turn, 0u);
  EXPECT_EQ(lot.auction.ends_at(), after(1'740 - 3 * 120));
  EXPECT_THAT(lot.auction.turns(), ElementsAre(0, 1));
  lot.run(after(540));
  EXPECT_EQ(lot.stage().name, "pause");
}

TEST(SteppedClock, DisqualifiedWhilePaused) {
  SteppedLot lot = three();
  lot.auction.pause(after(330));
  lot.auction.disqualify(2, after(340));
  EXPECT_EQ(lot.auction.ends_at(), after(1'380));
  EXPECT_EQ(lot.auction.remaining_when_paused(), sec(1'380 - 330));
  lot.auction.disqualify(0, after(350));  // it was his turn
  EXPECT_EQ(lot.stage().turn, 1u);
  lot.auction.resume(after(1'000));
  EXPECT_EQ(lot.stage().until, after(1'120));
  EXPECT_EQ(lot.auction.ends_at(), after(1'000 + 120 + 2 * (120 + 120) + 120));
  lot.auction.disqualify(1, after(1'010));  // nobody is left
  EXPECT_EQ(lot.stage().name, "pre_announcement");
  EXPECT_EQ(lot.auction.ends_at(), after(1'130));
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.result()->winner(), kNobody);
}

TEST(SteppedClock, DisqualifiedBeforeTheOpeningAndAfterTheEnd) {
  SteppedLot lot(stepped_rules());
  lot.bid(2, 10, sec(5));
  lot.auction.disqualify(2, sec(6));
  lot.opened({300, 200}).run(after(100'000));
  EXPECT_EQ(lot.auction.result()->winner(), 1u);
  const Outcome outcome = lot.auction.disqualify(1, after(100'000));
  EXPECT_TRUE(outcome.leader_changed());
  EXPECT_EQ(lot.auction.result()->winner(), 0u);
  EXPECT_EQ(lot.auction.ends_at(), after(60 * 23));
}

TEST(SteppedClock, AdmittedWhileItRunsHasNoTurn) {
  SteppedLot lot = three();
  const Bidder late = lot.auction.admit({});
  EXPECT_EQ(lot.say(late, 10, after(310)), Verdict::no_initial_offer);
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.result()->winner(), 2u);
}

}  // namespace
}  // namespace terang::auction::test
