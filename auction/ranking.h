// The order of the bids of a lot: bidders sorted by evaluated price, rank of any of them, in a few cache lines.
//
//   top      groups in order: lowest key, bids before the group
//   Group    up to 64 leaves in order: lowest key, bids before the leaf within the group
//   Leaf     up to 64 bids in order: key (whole minor units of the evaluated price), bidder
//   Seat     per bidder: his best amount, the leaf his bid stands in
//
// A bid that moves up changes the counts only between its new and its old place, so they are kept as running sums and
// a rank is three additions. A bid is found again by its seat, without a search. Among equal keys the order is that of
// insertion, unless the caller walks the cursor back (fractions of a factor).
#pragma once

#include <cstdint>
#include <vector>

#include "base/check.h"

namespace terang::auction {

class Ranking {
 public:
  static constexpr std::uint32_t kWidth = 64;  // of leaves and groups
  static constexpr std::uint32_t kNoLeaf = 0xffff'ffff;   // never bid
  static constexpr std::uint32_t kRemoved = 0xffff'fffe;  // taken out, for good

  struct Seat {
    std::int64_t amount = 0;       // best, in minor units
    std::uint32_t leaf = kNoLeaf;  // or kRemoved
    std::uint32_t part = 0;        // numerator of the evaluated price's fraction
    bool ranked() const { return leaf < kRemoved; }
  };

  // Between two bids: before the entry at `pos` of a leaf.
  struct Cursor {
    std::uint32_t group = 0;  // ids, not places in order
    std::uint32_t slot = 0;
    std::uint32_t leaf = 0;
    std::uint32_t pos = 0;
  };

  Ranking();

  std::uint32_t add_seat();  // room for one more bidder; the only call that may allocate in a steady state
  std::uint32_t seats() const { return static_cast<std::uint32_t>(seats_.size()); }
  std::uint32_t size() const { return size_; }
  Seat& seat(std::uint32_t bidder) { return seats_[bidder]; }
  const Seat& seat(std::uint32_t bidder) const { return seats_[bidder]; }

  // After every entry whose key is ≤ `key`.
  Cursor after(std::int64_t key) const;
  // To before the preceding entry; false (and unchanged) at the very front.
  bool step_back(Cursor& cursor) const;
  // To after the following entry; false at the very end.
  bool step_on(Cursor& cursor) const;
  // The entry at the cursor (the one a step_on would pass); the cursor must stand before one within its leaf.
  std::int64_t key_at(const Cursor& cursor) const { return leaves_[cursor.leaf].keys[cursor.pos]; }
  std::uint32_t bidder_at(const Cursor& cursor) const { return leaves_[cursor.leaf].bidders[cursor.pos]; }
  Cursor front() const;

  std::uint32_t place(const Cursor& cursor) const {  // entries before it
    const Group& group = groups_[cursor.group];
    return bases_[group.top] + group.before[cursor.slot] + cursor.pos;
  }
  std::uint32_t place_of(std::uint32_t bidder) const;  // of a ranked one, from 0
  std::uint32_t first() const { return leaves_[front_leaf_].bidders[0]; }  // size() > 0

  // Puts `bidder`, ranked or not, at a cursor that lies before where he stands. Cursors are void afterwards.
  // Sets his seat's leaf; gives his place before, or 0xffffffff.
  std::uint32_t put(std::uint32_t bidder, std::int64_t key, Cursor at);
  void remove(std::uint32_t bidder);

  void check() const;  // asserts every invariant; for tests

 private:
  struct alignas(64) Leaf {
    std::int64_t keys[kWidth];  // padded with the largest
    std::uint32_t bidders[kWidth];
  };
  struct LeafMeta {
    std::uint32_t group = 0;
    std::uint8_t slot = 0;
    std::uint8_t count = 0;
  };
  struct alignas(64) Group {
    std::int64_t lows[kWidth];  // no entry of the leaf is below; padded with the largest; lows[0] of the first: least
    std::uint16_t before[kWidth];
    std::uint32_t leaves[kWidth];
    std::uint32_t count;
    std::uint32_t top;  // place in order
  };

  static std::uint32_t count_up_to(const std::int64_t* sorted, std::int64_t key);
  std::uint32_t find_in(std::uint32_t leaf, std::uint32_t bidder) const;
  std::uint32_t group_for(std::int64_t key) const;
  std::uint32_t new_leaf();
  std::uint32_t new_group();
  void insert_leaf(std::uint32_t group, std::uint32_t slot, std::uint32_t leaf, std::int64_t low);
  void erase_leaf(std::uint32_t leaf);
  void split(std::uint32_t leaf);
  void split_group(std::uint32_t group);
  void tidy(std::uint32_t leaf);        // after a removal: merges or frees a thin leaf
  void tidy_group(std::uint32_t group);
  void merge(std::uint32_t left, std::uint32_t right);
  void renumber_tops(std::uint32_t from);
  void recount(std::uint32_t group);
  void shift(Cursor from, Cursor to, int delta);  // running sums after `from`, up to and including `to`

  std::vector<Seat> seats_;
  std::vector<Leaf> leaves_;
  std::vector<LeafMeta> metas_;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> free_leaves_, free_groups_;
  // top, in order, padded to a multiple of 8 with the largest key
  std::vector<std::int64_t> lows_;
  std::vector<std::uint32_t> bases_, tops_;  // bids before, group id
  std::uint32_t size_ = 0;
  std::uint32_t front_leaf_ = 0;
};

// Two fixed counts of eight instead of a binary search: no unpredictable branch, loads that do not wait.
inline std::uint32_t Ranking::count_up_to(const std::int64_t* sorted, std::int64_t key) {
  std::uint32_t blocks = 0;
  for (std::uint32_t i = 0; i < 7; ++i) blocks += sorted[i * 8 + 7] <= key;
  std::uint32_t within = 0;
  for (std::uint32_t i = 0; i < 8; ++i) within += sorted[blocks * 8 + i] <= key;
  return blocks * 8 + within;
}

inline std::uint32_t Ranking::find_in(std::uint32_t leaf, std::uint32_t bidder) const {
  const std::uint32_t* bidders = leaves_[leaf].bidders;
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < kWidth; ++i) found |= bidders[i] == bidder ? i : 0;
  return found;
}

inline std::uint32_t Ranking::group_for(std::int64_t key) const {
  const std::size_t blocks = lows_.size() / 8;
  std::uint32_t count = 0;
  if (blocks > 1) {
    std::size_t block = 0;
    for (std::size_t i = 0; i + 1 < blocks; ++i) block += lows_[i * 8 + 7] <= key;
    count = static_cast<std::uint32_t>(block * 8);
  }
  const std::int64_t* low = lows_.data() + count;
  for (std::uint32_t i = 0; i < 8; ++i) count += low[i] <= key;
  return tops_[count - 1];
}

inline Ranking::Cursor Ranking::after(std::int64_t key) const {
  Cursor cursor;
  cursor.group = group_for(key);
  const Group& group = groups_[cursor.group];
  cursor.slot = group.count == 1 ? 0 : count_up_to(group.lows, key) - 1;
  cursor.leaf = group.leaves[cursor.slot];
  cursor.pos = count_up_to(leaves_[cursor.leaf].keys, key);
  return cursor;
}

inline std::uint32_t Ranking::place_of(std::uint32_t bidder) const {
  const std::uint32_t leaf = seats_[bidder].leaf;
  const LeafMeta& meta = metas_[leaf];
  const Group& group = groups_[meta.group];
  return bases_[group.top] + group.before[meta.slot] + find_in(leaf, bidder);
}

}  // namespace terang::auction
