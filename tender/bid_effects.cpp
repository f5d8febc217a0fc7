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
  own.surrogate = false;
  if (outcome.pending) {
    ++own.pending;
    own.pending_at = now;
    lot.pending_by.push_back(tender.participants[by.participant].in_lot[by.lot]);
  } else {
    ++own.accepted;
    own.last_bid_at = lot.last_bid_at = now;
  }
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
  if (outcome.extended != auction::Cause::none || outcome.closed) effects.moved = follow_sequence(tender, now);
  if (lot.auction->next_due() != due_before || !effects.moved.lots.empty()) registry.reschedule(tender);
  return effects;
}

void keep_bid(TenderState& tender, const BidRecord& record, bool pending) {
  const auto number = static_cast<std::uint32_t>(tender.bids.size());
  LotState& lot = tender.lots[record.lot];
  tender.bids.push_back(record);
  lot.bids.push_back(number);
  if (pending) lot.pending_bids.push_back(number);
  tender.participants[record.participant].bids.push_back(number);
  tender.bid_index.insert(
      number, [&](std::uint32_t r) { return BidIndex::hash(tender.bids[r].id, tender.bids[r].participant); });
}

void keep_offer(TenderState& tender, OfferRecord record) {
  const auto number = static_cast<std::uint32_t>(tender.offers.size());
  tender.offers.push_back(std::move(record));
  tender.offer_index.insert(
      number, [&](std::uint32_t r) { return BidIndex::hash(tender.offers[r].id, tender.offers[r].participant); });
}

void also_moved(const Moved& moved, Decision& decision, Registry::Impl::Pending& pending) {
  for (const std::uint32_t lot : moved.lots) {
    decision.lots.emplace_back(std::to_string(lot + 1));
    pending.lots.push_back(lot);
  }
}

}  // namespace terang::tender
