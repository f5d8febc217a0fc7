#include "auction/codec/steps.h"

namespace terang::auction {

using json::Value;

void set_standing(Value& step, const LotAuction& lot, std::string_view id, std::string_view what, Micros at,
                  std::uint32_t depth, const BidderName& bidder_name) {
  step.set("at", format_time(at));
  step.set("lot", id);
  step.set("do", what);
  step.set("phase", name(lot.phase()));
  step.set("ends_at", format_time(lot.ends_at()));
  step.set("ranking", standings_to_json(lot.top(depth), lot, bidder_name));
  if (const auto stage = lot.stage(at)) step.set("stage", stage_to_json(*stage, lot, bidder_name));
  if (const auto result = lot.result()) step.set("result", result_to_json(*result, lot, bidder_name));
}

Value summary_to_json(const LotAuction& lot, std::string_view id, std::int64_t refused, std::uint32_t depth,
                      const BidderName& bidder_name) {
  json::Array extensions;
  for (const Extension& extension : lot.extensions()) extensions.push_back(extension_to_json(extension, bidder_name));
  Value value = Value::object({{"id", id},
                               {"phase", name(lot.phase())},
                               {"ends_at", format_time(lot.ends_at())},
                               {"bids", static_cast<std::int64_t>(lot.bid_count())},
                               {"refused", refused},
                               {"extensions", Value(std::move(extensions))},
                               {"ranking", standings_to_json(lot.top(depth), lot, bidder_name)}});
  if (const auto opened = lot.opened(); !opened.empty()) value.set("opened", opened_to_json(opened, lot, bidder_name));
  if (const auto result = lot.result()) value.set("result", result_to_json(*result, lot, bidder_name));
  return value;
}

}  // namespace terang::auction
