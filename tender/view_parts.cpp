#include "tender/view_parts.h"

#include "auction/evaluation.h"

namespace terang::tender {

using json::Value;

Value remark_json(const std::optional<Remark>& remark) {
  if (!remark) return {};
  return Value::object({{"at", time_json(remark->at)}, {"reason", remark->reason}});
}

Value money_json(const std::optional<auction::Money>& amount, const auction::Currency& currency) {
  return amount ? Value(auction::format_amount(*amount, currency)) : Value();
}

Value text_or_null(std::string text) { return text.empty() ? Value() : Value(std::move(text)); }

Value proposals_json(const TenderState& tender, std::uint32_t lot) {
  constexpr std::size_t kShown = 100;
  json::Array rows;
  for (auto one = tender.proposals.rbegin(); one != tender.proposals.rend() && rows.size() < kShown; ++one) {
    if (one->lot != lot) continue;
    const auto content = json::parse(one->content);
    rows.push_back(Value::object(
        {{"amount", one->content.empty() ? Value(auction::format_amount(one->amount, tender.currency())) : Value()},
         {"at", time_json(one->at)},
         {"bid", as_view(to_text(one->id))},
         {"by", one->by.text},
         {"content", content.ok() ? *content : Value()},
         {"decided", one->decided ? Value::object({{"at", time_json(one->decided->at)},
                                                   {"by", one->decided_by.text},
                                                   {"reason", text_or_null(one->decided->reason)}})
                                  : Value()},
         {"document", Value::object({{"name", one->document.name},
                                     {"sha256", one->document.sha256},
                                     {"size", one->document.size},
                                     {"type", one->document.type}})},
         {"pseudonym", tender.participants[one->participant].pseudonym.text},
         {"reason", one->reason},
         {"seq", seq_json(one->seq)},
         {"state", name(one->state)}}));
  }
  return Value(std::move(rows));
}

Value score_json(const std::optional<auction::Score>& score) {
  if (!score) return {};
  Value value = Value::object({{"name", score->name}, {"value", score->value}});
  if (!score->evaluated.empty()) value.set("evaluated", score->evaluated);
  return value;
}

Value saving_json(std::optional<auction::Money> estimate, std::optional<auction::Money> best,
                  const auction::Currency& currency) {
  if (!estimate || !best || estimate->minor <= 0) return {};
  const bool negative = best->minor > estimate->minor;
  const auction::Money amount{negative ? best->minor - estimate->minor : estimate->minor - best->minor};
  const auto hundredths =
      static_cast<std::int64_t>(static_cast<auction::Int128>(amount.minor) * 10'000 / estimate->minor);
  const std::string part = std::to_string(hundredths % 100);
  return Value::object({{"amount", auction::format_amount(amount, currency)},
                        {"negative", negative},
                        {"percent", std::to_string(hundredths / 100) + "." + (part.size() < 2 ? "0" : "") + part}});
}

}  // namespace terang::tender
