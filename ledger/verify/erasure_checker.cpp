#include "ledger/verify/erasure_checker.h"

#include <algorithm>

namespace terang::ledger {

void ErasureChecker::add(const EntryView& entry, const json::Value& data) {
  if (entry.kind != "entry.erased" || entry.tender.empty()) return;
  const json::Value* list = data.find("erased");
  if (!list || !list->is_array()) return;
  for (const json::Value& seq : list->as_array())
    if (seq.is_int() && seq.as_int() >= 0 && static_cast<std::uint64_t>(seq.as_int()) < entry.seq)
      erased_.emplace(static_cast<std::uint64_t>(seq.as_int()), entry.tender);
}

bool ErasureChecker::explained(std::uint64_t seq, const std::string& tender) const {
  return erased_.contains({seq, tender});
}

std::optional<Finding> ErasureChecker::settle(const char* check) const {
  for (const auto& [seq, tender] : gaps_)
    if (!explained(seq, tender)) return Finding{seq, tender, check, "payload", "a payload, or an entry.erased that names it", ""};
  return std::nullopt;
}

std::uint64_t ErasureChecker::erased() const {
  return static_cast<std::uint64_t>(
      std::count_if(gaps_.begin(), gaps_.end(), [&](const auto& gap) { return explained(gap.first, gap.second); }));
}

}  // namespace terang::ledger
