// A bidder's public key: ECDSA over P-256 with SHA-256, signatures r ‖ s of 64 octets as WebCrypto makes them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct evp_pkey_st;

namespace terang::ledger {

class P256Key {
 public:
  static Result<P256Key> from_spki(std::string_view der);  // key_malformed: no SubjectPublicKeyInfo on P-256
  bool verify(std::string_view message, std::string_view signature) const;  // safe from several threads

 private:
  explicit P256Key(evp_pkey_st* key);
  std::shared_ptr<evp_pkey_st> key_;
};

std::string p256_key_id(std::string_view spki_der);  // first 16 hexadecimal digits of its SHA-256

}  // namespace terang::ledger
