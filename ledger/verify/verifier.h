// All that can be asked of a log offline: chain, commitments, tree against signed checkpoint, tenders' own sequences,
// bidders' signatures, and the decisions themselves.
#pragma once

#include <istream>
#include <optional>
#include <string>

#include "ledger/journal.h"
#include "ledger/policy.h"
#include "ledger/verify/replayer.h"
#include "ledger/verify/report.h"

namespace terang::ledger {

struct Question {
  std::optional<VerifierKey> key;  // whom the asker trusts to sign
  MakeReplayer replay = {};        // absent: decisions are not taken again
  std::string since = {};          // an earlier checkpoint of the log, a signed note; empty: none was kept
  std::optional<Policy> policy = {};  // logs and witnesses whom the asker trusts
  std::string timestamp_ca = {};      // PEM: whom he trusts to vouch for time-stamp authorities
};

// Findings beyond those of log_checker.h, signature_checker.h, surrogate_checker.h and
// opening_checker.h, in order:
//   vkey_mismatch           the bundle is of another log than the key given; or the policy names no key that signed, and none that leads there
//   vkey_unknown, vkey_compromised, vkey_retired    no entry of the log leads from the key given (or the policy's) to the one that signed; key_history.h
//   vkey_malformed, rotation_broken, rotation_signature_invalid    an entry about the log's keys
//   note_signature_invalid, note_unsigned, checkpoint_malformed, checkpoint_foreign_origin    the checkpoint's
//   quorum_missing, cosignature_invalid   by the policy
//   payload_missing         a bundle that calls itself complete withholds one that no `entry.erased` names
//   erasure_unexplained     the same of a stored log
//   payload_not_canonical   data is not RFC 8785
//   inclusion_mismatch      the entry's proof does not lead to the checkpoint's root
//   tender_foreign          a tender's bundle holds another tender's entry
//   log_rolled_back         the log is shorter than the earlier checkpoint
//   log_forked              the earlier checkpoint is not of the log's own past
//   document_mismatch       a document that came is not as an entry names it
//   document_missing        one that an entry names did not come, though documents do
//   those of voucher_checker.h
//   seal_invalid            what the log sealed as this bundle is not what stands here
//   replay_mismatch         deciding again gave something else
//   log_truncated, root_mismatch   the tree is not the one that the checkpoint signs
// Failures (the question could not be asked): bundle_malformed, bundle_truncated, vkey_malformed, since_unreadable (no checkpoint
// of this log), since_unprovable (part of a log, at another size than that), and the journal's.
Result<Report> verify_bundle(std::istream& in, const Question& question);
// `checkpoint`: the newest published note; empty when there is none.
Result<Report> verify_journal(Journal& journal, const std::string& checkpoint, const Question& question);

}  // namespace terang::ledger
