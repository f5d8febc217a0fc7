// What was checked, and the first thing that is wrong.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "ledger/checkpoint.h"
#include "ledger/log_checker.h"
#include "ledger/verify/decision_checker.h"
#include "ledger/verify/named_key_checker.h"
#include "ledger/verify/voucher_checker.h"

namespace terang::ledger {

struct Report {
  Checkpoint checkpoint;          // what the log was held against; empty origin: there was none
  std::string vkey;               // that verified it; empty: none was at hand
  bool key_given = false;         // by whoever asked; otherwise it is only the bundle's own word
  std::string tender;             // of a tender's bundle
  std::optional<std::pair<std::uint64_t, std::uint64_t>> range;  // of a range's
  std::optional<std::uint64_t> since;  // the size of the earlier checkpoint that the log was held against
  std::vector<std::string> cosigned;   // witnesses of the asker's policy that signed the checkpoint too
  std::uint64_t entries = 0, tenders = 0, bids = 0, withheld = 0;
  std::uint64_t erased = 0;       // of these withheld: whose payload is gone, and an entry says so
  std::uint64_t signatures = 0, signatures_unchecked = 0;
  std::uint64_t surrogates = 0;  // bids that two officers entered
  std::uint64_t opened = 0;       // sealed bids opened again
  std::optional<std::uint64_t> documents;  // that came with the entries; nothing: it carries none
  std::uint64_t documents_withheld = 0;    // of those that it lists: without their octets
  std::optional<NamedKeys> named_keys;     // of the log, by the bundle; nothing: it names none
  Vouched vouched;
  std::string sealed;             // of a bundle read to its end: what the seal covers, hexadecimal SHA-256
  bool replayed = false;          // decisions were taken again:
  std::uint64_t decided_again = 0;
  std::vector<Undecided> undecided;  // and which were not, because of what is withheld
  std::optional<Finding> finding; // the first entry that fails, or entry 0 for what concerns the whole

  bool holds() const { return !finding; }
};
std::string to_text(const Report& report, const std::string& name);
json::Value to_json(const Report& report, const std::string& name);
json::Value to_json(const std::optional<Finding>& finding);
json::Value to_json(const Checkpoint& checkpoint);
// Where nothing could be asked.
json::Value problem_json(const std::string& name, const Failure& failure);

}  // namespace terang::ledger
