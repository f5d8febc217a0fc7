#include "tender/document.h"

#include <functional>

#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

std::vector<std::string> problems_of(const Value& document) {
  json::Problems problems;
  read_document(document, problems);
  std::vector<std::string> list;
  for (const auto& problem : problems) list.push_back(problem.path + " " + problem.name);
  return list;
}

Value& lot(Value& document, std::size_t at = 0) { return document.find("lots")->as_array()[at]; }
Value& item(Value& document) { return lot(document).find("items")->as_array()[0]; }

TEST(Document, ACompleteOneHasNoProblems) {
  World w;
  w.lots = 3;
  EXPECT_THAT(problems_of(w.document()), testing::IsEmpty());
  json::Problems problems;
  const Document read = read_document(w.document(), problems);
  EXPECT_EQ(read.lots.size(), 3u);
  EXPECT_EQ(read.lots[2].rules.starts_at, w.start);
  EXPECT_EQ(read.lots[2].rules.reserve->minor, 90'000);
  EXPECT_EQ(read.lots[0].estimate->minor, 100'000);
}

TEST(Document, EveryProblemWithItsPlace) {
  struct Case {
    const char* problem;
    std::function<void(Value&)> spoil;
  };
  const Case cases[] = {
      {"/title missing", [](Value& d) { d.erase("title"); }},
      {"/title not_a_string", [](Value& d) { d.set("title", 3); }},
      {"/title too_long", [](Value& d) { d.set("title", std::string(301, 'x')); }},
      {"/description missing", [](Value& d) { d.set("description", ""); }},
      {"/language unknown_language", [](Value& d) { d.set("language", "de"); }},
      {"/buyer missing", [](Value& d) { d.erase("buyer"); }},
      {"/buyer/name missing", [](Value& d) { d.find("buyer")->erase("name"); }},
      {"/category unknown_category", [](Value& d) { d.set("category", "gifts"); }},
      {"/contact/email not_an_email", [](Value& d) { d.find("contact")->set("email", "nobody"); }},
      {"/contact/fax unknown_field", [](Value& d) { d.find("contact")->set("fax", "1"); }},
      {"/time_zone unknown_time_zone", [](Value& d) { d.set("time_zone", "Asia/../x"); }},
      {"/currency unknown_currency", [](Value& d) { d.set("currency", "XXY"); }},
      {"/schedule/auction_starts_at not_a_time",
       [](Value& d) { d.find("schedule")->set("auction_starts_at", "tomorrow"); }},
      {"/schedule/auction_ends_at ends_before_start",
       [](Value& d) { d.find("schedule")->set("auction_ends_at", "2026-01-01T00:00:00Z"); }},
      {"/lots too_few", [](Value& d) { d.set("lots", json::Array()); }},
      {"/lots missing", [](Value& d) { d.erase("lots"); }},
      {"/lots too_many", [](Value& d) { d.set("lots", json::Array(201)); }},
      {"/lots/0 not_an_object", [](Value& d) { d.find("lots")->as_array()[0] = Value("lot"); }},
      {"/lots/0/id not_its_position", [](Value& d) { lot(d).set("id", "2"); }},
      {"/lots/0/items missing", [](Value& d) { lot(d).erase("items"); }},
      {"/lots/0/items/0/quantity not_a_quantity", [](Value& d) { item(d).set("quantity", "0"); }},
      {"/lots/0/items/0/quantity not_a_quantity", [](Value& d) { item(d).set("quantity", "1,5"); }},
      {"/lots/0/items/0/quantity not_a_quantity", [](Value& d) { item(d).set("quantity", "01"); }},
      {"/lots/0/items/0/unit_estimate amount_malformed", [](Value& d) { item(d).set("unit_estimate", "1e3"); }},
      {"/lots/0/estimate amount_not_positive", [](Value& d) { lot(d).set("estimate", "0"); }},
      {"/lots/0/rules missing", [](Value& d) { lot(d).erase("rules"); }},
      {"/lots/0/rules/ceiling amount_fractional", [](Value& d) { lot(d).find("rules")->set("ceiling", "1.555"); }},
      {"/lots/0/rules/reserve reserve_misplaced", [](Value& d) { lot(d).find("rules")->set("reserve", "1"); }},
      {"/lots/0/reserve amount_malformed", [](Value& d) { lot(d).set("reserve", "9.9.9"); }},
      {"/lots/0/reserve reserve_above_ceiling", [](Value& d) { lot(d).set("reserve", "1001"); }},
      {"/lots/0/reserve missing",
       [](Value& d) {
         lot(d).erase("reserve");
         lot(d).find("rules")->set("has_reserve", true);
       }},
      {"/colour unknown_field", [](Value& d) { d.set("colour", "red"); }},
  };
  for (const Case& c : cases) {
    World w;
    Value document = w.document();
    c.spoil(document);
    EXPECT_THAT(problems_of(document), testing::Contains(c.problem));
    if (!document.find("buyer")) continue;  // not even a draft
    w.must(SaveDraft{w.officer, w.id, document});
    EXPECT_EQ(w.verdict(Publish{w.officer, w.id}), "invalid_document") << c.problem;
  }
}

TEST(Document, SecretsAreTakenOutAndPutBack) {
  World w;
  w.lots = 2;
  Value document = w.document();
  lot(document, 1).erase("reserve");
  const Value open = without_secrets(document);
  EXPECT_EQ(json::canonical(open).find("\"reserve\""), std::string::npos);
  EXPECT_EQ(json::canonical(open).find("900"), std::string::npos);
  EXPECT_TRUE(open.find("lots")->as_array()[0].find("rules")->find("has_reserve")->as_bool());
  EXPECT_EQ(open.find("lots")->as_array()[1].find("rules")->find("has_reserve"), nullptr);
  const Value whole = with_secrets(open, document);
  EXPECT_EQ(whole.find("lots")->as_array()[0].text("reserve"), "900");
  EXPECT_EQ(without_secrets(whole), open);
}

TEST(Document, DifferencesNameTheSmallestPlaces) {
  World w;
  w.lots = 2;
  const Value before = w.document();
  Value after = before;
  after.set("title", "Chairs");
  after.find("contact")->set("phone", "1");
  item(after).set("quantity", "7");
  EXPECT_THAT(differences(before, after),
              testing::ElementsAre("/contact/phone", "/lots/0/items/0/quantity", "/title"));
  EXPECT_THAT(differences(before, before), testing::IsEmpty());
}

TEST(Document, WhatAnAddendumMayChangeInEachState) {
  const auto may = [](const char* path, State state) { return frozen({path}, state).empty(); };
  for (const char* path : {"/title", "/category", "/place", "/schedule/auction_starts_at", "/lots/0/title",
                           "/lots/12/items/0/unit", "/lots/0/estimate", "/lots/0/rules/tick", "/lots/0/rules"}) {
    EXPECT_TRUE(may(path, State::published) && may(path, State::scheduled)) << path;
    EXPECT_FALSE(may(path, State::live) || may(path, State::paused) || may(path, State::closed)) << path;
  }
  for (const char* path : {"/description", "/contact/email"})
    for (const State state : {State::published, State::scheduled, State::live, State::paused, State::closed})
      EXPECT_TRUE(may(path, state)) << path;
  for (const char* path : {"/buyer/id", "/buyer/name", "/currency", "/language", "/time_zone", "/lots", "/lots/0/id",
                           "/lots/0/reserve", "/titles", ""})
    EXPECT_FALSE(may(path, State::published)) << path;
}

// Publication fixes that nothing is bought; then it is never awarded.
TEST(Document, APracticeTenderSaysSoAndIsNeverAwarded) {
  World w;
  Value document = w.document();
  document.set("practice", true);
  EXPECT_THAT(problems_of(document), testing::ElementsAre("/title practice_not_said"));
  for (const char* title : {"Latihan: meja", "Practice: desks"}) {
    document.set("title", title);
    EXPECT_THAT(problems_of(document), testing::IsEmpty());
  }
  w.must(SaveDraft{w.officer, w.id, document});
  w.must(Publish{w.officer, w.id});
  w.admit("b101", "101");
  document.erase("practice");
  const Decision refused = w.act(Amend{w.officer, w.id, document, World::kReason});
  EXPECT_EQ(refused.verdict, "frozen");
  EXPECT_THAT(json::canonical(refused.answer), testing::HasSubstr("/practice"));
  EXPECT_TRUE(public_lot(w.registry, w.id, w.lot1).find("practice")->as_bool());
  EXPECT_TRUE(desk_items(w.registry, w.officer).as_array()[0].find("practice")->as_bool());
  w.must(Schedule{w.officer, w.id});
  w.to(w.start);
  EXPECT_EQ(w.place("101", "900"), kAccepted);
  w.to(w.end);
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason}), "practice_not_awarded");
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  w.must(CancelTender{w.officer, w.id, World::kReason});
}

}  // namespace
}  // namespace terang::tender::test
