// What a bidder may say in a format beside an amount. A format refuses what is none of its own (not_in_this_format).
#pragma once

#include <array>
#include <cstdint>
#include <variant>
#include <vector>

#include "auction/money.h"
#include "auction/ratio.h"

namespace terang::auction {

using Bidder = std::uint32_t;  // index of a bidder, dense in the order of admission to the lot
inline constexpr Bidder kNobody = 0xffff'ffff;  // a stranger

struct Leave {};     // goes for good, at the price he last stayed at
struct Withdraw {};  // takes back what he said while it is still his to change

// So many units at this price each, or none of them where it is all or nothing.
struct SupplyStep {
  Money unit_price;
  std::int64_t quantity = 0;
  bool all_or_nothing = false;
  bool operator==(const SupplyStep&) const = default;
};
// How much is supplied at which price; units of a later step come on top of the earlier ones, never before them.
struct Schedule {
  std::vector<SupplyStep> steps;
};

// Bid for me the least that is needed to lead, down to this and not below. Told to nobody else while the lot runs.
struct Proxy {
  Money floor;
};

// An energy-performance contract: what the buyer saves, and the supplier's share of it for a term (formats/esco.h).
inline constexpr std::size_t kEscoPeriods = 21;
struct EscoOffer {
  Ratio share;
  std::int32_t years = 0, days = 0;  // the term
  std::array<Money, kEscoPeriods> reductions{};  // of the buyer's costs; may be zero
  bool operator==(const EscoOffer&) const = default;
};

using Content = std::variant<Leave, Withdraw, Schedule, Proxy, EscoOffer>;

struct Offer {
  Bidder bidder = kNobody;
  Content content;
};

}  // namespace terang::auction
