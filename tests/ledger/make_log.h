// A small log made by the chain, for tests.
#pragma once

#include <string>
#include <vector>

#include "base/sha256.h"
#include "ledger/chain.h"

namespace terang::test {

inline ledger::Salt salt_of(std::uint64_t n) {
  const Hash hash = sha256("salt " + std::to_string(n));
  ledger::Salt salt;
  std::copy_n(hash.begin(), salt.size(), salt.begin());
  return salt;
}

inline constexpr Micros kBegin = 1'795'316'400'000'000;  // 2026-11-22T03:00:00Z

// The chain's next entry: every third one of no tender, the others of tenders t0, t1.
inline ledger::Entry next_entry(ledger::Chain& chain, std::size_t data_octets = 20) {
  const std::uint64_t n = chain.head().size;
  const std::string tender = n % 3 == 2 ? "" : "t" + std::to_string(n % 3);
  const std::string data = "{\"n\":" + std::to_string(n) + ",\"text\":\"" + std::string(data_octets, 'x') + "\"}";
  return chain.append(tender.empty() ? "key.registered" : "bid.placed", tender, data, kBegin + Micros(n), salt_of(n));
}

inline std::vector<ledger::Entry> make_entries(ledger::Chain& chain, std::size_t count) {
  std::vector<ledger::Entry> entries;
  for (std::size_t i = 0; i < count; ++i) entries.push_back(next_entry(chain));
  return entries;
}

inline ledger::StoredEntry stored(const ledger::Entry& entry) {
  return {entry.header.seq, entry.header_octets(), as_chars(entry.salt), entry.payload, entry.tender};
}

}  // namespace terang::test
