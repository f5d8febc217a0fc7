#include "server/people/password.h"

#include <argon2.h>
#include <openssl/rand.h>

#include <array>

#include "base/bytes.h"
#include "base/check.h"

namespace terang::server {
namespace {

constexpr std::uint32_t kMemoryKiB = 64 * 1024, kPasses = 3, kLanes = 1, kHashLength = 32;

std::string encode(std::string_view password) {
  std::array<std::uint8_t, 16> salt;
  TERANG_ASSERT(RAND_bytes(salt.data(), static_cast<int>(salt.size())) == 1);
  std::array<char, 256> encoded{};
  TERANG_ASSERT(argon2id_hash_encoded(kPasses, kMemoryKiB, kLanes, password.data(), password.size(), salt.data(),
                                      salt.size(), kHashLength, encoded.data(), encoded.size()) == ARGON2_OK);
  return encoded.data();
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  if (password.size() < kShortestPassword)
    return Failure{"password_too_short", "Choose a password of at least 10 characters."};
  if (password.size() > kLongestPassword)
    return Failure{"password_too_long", "Choose a password of at most 200 characters."};
  return encode(password);
}

bool password_matches(std::string_view password, const std::string& encoded) {
  if (password.size() > kLongestPassword) return false;
  return argon2id_verify(encoded.c_str(), password.data(), password.size()) == ARGON2_OK;
}

const std::string& nobodys_password() {
  static const std::string encoded = encode("nobody has this password");
  return encoded;
}

}  // namespace terang::server
