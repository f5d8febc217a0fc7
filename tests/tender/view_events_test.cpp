// What happened to a lot's clock, as views and histories tell it.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

const json::Array& newest(const Value& view) { return view.find("events")->find("newest")->as_array(); }
std::int64_t count(const Value& view) { return view.find("events")->find("count")->as_int(); }
Value events(const World& w, const Audience& audience, std::optional<Seq> since = std::nullopt, std::size_t most = 500) {
  return history(w.registry, w.id, w.lot1, audience, since, most);
}

constexpr const char* kSoftClose =
    R"({"soft_close":{"window_seconds":120,"extension_seconds":60,"trigger":"any_bid"},"outage":{"min_seconds":5,"min_remaining_seconds":60}})";

TEST(Events, EachActIsToldWithItsEntry) {
  World w;
  w.live(kSoftClose);
  w.after(kMinute);
  w.must(PauseLot{w.officer, w.id, w.lot1, "a question to answer"});
  w.after(2 * kMinute);
  w.must(ResumeLot{w.officer, w.id, w.lot1, "it is answered now"});
  w.must(ExtendLot{w.officer, w.id, w.lot1, 300, "the line was slow"});
  w.after(kMinute);
  w.must(RecordOutage{w.id, w.now - 10 * kSecond, w.now});
  w.to(w.end + 2 * kMinute + 300 * kSecond + 10 * kSecond - kMinute);
  EXPECT_EQ(w.place("101", "950"), kAccepted);
  const Value view = public_lot(w.registry, w.id, w.lot1);
  EXPECT_EQ(count(view), 6);
  const auto& list = newest(view);
  ASSERT_EQ(list.size(), 5u);  // all but the opening
  EXPECT_EQ(json::canonical(list[0]),
            R"({"at":"2026-12-01T01:01:00.000000Z","cause":"officer","kind":"paused","reason":"a question to answer","seq":13})");
  EXPECT_EQ(json::canonical(list[1]),
            R"({"at":"2026-12-01T01:03:00.000000Z","cause":"officer","end":{"from":"2026-12-01T02:00:00.000000Z",)"
            R"("to":"2026-12-01T02:02:00.000000Z"},"from":"2026-12-01T01:01:00.000000Z","kind":"resumed",)"
            R"("reason":"it is answered now","seq":14,"to":"2026-12-01T01:03:00.000000Z"})");
  EXPECT_EQ(json::canonical(list[2]),
            R"({"at":"2026-12-01T01:03:00.000000Z","cause":"officer","end":{"from":"2026-12-01T02:02:00.000000Z",)"
            R"("to":"2026-12-01T02:07:00.000000Z"},"kind":"extended","reason":"the line was slow","seq":15})");
  EXPECT_EQ(json::canonical(list[3]),
            R"({"at":"2026-12-01T01:04:00.000000Z","cause":"outage","end":{"from":"2026-12-01T02:07:00.000000Z",)"
            R"("to":"2026-12-01T02:07:10.000000Z"},"from":"2026-12-01T01:03:50.000000Z","kind":"outage","seq":16,)"
            R"("to":"2026-12-01T01:04:00.000000Z"})");
  EXPECT_EQ(json::canonical(list[4]),
            R"({"at":"2026-12-01T02:06:10.000000Z","cause":"soft_close","end":{"from":"2026-12-01T02:07:10.000000Z",)"
            R"("to":"2026-12-01T02:08:10.000000Z"},"kind":"extended","rule":"any_bid","seq":17})");
  EXPECT_EQ(view.find("extensions")->find("last")->text("cause"), "soft_close");
  w.must(ExtendLot{w.officer, w.id, w.lot1, 60, "another slow line"});
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).find("extensions")->find("last")->text("reason"), "another slow line");
}

TEST(Events, AnOutageTooShortToMoveTheEndIsStillTold) {
  World w;
  w.live(kSoftClose);
  w.after(kMinute);
  w.must(RecordOutage{w.id, w.now - 2 * kSecond, w.now});
  const Value last = newest(public_lot(w.registry, w.id, w.lot1)).back();
  EXPECT_EQ(last.text("kind"), "outage");
  EXPECT_EQ(last.find("end"), nullptr);
  EXPECT_EQ(last.text("from"), "2026-12-01T01:00:58.000000Z");
}

TEST(Events, WhoWasDisqualifiedIsToldToOthersOnceTheLotHasClosed) {
  World w;
  w.live();
  EXPECT_EQ(w.place("101", "950"), kAccepted);
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("101"), "PT b101 withdrew its licence"});
  const auto said = [&](const Audience& audience) {
    return json::canonical(events(w, audience).find("events")->as_array().back());
  };
  const std::string told = R"("pseudonym":"101","reason":"PT b101 withdrew its licence")";
  EXPECT_EQ(said(Audience::everybody()).find("101"), std::string::npos) << said(Audience::everybody());
  EXPECT_EQ(said(Audience::bidder(Pseudonym("102"))).find("101"), std::string::npos);
  EXPECT_EQ(json::canonical(public_lot(w.registry, w.id, w.lot1)).find("b101"), std::string::npos);
  EXPECT_NE(said(Audience::bidder(Pseudonym("101"))).find(told), std::string::npos);
  EXPECT_NE(said(Audience::officer()).find(told), std::string::npos);
  EXPECT_NE(json::canonical(newest(officer_lot(w.registry, w.id, w.lot1)).back()).find(told), std::string::npos);
  w.to(w.end);
  const json::Array closed = newest(public_lot(w.registry, w.id, w.lot1));
  EXPECT_NE(json::canonical(closed[closed.size() - 2]).find(told), std::string::npos);
  EXPECT_EQ(closed.back().text("kind"), "closed");
}

TEST(Events, ACancelledTenderTellsItOnItsLots) {
  World w;
  w.lots = 2;
  w.scheduled();
  w.must(CancelLot{w.officer, w.id, w.lot1, World::kReason});
  w.must(CancelTender{w.officer, w.id, "the budget was moved"});
  EXPECT_EQ(count(public_lot(w.registry, w.id, w.lot1)), 1);
  const Value second = public_lot(w.registry, w.id, LotId("2"));
  EXPECT_EQ(newest(second).back().text("reason"), "the budget was moved");
  EXPECT_EQ(newest(second).back().find("seq")->as_int(), static_cast<std::int64_t>(w.log.back().seq));
}

// However the pages are cut, each bid and each event comes once, and what is one entry comes together.
TEST(Events, HistoryGoesThroughBidsAndEventsTogether) {
  World w;
  w.live(kSoftClose);
  w.to(w.end - kMinute);
  for (int i = 0; i < 12; ++i, w.after(kMinute)) EXPECT_EQ(w.place("101", std::to_string(950 - i)), kAccepted);
  w.must(ExtendLot{w.officer, w.id, w.lot1, 60, World::kReason});
  EXPECT_EQ(count(public_lot(w.registry, w.id, w.lot1)), 14);
  const Value whole = events(w, Audience::officer());
  EXPECT_FALSE(whole.find("more")->as_bool());
  for (const std::size_t most : {1u, 2u, 3u, 7u}) {
    std::optional<Seq> since;
    std::string points, happened;
    for (bool more = true; more;) {
      const Value page = events(w, Audience::officer(), since, most);
      more = page.find("more")->as_bool();
      std::int64_t last = since ? static_cast<std::int64_t>(*since) : -1;
      for (const Value& point : page.find("points")->as_array()) {
        points += json::canonical(point);
        last = std::max(last, point.find("seq")->as_int());
      }
      for (const Value& event : page.find("events")->as_array()) {
        happened += json::canonical(event);
        last = std::max(last, event.find("seq")->as_int());
      }
      ASSERT_GT(last, since ? static_cast<std::int64_t>(*since) : -1);
      since = static_cast<Seq>(last);
    }
    std::string want_points, want_events;
    for (const Value& point : whole.find("points")->as_array()) want_points += json::canonical(point);
    for (const Value& event : whole.find("events")->as_array()) want_events += json::canonical(event);
    EXPECT_EQ(points, want_points) << most;
    EXPECT_EQ(happened, want_events) << most;
  }
}

// While a lot runs its officer's view has the first fifty; the rest is asked for.
TEST(Standings, AreShortWhileLiveAndWholeOnDemand) {
  World w;
  w.published(R"({"ceiling":"100000"})");
  for (int i = 0; i < 130; ++i) w.admit("b" + std::to_string(200 + i), std::to_string(200 + i));
  w.must(Schedule{w.officer, w.id});
  w.to(w.start);
  for (int i = 0; i < 60; ++i) EXPECT_EQ(w.place(std::to_string(200 + i), std::to_string(900 - i)), kAccepted);
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("259"), World::kReason});
  const Value live = officer_lot(w.registry, w.id, w.lot1);
  EXPECT_EQ(live.find("standings")->as_array().size(), 50u);
  EXPECT_EQ(live.find("admitted")->as_int(), 130);
  EXPECT_EQ(live.text("last_bid_at"), "2026-12-01T01:00:00.000000Z");
  std::vector<std::string> order;
  for (std::uint32_t skip = 0;;) {
    const Value page = standings(w.registry, w.id, w.lot1, skip, 33);
    for (const Value& row : page.find("standings")->as_array()) order.emplace_back(row.text("pseudonym"));
    skip = static_cast<std::uint32_t>(order.size());
    if (!page.find("more")->as_bool()) break;
  }
  w.to(w.end);
  const json::Array whole = officer_lot(w.registry, w.id, w.lot1).find("standings")->as_array();
  ASSERT_EQ(whole.size(), 130u);
  ASSERT_EQ(order.size(), 130u);
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_EQ(order[i], whole[i].text("pseudonym")) << i;
  EXPECT_EQ(order[0], "258");
  EXPECT_EQ(order[59], "259");  // no rank any more: after those that have one
  EXPECT_TRUE(standings(w.registry, w.id, LotId("9"), 0).is_null());
}

}  // namespace
}  // namespace terang::tender::test
