// Bundles as the public is given them, held against terang-verify's own code.
#include <sstream>

#include "base/bytes.h"
#include "base/sha256.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

TEST(PublicBundle, OfACancelledTenderHoldsAndSaysWhatWasNotDecidedAgain) {
  World world;
  world.start();
  Person officer = world.make("ratna", "officer", "Dinas Uji"), ani = world.make("ani", "bidder", "CV Ani"),
         auditor = world.make("sari", "auditor");
  world.begin_sessions({&officer, &ani, &auditor});
  world.register_key(ani);
  const std::string tender = world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);
  ASSERT_EQ(world.post("/api/v1/tenders/" + tender + "/cancel", json::Value::object({{"reason", "The budget was withdrawn."}}), &officer).status, 200);
  const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
  const auto verified = [&](const Person* who) {
    const Reply bundle = world.get("/api/v1/tenders/" + tender + "/bundle", who);
    EXPECT_EQ(bundle.status, 200) << bundle.text;
    std::istringstream in(bundle.text);
    const auto report = ledger::verify_bundle(in, {*vkey, ledger::make_tender_replayer});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().name);
    EXPECT_TRUE(report->holds()) << ledger::to_text(*report, "bundle");
    return *report;
  };
  // Draft, publication, name, admission, schedule, cancellation; the draft's gap is filled by the publication.
  const ledger::Report told = verified(nullptr);
  EXPECT_EQ(told.entries, 6u);
  EXPECT_EQ(told.withheld, 3u);
  EXPECT_EQ(told.decided_again, 1u) << "the publication";
  ASSERT_EQ(told.undecided.size(), 1u);
  EXPECT_EQ(told.undecided[0].tender, tender);
  EXPECT_EQ(told.undecided[0].decisions, 2u) << "schedule and cancellation";
  EXPECT_EQ(told.undecided[0].withheld, 2u) << "name and admission";
  const std::string text = ledger::to_text(told, "bundle"), from = std::to_string(told.undecided[0].from);
  EXPECT_NE(text.find("1 decisions replayed, 2 not: of tender " + tender + " the 2 after entry " + from + " were not decided again"), std::string::npos) << text;
  const json::Value as_json = ledger::to_json(told, "bundle");
  EXPECT_EQ(as_json.find("not_decided_again")->as_int(), 2);
  EXPECT_EQ(as_json.find("undecided")->as_array()[0].find("withheld_first")->as_array().size(), 2u);

  const ledger::Report whole = verified(&auditor);
  EXPECT_EQ(whole.withheld, 0u);
  EXPECT_TRUE(whole.undecided.empty());
  EXPECT_EQ(whole.decided_again, 6u);
}

// A bid that officers entered by a letter, awarded: who gets the letter with the bundle.
TEST(BundleWithDocuments, HoldsTheOctetsOfWhatEachMayRead) {
  World world;
  world.config.largest_bundle = 64 << 10;
  world.start();
  Person officer = world.make("ratna", "officer", "Dinas Uji"), second = world.make("rini", "officer", "Dinas Uji"),
         stranger = world.make("sri", "officer", "Dinas Lain"), ani = world.make("ani", "bidder", "CV Ani"),
         budi = world.make("budi", "bidder", "CV Budi"), auditor = world.make("sari", "auditor");
  world.begin_sessions({&officer, &second, &stranger, &ani, &budi, &auditor});
  for (Person* bidder : {&ani, &budi}) world.register_key(*bidder);
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 6 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender, lot = path + "/lots/1", with = path + "/bundle?documents=yes";
  const std::string letter = "%PDF-1.7 from " + std::string(1000, 'x'), unused = "%PDF-1.7 of nobody";
  const auto upload = [&](const std::string& octets) {
    return std::string(world.post(path + "/documents", json::Value::object({{"content", to_base64(octets)}, {"name", "surat.pdf"}}), &officer).body.text("sha256"));
  };
  const std::string sha = upload(letter), other = upload(letter + "2");
  upload(unused);
  world.wait_for_phase(tender, "live");
  const auto enter = [&](const Person& bidder, const char* amount, const std::string& document, int id) {
    std::string who;
    const Reply seen = world.get(path, &officer);
    for (const json::Value& one : seen.body.find("tender")->find("admitted_bidders")->as_array())
      if (one.text("business") == bidder.business) who = one.text("pseudonym");
    const json::Value proposal = json::Value::object({{"amount", amount}, {"bid", uuid(id)}, {"document", document}, {"pseudonym", who}, {"reason", "The letter came by hand."}});
    ASSERT_EQ(world.post(lot + "/proposals", proposal, &officer).status, 200);
    ASSERT_EQ(world.request("POST", lot + "/proposals/" + uuid(id) + "/approve", std::nullopt, &second).status, 200);
  };
  enter(ani, "950000", sha, 1);
  enter(budi, "940000", other, 2);
  EXPECT_EQ(world.get(with, &officer).code(), "not_disclosed") << "before the award the bundle is for auditors";
  world.wait_for_phase(tender, "closed");
  const std::string winner(world.get(path).body.find("lots")->as_array()[0].find("view")->find("result")->text("winner"));
  ASSERT_EQ(world.post(path + "/award", json::Value::object({{"lots", json::Value::array({json::Value::object({{"lot", "1"}, {"pseudonym", winner}})})},
                                                             {"reason", "As the auction found it."}}), &officer).status, 200);

  EXPECT_EQ(world.get(path + "/bundle?documents=1", &auditor).code(), "query_malformed");
  EXPECT_EQ(world.get(with).code(), "signed_out");
  EXPECT_EQ(world.get("/api/v1/tenders/000000000000/bundle?documents=yes", &auditor).code(), "no_such_tender");
  EXPECT_EQ(world.get(with, &stranger).code(), "not_yours");

  const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
  const auto verified = [&](const Reply& bundle) {
    EXPECT_EQ(bundle.status, 200) << bundle.text;
    std::istringstream in(bundle.text);
    const auto report = ledger::verify_bundle(in, {*vkey, ledger::make_tender_replayer});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
    if (!report) return ledger::Report{};
    EXPECT_TRUE(report->holds()) << ledger::to_text(*report, "bundle");
    return *report;
  };
  for (const Person* all : {&auditor, &officer, &second}) {
    const Reply bundle = world.get(with, all);
    const ledger::Report report = verified(bundle);
    EXPECT_EQ(report.documents, 2u);
    EXPECT_EQ(report.documents_withheld, 0u);
    EXPECT_NE(bundle.text.find(to_base64(letter)), std::string::npos);
    EXPECT_EQ(bundle.text.find(to_base64(unused)), std::string::npos) << "no entry names it";
    EXPECT_NE(bundle.head.find("filename=\"terang-" + tender + "-documents.jsonl\""), std::string::npos) << bundle.head;
  }
  const Reply own = world.get(with, &ani);
  const ledger::Report half = verified(own);
  EXPECT_EQ(half.documents, 1u);
  EXPECT_EQ(half.documents_withheld, 1u) << "the other bidder's is not his";
  EXPECT_NE(own.text.find(to_base64(letter)), std::string::npos);
  EXPECT_EQ(own.text.find(to_base64(letter + "2")), std::string::npos);
  EXPECT_NE(ledger::to_text(half, "bundle").find("; 1 documents (1 more withheld)"), std::string::npos);
  EXPECT_EQ(verified(world.get(path + "/bundle?documents=no", &ani)).documents, std::nullopt);
  EXPECT_EQ(verified(world.get(path + "/bundle")).documents, std::nullopt);
  // That they were read is noted.
  std::string reads;
  const Reply access = world.get(path + "/access", &auditor);
  for (const json::Value& one : access.body.find("reads")->as_array())
    if (one.text("account") == ani.account) reads += std::string(one.text("what")) + " ";
  EXPECT_EQ(reads, "bundle document bundle ");

  const auto alter = [&](const std::string& statement) {
    auto db = world.connect();
    pqxx::work work(db);
    work.exec(statement);
    work.commit();
  };
  alter("update tender_document set octets = 'exchanged' where sha256 = '" + sha + "'");
  EXPECT_EQ(world.get(with, &auditor).code(), "document_mismatch");
  alter("delete from tender_document where sha256 = '" + sha + "'");
  const Reply missing = world.get(with, &auditor);
  EXPECT_EQ(missing.status, 500);
  EXPECT_EQ(missing.code(), "document_missing");
}

}  // namespace
}  // namespace terang::server::test
