// Opening the sealed bids of a lot at its deadline, beside as many bare agreements on P-256 through the same OpenSSL on the
// same number of threads: what no opening can be below.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "bench/bare_agreements.h"
#include "sealing/open_all.h"
#include "sealing/price_content.h"

namespace {

using namespace terang;
using namespace terang::sealing;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBids = 10'000;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double opening(const PrivateKey& server, const std::vector<ToOpen>& list, unsigned threads) {
  const auto start = Clock::now();
  const auto opened = open_all(server, list.size(), [&list](std::size_t i) { return list[i]; }, threads);
  std::size_t good = 0;
  for (const auto& one : opened) good += one.ok() && read_price_content(*one).ok();
  const double took = seconds_since(start);
  if (good != list.size()) std::abort();
  return took;
}

double median(std::vector<double> list) {
  std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2), list.end());
  return list[list.size() / 2];
}

}  // namespace

int main() {
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  const PrivateKey server = PrivateKey::generate();
  Context context;
  context.tender = "7k2m9qx4tzb1";
  context.lot = "1";
  context.bid = "0b8f1c52-6a0e-4a3e-9d58-4f6f1c3f0a11";
  context.server_key = server.point();
  std::vector<Sealed> bids;
  std::vector<ToOpen> list;
  for (std::size_t i = 0; i < kBids; ++i) {
    context.bidder = std::to_string(i);
    bids.push_back(seal(context, price_content(std::to_string(1'000'000 + i)), random_for_sealing()));
    list.push_back({context, bids.back().commitments, {}});
  }
  for (std::size_t i = 0; i < kBids; ++i) list[i].envelope = bids[i].envelope;
  for (const unsigned used : {threads, 1u}) {
    std::vector<double> ours, theirs, ratios;
    for (int round = 0; round < 7; ++round) {
      theirs.push_back(bench::bare_agreements_seconds(kBids, used));
      ours.push_back(opening(server, list, used));
      ratios.push_back(ours.back() / theirs.back());
    }
    const double took = median(ours), ratio = median(ratios);
    const bool judged = used == threads;
    const char* verdict = !judged ? "" : ratio <= 1.5 && took < 1 ? "yes" : "no";
    std::printf("BENCH|sealing: 10,000 envelopes opened, %u thread%s|%.0f ms|bare ECDH P-256 %.0f ms|%.2f|%s|%s\n", used,
                used == 1 ? "" : "s", took * 1e3, median(theirs) * 1e3, ratio, judged ? "<= 1.5 times, < 1 s" : "", verdict);
    if (threads == 1) break;
  }
}
