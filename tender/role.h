// Who acts. Finer roles (PPK, Pokja, opening committee) will be further members here and columns of the transition
// table; nothing else asks for a role.
#pragma once

#include <optional>
#include <string_view>

#include "tender/ids.h"

namespace terang::tender {

enum class Role : std::uint8_t {
  bidder,         // acts for a business
  officer,        // acts for the public body that buys
  auditor,        // reads
  administrator,  // runs the platform: decides nothing in a tender
  clock,          // the desk itself: deadlines and outages
};

std::string_view name(Role role);
std::optional<Role> role_from(std::string_view name);

struct Actor {
  AccountId account;
  Role role = Role::bidder;
  BusinessId business;  // of a bidder: his business; of an officer: the buyer; else empty

  static Actor clock() { return {AccountId(), Role::clock, BusinessId()}; }
};

}  // namespace terang::tender
