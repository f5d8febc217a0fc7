#include "auction/codec/json.h"
#include "auction/codec/package_solution_json.h"

namespace terang::auction {
namespace {

using json::Value;

// Exact: a decimal in major units where the value has a finite one, else a mixed number, "12 1/3".
std::string evaluated_text(const Evaluated& evaluated, const Currency& currency) {
  // major = (whole + part/den) / 10^e = units + rest/(den × 10^e)
  std::int64_t scale = 1;
  for (int i = 0; i < currency.exponent(); ++i) scale *= 10;
  const std::int64_t units = evaluated.whole / scale;
  const Ratio rest = Ratio::of((evaluated.whole % scale) * evaluated.den + evaluated.part, scale * evaluated.den);
  std::string out = std::to_string(units);
  if (rest.num == 0) return out;
  const std::string text = format_ratio(rest);
  return text.find('/') == std::string::npos ? out + text.substr(1) : out + " " + text;
}

void set_score(Value& item, const Score& score) {
  item.set(score.name, score.value);
  if (!score.evaluated.empty()) item.set("evaluated", score.evaluated);
}

}  // namespace

Value outcome_to_json(const Outcome& outcome, const LotAuction& lot, const BidderName& bidder_name) {
  const Currency& currency = lot.rules().currency;
  Value value = Value::object({{"verdict", name(outcome.verdict)}});
  if (outcome.rank != 0) {
    value.set("rank", outcome.rank);
    if (outcome.previous_rank != 0) value.set("previous_rank", outcome.previous_rank);
    value.set("leader", bidder_name(outcome.leader));
  }
  if (outcome.leader_changed()) {
    value.set("leader_changed", true);
    value.set("leader", outcome.leader == kNobody ? Value() : Value(bidder_name(outcome.leader)));
  }
  if (outcome.at_most) value.set("at_most", format_amount(*outcome.at_most, currency));
  if (outcome.extended != Cause::none) {
    Value why = Value::object({{"cause", name(outcome.extended)}});
    if (outcome.extended == Cause::soft_close) why.set("trigger", name(lot.extensions().back().trigger));
    value.set("extended", std::move(why));
    value.set("ends_at", format_time(outcome.ends_at));
  }
  if (outcome.closed) value.set("closed", true);
  if (outcome.automatic != 0) {
    json::Array list;
    for (const AutomaticBid& bid : lot.automatic_bids())
      list.push_back(Value::object({{"amount", format_amount(bid.amount, currency)}, {"bidder", bidder_name(bid.bidder)}}));
    value.set("automatic", Value(std::move(list)));
  }
  if (outcome.pending) value.set("pending", true);
  if (outcome.change != Change::none) value.set("change", name(outcome.change));
  return value;
}

Value extension_to_json(const Extension& extension, const BidderName& bidder_name) {
  Value value = Value::object({{"at", format_time(extension.at)},
                               {"cause", name(extension.cause)},
                               {"previous_end", format_time(extension.previous_end)},
                               {"new_end", format_time(extension.new_end)}});
  if (extension.cause == Cause::soft_close) {
    value.set("trigger", name(extension.trigger));
    value.set("bidder", bidder_name(extension.bidder));
    value.set("rank", extension.rank);
  }
  return value;
}

Value standings_to_json(const std::vector<Standing>& standings, const LotAuction& lot, const BidderName& bidder_name) {
  json::Array list;
  const Currency& currency = lot.rules().currency;
  for (const Standing& standing : standings) {
    Value item = Value::object({{"rank", standing.rank},
                                {"bidder", bidder_name(standing.bidder)},
                                {"amount", format_amount(standing.amount, currency)}});
    if (standing.quantity) item.set("quantity", *standing.quantity);
    if (const auto number = lot.number_of(standing.bidder)) item.set("number", number);
    const Adjustment& adjustment = lot.adjustment_of(standing.bidder);
    if (const auto score = lot.score_of(standing.bidder))
      set_score(item, *score);
    else if (adjustment != Adjustment::none())
      item.set("evaluated", evaluated_text(evaluate(standing.amount, adjustment), currency));
    list.push_back(std::move(item));
  }
  return Value(std::move(list));
}

Value ranking_to_json(const LotAuction& lot, const BidderName& bidder_name) {
  return standings_to_json(lot.ranking(), lot, bidder_name);
}

Value result_to_json(const Result& result, const LotAuction& lot, const BidderName& bidder_name) {
  Value value = Value::object({{"reserve", name(result.reserve)}, {"winner", nullptr}});
  if (!result.outcome.empty()) value.set("outcome", result.outcome);
  if (const auto* packages = as_packages(lot)) value.set("packages", settled_to_json(*packages, bidder_name));
  if (result.winners.empty()) return value;
  const Currency& currency = lot.rules().currency;
  if (result.covered != 0) value.set("covered", result.covered);
  if (result.unit_price) value.set("unit_price", format_amount(*result.unit_price, currency));
  value.set("winner", bidder_name(result.winner()));
  value.set("amount", format_amount(result.amount(), currency));
  if (const auto score = lot.score_of(result.winner())) set_score(value, *score);
  if (const auto& low = result.abnormally_low)
    value.set("abnormally_low", Value::object({{"below_mean", low->below_mean}, {"below_next", low->below_next}}));
  if (result.winners.size() == 1 && result.covered == 0) return value;
  json::Array winners;
  for (const Winner& winner : result.winners)
    winners.push_back(Value::object({{"amount", format_amount(winner.amount, currency)},
                                     {"bidder", bidder_name(winner.bidder)},
                                     {"quantity", winner.quantity}}));
  value.set("winners", Value(std::move(winners)));
  return value;
}

Value stage_to_json(const Stage& stage, const LotAuction& lot, const BidderName& bidder_name) {
  Value value = Value::object({{"name", stage.name}});
  if (stage.number) value.set("number", stage.number);
  if (stage.of) value.set("of", stage.of);
  if (stage.round) value.set("round", stage.round);
  if (stage.rounds) value.set("rounds", stage.rounds);
  if (stage.since) value.set("since", format_time(*stage.since));
  if (stage.until) value.set("until", format_time(*stage.until));
  if (stage.price) value.set("price", format_amount(*stage.price, lot.rules().currency));
  if (stage.turn != kNobody) value.set("turn", bidder_name(stage.turn));
  if (stage.remaining) value.set("remaining", *stage.remaining);
  return value;
}

Value opened_to_json(const std::vector<Opened>& opened, const LotAuction& lot, const BidderName& bidder_name) {
  json::Array list;
  for (const Opened& one : opened) {
    Value item = Value::object({{"bidder", bidder_name(one.bidder)}});
    if (one.amount) item.set("amount", format_amount(*one.amount, lot.rules().currency));
    if (!one.defect.empty()) item.set("defect", one.defect);
    list.push_back(std::move(item));
  }
  return Value(std::move(list));
}

Value said_to_json(const Said& said, const LotAuction& lot) {
  const Currency& currency = lot.rules().currency;
  Value value = Value::object({{"amount", format_amount(said.amount, currency)}});
  if (said.content) value.set("content", content_to_json(*said.content, currency));
  if (said.score) set_score(value, *said.score);
  return value;
}

}  // namespace terang::auction
