// No room left where the ledger lies.
#include <unistd.h>

#include <thread>

#include "tests/faults/house.h"
#include "tests/faults/small_disk.h"

namespace terang::faults {
namespace {

TEST(DiskFull, BidsAreRefusedByNameNothingIsLostAndItGoesOn) {
  if (::getuid() != 0) GTEST_SKIP() << "only root may mount a small disk";
  const SmallDisk disk(200);
  if (!disk.mounted()) GTEST_SKIP() << "a small disk can't be mounted here: " << disk.why();
  terang::test::PrivatePostgres::Options own;
  own.data_parent = disk.path();
  own.settings = {"min_wal_size=32MB", "max_wal_size=48MB", "autovacuum=off"};
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
  const auto place = [&](int number) {
    line.send(house.bid(ani, tender, std::to_string(1'000'000 - number), server::test::uuid(number)));
  };
  const auto take = [&](int number, milliseconds within = milliseconds(8000)) {
    const json::Value answer = line.expect("answer", server::test::uuid(number), within);
    if (const json::Value* seq = answer.find("seq")) acknowledged[server::test::uuid(number)] = seq->as_int();
    return std::string(answer.text("verdict"));
  };
  for (int i = 0; i < 20; ++i) {
    place(++made);
    EXPECT_EQ(take(made), "accepted");
  }

  disk.fill();
  // The pages at hand take some more; then nothing can be written. What is under way waits, what follows is refused.
  std::vector<int> waiting;
  bool down = false;
  for (int i = 0; i < 1500 && !down; ++i) {
    place(++made);
    waiting.push_back(made);
    while (const auto frame = line.next(milliseconds(5))) {
      if (frame->text("type") == "outage") down = true;
      if (frame->text("type") != "answer") continue;
      EXPECT_TRUE(frame->text("verdict") == "accepted" || frame->text("verdict") == "platform_unavailable")
          << json::canonical(*frame);
      if (const json::Value* seq = frame->find("seq")) acknowledged[std::string(frame->text("bid"))] = seq->as_int();
    }
  }
  ASSERT_TRUE(down) << "the disk was never full";
  place(++made);
  const int refused = made;
  EXPECT_EQ(take(refused), "platform_unavailable");
  EXPECT_EQ(house.get("/api/v1/tenders/" + tender).status, 200) << "the public page stays up";
  EXPECT_NE(house.server->err().find("disk_full"), std::string::npos) << "the log says why";
  // All that was acknowledged lies in the ledger now, not only once there is room again.
  const auto full = house.stored_bids();
  for (const auto& [bid, seq] : acknowledged) EXPECT_EQ(full.at(seq).bid, bid);
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_FALSE(house.server->wait(milliseconds(0))) << "it waits, it does not give up";

  disk.free();
  EXPECT_FALSE(line.expect("outage", {}, milliseconds(15000)).find("over")->is_null());
  // The same bids again: one entry each, whether they had waited or were refused.
  waiting.push_back(refused);
  for (const int number : waiting) {
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
  EXPECT_EQ(house.postgres->sql("select count(*) from ledger_entry where position('\"kind\":\"lot.outage\"'::bytea in payload) > 0",
                                house.database_name()),
            "1\n");
  const auto after = parse_time(house.ends_at(tender));
  EXPECT_GE(*after - *before, kSecond) << "the clock stopped by the published rule";
  std::printf("%zu acknowledged; the end moved by %.1f s\n", acknowledged.size(), static_cast<double>(*after - *before) / 1e6);
  EXPECT_EQ(house.terminate(), 0) << house.server->err();
  house.expect_whole_log();
}

}  // namespace
}  // namespace terang::faults
