#include "ledger/p256.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstring>
#include <mutex>

#include "base/sha256.h"

namespace terang::ledger {
namespace {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using PKey = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// r ‖ s as DER (RFC 3279 §2.2.3): two integers in the fewest octets, a zero before a leading one-bit.
class DerSignature {
 public:
  explicit DerSignature(std::string_view raw) {
    TERANG_ASSERT(raw.size() == 64);
    add(octets(raw));
    add(octets(raw) + 32);
    bytes_[1] = static_cast<unsigned char>(size_ - 2);
  }
  const unsigned char* data() const { return bytes_; }
  std::size_t size() const { return size_; }

 private:
  void add(const unsigned char* number) {
    std::size_t length = 32;
    for (; length > 1 && *number == 0; --length) ++number;
    const bool sign = (*number & 0x80) != 0;
    bytes_[size_++] = 0x02;
    bytes_[size_++] = static_cast<unsigned char>(length + sign);
    if (sign) bytes_[size_++] = 0;
    std::memcpy(bytes_ + size_, number, length);
    size_ += length;
  }
  unsigned char bytes_[72] = {0x30};
  std::size_t size_ = 2;
};

}  // namespace

// The context is made at a key's first bid and kept: looking up the algorithm anew costs a sixth of a verification.
// Whoever finds it in use (a log verified on all cores, with many bids of one key in a row) makes one of his own.
struct P256Key::Handle {
  PKey key;
  std::mutex mutex{};
  KeyContext verifying{};
};
struct P256PrivateKey::Handle {
  PKey key;
};

P256Key::~P256Key() = default;

Result<std::shared_ptr<const P256Key>> P256Key::parse(std::string_view spki) {
  const Failure malformed{"key_malformed", "The public key is not a SubjectPublicKeyInfo in DER."};
  if (spki.empty() || spki.size() > 512) return malformed;
  const unsigned char* at = octets(spki);
  PKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
  if (!key || at != octets(spki) + spki.size()) return malformed;
  char group[32] = {};
  std::size_t length = 0;
  if (!EVP_PKEY_is_a(key.get(), "EC") ||
      EVP_PKEY_get_utf8_string_param(key.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length) != 1 ||
      std::string_view(group, length) != "prime256v1")
    return Failure{"key_not_p256", "The key must be on the curve P-256."};
  std::shared_ptr<P256Key> result(new P256Key);
  result->handle_ = std::make_unique<Handle>();
  result->handle_->key = std::move(key);
  result->id_ = p256_key_id(spki);
  return std::shared_ptr<const P256Key>(std::move(result));
}

bool P256Key::verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != 64) return false;
  const Hash digest = sha256(message);
  const DerSignature der(signature);
  const std::unique_lock lock(handle_->mutex, std::try_to_lock);
  KeyContext own;
  KeyContext& context = lock ? handle_->verifying : own;
  if (!context) {
    context.reset(EVP_PKEY_CTX_new(handle_->key.get(), nullptr));
    TERANG_ASSERT(context && EVP_PKEY_verify_init(context.get()) == 1);
  }
  const bool holds = EVP_PKEY_verify(context.get(), der.data(), der.size(), digest.data(), digest.size()) == 1;
  if (!holds) ERR_clear_error();
  return holds;
}

P256PrivateKey::P256PrivateKey(P256PrivateKey&&) noexcept = default;
P256PrivateKey& P256PrivateKey::operator=(P256PrivateKey&&) noexcept = default;
P256PrivateKey::~P256PrivateKey() = default;

P256PrivateKey P256PrivateKey::generate() {
  P256PrivateKey result;
  result.handle_ = std::make_unique<Handle>(Handle{PKey(EVP_EC_gen("P-256"))});
  TERANG_ASSERT(result.handle_->key != nullptr);
  return result;
}

std::string P256PrivateKey::spki() const {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(handle_->key.get(), &der);
  TERANG_ASSERT(length > 0);
  std::string result(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return result;
}

std::string P256PrivateKey::sign(std::string_view message) const {
  const DigestContext context(EVP_MD_CTX_new());
  TERANG_ASSERT(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, handle_->key.get()) == 1);
  unsigned char der[80];
  std::size_t length = sizeof der;
  TERANG_ASSERT(EVP_DigestSign(context.get(), der, &length, octets(message), message.size()) == 1);
  const unsigned char* at = der;
  const Signature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(length)));
  TERANG_ASSERT(signature != nullptr);
  std::string raw(64, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  TERANG_ASSERT(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, 32) == 32);
  TERANG_ASSERT(BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + 32, 32) == 32);
  return raw;
}

std::string p256_key_id(std::string_view spki) { return to_hex(sha256(spki)).substr(0, 16); }

}  // namespace terang::ledger
