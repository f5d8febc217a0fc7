// The one place where the server takes randomness; cores get it as arguments.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace terang::server {

std::string random_octets(std::size_t count);
std::array<std::uint8_t, 16> random_salt();
std::string random_id();                          // 12 characters of lower-case Crockford base32: 60 bits
std::uint64_t random_below(std::uint64_t bound);  // uniform in [0, bound)

}  // namespace terang::server
