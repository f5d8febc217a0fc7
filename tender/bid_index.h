// Finds a bid by its id and its bidder: the memory behind "sent again, it gets its first answer". Open addressing,
// one 32-bit slot a bid, so that remembering a million bids costs no allocation each.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace terang::tender {

struct Uuid {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  bool operator==(const Uuid&) const = default;
};
// 8-4-4-4-12 lower-case hexadecimal digits, nothing else.
std::optional<Uuid> parse_uuid(std::string_view text);
using UuidText = std::array<char, 36>;
UuidText to_text(const Uuid& uuid);
inline std::string_view as_view(const UuidText& text) { return {text.data(), text.size()}; }

class BidIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffff'ffff;

  // `same(record)` says whether the record of that number is the bid looked for.
  template <class Same>
  std::uint32_t find(const Uuid& uuid, std::uint32_t participant, Same&& same) const {
    if (slots_.empty()) return kNone;
    for (std::size_t at = hash(uuid, participant) & mask();; at = (at + 1) & mask()) {
      if (slots_[at] == kNone) return kNone;
      if (same(slots_[at])) return slots_[at];
    }
  }

  // `hash_of(record)` gives the hash of a record that is already in.
  template <class HashOf>
  void insert(std::uint32_t record, HashOf&& hash_of) {
    if ((count_ + 1) * 4 > slots_.size() * 3) {
      std::vector<std::uint32_t> old(slots_.empty() ? 64 : slots_.size() * 2, kNone);
      old.swap(slots_);
      for (const std::uint32_t r : old)
        if (r != kNone) put(r, hash_of(r));
    }
    put(record, hash_of(record));
    ++count_;
  }

  static std::size_t hash(const Uuid& uuid, std::uint32_t participant) {
    std::uint64_t h = (uuid.high ^ participant) * 0x9e37'79b9'7f4a'7c15u;
    h = (h ^ (h >> 32) ^ uuid.low) * 0xd6e8'feb8'6659'fd93u;
    return h ^ (h >> 32);
  }

 private:
  std::size_t mask() const { return slots_.size() - 1; }
  void put(std::uint32_t record, std::size_t hash) {
    std::size_t at = hash & mask();
    while (slots_[at] != kNone) at = (at + 1) & mask();
    slots_[at] = record;
  }

  std::vector<std::uint32_t> slots_;  // a power of two of them
  std::size_t count_ = 0;
};

}  // namespace terang::tender
