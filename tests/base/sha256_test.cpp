#include "base/sha256.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <random>
#include <vector>

#include "base/sha256_each.h"

namespace terang {
namespace {

// The library's own way to the same hash.
Hash by_evp(const std::string& message) {
  Hash hash;
  EXPECT_EQ(EVP_Digest(message.data(), message.size(), hash.data(), nullptr, EVP_sha256(), nullptr), 1);
  return hash;
}

std::string random_text(std::mt19937_64& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

// Every length around the edges of blocks, of the short way and of the long one; in one piece and in two.
TEST(Sha256, EveryLengthInOneAndInTwoPieces) {
  std::mt19937_64 random(256);
  for (std::size_t size = 0; size < 2400; ++size) {
    const std::string message = random_text(random, size);
    const Hash expected = by_evp(message);
    ASSERT_EQ(sha256(message), expected) << size;
    const std::size_t cut = size == 0 ? 0 : random() % (size + 1);
    ASSERT_EQ(sha256(std::string_view(message).substr(0, cut), std::string_view(message).substr(cut)), expected) << size;
  }
}

TEST(Sha256, ManyAtOnceAreEachTheirOwn) {
  for (const unsigned seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
    std::mt19937_64 random(seed);
    for (const std::size_t count : {0u, 1u, 3u, 7u, 8u, 15u, 16u, 17u, 100u, 1000u}) {
      std::vector<std::string> first, second;
      for (std::size_t i = 0; i < count; ++i) {
        first.push_back(random_text(random, random() % 3 == 0 ? 0 : random() % 70));
        // Mostly alike, as entries of a log are; some as long as a whole tender.
        const std::size_t kind = random() % 20;
        second.push_back(random_text(random, kind == 0 ? random() % 20'000 : kind < 4 ? random() % 2'100 : 450 + random() % 60));
      }
      std::vector<HashInput> messages;
      for (std::size_t i = 0; i < count; ++i) messages.push_back({first[i], second[i]});
      std::vector<Hash> hashes(count);
      sha256_each(messages, hashes.data());
      for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(hashes[i], by_evp(first[i] + second[i])) << seed << " " << i << " of " << count;
    }
  }
}

}  // namespace
}  // namespace terang
