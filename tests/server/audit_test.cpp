// What a stranger, those who bid, officers of this and of another buyer, and an auditor are given of the ledger, from the
// draft to the award; what no endpoint gives before the table of disclosure does.
#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/envelope.h"
#include "ledger/merkle.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

using People = std::vector<const Person*>;

struct Audit : ::testing::Test {
  World world;
  Person officer, foreign, auditor, administrator, ani, budi, citra;

  void SetUp() override {
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    foreign = world.make("joko", "officer", "Dinas Lain");
    auditor = world.make("sari", "auditor");
    administrator = world.make("wati", "administrator");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    citra = world.make("citra", "bidder", "CV Citra");
    world.begin_sessions({&officer, &foreign, &auditor, &administrator, &ani, &budi, &citra});
    for (Person* person : {&ani, &budi}) world.register_key(*person);
  }

  // The kinds whose flesh comes, '.' for each entry without; each line is held against its header.
  std::string log_entries(const Person* who) {
    const Reply reply = world.get("/api/v1/log/entries", who);
    EXPECT_EQ(reply.status, 200) << reply.text;
    std::istringstream lines(reply.text);
    std::string out;
    std::uint64_t seq = 0;
    for (std::string line; std::getline(lines, line); ++seq) {
      const auto value = json::parse(line, {.bytes = 1 << 20, .depth = 8, .decimals = false});
      EXPECT_TRUE(value.ok()) << line;
      EXPECT_EQ(value->find("seq")->as_int(), static_cast<std::int64_t>(seq));
      const auto header = ledger::decode_header(*from_base64(value->text("header")));
      EXPECT_TRUE(header && header->seq == seq);
      const json::Value* payload = value->find("payload");
      if (payload->is_null()) {
        EXPECT_TRUE(value->find("salt")->is_null() && value->find("tender")->is_null()) << line;
        out += ". ";
        continue;
      }
      const auto salt = ledger::salt_from(*from_base64(value->text("salt")));
      EXPECT_TRUE(salt && ledger::commit(*salt, payload->as_string()) == header->commitment) << line;
      out += std::string(ledger::read_envelope(payload->as_string())->kind) + " ";
    }
    EXPECT_LE(seq, static_cast<std::uint64_t>(world.get("/api/v1/log").body.find("size")->as_int()));
    return out;
  }
  json::Value page(const std::string& tender, const Person* who, const std::string& query = {}) {
    const Reply reply = world.get("/api/v1/tenders/" + tender + "/entries" + query, who);
    EXPECT_EQ(reply.status, 200) << reply.text;
    return reply.body;
  }
  // The kinds that are told, '.' for what is withheld.
  std::string entries(const std::string& tender, const Person* who) {
    std::string out;
    const json::Value told_page = page(tender, who);
    for (const json::Value& entry : told_page.find("entries")->as_array()) {
      const bool told = entry.find("kind")->is_string();
      EXPECT_EQ(told, entry.find("withheld")->is_null());
      EXPECT_EQ(told, entry.find("data")->is_object());
      EXPECT_EQ(told, entry.find("tseq")->is_int());
      EXPECT_FALSE(entry.text("discloses").empty());
      EXPECT_EQ(entry.text("leaf").size(), 64u);
      out += (told ? std::string(entry.text("kind")) : ".") + " ";
    }
    return out;
  }
  std::uint64_t placed(const Person& who, const std::string& tender, const std::string& amount, int id) {
    LiveLine line(world.port(), who.cookie);
    line.send(world.bid(who, tender, amount, uuid(id)));
    const json::Value answer = line.expect("answer");
    EXPECT_EQ(answer.text("verdict"), "accepted");
    return static_cast<std::uint64_t>(answer.find("seq")->as_int());
  }
  std::string pseudonym(const std::string& tender, const Person& who) {
    return std::string(world.get("/api/v1/tenders/" + tender, &who).body.find("lots")->as_array()[0].find("you")->text("pseudonym"));
  }
  Reply award(const std::string& tender, const Person& winner) {
    const json::Value lot = json::Value::object({{"lot", "1"}, {"pseudonym", pseudonym(tender, winner)}});
    return world.post("/api/v1/tenders/" + tender + "/award",
                      json::Value::object({{"lots", json::Value::array({lot})}, {"reason", "The lowest admissible bid."}}), &officer);
  }
};

TEST_F(Audit, TheTableIsPublished) {
  const Reply reply = world.get("/api/v1/disclosure");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.text("version"), "terang.disclosure.v1");
  EXPECT_EQ(reply.body.find("audiences")->as_array().size(), 4u);
}

TEST_F(Audit, EachIsGivenWhatTheTableTellsHimFromTheFirstBidToTheAward) {
  const Reply draft = world.post("/api/v1/tenders", world.document(officer, 600 * kSecond, 60 * kSecond), &officer);
  const std::string unpublished(draft.body.text("id"));
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 6 * kSecond);
  for (const Person* who : People{nullptr, &foreign, &ani})
    EXPECT_EQ(world.get("/api/v1/tenders/" + unpublished + "/entries", who).code(), "no_such_tender");
  EXPECT_EQ(entries(unpublished, &officer), "tender.drafted ");
  EXPECT_EQ(entries(unpublished, &auditor), "tender.drafted ");

  world.wait_for_phase(tender, "live");
  const std::uint64_t anis = placed(ani, tender, "990000", 1), budis = placed(budi, tender, "940000", 2);
  const std::string keys = "key.registered key.registered ";
  const std::string mine = "tender.drafted tender.published bidder.named bidder.admitted bidder.named bidder.admitted "
                           "tender.scheduled lot.opened ";
  for (const Person* who : People{nullptr, &foreign, &administrator, &citra}) {
    EXPECT_TRUE(log_entries(who).starts_with(". . . . tender.published . . . . tender.scheduled lot.opened . . ")) << log_entries(who);
    EXPECT_TRUE(entries(tender, who).starts_with(". tender.published . . . . tender.scheduled lot.opened . . ")) << entries(tender, who);
  }
  EXPECT_TRUE(log_entries(&auditor).starts_with(keys + "tender.drafted " + mine + "bid.placed bid.placed ")) << log_entries(&auditor);
  EXPECT_TRUE(log_entries(&officer).starts_with(". . tender.drafted " + mine + "bid.placed bid.placed "))
      << log_entries(&officer);
  EXPECT_TRUE(entries(tender, &officer).starts_with(mine + "bid.placed bid.placed "));
  EXPECT_TRUE(entries(tender, &ani).starts_with(". tender.published . . . . tender.scheduled lot.opened bid.placed . "));
  EXPECT_TRUE(entries(tender, &budi).starts_with(". tender.published . . . . tender.scheduled lot.opened . bid.placed "));
  EXPECT_FALSE(page(tender, nullptr).find("hushed")->as_bool());
  // In pages; a query that is none is told.
  const json::Value first = page(tender, &officer, "?limit=3");
  EXPECT_EQ(first.find("entries")->as_array().size(), 3u);
  const std::string rest = "?limit=200&after=" + std::to_string(first.find("next")->as_int());
  EXPECT_EQ(page(tender, &officer, rest).find("entries")->as_array()[0].text("kind"), "bidder.admitted");
  EXPECT_TRUE(page(tender, &officer, rest).find("next")->is_null());
  for (const char* query : {"?limit=0", "?limit=201", "?after=x"})
    EXPECT_EQ(world.get("/api/v1/tenders/" + tender + "/entries" + query).code(), "query_malformed");
  for (const char* query : {"?limit=0", "?limit=257", "?from=-1"})
    EXPECT_EQ(world.get(std::string("/api/v1/log/entries") + query).code(), "query_malformed");
  EXPECT_EQ(world.get("/api/v1/log/entries?from=999999999").text, "");

  world.wait_for_phase(tender, "closed");
  EXPECT_TRUE(entries(tender, nullptr).ends_with(". . lot.closed ")) << entries(tender, nullptr);
  EXPECT_EQ(log_entries(&citra).find("bid.placed"), std::string::npos);
  ASSERT_EQ(award(tender, budi).status, 200);
  for (const Person* who : People{nullptr, &foreign, &ani, &budi, &citra}) {
    EXPECT_EQ(entries(tender, who), mine + "bid.placed bid.placed lot.closed tender.awarded ");
    const std::string log = log_entries(who);
    EXPECT_TRUE(log.starts_with(keys + ". " + mine + "bid.placed bid.placed lot.closed tender.awarded ")) << "all but the other draft: " << log;
  }
  // A receipt is still for those who had a part in it.
  EXPECT_EQ(world.get("/api/v1/receipts/" + std::to_string(anis), &citra).code(), "not_yours");
  EXPECT_EQ(world.get("/api/v1/receipts/" + std::to_string(budis), &budi).status, 200);
}

TEST_F(Audit, OfSealedBidsNoListTellsNumberOrTender) {
  const std::string tender =
      world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 120 * kSecond, json::parse(R"({"type":"sealed_second_price"})").value());
  world.wait_for_phase(tender, "live");
  LiveLine line(world.port(), ani.cookie);
  line.send(world.commit(ani, tender, "900000", uuid(1), 1));
  const json::Value answer = line.expect("answer", uuid(1));
  ASSERT_EQ(answer.text("verdict"), "accepted");
  const json::Value reason = json::Value::object({{"by_seconds", 60}, {"reason", "Long enough a reason."}});
  ASSERT_EQ(world.post("/api/v1/tenders/" + tender + "/lots/1/extend", reason, &officer).status, 200);
  for (const Person* who : People{nullptr, &officer, &auditor, &budi, &foreign}) {
    const json::Value seen = page(tender, who);
    EXPECT_TRUE(seen.find("hushed")->as_bool());
    std::string kinds;
    for (const json::Value& entry : seen.find("entries")->as_array()) {
      EXPECT_TRUE(entry.find("withheld")->is_null()) << "left out, not marked";
      kinds += std::string(entry.text("kind")) + " ";
      const bool own = who == &officer;
      EXPECT_TRUE(own || !entry.text("kind").starts_with("lot.") || entry.find("tseq")->is_null()) << "it would count them";
    }
    EXPECT_TRUE(kinds.ends_with("tender.scheduled lot.opened lot.extended ")) << kinds;
    const std::string log = log_entries(who);
    EXPECT_EQ(log.find("offer.placed"), std::string::npos);
    EXPECT_EQ(log.find("covered"), std::string::npos);
    EXPECT_TRUE(who == &officer || log.find("lot.") == std::string::npos) << log;
  }
  EXPECT_NE(log_entries(&ani).find("offer.placed"), std::string::npos);
}

}  // namespace
}  // namespace terang::server::test
