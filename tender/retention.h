// How long what names people is kept, as data (README.md: Retention). Years count from the moment the tender was over.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"

namespace terang::tender {

inline constexpr std::string_view kRetentionRules = "terang.retention.v1";

// Kinds of entries that may be erased: those without which their tender is still decided again from what is left.
struct RetentionRule {
  std::string_view kind;
  std::int64_t years;
  std::string_view holds;  // what of people stands in it
};
std::span<const RetentionRule> retention_rules();

// By kind; an operator may have others than the published ones, and each erasure says which it went by.
using RetentionYears = std::map<std::string, std::int64_t, std::less<>>;
RetentionYears published_retention();
inline constexpr std::int64_t kLongestRetention = 100;

// The same day so many years later (UTC; of 29 February the 1st of March where there is none).
Micros after_years(Micros at, std::int64_t years);

// {"kinds":[{"holds","kind","years"}],"rules":"terang.retention.v1"}
json::Value to_json(const RetentionYears& years);

}  // namespace terang::tender
