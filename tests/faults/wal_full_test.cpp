// No room left where PostgreSQL writes ahead: it does not refuse a statement then, it panics and takes itself down, and
// cannot come up again before there is room. For the platform that is a lost connection that stays lost.
#include <unistd.h>

#include <chrono>
#include <thread>

#include "tests/faults/small_disk.h"
#include "tests/faults/starved_house.h"
#include "tests/support/read_file.h"

namespace terang::faults {
namespace {

TEST(WalFull, BidsAreRefusedByNameNothingIsLostAndItGoesOn) {
  if (::getuid() != 0) GTEST_SKIP() << "only root may mount a small disk";
  const SmallDisk disk(40);
  if (!disk.mounted()) GTEST_SKIP() << "a small disk can't be mounted here: " << disk.why();
  terang::test::PrivatePostgres::Options own;
  own.wal_parent = disk.path();
  own.settings = {"min_wal_size=2MB", "max_wal_size=4MB", "autovacuum=off"};
  StarvedHouse starved(std::move(own));
  House& house = starved.house;

  disk.fill();
  // The segments at hand take some more. Switching to the next one uses them up sooner.
  const auto next_segment = [&](int i) {
    try {
      if (i % 4 == 3) house.postgres->sql("select pg_switch_wal()");
    } catch (const std::runtime_error&) {  // it may be this statement that finds no room
    }
  };
  ASSERT_TRUE(starved.bid_until_down(400, milliseconds(10), next_segment)) << "the write-ahead log was never full";
  EXPECT_EQ(starved.take(starved.place_next()), "platform_unavailable");
  EXPECT_NE(house.server->err().find("connection_lost"), std::string::npos) << "the log says why";
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_FALSE(house.server->wait(milliseconds(0))) << "it waits, it does not give up";

  const std::string said = terang::test::read_file(house.postgres->folder() + "/server.log");
  EXPECT_NE(said.find("PANIC"), std::string::npos) << said;
  disk.free();
  house.postgres->kill();  // what is left of it: it may have ended itself, or may be trying to recover
  house.postgres->start();
  // It may have come up for a moment and gone down again: the last word counts.
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  bool over = false;
  while (!over && std::chrono::steady_clock::now() < patience)
    over = !starved.line.expect("outage", {}, milliseconds(15000)).find("over")->is_null();
  EXPECT_TRUE(over);
  starved.expect_kept();  // through the crash
  starved.expect_it_goes_on();
}

}  // namespace
}  // namespace terang::faults
