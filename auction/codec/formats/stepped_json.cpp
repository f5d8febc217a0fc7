#include "auction/codec/fields_json.h"
#include "auction/codec/format_json.h"
#include "auction/formats/stepped_rules.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Problems;
using json::Value;

Ratio required_ratio(Fields& fields, std::string_view key) {
  if (!fields.any(key)) fields.problem(key, "missing");
  return ratio_from_json(fields, key).value_or(Ratio{});
}

SteppedPrice read_price(Fields& fields, const Currency& currency, Problems& problems) {
  SteppedPrice basis;
  basis.step = money_from_json(fields, "step", currency, true).value_or(Money{});
  if (const Value* value = fields.object("abnormally_low", false)) {
    Fields inner(*value, fields.path("abnormally_low"), problems);
    AbnormallyLowRule rule;
    rule.below_mean = ratio_from_json(inner, "below_mean_percent").value_or(rule.below_mean);
    rule.below_next = ratio_from_json(inner, "below_next_percent").value_or(rule.below_next);
    inner.no_others();
    basis.abnormally_low = rule;
  }
  return basis;
}

SteppedEsco read_esco(const Value& value, const std::string& path, Problems& problems) {
  Fields fields(value, path, problems);
  SteppedEsco basis;
  if (const std::string text = fields.text("notice", 10); !text.empty()) {
    const auto notice = parse_date(text);
    if (!notice) fields.problem("notice", "not_a_date");
    basis.notice = notice.value_or(basis.notice);
  }
  basis.discount_percent = required_ratio(fields, "discount_percent");
  basis.step_percent = required_ratio(fields, "step_percent");
  if (const Value* share = fields.object("share", false)) {
    Fields inner(*share, fields.path("share"), problems);
    basis.share_least = required_ratio(inner, "at_least");
    basis.share_most = required_ratio(inner, "at_most");
    inner.no_others();
  }
  basis.longest_days = static_cast<std::int32_t>(fields.optional_integer("longest_days", 1, kLongestTerm).value_or(kLongestTerm));
  fields.no_others();
  return basis;
}

}  // namespace

Format read_stepped(Fields& fields, const Rules& shared, Problems& problems) {
  Stepped format;
  if (const auto rounds = fields.optional_integer("rounds", 1, 10)) format.rounds = static_cast<std::uint32_t>(*rounds);
  const auto length = [&fields](std::string_view key, Micros& value, std::int64_t most) {
    if (const auto seconds = fields.optional_integer(key, 1, most)) value = *seconds * kSecond;
  };
  length("opening_pause_seconds", format.opening_pause, 86'400);
  length("turn_seconds", format.turn, 3'600);
  length("pause_seconds", format.pause, 86'400);
  length("pre_announcement_seconds", format.pre_announcement, 86'400);
  if (const Value* esco = fields.object("esco", false))
    format.basis = read_esco(*esco, fields.path("esco"), problems);
  else
    format.basis = read_price(fields, shared.currency, problems);
  return format;
}

void write_stepped(const Rules& rules, Value& out) {
  const Stepped& format = std::get<Stepped>(rules.format);
  out.set("rounds", format.rounds);
  out.set("opening_pause_seconds", format.opening_pause / kSecond);
  out.set("turn_seconds", format.turn / kSecond);
  out.set("pause_seconds", format.pause / kSecond);
  out.set("pre_announcement_seconds", format.pre_announcement / kSecond);
  if (const auto* price = std::get_if<SteppedPrice>(&format.basis)) {
    out.set("step", format_amount(price->step, rules.currency));
    if (const auto& rule = price->abnormally_low)
      out.set("abnormally_low", Value::object({{"below_mean_percent", format_ratio(rule->below_mean)},
                                               {"below_next_percent", format_ratio(rule->below_next)}}));
    return;
  }
  const auto& esco = std::get<SteppedEsco>(format.basis);
  out.set("esco", Value::object({{"notice", format_date(esco.notice)},
                                 {"discount_percent", format_ratio(esco.discount_percent)},
                                 {"step_percent", format_ratio(esco.step_percent)},
                                 {"share", Value::object({{"at_least", format_ratio(esco.share_least)},
                                                          {"at_most", format_ratio(esco.share_most)}})},
                                 {"longest_days", esco.longest_days}}));
}

}  // namespace terang::auction
