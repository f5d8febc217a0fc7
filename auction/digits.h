#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace terang::auction {

// Digits only, no leading zero but "0" itself; nothing when there are none, or more than `most` (at most 18).
inline std::optional<std::int64_t> parse_digits(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace terang::auction
