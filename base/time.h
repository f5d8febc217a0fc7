// Time as the whole system counts it, and its one text form (RFC 3339). Nothing here reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace terang {

// Microseconds since 1970-01-01T00:00:00Z.
using Micros = std::int64_t;

inline constexpr Micros kSecond = 1'000'000;

// "2026-11-22T03:00:00.000000Z": always UTC, always six decimals. Years 0001 to 9999.
std::string format_time(Micros time);

// RFC 3339 date-time with 'Z' or a numeric offset and zero to six decimals; nothing else. Leap second 60 is refused.
std::optional<Micros> parse_time(std::string_view text);

}  // namespace terang
