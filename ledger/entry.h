// An entry of the ledger: its public header and what the header commits to.
//
//   header     := version u8 = 1 | seq u64 | time u64 | prev [32] | commitment [32]      81 bytes, big-endian
//   commitment := SHA-256( salt[16] | payload )
//   leaf       := SHA-256( 0x00 | header )          RFC 6962 leaf hash; also the next header's `prev`
//   payload    := RFC 8785 JSON {"data":…,"kind":…} and, for an entry of a tender,
//                 "tender", "tprev" (hex leaf hash of that tender's previous entry, 64 zeros for its first), "tseq"
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"

namespace terang::ledger {

inline constexpr std::size_t kHeaderSize = 81;
inline constexpr std::uint8_t kHeaderVersion = 1;

using Salt = std::array<std::uint8_t, 16>;
using HeaderBytes = std::array<std::uint8_t, kHeaderSize>;

struct Header {
  std::uint64_t seq = 0;
  Micros time = 0;  // never decreasing along the log; never before 1970
  Hash prev{};
  Hash commitment{};
  bool operator==(const Header&) const = default;
};

HeaderBytes encode_header(const Header& header);
// Nothing for a wrong length, another version, or a time that Micros cannot hold.
std::optional<Header> decode_header(std::string_view octets);

Hash commit(const Salt& salt, std::string_view payload);
Hash leaf_hash(std::string_view header_octets);

std::optional<Salt> salt_from(std::string_view octets);  // exactly 16 octets

// As Chain made it, on its way to a journal.
struct Entry {
  Header header;
  HeaderBytes header_bytes{};
  Salt salt{};
  std::string payload;
  Hash leaf{};
  std::string tender;      // empty: belongs to no tender
  std::uint64_t tseq = 0;  // place among the tender's entries

  std::string_view header_octets() const { return as_chars(header_bytes); }
};

// As a journal or a bundle holds it. The views live as long as the callback that receives them.
struct StoredEntry {
  std::uint64_t seq = 0;
  std::string_view header;
  std::optional<std::string_view> salt;     // absent once erased, or while it is not disclosed
  std::optional<std::string_view> payload;  // absent together with the salt
  std::string_view tender;                  // what the storage says; the payload decides
};

}  // namespace terang::ledger
