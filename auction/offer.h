// What a bidder may say in a format beside an amount. A format refuses what is none of its own (not_in_this_format).
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "auction/money.h"

namespace terang::auction {

using Bidder = std::uint32_t;  // index of a bidder, dense in the order of admission to the lot
inline constexpr Bidder kNobody = 0xffff'ffff;  // a stranger

struct Leave {};     // goes for good, at the price he last stayed at
struct Withdraw {};  // takes back what he said while it is still his to change

using Content = std::variant<Leave, Withdraw>;

struct Offer {
  Bidder bidder = kNobody;
  Content content;
};

}  // namespace terang::auction
