#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"
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

}  // namespace

Rules rules_from_json(const Value& value, const std::string& path, Problems& problems, const RulesDefaults& defaults) {
  const std::size_t before = problems.size();
  Fields fields(value, path, problems);
  Rules rules;
  const std::string type = fields.optional_text("type", 64);
  const FormatJson* format = format_json(type.empty() ? "english_reverse" : std::string_view(type));
  if (!format) fields.problem("type", "unknown_type");
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
  if (const Value* outage = fields.object("outage", false)) {
    Fields inner(*outage, fields.path("outage"), problems);
    rules.outage = OutageRule{inner.integer("min_seconds", 1, kLongestSeconds) * kSecond,
                              inner.integer("min_remaining_seconds", 0, kLongestSeconds) * kSecond};
    inner.no_others();
  }
  if (format) {
    rules.format = format->read(fields, rules, problems);
    fields.no_others();
  }
  // As a whole only once every field could be read: a field's own problem would echo in others.
  if (problems.size() == before)
    for (const RulesProblem& problem : validate(rules)) problems.push_back({path + problem.path, std::string(problem.name)});
  return rules;
}

Value public_rules_to_json(const Rules& rules) {
  Value value = Value::object({{"type", format_json(rules.format).type},
                               {"version", 1},
                               {"currency", rules.currency.code()},
                               {"starts_at", format_time(rules.starts_at)},
                               {"ends_at", format_time(rules.ends_at)},
                               {"tick", format_amount(rules.tick, rules.currency)}});
  if (rules.ceiling) value.set("ceiling", format_amount(*rules.ceiling, rules.currency));
  if (rules.has_reserve) value.set("has_reserve", true);
  if (rules.outage)
    value.set("outage", Value::object({{"min_seconds", rules.outage->min_length / kSecond},
                                       {"min_remaining_seconds", rules.outage->min_remaining / kSecond}}));
  format_json(rules.format).write(rules, value);
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
    if (const auto ratio = ratio_from_json(fields, "factor")) adjustment = Adjustment::by_factor(*ratio);
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

Adjustment adjustment_from_json(const Value* value, const std::string& path, const Rules& rules, Problems& problems) {
  const Adjustment adjustment = adjustment_from_json(value, path, rules.currency, problems);
  const auto problem = problem_of(adjustment, rules);
  if (!problem) return adjustment;
  problems.push_back({path, std::string(*problem)});
  return {};
}

Value adjustment_to_json(const Adjustment& adjustment, const Currency& currency) {
  if (adjustment == Adjustment::none()) return nullptr;
  if (adjustment.add.minor > 0) return Value::object({{"add", format_amount(adjustment.add, currency)}});
  if (adjustment.add.minor < 0)
    return Value::object({{"subtract", format_amount(Money{} - adjustment.add, currency)}});
  return Value::object({{"factor", format_ratio(adjustment.factor)}});
}

}  // namespace terang::auction
