#include "tender/bid_effects.h"

namespace terang::tender {

BidEffects apply_effects(Registry::Impl& registry, const BidderCase& by, const auction::Outcome& outcome,
                         std::optional<Micros> due_before, Micros now) {
  TenderState& tender = *by.tender;
  LotState& lot = tender.lots[by.lot];
  LotBidder& own = lot.bidders[tender.participants[by.participant].in_lot[by.lot]];
  BidEffects effects;
  tender.last_time = now;
  if (!outcome.accepted()) {
    ++own.refused;
    ++lot.refused;
    return effects;
  }
  ++own.accepted;
  own.last_bid_at = lot.last_bid_at = now;
  if (outcome.extended != auction::Cause::none) {
    effects.extended_to = outcome.ends_at;
    LotEvent& event = lot.events.emplace_back();
    event.kind = LotEvent::Kind::extended;
    event.cause = outcome.extended;
    event.trigger = lot.auction->extensions().back().trigger;
    event.at = now;
    event.end_before = lot.auction->extensions().back().previous_end;
    event.end_after = outcome.ends_at;
  }
  if (outcome.closed) {
    LotEvent& event = lot.events.emplace_back();
    event.kind = LotEvent::Kind::closed;
    event.at = now;
    event.end_before = event.end_after = outcome.ends_at;
    const State before = tender.state;
    tender.state = tender.state_from_lots();
    effects.tender_changed = tender.state != before;
  }
  if (lot.auction->next_due() != due_before) registry.reschedule(tender);
  return effects;
}

}  // namespace terang::tender
