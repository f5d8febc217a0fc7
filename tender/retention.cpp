#include "tender/retention.h"

#include <array>
#include <chrono>

namespace terang::tender {
namespace {

constexpr std::array kRules = {
    RetentionRule{"bid.proposed", 10, "why a bid was handed in otherwise, and the name of the document; its octets go with it"},
    RetentionRule{"bidder.applied", 5, "which business asked to take part"},
    RetentionRule{"bidder.named", 10, "which business a pseudonym is"},
    RetentionRule{"tender.drafted", 5, "officers and contacts of documents that were never published so"},
};

}  // namespace

std::span<const RetentionRule> retention_rules() { return kRules; }

RetentionYears published_retention() {
  RetentionYears years;
  for (const RetentionRule& rule : kRules) years.emplace(rule.kind, rule.years);
  return years;
}

Micros after_years(Micros at, std::int64_t years) {
  namespace chrono = std::chrono;
  const chrono::sys_time<chrono::microseconds> moment{chrono::microseconds(at)};
  const auto day = chrono::floor<chrono::days>(moment);
  // 29 February of another year counts on into March.
  const chrono::year_month_day date{day}, later = date + chrono::years(static_cast<int>(years));
  return chrono::duration_cast<chrono::microseconds>((chrono::sys_days(later) + (moment - day)).time_since_epoch()).count();
}

json::Value to_json(const RetentionYears& years) {
  json::Array kinds;
  for (const RetentionRule& rule : kRules)
    kinds.push_back(json::Value::object(
        {{"holds", rule.holds}, {"kind", rule.kind}, {"years", years.find(rule.kind)->second}}));
  return json::Value::object({{"kinds", std::move(kinds)}, {"rules", kRetentionRules}});
}

}  // namespace terang::tender
