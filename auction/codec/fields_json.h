// Money, ratios and named values as fields of a JSON object. Each problem stands at the field.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auction/money.h"
#include "auction/ratio.h"
#include "base/fields.h"

namespace terang::auction {

// Read by parse_amount; the problem's name is the verdict's.
std::optional<Money> money_from_json(json::Fields& fields, std::string_view key, const Currency& currency,
                                     bool required);
// Absent: nothing. "ratio_malformed".
std::optional<Ratio> ratio_from_json(json::Fields& fields, std::string_view key);

template <class Enum>
Enum enum_from_json(json::Fields& fields, std::string_view key, std::optional<Enum> (*named)(std::string_view),
                    Enum otherwise, bool required, const char* problem) {
  const std::string text = required ? fields.text(key, 64) : fields.optional_text(key, 64);
  if (text.empty()) return otherwise;
  const auto value = named(text);
  if (!value) fields.problem(key, problem);
  return value.value_or(otherwise);
}

}  // namespace terang::auction
