// What a bidder's bid or offer does to its lot and tender, beside the record of it. For this folder only.
#pragma once

#include "tender/registry_impl.h"

namespace terang::tender {

struct BidEffects {
  Micros extended_to = 0;       // 0: not extended
  bool tender_changed = false;  // the lot's end was the tender's
};
// `due_before`: what the lot's clock asked for before the auction answered.
BidEffects apply_effects(Registry::Impl& registry, const BidderCase& by, const auction::Outcome& outcome,
                         std::optional<Micros> due_before, Micros now);

}  // namespace terang::tender
