// Nanoseconds per commitment of a sealed lot, and per bid of its opening, ranking and clearing, beside the least that anyone must do:
// writing a hash into a table by bidder; sorting the amounts.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "auction/formats/sealed.h"

namespace {

using namespace terang;
using namespace terang::auction;

constexpr std::uint32_t kBidders = 10'000, kVersions = 20;

double thread_nanos() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

struct Move {
  Bidder bidder;
  Commit commit;
};

double median(std::vector<double> list) {
  std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2), list.end());
  return list[list.size() / 2];
}

}  // namespace

int main() {
  std::mt19937_64 random(1);
  Rules rules;
  rules.ends_at = 1'000 * kSecond;
  rules.ceiling = Money{1'000'000'000};
  rules.format = SealedSecondPrice{};
  std::vector<Move> said;
  std::vector<Bidder> order(kBidders);
  for (Bidder i = 0; i < kBidders; ++i) order[i] = i;
  for (std::uint32_t version = 1; version <= kVersions; ++version) {
    std::shuffle(order.begin(), order.end(), random);
    for (const Bidder bidder : order) {
      Commit commit;
      for (auto& octet : commit.envelope) octet = static_cast<std::uint8_t>(random());
      commit.version = version;
      said.push_back({bidder, commit});
    }
  }
  std::vector<Opened> opened;
  for (Bidder i = 0; i < kBidders; ++i) opened.push_back({i, Money{1 + static_cast<std::int64_t>(random() % 1'000'000'000)}, {}});
  std::vector<double> commits, tables, clears, sorts;
  std::uint64_t sink = 0;
  for (int round = 0; round < 9; ++round) {
    std::vector<Digest> table(kBidders);
    double start = thread_nanos();
    for (const Move& one : said) table[one.bidder] = one.commit.envelope;
    tables.push_back((thread_nanos() - start) / static_cast<double>(said.size()));
    sink += table[7][0];

    SealedAuction lot(rules);
    for (Bidder i = 0; i < kBidders; ++i) lot.admit({});
    lot.open(0);
    Micros now = 0;
    start = thread_nanos();
    for (const Move& one : said)
      if (!lot.offer({one.bidder, one.commit}, ++now).accepted()) std::abort();
    commits.push_back((thread_nanos() - start) / static_cast<double>(said.size()));
    lot.close(rules.ends_at);

    std::vector<std::int64_t> amounts;
    for (const Opened& one : opened) amounts.push_back(one.amount->minor);
    start = thread_nanos();
    std::sort(amounts.begin(), amounts.end());
    sorts.push_back((thread_nanos() - start) / kBidders);
    sink += static_cast<std::uint64_t>(amounts[0]);

    start = thread_nanos();
    if (!lot.open_sealed(opened, rules.ends_at).accepted()) std::abort();
    sink += static_cast<std::uint64_t>(lot.result()->amount().minor);
    clears.push_back((thread_nanos() - start) / kBidders);
  }
  std::printf("BENCH|sealed: commitment, 10,000 bidders × 20|%.0f ns|table of hashes %.0f ns|%.1f||\n", median(commits), median(tables),
              median(commits) / median(tables));
  const double total = median(clears) * kBidders / 1e6;
  std::printf("BENCH|sealed: opened bid ranked and cleared, of 10,000|%.0f ns|sort of the amounts %.0f ns|%.1f|< 20 ms in all|%s\n",
              median(clears), median(sorts), median(clears) / median(sorts), total < 20 ? "yes" : "no");
  if (sink == 0) std::puts("");
}
