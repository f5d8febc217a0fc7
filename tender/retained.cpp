#include "tender/retained.h"

#include <algorithm>

#include "tender/tender_state.h"
#include "tender/view_parts.h"

namespace terang::tender {
namespace {

struct Term {
  std::int64_t years;
  std::optional<Micros> from;
};

std::optional<Term> term_of(std::string_view kind, const std::optional<Micros>& over, const RetentionYears& years) {
  const auto rule = years.find(kind);
  if (rule == years.end()) return std::nullopt;
  return Term{rule->second, over ? std::optional(after_years(*over, rule->second)) : std::nullopt};
}

}  // namespace

std::optional<Micros> over_since(const TenderState& tender) {
  if (tender.state == State::awarded) return tender.award->at;
  if (tender.state != State::cancelled) return std::nullopt;
  if (tender.cancelled) return tender.cancelled->at;
  Micros at = 0;  // by its lots, one after the other
  for (const LotState& lot : tender.lots)
    if (lot.cancelled) at = std::max(at, lot.cancelled->at);
  return at;
}

json::Value retention_view(const Registry& registry, const TenderState& tender, const RetentionYears& years, Micros now) {
  const auto over = over_since(tender);
  json::Array entries;
  for (const auto& [seq, kind] : registry.retained(tender.id)) {
    const auto term = term_of(kind, over, years);
    if (!term) continue;
    json::Value refusal;
    if (!term->from) refusal = "tender_not_over";
    else if (now < *term->from) refusal = "retention_not_passed";
    entries.push_back(json::Value::object({{"erasable_from", time_json(term->from)},
                                           {"kind", kind},
                                           {"refusal", std::move(refusal)},
                                           {"seq", seq},
                                           {"years", term->years}}));
  }
  return json::Value::object({{"entries", std::move(entries)},
                              {"over_at", time_json(over)},
                              {"state", name(tender.state)},
                              {"tender", tender.id.text},
                              {"title", tender.read.title.empty() ? json::Value() : json::Value(tender.read.title)}});
}

bool any_erasable(const Registry& registry, const TenderState& tender, const RetentionYears& years, Micros now) {
  const auto over = over_since(tender);
  if (!over) return false;
  const auto entries = registry.retained(tender.id);
  return std::any_of(entries.begin(), entries.end(), [&](const Registry::Retained& entry) {
    const auto term = term_of(entry.kind, over, years);
    return term && *term->from <= now;
  });
}

}  // namespace terang::tender
