#include "sealing/gcm.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

#include "base/check.h"
#include "sealing/kdf.h"

namespace terang::sealing {
namespace {

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

// Fetched once: a look-up by name costs more than a short message.
const EVP_CIPHER* cipher_for(std::size_t key_size) {
  static const EVP_CIPHER* const aes128 = EVP_CIPHER_fetch(nullptr, "AES-128-GCM", nullptr);
  static const EVP_CIPHER* const aes256 = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  TERANG_ASSERT(aes128 && aes256 && (key_size == 16 || key_size == 32));
  return key_size == 16 ? aes128 : aes256;
}

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
int size_of(std::string_view text) {
  TERANG_ASSERT(text.size() < (1u << 30));
  return static_cast<int>(text.size());
}

Cipher start(bool sealing, std::string_view key, std::string_view nonce, std::string_view aad) {
  TERANG_ASSERT(nonce.size() == kNonce);
  Cipher cipher(EVP_CIPHER_CTX_new());
  int done = 0;
  TERANG_ASSERT(cipher && EVP_CipherInit_ex2(cipher.get(), cipher_for(key.size()), octets(key), octets(nonce), sealing, nullptr) == 1);
  if (!aad.empty()) TERANG_ASSERT(EVP_CipherUpdate(cipher.get(), nullptr, &done, octets(aad), size_of(aad)) == 1);
  return cipher;
}

}  // namespace

std::string gcm_seal(std::string_view key, std::string_view nonce, std::string_view aad, std::string_view plaintext) {
  const Cipher cipher = start(true, key, nonce, aad);
  std::string out(plaintext.size() + kTag, '\0');
  int done = 0, rest = 0;
  if (!plaintext.empty())
    TERANG_ASSERT(EVP_CipherUpdate(cipher.get(), octets(out), &done, octets(plaintext), size_of(plaintext)) == 1);
  TERANG_ASSERT(EVP_CipherFinal_ex(cipher.get(), octets(out) + done, &rest) == 1 && rest == 0 &&
                static_cast<std::size_t>(done) == plaintext.size());
  TERANG_ASSERT(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTag, octets(out) + done) == 1);
  return out;
}

std::optional<std::string> gcm_open(std::string_view key, std::string_view nonce, std::string_view aad,
                                    std::string_view ciphertext) {
  if (ciphertext.size() < kTag) return std::nullopt;
  const std::string_view body = ciphertext.substr(0, ciphertext.size() - kTag);
  std::string tag(ciphertext.substr(body.size()));
  const Cipher cipher = start(false, key, nonce, aad);
  std::string out(body.size(), '\0');
  int done = 0, rest = 0;
  if (!body.empty()) TERANG_ASSERT(EVP_CipherUpdate(cipher.get(), octets(out), &done, octets(body), size_of(body)) == 1);
  TERANG_ASSERT(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()) == 1);
  unsigned char last[16];
  if (EVP_CipherFinal_ex(cipher.get(), last, &rest) != 1) {
    wipe(out);  // unauthenticated plaintext goes nowhere
    ERR_clear_error();
    return std::nullopt;
  }
  return out;
}

}  // namespace terang::sealing
