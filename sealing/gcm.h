// AES in Galois/Counter mode (NIST SP 800-38D) with 12-octet nonces and 16-octet tags; the key's length, 16 or 32,
// chooses AES-128 or AES-256.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace terang::sealing {

inline constexpr std::size_t kNonce = 12;
inline constexpr std::size_t kTag = 16;

std::string gcm_seal(std::string_view key, std::string_view nonce, std::string_view aad, std::string_view plaintext);
// Nothing when the tag is not right.
std::optional<std::string> gcm_open(std::string_view key, std::string_view nonce, std::string_view aad,
                                    std::string_view ciphertext);

}  // namespace terang::sealing
