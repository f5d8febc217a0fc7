// For those who oversee: replays, who saw what, tenders followed, and the monitor's alerts.
#include <filesystem>
#include <fstream>

#include "server/monitor_feed.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

struct Overseeing : ::testing::Test {
  World world;
  Person officer, foreign, auditor, ani, budi;

  void SetUp() override {
    world.config.monitor_feed = world.folder + "/alerts.jsonl";
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    foreign = world.make("joko", "officer", "Dinas Lain");
    auditor = world.make("sari", "auditor");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    world.begin_sessions({&officer, &foreign, &auditor, &ani, &budi});
    for (Person* person : {&ani, &budi}) world.register_key(*person);
  }
  void place(const Person& who, const std::string& tender, const std::string& amount, int id) {
    LiveLine line(world.port(), who.cookie);
    line.send(world.bid(who, tender, amount, uuid(id)));
    EXPECT_EQ(line.expect("answer").text("verdict"), "accepted");
  }
  Reply remove(const std::string& path, const Person& who) { return world.request("DELETE", path, std::nullopt, &who); }
};

TEST_F(Overseeing, ALotIsReplayedForWhomAllOfItIsDisclosed) {
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 5 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender + "/replay?lot=1";
  world.wait_for_phase(tender, "live");
  place(ani, tender, "990000", 1);
  place(budi, tender, "940000", 2);
  for (const Person* who : std::vector<const Person*>{nullptr, &ani, &foreign}) EXPECT_EQ(world.get(path, who).code(), "not_disclosed");
  const auto steps = [](const Reply& reply) {
    std::string out;
    for (const json::Value& step : reply.body.find("steps")->as_array()) out += std::string(step.text("do")) + " ";
    return out;
  };
  for (const Person* who : {&officer, &auditor}) {
    const Reply reply = world.get(path, who);
    ASSERT_EQ(reply.status, 200) << reply.text;
    EXPECT_TRUE(steps(reply).starts_with("admit admit open bid bid ")) << steps(reply);
    EXPECT_TRUE(reply.body.find("mismatch")->is_null()) << reply.text;
  }
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender + "/replay", &auditor).code(), "query_malformed");
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender + "/replay?lot=2", &auditor).code(), "no_such_lot");
  EXPECT_EQ(world.get("/api/v1/tenders/000000000000/replay?lot=1", &auditor).code(), "no_such_tender");
  world.wait_for_phase(tender, "closed");
  EXPECT_EQ(world.get(path).code(), "not_disclosed");
  const std::string winner(world.get("/api/v1/tenders/" + tender, &budi).body.find("lots")->as_array()[0].find("you")->text("pseudonym"));
  const json::Value lot = json::Value::object({{"lot", "1"}, {"pseudonym", winner}});
  ASSERT_EQ(world.post("/api/v1/tenders/" + tender + "/award",
                       json::Value::object({{"lots", json::Value::array({lot})}, {"reason", "The lowest admissible bid."}}), &officer)
                .status, 200);
  const Reply reply = world.get(path);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(steps(reply), "admit admit open bid bid close ");
  EXPECT_TRUE(reply.body.find("mismatch")->is_null()) << reply.text;
  EXPECT_EQ(reply.body.find("lots")->as_array()[0].find("result")->text("winner"), winner);
}

TEST_F(Overseeing, WhoSawWhat) {
  const std::string tender = world.scheduled_tender(officer, {&ani, &budi}, 600 * kSecond, 60 * kSecond);
  const std::string path = "/api/v1/tenders/" + tender;
  EXPECT_EQ(world.get(path + "/entries").status, 200);  // nobody in particular: nothing is kept of him
  EXPECT_EQ(world.get(path + "/entries?limit=1", &ani).status, 200);
  EXPECT_EQ(world.get(path + "/bundle", &auditor).status, 200);
  const auto entries = world.get(path + "/entries", &auditor).body;
  const auto seq = entries.find("entries")->as_array()[1].find("seq")->as_int();
  EXPECT_EQ(world.get("/api/v1/receipts/" + std::to_string(seq), &officer).status, 200);
  EXPECT_EQ(world.get("/api/v1/receipts/" + std::to_string(seq), &foreign).code(), "not_yours");  // given nothing
  EXPECT_EQ(world.get(path + "/access").code(), "signed_out");
  for (const Person* who : {&ani, &foreign}) EXPECT_EQ(world.get(path + "/access", who).code(), "not_disclosed");
  for (const Person* who : {&officer, &auditor}) {
    const Reply reply = world.get(path + "/access", who);
    ASSERT_EQ(reply.status, 200) << reply.text;
    std::string reads;
    for (const json::Value& one : reply.body.find("reads")->as_array())
      reads += std::string(one.text("what")) + " by " + std::string(one.text("role")) + ", ";
    EXPECT_EQ(reads, "receipt by officer, entries by auditor, bundle by auditor, entries by bidder, ");
    EXPECT_EQ(reply.body.find("reads")->as_array()[0].find("seq")->as_int(), seq);
    EXPECT_EQ(reply.body.find("reads")->as_array()[0].text("account"), officer.account);
    std::string told;
    for (const json::Value& one : reply.body.find("disclosures")->as_array())
      if (one.text("kind") == "tender.drafted" || one.text("kind") == "tender.published")
        told += std::string(one.text("rule")) + (one.find("at")->is_null() ? " not yet, " : ", ");
    const std::string version = "terang.disclosure.v1 ";
    EXPECT_EQ(told, version + "tender.drafted party at_once, " + version + "tender.drafted officers at_once, " + version +
                        "tender.drafted auditors at_once, " + version + "tender.drafted public at_award not yet, " + version +
                        "tender.published party at_once, " + version + "tender.published officers at_once, " + version +
                        "tender.published auditors at_once, " + version + "tender.published public at_publication, ");
  }
}

TEST(Bundles, ATenderThatIsTooLargeIsToldByName) {
  World world;
  world.config.largest_bundle = 3000;
  world.start();
  Person officer = world.make("ratna", "officer", "Dinas Uji"), auditor = world.make("sari", "auditor"), ani = world.make("ani", "bidder", "CV Ani");
  world.begin_sessions({&officer, &auditor, &ani});
  const std::string tender = world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);
  const Reply reply = world.get("/api/v1/tenders/" + tender + "/bundle", &auditor);
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.code(), "bundle_too_large");
}

TEST_F(Overseeing, TendersAreFollowed) {
  const std::string tender = world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);
  const std::string path = "/api/v1/watches/" + tender;
  EXPECT_EQ(world.get("/api/v1/watches").code(), "signed_out");
  EXPECT_EQ(world.get("/api/v1/watches", &ani).body.find("watches")->as_array().size(), 0u);
  EXPECT_EQ(world.put("/api/v1/watches/000000000000", json::Value::object(), &ani).code(), "no_such_tender");
  EXPECT_EQ(world.put(path, json::parse(R"({"seen":1})").value(), &ani).code(), "invalid_request");
  ASSERT_EQ(world.put(path, json::Value::object(), &ani).status, 200);
  const auto mine = [&] { return world.get("/api/v1/watches", &ani).body.find("watches")->as_array().at(0); };
  EXPECT_EQ(mine().text("tender"), tender);
  EXPECT_EQ(mine().text("state"), "scheduled");
  EXPECT_FALSE(mine().text("title").empty());
  EXPECT_EQ(mine().text("newest_kind"), "tender.scheduled");
  EXPECT_TRUE(mine().find("seen_seq")->is_null());
  const auto seen = mine().find("newest_seq")->as_int();
  EXPECT_EQ(world.put(path, json::Value::object({{"seen_seq", seen}}), &ani).body.find("seen_seq")->as_int(), seen);
  EXPECT_EQ(world.put(path, json::Value::object({{"seen_seq", 0}}), &ani).body.find("seen_seq")->as_int(), seen) << "never back";
  EXPECT_EQ(mine().find("seen_seq")->as_int(), seen);
  EXPECT_TRUE(world.get("/api/v1/watches", &auditor).body.find("watches")->as_array().empty());
  {
    auto db = world.connect();
    pqxx::work fill(db);
    fill.exec("insert into watch (account, tender) select '" + auditor.account + "', 'x' || n from generate_series(1, 200) n");
    fill.commit();
  }
  EXPECT_EQ(world.put(path, json::Value::object(), &auditor).code(), "too_many_watches");
  EXPECT_EQ(world.get("/api/v1/watches", &auditor).body.find("watches")->as_array().size(), 200u);
  EXPECT_EQ(remove(path, ani).status, 204);
  EXPECT_EQ(remove(path, ani).status, 204);
  EXPECT_TRUE(world.get("/api/v1/watches", &ani).body.find("watches")->as_array().empty());
}

TEST_F(Overseeing, AlertsAreForAuditorsAndAdministrators) {
  EXPECT_EQ(world.get("/api/v1/alerts").code(), "signed_out");
  EXPECT_EQ(world.get("/api/v1/alerts", &ani).code(), "not_your_role");
  EXPECT_EQ(world.get("/api/v1/alerts?after=x", &auditor).code(), "query_malformed");
  const auto none = world.get("/api/v1/alerts", &auditor);  // the file is not there yet
  ASSERT_EQ(none.status, 200);
  EXPECT_TRUE(none.body.find("monitor")->find("configured")->as_bool());
  EXPECT_TRUE(none.body.find("monitor")->find("last_seen_at")->is_null());
  std::ofstream(world.config.monitor_feed)
      << R"({"alert":"stall","at":"2026-11-22T03:00:00.000000Z","expected":null,"found":null,"id":1,"message":"No growth.","seq":null,"severity":"warning","tender":null})" << "\n";
  EXPECT_EQ(world.get("/api/v1/alerts", &auditor).body.find("alerts")->as_array().size(), 1u);
}

std::string alert(int id, const char* what = "fork") {
  return R"({"alert":")" + std::string(what) + R"(","at":"2026-11-22T03:00:00.000000Z","expected":{"size":3},"found":"x","id":)" +
         std::to_string(id) + R"(,"message":"Said.","seq":7,"severity":"danger","tender":"t00000000001"})" + "\n";
}

TEST(MonitorFeed, TakesWhatIsWholeAndPassesOverTheRest) {
  const std::string path = ::testing::TempDir() + "terang-feed-" + std::to_string(getpid());
  const auto ids = [&](std::optional<std::uint64_t> after = std::nullopt) {
    std::string out;
    const json::Value feed = read_monitor_feed(path, after);
    for (const json::Value& one : feed.find("alerts")->as_array()) out += std::to_string(one.find("id")->as_int()) + " ";
    return out;
  };
  EXPECT_FALSE(read_monitor_feed("", std::nullopt).find("monitor")->find("configured")->as_bool());
  EXPECT_EQ(ids(), "") << "no file";
  const std::string beat = R"({"alert":"heartbeat","at":"2026-11-22T03:00:01.000000Z","size":42})" "\n";
  const auto write = [&](const std::string& to, const std::string& text) { std::ofstream(to, std::ios::binary) << text; };
  write(path, alert(1) + "not json\n[]\n" + alert(2, "unheard_of") + alert(3, "gap") + beat + alert(4).substr(0, 60));
  EXPECT_EQ(ids(), "1 3 ") << "a half-written line, and lines that are none";
  EXPECT_EQ(ids(1), "3 ");
  const json::Value feed = read_monitor_feed(path, std::nullopt);
  EXPECT_EQ(feed.find("monitor")->find("size")->as_int(), 42);
  EXPECT_EQ(feed.find("monitor")->text("last_seen_at"), "2026-11-22T03:00:01.000000Z");
  EXPECT_EQ(feed.find("alerts")->as_array()[0].text("expected"), R"({"size":3})");
  std::filesystem::rename(path, path + ".1");  // rotated away
  EXPECT_EQ(ids(), "1 3 ");
  write(path, alert(5));
  EXPECT_EQ(ids(), "1 3 5 ");
  std::string many;
  for (int i = 10; i < 9000; ++i) many += alert(i);
  ASSERT_GT(many.size(), 1u << 20);
  write(path, many);
  const std::string newest = ids();
  EXPECT_TRUE(newest.starts_with("8800 ") && newest.ends_with("8999 ")) << newest.substr(0, 60);
  write(path, std::string(3u << 20, 'x'));
  EXPECT_EQ(ids(), "1 3 ") << "no line at all";
  std::filesystem::remove(path);
  std::filesystem::remove(path + ".1");
}

}  // namespace
}  // namespace terang::server::test
