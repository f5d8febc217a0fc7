// What a bundle brings along of others' word for its log: the witness policy that the log names itself, and RFC 3161 tokens
// over its checkpoints. Only what the reader was given elsewhere (--policy, --timestamp-ca) makes either worth trusting.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/time.h"
#include "ledger/bundle.h"
#include "ledger/key_history.h"
#include "ledger/log_checker.h"

namespace terang::ledger {

struct Vouched {
  struct OwnPolicy {
    std::vector<std::string> cosigned;
    bool quorum = false;
  };
  std::optional<OwnPolicy> policy;
  std::uint64_t timestamps = 0;      // that came
  std::optional<Micros> stamped_at;  // the newest, by an authority that the reader's CA vouches for
  std::uint64_t stamped_size = 0;    // of its checkpoint
};

// The log's keys as the bundle's entries tell them, the newest entry of this time.
struct ToldKeys {
  const KeyHistory& history;
  Micros newest = 0;
};

// `root_at`: of the log at that size, where it is known. Findings, in this order: those of parse_policy and evaluate;
// for each time stamp checkpoint_foreign (its text is no checkpoint of this log at that size, or a later one than the bundle's),
// log_forked (of another root than the log had), timestamp_malformed, timestamp_other_hash, and where a CA was given
// timestamp_untrusted. Failure: timestamp_ca_malformed.
using RootAt = std::function<std::optional<Hash>(std::uint64_t size)>;
Result<std::optional<Finding>> check_vouchers(const BundleManifest& manifest, const VerifierKey& own, const ToldKeys& keys, const Checkpoint& checkpoint,
                                              const RootAt& root_at, const std::string& timestamp_ca, Vouched& vouched);

}  // namespace terang::ledger
