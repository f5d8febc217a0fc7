// Passwords: Argon2id (RFC 9106) with 64 MiB and three passes; about a quarter of a second of one core each, so
// callers run it on the vault's thread and never on an I/O thread or the desk.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace terang::server {

inline constexpr std::size_t kShortestPassword = 10;
inline constexpr std::size_t kLongestPassword = 200;

// Failure names: password_too_short, password_too_long.
Result<std::string> hash_password(std::string_view password);

bool password_matches(std::string_view password, const std::string& encoded);

// What a sign-in with an unknown name is checked against, so that its answer takes as long.
const std::string& nobodys_password();

}  // namespace terang::server
