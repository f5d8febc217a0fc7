// The officer confirms the result of every lot, or says why not.
#include <algorithm>

#include "auction/formats/package.h"
#include "tender/decider.h"
#include "tender/evaluated_text.h"

namespace terang::tender {
namespace {

using json::Value;

Decision refuse_lot(std::string_view verdict, const LotId& lot) {
  return refuse(verdict, Value::object({{"lot", lot.text}}));
}

// The lots of the award by position; every lot that was not cancelled, once.
std::optional<Decision> resolve(const TenderState& tender, const std::vector<LotAward>& awards,
                                std::vector<std::uint32_t>& lots) {
  for (const LotAward& award : awards) {
    const auto index = tender.lot_index(award.lot.text);
    if (!index) return refuse_lot("no_such_lot", award.lot);
    if (tender.lots[*index].auction->phase() == auction::Phase::cancelled) return refuse_lot("lot_cancelled", award.lot);
    if (tender.lots[*index].auction->awaits_solution()) return refuse_lot("not_settled", award.lot);
    if (std::find(lots.begin(), lots.end(), *index) != lots.end()) return refuse_lot("award_twice", award.lot);
    lots.push_back(*index);
  }
  for (std::uint32_t i = 0; i < tender.lots.size(); ++i)
    if (tender.lots[i].auction->phase() != auction::Phase::cancelled &&
        std::find(lots.begin(), lots.end(), i) == lots.end())
      return refuse_lot("award_incomplete", LotId(std::to_string(i + 1)));
  return std::nullopt;
}

Value winners_json(const TenderState& tender, const LotResult& result) {
  json::Array rows;
  for (const LotWinner& one : result.winners)
    rows.push_back(Value::object({{"amount", auction::format_amount(one.amount, tender.currency())},
                                  {"quantity", one.quantity},
                                  {"winner", tender.participants[one.participant].pseudonym.text}}));
  return Value(std::move(rows));
}

// Who wins at what price follows from the secret reserve, which is not told here.
bool needs_reserve(const LotState& lot) {
  const auction::Rules& rules = lot.auction->rules();
  return rules.has_reserve && !rules.reserve && auction::settles_by_reserve(rules);
}

// A replay that is not told the secret reserve takes the price to be paid from the record, where the reserve bounds it.
void take_told(const Value& told, const TenderState& tender, std::uint32_t lot, LotResult& result) {
  auction::Money amount;
  const auto read = [&](const Value& row) {
    return auction::parse_amount(row.text("amount"), tender.currency(), amount) == auction::Verdict::accepted;
  };
  if (!read(told)) return;
  result.amount = amount;
  const Value* winners = told.find("winners");
  if (!winners || !winners->is_array()) return;
  for (const Value& row : winners->as_array()) {
    const Participant* who = tender.by_name(row.text("winner"));
    const Value* quantity = row.find("quantity");
    if (!who || who->in_lot[lot] == kNobody || !quantity || !quantity->is_int() || !read(row)) continue;
    result.winners.push_back(
        {static_cast<std::uint32_t>(who - tender.participants.data()), amount, quantity->as_int()});
  }
}

// What the lot's own reason has to explain; empty where the result is simply confirmed.
std::string_view departure(const LotState& lot, Bidder winner) {
  const auction::Rules& rules = lot.auction->rules();
  const auto result = lot.auction->result();
  if (winner == kNobody) {
    const bool usable = result && result->winner() != kNobody && result->reserve != auction::Reserve::not_met &&
                        result->reserve != auction::Reserve::undisclosed && result->outcome != "too_few_winners";
    return usable ? "award_withheld" : "";
  }
  const bool found = result && result->winner() == winner;
  // The result says who is first, where it names anybody: of a lot that is divided, the cheapest step may have found no room.
  const bool by_result = result && result->winner() != kNobody && !as_packages(*lot.auction);
  if (by_result ? !found : lot.auction->rank_of(winner) != 1) return "award_not_first";
  if (as_packages(*lot.auction))  // whose reserve is of all that is paid together
    return result && result->reserve == auction::Reserve::not_met ? "award_below_reserve" : "";
  // The price to be paid decides, which is not always his own.
  if (found ? result->reserve == auction::Reserve::not_met
            : rules.reserve && *lot.auction->best_of(winner) > *rules.reserve)
    return "award_below_reserve";
  if (result && result->outcome == "too_few_winners") return "award_too_few_winners";
  return "";
}

}  // namespace

Decision Decider::operator()(const Award& command) {
  Gate gate_ = gate(Act::award, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  if (tender.read.practice) return refuse("practice_not_awarded");
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  std::vector<std::uint32_t> lots;
  if (auto refused = resolve(tender, command.lots, lots)) return *std::move(refused);

  AwardRecord record{now_, command.reason, {}};
  json::Array results;
  for (std::size_t i = 0; i < lots.size(); ++i) {
    const LotAward& award = command.lots[i];
    const LotState& lot = tender.lots[lots[i]];
    if (lot.auction->awaits_opening()) return refuse_lot("not_opened", award.lot);
    LotResult result;
    result.lot = lots[i];
    result.reason = award.reason;
    Bidder winner = kNobody;
    if (award.winner) {
      const Participant* participant = tender.by_name(award.winner->text);
      winner = participant ? participant->in_lot[lots[i]] : kNobody;
      if (winner == kNobody) return refuse_lot("no_such_bidder", award.lot);
      if (lot.auction->disqualified(winner)) return refuse_lot("award_disqualified", award.lot);
      if (!lot.auction->best_of(winner)) return refuse_lot("award_without_bid", award.lot);
      result.winner = static_cast<std::uint32_t>(participant - tender.participants.data());
      result.amount = *lot.auction->best_of(winner);
      // The result as the format found it: another price than the winner's own, or several winners.
      if (needs_reserve(lot)) {
        take_told(award.told, tender, lots[i], result);
      } else if (const auto found = lot.auction->result(); found && found->winner() == winner) {
        result.amount = found->amount();
        if (found->winners.size() > 1 || found->winners.front().quantity != 1)
          for (const auction::Winner& one : found->winners)
            result.winners.push_back({lot.bidders[one.bidder].participant, one.amount, one.quantity});
      }
      result.evaluated = evaluated_text(*lot.auction, winner);
    }
    if (const std::string_view needs = departure(lot, winner); !needs.empty() && award.reason.empty())
      return refuse_lot(needs, award.lot);
    if (!award.reason.empty())
      if (auto refused = refuse_reason(award.reason)) return *std::move(refused);
    const auto text_or_null = [](std::string text) { return text.empty() ? Value() : Value(std::move(text)); };
    Value row = Value::object(
        {{"amount", award.winner ? Value(auction::format_amount(result.amount, tender.currency())) : Value()},
         {"evaluated", text_or_null(result.evaluated)},
         {"lot", award.lot.text},
         {"reason", text_or_null(award.reason)},
         {"winner", award.winner ? Value(award.winner->text) : Value()}});
    if (!result.winners.empty()) row.set("winners", winners_json(tender, result));
    results.push_back(std::move(row));
    record.lots.push_back(std::move(result));
  }
  tender.award = std::move(record);
  registry_.name(tender, true);
  return accept(Act::award, tender, "tender.awarded", command.by,
                Value::object({{"lots", std::move(results)}, {"reason", command.reason}}), std::move(lots));
}

}  // namespace terang::tender
