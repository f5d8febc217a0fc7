// What a bidder's bid or offer does to its lot and tender, beside the record of it. For this folder only.
#pragma once

#include "tender/lot_sequence.h"
#include "tender/registry_impl.h"

namespace terang::tender {

struct BidEffects {
  Micros extended_to = 0;       // 0: not extended
  bool tender_changed = false;  // the lot's end was the tender's
  Moved moved;                  // of the lots that follow this one
};
// How a thing was said: by two officers for the bidder; a floor (left or taken back), which is no bid by itself.
struct Manner {
  bool officers = false;
  bool floor = false;
};
// `due_before`: what the lot's clock asked for before the auction answered.
BidEffects apply_effects(Registry::Impl& registry, const BidderCase& by, const auction::Outcome& outcome,
                         std::optional<Micros> due_before, Micros now, Manner manner = {});
bool is_floor(const LotState& lot, const auction::Content& content);
// What floors bid thereupon: records without an entry of their own. apply_effects() does it for what a bidder says.
void keep_automatic(TenderState& tender, std::uint32_t lot, const auction::Outcome& outcome, Micros now);

// The answer once more, to a bid or offer that was sent again.
Decision said_before(const TenderState& tender, BidAnswer answer);

// Into the tender's memory, with its place in the index.
void keep_bid(TenderState& tender, const BidRecord& record, bool pending);
void keep_offer(TenderState& tender, OfferRecord record);
// Its lots are touched by the entry too.
void also_moved(const Moved& moved, Decision& decision, Registry::Impl::Pending& pending);

}  // namespace terang::tender
