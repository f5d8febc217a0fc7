#include "ledger/signing_key.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

namespace terang::ledger {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeContext>;

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Without it OpenSSL would ask the terminal for the passphrase of an encrypted key.
int no_passphrase(char*, int, int, void*) { return -1; }

class KeyInMemory final : public KeyKeeper {
 public:
  explicit KeyInMemory(Owned<EVP_PKEY> key) : key_(std::move(key)) {}

  std::string public_key() const override {
    std::string out(32, '\0');
    std::size_t size = out.size();
    TERANG_ASSERT(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(out.data()), &size) == 1 &&
                  size == out.size());
    return out;
  }
  Result<std::string> sign(std::string_view message) const override {
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    std::string out(64, '\0');
    std::size_t size = out.size();
    TERANG_ASSERT(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
    TERANG_ASSERT(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, octets(message),
                                 message.size()) == 1);
    return out;
  }
  std::string to_pem() const override {
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    TERANG_ASSERT(PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
  }

 private:
  Owned<EVP_PKEY> key_;
};

SigningKey in_memory(Owned<EVP_PKEY> key) { return SigningKey(std::make_shared<KeyInMemory>(std::move(key))); }

}  // namespace

Result<SigningKey> SigningKey::from_pem(std::string_view pem) {
  const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
    return Failure{"signing_key_malformed", "The text is not an unencrypted Ed25519 private key in PEM."};
  return in_memory(std::move(key));
}

Result<SigningKey> SigningKey::from_seed(std::string_view seed) {
  Owned<EVP_PKEY> key(seed.size() == 32 ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), 32)
                                        : nullptr);
  if (!key) return Failure{"signing_key_malformed", "The seed of an Ed25519 key has 32 octets."};
  return in_memory(std::move(key));
}

SigningKey SigningKey::generate() {
  Owned<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  TERANG_ASSERT(key != nullptr);
  return in_memory(std::move(key));
}

bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != 32 || signature.size() != 64) return false;
  const Owned<EVP_PKEY> key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key), 32));
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message), message.size()) == 1;
}

}  // namespace terang::ledger
