// Lots that follow each other: what each command on one does to the clocks of the others, and what is told of it.
#include "tender/document.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

constexpr const char* kSerial = R"({"kind":"serial","gap_seconds":300})";
constexpr const char* kStaggered = R"({"kind":"staggered","every_seconds":60,"when_extended":"move"})";
constexpr const char* kSoft =
    R"({"soft_close":{"window_seconds":60,"extension_seconds":120,"trigger":"any_bid"},"outage":{"min_seconds":1,"min_remaining_seconds":0}})";

struct Sequence : ::testing::Test {
  World w;
  void with(const char* sequence, const char* rules = kSoft, int lots = 3) {
    w.lots = lots;
    w.sequence = json_of(sequence);
    w.scheduled(rules);
  }
  Value lot(int number) const { return public_lot(w.registry, w.id, LotId(std::to_string(number))); }
  std::string phase(int number) const { return std::string(lot(number).text("phase")); }
  Micros starts(int number) const { return *parse_time(lot(number).text("starts_at")); }
  Micros ends(int number) const { return *parse_time(lot(number).text("ends_at")); }
  std::string after(int number) const { return std::string(lot(number).text("opens_after")); }
  Value newest_moved() const {
    const Value data = json_of(w.log.back().data);
    const Value* moved = data.find("moved");
    return moved ? *moved : Value();
  }
  void same_again() const {
    Registry again;
    for (const Logged& entry : w.log) {
      const auto mismatch = again.replay(entry.view());
      ASSERT_FALSE(mismatch) << entry.kind << " " << mismatch->path << " " << mismatch->expected << " " << mismatch->found;
    }
    EXPECT_EQ(everything(again), everything(w.registry));
    EXPECT_EQ(again.next_due(), w.registry.next_due());
  }
};

TEST_F(Sequence, SerialLotsOpenOneAfterTheOther) {
  with(kSerial);
  EXPECT_EQ(starts(2), w.start + kHour + 5 * kMinute) << "as planned";
  EXPECT_EQ(ends(3), w.start + 3 * kHour + 10 * kMinute);
  EXPECT_EQ(after(1), "");
  EXPECT_EQ(after(2), "1");
  EXPECT_EQ(after(3), "2");
  w.to(w.end - kSecond);
  EXPECT_EQ(w.place("101", "950"), kAccepted);  // extends lot 1 by two minutes
  EXPECT_TRUE(newest_moved().is_null()) << "who waits has no clock yet";
  EXPECT_EQ(w.place("101", "900", "2"), "not_started");
  w.to(w.end + 2 * kMinute);
  EXPECT_EQ(phase(1), "closed");
  EXPECT_EQ(w.registry.state(w.id), State::scheduled) << "between two lots";
  EXPECT_EQ(w.log.back().kind, "lot.closed");
  const Micros second = w.end + 7 * kMinute;
  EXPECT_EQ(json::canonical(newest_moved()), R"([{"ends_at":")" + format_time(second + kHour) + R"(","lot":"2","starts_at":")" +
                                                 format_time(second) + "\"}]");
  EXPECT_EQ(starts(2), second);
  EXPECT_EQ(ends(2), second + kHour);
  EXPECT_EQ(after(2), "");
  const Value events = *lot(2).find("events")->find("newest");
  EXPECT_EQ(events.as_array().back().text("kind"), "planned");
  EXPECT_EQ(events.as_array().back().text("cause"), "sequence");
  EXPECT_EQ(events.as_array().back().text("start"), format_time(second));
  EXPECT_EQ(events.as_array().back().find("seq")->as_int(), static_cast<std::int64_t>(w.log.back().seq));
  w.to(second);
  EXPECT_EQ(w.place("101", "900", "2"), kAccepted);
  w.to(second + kHour);
  EXPECT_EQ(starts(3), second + kHour + 5 * kMinute);
  w.to(starts(3) + kHour);
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  same_again();
}

TEST_F(Sequence, SerialLotsWaitForAPausedOneAndForAnOutage) {
  with(kSerial);
  w.to(w.start + kMinute);
  w.must(PauseLot{w.officer, w.id, w.lot1, World::kReason});
  w.after(5 * kHour);  // far beyond everything that was planned
  EXPECT_EQ(w.place("101", "900", "2"), "not_started");
  EXPECT_EQ(w.registry.next_due(), std::nullopt);
  w.must(ExtendLot{w.officer, w.id, LotId("2"), 600, World::kReason});  // also while it waits
  w.must(ResumeLot{w.officer, w.id, w.lot1, World::kReason});
  const Micros lost = w.now - 10 * kMinute;
  w.must(RecordOutage{w.id, lost, w.now - 9 * kMinute});
  w.to(ends(1));
  EXPECT_EQ(phase(1), "closed");
  EXPECT_EQ(starts(2), w.now + 5 * kMinute);
  EXPECT_EQ(ends(2), starts(2) + kHour + 10 * kMinute) << "with what the officer added";
  same_again();
}

TEST_F(Sequence, ACancelledLotLeavesItsPlaceToTheNext) {
  with(kSerial);
  // Before it opened: the next one opens when it would have.
  w.must(CancelLot{w.officer, w.id, w.lot1, World::kReason});
  EXPECT_EQ(starts(2), w.start);
  EXPECT_EQ(after(2), "");
  EXPECT_EQ(after(3), "2");
  w.to(w.start + kMinute);
  EXPECT_EQ(phase(2), "live");
  // While it ran: a gap later.
  w.must(CancelLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_EQ(starts(3), w.now + 5 * kMinute);
  w.to(starts(3));
  EXPECT_EQ(phase(3), "live");
  same_again();
}

TEST_F(Sequence, ACancelledLotThatWaitedMovesNothing) {
  with(kSerial);
  w.to(w.start);
  const Decision cancelled = w.act(CancelLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_TRUE(newest_moved().is_null());
  EXPECT_THAT(cancelled.lots, testing::Contains(LotId("3"))) << "it waits for another now, and is shown again";
  EXPECT_EQ(after(3), "1");
  w.to(w.end);
  EXPECT_EQ(starts(3), w.end + 5 * kMinute);
  same_again();
}

TEST_F(Sequence, ALotThatABidEndsGivesTheNextItsStart) {
  with(kSerial, R"({"type":"dutch_reverse","start":"600","step":"20","interval_seconds":60,"highest":"1000","outage":{"min_seconds":5,"min_remaining_seconds":5}})");
  w.to(w.start + kMinute + kSecond);
  ASSERT_EQ(w.place("102", "620"), kAccepted);
  EXPECT_EQ(w.log.back().kind, "bid.placed");
  EXPECT_EQ(phase(1), "closed");
  EXPECT_EQ(starts(2), w.now + 5 * kMinute);
  EXPECT_EQ(newest_moved().as_array().size(), 1u);
  w.to(starts(2) + kSecond);
  EXPECT_EQ(phase(2), "live");
  ASSERT_EQ(w.place("102", "600", "2"), kAccepted) << "its price clock began with it";
  same_again();
}

TEST_F(Sequence, TurnsTakeInitialOffersWhileTheLotWaits) {
  with(kSerial, R"({"type":"stepped_rounds","step":"10","outage":{"min_seconds":5,"min_remaining_seconds":5}})", 2);
  ASSERT_EQ(w.place("101", "950"), kAccepted);
  w.to(w.start);
  w.must(PauseLot{w.officer, w.id, w.lot1, World::kReason});
  w.after(6 * kHour);
  ASSERT_EQ(w.place("101", "900", "2"), kAccepted) << "long after its planned start";
  w.must(ResumeLot{w.officer, w.id, w.lot1, World::kReason});
  while (phase(1) != "closed") w.to(*w.registry.next_due());
  EXPECT_EQ(starts(2), w.now + 5 * kMinute);
  w.to(starts(2));
  EXPECT_EQ(phase(2), "live");
  EXPECT_EQ(lot(2).find("bidders")->as_int(), 1);
  same_again();
}

TEST_F(Sequence, StaggeredEndsArePushedWhereTheyWouldComeTooClose) {
  with(kStaggered);
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(starts(i), w.start);
    EXPECT_EQ(ends(i), w.end + (i - 1) * kMinute);
    EXPECT_EQ(after(i), "");
  }
  w.to(w.end - kSecond);
  EXPECT_EQ(w.place("101", "950"), kAccepted);  // lot 1 ends two minutes later
  EXPECT_EQ(ends(1), w.end + 2 * kMinute);
  EXPECT_EQ(ends(2), w.end + 3 * kMinute);
  EXPECT_EQ(ends(3), w.end + 4 * kMinute);
  EXPECT_EQ(newest_moved().as_array().size(), 2u);
  EXPECT_EQ(w.log.back().kind, "bid.placed");
  const Value extensions = *lot(3).find("extensions");
  EXPECT_EQ(extensions.find("last")->text("cause"), "sequence");
  EXPECT_EQ(extensions.find("soft")->as_int(), 0) << "no soft close of its own is used up";
  EXPECT_EQ(lot(3).find("events")->find("newest")->as_array().back().text("cause"), "sequence");
  // What lies far enough behind already is not moved.
  w.must(ExtendLot{w.officer, w.id, LotId("3"), 600, World::kReason});
  EXPECT_TRUE(newest_moved().is_null());
  w.must(ExtendLot{w.officer, w.id, LotId("2"), 300, World::kReason});
  EXPECT_TRUE(newest_moved().is_null());
  w.must(ExtendLot{w.officer, w.id, LotId("2"), 300, World::kReason});
  EXPECT_EQ(ends(3), ends(2) + kMinute);
  same_again();
}

TEST_F(Sequence, AnOutageMovesStaggeredLotsOnce) {
  with(kStaggered);
  w.to(w.start + kMinute);
  w.must(RecordOutage{w.id, w.now - 30 * kSecond, w.now});
  EXPECT_TRUE(newest_moved().is_null()) << "all moved by the same";
  EXPECT_EQ(ends(1), w.end + 30 * kSecond);
  EXPECT_EQ(ends(2), w.end + 90 * kSecond);
  // One that was paused meanwhile pushes those behind it when it goes on.
  w.must(PauseLot{w.officer, w.id, w.lot1, World::kReason});
  w.after(10 * kMinute);
  EXPECT_EQ(ends(2), w.end + 90 * kSecond);
  w.must(ResumeLot{w.officer, w.id, w.lot1, World::kReason});
  EXPECT_EQ(ends(2), ends(1) + kMinute);
  EXPECT_EQ(ends(3), ends(2) + kMinute);
  // A cancelled one is no measure for the others.
  w.must(CancelLot{w.officer, w.id, LotId("2"), World::kReason});
  w.must(ExtendLot{w.officer, w.id, w.lot1, 90, World::kReason});
  EXPECT_EQ(ends(3), ends(1) + kMinute);
  same_again();
}

TEST_F(Sequence, StaggeredEndsThatKeepTheirPlan) {
  with(R"({"kind":"staggered","every_seconds":60,"when_extended":"keep"})");
  w.to(w.end - kSecond);
  EXPECT_EQ(w.place("101", "950"), kAccepted);
  EXPECT_EQ(ends(2), w.end + kMinute);
  EXPECT_TRUE(newest_moved().is_null());
  w.to(w.end + kMinute);
  EXPECT_EQ(phase(2), "closed");
  EXPECT_EQ(phase(1), "live");
  same_again();
}

TEST_F(Sequence, AnAddendumBeforeTheStartPlansAnew) {
  w.lots = 3;
  w.sequence = json_of(kSerial);
  w.published(kSoft);
  w.sequence = json_of(kStaggered);
  w.must(Amend{w.officer, w.id, w.document(kSoft), World::kReason});
  EXPECT_EQ(starts(3), w.start);
  EXPECT_EQ(ends(3), w.end + 2 * kMinute);
  w.sequence = Value();
  w.must(Amend{w.officer, w.id, w.document(kSoft), World::kReason});
  EXPECT_EQ(ends(3), w.end);
  w.sequence = json_of(kSerial);
  w.must(Amend{w.officer, w.id, w.document(kSoft), World::kReason});
  EXPECT_EQ(after(3), "2");
  w.admit("b101", "101", "null", {"1", "2", "3"});
  w.must(Schedule{w.officer, w.id});
  w.to(w.end);
  ASSERT_EQ(w.registry.state(w.id), State::scheduled);
  // Between two lots: those that wait may change, how they follow each other may not; who has his start keeps it.
  const Micros second = starts(2);
  Value document = w.document(kSoft);
  for (const std::size_t i : {1u, 2u}) document.find("lots")->as_array()[i].find("rules")->set("tick", "5");
  w.must(Amend{w.officer, w.id, document, World::kReason});
  EXPECT_EQ(starts(2), second);
  EXPECT_EQ(after(3), "2");
  document.find("schedule")->find("sequence")->set("gap_seconds", 1);
  const Decision refused = w.act(Amend{w.officer, w.id, document, World::kReason});
  EXPECT_EQ(refused.verdict, "frozen");
  EXPECT_THAT(json::canonical(refused.answer), testing::HasSubstr("/schedule/sequence/gap_seconds"));
  w.to(second);
  EXPECT_EQ(phase(2), "live");
  same_again();
}

TEST_F(Sequence, Problems) {
  const auto problems = [&](const char* sequence, const char* rules = "{}", int lots = 2) {
    w.lots = lots;
    w.sequence = json_of(sequence);
    json::Problems found;
    read_document(w.document(rules), found);
    std::string all;
    for (const json::Problem& problem : found) all += problem.path + " " + problem.name + "\n";
    return all;
  };
  EXPECT_EQ(problems(R"({"kind":"parallel"})"), "");
  EXPECT_EQ(problems(kSerial), "");
  EXPECT_EQ(problems(R"({"kind":"spiral"})"), "/schedule/sequence/kind unknown_sequence\n");
  EXPECT_EQ(problems(R"({"kind":"serial","gap_seconds":-1})"), "/schedule/sequence/gap_seconds out_of_range\n");
  EXPECT_EQ(problems(R"({"kind":"serial"})"), "/schedule/sequence/gap_seconds missing\n");
  EXPECT_EQ(problems(R"({"kind":"serial","gap_seconds":1,"every_seconds":1})"), "/schedule/sequence/every_seconds unknown_field\n");
  EXPECT_EQ(problems(R"({"kind":"staggered","every_seconds":0,"when_extended":"move"})"),
            "/schedule/sequence/every_seconds out_of_range\n");
  EXPECT_EQ(problems(R"({"kind":"staggered","every_seconds":9,"when_extended":"run"})"),
            "/schedule/sequence/when_extended unknown_when_extended\n");
  EXPECT_EQ(problems(kSerial, "{}", 1), "/schedule/sequence sequence_needs_lots\n");
  // 200 lots of two days each.
  w.end = w.start + 48 * kHour;
  EXPECT_EQ(problems(R"({"kind":"serial","gap_seconds":1})", "{}", 200), "/schedule/sequence sequence_too_long\n");
  w.end = w.start + kHour;
  EXPECT_EQ(problems(kStaggered, R"({"ends_at":"2026-12-01T05:00:00Z"})"),
            "/lots/0/rules/ends_at times_with_sequence\n/lots/1/rules/ends_at times_with_sequence\n");
  EXPECT_EQ(problems(kStaggered, R"({"type":"dutch_reverse","start":"600","step":"20","interval_seconds":60,"highest":"1000","outage":{"min_seconds":5,"min_remaining_seconds":5}})"),
            "/lots/0/rules/type sequence_not_in_format\n/lots/1/rules/type sequence_not_in_format\n");
}

}  // namespace
}  // namespace terang::tender::test
