#include "ledger/entry.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "base/sha256.h"

namespace terang::ledger {
namespace {

void put_u64(std::uint8_t* at, std::uint64_t value) {
  if constexpr (std::endian::native == std::endian::little) value = __builtin_bswap64(value);
  std::memcpy(at, &value, sizeof value);
}

std::uint64_t get_u64(std::string_view octets, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<std::uint8_t>(octets[at + i]);
  return value;
}

}  // namespace

HeaderBytes encode_header(const Header& header) {
  TERANG_ASSERT(header.time >= 0);
  HeaderBytes octets;
  octets[0] = kHeaderVersion;
  put_u64(octets.data() + 1, header.seq);
  put_u64(octets.data() + 9, static_cast<std::uint64_t>(header.time));
  std::copy(header.prev.begin(), header.prev.end(), octets.begin() + 17);
  std::copy(header.commitment.begin(), header.commitment.end(), octets.begin() + 49);
  return octets;
}

std::optional<Header> decode_header(std::string_view octets) {
  if (octets.size() != kHeaderSize || static_cast<std::uint8_t>(octets[0]) != kHeaderVersion) return std::nullopt;
  const std::uint64_t time = get_u64(octets, 9);
  if (time > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
  return Header{get_u64(octets, 1), static_cast<Micros>(time), *hash_from(octets.substr(17, 32)),
                *hash_from(octets.substr(49, 32))};
}

Hash commit(const Salt& salt, std::string_view payload) { return sha256(as_chars(salt), payload); }

Hash leaf_hash(std::string_view header_octets) {
  char buffer[1 + kHeaderSize];
  if (header_octets.size() != kHeaderSize) return sha256(std::string_view("\0", 1), header_octets);
  buffer[0] = 0;
  std::memcpy(buffer + 1, header_octets.data(), kHeaderSize);
  return sha256({buffer, sizeof buffer});
}

std::optional<Salt> salt_from(std::string_view octets) {
  Salt salt;
  if (octets.size() != salt.size()) return std::nullopt;
  std::memcpy(salt.data(), octets.data(), salt.size());
  return salt;
}

}  // namespace terang::ledger
