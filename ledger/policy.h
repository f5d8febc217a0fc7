// C2SP tlog-policy: whose signatures make a checkpoint worth trusting.
//
//   log <vkey> [<url>]                       any one of them signs
//   witness <name> <vkey> [<url>]            vkey of type 04 (cosignature.h)
//   group <name> <k>|any|all <member>…       members stand above; each name is a member at most once
//   quorum <name>|none                       exactly one
//
// Items are parted by spaces and tabs; empty lines and lines that start with '#' are ignored.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.h"

namespace terang::ledger {

struct Policy {
  struct Log {
    VerifierKey key;
    std::string url;  // empty: none
  };
  struct Witness {
    std::string name;  // in this policy alone
    VerifierKey key;
    std::string url;  // its submission prefix; empty: none
  };
  struct Group {
    std::string name;
    std::size_t needed = 0;
    std::vector<std::string> members;
  };
  std::vector<Log> logs;
  std::vector<Witness> witnesses;
  std::vector<Group> groups;
  std::string quorum;  // a witness, a group, or "none"
  std::string text;    // as it was read
};

// Failures, each saying the line; of several that hold, the first line's, and in a line the first of these:
// policy_malformed (a character, a keyword, the number of items), vkey_malformed, vkey_unsupported,
// policy_name_reserved ("none"), policy_name_twice, policy_key_twice, policy_name_unknown, policy_member_twice,
// policy_threshold (not 1 ≤ k ≤ n), policy_quorum_twice, policy_too_long (beyond 1,000 lines of any kind);
// when all lines are read: policy_quorum_missing.
Result<Policy> parse_policy(std::string_view text);

struct PolicyVerdict {
  struct Cosigned {
    std::string witness;  // its name in the policy
    std::uint64_t seconds = 0;  // POSIX; of several by the same key the newest
  };
  Checkpoint checkpoint;
  std::vector<Cosigned> cosigned;  // in the policy's order
  bool quorum = false;
};

// Who of the policy has signed the checkpoint's note. Signatures by unknown keys are ignored; of one by a known key that
// does not verify the whole note is rejected. A policy without logs is asked with `logs` that are known from elsewhere.
// Failures: note_malformed, checkpoint_malformed, note_signature_invalid, note_unsigned (by no log of the policy),
// checkpoint_foreign_origin (signed only by logs of other names), cosignature_invalid.
Result<PolicyVerdict> evaluate(const Policy& policy, std::string_view note, std::span<const VerifierKey> logs = {});

// The same, and quorum_missing when too few have cosigned: it names those who have and have not.
Result<PolicyVerdict> demand_quorum(const Policy& policy, std::string_view note, std::span<const VerifierKey> logs = {});

// The policy with these keys of a log that it names by another, in its text too; as it is where it names no log.
Policy with_log_keys(Policy policy, std::span<const VerifierKey> keys);

// Whether these witnesses (names in the policy) are the quorum.
bool quorum_holds(const Policy& policy, const std::vector<std::string>& witnesses);

}  // namespace terang::ledger
