// What linking an entry costs beside one SHA-256 of the same bytes.
#include "base/sha256.h"
#include "bench/ledger_common.h"
#include "ledger/merkle.h"

int main() {
  using namespace terang;
  using namespace terang::bench;
  constexpr int kRounds = 200, kEntries = 500;
  ledger::Chain chain;
  ledger::Frontier frontier;
  std::vector<double> ours, peers, ratios, roots;
  unsigned sink = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string sample(std::string(16, 's') + make_bids(chain, 1)[0].payload + std::string(82, 'h'));
    auto begin = cpu_seconds();
    for (int i = 0; i < kEntries; ++i) {
      const std::uint64_t n = chain.head().size;
      const auto entry = chain.append("bid.placed", "t1a2b3c4d5e6", bid_data(), 1'795'316'400'000'000 + Micros(n),
                                      ledger::Salt{});
      sink += entry.leaf[0];
      if (i % 64 == 63) chain.confirm(n);
    }
    const double chain_ns = (cpu_seconds() - begin) * 1e9 / kEntries;
    begin = cpu_seconds();
    for (int i = 0; i < kEntries; ++i) sink += sha256(sample)[0];
    const double hash_ns = (cpu_seconds() - begin) * 1e9 / kEntries;
    begin = cpu_seconds();
    Hash leaf = chain.head().leaf;
    for (int i = 0; i < kEntries; ++i) frontier.append(leaf);
    roots.push_back((cpu_seconds() - begin) * 1e9 / kEntries);
    ours.push_back(chain_ns);
    peers.push_back(hash_ns);
    ratios.push_back(chain_ns / hash_ns);
  }
  const double ratio = percentile(ratios, 0.5);
  std::printf("Merkle frontier: %.0f ns an entry; %u\n", percentile(roots, 0.5), sink & 1);
  report("ledger chain, per entry, beside one SHA-256 of the same bytes", text("%.0f ns", percentile(ours, 0.5)),
         text("%.0f ns", percentile(peers, 0.5)), ratio, "<= 1.1", ratio <= 1.1);
}
