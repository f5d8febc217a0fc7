#include "ledger/stored_log.h"

namespace terang::ledger {

Result<StoredLog> verify_stored_log(Journal& journal, const std::optional<Checkpoint>& promised,
                                    const EntryVisitor& visit) {
  LogChecker checker;
  std::optional<Finding> wrong;
  const auto count = journal.read(0, UINT64_MAX, [&](const StoredEntry& entry) {
    wrong = checker.add(entry);
    if (!wrong && visit) visit(checker.view());
    return !wrong;
  });
  if (!count) return count.error();
  if (wrong) return to_failure(*wrong);
  if (promised && checker.head().size < promised->size)
    return Failure{"log_truncated", "The log ends before entry " + std::to_string(checker.head().size) +
                                        ", but a checkpoint was signed for " + std::to_string(promised->size) +
                                        " entries."};
  if (promised && root_at(checker.tree(), promised->size) != promised->root)
    return Failure{"root_mismatch", "The log's tree of " + std::to_string(promised->size) +
                                        " entries is not the one that its checkpoint signs."};
  return StoredLog{checker.take_chain(), checker.take_tree()};
}

}  // namespace terang::ledger
