// PostgreSQL goes away under load: nothing acknowledged is lost, bids meanwhile are refused by name, the clock stops by
// the published rule, and the auction goes on.
#include "tests/server/fixture.h"

#include <set>
#include <thread>

namespace terang::server::test {
namespace {

struct Outage : ::testing::Test {
  World world{World::Postgres::own};
  Person officer, ani, budi;
  std::string tender;

  void SetUp() override {
    world.config.desk.stall_after = kSecond / 2;
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    world.begin_sessions({&officer, &ani, &budi});
    for (Person* person : {&ani, &budi}) world.register_key(*person);
    const json::Value outage = json::Value::object({{"min_remaining_seconds", 30}, {"min_seconds", 1}});
    tender = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, 300 * kSecond, json::Value::object({{"outage", outage}}));
    world.wait_for_phase(tender, "live");
  }
  std::string ends_at() {
    return std::string(world.get("/api/v1/tenders/" + tender).body.find("lots")->as_array()[0].find("view")->text("ends_at"));
  }
  std::set<std::int64_t> stored() {
    auto db = world.connect();
    pqxx::read_transaction read(db);
    std::set<std::int64_t> seqs;
    for (const auto& row : read.exec("select seq from ledger_entry")) seqs.insert(row[0].as<std::int64_t>());
    return seqs;
  }
};

TEST_F(Outage, APostgresKilledUnderLoadLosesNothingAndStopsTheClock) {
  const std::string before = ends_at();
  LiveLine line(world.port(), ani.cookie);
  line.send(json::Value::object({{"tender", tender}, {"type", "watch"}}));
  std::set<std::int64_t> acknowledged;
  int sent = 0, unavailable = 0;
  const auto place = [&] {
    const std::string id = uuid(++sent);
    line.send(world.bid(ani, tender, std::to_string(1'000'000 - 100 * sent), id));
    return id;
  };
  const auto take = [&](const std::string& id, net::test::milliseconds within) {
    const json::Value answer = line.expect("answer", id, within);
    if (answer.text("verdict") == "accepted") acknowledged.insert(answer.find("seq")->as_int());
    if (answer.text("verdict") == "platform_unavailable") ++unavailable;
  };
  for (int i = 0; i < 50; ++i) take(place(), net::test::milliseconds(5000));
  std::vector<std::string> under_way;
  for (int i = 0; i < 30; ++i) under_way.push_back(place());
  world.postgres->kill();
  for (int i = 0; i < 30; ++i) under_way.push_back(place());
  EXPECT_EQ(line.expect("outage").find("over")->is_null(), true);
  for (int i = 0; i < 5; ++i) take(place(), net::test::milliseconds(5000));
  EXPECT_GT(unavailable, 0);
  EXPECT_EQ(world.get("/api/v1/tenders/" + tender).status, 200) << "the public page stays up";
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  world.postgres->start();
  EXPECT_FALSE(line.expect("outage", {}, net::test::milliseconds(20000)).find("over")->is_null());
  for (const std::string& id : under_way) take(id, net::test::milliseconds(20000));
  for (int i = 0; i < 20; ++i) take(place(), net::test::milliseconds(5000));
  EXPECT_GE(acknowledged.size(), 70u);

  const auto kept = stored();
  for (const std::int64_t seq : acknowledged) EXPECT_TRUE(kept.contains(seq)) << seq;
  std::string after;
  for (int i = 0; i < 100 && (after = ends_at()) == before; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_GT(*parse_time(after) - *parse_time(before), kSecond);
  world.stop();
  world.start();  // the log is whole, and every verdict comes out the same
  EXPECT_EQ(ends_at() >= after, true);
}

TEST_F(Outage, AFrozenPostgresStopsBidsWithinTheStallTime) {
  LiveLine line(world.port(), ani.cookie);
  world.postgres->freeze();
  line.send(world.bid(ani, tender, "990000", uuid(1)));
  line.expect("outage", {}, net::test::milliseconds(3000));
  line.send(world.bid(ani, tender, "980000", uuid(2)));
  EXPECT_EQ(line.expect("answer", uuid(2)).text("verdict"), "platform_unavailable");
  world.postgres->thaw();
  EXPECT_EQ(line.expect("answer", uuid(1), net::test::milliseconds(10000)).text("verdict"), "accepted");
  line.send(world.bid(ani, tender, "980000", uuid(2)));
  EXPECT_EQ(line.expect("answer", uuid(2)).text("verdict"), "accepted") << "the same bid sent again is taken";
}

}  // namespace
}  // namespace terang::server::test
