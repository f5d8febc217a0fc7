// The low-level functions of OpenSSL: deprecated in 3.0, but the same code without the EVP layer's fetching and locking,
// which costs a third of the hash of a short message. The platform hashes short messages all day.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/sha256.h"

#include <openssl/sha.h>

#include "base/check.h"

namespace terang {

struct Sha256::Context {
  SHA256_CTX state;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { reset(); }
Sha256::~Sha256() = default;

Sha256& Sha256::reset() {
  TERANG_ASSERT(SHA256_Init(&context_->state) == 1);
  return *this;
}

Sha256& Sha256::update(std::string_view octets) {
  TERANG_ASSERT(SHA256_Update(&context_->state, octets.data(), octets.size()) == 1);
  return *this;
}

Hash Sha256::finish() {
  Hash hash;
  TERANG_ASSERT(SHA256_Final(hash.data(), &context_->state) == 1);
  reset();
  return hash;
}

Hash sha256(std::string_view octets) { return sha256(octets, {}); }

Hash sha256(std::string_view first, std::string_view second) {
  SHA256_CTX state;
  Hash hash;
  SHA256_Init(&state);
  SHA256_Update(&state, first.data(), first.size());
  if (!second.empty()) SHA256_Update(&state, second.data(), second.size());
  TERANG_ASSERT(SHA256_Final(hash.data(), &state) == 1);
  return hash;
}

}  // namespace terang
