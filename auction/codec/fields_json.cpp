#include "auction/codec/fields_json.h"

namespace terang::auction {

std::optional<Money> money_from_json(json::Fields& fields, std::string_view key, const Currency& currency, bool required) {
  const std::string text = required ? fields.text(key, 32) : fields.optional_text(key, 32);
  if (text.empty()) return std::nullopt;
  Money amount;
  const Verdict verdict = parse_amount(text, currency, amount);
  if (verdict == Verdict::accepted) return amount;
  fields.problem(key, std::string(name(verdict)));
  return std::nullopt;
}

std::optional<Ratio> ratio_from_json(json::Fields& fields, std::string_view key) {
  const std::string text = fields.optional_text(key, 32);
  if (text.empty()) return std::nullopt;
  const auto ratio = parse_ratio(text);
  if (!ratio) fields.problem(key, "ratio_malformed");
  return ratio;
}

}  // namespace terang::auction
