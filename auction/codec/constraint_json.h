// What constrains an award of packages, as JSON: constraints, capacities, discounts. A scenario calls what is bought
// lots, the rules of a tender's lot call it parts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auction/winner/problem.h"
#include "base/fields.h"
#include "base/json.h"

namespace terang::auction {

struct PartWords {
  std::string_view one, many;
  const char* unknown;
};
inline constexpr PartWords kLotWords{"lot", "lots", "unknown_lot"};
inline constexpr PartWords kPartWords{"part", "parts", "unknown_part"};

using Places = std::map<std::string, winner::Index>;  // by id
Places places(const std::vector<winner::Lot>& lots);
// The place of the id that stands there.
std::optional<winner::Index> place_from_json(json::Fields& fields, std::string_view key, const Places& known,
                                             const char* problem, bool required);

// Nothing where the kind is unknown. Unread fields are left for the caller to check.
std::optional<winner::Constraint> constraint_from_json(json::Fields& fields, const PartWords& words, const Places& lots,
                                                       const Places& suppliers);
json::Value constraint_to_json(const winner::Constraint& constraint, const PartWords& words,
                               const std::vector<winner::Lot>& lots);

winner::Capacity capacity_from_json(const json::Value& value, const std::string& path, const Currency& currency,
                                    const PartWords& words, json::Problems& problems);
json::Value capacity_to_json(const winner::Capacity& capacity, const Currency& currency, const PartWords& words);

winner::Discount discount_from_json(const json::Value& value, const std::string& path, const Currency& currency,
                                    const PartWords& words, json::Problems& problems);
json::Value discount_to_json(const winner::Discount& discount, const Currency& currency, const PartWords& words);

}  // namespace terang::auction
