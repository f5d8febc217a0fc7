// A lot as it stands after a step, and as it stood at the end: what rehearsals tell, and replays of real auctions too.
#pragma once

#include <string_view>

#include "auction/codec/json.h"

namespace terang::auction {

// Adds "at", "lot", "do", "phase", "ends_at", "ranking" (the first `depth`) and, where there is one, "stage" and "result".
void set_standing(json::Value& step, const LotAuction& lot, std::string_view id, std::string_view what, Micros at,
                  std::uint32_t depth, const BidderName& name);
// {"id","phase","ends_at","bids","refused","extensions","ranking","opened"?,"result"?}
json::Value summary_to_json(const LotAuction& lot, std::string_view id, std::int64_t refused, std::uint32_t depth,
                            const BidderName& name);

}  // namespace terang::auction
