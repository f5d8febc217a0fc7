// Package auctions as JSON: problem, scenarios, answers. The forms are in auction/formats/package.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auction/winner/clearing.h"
#include "auction/winner/comparison.h"
#include "base/fields.h"
#include "base/json.h"

namespace terang::auction {

struct PackageScenario {
  Currency currency;
  winner::Payment payment = winner::Payment::pay_as_bid;
  Micros time_limit = 60 * kSecond;
  winner::Problem problem;
  std::vector<winner::Variant> variants;
};

// Reads and validates as a whole. Usable only when no problem was added.
PackageScenario package_from_json(const json::Value& value, json::Problems& problems);

// What was decided in each scenario, in the order of compare().
json::Value comparison_to_json(const PackageScenario& scenario,
                               const std::vector<winner::Compared>& compared);
// Who wins and what is paid.
json::Value clearing_to_json(const PackageScenario& scenario, const winner::Clearing& clearing);
json::Value progress_to_json(const PackageScenario& scenario, const winner::Progress& progress);

// An exact amount: "12.5", "3.20175"; as few decimals as it needs beyond the currency's.
std::string format_parts(winner::Parts parts, const Currency& currency);
std::optional<winner::Parts> parse_parts(std::string_view text, const Currency& currency);  // only what the former writes
// Sets (cost - bound) / bound, in percent with four decimals, rounded up: never shown smaller than it is. Where the bound
// says next to nothing the field is absent.
void set_percent(json::Value& value, std::string_view field, winner::Parts cost, winner::Parts bound);

// Clears the problem and compares the scenarios with it.
json::Value rehearse_package(const PackageScenario& scenario, const winner::Solver& solver);

}  // namespace terang::auction
