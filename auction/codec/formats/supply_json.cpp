#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

void read_demand(Fields& outer, SupplySchedule& format, Problems& problems) {
  const Value* value = outer.object("demand", true);
  if (!value) return;
  Fields fields(*value, outer.path("demand"), problems);
  format.demand = fields.integer("units", 1, kMostUnits);
  format.unit = fields.text("unit", 32);
  format.min_units = fields.optional_integer("min_units", 1, kMostUnits).value_or(1);
  fields.no_others();
}

Margin read_margin(Fields& outer, Problems& problems) {
  const Value* value = outer.object("margin", false);
  if (!value) return TimePriority{};
  Fields fields(*value, outer.path("margin"), problems);
  const std::string rule = fields.text("rule", 32);
  Margin margin;
  if (rule == "pro_rata") {
    margin = ProRata{};
  } else if (rule == "time_priority") {
    TimePriority by_time;
    by_time.all_or_nothing = fields.boolean("all_or_nothing", false);
    by_time.min_award = fields.optional_integer("min_award", 1, kMostUnits).value_or(1);
    margin = by_time;
  } else {
    if (!rule.empty()) fields.problem("rule", "unknown_margin");
    return margin;
  }
  fields.no_others();
  return margin;
}

}  // namespace

Format read_supply(Fields& fields, const Rules&, Problems& problems) {
  SupplySchedule format;
  read_demand(fields, format, problems);
  format.pricing = enum_from_json(fields, "pricing", pricing_named, Pricing::pay_as_bid, false, "unknown_pricing");
  format.margin = read_margin(fields, problems);
  if (const Value* limit = fields.object("bidder_limit", false)) {
    Fields inner(*limit, fields.path("bidder_limit"), problems);
    format.max_award = inner.optional_integer("units", 1, kMostUnits);
    format.max_share_percent = ratio_from_json(inner, "percent");
    inner.no_others();
  }
  format.replacement = enum_from_json(fields, "replacement", replacement_named, Replacement::any, false, "unknown_replacement");
  format.visibility = enum_from_json(fields, "visibility", supply_visibility_named, SupplyVisibility::own_award, false,
                                     "unknown_visibility");
  format.max_steps = static_cast<std::uint32_t>(fields.optional_integer("max_steps", 1, 100).value_or(20));
  return format;
}

void write_supply(const Rules& rules, Value& out) {
  const auto& format = std::get<SupplySchedule>(rules.format);
  Value demand = Value::object({{"units", format.demand}, {"unit", format.unit}});
  if (format.min_units != 1) demand.set("min_units", format.min_units);
  out.set("demand", std::move(demand));
  out.set("pricing", name(format.pricing));
  Value margin = Value::object();
  if (const auto* by_time = std::get_if<TimePriority>(&format.margin)) {
    margin.set("rule", "time_priority");
    if (by_time->all_or_nothing) margin.set("all_or_nothing", true);
    if (by_time->min_award != 1) margin.set("min_award", by_time->min_award);
  } else {
    margin.set("rule", "pro_rata");
  }
  out.set("margin", std::move(margin));
  Value limit = Value::object();
  if (format.max_award) limit.set("units", *format.max_award);
  if (format.max_share_percent) limit.set("percent", format_ratio(*format.max_share_percent));
  if (!limit.as_object().empty()) out.set("bidder_limit", std::move(limit));
  out.set("replacement", name(format.replacement));
  out.set("visibility", name(format.visibility));
  out.set("max_steps", format.max_steps);
}

}  // namespace terang::auction
