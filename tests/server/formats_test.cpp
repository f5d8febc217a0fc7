// Formats other than the English auction, played over the live line to the award; the bundle that everybody may then
// fetch is checked and decided again.
#include <cstdlib>
#include <sstream>

#include "ledger/note.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

json::Value parsed(const char* text) { return json::parse(text).value(); }

class Formats : public ::testing::Test {
 protected:
  World world;
  Person officer, ani, budi;

  void SetUp() override {
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    world.begin_sessions({&officer, &ani, &budi});
    for (Person* person : {&ani, &budi}) world.register_key(*person);
  }
  std::string live(const char* rules, Micros lasts) {
    const std::string id = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, lasts, parsed(rules));
    world.wait_for_phase(id, "live");
    return id;
  }
  json::Value lot(const std::string& tender) {
    return *world.get("/api/v1/tenders/" + tender).body.find("lots")->as_array()[0].find("view");
  }
  void wait_for_price(const std::string& tender, const std::string& price) {
    const Micros until = steady_now() + 10 * kSecond;
    while (steady_now() < until) {
      const json::Value view = lot(tender);
      if (view.find("stage")->is_object() && view.find("stage")->text("price") == price) return;
      std::this_thread::sleep_for(net::test::milliseconds(10));
    }
    ADD_FAILURE() << "the price never was " << price;
  }
  std::string verdict(const Person& who, const json::Value& said) {
    LiveLine line(world.port(), who.cookie);
    line.send(said);
    return std::string(line.expect("answer", said.text("bid")).text("verdict"));
  }
  // To the winner that the result names; then everybody's bundle holds, every decision replayed.
  void award_and_verify(const std::string& tender, const std::string& amount) {
    const std::string path = "/api/v1/tenders/" + tender;
    const json::Value closed = lot(tender);
    const std::string winner(closed.find("result")->text("winner"));
    const json::Value one = json::Value::object({{"lot", "1"}, {"pseudonym", winner}});
    const Reply awarded = world.post(
        path + "/award", json::Value::object({{"lots", json::Value::array({one})}, {"reason", "As the auction found it."}}), &officer);
    ASSERT_EQ(awarded.status, 200) << awarded.text;
    const Reply result = world.get(path);
    EXPECT_EQ(result.body.find("tender")->find("award")->find("lots")->as_array()[0].text("amount"), amount);
    const Reply bundle = world.get(path + "/bundle");
    ASSERT_EQ(bundle.status, 200);
    std::istringstream in(bundle.text);
    const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
    const auto report = ledger::verify_bundle(in, {*vkey, ledger::make_tender_replayer});
    ASSERT_TRUE(report.ok()) << report.error().name;
    EXPECT_TRUE(report->holds()) << ledger::to_text(*report, "bundle");
    EXPECT_TRUE(report->replayed);
    EXPECT_GE(report->signatures, 2u);
  }
};

TEST_F(Formats, ADutchPriceRisesUntilItIsTaken) {
  const std::string tender = live(
      R"({"type":"dutch_reverse","start":"600000","step":"50000","interval_seconds":1,"highest":"1000000","outage":{"min_seconds":5,"min_remaining_seconds":5}})",
      60 * kSecond);
  EXPECT_EQ(verdict(ani, world.bid(ani, tender, "950000", uuid(1))), "price_not_reached");
  wait_for_price(tender, "700000");
  EXPECT_EQ(verdict(budi, world.bid(budi, tender, "650000", uuid(2))), "accepted") << "a price that was offered before";
  EXPECT_EQ(verdict(ani, world.bid(ani, tender, "700000", uuid(3))), "lot_closed");
  world.wait_for_phase(tender, "closed");
  award_and_verify(tender, "650000");
}

TEST_F(Formats, AJapaneseAuctionEndsWithTheLastOneIn) {
  const std::string tender = live(
      R"({"type":"japanese_reverse","start":"1000000","step":"100000","interval_seconds":2,"floor":"500000","outage":{"min_seconds":5,"min_remaining_seconds":5}})",
      60 * kSecond);
  EXPECT_EQ(verdict(ani, world.bid(ani, tender, "1000000", uuid(1))), "accepted");
  EXPECT_EQ(verdict(budi, world.bid(budi, tender, "1000000", uuid(2))), "accepted");
  wait_for_price(tender, "900000");
  EXPECT_EQ(verdict(ani, world.bid(ani, tender, "900000", uuid(3))), "accepted");
  EXPECT_EQ(verdict(budi, world.offer(budi, tender, parsed(R"({"kind":"leave"})"), uuid(4))), "accepted");
  world.wait_for_phase(tender, "closed");
  award_and_verify(tender, "900000");
}

TEST_F(Formats, AScheduleIsWithheldWhileTheLotIsLive) {
  const std::string tender = live(
      R"({"type":"supply_schedule","ceiling":"10000","demand":{"units":100,"unit":"ton"},"pricing":"uniform_highest_accepted"})",
      4 * kSecond);
  const Person auditor = [&] {
    Person person = world.make("sari", "auditor");
    world.begin_sessions({&person});
    return person;
  }();
  const json::Value said = world.offer(
      ani, tender, parsed(R"({"kind":"schedule","steps":[{"quantity":60,"unit_price":"5000"}]})"), uuid(1));
  LiveLine line(world.port(), ani.cookie);
  line.send(said);
  const json::Value given = line.expect("answer", uuid(1));
  ASSERT_EQ(given.text("verdict"), "accepted");
  const std::string receipt = "/api/v1/receipts/" + std::to_string(given.find("seq")->as_int());
  EXPECT_EQ(world.get(receipt, &ani).status, 200);
  EXPECT_EQ(world.get(receipt, &officer).code(), "not_yours");
  EXPECT_EQ(world.get(receipt, &auditor).code(), "not_yours");
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender + "/bundle", &auditor).code(), "not_disclosed");
  EXPECT_EQ(verdict(budi, world.offer(budi, tender,
                                      parsed(R"({"kind":"schedule","steps":[{"quantity":80,"unit_price":"6000"}]})"), uuid(2))),
            "accepted");
  world.wait_for_phase(tender, "closed");
  EXPECT_EQ(world.get(receipt, &auditor).status, 200);
  EXPECT_EQ(lot(tender).find("result")->find("winners")->as_array().size(), 2u);
  award_and_verify(tender, "360000");
}

constexpr const char* kPackages =
    R"({"type":"package","ceiling":"2000000","parts":[{"id":"road"},{"id":"lamps","units":4}],"time_limit_seconds":20,
        "scenarios":[{"name":"two suppliers","constraints":[{"kind":"winners","at_least":2}]}]})";

class Packages : public Formats {
 protected:
  std::string tender, lot_path;

  void TearDown() override { unsetenv("TERANG_SOLVER"); }
  std::string say(const Person& who, const char* content, int id) {
    return verdict(who, world.offer(who, tender, parsed(content), uuid(id)));
  }
  // Budi asks 900,000 for all; Ani 500,000 for the road and 450,000 for the lamps.
  void offered() {
    tender = live(kPackages, 6 * kSecond);
    lot_path = "/api/v1/tenders/" + tender + "/lots/1/";
    EXPECT_EQ(say(ani, R"({"kind":"package","name":"r","parts":["road"],"amount":"500000"})", 1), "accepted");
    EXPECT_EQ(say(budi, R"({"kind":"package","name":"all","parts":["road","lamps"],"amount":"900000"})", 2), "accepted");
    EXPECT_EQ(say(ani, R"({"kind":"package","name":"l","parts":[{"part":"lamps","units":4}],"amount":"450000"})", 3), "accepted");
    EXPECT_EQ(say(ani, R"({"kind":"package","name":"x","parts":["tower"],"amount":"100000"})", 4), "unknown_part");
  }
  template <class Holds>
  void wait_until(const char* what, Holds holds) {
    const Micros until = steady_now() + 30 * kSecond;
    while (steady_now() < until) {
      if (holds()) return;
      std::this_thread::sleep_for(net::test::milliseconds(20));
    }
    ADD_FAILURE() << "never " << what << ": " << world.get(lot_path + "solution", &officer).text << json::canonical(lot(tender));
  }
  std::string solving(const char* what = "solving") {
    const Reply reply = world.get(lot_path + "solution", &officer);
    const json::Value* found = reply.body.find(what);
    return found && found->is_object() ? std::string(found->text("state")) : "";
  }
  json::Value result() { return *lot(tender).find("result"); }
  void wait_for_cost(const char* cost) {
    wait_until(cost, [&] { return result().is_object() && result().find("packages")->text("cost") == cost; });
  }
};

TEST_F(Packages, AreWithheldSolvedComparedAndAwarded) {
  offered();
  EXPECT_EQ(world.get(lot_path + "packages", &officer).body.find("packages")->as_array().size(), 0u);
  EXPECT_EQ(world.get(lot_path + "packages", &ani).body.find("packages")->as_array().size(), 1u);
  EXPECT_EQ(world.post(lot_path + "comparison", json::Value::object(), &officer).code(), "not_ended");
  world.wait_for_phase(tender, "closed");
  wait_for_cost("900000");
  EXPECT_EQ(solving(), "settled");
  EXPECT_EQ(world.get(lot_path + "solution", &ani).code(), "not_disclosed");
  EXPECT_EQ(world.get(lot_path + "packages").body.find("packages")->as_array().size(), 2u);
  EXPECT_EQ(world.post(lot_path + "comparison", json::Value::object(), &officer).status, 202);
  wait_until("compared", [&] { return solving("comparison") == "compared"; });
  const Reply compared = world.get(lot_path + "solution", &officer);
  const json::Array& scenarios = compared.body.find("comparison")->find("scenarios")->as_array();
  ASSERT_EQ(scenarios.size(), 2u);
  EXPECT_EQ(scenarios[0].text("status"), "optimal");
  EXPECT_EQ(scenarios[1].text("status"), "infeasible");
  EXPECT_EQ(compared.body.find("comparison")->find("solve")->as_int(), 2) << "the cheapest, and the scenario";
  EXPECT_EQ(compared.body.find("comparison")->find("solves")->as_int(), 2);
  EXPECT_EQ(world.post(lot_path + "solution/cancel", json::Value::object(), &officer).code(), "nothing_to_cancel");
  award_and_verify(tender, "900000");
}

TEST_F(Packages, AreSettledUnderAnotherScenarioForAReason) {
  tender = live(kPackages, 6 * kSecond);
  lot_path = "/api/v1/tenders/" + tender + "/lots/1/";
  EXPECT_EQ(say(ani, R"({"kind":"package","name":"r","parts":["road","lamps"],"amount":"800000"})", 1), "accepted");
  EXPECT_EQ(say(budi, R"({"kind":"package","name":"l","parts":["lamps"],"amount":"700000"})", 2), "accepted");
  EXPECT_EQ(say(ani, R"({"kind":"package","name":"s","parts":["road"],"amount":"300000"})", 3), "accepted");
  world.wait_for_phase(tender, "closed");
  wait_for_cost("800000");
  const auto ask = [&](const char* scenario, const char* reason) {
    return world.post(lot_path + "solution", json::Value::object({{"scenario", scenario}, {"reason", reason}}), &officer);
  };
  EXPECT_EQ(ask("the dearest", "because of it all").code(), "unknown_scenario");
  ASSERT_EQ(ask("two suppliers", "too short").status, 202);
  wait_until("refused", [&] { return solving() == "failed"; });
  EXPECT_EQ(world.get(lot_path + "solution", &officer).body.find("solving")->text("why"), "reason_missing");
  ASSERT_EQ(ask("two suppliers", "Two suppliers keep the works going if one fails.").status, 202);
  wait_for_cost("1000000");
  EXPECT_EQ(result().find("winners")->as_array().size(), 2u);
  award_and_verify(tender, "700000");
}

TEST_F(Packages, WithoutASolverWaitAndARestartSettlesThem) {
  setenv("TERANG_SOLVER", "/nonexistent", 1);
  offered();
  world.wait_for_phase(tender, "closed");
  wait_until("failed", [&] { return solving() == "failed"; });
  EXPECT_EQ(world.get(lot_path + "solution", &officer).body.find("solving")->text("why"), "solver_missing");
  EXPECT_TRUE(result().is_null());
  const json::Value award = json::Value::object(
      {{"lots", json::Value::array({json::Value::object({{"lot", "1"}, {"pseudonym", ""}})})}, {"reason", "Before its time."}});
  EXPECT_EQ(world.post("/api/v1/tenders/" + tender + "/award", award, &officer).code(), "not_settled");
  EXPECT_EQ(world.post(lot_path + "solution", json::Value::object({{"scenario", "two suppliers"}}), &officer).code(), "not_settled");
  EXPECT_EQ(world.post(lot_path + "solution", json::Value::object({{"time_limit_seconds", 5}}), &officer).status, 202);
  wait_until("failed again", [&] { return solving() == "failed"; });
  world.stop();
  unsetenv("TERANG_SOLVER");
  world.start();
  wait_for_cost("900000");
  award_and_verify(tender, "900000");
}

TEST_F(Packages, AreRehearsedWithTheSolver) {
  const json::Value scenario = parsed(
      R"({"type":"package","currency":"IDR","lots":[{"id":"1"}],"suppliers":[{"id":"a"}],
          "bids":[{"id":"x","supplier":"a","items":["1"],"amount":"5"}]})");
  const Reply played = world.post("/api/v1/rehearsals", scenario, &officer);
  ASSERT_EQ(played.status, 200) << played.text;
  EXPECT_EQ(played.body.find("result")->text("cost"), "5");
}

}  // namespace
}  // namespace terang::server::test
