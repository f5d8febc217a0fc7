// Bundles as the public is given them, held against terang-verify's own code.
#include <sstream>

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

}  // namespace
}  // namespace terang::server::test
