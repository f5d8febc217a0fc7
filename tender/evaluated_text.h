// A bidder's evaluated price as text, exact ("12 1/3"); empty where he has no adjustment or no bid.
#pragma once

#include <string>

#include "auction/lot_auction.h"

namespace terang::tender {

std::string evaluated_text(const auction::LotAuction& lot, auction::Bidder bidder);

}  // namespace terang::tender
