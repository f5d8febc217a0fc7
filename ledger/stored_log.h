// Reading a whole stored log once, at start: checks it and brings chain and tree to where it ends.
#pragma once

#include "ledger/hash_tree.h"
#include "ledger/journal.h"

namespace terang::ledger {

struct StoredLog {
  Chain chain;
  HashTree tree;
};

// The entry as a replay wants it; empty `kind` and `data` when the payload is erased. Views live as long as the call.
struct EntryView {
  std::uint64_t seq = 0;
  Micros time = 0;
  std::string_view kind;
  std::string_view tender;
  std::uint64_t tseq = 0;
  std::string_view data;  // canonical JSON
};
using EntryVisitor = std::function<void(const EntryView&)>;

// Refuses a log that is broken, by the name of what is wrong (see log_checker.h) and the seq of the first such entry.
// `visit`, if given, sees every entry in order after it was checked.
Result<StoredLog> verify_stored_log(Journal& journal, const EntryVisitor& visit = {});

}  // namespace terang::ledger
