#include "auction/codec/fields_json.h"
#include "auction/codec/json.h"

namespace terang::auction {
namespace {

using json::Value;

struct Write {
  const Currency& currency;
  Value operator()(const Leave&) const { return Value::object({{"kind", "leave"}}); }
  Value operator()(const Withdraw&) const { return Value::object({{"kind", "withdraw"}}); }
  Value operator()(const Proxy& proxy) const {
    return Value::object({{"floor", format_amount(proxy.floor, currency)}, {"kind", "proxy"}});
  }
  Value operator()(const Schedule& schedule) const {
    json::Array steps;
    for (const SupplyStep& step : schedule.steps) {
      Value item = Value::object({{"quantity", step.quantity}, {"unit_price", format_amount(step.unit_price, currency)}});
      if (step.all_or_nothing) item.set("all_or_nothing", true);
      steps.push_back(std::move(item));
    }
    return Value::object({{"kind", "schedule"}, {"steps", Value(std::move(steps))}});
  }
};

// Its size and quantities are for the auction to judge; a form of more steps than any rules allow is none.
Schedule read_schedule(json::Fields& fields, const Currency& currency, json::Problems& problems) {
  Schedule schedule;
  const json::Array* steps = fields.array("steps", 0, 1'000);
  if (!steps && !fields.any("steps")) fields.problem("steps", "missing");
  for (std::size_t i = 0; steps && i < steps->size(); ++i) {
    json::Fields inner((*steps)[i], fields.path("steps") + "/" + std::to_string(i), problems);
    SupplyStep step;
    step.unit_price = money_from_json(inner, "unit_price", currency, true).value_or(Money{1});
    step.quantity = inner.integer("quantity", -kMostUnits, 2 * kMostUnits);
    step.all_or_nothing = inner.boolean("all_or_nothing", false);
    inner.no_others();
    schedule.steps.push_back(step);
  }
  return schedule;
}

}  // namespace

std::optional<Content> content_from_json(const Value& value, const std::string& path, const Currency& currency,
                                         json::Problems& problems) {
  const std::size_t before = problems.size();
  json::Fields fields(value, path, problems);
  if (!value.is_object()) return std::nullopt;
  const std::string kind = fields.text("kind", 32);
  std::optional<Content> content;
  if (kind == "leave")
    content = Leave{};
  else if (kind == "withdraw")
    content = Withdraw{};
  else if (kind == "proxy")
    content = Proxy{money_from_json(fields, "floor", currency, true).value_or(Money{})};
  else if (kind == "schedule")
    content = read_schedule(fields, currency, problems);
  else if (!kind.empty())
    fields.problem("kind", "unknown_kind");
  if (content) fields.no_others();
  if (problems.size() != before) content.reset();
  return content;
}

Value content_to_json(const Content& content, const Currency& currency) { return std::visit(Write{currency}, content); }

}  // namespace terang::auction
