// Payloads that are gone, and the `entry.erased` that says so.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/json.h"
#include "ledger/log_checker.h"

namespace terang::ledger {

class ErasureChecker {
 public:
  // Entries in order: those without a payload, and the others.
  void missing(const EntryView& entry) { gaps_.emplace(entry.seq, entry.tender); }
  void add(const EntryView& entry, const json::Value& data);

  // At the end, where nothing but what was erased may be missing: the first gap that no `entry.erased` of its tender names.
  // `check`: payload_missing of a bundle that calls itself complete, erasure_unexplained of a log.
  std::optional<Finding> settle(const char* check) const;
  std::uint64_t erased() const;  // gaps that are explained
  bool explained(std::uint64_t seq, const std::string& tender) const;

 private:
  std::map<std::uint64_t, std::string> gaps_;                 // by seq: whose
  std::set<std::pair<std::uint64_t, std::string>> erased_;    // seq, and of which tender the entry is that says so
};

}  // namespace terang::ledger
