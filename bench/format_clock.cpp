// Nanoseconds per bid of the formats whose price follows a clock, beside a textbook order book that is given the same
// bids, interleaved in one run.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>
#include <vector>

#include "auction/lot_auction.h"
#include "bench/engine_peer.h"

namespace {

using namespace terang;
using namespace terang::auction;

constexpr std::uint32_t kBidders = 1'000, kLevels = 50;
constexpr std::int64_t kStart = 100'000'000, kStep = 100'000;

std::uint64_t sink = 0;

// CPU time of this thread: what others do on the machine meanwhile is not counted.
double thread_nanos() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

struct Said {
  std::uint32_t bidder;
  std::uint32_t level;
};

// Level by level, everybody in an order of his own: all stay (Japanese), or a twentieth takes (Dutch).
std::vector<Said> everything_said(bool japanese) {
  std::mt19937_64 random(1);
  std::vector<std::uint32_t> order(kBidders);
  std::iota(order.begin(), order.end(), 0u);
  std::vector<Said> list;
  std::shuffle(order.begin(), order.end(), random);
  for (std::uint32_t level = 0; level < kLevels; ++level) {
    if (japanese) std::shuffle(order.begin(), order.end(), random);
    for (std::uint32_t i = 0; i < kBidders; ++i)
      if (japanese || i % kLevels == level) list.push_back({order[i], level});
  }
  return list;
}

Rules rules_of(bool japanese) {
  Rules rules;
  rules.starts_at = 1'000 * kSecond;
  rules.ends_at = rules.starts_at + 86'400 * kSecond;
  rules.tick = {1'000};
  rules.outage = OutageRule{5 * kSecond, 30 * kSecond};
  PriceClock clock{{kStart}, {kStep}, 60 * kSecond, Money{kStart + (japanese ? -kStep : kStep) * (kLevels - 1)}};
  if (japanese)
    rules.format = Japanese{clock, Silence::leaves, 1, 1, true};
  else
    rules.format = Dutch{clock, kBidders};
  return rules;
}

std::int64_t price(bool japanese, std::uint32_t level) { return kStart + (japanese ? -kStep : kStep) * level; }

// With the ends of the levels.
double engine(const std::vector<Said>& list, bool japanese) {
  const auto lot = make_auction(rules_of(japanese));
  for (std::uint32_t i = 0; i < kBidders; ++i) lot->admit({});
  lot->open(lot->starts_at());
  std::uint32_t level = 0;
  Micros now = lot->starts_at();
  const double start = thread_nanos();
  for (const Said& said : list) {
    if (said.level != level) {
      level = said.level;
      now = *lot->next_due();
      lot->advance(now);
    }
    const Outcome outcome = lot->place({said.bidder, {price(japanese, level)}, false}, now);
    sink += outcome.rank;
    if (!outcome.accepted()) {
      std::fprintf(stderr, "refused: %s\n", std::string(name(outcome.verdict)).c_str());
      std::exit(1);
    }
  }
  return (thread_nanos() - start) / static_cast<double>(list.size());
}

double peer(const std::vector<Said>& list, bool japanese) {
  bench::OrderBook book;
  std::uint32_t leader = 0;
  const double start = thread_nanos();
  for (const Said& said : list) {
    book.place(said.bidder, price(japanese, said.level), leader);
    sink += leader;
  }
  return (thread_nanos() - start) / static_cast<double>(list.size());
}

}  // namespace

// bench_format_clock [ROUNDS]
int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
  for (const bool japanese : {true, false}) {
    const auto list = everything_said(japanese);
    std::vector<double> ours, theirs;
    for (int i = 0; i < rounds * (japanese ? 1 : 20); ++i) {
      theirs.push_back(peer(list, japanese));
      ours.push_back(engine(list, japanese));
    }
    const double mine = *std::min_element(ours.begin(), ours.end()), book = *std::min_element(theirs.begin(), theirs.end());
    std::printf("BENCH|%s|%.0f ns|order book on std::map %.0f ns|%.2f|< 100 ns|%s\n",
                japanese ? "Japanese: a stay, 1,000 bidders × 50 levels" : "Dutch: a take, 1,000 of 1,000 bidders over 50 prices",
                mine, book, mine / book, mine < 100 ? "yes" : "no");
  }
  return sink == 1;  // never: keeps the work from being optimised away
}
