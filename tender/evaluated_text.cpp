#include "tender/evaluated_text.h"

#include "auction/codec/json.h"

namespace terang::tender {

std::string evaluated_text(const auction::LotAuction& lot, auction::Bidder bidder) {
  if (lot.adjustment_of(bidder) == auction::Adjustment::none()) return {};
  const auto amount = lot.best_of(bidder);
  if (!amount) return {};
  const json::Value row = auction::standings_to_json({{0, bidder, *amount}}, lot, [](auction::Bidder) { return ""; });
  return std::string(row.as_array().front().text("evaluated"));
}

}  // namespace terang::tender
