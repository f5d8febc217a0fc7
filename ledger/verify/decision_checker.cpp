#include "ledger/verify/decision_checker.h"

namespace terang::ledger {

json::Value to_json(const Undecided& one) {
  return json::Value::object({{"decisions", one.decisions}, {"from", one.from}, {"tender", one.tender}, {"withheld", one.withheld},
                              {"withheld_first", json::Array(one.entries.begin(), one.entries.end())}});
}

std::optional<Finding> DecisionChecker::add(const EntryView& entry) {
  ++told_;
  const auto found = entry.tender.empty() ? gapped_.end() : gapped_.find(entry.tender);
  if (found == gapped_.end()) return replayer_->apply(entry);
  Gapped& tender = found->second;
  ++tender.decisions;
  if (tender.wrong) return std::nullopt;  // nothing after it can be told from it
  if (entry.kind == "tender.published") {
    gapped_.erase(found);
    return replayer_->apply(entry);
  }
  tender.wrong = replayer_->apply(entry);
  return std::nullopt;
}

void DecisionChecker::missing(const EntryView& entry) {
  replayer_->missing(entry);
  if (entry.tender.empty()) return;
  Gapped& tender = gapped_[std::string(entry.tender)];
  tender.gaps.push_back({entry.seq, tender.decisions});
}

DecisionChecker::Settled DecisionChecker::settle(const Explained& explained) const {
  Settled out;
  out.again = told_;
  for (const auto& [id, tender] : gapped_) {
    Undecided lost{id, 0, 0, 0, {}};
    for (const Gap& gap : tender.gaps) {
      if (explained(gap.seq, id)) continue;
      if (lost.withheld++ == 0) {
        lost.from = gap.seq;
        lost.decisions = tender.decisions - gap.decisions;
      }
      if (lost.entries.size() < kNamed) lost.entries.push_back(gap.seq);
    }
    const bool excused = lost.withheld != 0 && tender.wrong && lost.from < tender.wrong->seq;
    if (tender.wrong && !excused && (!out.wrong || tender.wrong->seq < out.wrong->seq)) out.wrong = tender.wrong;
    out.again -= lost.decisions;
    if (lost.withheld != 0) out.undecided.push_back(std::move(lost));
  }
  return out;
}

}  // namespace terang::ledger
