#include "ledger/verify/p256_key.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/sha256.h"

namespace terang::ledger {
namespace {

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};

}  // namespace

P256Key::P256Key(evp_pkey_st* key) : key_(key, [](EVP_PKEY* owned) { EVP_PKEY_free(owned); }) {}

Result<P256Key> P256Key::from_spki(std::string_view der) {
  const unsigned char* at = octets(der);
  P256Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  char group[32] = {};
  std::size_t length = 0;
  if (!key.key_ || at != octets(der) + der.size() || !EVP_PKEY_is_a(key.key_.get(), "EC") ||
      EVP_PKEY_get_utf8_string_param(key.key_.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length) != 1 ||
      std::string_view(group, length) != "prime256v1")
    return Failure{"key_malformed", "The key is no SubjectPublicKeyInfo of a P-256 key."};
  return key;
}

bool P256Key::verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != 64) return false;
  const std::unique_ptr<ECDSA_SIG, Free> numbers(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(octets(signature), 32, nullptr);
  BIGNUM* s = BN_bin2bn(octets(signature) + 32, 32, nullptr);
  TERANG_ASSERT(numbers && r && s && ECDSA_SIG_set0(numbers.get(), r, s) == 1);
  unsigned char der[80];
  unsigned char* end = der;
  const int size = i2d_ECDSA_SIG(numbers.get(), &end);
  TERANG_ASSERT(size > 0 && size <= static_cast<int>(sizeof der));
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
         EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(size), octets(message), message.size()) == 1;
}

std::string p256_key_id(std::string_view spki_der) { return to_hex(sha256(spki_der)).substr(0, 16); }

}  // namespace terang::ledger
