// Octets as text: hexadecimal and base64 (RFC 4648), strict in what they read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace terang {

using Hash = std::array<std::uint8_t, 32>;  // a SHA-256 digest

inline std::string_view as_chars(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(std::string_view octets);  // lower case
inline std::string to_hex(const Hash& hash) { return to_hex(as_chars(hash)); }
std::optional<std::string> from_hex(std::string_view text);  // lower case only, even length

std::string to_base64(std::string_view octets);                  // standard alphabet, padded
std::optional<std::string> from_base64(std::string_view text);   // padded, canonical (unused bits zero), no spaces

bool is_utf8(std::string_view octets);  // RFC 3629: shortest forms, no surrogates, nothing above U+10FFFF

std::optional<Hash> hash_from(std::string_view octets);  // exactly 32 octets

}  // namespace terang
