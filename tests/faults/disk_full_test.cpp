// No room left where the ledger lies.
#include <unistd.h>

#include <thread>

#include "tests/faults/small_disk.h"
#include "tests/faults/starved_house.h"

namespace terang::faults {
namespace {

TEST(DiskFull, BidsAreRefusedByNameNothingIsLostAndItGoesOn) {
  if (::getuid() != 0) GTEST_SKIP() << "only root may mount a small disk";
  const SmallDisk disk(200);
  if (!disk.mounted()) GTEST_SKIP() << "a small disk can't be mounted here: " << disk.why();
  terang::test::PrivatePostgres::Options own;
  own.data_parent = disk.path();
  own.settings = {"min_wal_size=32MB", "max_wal_size=48MB", "autovacuum=off"};
  StarvedHouse starved(std::move(own));
  House& house = starved.house;

  disk.fill();
  // The pages at hand take some more; then nothing can be written. What is under way waits, what follows is refused.
  ASSERT_TRUE(starved.bid_until_down(1500, milliseconds(5))) << "the disk was never full";
  EXPECT_EQ(starved.take(starved.place_next()), "platform_unavailable");
  EXPECT_EQ(house.get("/api/v1/tenders").status, 200) << "the public pages stay up";
  EXPECT_NE(house.server->err().find("disk_full"), std::string::npos) << "the log says why";
  starved.expect_kept();  // now, not only once there is room again
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_FALSE(house.server->wait(milliseconds(0))) << "it waits, it does not give up";

  disk.free();
  EXPECT_FALSE(starved.line.expect("outage", {}, milliseconds(15000)).find("over")->is_null());
  starved.expect_it_goes_on();
  EXPECT_EQ(house.postgres->sql("select count(*) from ledger_entry where position('\"kind\":\"lot.outage\"'::bytea in payload) > 0",
                                house.database_name()),
            "1\n");
}

}  // namespace
}  // namespace terang::faults
