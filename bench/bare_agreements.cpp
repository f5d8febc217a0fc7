#include "bench/bare_agreements.h"

#include <openssl/ec.h>
#include <openssl/evp.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

namespace terang::bench {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using Pkey = std::unique_ptr<EVP_PKEY, FreeKey>;

}  // namespace

double bare_agreements_seconds(std::size_t count, unsigned threads) {
  static std::vector<Pkey> peers;
  while (peers.size() < count) peers.emplace_back(EVP_EC_gen("P-256"));
  const Pkey own(EVP_EC_gen("P-256"));
  const auto start = std::chrono::steady_clock::now();
  const auto work = [&](std::size_t from) {
    unsigned char secret[32];
    for (std::size_t i = from; i < count; i += threads) {
      const std::unique_ptr<EVP_PKEY_CTX, FreeKey> context(EVP_PKEY_CTX_new_from_pkey(nullptr, own.get(), nullptr));
      std::size_t size = sizeof secret;
      if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer_ex(context.get(), peers[i].get(), 0) != 1 ||
          EVP_PKEY_derive(context.get(), secret, &size) != 1)
        std::abort();
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work, i);
  work(0);
  for (std::thread& other : others) other.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace terang::bench
