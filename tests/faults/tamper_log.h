// A real ledger to tamper with: an auction and a lot of sealed bids, decided by the cores, signed by bidders' own keys,
// and exported as bundles.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/bundle.h"
#include "ledger/chain.h"
#include "ledger/hash_tree.h"
#include "ledger/memory_journal.h"
#include "ledger/signing_key.h"
#include "ledger/tile.h"

namespace terang::tamper {

inline constexpr const char* kOrigin = "tamper.example/log";
inline constexpr const char* kAuction = "t00000000001";
inline constexpr const char* kSealed = "t00000000002";

// What an entry is made from; the chain makes the rest.
struct Told {
  std::string kind, tender, data;
  Micros time = 0;
  ledger::Salt salt{};
  std::string envelope;  // octets of a sealed bid; empty: none
  std::string document;  // octets of the one that it names; empty: none
};
std::vector<Told> real_ledger();

// The log that these entries make, kept in memory.
class Log {
 public:
  explicit Log(const std::vector<Told>& told);
  std::string note(std::uint64_t size, const ledger::SigningKey& key) const;
  std::uint64_t size() const { return tree_.size(); }
  // As a log of that size publishes it; nothing where it does not.
  std::optional<std::string> tile(const ledger::TilePath& path, std::uint64_t size);

  enum class Form { whole, auction, sealed_withheld, range, documents };  // documents: whole, with them and a policy
  static constexpr int kForms = 5;
  std::string bundle(Form form, const ledger::SigningKey& key, std::uint64_t size);
  // The whole log, but for what these entries say.
  std::string bundle_without(const std::set<std::uint64_t>& withheld, const ledger::SigningKey& key);
  std::string range_without(std::uint64_t from, std::uint64_t to, const std::set<std::uint64_t>& withheld, const ledger::SigningKey& key);

 private:
  ledger::MemoryJournal journal_;
  ledger::HashTree tree_;
  std::map<std::string, std::string> documents_;  // by hash
};

}  // namespace terang::tamper
