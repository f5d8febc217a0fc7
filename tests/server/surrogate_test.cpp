// A bid that officers enter for a bidder, from the uploaded letter to the bundle that verifies.
#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "base/sha256.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "server/bundle_extras.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

struct Surrogate : ::testing::Test {
  World world;
  Person officer, second, stranger, ani, budi, auditor;
  const std::string letter = std::string("%PDF-1.4 penawaran CV Ani\n", 26) + std::string(600'000, '\xfe');

  void SetUp() override {
    world.config.largest_bundle = 500'000;
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    second = world.make("rini", "officer", "Dinas Uji");
    stranger = world.make("sari", "officer", "Dinas Lain");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    auditor = world.make("agus", "auditor");
    world.begin_sessions({&officer, &second, &stranger, &ani, &budi, &auditor});
    for (Person* person : {&ani, &budi}) world.register_key(*person);
  }
  static json::Value file(std::string_view octets, const char* name = "surat penawaran \xc3\xa9.pdf") {
    return json::Value::object({{"content", to_base64(octets)}, {"name", name}});
  }
  static json::Value proposal(const std::string& pseudonym, const char* amount, const std::string& sha, int id) {
    return json::Value::object({{"amount", amount}, {"bid", uuid(id)}, {"document", sha}, {"pseudonym", pseudonym},
                                {"reason", "The business's line is dead; the letter came by hand."}});
  }
};

TEST_F(Surrogate, FromTheLetterToTheBundle) {
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 600 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender, lot = path + "/lots/1";
  EXPECT_EQ(world.post(path + "/documents", file(letter), &stranger).code(), "no_such_tender");
  EXPECT_EQ(world.post(path + "/documents", file(letter), &ani).code(), "not_your_role");
  EXPECT_EQ(world.post(path + "/documents", file("MZ a program"), &officer).code(), "file_type_refused");
  EXPECT_EQ(world.post(path + "/documents", file("%PDF-" + std::string(700'000, ' ')), &officer).code(), "file_too_large");
  EXPECT_EQ(world.post(path + "/documents", json::Value::object({{"content", "*"}, {"name", "a"}}), &officer).code(), "invalid_request");
  const Reply stored = world.post(path + "/documents", file(letter), &officer);
  ASSERT_EQ(stored.status, 201) << stored.text;
  const std::string sha(stored.body.text("sha256"));
  EXPECT_EQ(sha, to_hex(sha256(letter)));
  EXPECT_EQ(stored.body.text("type"), "application/pdf");
  EXPECT_EQ(world.post(path + "/documents", file(letter), &second).status, 201) << "again is harmless";

  world.wait_for_phase(tender, "live");
  const Reply seen = world.get(path, &officer);
  std::string who;
  for (const json::Value& one : seen.body.find("tender")->find("admitted_bidders")->as_array())
    if (one.text("business") == ani.business) who = one.text("pseudonym");
  EXPECT_EQ(world.post(lot + "/proposals", proposal(who, "950000", std::string(64, '0'), 1), &officer).code(), "document_unknown");
  ASSERT_EQ(world.post(lot + "/proposals", proposal(who, "950000", sha, 1), &officer).status, 200);
  const std::string one = lot + "/proposals/" + uuid(1);
  EXPECT_EQ(world.get(path, &budi).text.find("950000"), std::string::npos) << "not before it is a bid";
  EXPECT_EQ(world.request("POST", one + "/approve", std::nullopt, &officer).code(), "same_officer");
  EXPECT_EQ(world.request("POST", one + "/approve", std::nullopt, &stranger).code(), "not_your_tender");
  const Reply approved = world.request("POST", one + "/approve", std::nullopt, &second);
  ASSERT_EQ(approved.status, 200) << approved.text;
  EXPECT_EQ(world.request("POST", one + "/approve", std::nullopt, &second).code(), "proposal_decided");
  const Reply history = world.get(lot + "/history");
  EXPECT_NE(history.text.find(R"("surrogate":true)"), std::string::npos) << history.text;
  EXPECT_NE(world.get(path + "/my-bids", &ani).text.find(R"("surrogate":true)"), std::string::npos);
  const std::string seq = std::to_string(approved.body.find("seq")->as_int());
  EXPECT_EQ(world.get("/api/v1/receipts/" + seq, &ani).status, 200);
  EXPECT_EQ(world.get("/api/v1/receipts/" + seq, &budi).code(), "not_yours");
  ASSERT_EQ(world.post(lot + "/proposals", proposal(who, "940000", sha, 2), &second).status, 200);
  EXPECT_EQ(world.post(lot + "/proposals/" + uuid(2) + "/reject", json::Value::object({{"reason", "The letter is not signed."}}), &officer).status, 200);

  for (const Person* reader : {&officer, &second, &ani, &auditor}) {
    const Reply read = world.get(path + "/documents/" + sha, reader);
    EXPECT_EQ(read.status, 200);
    EXPECT_NE(read.text.find("penawaran CV Ani"), std::string::npos);
    EXPECT_NE(read.head.find("filename*=UTF-8''surat%20penawaran%20%C3%A9.pdf"), std::string::npos) << read.head;
  }
  for (const Person* other : {&budi, &stranger}) EXPECT_EQ(world.get(path + "/documents/" + sha, other).code(), "not_yours");
  EXPECT_EQ(world.get(path + "/documents/" + sha).code(), "signed_out");
  EXPECT_EQ(world.get(path + "/documents/" + std::string(64, '0'), &officer).code(), "no_such_document");

  const Reply bundle = world.get(path + "/bundle", &auditor);
  ASSERT_EQ(bundle.status, 200);
  const Reply large = world.get(path + "/bundle?documents=yes", &auditor);
  EXPECT_EQ(large.code(), "bundle_too_large") << "the letter is one too many";
  EXPECT_NE(large.body.text("detail").find("terang export --tender --documents"), std::string::npos) << large.text;
  std::istringstream in(bundle.text);
  const auto report = ledger::verify_bundle(in, {std::nullopt, ledger::make_tender_replayer});
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_TRUE(report->holds()) << ledger::to_text(*report, "bundle");
  EXPECT_EQ(report->surrogates, 1u);
  // A restart replays it.
  world.stop();
  world.start();
  EXPECT_NE(world.get(lot + "/history").text.find(R"("surrogate":true)"), std::string::npos);
  // As `terang export --documents` takes it along.
  const auto extras = BundleExtras::open(world.config.database);
  ASSERT_TRUE(extras);
  EXPECT_EQ(*(*extras)->document({"", sha, tender, "", 0}), letter);
  EXPECT_EQ((*extras)->document({"", std::string(64, '0'), tender, "", 0}).error().name, "document_missing");
  EXPECT_TRUE((*extras)->timestamps(1, 1'000'000)->empty());
}

}  // namespace
}  // namespace terang::server::test
