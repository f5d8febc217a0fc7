#include "tender/tender_state.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace terang::tender {

std::string_view name(LotEvent::Kind kind) {
  static constexpr std::string_view kNames[] = {"opened", "advanced", "extended",     "paused",
                                                "resumed", "outage", "disqualified", "cancelled", "closed", "planned",
                                                "unsealed", "settled"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name(Proposal::State state) {
  static constexpr std::string_view kNames[] = {"open", "approved", "rejected"};
  return kNames[static_cast<std::size_t>(state)];
}

Participant* TenderState::by_name(std::string_view pseudonym) {
  const auto found = by_pseudonym.find(pseudonym);
  return found == by_pseudonym.end() ? nullptr : &participants[found->second];
}
const Participant* TenderState::by_name(std::string_view pseudonym) const {
  return const_cast<TenderState*>(this)->by_name(pseudonym);
}

std::optional<std::uint32_t> TenderState::lot_index(std::string_view lot) const {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(lot.data(), lot.data() + lot.size(), number);
  if (error != std::errc() || end != lot.data() + lot.size() || lot.front() == '0') return std::nullopt;
  if (number == 0 || number > lots.size()) return std::nullopt;
  return number - 1;
}

State TenderState::state_from_lots() const {
  using auction::Phase;
  const auto any = [&](Phase phase) {
    return std::any_of(lots.begin(), lots.end(), [&](const LotState& lot) { return lot.auction->phase() == phase; });
  };
  if (any(Phase::live)) return State::live;
  if (any(Phase::paused)) return State::paused;
  if (any(Phase::scheduled)) return scheduled ? State::scheduled : State::published;
  return any(Phase::closed) ? State::closed : State::cancelled;
}

Micros TenderState::ends_at() const {
  Micros last = 0;
  for (const LotState& lot : lots) last = std::max(last, lot.auction->ends_at());
  return last;
}

std::optional<Micros> TenderState::next_due() const {
  if (!scheduled || state == State::awarded || state == State::cancelled) return std::nullopt;
  std::optional<Micros> first;
  for (const LotState& lot : lots)
    if (const auto at = lot.auction->next_due(); at && (!first || *at < *first)) first = at;
  return first;
}

std::vector<auction::LotAuction*> TenderState::clocks() const {
  std::vector<auction::LotAuction*> all;
  all.reserve(lots.size());
  for (const LotState& lot : lots) all.push_back(lot.auction.get());
  return all;
}

bool TenderState::any_hushed() const { return std::any_of(lots.begin(), lots.end(), hushed); }

void TenderState::publish_pending(LotState& lot, Micros now) {
  if (!lot.pending_bids.empty()) lot.reveals.push_back({bids[lot.pending_bids.back()].seq, now});
  std::vector<bool> settled(lot.bidders.size());
  for (auto number = lot.pending_bids.rbegin(); number != lot.pending_bids.rend(); ++number) {
    BidRecord& bid = bids[*number];
    const Bidder bidder = participants[bid.participant].in_lot[bid.lot];
    bid.superseded = settled[bidder] || lot.auction->best_of(bidder) != bid.amount;
    settled[bidder] = true;
  }
  for (const Bidder bidder : lot.pending_by) {
    LotBidder& own = lot.bidders[bidder];
    if (own.pending == 0) continue;
    own.accepted += std::exchange(own.pending, 0);
    own.last_bid_at = own.pending_at;
    lot.last_bid_at = std::max(lot.last_bid_at, own.pending_at);
  }
  lot.pending_bids.clear();
  lot.pending_by.clear();
}

std::string TenderState::pseudonym_in(const LotState& lot, Bidder bidder) const {
  return bidder < lot.bidders.size() ? participants[lot.bidders[bidder].participant].pseudonym.text : std::string();
}

}  // namespace terang::tender
