// No room left where PostgreSQL writes ahead: it does not refuse a statement then, it panics and takes itself down, and
// cannot come up again before there is room. For the platform that is a lost connection that stays lost.
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "tests/faults/house.h"
#include "tests/faults/small_disk.h"

namespace terang::faults {
namespace {

TEST(WalFull, BidsAreRefusedByNameNothingIsLostAndItGoesOn) {
  if (::getuid() != 0) GTEST_SKIP() << "only root may mount a small disk";
  const SmallDisk disk(40);
  if (!disk.mounted()) GTEST_SKIP() << "a small disk can't be mounted here: " << disk.why();
  terang::test::PrivatePostgres::Options own;
  own.wal_parent = disk.path();
  own.settings = {"min_wal_size=2MB", "max_wal_size=4MB", "autovacuum=off"};
  House house(std::move(own));
  house.people(1);
  house.serve();
  const json::Value outage = json::Value::object({{"min_remaining_seconds", 30}, {"min_seconds", 1}});
  const std::string tender = house.live_tender(300 * kSecond, json::Value::object({{"outage", outage}}));
  const auto before = parse_time(house.ends_at(tender));
  const Person& ani = house.bidders[0];
  LiveLine line(house.port(), ani.cookie);
  int made = 0;
  std::map<std::string, std::int64_t> acknowledged;
  std::set<int> unanswered;
  const auto place = [&](int number) {
    unanswered.insert(number);
    line.send(house.bid(ani, tender, std::to_string(1'000'000 - number), server::test::uuid(number)));
  };
  const auto note = [&](const json::Value& answer) {
    const json::Value* seq = answer.find("seq");
    if (seq) acknowledged[std::string(answer.text("bid"))] = seq->as_int();
  };
  const auto take = [&](int number) {
    const json::Value answer = line.expect("answer", server::test::uuid(number), milliseconds(8000));
    note(answer);
    return std::string(answer.text("verdict"));
  };
  for (int i = 0; i < 20; ++i) {
    place(++made);
    EXPECT_EQ(take(made), "accepted");
  }

  disk.fill();
  // The segments at hand take some more. Switching to the next one uses them up sooner.
  bool down = false;
  for (int i = 0; i < 400 && !down; ++i) {
    place(++made);
    try {
      if (i % 4 == 3) house.postgres->sql("select pg_switch_wal()");
    } catch (const std::runtime_error&) {  // it may be this statement that finds no room
    }
    while (const auto frame = line.next(milliseconds(10))) {
      if (frame->text("type") == "outage") down = true;
      if (frame->text("type") != "answer") continue;
      EXPECT_TRUE(frame->text("verdict") == "accepted" || frame->text("verdict") == "platform_unavailable")
          << json::canonical(*frame);
      note(*frame);
    }
  }
  ASSERT_TRUE(down) << "the write-ahead log was never full";
  place(++made);
  EXPECT_EQ(take(made), "platform_unavailable");
  EXPECT_NE(house.server->err().find("connection_lost"), std::string::npos) << "the log says why";
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_FALSE(house.server->wait(milliseconds(0))) << "it waits, it does not give up";

  std::ifstream postgres_log(house.postgres->folder() + "/server.log");
  const std::string said{std::istreambuf_iterator<char>(postgres_log), {}};
  EXPECT_NE(said.find("PANIC"), std::string::npos) << said;
  disk.free();
  house.postgres->kill();  // what is left of it: it may have ended itself, or may be trying to recover
  house.postgres->start();
  // It may have come up for a moment and gone down again: the last word counts.
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  bool over = false;
  while (!over && std::chrono::steady_clock::now() < patience)
    over = !line.expect("outage", {}, milliseconds(15000)).find("over")->is_null();
  EXPECT_TRUE(over);
  // All that was acknowledged came through the crash.
  const auto recovered = house.stored_bids();
  for (const auto& [bid, seq] : acknowledged) EXPECT_EQ(recovered.at(seq).bid, bid);
  // The same bids again: one entry each, whether they had waited or were refused.
  for (const int number : unanswered) {
    if (acknowledged.contains(server::test::uuid(number))) continue;
    for (std::string verdict = "platform_unavailable"; verdict == "platform_unavailable";) {
      place(number);
      verdict = take(number);
      EXPECT_TRUE(verdict == "accepted" || verdict == "not_below_own") << verdict;
    }
  }
  place(++made);
  EXPECT_EQ(take(made), "accepted");

  const auto stored = house.stored_bids();
  std::map<std::string, int> entries;
  for (const auto& [seq, bid] : stored) ++entries[bid.bid];
  for (const auto& [bid, count] : entries) EXPECT_EQ(count, 1) << bid;
  for (const auto& [bid, seq] : acknowledged) EXPECT_EQ(stored.at(seq).bid, bid);
  const auto after = parse_time(house.ends_at(tender));
  EXPECT_GE(*after - *before, kSecond) << "the clock stopped by the published rule";
  std::printf("%zu acknowledged; the end moved by %.1f s\n", acknowledged.size(), static_cast<double>(*after - *before) / 1e6);
  EXPECT_EQ(house.terminate(), 0) << house.server->err();
  house.expect_whole_log();
}

}  // namespace
}  // namespace terang::faults
