// Personal data goes from the database in one transaction with the entry that says so; nothing else changes.
#include "base/sha256.h"
#include "ledger/pg_journal.h"
#include "ledger/proof.h"
#include "ledger/stored_log.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "server/log_replay.h"
#include "tender/projection.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

using json::Value;

constexpr char kReason[] = "Asked for by the person, who is in no dispute.";

struct Erasing : ::testing::Test {
  World world;
  Person root, officer, ani;

  std::string cancelled_tender() {
    root = world.make("root", "administrator");
    officer = world.make("ratna", "officer", "Dinas Uji");
    ani = world.make("ani", "bidder", "CV Ani Rahasia");
    world.store_sessions({&root, &officer, &ani});
    world.config.retention["bidder.named"] = 0;
    world.start();
    world.register_key(ani);
    const std::string tender = world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);
    EXPECT_EQ(erase({seq_of("bidder.named")}).code(), "tender_not_over");
    EXPECT_EQ(world.post("/api/v1/tenders/" + tender + "/cancel", Value::object({{"reason", kReason}}), &officer).status, 200);
    return tender;
  }
  std::int64_t seq_of(const std::string& kind) {
    auto db = world.connect();
    pqxx::work work(db);
    return work.exec_params("select min(seq) from ledger_entry where convert_from(payload, 'UTF8') like '%\"kind\":\"' || $1 || '\"%'", kind)[0][0].as<std::int64_t>();
  }
  Reply erase(std::vector<std::int64_t> seqs, const Person* who = nullptr) {
    json::Array list;
    for (const std::int64_t seq : seqs) list.emplace_back(seq);
    return world.post("/api/v1/erasures", Value::object({{"entries", std::move(list)}, {"reason", kReason}}), who ? who : &root);
  }
  // How often a word stands in what is stored.
  int stored(const std::string& word) {
    auto db = world.connect();
    pqxx::work work(db);
    return work.exec_params("select count(*) from ledger_entry where position(convert_to($1, 'UTF8') in payload) > 0", word)[0][0].as<int>();
  }
  std::string tables() {
    auto db = world.connect();
    pqxx::work work(db);
    return work.exec("select string_agg(t::text, e'\\n' order by id) from tender_projection t")[0][0].as<std::string>();
  }
};

TEST_F(Erasing, SaltAndPayloadGoAndEverythingElseStays) {
  const std::string tender = cancelled_tender();
  const std::int64_t named = seq_of("bidder.named"), admitted = seq_of("bidder.admitted");
  const std::string old_receipt = world.get("/api/v1/receipts/" + std::to_string(named), &officer).text;
  const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
  ASSERT_TRUE(ledger::open_receipt(old_receipt, *vkey));
  ASSERT_EQ(stored("CV Ani Rahasia"), 1);

  EXPECT_EQ(erase({named}, &officer).code(), "not_your_role");
  EXPECT_EQ(erase({99'999}).code(), "no_such_entry");
  EXPECT_EQ(erase({admitted}).code(), "kind_not_erasable");
  EXPECT_EQ(erase({seq_of("key.registered")}).code(), "kind_not_erasable");
  EXPECT_EQ(erase({seq_of("tender.drafted")}).code(), "retention_not_passed") << "its five years stand";
  const Reply erased = erase({named});
  ASSERT_EQ(erased.status, 201) << erased.text;
  EXPECT_EQ(stored("CV Ani Rahasia"), 0);
  EXPECT_EQ(erase({named}).code(), "already_erased");
  EXPECT_EQ(world.get("/api/v1/receipts/" + std::to_string(named), &officer).status, 404);
  EXPECT_TRUE(ledger::open_receipt(old_receipt, *vkey)) << "what was handed out verifies for ever";
  EXPECT_TRUE(ledger::open_receipt(world.get("/api/v1/receipts/" + std::to_string(admitted), &officer).text, *vkey));

  const std::string before = tables();
  world.stop();
  const auto journal = ledger::PgJournal::open_read_only(world.config.database, 1);
  tender::Registry registry;
  const auto read = replay_log(**journal, registry, *promise_of(**journal));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(registry.partial_tenders(), std::vector<tender::TenderId>{tender::TenderId(tender)});
  EXPECT_EQ(registry.erased(), 1u);
  {  // as `terang rebuild` does it
    auto db = world.connect();
    pqxx::work work(db);
    for (const auto& row : tender::forget_projections()) work.exec(row.sql);
    work.commit();
    const auto owner = ledger::PgJournal::open(world.config.database, 1, {1, "test"});
    ledger::Batch batch;
    for (auto& row : tender::projections(registry, tender::TenderId(tender))) batch.projections.push_back({row.sql, row.params});
    ASSERT_TRUE((*owner)->write(batch).durable());
  }
  EXPECT_EQ(tables(), before);
  const std::string note = *(*journal)->last_checkpoint();
  const auto verified = ledger::verify_journal(**journal, note, {*vkey, ledger::make_tender_replayer});
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_TRUE(verified->holds()) << ledger::sentence(*verified->finding);
  EXPECT_EQ(verified->withheld, 1u);
  EXPECT_EQ(verified->erased, 1u);
  world.start();
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender).body.find("tender")->text("state"), "cancelled");
}

TEST_F(Erasing, WhatMayBeErasedIsListed) {
  const std::string tender = cancelled_tender();
  Person dewi = world.make("dewi", "auditor");
  world.begin_sessions({&dewi});
  const auto list = [&](const std::string& query, const Person* who) { return world.get("/api/v1/retention/tenders" + query, who); };
  EXPECT_EQ(list("", nullptr).code(), "signed_out");
  EXPECT_EQ(list("", &officer).code(), "not_your_role");
  EXPECT_EQ(list("?tender=t99999999999", &root).code(), "no_such_tender");
  const Value all = list("", &dewi).body;
  EXPECT_EQ(all.text("rules"), "terang.retention.v1");
  EXPECT_TRUE(all.find("next")->is_null());
  ASSERT_EQ(all.find("tenders")->as_array().size(), 1u);
  const Value one = all.find("tenders")->as_array()[0];
  EXPECT_EQ(one.text("tender"), tender);
  std::vector<std::int64_t> due, later;
  for (const Value& entry : one.find("entries")->as_array())
    (entry.text("refusal").empty() ? due : later).push_back(entry.find("seq")->as_int());
  EXPECT_EQ(due, std::vector<std::int64_t>{seq_of("bidder.named")}) << "its years are set to none";
  EXPECT_EQ(later, std::vector<std::int64_t>{seq_of("tender.drafted")});
  EXPECT_EQ(json::canonical(*list("?tender=" + tender, &root).body.find("tenders")), json::canonical(*all.find("tenders")));
  EXPECT_EQ(list("?due=true", &root).body.find("tenders")->as_array().size(), 1u);
  ASSERT_EQ(erase(due).status, 201);
  EXPECT_EQ(list("?due=true", &root).body.find("tenders")->as_array().size(), 0u);
  EXPECT_EQ(list("?after=" + tender, &root).body.find("tenders")->as_array().size(), 0u);
}

TEST_F(Erasing, APayloadThatIsGoneWithoutAWordStopsTheStart) {
  cancelled_tender();
  const std::int64_t named = seq_of("bidder.named");
  world.stop();
  auto db = world.connect();
  pqxx::work work(db);
  work.exec_params("update ledger_entry set salt = null, payload = null where seq = $1", named);
  work.commit();
  const auto journal = ledger::PgJournal::open_read_only(world.config.database, 1);
  const auto verified = ledger::verify_journal(**journal, "", {std::nullopt, ledger::make_tender_replayer});
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->finding ? verified->finding->check : "", "erasure_unexplained");
  const auto started = world.try_start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().name, "erasure_unexplained");
  EXPECT_NE(started.error().message.find("Entry " + std::to_string(named)), std::string::npos) << started.error().message;
}

TEST_F(Erasing, TheRulesOfRetentionArePublic) {
  world.config.retention["bidder.applied"] = 7;
  world.start();
  const Value rules = world.get("/api/v1/retention").body;
  EXPECT_EQ(rules.text("rules"), "terang.retention.v1");
  bool found = false;
  for (const Value& rule : rules.find("kinds")->as_array())
    if (rule.text("kind") == "bidder.applied") found = rule.find("years")->as_int() == 7;
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace terang::server::test
