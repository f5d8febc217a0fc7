#include "auction/codec/evaluation_json.h"

#include "auction/codec/fields_json.h"
#include "auction/codec/json.h"

namespace terang::auction::evaluation {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

std::optional<Exact> read_optional(Fields& fields, std::string_view key) {
  const std::string text = fields.optional_text(key, 64);
  if (text.empty()) return std::nullopt;
  auto value = Exact::parse(text);
  if (!value) fields.problem(key, "number_malformed");
  return value;
}

Exact read(Fields& fields, std::string_view key) {
  if (!fields.any(key)) {
    fields.problem(key, "missing");
    return {};
  }
  return read_optional(fields, key).value_or(Exact());
}

Formula read_formula(Fields& fields, Problems& problems) {
  const std::string kind = fields.text("formula", 32);
  if (kind == "linear") return Linear{read(fields, "best"), read(fields, "worst")};
  if (kind == "lowest_proportional" || kind == "highest_proportional") return Proportional{kind == "lowest_proportional"};
  if (kind == "table") {
    Table table;
    const json::Array* rows = fields.array("table", 1, 100);
    for (std::size_t i = 0; rows && i < rows->size(); ++i) {
      Fields row((*rows)[i], fields.path("table") + "/" + std::to_string(i), problems);
      Exact at_least = read(row, "at_least");
      table.rows.push_back({std::move(at_least), read(row, "points")});
      row.no_others();
    }
    return table;
  }
  if (!kind.empty()) fields.problem("formula", "unknown_formula");
  return Table{};
}

Method read_method(const Value& value, Problems& problems) {
  Fields fields(value, "/method", problems);
  const std::string kind = fields.text("kind", 32);
  Method method;
  if (kind == "weighted_points") {
    WeightedPoints points;
    const json::Array* list = fields.array("criteria", 1, 100);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      Fields inner((*list)[i], "/method/criteria/" + std::to_string(i), problems);
      Criterion criterion;
      criterion.name = inner.text("name", 200);
      criterion.weight = read(inner, "weight");
      criterion.formula = read_formula(inner, problems);
      criterion.least_points = read_optional(inner, "least_points");
      inner.no_others();
      points.criteria.push_back(std::move(criterion));
    }
    method = std::move(points);
  } else if (kind == "quality_cost") {
    QualityCost quality{read(fields, "technical_weight"), read(fields, "price_weight"), 0};
    quality.least_technical = read_optional(fields, "least_technical").value_or(Exact());
    method = std::move(quality);
  } else if (kind == "least_cost") {
    method = LeastCost{read_optional(fields, "least_technical").value_or(Exact())};
  } else if (kind == "life_cycle_cost") {
    method = LifeCycleCost{read(fields, "discount_percent")};
  } else if (kind == "domestic_preference") {
    DomesticPreference preference;
    preference.rule = enum_from_json(fields, "rule", preference_rule_named, PreferenceRule::deduct, true, "unknown_rule");
    preference.preference_percent = read(fields, "preference_percent");
    preference.least_share_percent = read_optional(fields, "least_share_percent").value_or(Exact());
    method = std::move(preference);
  } else {
    if (!kind.empty()) fields.problem("kind", "unknown_kind");
    return method;
  }
  fields.no_others();
  return method;
}

Candidate read_candidate(const Value& value, const std::string& path, const Currency& currency, Problems& problems) {
  Fields fields(value, path, problems);
  Candidate candidate;
  candidate.name = fields.text("name", 200);
  candidate.price = money_from_json(fields, "price", currency, false).value_or(Money{});
  candidate.technical = read_optional(fields, "technical").value_or(Exact());
  candidate.domestic_percent = read_optional(fields, "domestic_percent").value_or(Exact());
  const json::Array* values = fields.array("values", 0, 100);
  for (std::size_t i = 0; values && i < values->size(); ++i) {
    const auto number = (*values)[i].is_string() ? Exact::parse((*values)[i].as_string()) : std::nullopt;
    if (!number) problems.push_back({path + "/values/" + std::to_string(i), "number_malformed"});
    candidate.values.push_back(number.value_or(Exact()));
  }
  const json::Array* costs = fields.array("costs", 0, 1'000);
  for (std::size_t i = 0; costs && i < costs->size(); ++i) {
    Fields inner((*costs)[i], path + "/costs/" + std::to_string(i), problems);
    Cost cost;
    cost.name = inner.text("name", 200);
    cost.amount = money_from_json(inner, "amount", currency, true).value_or(Money{1});
    cost.first_year = static_cast<std::uint32_t>(inner.optional_integer("first_year", 0, 100).value_or(0));
    cost.last_year = static_cast<std::uint32_t>(inner.optional_integer("last_year", 0, 100).value_or(cost.first_year));
    inner.no_others();
    candidate.costs.push_back(std::move(cost));
  }
  fields.no_others();
  return candidate;
}

}  // namespace

Evaluand evaluand_from_json(const Value& value, Problems& problems) {
  const std::size_t before = problems.size();
  Fields fields(value, "", problems);
  Evaluand out;
  const std::string code = fields.text("currency", 3);
  const auto currency = Currency::of(code);
  if (!currency && !code.empty()) fields.problem("currency", "unknown_currency");
  out.currency = currency.value_or(Currency());
  if (const Value* method = fields.object("method", true)) out.method = read_method(*method, problems);
  const json::Array* candidates = fields.array("candidates", 1, 10'000);
  for (std::size_t i = 0; candidates && i < candidates->size(); ++i)
    out.candidates.push_back(read_candidate((*candidates)[i], "/candidates/" + std::to_string(i), out.currency, problems));
  fields.no_others();
  if (problems.size() == before)
    for (const RulesProblem& problem : validate(out.method, out.candidates)) problems.push_back({problem.path, std::string(problem.name)});
  return out;
}

terang::Result<Value, Problems> evaluate_json(const Value& value) {
  Problems problems;
  const Evaluand evaluand = evaluand_from_json(value, problems);
  if (!problems.empty()) return problems;
  const std::vector<Evaluation> evaluations = evaluate(evaluand.method, evaluand.candidates);
  json::Array list;
  for (std::size_t i = 0; i < evaluations.size(); ++i) {
    const Evaluation& evaluation = evaluations[i];
    Value item = Value::object({{"name", evaluand.candidates[i].name}});
    if (evaluation.out.empty()) {
      item.set("rank", evaluation.rank);
      item.set("value", evaluation.value.text());
      item.set("rounded", evaluation.value.rounded(2));
    } else {
      item.set("out", evaluation.out);
    }
    json::Array workings;
    for (const Working& working : evaluation.workings)
      workings.push_back(Value::object({{"what", working.what}, {"value", working.value.text()}}));
    item.set("workings", Value(std::move(workings)));
    const AsAdjustment as = as_adjustment(evaluand.method, evaluand.candidates[i]);
    if (as.adjustment)
      item.set("adjustment", adjustment_to_json(*as.adjustment, evaluand.currency));
    else
      item.set("no_adjustment", as.problem);
    list.push_back(std::move(item));
  }
  return Value::object({{"evaluations", Value(std::move(list))}});
}

}  // namespace terang::auction::evaluation
