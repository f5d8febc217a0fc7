// Dutch and Japanese: what prices that follow a clock share, then each one's own.
#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

PriceClock read_clock(Fields& fields, std::string_view last, const Currency& currency) {
  PriceClock clock;
  clock.start = money_from_json(fields, "start", currency, true).value_or(Money{});
  clock.step = money_from_json(fields, "step", currency, true).value_or(Money{});
  clock.interval = fields.integer("interval_seconds", 1, kLongest / kSecond) * kSecond;
  clock.last = money_from_json(fields, last, currency, false);
  return clock;
}

void write_clock(const PriceClock& clock, std::string_view last, const Currency& currency, Value& out) {
  out.set("start", format_amount(clock.start, currency));
  out.set("step", format_amount(clock.step, currency));
  out.set("interval_seconds", clock.interval / kSecond);
  if (clock.last) out.set(std::string(last), format_amount(*clock.last, currency));
}

std::uint32_t count(Fields& fields, std::string_view key, std::int64_t most) {
  return static_cast<std::uint32_t>(fields.optional_integer(key, 1, most).value_or(1));
}

}  // namespace

Format read_dutch(Fields& fields, const Rules& shared, Problems&) {
  Dutch format;
  format.clock = read_clock(fields, "highest", shared.currency);
  format.winners = count(fields, "winners", kMostWinners);
  return format;
}

void write_dutch(const Rules& rules, Value& out) {
  const Dutch& format = std::get<Dutch>(rules.format);
  write_clock(format.clock, "highest", rules.currency, out);
  out.set("winners", format.winners);
}

Format read_japanese(Fields& fields, const Rules& shared, Problems&) {
  Japanese format;
  format.clock = read_clock(fields, "floor", shared.currency);
  format.silence = enum_from_json(fields, "silence", silence_named, Silence::leaves, false, "unknown_silence");
  format.winners = count(fields, "winners", kMostWinners);
  format.min_levels = count(fields, "min_levels", kMostLevels);
  format.shows_remaining = fields.boolean("shows_remaining", true);
  return format;
}

void write_japanese(const Rules& rules, Value& out) {
  const Japanese& format = std::get<Japanese>(rules.format);
  write_clock(format.clock, "floor", rules.currency, out);
  out.set("silence", name(format.silence));
  out.set("winners", format.winners);
  out.set("min_levels", format.min_levels);
  out.set("shows_remaining", format.shows_remaining);
}

}  // namespace terang::auction
