// The low-level functions of OpenSSL: deprecated in 3.0, but the same code without the EVP layer's fetching and locking,
// which costs a third of the hash of a short message. The platform hashes short messages all day.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/sha256.h"

#include <openssl/sha.h>

#include <cstring>

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

namespace {

// A short message is laid out with its padding (FIPS 180-4 §5.1.1), so that all its blocks go through the compression
// function in one call: OpenSSL's takes two at a time, and every call has its price. Entries of bids are that short.
constexpr std::size_t kMostShort = 1024 - 9;

Hash sha256_short(std::string_view first, std::string_view second) {
  unsigned char blocks[kMostShort + 9];
  const std::size_t size = first.size() + second.size(), whole = (size + 9 + 63) / 64 * 64;
  if (!first.empty()) std::memcpy(blocks, first.data(), first.size());
  if (!second.empty()) std::memcpy(blocks + first.size(), second.data(), second.size());
  std::memset(blocks + size, 0, whole - size);
  blocks[size] = 0x80;
  blocks[whole - 2] = static_cast<unsigned char>(size >> 5);
  blocks[whole - 1] = static_cast<unsigned char>(size << 3);
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, blocks, whole);
  Hash hash;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::uint32_t word = __builtin_bswap32(state.h[i]);
    std::memcpy(hash.data() + 4 * i, &word, 4);
  }
  return hash;
}

}  // namespace

Hash sha256(std::string_view first, std::string_view second) {
  if (first.size() + second.size() <= kMostShort) return sha256_short(first, second);
  SHA256_CTX state;
  Hash hash;
  SHA256_Init(&state);
  SHA256_Update(&state, first.data(), first.size());
  if (!second.empty()) SHA256_Update(&state, second.data(), second.size());
  TERANG_ASSERT(SHA256_Final(hash.data(), &state) == 1);
  return hash;
}

}  // namespace terang
