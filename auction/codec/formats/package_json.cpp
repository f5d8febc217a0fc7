#include "auction/codec/constraint_json.h"
#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

constexpr std::size_t kLongestPart = 32;  // an id

// The objects of a list, each read and then looked through for what nobody asked for.
template <class Take>
void each(Fields& outer, std::string_view key, std::size_t least, std::size_t most, Problems& problems, Take take) {
  const json::Array* list = outer.array(key, least, most);
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    Fields fields((*list)[i], outer.path(key) + "/" + std::to_string(i), problems);
    take(fields);
    fields.no_others();
  }
}

std::vector<winner::Constraint> read_constraints(Fields& outer, std::size_t least, const Places& parts, Problems& problems) {
  std::vector<winner::Constraint> list;
  each(outer, "constraints", least, winner::kMostConstraints, problems, [&](Fields& fields) {
    if (auto constraint = constraint_from_json(fields, kPartWords, parts, {})) list.push_back(*std::move(constraint));
  });
  return list;
}

Value constraints_to_json(const std::vector<winner::Constraint>& list, const std::vector<winner::Lot>& parts) {
  json::Array out;
  for (const winner::Constraint& constraint : list) out.push_back(constraint_to_json(constraint, kPartWords, parts));
  return Value(std::move(out));
}

}  // namespace

Format read_packages(Fields& fields, const Rules& shared, Problems& problems) {
  Packages format;
  each(fields, "parts", 1, kMostParts, problems, [&](Fields& at) {
    Part part;
    part.needed.id = at.text("id", kLongestPart);
    part.title = at.optional_text("title", 300);
    part.needed.units = at.optional_integer("units", 1, winner::kMostUnits).value_or(1);
    part.needed.ceiling = money_from_json(at, "ceiling", shared.currency, false);
    part.needed.reserve = money_from_json(at, "reserve", shared.currency, false);
    format.parts.push_back(std::move(part));
  });
  format.surplus = fields.boolean("surplus", false);
  format.payment = enum_from_json(fields, "payment", winner::payment_named, winner::Payment::pay_as_bid, false, "unknown_payment");
  const Places parts = places(format.problem(nullptr).lots);
  format.constraints = read_constraints(fields, 0, parts, problems);
  each(fields, "scenarios", 0, kMostScenarios, problems, [&](Fields& at) {
    winner::Variant scenario;
    scenario.name = at.text("name", 200);
    scenario.constraints = read_constraints(at, 1, parts, problems);
    format.scenarios.push_back(std::move(scenario));
  });
  format.max_bids = static_cast<std::uint32_t>(fields.optional_integer("max_bids", 1, kMostPackages).value_or(50));
  format.time_limit = fields.optional_integer("time_limit_seconds", 1, kLongestSolve / kSecond).value_or(60) * kSecond;
  return format;
}

void write_packages(const Rules& rules, Value& out) {
  const auto& format = std::get<Packages>(rules.format);
  const std::vector<winner::Lot> lots = format.problem(nullptr).lots;
  json::Array parts, scenarios;
  for (const Part& part : format.parts) {
    const auto& [id, units, ceiling, reserve] = part.needed;
    Value one = Value::object({{"id", id}});
    if (!part.title.empty()) one.set("title", part.title);
    if (units != 1) one.set("units", units);
    if (ceiling) one.set("ceiling", format_amount(*ceiling, rules.currency));
    if (reserve) one.set("reserve", format_amount(*reserve, rules.currency));
    parts.push_back(std::move(one));
  }
  out.set("parts", Value(std::move(parts)));
  if (format.surplus) out.set("surplus", true);
  out.set("payment", name(format.payment));
  if (!format.constraints.empty()) out.set("constraints", constraints_to_json(format.constraints, lots));
  for (const winner::Variant& scenario : format.scenarios)
    scenarios.push_back(Value::object({{"name", scenario.name}, {"constraints", constraints_to_json(scenario.constraints, lots)}}));
  if (!scenarios.empty()) out.set("scenarios", Value(std::move(scenarios)));
  out.set("max_bids", format.max_bids);
  out.set("time_limit_seconds", format.time_limit / kSecond);
}

}  // namespace terang::auction
