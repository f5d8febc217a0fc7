#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"
#include "auction/codec/json.h"
#include "auction/quality.h"

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

// evaluated = amount × "factor", or amount / "divisor", or amount / the coefficient of "quality".
Ratio read_factor(Fields& fields, const std::string& path, Problems& problems) {
  if (const auto factor = ratio_from_json(fields, "factor")) return *factor;
  if (const auto divisor = ratio_from_json(fields, "divisor")) {
    if (divisor->num != 0) return {divisor->den, divisor->num};
    fields.problem("divisor", "factor_out_of_range");
  }
  const json::Array* list = fields.array("quality", 0, 100);
  if (!list) return {1, 1};
  std::vector<Feature> features;
  const std::size_t before = problems.size();
  for (std::size_t i = 0; i < list->size(); ++i) {
    Fields inner((*list)[i], path + "/quality/" + std::to_string(i), problems);
    for (const char* key : {"value", "largest"})
      if (!inner.any(key)) inner.problem(key, "missing");
    const auto value = ratio_from_json(inner, "value"), largest = ratio_from_json(inner, "largest");
    inner.no_others();
    if (value && largest) features.push_back({*value, *largest});
  }
  if (problems.size() != before) return {1, 1};
  if (const auto problem = problem_of(features)) {
    fields.problem("quality", std::string(*problem));
    return {1, 1};
  }
  const Ratio coefficient = quality_coefficient(features);
  return {coefficient.den, coefficient.num};
}

// … + "add", or − "subtract", or + the sum of the costs of "life_cycle".
Money read_term(Fields& fields, const Currency& currency, const std::string& path, Problems& problems) {
  if (fields.any("add")) return money_from_json(fields, "add", currency, true).value_or(Money{});
  if (fields.any("subtract")) return Money{} - money_from_json(fields, "subtract", currency, true).value_or(Money{});
  Money sum;
  const json::Array* costs = fields.array("life_cycle", 0, 100);
  for (std::size_t i = 0; costs && i < costs->size(); ++i) {
    const std::string at = path + "/life_cycle/" + std::to_string(i);
    Money cost;
    if (!(*costs)[i].is_string()) {
      problems.push_back({at, "not_a_string"});
    } else if ((*costs)[i].as_string() != "0") {
      const Verdict verdict = parse_amount((*costs)[i].as_string(), currency, cost);
      if (verdict != Verdict::accepted) problems.push_back({at, std::string(name(verdict))});
    }
    sum = sum + cost;
  }
  return sum;
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
  const auto any = [&fields](std::string_view key) { return fields.any(key) != nullptr; };
  const int factors = any("factor") + any("divisor") + any("quality");
  const int terms = any("add") + any("subtract") + any("life_cycle");
  if (factors + terms == 0) problems.push_back({path, "missing"});
  if (factors > 1 || terms > 1) {
    problems.push_back({path, "adjustment_both"});
  } else {
    adjustment.factor = read_factor(fields, path, problems);
    adjustment.add = read_term(fields, currency, path, problems);
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
  Value value = Value::object();
  if (adjustment.factor != Ratio{1, 1}) value.set("factor", format_ratio(adjustment.factor));
  if (adjustment.add.minor > 0) value.set("add", format_amount(adjustment.add, currency));
  if (adjustment.add.minor < 0) value.set("subtract", format_amount(Money{} - adjustment.add, currency));
  return value;
}

}  // namespace terang::auction
