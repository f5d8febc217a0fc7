#include "tender/role.h"

#include <array>

namespace terang::tender {
namespace {
constexpr std::array<std::string_view, 5> kNames = {"bidder", "officer", "auditor", "administrator", "clock"};
}

std::string_view name(Role role) { return kNames[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Role>(i);
  return std::nullopt;
}

}  // namespace terang::tender
