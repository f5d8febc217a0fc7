// Bids that officers entered for a bidder: no signature of his, but two officers of the same buyer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/json.h"
#include "ledger/log_checker.h"

namespace terang::ledger {

class SurrogateChecker {
 public:
  // `from`: where the range begins; what stands before it counts as missing.
  explicit SurrogateChecker(std::uint64_t from = 0) : from_(from) {}

  // Entries in order. What is wrong: surrogate_not_proposed (nothing of that tender, lot, bidder and content was),
  // surrogate_one_officer (the same account, no officer, or another buyer's).
  std::optional<Finding> add(const EntryView& entry, const json::Value& data);

  // An entry whose payload is gone: what was proposed in it is then what was approved, by whom the approval says.
  void missing(std::uint64_t seq) { missing_.insert(seq); }

  std::uint64_t approved() const { return approved_; }

 private:
  struct Proposed {
    std::string said, account, business;
  };
  bool missing_at(const json::Value* seq) const;

  const std::uint64_t from_;
  std::unordered_map<std::string, Proposed> proposed_;  // by tender and bid
  std::unordered_set<std::uint64_t> missing_;
  std::uint64_t approved_ = 0;
};

}  // namespace terang::ledger
