// SIGTERM under load: who is connected is told to come back, what was acknowledged is durable, and it ends well.
#include <signal.h>

#include "tests/faults/bidding_thread.h"

namespace terang::faults {
namespace {

TEST(Terminate, IsGracefulUnderLoad) {
  House house;
  house.people(3);
  house.serve();
  const std::string tender = house.live_tender(600 * kSecond);
  LiveLine watcher(house.port(), "");
  watcher.expect("hello");
  std::vector<std::unique_ptr<BiddingThread>> threads;
  for (int i = 0; i < 3; ++i)
    threads.push_back(std::make_unique<BiddingThread>(house, house.bidders[static_cast<std::size_t>(i)], tender, i + 1));
  for (int i = 0; i < 2000 && threads[0]->answered() < 30; ++i) std::this_thread::sleep_for(milliseconds(5));

  EXPECT_EQ(house.terminate(), 0) << house.server->err();
  const json::Value bye = watcher.expect("bye");
  EXPECT_EQ(bye.text("reason"), "restarting");
  EXPECT_GT(bye.find("retry_after_seconds")->as_int(), 0);
  EXPECT_FALSE(watcher.next(milliseconds(2000)));
  for (const auto& thread : threads) thread->end();

  const auto stored = house.stored_bids();
  std::size_t acknowledged = 0;
  for (const auto& thread : threads) {
    EXPECT_EQ(thread->byes, Words{"restarting"});
    EXPECT_TRUE(thread->surprises.empty()) << thread->surprises.front();
    for (const auto& [id, answer] : thread->answers) {
      const auto entry = stored.find(answer.seq);
      ASSERT_NE(entry, stored.end()) << "acknowledged, and not in the ledger: entry " << answer.seq;
      EXPECT_EQ(entry->second.bid, id);
      EXPECT_EQ(entry->second.verdict, answer.verdict);
      ++acknowledged;
    }
  }
  // It stops taking bids before it ends: all that it took was answered as well.
  EXPECT_EQ(acknowledged, stored.size());
  house.expect_whole_log();
}

TEST(Terminate, TwiceIsNoWorse) {
  House house;
  house.serve();
  house.server->signal(SIGTERM);
  house.server->signal(SIGINT);
  EXPECT_EQ(house.server->wait(std::chrono::seconds(20)), 0) << house.server->err();
}

}  // namespace
}  // namespace terang::faults
