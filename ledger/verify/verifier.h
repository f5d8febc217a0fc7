// All that can be asked of a log offline: chain, commitments, tree against signed checkpoint, tenders' own sequences,
// bidders' signatures, and the decisions themselves.
#pragma once

#include <istream>
#include <optional>
#include <string>

#include "base/json.h"
#include "ledger/checkpoint.h"
#include "ledger/journal.h"
#include "ledger/verify/replayer.h"

namespace terang::ledger {

struct Report {
  Checkpoint checkpoint;          // what the log was held against; empty origin: there was none
  std::string vkey;               // that verified it; empty: none was at hand
  bool key_given = false;         // by whoever asked; otherwise it is only the bundle's own word
  std::string tender;             // of a tender's bundle
  std::uint64_t entries = 0, tenders = 0, bids = 0, withheld = 0;
  std::uint64_t signatures = 0, signatures_unchecked = 0;
  std::uint64_t surrogates = 0;  // bids that two officers entered
  std::uint64_t opened = 0;       // sealed bids opened again
  bool replayed = false;
  std::optional<Finding> finding; // the first entry that fails, or entry 0 for what concerns the whole

  bool holds() const { return !finding; }
};
std::string to_text(const Report& report, const std::string& name);
json::Value to_json(const Report& report, const std::string& name);

// `key`: whom the asker trusts to sign. Findings beyond those of log_checker.h, signature_checker.h, surrogate_checker.h and
// opening_checker.h, in order:
//   vkey_mismatch           the bundle names another key than the one given
//   note_signature_invalid, note_unsigned, checkpoint_malformed, checkpoint_foreign_origin    the checkpoint's
//   payload_missing         a bundle that calls itself complete withholds one
//   payload_not_canonical   data is not RFC 8785
//   inclusion_mismatch      the entry's proof does not lead to the checkpoint's root
//   tender_foreign          a tender's bundle holds another tender's entry
//   replay_mismatch         deciding again gave something else
//   log_truncated, root_mismatch   the tree is not the one that the checkpoint signs
// Failures (the question could not be asked): bundle_malformed, bundle_truncated, vkey_malformed, and the journal's.
Result<Report> verify_bundle(std::istream& in, const std::optional<VerifierKey>& key, const MakeReplayer& replay = {});
// `checkpoint`: the newest published note; empty when there is none.
Result<Report> verify_journal(Journal& journal, const std::string& checkpoint, const std::optional<VerifierKey>& key,
                              const MakeReplayer& replay = {});

}  // namespace terang::ledger
