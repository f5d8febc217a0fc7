// Reading a whole stored log once, at start: checks it and brings chain and tree to where it ends.
#pragma once

#include "ledger/checkpoint.h"
#include "ledger/hash_tree.h"
#include "ledger/journal.h"
#include "ledger/log_checker.h"

namespace terang::ledger {

struct StoredLog {
  Chain chain;
  HashTree tree;
};

using EntryVisitor = std::function<void(const EntryView&)>;

// Refuses a log that is broken, by the name of what is wrong (see log_checker.h) and the seq of the first such entry.
// `promised` is the newest checkpoint that was ever published, if any: a log that ends before it is log_truncated, one
// that has another root there is root_mismatch. `visit`, if given, sees every entry in order after it was checked.
Result<StoredLog> verify_stored_log(Journal& journal, const std::optional<Checkpoint>& promised = {},
                                    const EntryVisitor& visit = {});

}  // namespace terang::ledger
