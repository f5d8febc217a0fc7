// Watches a log for ever: what changes between two visits becomes an alert, told once, and once more when it is over.
#pragma once

#include "ledger/verify/log_follower.h"

namespace terang::ledger {

struct MonitorState {
  LogMemory memory;
  std::uint64_t next_id = 1;
  std::string condition;   // the alert that stands; empty: all is well
  Micros grown_at = 0;     // when the log was seen to grow last
  std::uint64_t looked_at = 0;         // entries whose content was asked for
  std::vector<std::string> undecided;  // tenders that were awarded, and whose bundle is still to be had
};
std::string write_monitor_state(const MonitorState& state);
Result<MonitorState> read_monitor_state(std::string_view text);  // memory_malformed

struct MonitorOptions {
  Micros stall = 0;  // without a new entry for so long the log has stalled; 0: it may be silent
};
// Other checks of a log of that size, such as the decisions of tenders that are over. The first that does not hold; the next
// visit goes on behind it.
using FurtherChecks = std::function<std::optional<Finding>(std::uint64_t size)>;

// One visit. Lines for the alerts' file (JSON, each with its end): what began, what is over, and a heartbeat.
//   fork           the log's past is another (log_forked)
//   rollback       it is shorter than it was (log_rolled_back)
//   gap            entries that its checkpoint promises are missing or do not follow each other
//   signature      its checkpoint is not signed as it must be
//   rule_broken    a decision is not what the rules give
//   stall          no new entry for longer than allowed
//   unreachable    it does not answer
//   recovered      what stood before no longer does
std::string visit(const Fetch& fetch, const Trust& trust, const MonitorOptions& options, Micros now, MonitorState& state,
                  const FurtherChecks& further = {});

}  // namespace terang::ledger
