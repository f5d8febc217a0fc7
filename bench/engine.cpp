// Nanoseconds per live bid: the engine with all rules and ranks, beside a textbook order book, interleaved in one run;
// and how the cost grows with the number of bidders on one lot.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "auction/formats/english.h"
#include "bench/engine_peer.h"

namespace {

using namespace terang;
using namespace terang::auction;

struct Move {
  std::uint32_t bidder;
  std::int64_t amount;
};

// Everybody starts up to 30 % below the ceiling, in random order, then random bidders lower their own price by 0.1 to
// 1.5 %, all on the tick: ranks move everywhere, not only at the front.
std::vector<Move> offers(std::uint32_t bidders, std::size_t count, std::int64_t ceiling, std::int64_t tick,
                          std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::int64_t> best(bidders);
  std::vector<std::uint32_t> order(bidders);
  for (std::uint32_t i = 0; i < bidders; ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  std::vector<Move> list;
  list.reserve(bidders + count);
  const auto on_tick = [tick](std::int64_t amount) { return amount / tick * tick; };
  for (const std::uint32_t bidder : order) {
    best[bidder] = on_tick(ceiling - static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(ceiling * 3 / 10)));
    list.push_back({bidder, best[bidder]});
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto bidder = static_cast<std::uint32_t>(random() % bidders);
    const auto drop = 10 + static_cast<std::int64_t>(random() % 140);
    best[bidder] = on_tick(best[bidder] - best[bidder] / 10'000 * drop);
    list.push_back({bidder, best[bidder]});
  }
  return list;
}

constexpr std::int64_t kCeiling = 125'000'000'000, kTick = 100'000;

Rules live_rules() {
  Rules rules;
  rules.starts_at = 1'000 * kSecond;
  rules.ends_at = rules.starts_at + 86'400 * kSecond;
  rules.tick = {kTick};
  rules.ceiling = Money{kCeiling};
  rules.english().own_decrement = {Decrement::Kind::absolute, {kTick}, {}};
  rules.english().confirm_drop_percent = Ratio{50, 1};
  rules.english().soft_close = SoftClose{300 * kSecond, 300 * kSecond, Trigger::top_k_change, 3, std::nullopt};
  rules.outage = OutageRule{5 * kSecond, 300 * kSecond};
  return rules;
}

// CPU time of this thread: what others do on the machine meanwhile is not counted.
double thread_nanos() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

double nanos_since(double start, std::size_t count) { return (thread_nanos() - start) / static_cast<double>(count); }

std::uint64_t sink = 0;

// The first bids set the scene, the others are measured.
double engine(const std::vector<Move>& list, std::uint32_t bidders) {
  EnglishAuction lot(live_rules());
  for (std::uint32_t i = 0; i < bidders; ++i) lot.admit({});
  Micros now = lot.starts_at();
  lot.open(now);
  for (std::uint32_t i = 0; i < bidders; ++i) lot.place({list[i].bidder, {list[i].amount}, true}, now);
  const double start = thread_nanos();
  for (std::size_t i = bidders; i < list.size(); ++i) {
    const Outcome outcome = lot.place({list[i].bidder, {list[i].amount}, false}, ++now);
    sink += outcome.rank + outcome.leader;
    if (!outcome.accepted()) {
      std::fprintf(stderr, "engine: refused %s\n", std::string(name(outcome.verdict)).c_str());
      std::exit(1);
    }
  }
  return nanos_since(start, list.size() - bidders);
}

double peer(const std::vector<Move>& list, std::uint32_t bidders) {
  bench::OrderBook book;
  std::uint32_t leader = 0;
  for (std::uint32_t i = 0; i < bidders; ++i) book.place(list[i].bidder, list[i].amount, leader);
  const double start = thread_nanos();
  for (std::size_t i = bidders; i < list.size(); ++i) {
    book.place(list[i].bidder, list[i].amount, leader);
    sink += leader;
  }
  return nanos_since(start, list.size() - bidders);
}

// The least disturbed round: engine and peer take turns, so both had the same chances.
double best(const std::vector<double>& values) { return *std::min_element(values.begin(), values.end()); }

}  // namespace

// bench_engine [ROUNDS]
int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
  {
    const auto list = offers(1'000, 49'000, kCeiling, kTick, 1);
    std::vector<double> ours, theirs;
    for (int i = 0; i < rounds; ++i) {
      theirs.push_back(peer(list, 1'000));
      ours.push_back(engine(list, 1'000));
    }
    std::printf("BENCH|engine: live bid, 1,000 bidders × 50|%.0f ns|order book on std::map %.0f ns|%.2f|< 100 ns|%s\n",
                best(ours), best(theirs), best(ours) / best(theirs), best(ours) < 100 ? "yes" : "no");
  }
  const std::uint32_t sizes[] = {10, 100, 1'000, 10'000, 100'000};
  // Enough bids that each bidder has several, few enough that prices stay well above the tick.
  std::vector<std::vector<Move>> lists;
  for (const std::uint32_t size : sizes)
    lists.push_back(offers(size, std::max<std::size_t>(size * 5, 1'000), kCeiling, kTick, size));
  std::vector<std::vector<double>> costs(std::size(sizes)), peers(std::size(sizes));
  for (int i = 0; i < rounds; ++i) {
    for (std::size_t s = 0; s < std::size(sizes); ++s) {
      // Small lots are over in microseconds: repeat them to the same number of bids.
      const int repeats = static_cast<int>(std::max<std::size_t>(1, 100'000 / lists[s].size()));
      double ours = 0, theirs = 0;
      for (int r = 0; r < repeats; ++r) {
        ours += engine(lists[s], sizes[s]);
        theirs += peer(lists[s], sizes[s]);
      }
      costs[s].push_back(ours / repeats);
      peers[s].push_back(theirs / repeats);
    }
  }
  for (std::size_t s = 0; s < std::size(sizes); ++s)
    std::printf("BENCH|engine: live bid, %u bidders on one lot|%.0f ns|order book on std::map %.0f ns|%.2f||\n",
                sizes[s], best(costs[s]), best(peers[s]), best(costs[s]) / best(peers[s]));
  const double growth = best(costs.back()) / best(costs.front());
  std::printf("BENCH|engine: growth of that from 10 to 100,000 bidders|%.2f times|order book %.2f times|%.2f|<= 1.5 times|%s\n",
              growth, best(peers.back()) / best(peers.front()), growth / (best(peers.back()) / best(peers.front())),
              growth <= 1.5 ? "yes" : "no");
  return sink == 1;  // never: keeps the work from being optimised away
}
