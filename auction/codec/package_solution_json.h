// What stands and what was found in a package lot, as JSON: for records, results and views.
#pragma once

#include <functional>

#include "auction/codec/json.h"
#include "auction/formats/package.h"

namespace terang::auction {

// {"scenario","status","accepted":[{"bidder","package"}],"cost"?,"bound"?,"ties_settled","without"?:[{"bidder","accepted",
// "cost"}],"unpriced"?,"solver"}
json::Value solution_to_json(const PackageSolution& solution, const Currency& currency, const BidderName& name);
// The same read back; what cannot be read makes it solution_malformed for the judge.
PackageSolution solution_from_json(const json::Value& value, const Currency& currency,
                                   const std::function<Bidder(std::string_view)>& find);

// The settled award by package, part and bidder.
json::Value settled_to_json(const PackageAuction& lot, const BidderName& name);
// {"bids":[{"name","parts","amount","alternative"?}],"capacity"?,"discount"?}: of one bidder, oldest first.
json::Value packages_to_json(const PackageAuction& lot, Bidder bidder);

}  // namespace terang::auction
