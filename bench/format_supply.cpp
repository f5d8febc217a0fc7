// Nanoseconds per supply schedule taken and cleared, live: the merit order kept and walked until the demand is covered,
// beside the plain way, which sorts all steps again for each clearing; interleaved in one run.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

#include "auction/formats/supply.h"

namespace {

using namespace terang;
using namespace terang::auction;

struct Move {
  Bidder bidder;
  Schedule schedule;
};

std::vector<Move> moves(std::uint32_t bidders, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Move> list;
  for (std::size_t i = 0; i < count; ++i) {
    Move move{static_cast<Bidder>(i < bidders ? i : random() % bidders), {}};
    std::int64_t price = 10'000 + static_cast<std::int64_t>(random() % 2'000) - static_cast<std::int64_t>(i * 1'000 / count);
    for (int step = 0; step < 5; ++step)
      move.schedule.steps.push_back({{price += static_cast<std::int64_t>(random() % 300)}, 1 + static_cast<std::int64_t>(random() % 50)});
    list.push_back(std::move(move));
  }
  return list;
}

// All steps in a list, sorted for each clearing; no limits, no checks.
struct Plain {
  struct Step {
    std::int64_t price;
    std::uint64_t entry;
    Bidder bidder;
    std::int64_t quantity;
  };
  std::vector<std::vector<SupplyStep>> standing;
  std::vector<std::uint64_t> entries;
  std::vector<Step> steps;
  std::vector<std::int64_t> won;
  std::uint64_t entry = 0;

  std::int64_t put(const Move& move, std::int64_t demand) {
    standing[move.bidder] = move.schedule.steps;
    entries[move.bidder] = ++entry;
    steps.clear();
    for (Bidder bidder = 0; bidder < standing.size(); ++bidder)
      for (const SupplyStep& step : standing[bidder]) steps.push_back({step.unit_price.minor, entries[bidder], bidder, step.quantity});
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
      return a.price != b.price ? a.price < b.price : a.entry < b.entry;
    });
    std::fill(won.begin(), won.end(), 0);
    std::int64_t cost = 0;
    for (const Step& step : steps) {
      const std::int64_t units = std::min(step.quantity, demand);
      won[step.bidder] += units;
      cost += units * step.price;
      if ((demand -= units) == 0) break;
    }
    return cost;
  }
};

double nanoseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

}  // namespace

int main() {
  std::int64_t sink = 0;
  for (const std::uint32_t bidders : {10u, 100u, 1'000u}) {
    const std::size_t count = bidders * 3;
    const std::int64_t demand = bidders * 30;
    double ours = 1e300, theirs = 1e300;
    for (std::uint64_t round = 0; round < (bidders < 1'000 ? 60 : 6); ++round) {
      const std::vector<Move> list = moves(bidders, count, round);
      Rules rules;
      rules.starts_at = kSecond;
      rules.ends_at = 1'000 * kSecond;
      SupplySchedule format;
      format.demand = demand;
      format.unit = "ton";
      rules.format = format;
      SupplyAuction lot(rules);
      for (Bidder i = 0; i < bidders; ++i) lot.admit({});
      lot.open(kSecond);
      Plain plain;
      plain.standing.resize(bidders);
      plain.entries.resize(bidders);
      plain.won.resize(bidders);
      for (std::size_t i = 0; i < bidders; ++i) {
        lot.offer({list[i].bidder, list[i].schedule}, kSecond);
        plain.put(list[i], demand);
      }
      std::vector<Offer> offers;
      for (const Move& move : list) offers.push_back({move.bidder, move.schedule});
      std::int64_t cost = 0;
      const double start = nanoseconds();
      for (std::size_t i = bidders; i < count; ++i) {
        lot.offer(offers[i], kSecond);
        for (const Award& award : lot.clearing().awards) cost += award.as_bid.minor;
      }
      const double middle = nanoseconds();
      for (std::size_t i = bidders; i < count; ++i) cost -= plain.put(list[i], demand);
      const double end = nanoseconds();
      if (cost != 0) return std::puts("the two clearings differ"), 1;
      ours = std::min(ours, (middle - start) / static_cast<double>(count - bidders));
      theirs = std::min(theirs, (end - middle) / static_cast<double>(count - bidders));
      sink += cost;
    }
    std::printf("BENCH|supply schedule: offer of 5 steps, cleared, %u bidders|%.0f ns|all steps sorted anew %.0f ns|%.2f|<= 1|%s\n",
                bidders, ours, theirs, ours / theirs, ours <= theirs ? "yes" : "no");
  }
  return sink == 1;
}
