// Lots with sealed bids over the live line: committed, replaced, withdrawn, late; opened after the deadline, also by the
// next process; and nobody can tell beforehand that anyone has bid.
#include <filesystem>
#include <sstream>

#include "base/sha256.h"
#include "ledger/note.h"
#include "ledger/pg_journal.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "server/desk_clock.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

constexpr const char* kOutage = R"("outage":{"min_seconds":600,"min_remaining_seconds":5})";
std::string rules(const std::string& more) { return "{" + more + "," + kOutage + "}"; }

class Sealed : public ::testing::Test {
 protected:
  World world;
  Person officer, ani, budi;

  void SetUp() override {
    world.config.desk.cover_mean = 0;  // where it counts, a test asks for them
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    world.begin_sessions({&officer, &ani, &budi});
    for (Person* person : {&ani, &budi}) world.register_key(*person);
  }
  std::string live(const std::string& more, Micros lasts) {
    const std::string id = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, lasts, json::parse(rules(more)).value());
    world.wait_for_phase(id, "live");
    return id;
  }
  json::Value lot(const std::string& tender, const Person* who = nullptr, const char* part = "view") {
    const Reply reply = world.get("/api/v1/tenders/" + tender, who);
    return *reply.body.find("lots")->as_array()[0].find(part);
  }
  json::Value you(const std::string& tender, const Person& who) { return lot(tender, &who, "you"); }

  json::Value commit(const Person& who, const std::string& tender, const std::string& amount, const std::string& id,
                     std::int64_t version) {
    return world.commit(who, tender, amount, id, version);
  }
  std::string verdict(const Person& who, const json::Value& said) {
    LiveLine line(world.port(), who.cookie);
    line.send(said);
    return std::string(line.expect("answer", said.text("bid")).text("verdict"));
  }
  json::Value withdraw(const Person& who, const std::string& tender, const std::string& id) {
    return world.offer(who, tender, json::parse(R"({"kind":"withdraw"})").value(), id);
  }
  json::Value wait_for_opening(const std::string& tender) {
    const Micros until = steady_now() + 30 * kSecond;
    while (steady_now() < until) {
      const json::Value view = lot(tender);
      if (view.find("opened")->is_array()) return view;
      std::this_thread::sleep_for(net::test::milliseconds(20));
    }
    ADD_FAILURE() << "the lot was never opened";
    return {};
  }
  std::int64_t envelopes() {
    auto db = world.connect();
    pqxx::work work(db);
    return work.exec("select count(*) from sealed_envelope")[0][0].as<std::int64_t>();
  }
  Reply award(const std::string& tender, const std::string& winner) {
    return world.post("/api/v1/tenders/" + tender + "/award",
                      json::Value::object({{"lots", json::Value::array({json::Value::object({{"lot", "1"}, {"pseudonym", winner}})})},
                                           {"reason", "As the opening found it."}}),
                      &officer);
  }
  ledger::Report verified(const std::string& tender) {
    const Reply bundle = world.get("/api/v1/tenders/" + tender + "/bundle");
    EXPECT_EQ(bundle.status, 200) << bundle.text;
    std::istringstream in(bundle.text);
    const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
    const auto report = ledger::verify_bundle(in, {*vkey, ledger::make_tender_replayer});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().name);
    EXPECT_TRUE(report->holds()) << ledger::to_text(*report, "bundle");
    return *report;
  }
  std::filesystem::path only_key() {
    std::filesystem::path found;
    for (const auto& file : std::filesystem::directory_iterator(world.config.data + "/sealing")) {
      EXPECT_TRUE(found.empty());
      found = file.path();
    }
    return found;
  }
};

TEST_F(Sealed, SecondPriceFromTheBrowserToTheAward) {
  const std::string tender = live(R"("type":"sealed_second_price")", 12 * kSecond);
  const auto mode = [](const std::filesystem::path& path) { return static_cast<int>(std::filesystem::status(path).permissions()); };
  EXPECT_EQ(mode(world.config.data + "/sealing"), 0700);
  EXPECT_EQ(mode(only_key()), 0600);

  LiveLine line(world.port(), ani.cookie);
  line.send(json::Value::object({{"tender", tender}, {"type", "watch"}}));
  line.expect("you");
  const json::Value first = commit(ani, tender, "900000", uuid(1), 1);
  line.send(first);
  const json::Value answer = line.expect("answer", uuid(1));
  EXPECT_EQ(answer.text("verdict"), "accepted");
  EXPECT_EQ(line.expect("you").find("view")->find("committed")->find("seq")->as_int(), answer.find("seq")->as_int());
  line.send(first);
  EXPECT_EQ(line.expect("answer", uuid(1)).find("seq")->as_int(), answer.find("seq")->as_int()) << "sent again";
  EXPECT_EQ(verdict(ani, commit(ani, tender, "800000", uuid(2), 2)), "accepted");
  EXPECT_EQ(verdict(ani, commit(ani, tender, "800000", uuid(3), 2)), "version_not_next");
  EXPECT_EQ(verdict(budi, commit(budi, tender, "700000", uuid(4), 1)), "accepted");
  EXPECT_EQ(verdict(budi, withdraw(budi, tender, uuid(5))), "accepted");
  EXPECT_TRUE(you(tender, budi).find("committed")->is_null());
  EXPECT_EQ(verdict(budi, commit(budi, tender, "750000", uuid(6), 2)), "accepted");
  EXPECT_EQ(verdict(budi, world.bid(budi, tender, "600000", uuid(7))), "sealed_bids_only");
  EXPECT_EQ(envelopes(), 4);
  // His receipt is his at once, and nobody else's.
  const std::string receipt = "/api/v1/receipts/" + std::to_string(answer.find("seq")->as_int());
  EXPECT_EQ(world.get(receipt, &ani).status, 200);
  EXPECT_EQ(world.get(receipt, &officer).code(), "not_yours");

  const json::Value view = wait_for_opening(tender);
  EXPECT_EQ(view.text("phase"), "closed");
  EXPECT_EQ(verdict(ani, commit(ani, tender, "100000", uuid(8), 3)), "late");
  EXPECT_EQ(view.find("opened")->as_array().size(), 2u);
  EXPECT_EQ(view.find("result")->text("amount"), "800000");
  const std::string winner(view.find("result")->text("winner"));
  EXPECT_EQ(winner, you(tender, budi).text("pseudonym"));
  EXPECT_EQ(you(tender, ani).find("opened")->text("amount"), "800000");
  EXPECT_EQ(envelopes(), 2) << "what was replaced or withdrawn stays its bidder's secret";
  // The checkpoint that was forced ends with the entry that ended the sealed round.
  {
    auto db = world.connect();
    pqxx::work work(db);
    EXPECT_EQ(work.exec("select count(*) from ledger_checkpoint c join ledger_entry e on e.log = c.log and e.seq = c.size - 1 "
                        "where convert_from(e.payload, 'UTF8') like '%\"kind\":\"lot.closed\"%'")[0][0].as<int>(), 1);
  }
  ASSERT_EQ(award(tender, winner).status, 200);
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender).body.find("tender")->find("award")->find("lots")->as_array()[0].text("amount"), "800000");
  // What was opened stays to be opened again, however long: erasing it is refused, and its octets are there.
  Person root = world.make("root", "administrator");
  world.begin_sessions({&root});
  std::int64_t kept = 0;
  {
    auto db = world.connect();
    pqxx::work work(db);
    kept = work.exec("select min(seq) from sealed_envelope")[0][0].as<std::int64_t>();
  }
  EXPECT_EQ(world.post("/api/v1/erasures", json::Value::object({{"entries", json::Value::array({kept})}, {"reason", "Asked for by the bidder."}}), &root).code(),
            "kind_not_erasable");
  EXPECT_EQ(envelopes(), 2);
  const ledger::Report report = verified(tender);
  EXPECT_EQ(report.opened, 2u);
  EXPECT_TRUE(report.replayed);
  const auto journal = ledger::PgJournal::open_read_only(world.config.database, 1);
  const auto whole = ledger::verify_journal(**journal, *(*journal)->last_checkpoint(), {std::nullopt, ledger::make_tender_replayer});
  ASSERT_TRUE(whole.ok());
  EXPECT_TRUE(whole->holds()) << ledger::to_text(*whole, "log");
  EXPECT_EQ(whole->opened, 2u);
}

TEST_F(Sealed, AnEnvelopeThatIsNotOfThisBidIsRefusedByName) {
  const std::string tender = live(R"("type":"sealed_first_price")", 30 * kSecond);
  const json::Value good = commit(ani, tender, "900000", uuid(1), 1);
  std::string octets = *from_base64(good.text("envelope"));
  const auto with = [&](const json::Value& envelope) {
    json::Value frame = good;
    frame.set("envelope", envelope);
    return verdict(ani, frame);
  };
  json::Value without = good;
  without.erase("envelope");
  EXPECT_EQ(verdict(ani, without), "envelope_missing");
  EXPECT_EQ(with(to_base64(octets + std::string(1024, 'x'))), "envelope_too_large");
  EXPECT_EQ(with(to_base64(octets.substr(1))), "envelope_hash_mismatch");
  const auto of_octets = [&](const std::string& other, const std::string& key) {
    json::Value content = *good.find("content");
    content.set("envelope", to_hex(sha256(other)));
    content.set("key", key);
    json::Value frame = world.offer(ani, tender, content, uuid(1));
    frame.set("envelope", to_base64(other));
    return verdict(ani, frame);
  };
  const std::string key(good.find("content")->text("key"));
  EXPECT_EQ(of_octets(octets.substr(0, 300), key), "envelope_malformed");
  EXPECT_EQ(of_octets(octets, std::string(64, 'a')), "key_commitment_mismatch");
  // Another's envelope, and one of another version, by the head alone.
  json::Value moved = commit(budi, tender, "900000", uuid(1), 1);
  json::Value frame = world.offer(ani, tender, *moved.find("content"), uuid(1));
  frame.set("envelope", *moved.find("envelope"));
  EXPECT_EQ(verdict(ani, frame), "context_mismatch");
  json::Value later = commit(ani, tender, "900000", uuid(1), 2);
  json::Value content = *later.find("content");
  content.set("version", 1);
  frame = world.offer(ani, tender, content, uuid(1));
  frame.set("envelope", *later.find("envelope"));
  EXPECT_EQ(verdict(ani, frame), "context_mismatch");
  // The octets are nobody's but a commitment's.
  frame = withdraw(ani, tender, uuid(2));
  frame.set("envelope", *good.find("envelope"));
  LiveLine line(world.port(), ani.cookie);
  line.send(frame);
  EXPECT_EQ(line.expect("error").text("code"), "frame_malformed");
  EXPECT_EQ(envelopes(), 0);
  EXPECT_EQ(verdict(ani, good), "accepted") << "nothing of it was recorded before";
  EXPECT_EQ(envelopes(), 1);
  const Reply cancelled = world.post("/api/v1/tenders/" + tender + "/lots/1/cancel", json::Value::object({{"reason", "No longer needed here."}}), &officer);
  EXPECT_EQ(cancelled.status, 200) << cancelled.text;
  EXPECT_EQ(envelopes(), 0) << "what is never opened is not kept";
}

TEST_F(Sealed, WhatCouldNotBeOpenedIsOpenedByTheNextProcess) {
  const std::string tender = live(R"("type":"sealed_first_price")", 6 * kSecond);
  EXPECT_EQ(verdict(ani, commit(ani, tender, "900000", uuid(1), 1)), "accepted");
  const std::filesystem::path key = only_key(), away = key.string() + ".away";
  std::filesystem::rename(key, away);
  const auto problem = [&] {
    const Micros until = steady_now() + 30 * kSecond;
    while (steady_now() < until) {
      const json::Value view = lot(tender, &officer);
      if (std::string told(view.find("sealing")->text("problem")); !told.empty()) return told;
      std::this_thread::sleep_for(net::test::milliseconds(20));
    }
    return std::string();
  };
  EXPECT_EQ(problem(), "sealing_key_missing");
  EXPECT_EQ(lot(tender).find("stage")->text("name"), "opening");
  EXPECT_EQ(award(tender, "101").code(), "not_opened");
  world.stop();
  world.start();
  EXPECT_EQ(problem(), "sealing_key_missing");
  std::filesystem::rename(away, key);
  const json::Value view = wait_for_opening(tender);  // it is tried again
  EXPECT_EQ(view.find("result")->text("amount"), "900000");
  EXPECT_TRUE(view.find("sealing")->find("problem")->is_null());
  ASSERT_EQ(award(tender, std::string(view.find("result")->text("winner"))).status, 200);
  EXPECT_EQ(verified(tender).opened, 1u);
}

TEST_F(Sealed, AHybridGoesOnLiveWithTheBest) {
  const std::string tender = live(R"("type":"hybrid","sealed_seconds":6,"opening_seconds":2,"best":2,"live":{})", 16 * kSecond);
  EXPECT_EQ(verdict(ani, commit(ani, tender, "900000", uuid(1), 1)), "accepted");
  EXPECT_EQ(verdict(budi, commit(budi, tender, "800000", uuid(2), 1)), "accepted");
  EXPECT_EQ(wait_for_opening(tender).find("opened")->as_array().size(), 2u);
  const Micros until = steady_now() + 10 * kSecond;
  while (steady_now() < until && lot(tender).find("stage")->text("name") != "live") std::this_thread::sleep_for(net::test::milliseconds(20));
  EXPECT_EQ(verdict(ani, world.bid(ani, tender, "700000", uuid(3))), "accepted");
  world.wait_for_phase(tender, "closed");
  ASSERT_EQ(award(tender, std::string(you(tender, ani).text("pseudonym"))).status, 200);
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender).body.find("tender")->find("award")->find("lots")->as_array()[0].text("amount"), "700000");
  EXPECT_EQ(verified(tender).opened, 2u);
}

}  // namespace
}  // namespace terang::server::test
