#include "ledger/verify/decision_checker.h"

#include <algorithm>

namespace terang::ledger {

json::Value to_json(const Undecided& one) {
  return json::Value::object({{"before", one.before}, {"decisions", one.decisions}, {"from", one.from}, {"tender", one.tender}, {"withheld", one.withheld},
                              {"withheld_first", json::Array(one.entries.begin(), one.entries.end())}});
}

std::optional<Finding> DecisionChecker::add(const EntryView& entry) {
  ++told_;
  if (entry.tender.empty()) return of_no_tender(entry);
  auto found = gapped_.find(entry.tender);
  if (entry.before != 0) {
    if (found == gapped_.end()) found = gapped_.try_emplace(std::string(entry.tender)).first;
    Gapped& tender = found->second;
    tender.from = tender.gaps.empty() ? entry.seq : tender.gaps.front().seq;
    tender.before = entry.before - std::min<std::uint64_t>(entry.before, tender.gaps.size());
  }
  if (found == gapped_.end()) return replayer_->apply(entry);
  Gapped& tender = found->second;
  ++tender.decisions;
  if (tender.wrong) return std::nullopt;  // nothing after it can be told from it
  if (entry.kind == "tender.published") {
    gapped_.erase(found);
    return replayer_->apply(entry);
  }
  if (tender.before == 0) tender.wrong = replayer_->apply(entry);
  return std::nullopt;
}

std::optional<Finding> DecisionChecker::of_no_tender(const EntryView& entry) {
  auto wrong = replayer_->apply(entry);
  if (!wrong || from_ == 0) return wrong;
  if (platform_.decisions++ == 0) {
    platform_.from = entry.seq;
    platform_.before = from_;
  }
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
  out.again = told_ - platform_.decisions;
  if (platform_.decisions != 0) out.undecided.push_back(platform_);
  for (const auto& [id, tender] : gapped_) {
    Undecided lost{id, tender.from, tender.before, tender.before != 0 ? tender.decisions : 0, 0, {}};
    for (const Gap& gap : tender.gaps) {
      if (explained(gap.seq, id)) continue;
      if (lost.withheld++ == 0 && lost.before == 0) {
        lost.from = gap.seq;
        lost.decisions = tender.decisions - gap.decisions;
      }
      if (lost.entries.size() < kNamed) lost.entries.push_back(gap.seq);
    }
    const bool lacks = lost.withheld != 0 || lost.before != 0;
    const bool excused = lacks && tender.wrong && lost.from < tender.wrong->seq;
    if (tender.wrong && !excused && (!out.wrong || tender.wrong->seq < out.wrong->seq)) out.wrong = tender.wrong;
    out.again -= lost.decisions;
    if (lacks) out.undecided.push_back(std::move(lost));
  }
  return out;
}

}  // namespace terang::ledger
