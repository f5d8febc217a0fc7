// What the server needs to have a package lot solved, and what people may see of its bids.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auction/formats/package.h"
#include "tender/registry.h"
#include "tender/view.h"

namespace terang::tender {

// Cut loose from the registry: it is solved on other threads. Bids are called "pseudonym/name" in it.
struct PackageJob {
  TenderId tender;
  LotId lot;
  auction::Currency currency;
  auction::PackageTask task;
  std::vector<auction::winner::Variant> scenarios;  // of the rules, to be compared
  std::vector<std::string> pseudonyms;              // by bidder
};

std::vector<LotId> awaiting_solution(const Registry& registry, const TenderId& tender);
// Nothing where the lot is none of packages, has not closed, or has no such scenario.
std::optional<PackageJob> package_job(const Registry& registry, const TenderId& tender, const LotId& lot,
                                      std::string_view scenario);
json::Value solution_json(const PackageJob& job, const auction::PackageSolution& solution);

// {"packages":[{"bidder","bids","capacity"?,"discount"?}]}: a bidder's own; everybody's once the lot has closed. Null where
// there is no such lot, or it is none of packages.
json::Value packages(const Registry& registry, const TenderId& tender, const LotId& lot, const Audience& audience);

}  // namespace terang::tender
