// A bidder's key as a browser makes it: P-256, signatures r ‖ s.
#pragma once

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "base/check.h"
#include "ledger/verify/p256_key.h"

namespace terang::test {

class BidderKey {
 public:
  BidderKey() : key_(EVP_EC_gen("P-256"), EVP_PKEY_free) {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key_.get(), &der);
    TERANG_ASSERT(size > 0);
    spki_.assign(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
  }
  const std::string& spki() const { return spki_; }
  std::string id() const { return ledger::p256_key_id(spki_); }
  std::string sign(const std::string& message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    unsigned char der[80];
    std::size_t size = sizeof der;
    TERANG_ASSERT(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1);
    TERANG_ASSERT(EVP_DigestSign(context.get(), der, &size, reinterpret_cast<const unsigned char*>(message.data()),
                                 message.size()) == 1);
    const unsigned char* at = der;
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)), ECDSA_SIG_free);
    std::string raw(64, '\0');
    auto* out = reinterpret_cast<unsigned char*>(raw.data());
    TERANG_ASSERT(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, 32) == 32 &&
                  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + 32, 32) == 32);
    return raw;
  }

 private:
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::string spki_;
};

}  // namespace terang::test
