// A tender from the draft to the award, as the officer's pages do it.
#include "tests/server/fixture.h"

#include <atomic>
#include <thread>



namespace terang::server::test {
namespace {

struct Procedure : ::testing::Test {
  World world;
  Person officer, ani, budi, auditor;

  void SetUp() override {
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    auditor = world.make("agus", "auditor");
    world.begin_sessions({&officer, &ani, &budi, &auditor});
    for (Person* person : {&ani, &budi}) world.register_key(*person);
  }
  static json::Value reason() { return json::Value::object({{"reason", "Because this is a test."}}); }
};

TEST_F(Procedure, DraftsAreSavedWithTheirProblemsAndNobodySavesOverAnother) {
  json::Value incomplete = json::Value::object({{"title", "Kursi"}});
  const json::Value buyer = json::Value::object({{"id", officer.business}, {"name", "Dinas Uji"}});
  incomplete.set("buyer", buyer);
  const Reply made = world.post("/api/v1/tenders", incomplete, &officer);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_FALSE(made.body.find("problems")->as_array().empty());
  const std::string path = "/api/v1/tenders/" + std::string(made.body.text("id"));
  EXPECT_EQ(world.request("POST", path + "/publish", std::nullopt, &officer).code(), "invalid_document");
  const std::string version = std::to_string(made.body.find("version")->as_int());
  const json::Value whole = world.document(officer, 600 * kSecond, 600 * kSecond);
  EXPECT_EQ(world.put(path + "/draft?version=" + version, whole, &officer).status, 200);
  const Reply late = world.put(path + "/draft?version=" + version, whole, &officer);
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.code(), "draft_version_conflict");
  EXPECT_EQ(late.body.find("version")->as_int(), made.body.find("version")->as_int() + 1);
  EXPECT_EQ(world.put(path + "/draft?version=newest", whole, &officer).code(), "query_malformed");
  EXPECT_EQ(world.get(path + "/draft", &officer).body.find("document")->text("title"), "Kursi sekolah");
  // Drafts are nobody else's business.
  EXPECT_EQ(world.get(path).code(), "no_such_tender");
  EXPECT_EQ(world.get(path, &ani).code(), "no_such_tender");
  EXPECT_EQ(world.get(path + "/draft", &ani).code(), "not_your_role");
}

TEST_F(Procedure, PublishedTendersAreFoundAndSecretsStayHidden) {
  json::Value document = world.document(officer, 600 * kSecond, 600 * kSecond);
  document.find("lots")->as_array()[0].set("reserve", "777700");
  const Reply made = world.post("/api/v1/tenders", document, &officer);
  const std::string path = "/api/v1/tenders/" + std::string(made.body.text("id"));
  ASSERT_EQ(world.request("POST", path + "/publish", std::nullopt, &officer).status, 200);
  const Reply seen = world.get(path);
  ASSERT_EQ(seen.status, 200);
  EXPECT_EQ(seen.text.find("777700"), std::string::npos);
  EXPECT_NE(world.get(path, &officer).text.find("777700"), std::string::npos);
  const Reply found = world.get("/api/v1/tenders?q=kursi");
  ASSERT_EQ(found.status, 200) << found.text;
  ASSERT_EQ(found.body.find("items")->as_array().size(), 1u);
  EXPECT_EQ(found.body.find("items")->as_array()[0].text("status"), "published");
  EXPECT_EQ(world.get("/api/v1/tenders?limit=0").code(), "query_malformed");
  EXPECT_EQ(world.get("/api/v1/tenders?colour=red").code(), "query_malformed");
}

TEST_F(Procedure, ABusinessAsksAndIsAdmittedUnderAPseudonym) {
  const Reply made = world.post("/api/v1/tenders", world.document(officer, 600 * kSecond, 600 * kSecond), &officer);
  const std::string path = "/api/v1/tenders/" + std::string(made.body.text("id"));
  world.request("POST", path + "/publish", std::nullopt, &officer);
  const json::Value lots = json::Value::object({{"lots", json::Value::array({"1"})}});
  EXPECT_EQ(world.post(path + "/participation", lots, &ani).status, 200);
  EXPECT_EQ(world.post(path + "/participation", lots, &ani).code(), "already_applied");
  EXPECT_EQ(world.request("POST", path + "/schedule", std::nullopt, &officer).code(), "nobody_admitted");
  json::Value admit = lots;
  admit.set("business", ani.business);
  admit.set("ceiling", "1000000000000");
  const Reply above = world.post(path + "/bidders", admit, &officer);
  EXPECT_EQ(above.status, 422);
  EXPECT_EQ(above.code(), "ceiling_invalid");
  EXPECT_NE(above.text.find("ceiling_above_lot"), std::string::npos) << above.text;
  admit.set("ceiling", "876500");
  EXPECT_EQ(world.post(path + "/bidders", admit, &officer).status, 200);
  // His own ceiling is for him and the officer.
  for (const Person* one : {&officer, &ani}) EXPECT_NE(world.get(path, one).text.find("876500"), std::string::npos);
  EXPECT_EQ(world.get(path).text.find("876500"), std::string::npos);
  EXPECT_EQ(world.get(path, &budi).text.find("876500"), std::string::npos);
  EXPECT_EQ(world.post(path + "/bidders", admit, &officer).code(), "already_admitted");
  admit.set("business", "000000000000");
  EXPECT_EQ(world.post(path + "/bidders", admit, &officer).code(), "no_such_business");
  EXPECT_EQ(world.get(path).text.find("CV Ani"), std::string::npos) << "names stay hidden until the award";
  EXPECT_NE(world.get(path, &officer).text.find("CV Ani"), std::string::npos);
  EXPECT_EQ(world.get("/api/v1/businesses?q=ani", &officer).body.find("businesses")->as_array().size(), 1u);
}

TEST_F(Procedure, RunsToTheAwardAndItsBundleVerifies) {
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 4 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender;
  world.wait_for_phase(tender, "live");
  LiveLine anis(world.port(), ani.cookie), budis(world.port(), budi.cookie);
  anis.send(world.bid(ani, tender, "990000", uuid(1)));
  anis.expect("answer");
  budis.send(world.bid(budi, tender, "940000", uuid(2)));
  budis.expect("answer");
  EXPECT_EQ(world.get(path + "/bundle").code(), "not_disclosed");
  EXPECT_EQ(world.get(path + "/bundle", &auditor).status, 200);
  world.wait_for_phase(tender, "closed");

  const Reply seen = world.get(path, &officer);
  const json::Value& standings = *seen.body.find("lots")->as_array()[0].find("view")->find("standings");
  ASSERT_EQ(standings.as_array().size(), 2u);
  const std::string winner(standings.as_array()[0].text("pseudonym"));
  const auto award = [&](json::Value who) {
    return json::Value::object({{"lots", json::Value::array({json::Value::object({{"lot", "1"}, {"pseudonym", std::move(who)}})})},
                                {"reason", "The lowest admissible bid."}});
  };
  EXPECT_EQ(world.post(path + "/award", award(standings.as_array()[1].text("pseudonym")), &officer).code(), "award_not_first");
  ASSERT_EQ(world.post(path + "/award", award(winner), &officer).status, 200);
  const Reply result = world.get(path);
  EXPECT_NE(result.text.find("CV Budi"), std::string::npos) << "the award names the winner";
  EXPECT_EQ(world.get("/api/v1/tenders?status=awarded").body.find("items")->as_array().size(), 1u);
  EXPECT_EQ(world.get(path + "/my-bids", &budi).body.find("bids")->as_array().size(), 1u);
  const Reply bundle = world.get(path + "/bundle");
  ASSERT_EQ(bundle.status, 200);
  EXPECT_TRUE(bundle.text.starts_with("{"));
  EXPECT_NE(bundle.text.find("terang-bundle-v1"), std::string::npos);
}

// On a slow line a kilobyte is half a tenth of a second.
TEST_F(Procedure, WhatEverybodyGetsIsCompressed) {
  const std::string tender = world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender;
  const std::string accept = "Accept-Encoding: gzip, br\r\n";
  const Reply plain = world.get(path);
  const Reply packed = world.request("GET", path, std::nullopt, nullptr, accept);
  EXPECT_NE(packed.head.find("Content-Encoding: gzip"), std::string::npos) << packed.head;
  EXPECT_EQ(packed.text.substr(0, 2), "\x1f\x8b");
  EXPECT_LT(packed.text.size() * 2, plain.text.size());
  EXPECT_EQ(plain.head.find("Content-Encoding"), std::string::npos);
  // Beside what is one's own, the length would tell.
  EXPECT_EQ(world.request("GET", path, std::nullopt, &officer, accept).head.find("Content-Encoding"), std::string::npos);
}

TEST_F(Procedure, LotActsNeedAReasonAndAreDone) {
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 60 * kSecond);
  const std::string lot = "/api/v1/tenders/" + tender + "/lots/1/";
  world.wait_for_phase(tender, "live");
  EXPECT_EQ(world.post(lot + "pause", json::Value::object(), &officer).code(), "reason_missing");
  EXPECT_EQ(world.post(lot + "pause", reason(), &ani).code(), "not_your_role");
  EXPECT_EQ(world.post(lot + "pause", reason(), &officer).status, 200);
  EXPECT_EQ(world.post(lot + "pause", reason(), &officer).code(), "lot_paused");
  EXPECT_EQ(world.post(lot + "resume", reason(), &officer).status, 200);
  json::Value extend = reason();
  EXPECT_EQ(world.post(lot + "extend", extend, &officer).code(), "invalid_request");
  extend.set("by_seconds", 60);
  EXPECT_EQ(world.post(lot + "extend", extend, &officer).status, 200);
  // Lists tell the clock as it stands, while it runs and afterwards.
  const auto listed = [&] { return std::string(world.get("/api/v1/tenders").body.find("items")->as_array()[0].text("closes_at")); };
  const auto on_desk = [&] {
    return std::string(world.get("/api/v1/desk", &officer).body.find("tenders")->as_array()[0].text("auction_ends_at"));
  };
  const std::string extended = on_desk();
  for (int i = 0; i < 100 && listed() != extended; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));  // views are told now and then
  EXPECT_EQ(listed(), extended);
  json::Value ban = reason();
  ban.set("pseudonym", "999999");
  EXPECT_EQ(world.post(lot + "disqualify", ban, &officer).code(), "no_such_bidder");
  EXPECT_EQ(world.post(lot + "cancel", reason(), &officer).status, 200);
  EXPECT_EQ(world.post(lot + "resume", reason(), &officer).status, 409);
  EXPECT_EQ(listed(), on_desk());
  std::string kinds;
  const Reply history = world.get(lot + "history");
  for (const json::Value& event : history.body.find("events")->as_array()) kinds += std::string(event.text("kind")) + " ";
  EXPECT_EQ(kinds, "opened paused resumed extended cancelled ");
}

TEST_F(Procedure, EveryBidderOfALotIsForItsOfficers) {
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 600 * kSecond, 60 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender + "/lots/1/standings";
  const Reply all = world.get(path, &officer);
  ASSERT_EQ(all.status, 200) << all.text;
  EXPECT_EQ(all.body.find("standings")->as_array().size(), 2u);
  EXPECT_EQ(world.get(path + "?from=1", &officer).body.find("standings")->as_array().size(), 1u);
  EXPECT_EQ(world.get(path + "?from=one", &officer).code(), "query_malformed");
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender + "/lots/7/standings", &officer).code(), "no_such_lot");
  EXPECT_EQ(world.get(path, &ani).code(), "not_disclosed");
  EXPECT_EQ(world.get(path, &auditor).code(), "not_disclosed");  // until nothing can be influenced any more
  EXPECT_EQ(world.get(path).code(), "signed_out");
}

TEST_F(Procedure, ManyAreAdmittedAtOnceEachUnderAPseudonymOfItsOwn) {
  const Reply made = world.post("/api/v1/tenders", world.document(officer, 600 * kSecond, 600 * kSecond), &officer);
  const std::string path = "/api/v1/tenders/" + std::string(made.body.text("id"));
  world.request("POST", path + "/publish", std::nullopt, &officer);
  constexpr int kMany = 16;
  std::vector<Person> businesses;
  for (int i = 0; i < kMany; ++i) businesses.push_back(world.make("many" + std::to_string(i), "bidder", "CV Banyak " + std::to_string(i)));
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (const Person& business : businesses)
    threads.emplace_back([&, business = business.business] {
      const Reply reply = world.post(path + "/bidders", json::Value::object({{"business", business}, {"lots", json::Value::array({"1"})}}), &officer);
      EXPECT_EQ(reply.status, 200) << reply.text;
      admitted += reply.status == 200;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(admitted, kMany);
}

TEST_F(Procedure, AnotherBuyersOfficerIsKeptOut) {
  Person other = world.make("joko", "officer", "Dinas Lain");
  world.begin_sessions({&other});
  const std::string tender = world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender;
  EXPECT_EQ(world.post(path + "/cancel", reason(), &other).code(), "not_your_tender");
  EXPECT_EQ(world.get(path, &other).text.find("CV Ani"), std::string::npos);
}

TEST_F(Procedure, RehearsesAnAuction) {
  const json::Value rules = json::Value::object({{"currency", "IDR"},
                                                 {"ends_at", "2026-12-01T04:00:00Z"},
                                                 {"starts_at", "2026-12-01T03:00:00Z"}});
  const json::Value bid = json::Value::object({{"amount", "100"}, {"at", "2026-12-01T03:10:00Z"}, {"bidder", "a"}, {"do", "bid"}});
  json::Value scenario = json::Value::object(
      {{"bidders", json::Value::array({"a"})}, {"commands", json::Value::array({bid})}, {"rules", rules}});
  const Reply played = world.post("/api/v1/rehearsals", scenario, &officer);
  ASSERT_EQ(played.status, 200) << played.text;
  EXPECT_EQ(played.body.find("lots")->as_array()[0].find("result")->text("winner"), "a");
  scenario.set("bidders", 7);
  EXPECT_EQ(world.post("/api/v1/rehearsals", scenario, &officer).code(), "invalid_scenario");
}

}  // namespace
}  // namespace terang::server::test
