#include "sealing/kdf.h"

#include <openssl/crypto.h>

#include <cstring>

#include "base/check.h"
#include "base/sha256.h"

namespace terang::sealing {

Hash hmac(std::string_view key, std::string_view message) {
  constexpr std::size_t kBlock = 64;
  Hash short_key{};
  if (key.size() > kBlock) {
    short_key = sha256(key);
    key = as_chars(short_key);
  }
  char inner[kBlock], outer[kBlock];
  std::memset(inner, 0x36, kBlock);
  std::memset(outer, 0x5c, kBlock);
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key[i]);
    outer[i] = static_cast<char>(outer[i] ^ key[i]);
  }
  const Hash digest = sha256({inner, kBlock}, message);
  const Hash result = sha256({outer, kBlock}, as_chars(digest));
  OPENSSL_cleanse(inner, kBlock);
  OPENSSL_cleanse(outer, kBlock);
  wipe(short_key);
  return result;
}

Hash hkdf_extract(std::string_view salt, std::string_view ikm) { return hmac(salt, ikm); }

std::string hkdf_expand(std::string_view prk, std::string_view info, std::size_t length) {
  TERANG_ASSERT(length <= 255 * 32);
  std::string out, message;
  Hash block{};
  for (int i = 1; out.size() < length; ++i) {
    message.assign(i == 1 ? std::string_view() : as_chars(block));
    message += info;
    message += static_cast<char>(i);
    block = hmac(prk, message);
    out += as_chars(block);
  }
  wipe(message);
  wipe(block);
  out.resize(length);
  return out;
}

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

void wipe(Hash& secret) { OPENSSL_cleanse(secret.data(), secret.size()); }

}  // namespace terang::sealing
