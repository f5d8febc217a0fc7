#include "ledger/verify/surrogate_checker.h"

namespace terang::ledger {
namespace {

// What was said, for whom: the same in both entries.
std::string said(const json::Value& data) {
  json::Value same = json::Value::object();
  for (const char* member : {"amount", "bid", "bidder", "content", "lot"})
    if (const json::Value* value = data.find(member)) same.set(member, *value);
  return json::canonical(same);
}

}  // namespace

bool SurrogateChecker::missing_at(const json::Value* seq) const {
  if (!seq || !seq->is_int() || seq->as_int() < 0) return false;
  const auto at = static_cast<std::uint64_t>(seq->as_int());
  return at < from_ || missing_.contains(at);
}

std::optional<Finding> SurrogateChecker::add(const EntryView& entry, const json::Value& data) {
  const bool proposed = entry.kind == "bid.proposed";
  if (!proposed && entry.kind != "bid.approved") return std::nullopt;
  const std::string key = std::string(entry.tender) + ' ' + std::string(data.text("bid"));
  const json::Value* by = data.find("by");
  const std::string account(by ? by->text("account") : std::string_view()), business(by ? by->text("business") : std::string_view());
  if (proposed) {
    proposed_[key] = {said(data), account, business};
    return std::nullopt;
  }
  const auto wrong = [&](const char* check, std::string expected, std::string found) {
    return Finding{entry.seq, std::string(entry.tender), check, "data", std::move(expected), std::move(found)};
  };
  const json::Value* told = data.find("proposed");
  if (told && missing_at(told->find("seq")))
    proposed_.try_emplace(key, Proposed{said(data), std::string(told->text("account")), business});
  const auto first = proposed_.find(key);
  if (first == proposed_.end() || first->second.said != said(data))
    return wrong("surrogate_not_proposed", first == proposed_.end() ? "a bid.proposed before" : first->second.said, said(data));
  const Proposed& other = first->second;
  if (!by || by->text("role") != "officer" || account.empty() || account == other.account || business != other.business)
    return wrong("surrogate_one_officer", "another officer of " + other.business + " than " + other.account, account + " of " + business);
  ++approved_;
  return std::nullopt;
}

}  // namespace terang::ledger
