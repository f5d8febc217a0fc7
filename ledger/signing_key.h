// The log's Ed25519 key (RFC 8032). Reading and making its file is key_file.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct evp_pkey_st;

namespace terang::ledger {

class SigningKey {
 public:
  static Result<SigningKey> from_pem(std::string_view pem);    // PKCS #8; signing_key_malformed
  static Result<SigningKey> from_seed(std::string_view seed);  // 32 octets (RFC 8032 §5.1.5)
  static SigningKey generate();

  std::string to_pem() const;
  std::string public_key() const;                      // 32 octets
  std::string sign(std::string_view message) const;    // 64 octets; safe from several threads

 private:
  explicit SigningKey(evp_pkey_st* key);
  std::shared_ptr<evp_pkey_st> key_;
};

bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace terang::ledger
