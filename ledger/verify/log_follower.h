// A live log's /log/, followed: what it serves now must be what was seen before, grown by entries that fit. Reads only
// what is new. Whoever calls brings the files, keeps the memory and the time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/log_checker.h"
#include "ledger/merkle.h"
#include "ledger/policy.h"

namespace terang::ledger {

// A file under /log/. Failures: log_file_missing (404, or another status), and those of http/client.h.
using Fetch = std::function<Result<std::string>(const std::string& path)>;

// What is remembered of a log between two visits: enough to demand that it only grew.
struct LogMemory {
  std::string note;    // the newest checkpoint seen; empty: none yet
  Frontier frontier;   // of its tree
  Hash leaf{};         // of its last entry
  Micros time = 0;
  std::uint64_t size() const { return frontier.size(); }
};
std::string write_memory(const LogMemory& memory);              // JSON
Result<LogMemory> read_memory(std::string_view text);  // memory_malformed

struct Trust {
  std::optional<VerifierKey> key;
  std::optional<Policy> policy;  // in place of the key, or with it
};
// The checkpoint that the note signs, by someone trusted, and cosigned by the policy's quorum. Failures: those of
// open_checkpoint, evaluate and demand_quorum, vkey_mismatch.
struct Trusted {
  Checkpoint checkpoint;
  std::vector<PolicyVerdict::Cosigned> cosigned;
};
Result<Trusted> open_trusted(std::string_view note, const Trust& trust);

struct Followed {
  std::uint64_t from = 0, to = 0;  // entries that were new, and hold
  std::vector<PolicyVerdict::Cosigned> cosigned;
  std::optional<Finding> finding;  // then the memory is as it was
};
// Findings: those of open_trusted, log_rolled_back, log_forked, header_malformed, seq_mismatch, chain_broken,
// time_decreased, entry_missing (an entry bundle is shorter than the checkpoint promises), tile_mismatch (a tile of the
// tree holds another hash than its entry has). Failures: those of Fetch.
Result<Followed> follow_log(const Fetch& fetch, const Trust& trust, LogMemory& memory);

}  // namespace terang::ledger
