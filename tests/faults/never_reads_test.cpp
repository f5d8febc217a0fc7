// Somebody who follows everything and never reads, while views flood.
#include "server/desk_clock.h"
#include "tests/faults/bidding_thread.h"

namespace terang::faults {
namespace {

using server::steady_now;

constexpr int kTenders = 6;

TEST(NeverReads, IsDroppedAndNobodyElseNotices) {
  House house;
  house.config.limits.write_stall = milliseconds(2000);
  house.people(kTenders);
  house.serve();
  std::vector<std::string> tenders;
  std::vector<Person*> all;
  for (Person& bidder : house.bidders) {
    house.register_key(bidder);
    all.push_back(&bidder);
  }
  for (int i = 0; i < kTenders; ++i)
    tenders.push_back(house.scheduled_tender(house.officer, all, 3 * kSecond, 600 * kSecond, json::Value::object({{"tick", "1"}})));
  for (const std::string& tender : tenders) house.wait_for_phase(tender, "live");

  const auto follow = [&](LiveLine& line) {
    for (const std::string& tender : tenders) line.send(json::Value::object({{"tender", tender}, {"type", "watch"}}));
  };
  LiveLine reader(house.port(), house.officer.cookie);
  follow(reader);
  std::vector<std::unique_ptr<BiddingThread>> threads;
  for (int i = 0; i < kTenders; ++i)
    threads.push_back(std::make_unique<BiddingThread>(house, house.bidders[static_cast<std::size_t>(i)],
                                                      tenders[static_cast<std::size_t>(i)], i + 1));
  const auto read_for = [&](Micros time) {  // how many views, and the longest wait between two
    int views = 0;
    Micros longest = 0, last = steady_now();
    reader.send(json::Value::object({{"sent", 1}, {"type", "time"}}));  // a sign of life
    for (const Micros until = last + time; steady_now() < until;) {
      const auto frame = reader.next(milliseconds(100));
      if (!frame || frame->text("type") != "lot") continue;
      ++views;
      longest = std::max(longest, steady_now() - last);
      last = steady_now();
    }
    return std::pair(views, longest);
  };
  read_for(2 * kSecond);
  const double dropped = house.metric("terang_net_dropped");
  const long memory = house.server->resident_kilobytes();

  net::test::ClientOptions narrow;
  narrow.receive_buffer = 4096;
  LiveLine deaf(house.port(), house.officer.cookie, narrow);  // the officer's views are the largest
  follow(deaf);
  int views = 0;
  Micros longest = 0, seconds = 0;
  long most = memory;
  // A connection that takes nothing off is given up after a while; before that its buffers have to fill.
  for (; seconds < 45 && !(seconds > 3 && house.metric("terang_net_dropped") > dropped); ++seconds) {
    const auto [more, wait] = read_for(kSecond);
    views += more;
    longest = std::max(longest, wait);
    most = std::max(most, house.server->resident_kilobytes());
  }
  EXPECT_LT(seconds, 45) << "it was never dropped";
  for (const auto& thread : threads) {
    thread->pause();
    thread->end();
    EXPECT_TRUE(thread->surprises.empty()) << thread->surprises.front();
    EXPECT_TRUE(thread->returns.empty()) << "a bidder lost his connection";
    EXPECT_LT(thread->slowest, 3 * kSecond);
  }
  EXPECT_GT(views, seconds * 5);
  EXPECT_LT(longest, 3 * kSecond);
  EXPECT_LT(most - memory, 32 * 1024) << "kilobytes more";
  // Whoever writes to an end that was closed is told so, past all that could still be read.
  deaf.send(json::Value::object({{"sent", 1}, {"type", "time"}}));
  std::this_thread::sleep_for(milliseconds(100));
  const Micros until = steady_now() + 20 * kSecond;
  while (!deaf.closed() && steady_now() < until) deaf.client().read_some(milliseconds(200));
  EXPECT_TRUE(deaf.closed());
  EXPECT_FALSE(reader.closed());
  std::printf("dropped after %d s; %d views meanwhile, the longest wait %.0f ms, %ld KB more\n", static_cast<int>(seconds),
              views, static_cast<double>(longest) / 1e3, most - memory);
  EXPECT_EQ(house.terminate(), 0) << house.server->err();
}

}  // namespace
}  // namespace terang::faults
