// What each audience may see, and above all what it may not.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

std::string public_everything(const World& w) {
  std::string out = json::canonical(public_tender(w.registry, w.id));
  for (const LotId& lot : w.registry.lots(w.id)) {
    out += json::canonical(public_lot(w.registry, w.id, lot));
    out += json::canonical(history(w.registry, w.id, lot, Audience::everybody(), std::nullopt));
  }
  return out;
}

TEST(View, ADraftIsNotThereForThePublic) {
  World w;
  w.drafted();
  EXPECT_TRUE(public_tender(w.registry, w.id).is_null());
  EXPECT_TRUE(public_lot(w.registry, w.id, w.lot1).is_null());
  EXPECT_EQ(officer_tender(w.registry, w.id).text("state"), "draft");
  EXPECT_EQ(draft(w.registry, w.id).find("problems")->as_array().size(), 0u);
}

// Names, businesses, reserve: never in public before the award, whatever the rules show.
TEST(View, ThePublicMeetsNoNameAndNoReserve) {
  for (const char* visibility : {"leader_price_and_rank", "rank_only", "best_price_only", "nothing"}) {
    const std::string rules = std::string(R"({"visibility":")") + visibility + "\"}";
    for (const State state : {State::published, State::scheduled, State::live, State::paused, State::closed}) {
      World w;
      w.in(state, rules);
      if (state == State::live) {
        EXPECT_EQ(w.place("102", "766"), kAccepted);
        EXPECT_EQ(w.place("101", "777"), kAccepted);
        EXPECT_EQ(w.place("103", "788"), kAccepted);
      }
      const std::string seen = public_everything(w);
      for (const char* secret : {"PT b101", "b101", "b102", "a101", "reserve\":\"", "\"900\"", "0000000000000001"})
        EXPECT_EQ(seen.find(secret), std::string::npos) << secret << " in " << name(state) << " " << seen;
      if (state != State::closed) {
        EXPECT_EQ(seen.find("\"101\""), std::string::npos) << seen;
        EXPECT_EQ(seen.find("777"), std::string::npos) << "a price behind the best";
        EXPECT_EQ(seen.find("788"), std::string::npos) << "a price behind the best";
        const bool priced = std::string_view(visibility).find("price") != std::string_view::npos;
        EXPECT_EQ(seen.find("766") != std::string::npos, state == State::live && priced) << visibility;
      } else {
        EXPECT_NE(seen.find("\"102\""), std::string::npos);
      }
    }
  }
}

TEST(View, NamesAfterTheAward) {
  World w;
  w.in(State::awarded);
  const std::string seen = public_everything(w);
  EXPECT_NE(seen.find("PT b102"), std::string::npos);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).find("standings")->as_array()[0].text("name"), "PT b102");
  EXPECT_EQ(seen.find("\"900\""), std::string::npos);  // the reserve stays out of these views even then
}

TEST(View, AfterACancellationNobodyIsNamed) {
  World w;
  w.live();
  EXPECT_EQ(w.place("101", "777"), kAccepted);
  w.must(CancelTender{w.officer, w.id, World::kReason});
  EXPECT_EQ(public_everything(w).find("PT b101"), std::string::npos);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).find("standings")->as_array().size(), 0u);
}

TEST(View, PublicLotWhileLive) {
  World w;
  w.live();
  EXPECT_EQ(w.place("101", "950"), kAccepted);
  EXPECT_EQ(w.place("102", "940.50"), kAccepted);
  EXPECT_EQ(w.place("103", "1000.01"), "above_ceiling");
  EXPECT_EQ(json::canonical(public_lot(w.registry, w.id, w.lot1)),
            R"({"admitted":3,"best":"940.50","bidders":2,"bids":2,"cancelled":null,"ceiling":"1000","currency":"IDR",)"
            R"("ends_at":"2026-12-01T02:00:00.000000Z","estimate":"1000",)"
            R"("events":{"count":1,"newest":[{"at":"2026-12-01T01:00:00.000000Z","cause":"clock","kind":"opened","seq":12}]},)"
            R"("extensions":{"last":null,"most":null,"soft":0,"used":0},"format":"english_reverse","lot":"1","opened":null,"opens_after":null,"paused":null,"phase":"live",)"
            R"("practice":false,"remaining_us":null,"result":null,"sealing":null,"seq":15,"stage":null,"standings":[],"starts_at":"2026-12-01T01:00:00.000000Z",)"
            R"("tender":"t00000000001","title":"Desks","turns":null,"visibility":"leader_price_and_rank"})");
}

TEST(View, OfficerLot) {
  World w;
  w.live();
  EXPECT_EQ(w.place("101", "950"), kAccepted);
  EXPECT_EQ(w.place("102", "876.54"), kAccepted);
  EXPECT_EQ(w.place("102", "880"), "not_below_own");
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("101"), World::kReason});
  const Value view = officer_lot(w.registry, w.id, w.lot1);
  EXPECT_EQ(view.text("leader"), "102");
  EXPECT_EQ(view.text("reserve"), "900");
  EXPECT_EQ(view.text("reserve_met"), "met");
  EXPECT_EQ(json::canonical(*view.find("saving")), R"({"amount":"123.46","negative":false,"percent":"12.34"})");
  EXPECT_EQ(view.find("refused")->as_int(), 1);
  const auto& rows = view.find("standings")->as_array();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(json::canonical(rows[0]),
            R"({"amount":"876.54","bids":1,"business":"b102","disqualified":null,"evaluated":null,)"
            R"("last_bid_at":"2026-12-01T01:00:00.000000Z","name":"PT b102","pseudonym":"102","rank":1,"refused":1,"surrogate":false})");
  EXPECT_EQ(rows[1].text("pseudonym"), "101");
  EXPECT_TRUE(rows[1].find("rank")->is_null());
  EXPECT_EQ(rows[1].find("disqualified")->text("reason"), World::kReason);
}

TEST(View, ABidderSeesWhatTheRulesTell) {
  struct Case {
    const char* visibility;
    const char* rank;
    const char* to_beat;
    const char* leads;
  };
  for (const Case& c : {Case{"leader_price_and_rank", "2", R"("940")", "false"}, Case{"rank_only", "2", "null", "false"},
                        Case{"best_price_only", "null", R"("940")", "false"}, Case{"nothing", "null", "null", "null"}}) {
    World w;
    w.live(std::string(R"({"visibility":")") + c.visibility + "\"}");
    EXPECT_EQ(w.place("101", "950"), kAccepted);
    EXPECT_EQ(w.place("102", "940"), kAccepted);
    const Value line = bidder_line(w.registry, w.id, w.lot1, Pseudonym("101"));
    EXPECT_EQ(json::canonical(*line.find("rank")), c.rank) << c.visibility;
    EXPECT_EQ(json::canonical(*line.find("to_beat")), c.to_beat) << c.visibility;
    EXPECT_EQ(json::canonical(*line.find("leads")), c.leads) << c.visibility;
    EXPECT_EQ(line.text("best"), "950");
    EXPECT_EQ(line.text("next_valid"), "949.99");
    const std::string own = json::canonical(history(w.registry, w.id, w.lot1, Audience::bidder(Pseudonym("101")), {}));
    EXPECT_NE(own.find("\"950\""), std::string::npos);
    EXPECT_EQ(own.find("\"102\""), std::string::npos) << "another's pseudonym";
    const std::string mine = json::canonical(own_bids(w.registry, w.id, Pseudonym("101")));
    EXPECT_EQ(mine.find("940"), std::string::npos);
    w.to(w.end);
    EXPECT_EQ(bidder_line(w.registry, w.id, w.lot1, Pseudonym("101")).find("rank")->as_int(), 2);
  }
  World w;
  w.live();
  EXPECT_TRUE(bidder_line(w.registry, w.id, w.lot1, Pseudonym("999")).is_null());
}

TEST(View, HistoryGoesOnFromASequence) {
  World w;
  w.live();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(w.place("101", std::to_string(950 - i)), kAccepted);
  const Value first = history(w.registry, w.id, w.lot1, Audience::officer(), std::nullopt, 4);
  EXPECT_TRUE(first.find("more")->as_bool());
  EXPECT_EQ(first.find("events")->as_array().size(), 1u);  // the opening, which counts
  const Seq last = static_cast<Seq>(first.find("points")->as_array().back().find("seq")->as_int());
  const Value rest = history(w.registry, w.id, w.lot1, Audience::officer(), last, 400);
  EXPECT_FALSE(rest.find("more")->as_bool());
  EXPECT_EQ(rest.find("points")->as_array().size(), 7u);
  EXPECT_EQ(rest.find("points")->as_array().front().text("amount"), "947");
}

TEST(View, WhoLooks) {
  World w;
  w.live();
  const auto kind = [&](const Actor& actor) { return audience_of(w.registry, w.id, actor).kind; };
  const Actor auditor{AccountId("x"), Role::auditor, {}};
  EXPECT_EQ(kind(w.officer), Audience::Kind::officer);
  EXPECT_EQ(kind({AccountId("o2"), Role::officer, BusinessId("other")}), Audience::Kind::everybody);
  EXPECT_EQ(kind(w.bidder("101")), Audience::Kind::bidder);
  EXPECT_EQ(audience_of(w.registry, w.id, w.bidder("101")).pseudonym, Pseudonym("101"));
  EXPECT_EQ(kind(w.stranger), Audience::Kind::everybody);
  EXPECT_EQ(kind({AccountId("root"), Role::administrator, {}}), Audience::Kind::everybody);
  EXPECT_EQ(kind(auditor), Audience::Kind::everybody);
  w.to(w.end);
  EXPECT_EQ(kind(auditor), Audience::Kind::officer);
}

TEST(View, PreviewOfAnIncompleteDocument) {
  const Value view = preview(json_of(R"({"title":"Only this","lots":[{"reserve":"5"}]})"));
  EXPECT_GT(view.find("problems")->as_array().size(), 3u);
  EXPECT_EQ(view.find("tender")->find("document")->text("title"), "Only this");
  EXPECT_EQ(json::canonical(*view.find("tender")).find("\"5\""), std::string::npos);
  EXPECT_TRUE(preview(Value("x")).is_object());
  World w;
  EXPECT_EQ(preview(w.document()).find("tender")->find("lots")->as_array().size(), 1u);
  EXPECT_TRUE(preview(w.document()).find("tender")->find("published_at")->is_null());
}

TEST(View, DeskItems) {
  World w;
  w.published();
  w.must(Apply{w.bidder("101"), w.id, {w.lot1}, "PT 101"});
  const auto officer = desk_items(w.registry, w.officer);
  ASSERT_EQ(officer.as_array().size(), 1u);
  EXPECT_EQ(officer.as_array()[0].find("waiting")->as_int(), 1);
  EXPECT_EQ(desk_items(w.registry, w.bidder("101")).as_array().size(), 1u);
  EXPECT_EQ(desk_items(w.registry, w.bidder("102")).as_array().size(), 0u);
  EXPECT_EQ(desk_items(w.registry, Actor{}).as_array().size(), 0u);
}

TEST(View, WhatTheOfficerMayDoNow) {
  World w;
  w.in(State::closed);
  EXPECT_EQ(json::canonical(*officer_tender(w.registry, w.id).find("may")),
            R"(["amend","disqualify","award","cancel_tender"])");
}

}  // namespace
}  // namespace terang::tender::test
