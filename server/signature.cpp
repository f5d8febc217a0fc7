#include "server/signature.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstring>
#include <mutex>

#include "base/json.h"
#include "base/sha256.h"

namespace terang::server {
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
// A key's bids come one after another, so nobody waits for the mutex.
struct PublicKey::Handle {
  PKey key;
  std::mutex mutex{};
  KeyContext verifying{};
};
struct PrivateKey::Handle {
  PKey key;
};

PublicKey::~PublicKey() = default;

Result<std::shared_ptr<const PublicKey>> PublicKey::parse(std::string_view spki) {
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
  std::shared_ptr<PublicKey> result(new PublicKey);
  result->handle_ = std::make_unique<Handle>();
  result->handle_->key = std::move(key);
  result->id_ = key_id(spki);
  return std::shared_ptr<const PublicKey>(std::move(result));
}

bool PublicKey::verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != 64) return false;
  const Hash digest = sha256(message);
  const DerSignature der(signature);
  const std::lock_guard lock(handle_->mutex);
  if (!handle_->verifying) {
    handle_->verifying.reset(EVP_PKEY_CTX_new(handle_->key.get(), nullptr));
    TERANG_ASSERT(handle_->verifying && EVP_PKEY_verify_init(handle_->verifying.get()) == 1);
  }
  const bool holds =
      EVP_PKEY_verify(handle_->verifying.get(), der.data(), der.size(), digest.data(), digest.size()) == 1;
  if (!holds) ERR_clear_error();
  return holds;
}

PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

PrivateKey PrivateKey::generate() {
  PrivateKey result;
  result.handle_ = std::make_unique<Handle>(Handle{PKey(EVP_EC_gen("P-256"))});
  TERANG_ASSERT(result.handle_->key != nullptr);
  return result;
}

std::string PrivateKey::spki() const {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(handle_->key.get(), &der);
  TERANG_ASSERT(length > 0);
  std::string result(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return result;
}

std::string PrivateKey::sign(std::string_view message) const {
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

std::string key_id(std::string_view spki) { return to_hex(sha256(spki)).substr(0, 16); }

void KeyDirectory::put(const std::string& account, std::shared_ptr<const PublicKey> key) {
  auto owner = std::make_shared<Owner>();
  owner->account = account;
  owner->key = std::move(key);
  const std::string& id = owner->key->id();
  const std::unique_lock lock(mutex_);
  keys_.insert_or_assign(id, owner);
}

void KeyDirectory::remove(const std::string& key_id) {
  const std::unique_lock lock(mutex_);
  keys_.erase(key_id);
}

std::shared_ptr<const KeyDirectory::Owner> KeyDirectory::find(std::string_view key_id) const {
  const std::shared_lock lock(mutex_);
  const auto at = keys_.find(key_id);
  return at == keys_.end() ? nullptr : at->second;
}

std::string bid_message(std::string_view amount, std::string_view bid, bool confirm, std::string_view key,
                        std::string_view lot, std::string_view origin, std::string_view tender) {
  std::string message;
  message.reserve(256);
  const auto member = [&](std::string_view name, std::string_view value) {
    message += name;
    json::append_string(value, message);
  };
  member("{\"amount\":", amount);
  member(",\"bid\":", bid);
  message += confirm ? ",\"confirm\":true" : ",\"confirm\":false";
  member(",\"key\":", key);
  member(",\"lot\":", lot);
  member(",\"origin\":", origin);
  member(",\"tender\":", tender);
  message += ",\"type\":\"terang.bid.v1\"}";
  return message;
}

std::string key_message(std::string_view account, std::string_view origin, std::string_view spki_base64) {
  return json::canonical(json::Value::object(
      {{"account", account}, {"origin", origin}, {"spki", spki_base64}, {"type", "terang.key.v1"}}));
}

}  // namespace terang::server
