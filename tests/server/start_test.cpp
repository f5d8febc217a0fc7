// What the server refuses to start on, and where it goes on from.
#include "tests/server/fixture.h"

#include <sys/stat.h>

#include <fstream>
#include <thread>

namespace terang::server::test {
namespace {

struct Start : ::testing::Test {
  World world;
  Person officer, ani;

  void people() {
    officer = world.make("ratna", "officer", "Dinas Uji");
    ani = world.make("ani", "bidder", "CV Ani");
    world.begin_sessions({&officer, &ani});
    world.register_key(ani);
  }
  void sql(const std::string& statement) {
    auto db = world.connect();
    pqxx::work work(db);
    work.exec("alter table ledger_entry disable trigger all");
    work.exec(statement);
    work.exec("alter table ledger_entry enable trigger all");
    work.commit();
  }
  std::string refusal() {
    const auto started = world.try_start();
    if (started) world.stop();
    return started ? "started" : started.error().name + ": " + started.error().message;
  }
};

TEST_F(Start, ASecondServerOnTheSameLogIsToldWhoOwnsIt) {
  world.start();
  const auto second = Platform::start(world.config, [](const std::string&) {});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().name, "log_owned");
  EXPECT_NE(second.error().message.find(std::to_string(getpid())), std::string::npos) << second.error().message;
}

// Ctrl-C in the first seconds: neither a long log nor the demonstration's passwords are waited for.
TEST_F(Start, AStartCanBeStopped) {
  world.start();
  people();
  world.stop();
  int asked = 0;
  const auto try_start = [&](int patience) {
    asked = 0;
    const auto started = Platform::start(world.config, [](const std::string&) {}, [&] { return ++asked > patience; });
    return started ? "started" : started.error().name + ": " + started.error().message;
  };
  EXPECT_EQ(try_start(0), "stopped: Asked to stop while the log was read.");
  EXPECT_EQ(asked, 1);
  world.config.demo = true;
  const Micros began = steady_now();
  EXPECT_EQ(try_start(2), "stopped: Asked to stop while the demonstration was prepared.");
  EXPECT_EQ(asked, 3);  // one password was made, of five
  RecordProperty("took_us", static_cast<int>(steady_now() - began));
  world.config.demo = false;
  EXPECT_EQ(try_start(1'000'000), "started");
}

TEST_F(Start, ABrokenLogIsRefusedByTheEntry) {
  world.start();
  people();
  world.scheduled_tender(officer, {&ani}, 600 * kSecond, 60 * kSecond);
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));  // a checkpoint is stored every second
  world.stop();
  sql("create table kept as select * from ledger_entry");
  const auto restore = [&] { sql("delete from ledger_entry; insert into ledger_entry select * from kept"); };
  const auto starts_with = [&](const std::string& name) {
    const std::string told = refusal();
    EXPECT_TRUE(told.starts_with(name)) << told;
    restore();
  };
  sql("update ledger_entry set payload = payload || ' '::bytea where seq = 3");
  starts_with("commitment_mismatch");
  sql("delete from ledger_entry where seq = 2");
  starts_with("entry_missing");
  sql("delete from ledger_entry where seq = (select max(seq) from ledger_entry)");
  starts_with("log_truncated");
  sql("update ledger_entry set seq = -seq - 1 where false");
  sql("with a as (select header, salt, payload, tender from kept where seq = 2), b as (select header, salt, payload, tender from kept where seq = 3) "
      "update ledger_entry e set header = s.header, salt = s.salt, payload = s.payload, tender = s.tender "
      "from (select 3 as seq, * from a union all select 2, * from b) s where e.seq = s.seq");
  starts_with("seq_mismatch");
  EXPECT_EQ(refusal(), "started");
}

TEST_F(Start, GoesOnWhereItStood) {
  world.start();
  people();
  const std::string tender = world.scheduled_tender(officer, {&ani}, 2 * kSecond, 120 * kSecond);
  world.wait_for_phase(tender, "live");
  {
    LiveLine line(world.port(), ani.cookie);
    line.send(world.bid(ani, tender, "990000", uuid(1)));
    EXPECT_EQ(line.expect("answer").text("verdict"), "accepted");
  }
  world.stop();
  world.start();
  LiveLine line(world.port(), ani.cookie);
  line.send(world.bid(ani, tender, "990000", uuid(1)));
  const json::Value again = line.expect("answer");
  EXPECT_EQ(again.text("verdict"), "accepted");
  EXPECT_TRUE(again.find("again")->as_bool());
  line.send(world.bid(ani, tender, "980000", uuid(2)));
  EXPECT_EQ(line.expect("answer", uuid(2)).text("verdict"), "accepted");
}

TEST_F(Start, AnAuctionThatEndedWhileNobodyServedIsProlonged) {
  world.start();
  people();
  const json::Value outage = json::Value::object({{"min_remaining_seconds", 30}, {"min_seconds", 1}});
  const std::string tender = world.scheduled_tender(officer, {&ani}, 2 * kSecond, 4 * kSecond, json::Value::object({{"outage", outage}}));
  world.wait_for_phase(tender, "live");
  world.stop();
  std::this_thread::sleep_for(std::chrono::seconds(5));
  world.start();
  LiveLine line(world.port(), ani.cookie);
  line.send(world.bid(ani, tender, "980000", uuid(2)));
  EXPECT_EQ(line.expect("answer", uuid(2)).text("verdict"), "accepted") << "a fault of the platform decides nothing";
}

TEST_F(Start, TellsGracefullyThatItGoes) {
  world.start();
  LiveLine line(world.port(), "");
  line.expect("hello");
  world.stop();
  EXPECT_EQ(line.expect("bye").text("reason"), "restarting");
}

TEST_F(Start, AnExposedKeyIsRefused) {
  world.start();
  world.stop();
  chmod((world.config.data + "/log-key.pem").c_str(), 0644);
  EXPECT_TRUE(refusal().starts_with("key_file_exposed"));
}

TEST_F(Start, HealthReadinessAndMetricsAreTold) {
  world.start();
  net::test::ClientOptions plain;
  plain.tls = false;
  const auto fetch = [&](const std::string& path) {
    return net::test::fetch(world.platform->health_port(), "GET " + path + " HTTP/1.1\r\nHost: inside\r\nConnection: close\r\n\r\n", plain);
  };
  EXPECT_EQ(fetch("/healthz").status, 200);
  EXPECT_EQ(fetch("/readyz").status, 200);
  EXPECT_NE(fetch("/metrics").body.find("terang_log_entries 0"), std::string::npos);
  EXPECT_EQ(fetch("/other").status, 404);
}

TEST_F(Start, ConfigurationIsReadWhole) {
  const std::string path = world.folder + "/terang.toml";
  const auto read = [&](const std::string& text) {
    std::ofstream(path) << text;
    ServerConfig config;
    const auto done = read_config(path, config);
    return done ? "port " + std::to_string(config.port) : done.error().name;
  };
  EXPECT_EQ(read("port = 9443\n[limits]\nbids_per_account = [5, 2]\n"), "port 9443");
  EXPECT_EQ(read("port = \"x\"\n"), "config_malformed");
  EXPECT_EQ(read("port = 70000\n"), "config_malformed");
  EXPECT_EQ(read("prot = 1\n"), "config_unknown_key");
  EXPECT_EQ(read("port = = 1\n"), "config_malformed");
  ServerConfig config;
  EXPECT_EQ(read_config(world.folder + "/absent.toml", config).error().name, "config_unreadable");
}

}  // namespace
}  // namespace terang::server::test
