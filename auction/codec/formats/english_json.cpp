#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"
#include "base/time.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

constexpr std::int64_t kLongestSeconds = kLongest / kSecond;

Decrement read_decrement(Fields& outer, std::string_view key, const Currency& currency, Problems& problems) {
  Decrement decrement;
  const Value* value = outer.object(key, false);
  if (!value) return decrement;
  Fields fields(*value, outer.path(key), problems);
  const bool absolute = fields.any("amount") != nullptr, percent = fields.any("percent") != nullptr;
  if (absolute == percent) {
    outer.problem(key, "decrement_malformed");
  } else if (absolute) {
    if (const auto amount = money_from_json(fields, "amount", currency, true))
      decrement = {Decrement::Kind::absolute, *amount, {}};
  } else if (const auto ratio = ratio_from_json(fields, "percent")) {
    decrement = {Decrement::Kind::percent, {}, *ratio};
  }
  fields.no_others();
  return decrement;
}

Value decrement_to_json(const Decrement& decrement, const Currency& currency) {
  if (decrement.kind == Decrement::Kind::absolute)
    return Value::object({{"amount", format_amount(decrement.amount, currency)}});
  return Value::object({{"percent", format_ratio(decrement.percent)}});
}

SoftClose read_soft_close(const Value& value, const std::string& path, Problems& problems) {
  Fields fields(value, path, problems);
  SoftClose soft;
  soft.window = fields.integer("window_seconds", 1, kLongestSeconds) * kSecond;
  soft.extension = fields.integer("extension_seconds", 1, kLongestSeconds) * kSecond;
  soft.trigger = enum_from_json(fields, "trigger", trigger_named, Trigger::any_bid, true, "unknown_trigger");
  soft.top_k = static_cast<std::uint32_t>(fields.optional_integer("top_k", 1, 1'000).value_or(0));
  if (const auto times = fields.optional_integer("max_times", 1, 10'000))
    soft.max_times = static_cast<std::uint32_t>(*times);
  fields.no_others();
  return soft;
}

Value soft_close_to_json(const SoftClose& soft) {
  Value value = Value::object({{"window_seconds", soft.window / kSecond},
                               {"extension_seconds", soft.extension / kSecond},
                               {"trigger", name(soft.trigger)}});
  if (soft.trigger == Trigger::top_k_change) value.set("top_k", soft.top_k);
  if (soft.max_times) value.set("max_times", *soft.max_times);
  return value;
}

}  // namespace

Format read_english(Fields& fields, const Rules& shared, Problems& problems) {
  English format;
  if (const Value* decrement = fields.object("decrement", false)) {
    Fields inner(*decrement, fields.path("decrement"), problems);
    format.own_decrement = read_decrement(inner, "own", shared.currency, problems);
    format.leader_decrement = read_decrement(inner, "leader", shared.currency, problems);
    inner.no_others();
  }
  format.confirm_drop_percent = ratio_from_json(fields, "confirm_drop_percent");
  format.visibility = enum_from_json(fields, "visibility", visibility_named, Visibility::leader_price_and_rank, false,
                               "unknown_visibility");
  format.ties = enum_from_json(fields, "ties", ties_named, Ties::earlier_wins, false, "unknown_ties");
  if (const Value* soft = fields.object("soft_close", false))
    format.soft_close = read_soft_close(*soft, fields.path("soft_close"), problems);
  format.proxy = fields.boolean("proxy", false);
  format.winners = static_cast<std::uint32_t>(fields.optional_integer("winners", 1, 1'000).value_or(1));
  format.min_winners = static_cast<std::uint32_t>(fields.optional_integer("min_winners", 1, 1'000).value_or(1));
  return format;
}

void write_english(const Rules& rules, Value& out) {
  const English& format = rules.english();
  out.set("visibility", name(format.visibility));
  out.set("ties", name(format.ties));
  Value decrement = Value::object();
  if (format.own_decrement.kind != Decrement::Kind::none)
    decrement.set("own", decrement_to_json(format.own_decrement, rules.currency));
  if (format.leader_decrement.kind != Decrement::Kind::none)
    decrement.set("leader", decrement_to_json(format.leader_decrement, rules.currency));
  if (!decrement.as_object().empty()) out.set("decrement", std::move(decrement));
  if (format.confirm_drop_percent) out.set("confirm_drop_percent", format_ratio(*format.confirm_drop_percent));
  if (format.soft_close) out.set("soft_close", soft_close_to_json(*format.soft_close));
  if (format.proxy) out.set("proxy", true);
  if (format.winners != 1) out.set("winners", format.winners);
  if (format.min_winners != 1) out.set("min_winners", format.min_winners);
}

}  // namespace terang::auction
