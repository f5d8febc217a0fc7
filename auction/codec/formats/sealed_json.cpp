#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"
#include "auction/formats/hybrid_rules.h"
#include "base/time.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

std::uint32_t read_winners(Fields& fields) {
  return static_cast<std::uint32_t>(fields.optional_integer("winners", 1, kMostSealedWinners).value_or(1));
}

}  // namespace

Format read_sealed_first(Fields& fields, const Rules&, Problems&) {
  SealedFirstPrice format;
  format.winners = read_winners(fields);
  format.pay = enum_from_json(fields, "pay", pay_named, Pay::own_price, false, "unknown_pay");
  return format;
}

void write_sealed_first(const Rules& rules, Value& out) {
  const auto& format = std::get<SealedFirstPrice>(rules.format);
  out.set("winners", format.winners);
  out.set("pay", name(format.pay));
}

Format read_sealed_second(Fields& fields, const Rules&, Problems&) {
  return SealedSecondPrice{read_winners(fields)};
}

void write_sealed_second(const Rules& rules, Value& out) {
  out.set("winners", std::get<SealedSecondPrice>(rules.format).winners);
}

Format read_hybrid(Fields& fields, const Rules& shared, Problems& problems) {
  Hybrid format;
  format.sealed_for = fields.integer("sealed_seconds", 1, kLongest / kSecond) * kSecond;
  format.opening_for = fields.integer("opening_seconds", 1, kLongest / kSecond) * kSecond;
  format.best = static_cast<std::uint32_t>(fields.integer("best", 2, 1'000));
  format.at_the_edge = enum_from_json(fields, "at_the_edge", at_the_edge_named, AtTheEdge::all_equal, false,
                                      "unknown_at_the_edge");
  if (const Value* live = fields.object("live", false)) {
    Fields inner(*live, fields.path("live"), problems);
    format.live = std::get<English>(read_english(inner, shared, problems));
    inner.no_others();
  }
  return format;
}

void write_hybrid(const Rules& rules, Value& out) {
  const auto& format = std::get<Hybrid>(rules.format);
  out.set("sealed_seconds", format.sealed_for / kSecond);
  out.set("opening_seconds", format.opening_for / kSecond);
  out.set("best", format.best);
  out.set("at_the_edge", name(format.at_the_edge));
  Rules english = rules;
  english.format = format.live;
  Value live = Value::object();
  write_english(english, live);
  out.set("live", std::move(live));
}

}  // namespace terang::auction
