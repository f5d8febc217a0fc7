// A bid through the tender core (who, key, sent before?, auction, canonical entry) beside SHA-256 of the same entry,
// which the chain pays anyway; the replay of such a log; the views that a live lot sends.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/sha256.h"
#include "tender/registry.h"
#include "tender/view.h"

namespace {

using namespace terang;
using namespace terang::tender;

constexpr int kBidders = 1000;
constexpr int kBids = 200'000;

struct Logged {
  Micros time;
  std::string kind, tender, data;
};

// The thread's own CPU time: nothing here waits, and other programs on the machine do not count.
double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}
double seconds_since(double start) { return cpu_seconds() - start; }

Micros now = *parse_time("2026-12-01T00:00:00Z");

void act(Registry& registry, std::vector<Logged>& log, const Command& command) {
  Decision decision = registry.decide(command, now);
  if (!decision.accepted() || !decision.entry) {
    std::fprintf(stderr, "refused: %s\n", std::string(decision.verdict).c_str());
    std::exit(1);
  }
  log.push_back({now, std::string(decision.entry->kind), decision.entry->tender.text, std::move(decision.entry->data)});
  registry.recorded(log.size() - 1);
}

json::Value document(Micros start) {
  const std::string text =
      R"({"title":"Desks","description":"School desks","language":"en","buyer":{"id":"buyer0000001","name":"City"},
          "category":"goods","contact":{"name":"Sari","email":"sari@pratama.example"},"time_zone":"Asia/Jakarta","currency":"IDR",
          "schedule":{"auction_starts_at":")" + format_time(start) + R"(","auction_ends_at":")" +
      format_time(start + 86'400 * kSecond) + R"("},"lots":[{"id":"1","title":"Desks","items":[{"description":"Desk",
          "quantity":"100","unit":"piece"}],"estimate":"1250000000","rules":{"ceiling":"1250000000","tick":"1000",
          "soft_close":{"window_seconds":300,"extension_seconds":300,"trigger":"top_k_change","top_k":3}}}]})";
  return *json::parse(text);
}

std::string pad(std::uint64_t number, int width) {
  std::string text = std::to_string(number);
  return std::string(static_cast<std::size_t>(width) - text.size(), '0') + text;
}

}  // namespace

int main() {
  Registry registry;
  std::vector<Logged> log;
  const Actor officer{AccountId("o00000000001"), Role::officer, BusinessId("buyer0000001")};
  const TenderId id("t00000000001");
  const LotId lot("1");
  const Micros start = now + 3600 * kSecond;
  act(registry, log, SaveDraft{officer, id, document(start)});
  act(registry, log, Publish{officer, id});
  std::vector<Actor> bidders;
  for (int i = 0; i < kBidders; ++i) {
    bidders.push_back({AccountId("a" + pad(i, 11)), Role::bidder, BusinessId("b" + pad(i, 11))});
    act(registry, log, RegisterKey{bidders.back(), KeyId(pad(i, 16)), std::string(124, 'A'), std::string(88, 'B')});
    const Pseudonym pseudonym(std::to_string(1000 + i));
    act(registry, log, NameBidder{officer, id, bidders.back().business, "PT " + std::to_string(i), pseudonym});
    act(registry, log, Admit{officer, id, pseudonym, {lot}, {}});
  }
  act(registry, log, Schedule{officer, id});
  now = start;
  act(registry, log, OpenLot{id, lot});

  std::mt19937_64 random(1);
  std::vector<std::int64_t> best(kBidders, 1'250'000);  // thousands
  std::vector<Command> bids;
  for (int i = 0; i < kBids; ++i) {
    const std::size_t who = random() % kBidders;
    best[who] -= 1 + static_cast<std::int64_t>(random() % 1500);
    bids.push_back(PlaceBid{bidders[who], id, lot, BidId("00000000-0000-4000-8000-" + pad(i, 12)),
                            std::to_string(best[who]) + "000", false, KeyId(pad(who, 16)), std::string(88, 'S')});
  }
  log.reserve(log.size() + bids.size());
  std::vector<double> decide_ns;
  double hash_seconds = 0;
  std::size_t bytes = 0;
  std::uint8_t sink = 0;
  constexpr int kBlock = 10'000;
  for (int block = 0; block < kBids / kBlock; ++block) {
    auto began = cpu_seconds();
    for (int i = 0; i < kBlock; ++i) {
      now += 50;
      act(registry, log, bids[static_cast<std::size_t>(block * kBlock + i)]);
    }
    decide_ns.push_back(seconds_since(began) * 1e9 / kBlock);
    began = cpu_seconds();
    for (int i = 0; i < kBlock; ++i) {
      const std::string& data = log[log.size() - static_cast<std::size_t>(i) - 1].data;
      bytes += data.size();
      sink ^= sha256(data)[0];
    }
    hash_seconds += seconds_since(began);
  }
  std::sort(decide_ns.begin(), decide_ns.end());
  const double decide = decide_ns[decide_ns.size() / 2];
  const double hash = hash_seconds * 1e9 / kBids;
  std::printf("BENCH|tender: a bid decided, with its entry of %zu bytes|%.0f ns|SHA-256 of it %.0f ns|%.2f|< 2000 ns|%s\n",
              bytes / kBids, decide, hash, decide / hash, decide < 2000 ? "yes" : "no");

  std::vector<double> rates;
  for (int round = 0; round < 3; ++round) {
    Registry again;
    const auto began = cpu_seconds();
    for (std::size_t i = 0; i < log.size(); ++i)
      if (again.replay({i, log[i].time, log[i].kind, log[i].tender, log[i].data})) {
        std::fprintf(stderr, "replay differs at %zu\n", i);
        return 1;
      }
    rates.push_back(static_cast<double>(log.size()) / seconds_since(began));
  }
  std::sort(rates.begin(), rates.end());
  std::printf("BENCH|tender: replay, decided again and compared|%.0f entries/s|SHA-256 alone %.0f entries/s|%.2f|>= 500000/s|%s\n",
              rates[1], 1e9 / hash, rates[1] * hash / 1e9, rates[1] >= 500'000 ? "yes" : "no");

  const auto time_view = [&](const char* what, int times, const auto& view) {
    const auto began = cpu_seconds();
    std::string text;
    for (int i = 0; i < times; ++i) {
      text.clear();
      json::append_canonical(view(i), text);
    }
    std::printf("tender: view %s, %zu bytes | %.2f us\n", what, text.size(), seconds_since(began) * 1e6 / times);
  };
  time_view("public_lot", 20'000, [&](int) { return public_lot(registry, id, lot); });
  time_view("bidder_line", 20'000, [&](int i) {
    return bidder_line(registry, id, lot, Pseudonym(std::to_string(1000 + i % kBidders)));
  });
  time_view("officer_lot of 1,000", 50, [&](int) { return officer_lot(registry, id, lot); });
  time_view("public_tender", 2'000, [&](int) { return public_tender(registry, id); });
  return sink == 255 && bytes == 0;
}
