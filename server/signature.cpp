#include "server/signature.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

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
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;
using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// r ‖ s as DER; empty when it is not 64 bytes.
std::string to_der(std::string_view raw) {
  if (raw.size() != 64) return {};
  Signature signature(ECDSA_SIG_new());
  Number r(BN_bin2bn(octets(raw), 32, nullptr)), s(BN_bin2bn(octets(raw) + 32, 32, nullptr));
  TERANG_ASSERT(signature && r && s && ECDSA_SIG_set0(signature.get(), r.get(), s.get()) == 1);
  r.release();
  s.release();
  unsigned char buffer[80];
  unsigned char* end = buffer;
  const int length = i2d_ECDSA_SIG(signature.get(), &end);
  TERANG_ASSERT(length > 0 && length <= static_cast<int>(sizeof buffer));
  return {reinterpret_cast<char*>(buffer), static_cast<std::size_t>(length)};
}

}  // namespace

struct PublicKey::Handle {
  PKey key;
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
  result->handle_ = std::make_unique<Handle>(Handle{std::move(key)});
  result->id_ = key_id(spki);
  return std::shared_ptr<const PublicKey>(std::move(result));
}

bool PublicKey::verify(std::string_view message, std::string_view signature) const {
  const std::string der = to_der(signature);
  if (der.empty()) return false;
  static const EVP_MD* const kSha256 = EVP_sha256();
  thread_local const DigestContext context(EVP_MD_CTX_new());
  EVP_MD_CTX_reset(context.get());
  if (EVP_DigestVerifyInit(context.get(), nullptr, kSha256, nullptr, handle_->key.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), octets(der), der.size(), octets(message), message.size()) == 1;
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
