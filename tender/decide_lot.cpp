// Commands on one lot, by its officer or the clock; the auction itself answers them.
#include <algorithm>

#include "auction/codec/json.h"
#include "tender/bid_effects.h"
#include "tender/decider.h"

namespace terang::tender {
namespace {

using json::Value;

Value with_reason(const LotId& lot, const std::string& reason) {
  return Value::object({{"lot", lot.text}, {"reason", reason}});
}

constexpr std::int64_t kLongestSeconds = auction::kLongest / kSecond;

}  // namespace

Decision Decider::lot_command(Act act, const Actor& by, LotGate& at, std::string_view kind,
                              const auction::Outcome& outcome, Value data) {
  if (!outcome.accepted()) {
    // The clock's verdicts are its own: whoever runs it must know that nothing was due, not why.
    if (by.role == Role::clock) return refuse("not_due");
    return refuse(auction::name(outcome.verdict));
  }
  data.set("outcome", outcome_json(*at.tender, *at.lot, outcome));
  return accept(act, *at.tender, kind, by, std::move(data), {at.index});
}

Decision Decider::operator()(const OpenLot& command) {
  LotGate at = lot_gate(Act::open_lot, Actor::clock(), command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  const auction::Outcome outcome = at.lot->auction->open(now_);
  if (outcome.accepted()) {
    at.tender->publish_pending(*at.lot, now_);
    note(*at.lot, LotEvent::Kind::opened);
  }
  return lot_command(Act::open_lot, Actor::clock(), at, "lot.opened", outcome,
                     Value::object({{"lot", command.lot.text}}));
}

Decision Decider::operator()(const CloseLot& command) {
  LotGate at = lot_gate(Act::close_lot, Actor::clock(), command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  const auction::Outcome outcome = at.lot->auction->close(now_);
  if (outcome.accepted()) {
    note(*at.lot, LotEvent::Kind::closed);
    keep_automatic(*at.tender, at.index, outcome, now_);
  }
  return lot_command(Act::close_lot, Actor::clock(), at, "lot.closed", outcome,
                     Value::object({{"lot", command.lot.text}}));
}

Decision Decider::operator()(const AdvanceLot& command) {
  LotGate at = lot_gate(Act::advance_lot, Actor::clock(), command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  const Micros end_before = at.lot->auction->ends_at();
  const auction::Outcome outcome = at.lot->auction->advance(now_, command.ended_at_reserve);
  if (outcome.accepted()) {
    at.tender->publish_pending(*at.lot, now_);  // a stage is over
    if (outcome.extended != auction::Cause::none && !outcome.closed)
      note(*at.lot, LotEvent::Kind::extended, {}, end_before).cause = outcome.extended;
    else
      note(*at.lot, outcome.closed ? LotEvent::Kind::closed : LotEvent::Kind::advanced);
  }
  Value data = Value::object({{"lot", command.lot.text}});
  if (const auto stage = at.lot->auction->stage(now_)) data.set("stage", stage_json(*at.tender, *at.lot, *stage));
  return lot_command(Act::advance_lot, Actor::clock(), at, "lot.advanced", outcome, std::move(data));
}

Decision Decider::operator()(const PauseLot& command) {
  LotGate at = lot_gate(Act::pause_lot, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  const auction::Outcome outcome = at.lot->auction->pause(now_);
  if (outcome.accepted()) {
    at.lot->paused = Remark{now_, command.reason};
    note(*at.lot, LotEvent::Kind::paused, command.reason);
  }
  return lot_command(Act::pause_lot, command.by, at, "lot.paused", outcome, with_reason(command.lot, command.reason));
}

Decision Decider::operator()(const ResumeLot& command) {
  LotGate at = lot_gate(Act::resume_lot, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  const Micros end_before = at.lot->auction->ends_at();
  const auction::Outcome outcome = at.lot->auction->resume(now_);
  if (outcome.accepted()) {
    LotEvent& event = note(*at.lot, LotEvent::Kind::resumed, command.reason, end_before);
    event.from = at.lot->paused->at;
    event.to = now_;
    at.lot->paused.reset();
  }
  return lot_command(Act::resume_lot, command.by, at, "lot.resumed", outcome,
                     with_reason(command.lot, command.reason));
}

Decision Decider::operator()(const ExtendLot& command) {
  LotGate at = lot_gate(Act::extend_lot, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  // Clamped so that seconds become microseconds without overflow; beyond the clamp the auction refuses anyway.
  const std::int64_t seconds = std::clamp<std::int64_t>(command.by_seconds, -1, kLongestSeconds + 1);
  const Micros end_before = at.lot->auction->ends_at();
  const auction::Outcome outcome = at.lot->auction->extend(seconds * kSecond, now_);
  if (outcome.accepted())
    note(*at.lot, LotEvent::Kind::extended, command.reason, end_before).cause = auction::Cause::officer;
  Value data = with_reason(command.lot, command.reason);
  data.set("by_seconds", seconds);
  return lot_command(Act::extend_lot, command.by, at, "lot.extended", outcome, std::move(data));
}

Decision Decider::operator()(const CancelLot& command) {
  LotGate at = lot_gate(Act::cancel_lot, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  const auction::Outcome outcome = at.lot->auction->cancel(now_);
  if (outcome.accepted()) {
    at.lot->cancelled = Remark{now_, command.reason};
    at.lot->paused.reset();
    note(*at.lot, LotEvent::Kind::cancelled, command.reason);
    // The last lot takes the tender with it.
    if (at.tender->state_from_lots() == State::cancelled) at.tender->cancelled = at.lot->cancelled;
  }
  Decision decision = lot_command(Act::cancel_lot, command.by, at, "lot.cancelled", outcome,
                                  with_reason(command.lot, command.reason));
  // Who waited for it waits for another one now: to be shown again.
  if (decision.accepted())
    for (std::uint32_t i = at.index + 1; i < at.tender->lots.size(); ++i)
      if (at.tender->lots[i].auction->waits()) decision.lots.push_back(LotId(std::to_string(i + 1)));
  return decision;
}

Decision Decider::operator()(const Disqualify& command) {
  LotGate at = lot_gate(Act::disqualify, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  const Participant* participant = at.tender->by_name(command.pseudonym.text);
  if (!participant) return refuse("no_such_bidder");
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  const Bidder bidder = participant->in_lot[at.index];
  const auction::Outcome outcome = at.lot->auction->disqualify(bidder, now_);
  if (outcome.accepted()) {
    at.lot->bidders[bidder].disqualified = Remark{now_, command.reason};
    note(*at.lot, LotEvent::Kind::disqualified, command.reason).participant = at.lot->bidders[bidder].participant;
    keep_automatic(*at.tender, at.index, outcome, now_);
  }
  Value data = with_reason(command.lot, command.reason);
  data.set("pseudonym", command.pseudonym.text);
  return lot_command(Act::disqualify, command.by, at, "lot.disqualified", outcome, std::move(data));
}

// One entry a tender, whether the rules move a clock or not: the ledger says when the platform was away.
Decision Decider::operator()(const RecordOutage& command) {
  Gate gate_ = gate(Act::record_outage, Actor::clock(), command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  if (command.to <= command.from || command.to > now_ || command.from < 0) return refuse("no_outage");
  json::Array effects;
  std::vector<std::uint32_t> lots;
  for (std::uint32_t i = 0; i < tender.lots.size(); ++i) {
    LotState& lot = tender.lots[i];
    if (lot.auction->phase() != auction::Phase::live) continue;
    const Micros end_before = lot.auction->ends_at();
    const auction::Outcome outcome = lot.auction->outage(command.from, command.to, now_);
    LotEvent& event = note(lot, LotEvent::Kind::outage, {}, end_before);
    event.from = command.from;
    event.to = command.to;
    lots.push_back(i);
    effects.push_back(Value::object({{"lot", std::to_string(i + 1)}, {"outcome", outcome_json(tender, lot, outcome)}}));
  }
  if (lots.empty()) return refuse("nothing_affected");
  return accept(Act::record_outage, tender, "lot.outage", Actor::clock(),
                Value::object({{"from", format_time(command.from)}, {"lots", std::move(effects)},
                               {"to", format_time(command.to)}}),
                std::move(lots));
}

}  // namespace terang::tender
