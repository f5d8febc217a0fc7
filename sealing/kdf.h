// HMAC-SHA-256 (RFC 2104) and HKDF (RFC 5869).
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace terang::sealing {

Hash hmac(std::string_view key, std::string_view message);

Hash hkdf_extract(std::string_view salt, std::string_view ikm);
std::string hkdf_expand(std::string_view prk, std::string_view info, std::size_t length);  // length ≤ 255 × 32

// Overwrites a secret that is no longer needed.
void wipe(std::string& secret);
void wipe(Hash& secret);

}  // namespace terang::sealing
