#include "auction/codec/json.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

constexpr std::int64_t kLongestSeconds = kLongest / kSecond;

Currency read_currency(Fields& fields, const RulesDefaults& defaults) {
  const Value* value = fields.any("currency");
  if (!value && defaults.currency) return *defaults.currency;
  const std::string code = fields.text("currency", 3);
  if (code.empty()) return {};
  const auto currency = Currency::of(code);
  if (!currency) {
    fields.problem("currency", "unknown_currency");
    return {};
  }
  if (defaults.currency && *defaults.currency != *currency) fields.problem("currency", "currency_differs");
  return *currency;
}

std::optional<Ratio> read_ratio(Fields& fields, std::string_view key) {
  const std::string text = fields.optional_text(key, 32);
  if (text.empty()) return std::nullopt;
  const auto ratio = parse_ratio(text);
  if (!ratio) fields.problem(key, "ratio_malformed");
  return ratio;
}

template <class Enum>
Enum read_enum(Fields& fields, std::string_view key, std::optional<Enum> (*named)(std::string_view), Enum otherwise,
               bool required, const char* problem) {
  const std::string text = required ? fields.text(key, 64) : fields.optional_text(key, 64);
  if (text.empty()) return otherwise;
  const auto value = named(text);
  if (!value) fields.problem(key, problem);
  return value.value_or(otherwise);
}

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
  } else if (const auto ratio = read_ratio(fields, "percent")) {
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
  soft.trigger = read_enum(fields, "trigger", trigger_named, Trigger::any_bid, true, "unknown_trigger");
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

std::optional<Money> money_from_json(Fields& fields, std::string_view key, const Currency& currency, bool required) {
  const std::string text = required ? fields.text(key, 32) : fields.optional_text(key, 32);
  if (text.empty()) return std::nullopt;
  Money amount;
  const Verdict verdict = parse_amount(text, currency, amount);
  if (verdict == Verdict::accepted) return amount;
  fields.problem(key, std::string(name(verdict)));
  return std::nullopt;
}

Rules rules_from_json(const Value& value, const std::string& path, Problems& problems, const RulesDefaults& defaults) {
  const std::size_t before = problems.size();
  Fields fields(value, path, problems);
  Rules rules;
  const std::string type = fields.optional_text("type", 64);
  if (!type.empty() && type != "english_reverse") fields.problem("type", "unknown_type");
  const auto version = fields.optional_integer("version", 1, 1'000'000);
  if (version && *version != 1) fields.problem("version", "unknown_version");
  rules.currency = read_currency(fields, defaults);
  const auto time = [&fields](std::string_view key, std::optional<Micros> otherwise) {
    return otherwise ? fields.optional_time(key).value_or(*otherwise) : fields.time(key);
  };
  rules.starts_at = time("starts_at", defaults.starts_at);
  rules.ends_at = time("ends_at", defaults.ends_at);
  rules.tick = money_from_json(fields, "tick", rules.currency, false).value_or(Money{1});
  rules.ceiling = money_from_json(fields, "ceiling", rules.currency, false);
  rules.reserve = money_from_json(fields, "reserve", rules.currency, false);
  rules.has_reserve = fields.boolean("has_reserve", rules.reserve.has_value());
  if (const Value* decrement = fields.object("decrement", false)) {
    Fields inner(*decrement, fields.path("decrement"), problems);
    rules.own_decrement = read_decrement(inner, "own", rules.currency, problems);
    rules.leader_decrement = read_decrement(inner, "leader", rules.currency, problems);
    inner.no_others();
  }
  rules.confirm_drop_percent = read_ratio(fields, "confirm_drop_percent");
  rules.visibility = read_enum(fields, "visibility", visibility_named, Visibility::leader_price_and_rank, false,
                               "unknown_visibility");
  rules.ties = read_enum(fields, "ties", ties_named, Ties::earlier_wins, false, "unknown_ties");
  if (const Value* soft = fields.object("soft_close", false))
    rules.soft_close = read_soft_close(*soft, fields.path("soft_close"), problems);
  if (const Value* outage = fields.object("outage", false)) {
    Fields inner(*outage, fields.path("outage"), problems);
    rules.outage = OutageRule{inner.integer("min_seconds", 1, kLongestSeconds) * kSecond,
                              inner.integer("min_remaining_seconds", 0, kLongestSeconds) * kSecond};
    inner.no_others();
  }
  fields.no_others();
  // As a whole only once every field could be read: a field's own problem would echo in others.
  if (problems.size() == before)
    for (const RulesProblem& problem : validate(rules)) problems.push_back({path + problem.path, std::string(problem.name)});
  return rules;
}

Value public_rules_to_json(const Rules& rules) {
  Value value = Value::object({{"type", "english_reverse"},
                               {"version", 1},
                               {"currency", rules.currency.code()},
                               {"starts_at", format_time(rules.starts_at)},
                               {"ends_at", format_time(rules.ends_at)},
                               {"tick", format_amount(rules.tick, rules.currency)},
                               {"visibility", name(rules.visibility)},
                               {"ties", name(rules.ties)}});
  if (rules.ceiling) value.set("ceiling", format_amount(*rules.ceiling, rules.currency));
  if (rules.has_reserve) value.set("has_reserve", true);
  Value decrement = Value::object();
  if (rules.own_decrement.kind != Decrement::Kind::none)
    decrement.set("own", decrement_to_json(rules.own_decrement, rules.currency));
  if (rules.leader_decrement.kind != Decrement::Kind::none)
    decrement.set("leader", decrement_to_json(rules.leader_decrement, rules.currency));
  if (!decrement.as_object().empty()) value.set("decrement", std::move(decrement));
  if (rules.confirm_drop_percent) value.set("confirm_drop_percent", format_ratio(*rules.confirm_drop_percent));
  if (rules.soft_close) value.set("soft_close", soft_close_to_json(*rules.soft_close));
  if (rules.outage)
    value.set("outage", Value::object({{"min_seconds", rules.outage->min_length / kSecond},
                                       {"min_remaining_seconds", rules.outage->min_remaining / kSecond}}));
  return value;
}

Value rules_to_json(const Rules& rules) {
  Value value = public_rules_to_json(rules);
  if (rules.reserve) {
    value.erase("has_reserve");
    value.set("reserve", format_amount(*rules.reserve, rules.currency));
  }
  return value;
}

Adjustment adjustment_from_json(const Value* value, const std::string& path, const Currency& currency,
                                Problems& problems) {
  if (!value || value->is_null()) return {};
  Fields fields(*value, path, problems);
  if (!value->is_object()) return {};
  Adjustment adjustment;
  const int kinds = (fields.any("factor") != nullptr) + (fields.any("add") != nullptr) + (fields.any("subtract") != nullptr);
  if (kinds != 1) {
    problems.push_back({path, kinds == 0 ? "missing" : "adjustment_both"});
  } else if (fields.any("factor")) {
    if (const auto ratio = read_ratio(fields, "factor")) adjustment = Adjustment::by_factor(*ratio);
  } else if (fields.any("add")) {
    adjustment.add = money_from_json(fields, "add", currency, true).value_or(Money{});
  } else {
    adjustment.add = Money{} - money_from_json(fields, "subtract", currency, true).value_or(Money{});
  }
  fields.no_others();
  if (const auto problem = problem_of(adjustment)) {
    problems.push_back({path, std::string(*problem)});
    return {};
  }
  return adjustment;
}

Value adjustment_to_json(const Adjustment& adjustment, const Currency& currency) {
  if (adjustment == Adjustment::none()) return nullptr;
  if (adjustment.add.minor > 0) return Value::object({{"add", format_amount(adjustment.add, currency)}});
  if (adjustment.add.minor < 0)
    return Value::object({{"subtract", format_amount(Money{} - adjustment.add, currency)}});
  return Value::object({{"factor", format_ratio(adjustment.factor)}});
}

}  // namespace terang::auction
