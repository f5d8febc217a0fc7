#include "tender/bid_effects.h"

namespace terang::tender {

BidEffects apply_effects(Registry::Impl& registry, const BidderCase& by, const auction::Outcome& outcome,
                         std::optional<Micros> due_before, Micros now, Manner manner) {
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
  if (!manner.floor) own.surrogate = manner.officers;
  if (outcome.pending) {
    ++own.pending;
    own.pending_at = now;
    lot.pending_by.push_back(tender.participants[by.participant].in_lot[by.lot]);
  } else if (!manner.floor) {
    ++own.accepted;
    own.last_bid_at = lot.last_bid_at = now;
  } else {
    own.surrogate_floor = manner.officers;
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
  keep_automatic(tender, by.lot, outcome, now);
  if (outcome.extended != auction::Cause::none || outcome.closed) effects.moved = follow_sequence(tender, now);
  if (lot.auction->next_due() != due_before || !effects.moved.lots.empty()) registry.reschedule(tender);
  return effects;
}

bool is_floor(const LotState& lot, const auction::Content& content) {
  if (std::holds_alternative<auction::Proxy>(content)) return true;
  const auction::Format& format = lot.auction->rules().format;
  return std::holds_alternative<auction::Withdraw>(content) && !hushed(lot) &&
         (std::holds_alternative<auction::English>(format) || std::holds_alternative<auction::Hybrid>(format));
}

void keep_automatic(TenderState& tender, std::uint32_t index, const auction::Outcome& outcome, Micros now) {
  if (outcome.automatic == 0) return;
  LotState& lot = tender.lots[index];
  for (const auction::AutomaticBid& bid : lot.auction->automatic_bids()) {
    LotBidder& own = lot.bidders[bid.bidder];
    AutomaticRecord& record = lot.automatic.emplace_back();
    record.at = now;
    record.amount = bid.amount;
    record.participant = own.participant;
    record.rank = lot.auction->rank_of(bid.bidder);
    record.leads = lot.auction->leader() == bid.bidder;
    record.surrogate = own.surrogate_floor;
    own.surrogate = own.surrogate_floor;
    ++own.accepted;
    own.last_bid_at = lot.last_bid_at = now;
  }
}

Decision said_before(const TenderState& tender, BidAnswer answer) {
  Decision decision;
  answer.again = true;
  decision.verdict = answer.verdict;
  decision.bid = std::move(answer);
  decision.tender = tender.id;
  return decision;
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
