#include "server/random.h"

#include <openssl/rand.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace terang::server {
namespace {

// Salts are drawn one a ledger entry; one call of the generator for 256 of them costs as much as for one.
struct Pool {
  std::array<std::uint8_t, 4096> octets;
  std::size_t used = 4096;

  void take(std::uint8_t* out, std::size_t count) {
    while (count > 0) {
      if (used == octets.size()) {
        TERANG_ASSERT(RAND_bytes(octets.data(), static_cast<int>(octets.size())) == 1);
        used = 0;
      }
      const std::size_t part = std::min(count, octets.size() - used);
      std::memcpy(out, octets.data() + used, part);
      std::memset(octets.data() + used, 0, part);
      used += part;
      out += part;
      count -= part;
    }
  }
};
thread_local Pool pool;

}  // namespace

std::string random_octets(std::size_t count) {
  std::string octets(count, '\0');
  pool.take(reinterpret_cast<std::uint8_t*>(octets.data()), count);
  return octets;
}

std::array<std::uint8_t, 16> random_salt() {
  std::array<std::uint8_t, 16> salt;
  pool.take(salt.data(), salt.size());
  return salt;
}

std::string random_id() {
  static constexpr char kAlphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
  std::array<std::uint8_t, 12> octets;
  pool.take(octets.data(), octets.size());
  std::string id;
  for (const std::uint8_t octet : octets) id += kAlphabet[octet & 31];
  return id;
}

std::uint64_t random_below(std::uint64_t bound) {
  TERANG_ASSERT(bound > 0);
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  for (;;) {
    std::uint64_t value;
    pool.take(reinterpret_cast<std::uint8_t*>(&value), sizeof value);
    if (value < limit) return value % bound;
  }
}

}  // namespace terang::server
