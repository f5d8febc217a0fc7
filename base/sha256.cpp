#include "base/sha256.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace terang {

struct Sha256::Context {
  EVP_MD_CTX* md = EVP_MD_CTX_new();
  EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  ~Context() {
    EVP_MD_CTX_free(md);
    EVP_MD_free(algorithm);
  }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  TERANG_ASSERT(context_->md && context_->algorithm);
  TERANG_ASSERT(EVP_DigestInit_ex2(context_->md, context_->algorithm, nullptr) == 1);
}

Sha256::~Sha256() = default;

Sha256& Sha256::reset() {
  TERANG_ASSERT(EVP_DigestInit_ex2(context_->md, nullptr, nullptr) == 1);
  return *this;
}

Sha256& Sha256::update(std::string_view octets) {
  TERANG_ASSERT(EVP_DigestUpdate(context_->md, octets.data(), octets.size()) == 1);
  return *this;
}

Hash Sha256::finish() {
  Hash hash;
  unsigned length = 0;
  TERANG_ASSERT(EVP_DigestFinal_ex(context_->md, hash.data(), &length) == 1 && length == hash.size());
  reset();
  return hash;
}

Hash sha256(std::string_view octets) { return sha256(octets, {}); }

Hash sha256(std::string_view first, std::string_view second) {
  thread_local Sha256 hasher;
  return hasher.update(first).update(second).finish();
}

}  // namespace terang
