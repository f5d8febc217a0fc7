// The server killed under load, at random moments, and started again on the same data.
#include <random>

#include "tests/faults/bidding_thread.h"

namespace terang::faults {
namespace {

constexpr int kRounds = 3, kBidders = 5;

void wait_until_idle(const std::vector<std::unique_ptr<BiddingThread>>& threads) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  for (const auto& thread : threads)
    while (!thread->idle() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(milliseconds(5));
  for (const auto& thread : threads) EXPECT_TRUE(thread->idle()) << "bids stay unanswered";
}

// What everybody and the officer can see of a lot, without the moment of the looking, and without the list of what
// happened: a restart is one thing more in it.
std::string seen(House& house, const std::string& tender) {
  const auto stripped = [](json::Value view) {
    json::Value kept = json::Value::object();
    for (const auto& [key, value] : view.as_object())
      if (key != "now" && key != "seq" && key != "events") kept.set(key, value);
    return json::canonical(kept);
  };
  return stripped(house.lot_view(tender)) + "\n" + stripped(house.lot_view(tender, &house.officer)) + "\n" +
         json::canonical(*house.get("/api/v1/tenders/" + tender + "/lots/1/history").body.find("points"));
}

std::int64_t happenings(House& house, const std::string& tender) {
  return house.lot_view(tender).find("events")->find("count")->as_int();
}

TEST(Kill, LosesNothingThatWasAcknowledgedAndTheClientsGoOn) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  House house;
  house.people(kBidders);
  house.serve();
  // An outage that is shorter than this moves nothing: what is seen must be the same to the letter.
  const json::Value outage = json::Value::object({{"min_remaining_seconds", 60}, {"min_seconds", 300}});
  const std::string tender = house.live_tender(900 * kSecond, json::Value::object({{"outage", outage}}));

  std::vector<std::unique_ptr<BiddingThread>> threads;
  for (int i = 0; i < kBidders; ++i)
    threads.push_back(std::make_unique<BiddingThread>(house, house.bidders[static_cast<std::size_t>(i)], tender, i + 1));
  const auto answered = [&] {
    std::size_t sum = 0;
    for (const auto& thread : threads) sum += thread->answered();
    return sum;
  };
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t before = answered();
    const auto moment = milliseconds(std::uniform_int_distribution<>(100, 700)(random));
    for (int i = 0; i < 2000 && answered() < before + 20; ++i) std::this_thread::sleep_for(milliseconds(5));
    EXPECT_GE(answered(), before + 20) << "they bid on after kill " << round;
    std::this_thread::sleep_for(moment);
    house.kill();
    house.serve();
  }
  const std::size_t before = answered();
  for (int i = 0; i < 2000 && answered() < before + 20; ++i) std::this_thread::sleep_for(milliseconds(5));
  for (const auto& thread : threads) thread->pause();
  wait_until_idle(threads);
  for (const auto& thread : threads) thread->end();

  // Killed once more while nobody bids: the same state, to the letter.
  const std::string state = seen(house, tender);
  const std::int64_t happened = happenings(house, tender);
  house.kill();
  house.expect_whole_log();
  house.serve();
  EXPECT_EQ(seen(house, tender), state);
  EXPECT_EQ(happenings(house, tender), happened + 1) << "the restart's outage is told";

  const auto stored = house.stored_bids();
  std::map<std::string, int> entries;
  for (const auto& [seq, bid] : stored) ++entries[bid.bid];
  std::size_t acknowledged = 0, again = 0, accepted = 0;
  std::set<std::string> made;
  for (const auto& thread : threads) {
    EXPECT_TRUE(thread->surprises.empty()) << thread->surprises.front();
    again += static_cast<std::size_t>(thread->sent_again);
    for (const auto& [id, amount] : thread->sent) {
      made.insert(id);
      EXPECT_EQ(entries[id], 1) << id << " has not exactly one entry";
      const auto answer = thread->answers.find(id);
      ASSERT_NE(answer, thread->answers.end()) << id << " was never answered";
      const auto entry = stored.find(answer->second.seq);
      ASSERT_NE(entry, stored.end()) << "acknowledged, and not in the ledger: entry " << answer->second.seq;
      EXPECT_EQ(entry->second.bid, id);
      EXPECT_EQ(entry->second.verdict, answer->second.verdict);
      EXPECT_EQ(entry->second.amount, amount);
      EXPECT_EQ(entry->second.time, answer->second.at);
      EXPECT_EQ(answer->second.verdict, amount == "2000000" ? "above_ceiling" : "accepted");
      accepted += answer->second.verdict == "accepted";
      ++acknowledged;
    }
    // Coming back they are told of every bid that they may see and had missed, once.
    EXPECT_EQ(thread->returns.size(), static_cast<std::size_t>(kRounds));
    for (const auto& back : thread->returns) {
      ASSERT_TRUE(back.complete);
      // His own, refused ones too, and those that led; all up to where the view stood that came along, and perhaps some after it.
      std::vector<std::int64_t> missed;
      std::int64_t best = 1'000'001;
      for (const auto& [seq, bid] : stored) {
        const std::int64_t amount = std::stoll(bid.amount);
        const bool led = bid.verdict == "accepted" && amount < best;
        if (led) best = amount;
        if (seq <= back.since || !(led || thread->sent.contains(bid.bid))) continue;
        if (seq <= back.until || missed.size() < back.points.size()) missed.push_back(seq);
      }
      EXPECT_EQ(back.points, missed) << "since " << back.since << " until " << back.until;
      EXPECT_FALSE(back.more);
    }
  }
  EXPECT_EQ(made.size(), stored.size()) << "an entry of a bid that nobody made";
  EXPECT_GT(again, 0u) << "no kill hit a bid that was under way";
  EXPECT_GT(accepted, 50u);
  std::printf("%zu bids acknowledged over %d kills, %zu sent again\n", acknowledged, kRounds, again);
  EXPECT_EQ(house.terminate(), 0) << house.server->err();
}

}  // namespace
}  // namespace terang::faults
