// terang-verify beside a platform that serves: it follows the published log from visit to visit, and finds the one that was
// rolled back although the platform itself finds nothing wrong with it.
#include <fstream>
#include <sstream>
#include <thread>

#include "ledger/note.h"
#include "ledger/signing_key.h"
#include "tests/faults/house.h"

namespace terang::faults {
namespace {

struct LiveLog : ::testing::Test {
  House house;
  std::string tender, vkey;

  void SetUp() override {
    house.people(1);
    house.serve();
    vkey = house.get("/api/v1/log").body.text("vkey");
    tender = house.live_tender(600 * kSecond);
  }
  void place(int from, int to) {
    LiveLine line(house.port(), house.bidders[0].cookie);
    for (int i = from; i < to; ++i) {
      line.send(house.bid(house.bidders[0], tender, std::to_string(1'000'000 - i), server::test::uuid(i)));
      ASSERT_EQ(line.expect("answer").text("verdict"), "accepted");
    }
    house.wait_for_checkpoint();
  }
  std::string url() const { return "https://localhost:" + std::to_string(house.served_at); }
  Finished follow() const {
    return house.verify({"--log", url(), "--state", house.folder + "/memory", "--vkey", vkey, "--ca", house.config.tls_cert, "--json"});
  }
  // What it said at one visit.
  std::string monitor(int ends_with = 0) const {
    const std::string alerts = house.folder + "/alerts.jsonl";
    std::ofstream(alerts, std::ios::trunc).close();
    const Finished done = house.verify({"monitor", url(), "--state", house.folder + "/monitor", "--alerts", alerts, "--vkey", vkey, "--ca",
                                        house.config.tls_cert, "--rounds", "1"});
    EXPECT_EQ(done.code, ends_with) << done.err;
    std::ostringstream text;
    text << std::ifstream(alerts).rdbuf();
    return text.str();
  }
};

TEST_F(LiveLog, IsFollowedAndARolledBackOneIsFound) {
  place(1, 4);
  const Finished first = follow();
  ASSERT_EQ(first.code, 0) << first.err;
  const auto seen = json::parse(first.out);
  ASSERT_TRUE(seen.ok()) << first.out;
  EXPECT_EQ(seen->find("from")->as_int(), 0);
  EXPECT_EQ(seen->find("to")->as_int(), static_cast<std::int64_t>(house.stored_times().size()));
  const std::string calm = monitor();
  EXPECT_NE(calm.find("\"heartbeat\""), std::string::npos) << calm;
  EXPECT_EQ(calm.find("\"severity\""), std::string::npos) << calm;

  place(4, 7);
  const Finished second = follow();
  ASSERT_EQ(second.code, 0) << second.err;
  EXPECT_EQ(json::parse(second.out)->find("from")->as_int(), seen->find("to")->as_int());
  monitor();

  ASSERT_EQ(house.terminate(), 0);
  const std::string last = " > (select max(seq) - 2 from kept)";
  house.alter_ledger("create table kept as select seq from ledger_entry; delete from ledger_entry where seq" + last +
                     "; delete from ledger_checkpoint where size - 1" + last);
  house.serve();
  house.wait_for_checkpoint();
  const Finished third = follow();
  EXPECT_EQ(third.code, 1) << third.out;
  EXPECT_NE(third.out.find("log_rolled_back"), std::string::npos) << third.out;
  EXPECT_NE(monitor(1).find("\"rollback\""), std::string::npos);
  EXPECT_EQ(follow().code, 1) << "the memory stays as it was";
}

// Who was given the first key alone goes on where the log's entries lead from it, and nowhere else.
TEST_F(LiveLog, IsFollowedThroughARotation) {
  house.make("root", "administrator", "", true);
  const auto key = [&](Words words) {
    words.insert(words.begin(), "key");
    words.insert(words.end(), {"--url", url(), "--ca", house.config.tls_cert, "--login", "root", "--reason", "The yearly change of keys."});
    const Finished done = house.terang(words, {}, {std::string("TERANG_PASSWORD=") + server::test::kPassword});
    EXPECT_EQ(done.code, 0) << done.err;
  };
  house.wait_for_checkpoint();
  ASSERT_EQ(follow().code, 0);
  monitor();
  key({"rotate", "--overlap", "0"});
  place(1, 3);
  const std::string second(house.get("/api/v1/log").body.text("vkey"));
  const Finished led = follow();
  EXPECT_EQ(led.code, 0) << led.out << led.err;
  EXPECT_EQ(json::parse(led.out)->text("led_to"), second) << led.out;
  const std::string calm = monitor();
  EXPECT_EQ(calm.find("\"severity\""), std::string::npos) << calm;
  const Finished stranger = house.verify({"--log", url(), "--state", house.folder + "/other", "--vkey",
                                          ledger::format_vkey(ledger::verifier_key(ledger::SigningKey::generate(), house.origin())), "--ca", house.config.tls_cert});
  EXPECT_EQ(stranger.code, 1) << stranger.out;
  EXPECT_NE(stranger.err.find("note_unsigned"), std::string::npos) << stranger.err;
  key({"distrust", "--vkey", vkey, "--from-size", "1"});
  place(3, 4);
  const Finished stolen = follow();
  EXPECT_EQ(stolen.code, 1) << stolen.out;
  EXPECT_NE(stolen.out.find("note_unsigned"), std::string::npos) << stolen.out;
}

}  // namespace
}  // namespace terang::faults
