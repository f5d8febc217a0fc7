#include "tender/ocds_money.h"

#include <charconv>

#include "auction/money.h"

namespace terang::tender {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string text_of(const json::Value& number) {
  if (number.is_int()) return std::to_string(number.as_int());
  if (number.is_decimal()) return number.as_decimal().text;
  if (number.is_string()) return number.as_string();
  return {};
}

}  // namespace

std::optional<std::int64_t> minor_units(std::string_view decimal, int exponent, bool& exact) {
  exact = false;
  bool negative = false;
  if (!decimal.empty() && (decimal[0] == '-' || decimal[0] == '+')) {
    negative = decimal[0] == '-';
    decimal.remove_prefix(1);
  }
  std::string digits;
  std::int64_t shift = exponent;  // decimal places the digits move to the left
  bool point = false;
  bool any = false;
  std::size_t at = 0;
  for (; at < decimal.size(); ++at) {
    const char c = decimal[at];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) break;
    any = true;
    if (point) --shift;
    if (!digits.empty() || c != '0') digits += c;
  }
  if (!any || decimal[at - 1] == '.') return std::nullopt;
  if (at < decimal.size()) {
    if (decimal[at] != 'e' && decimal[at] != 'E') return std::nullopt;
    std::string_view power = decimal.substr(at + 1);
    if (!power.empty() && power[0] == '+') power.remove_prefix(1);
    int value = 0;
    const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), value);
    if (error != std::errc{} || end != power.data() + power.size()) return std::nullopt;
    shift += value;
  }
  if (digits.empty()) {
    exact = true;
    return 0;
  }
  bool up = false;
  bool lost = false;
  if (shift < 0) {
    const std::size_t cut = static_cast<std::size_t>(-shift);
    if (cut > digits.size()) {
      digits = "0";
      lost = true;
    } else {
      const std::size_t keep = digits.size() - cut;
      up = digits[keep] >= '5';
      lost = digits.find_first_not_of('0', keep) != std::string::npos;
      digits.resize(keep);
      if (digits.empty()) digits = "0";
    }
  } else if (digits.size() + static_cast<std::size_t>(shift) <= 19) {
    digits.append(static_cast<std::size_t>(shift), '0');
  } else {
    return std::nullopt;
  }
  std::int64_t minor = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), minor);
  if (error != std::errc{} || minor >= auction::kLargestAmount.minor) return std::nullopt;
  if (up) ++minor;
  exact = !lost;
  return negative ? -minor : minor;
}

std::optional<OcdsAmount> read_ocds_amount(const json::Value* value) {
  const json::Value* number = value ? value->find("amount") : nullptr;
  if (!number || number->is_null()) return std::nullopt;
  OcdsAmount amount;
  amount.text = text_of(*number);
  if (amount.text.empty() || amount.text.size() > 400) return std::nullopt;
  bool exact = false;
  if (!minor_units(amount.text, 0, exact) && !number->is_int() && !number->is_decimal()) return std::nullopt;
  if (const auto currency = auction::Currency::of(value->text("currency"))) {
    amount.currency = currency->code();
    amount.minor = minor_units(amount.text, currency->exponent(), amount.exact);
  }
  return amount;
}

json::Value money_json(std::int64_t minor, std::string_view currency) {
  const auto known = auction::Currency::of(currency);
  TERANG_ASSERT(known.has_value());  // the importer stores no other
  const bool negative = minor < 0;
  const std::string text = auction::format_amount(auction::Money{negative ? -minor : minor}, *known);
  return json::Value::object({{"amount", negative ? "-" + text : text}, {"currency", currency}});
}

json::Value to_json(const OcdsAmount& amount) {
  json::Value out = json::Value::object();
  if (amount.minor) out = money_json(*amount.minor, amount.currency);
  if (!amount.currency.empty()) out.set("currency", amount.currency);
  if (!amount.minor || !amount.exact) out.set("published", amount.text);
  return out;
}

}  // namespace terang::tender
