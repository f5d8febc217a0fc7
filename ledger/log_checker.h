// Checks a log entry by entry, in order: what every reader of a log must do before believing it.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "ledger/chain.h"
#include "ledger/entry.h"
#include "ledger/hash_tree.h"

namespace terang::ledger {

// What does not hold, where, and the two values that should have been the same. `check` is one of, in the order in
// which they are looked for:
//   entry_missing         the next entry has a later number than expected
//   header_malformed      not 81 octets of version 1
//   seq_mismatch          the header's own number is not its place
//   chain_broken          prev is not the leaf hash of the entry before
//   time_decreased        time is before that of the entry before
//   flesh_incomplete      salt without payload, payload without salt, or a salt that is not 16 octets
//   commitment_mismatch   salt and payload are not what the header commits to
//   payload_malformed     the payload is no envelope of data, kind, tender, tprev, tseq
//   tender_mismatch       the storage files the entry under another tender than its payload
//   tseq_mismatch, tprev_mismatch   the tender's own sequence is broken
struct Finding {
  std::uint64_t seq = 0;
  std::string tender;
  std::string check;
  std::string field;
  std::string expected;
  std::string found;
};
std::string sentence(const Finding& finding);  // one line for people
Failure to_failure(const Finding& finding);

// The entry as a replay wants it. Empty `kind` and `data` when the payload is erased or withheld.
struct EntryView {
  std::uint64_t seq = 0;
  Micros time = 0;
  std::string_view kind;
  std::string_view tender;
  std::uint64_t tseq = 0;
  std::string_view data;  // canonical JSON
  std::uint64_t before = 0;  // of the first of its tender that a range tells: how many of the tender it does not
};

// What an entry's octets hash to, whether or not it is well formed. Those of many at once cost a fraction (sha256_each.h).
struct EntryHashes {
  Hash leaf, commitment;  // commitment: zeros where there is no payload
};
void hash_entries(std::span<const StoredEntry> entries, EntryHashes* out);

class LogChecker {
 public:
  // A whole log, or some of its entries in order (a tender's bundle), of which only neighbours can be linked and
  // whose place in the tree the caller proves; or a range, where tenders have begun before.
  enum class Extent { whole, some, range };
  explicit LogChecker(Extent extent = Extent::whole) : extent_(extent) {}

  // The first thing wrong with the entry; nothing when it holds, and then view() is about it until its octets go.
  std::optional<Finding> add(const StoredEntry& entry);
  std::optional<Finding> add(const StoredEntry& entry, const EntryHashes& hashes);
  const EntryView& view() const { return view_; }
  const Hash& leaf() const { return chain_.head().leaf; }

  const HashTree& tree() const { return tree_; }  // empty for Extent::some
  const Head& head() const { return chain_.head(); }
  Chain take_chain() { return std::move(chain_); }
  HashTree take_tree() { return std::move(tree_); }

 private:
  std::optional<Finding> check_flesh(const StoredEntry& entry, const Header& header, const EntryHashes& hashes);

  Extent extent_;
  Chain chain_;
  HashTree tree_;
  EntryView view_;
};

}  // namespace terang::ledger
