// Commands on a lot, the clock's and the officer's, and what they leave behind.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

TEST(Lot, TheClockIsNotEarly) {
  World w;
  w.scheduled();
  EXPECT_EQ(w.verdict(OpenLot{w.id, w.lot1}), "not_due");
  w.to(w.start);
  EXPECT_EQ(w.verdict(OpenLot{w.id, w.lot1}), "not_due");
  EXPECT_EQ(w.verdict(CloseLot{w.id, w.lot1}), "not_due");
  w.to(w.end);
  EXPECT_EQ(w.verdict(CloseLot{w.id, w.lot1}), "wrong_state");
}

TEST(Lot, PauseStopsTheClock) {
  World w;
  w.live();
  w.to(w.start + 1);
  w.must(PauseLot{w.officer, w.id, w.lot1, World::kReason});
  EXPECT_EQ(w.verdict(PauseLot{w.officer, w.id, w.lot1, World::kReason}), "lot_paused");
  EXPECT_EQ(w.place("101", "900"), "lot_paused");
  const auto view = public_lot(w.registry, w.id, w.lot1);
  EXPECT_EQ(view.find("remaining_us")->as_int(), kHour - 1);
  EXPECT_EQ(view.find("paused")->text("reason"), World::kReason);
  w.to(w.end + kHour);
  EXPECT_EQ(w.registry.state(w.id), State::paused);
  w.must(ResumeLot{w.officer, w.id, w.lot1, World::kReason});
  EXPECT_EQ(w.verdict(ResumeLot{w.officer, w.id, w.lot1, World::kReason}), "not_paused");
  EXPECT_EQ(w.registry.next_due(), w.now + kHour - 1);
  EXPECT_TRUE(public_lot(w.registry, w.id, w.lot1).find("paused")->is_null());
}

TEST(Lot, ExtendWithItsReason) {
  World w;
  w.live();
  const auto extend = [&](std::int64_t seconds) {
    return w.verdict(ExtendLot{w.officer, w.id, w.lot1, seconds, World::kReason});
  };
  EXPECT_EQ(extend(0), "extension_not_positive");
  EXPECT_EQ(extend(-5), "extension_not_positive");
  EXPECT_EQ(extend(std::int64_t{1} << 62), "extension_too_long");
  EXPECT_EQ(extend(90), kAccepted);
  EXPECT_EQ(w.registry.next_due(), w.end + 90 * kSecond);
  const auto view = public_lot(w.registry, w.id, w.lot1);
  const auto* last = view.find("extensions")->find("last");
  EXPECT_EQ(last->text("reason"), World::kReason);
  EXPECT_EQ(last->text("cause"), "officer");
  EXPECT_EQ(last->find("by_seconds")->as_int(), 90);
}

TEST(Lot, ASoftCloseAfterAnOfficersExtensionHasNoReasonOfHis) {
  World w;
  w.live(R"({"soft_close":{"window_seconds":300,"extension_seconds":300,"trigger":"any_bid","max_times":2}})");
  w.must(ExtendLot{w.officer, w.id, w.lot1, 60, World::kReason});
  w.to(w.end);
  EXPECT_EQ(w.place("101", "900"), kAccepted);
  const auto view = public_lot(w.registry, w.id, w.lot1);
  const auto* extensions = view.find("extensions");
  EXPECT_EQ(extensions->find("used")->as_int(), 2);
  EXPECT_EQ(extensions->find("soft")->as_int(), 1);
  EXPECT_EQ(extensions->find("most")->as_int(), 2);
  EXPECT_TRUE(extensions->find("last")->find("reason")->is_null());
  EXPECT_EQ(extensions->find("last")->text("rule"), "any_bid");
  EXPECT_EQ(w.registry.next_due(), w.end + 60 * kSecond + 300 * kSecond);
}

TEST(Lot, DisqualifyMovesTheOthersUp) {
  World w;
  w.live();
  EXPECT_EQ(w.place("101", "900"), kAccepted);
  EXPECT_EQ(w.place("102", "950"), kAccepted);
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("101"), World::kReason});
  EXPECT_EQ(w.verdict(Disqualify{w.officer, w.id, w.lot1, Pseudonym("101"), World::kReason}), "already_disqualified");
  EXPECT_EQ(w.place("101", "800"), "disqualified");
  EXPECT_EQ(bidder_line(w.registry, w.id, w.lot1, Pseudonym("102")).find("rank")->as_int(), 1);
  EXPECT_EQ(bidder_line(w.registry, w.id, w.lot1, Pseudonym("101")).find("disqualified")->text("reason"), World::kReason);
}

TEST(Lot, ABidderOfAnotherLotCannotBeDisqualifiedHere) {
  World w;
  w.lots = 2;
  w.scheduled();
  w.admit("b104", "104", "null", {"2"});
  EXPECT_EQ(w.verdict(Disqualify{w.officer, w.id, w.lot1, Pseudonym("104"), World::kReason}), "not_admitted");
}

TEST(Lot, TheLastLotTakesTheTenderWithIt) {
  World w;
  w.lots = 2;
  w.scheduled();
  w.must(CancelLot{w.officer, w.id, LotId("1"), World::kReason});
  EXPECT_EQ(w.registry.state(w.id), State::scheduled);
  w.must(CancelLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_EQ(w.registry.state(w.id), State::cancelled);
  EXPECT_EQ(public_tender(w.registry, w.id).find("cancelled")->text("reason"), World::kReason);
}

TEST(Lot, AnOutageMovesTheEndByThePublishedRule) {
  World w;
  w.lots = 2;
  w.live(R"({"outage":{"min_seconds":5,"min_remaining_seconds":300}})");
  w.now = w.end + kMinute;  // the platform was away over the end
  EXPECT_EQ(w.verdict(RecordOutage{w.id, w.now, w.now}), "no_outage");
  EXPECT_EQ(w.verdict(RecordOutage{w.id, w.now, w.now + 1}), "no_outage");
  EXPECT_EQ(w.registry.with_live_lots(), std::vector<TenderId>{w.id});
  w.must(RecordOutage{w.id, w.end - kMinute, w.now});
  EXPECT_EQ(w.registry.next_due(), w.now + 300 * kSecond);
  EXPECT_EQ(json_of(w.log.back().data).find("lots")->as_array().size(), 2u);
  EXPECT_EQ(w.place("101", "900"), kAccepted);
}

TEST(Lot, AnOpeningWithinAnOutageIsCountedFromTheStart) {
  World w;
  w.scheduled(R"({"outage":{"min_seconds":5,"min_remaining_seconds":300}})");
  w.now = w.start + 10 * kMinute;  // away since before the start
  const auto commands = w.registry.after_outage(w.start - 5 * kMinute, w.now);
  ASSERT_EQ(commands.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<OpenLot>(commands[0]));
  for (const Command& command : commands) w.must(command);
  EXPECT_EQ(w.registry.next_due(), w.end + 10 * kMinute);
}

TEST(Lot, ALotThatWouldHaveOpenedAndClosedInAnOutageGetsItsTime) {
  World w;
  w.scheduled(R"({"outage":{"min_seconds":5,"min_remaining_seconds":300}})");
  w.now = w.end + 10 * kMinute;
  for (const Command& command : w.registry.after_outage(w.start - kMinute, w.now)) w.must(command);
  EXPECT_EQ(w.registry.next_due(), w.end + kHour + 10 * kMinute);
}

TEST(Lot, AShortOutageIsRecordedAndMovesNothing) {
  World w;
  w.live(R"({"outage":{"min_seconds":5,"min_remaining_seconds":300}})");
  w.after(kMinute);
  w.must(RecordOutage{w.id, w.now - kSecond, w.now});
  EXPECT_EQ(w.registry.next_due(), w.end);
  EXPECT_THAT(w.log.back().data, testing::HasSubstr("outage_too_short"));
}

TEST(Lot, ThousandsOfTendersAreAskedInOrderOfTheirDeadlines) {
  World w;
  for (int i = 0; i < 2000; ++i) {
    w.id = TenderId("t" + std::to_string(1'000'000 + i));
    w.start = *parse_time("2026-12-01T01:00:00Z") + (i * 7919 % 2000) * kSecond;
    w.published();
    w.admit("b101", "101");
    w.must(Schedule{w.officer, w.id});
  }
  Micros last = 0;
  int opened = 0;
  while (opened < 2000) {
    const auto due = w.registry.next_due();
    ASSERT_TRUE(due);
    ASSERT_GT(*due, last);
    last = w.now = *due;
    const auto commands = w.registry.due(w.now);
    ASSERT_EQ(commands.size(), 1u);
    ASSERT_TRUE(std::holds_alternative<OpenLot>(commands[0]));
    w.must(commands[0]);
    ++opened;
  }
}

}  // namespace
}  // namespace terang::tender::test
