#include "sealing/price_content.h"

#include "base/json.h"

namespace terang::sealing {

std::string price_content(std::string_view amount) {
  return json::canonical(json::Value::object({{"amount", amount}, {"type", "terang.price.v1"}}));
}

Result<std::string, Defect> read_price_content(std::string_view content) {
  const auto value = json::parse(content);
  if (!value) return Defect::content_malformed;
  const std::string amount(value->text("amount"));
  if (amount.empty() || amount.size() > 32 || content != price_content(amount)) return Defect::content_malformed;
  return amount;
}

}  // namespace terang::sealing
