#include "tender/decider.h"

#include <algorithm>

#include "auction/codec/json.h"
#include "tender/lot_sequence.h"

namespace terang::tender {
namespace {

constexpr std::size_t kReasonLeast = 10;   // characters: enough to say something
constexpr std::size_t kReasonMost = 2000;

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

Decision refuse(std::string_view verdict, json::Value answer) {
  Decision decision;
  decision.verdict = verdict;
  decision.answer = std::move(answer);
  return decision;
}

Decision refuse(std::string_view verdict, const json::Problems& problems) {
  return refuse(verdict, json::Value::object({{"problems", json::to_json(problems)}}));
}

std::optional<Decision> refuse_reason(const std::string& reason) {
  const bool blank = reason.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank || characters(reason) < kReasonLeast) return refuse("reason_missing");
  if (characters(reason) > kReasonMost) return refuse("reason_too_long");
  return std::nullopt;
}

json::Value to_json(const Actor& by) {
  if (by.role == Role::clock) return json::Value::object({{"role", "clock"}});
  return json::Value::object({{"account", by.account.text}, {"business", by.business.text}, {"role", name(by.role)}});
}

json::Value outcome_json(const TenderState& tender, const LotState& lot, const auction::Outcome& outcome) {
  return auction::outcome_to_json(outcome, *lot.auction,
                                  [&](Bidder bidder) { return tender.pseudonym_in(lot, bidder); });
}

json::Value stage_json(const TenderState& tender, const LotState& lot, const auction::Stage& stage) {
  return auction::stage_to_json(stage, *lot.auction, [&](Bidder bidder) { return tender.pseudonym_in(lot, bidder); });
}

Decider::Gate Decider::gate(Act act, const Actor& by, const TenderId& id) {
  const Transition* row = transition_of(act);
  TERANG_ASSERT(row != nullptr);
  if (by.role != row->who) return {refuse("not_your_role"), nullptr};
  TenderState* tender = registry_.find(id.text);
  const bool mine = tender && (row->who != Role::officer || tender->buyer == by.business);
  // A draft is nobody's business but the buyer's: to others it does not exist.
  if (!tender || (tender->state == State::draft && !mine)) return {refuse("no_such_tender"), nullptr};
  if (tender->state == State::draft && by.role == Role::bidder) return {refuse("no_such_tender"), nullptr};
  if (!mine) return {refuse("not_your_tender"), nullptr};
  if (!allowed(act, tender->state))
    return {refuse("wrong_state", json::Value::object({{"state", name(tender->state)}})), nullptr};
  TERANG_ASSERT(now_ >= tender->last_time);
  tender->last_time = now_;
  return {std::nullopt, tender};
}

Decider::LotGate Decider::lot_gate(Act act, const Actor& by, const TenderId& id, const LotId& lot_id) {
  Gate gate_ = gate(act, by, id);
  if (gate_.refused) return {std::move(gate_.refused), nullptr, 0, nullptr};
  const auto index = gate_.tender->lot_index(lot_id.text);
  if (!index) return {refuse("no_such_lot"), nullptr, 0, nullptr};
  return {std::nullopt, gate_.tender, *index, &gate_.tender->lots[*index]};
}

Decision Decider::accept(Act act, TenderState& tender, std::string_view kind, const Actor& by, json::Value data,
                         std::vector<std::uint32_t> lots) {
  data.set("by", to_json(by));
  data.set("verdict", kAccepted);
  Moved moved = follow_sequence(tender, now_);
  if (!moved.told.is_null()) data.set("moved", std::move(moved.told));
  for (const std::uint32_t lot : moved.lots)
    if (std::find(lots.begin(), lots.end(), lot) == lots.end()) lots.push_back(lot);
  const State before = tender.state;
  switch (transition_of(act)->next) {
    case Next::stays: break;
    case Next::draft: tender.state = State::draft; break;
    case Next::published: tender.state = State::published; break;
    case Next::scheduled: tender.state = State::scheduled; break;
    case Next::from_lots: tender.state = tender.state_from_lots(); break;
    case Next::awarded: tender.state = State::awarded; break;
    case Next::cancelled: tender.state = State::cancelled; break;
  }
  tender.last_time = now_;
  registry_.reschedule(tender);

  Decision decision;
  decision.entry = EntryDraft{kind, tender.id, json::canonical(data)};
  decision.tender = tender.id;
  for (const std::uint32_t lot : lots) decision.lots.push_back(LotId(std::to_string(lot + 1)));
  // Commands on lots leave the tender as it is unless its state moves with them.
  const bool of_lots = transition_of(act)->next == Next::from_lots || act == Act::disqualify ||
                       act == Act::propose_bid || act == Act::reject_bid;
  const bool hush = tender.any_hushed();
  decision.tender_changed = !of_lots || tender.state != before || hush != tender.told_hushed;
  tender.told_hushed = hush;
  registry_.pending = {};
  registry_.pending.waiting = true;
  registry_.pending.tender = &tender;
  registry_.pending.lots = std::move(lots);
  registry_.pending.changed = decision.tender_changed;
  return decision;
}

LotEvent& Decider::note(LotState& lot, LotEvent::Kind kind, const std::string& reason, std::optional<Micros> end_before) {
  LotEvent& event = lot.events.emplace_back();
  event.kind = kind;
  event.at = now_;
  event.end_after = lot.auction->ends_at();
  event.end_before = end_before.value_or(event.end_after);
  event.reason = reason;
  return event;
}

const TenderId& tender_of(const Command& command) {
  static const TenderId none;
  return std::visit(
      [](const auto& c) -> const TenderId& {
        if constexpr (requires { c.tender; })
          return c.tender;
        else
          return none;
      },
      command);
}

}  // namespace terang::tender
