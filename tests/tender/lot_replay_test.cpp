// A lot played again from its ledger says what a rehearsal of the same rules and bids says.
#include "auction/codec/rehearse.h"
#include "tender/lot_replay.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

Value played(const World& w, std::optional<Seq> after = std::nullopt, std::size_t most = 1000, const char* lot = "1") {
  LotReplay replay(LotId(lot), after, most);
  for (const Logged& entry : w.log)
    if (entry.tender == w.id.text && !replay.add(entry.view())) break;
  return replay.told();
}
std::string doings(const Value& told) {
  std::string out;
  for (const Value& step : told.find("steps")->as_array()) out += std::string(step.text("do")) + " ";
  return out;
}

TEST(LotReplay, AnAuctionSaysWhatItsRehearsalSays) {
  World w;
  w.live(R"({"visibility":"nothing","soft_close":{"window_seconds":120,"extension_seconds":180,"trigger":"any_bid"}})");
  Value rules = *w.document(R"({"visibility":"nothing","soft_close":{"window_seconds":120,"extension_seconds":180,"trigger":"any_bid"}})")
                     .find("lots")->as_array()[0].find("rules");
  rules.set("currency", "IDR");
  rules.set("starts_at", format_time(w.start));
  rules.set("ends_at", format_time(w.end));
  rules.set("reserve", "900");
  json::Array commands;
  const auto bid = [&](Micros at, const char* who, const char* amount) {
    w.to(at);
    w.place(who, amount);
    commands.push_back(Value::object({{"amount", amount}, {"at", format_time(at)}, {"bidder", who}, {"do", "bid"}}));
  };
  bid(w.start + kMinute, "101", "990");
  bid(w.start + 2 * kMinute, "102", "980");
  bid(w.start + 3 * kMinute, "103", "1001");  // refused
  bid(w.start + 4 * kMinute, "101", "880");
  bid(w.end - kMinute, "102", "870");  // moves the end
  w.to(w.end + kHour);
  ASSERT_EQ(w.registry.state(w.id), State::closed);

  const auto rehearsed = auction::rehearse(Value::object(
      {{"bidders", Value::array({"101", "102", "103"})}, {"commands", commands}, {"rules", rules}}));
  ASSERT_TRUE(rehearsed.ok()) << json::canonical(json::to_json(rehearsed.error()));
  const Value told = played(w);
  EXPECT_TRUE(told.find("mismatch")->is_null());
  EXPECT_TRUE(told.find("next")->is_null());
  EXPECT_EQ(doings(told), "admit admit admit open bid bid bid bid bid close ");
  const json::Array& mine = told.find("steps")->as_array();
  const json::Array& theirs = rehearsed->find("steps")->as_array();
  ASSERT_EQ(mine.size(), theirs.size() + 3);
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    for (const char* member : {"amount", "at", "bidder", "do", "ends_at", "lot", "phase", "previous_rank", "rank", "ranking", "result",
                               "stage", "verdict"}) {
      const Value* a = mine[i + 3].find(member);
      const Value* b = theirs[i].find(member);
      EXPECT_EQ(a ? json::canonical(*a) : "", b ? json::canonical(*b) : "") << member << " of step " << i;
    }
    EXPECT_TRUE(mine[i + 3].find("seq")->is_int());
  }
  for (const char* member : {"phase", "ends_at", "bids", "refused", "extensions", "ranking", "result"})
    EXPECT_EQ(json::canonical(*told.find("lots")->as_array()[0].find(member)),
              json::canonical(*rehearsed->find("lots")->as_array()[0].find(member)))
        << member;
  EXPECT_EQ(told.find("rules")->find("reserve"), nullptr) << "the rules as they were published";
}

TEST(LotReplay, InPagesItIsTheSame) {
  World w;
  w.live();
  for (int i = 0; i < 7; ++i) w.must(w.bid(i % 2 ? "101" : "102", std::to_string(900 - i * 10)));
  w.to(w.end + kHour);
  const Value whole = played(w);
  json::Array steps;
  std::optional<Seq> after;
  for (int pages = 1;; ++pages) {
    const Value page = played(w, after, 3);
    for (const Value& step : page.find("steps")->as_array()) steps.push_back(step);
    if (page.find("next")->is_null()) {
      EXPECT_EQ(pages, 4);
      EXPECT_EQ(json::canonical(*page.find("lots")), json::canonical(*whole.find("lots")));
      break;
    }
    after = static_cast<Seq>(page.find("next")->as_int());
    ASSERT_LT(pages, 10);
  }
  EXPECT_EQ(json::canonical(Value(steps)), json::canonical(*whole.find("steps")));
}

TEST(LotReplay, AnotherVerdictThanTheRulesGiveIsNamed) {
  World w;
  w.live();
  w.must(w.bid("101", "950"));
  std::string& data = w.log.back().data;
  data.replace(data.find("\"accepted\""), 10, "\"too_high\"");
  const Value told = played(w);
  ASSERT_TRUE(told.find("mismatch")->is_object()) << json::canonical(told);
  EXPECT_EQ(told.find("mismatch")->find("seq")->as_int(), static_cast<std::int64_t>(w.log.back().seq));
  EXPECT_EQ(told.find("mismatch")->text("path"), "/verdict");
}

TEST(LotReplay, OnlyWhatTouchesTheLotIsAStep) {
  World w;
  w.lots = 2;
  w.scheduled();
  w.to(w.start + kMinute);
  w.must(w.bid("101", "950", "1"));
  w.must(w.bid("101", "940", "2"));
  w.must(PauseLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_EQ(doings(played(w)), "admit admit admit open bid ");
  EXPECT_EQ(doings(played(w, std::nullopt, 1000, "2")), "admit admit admit open bid pause ");
  EXPECT_TRUE(played(w, std::nullopt, 1000, "3").find("lots")->as_array().empty());
}

}  // namespace
}  // namespace terang::tender::test
