#include "auction/ranking.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace terang::auction {
namespace {

constexpr std::int64_t kTop = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::uint32_t kUnused = 0xffff'ffff;  // pads bidders
// A leaf or group that has shrunk to this looks for a neighbour to merge with; together they may hold kMerged. So two
// neighbours of one group hold more than kThin between them, and the pools are bounded (add_seat).
constexpr std::uint32_t kThin = 16;
constexpr std::uint32_t kMerged = 40;

}  // namespace

Ranking::Ranking() {
  const std::uint32_t group = new_group(), leaf = new_leaf();
  lows_.assign(8, kTop);
  lows_[0] = kLeast;
  bases_.assign(1, 0);
  tops_.assign(1, group);
  groups_[group].leaves[0] = leaf;
  groups_[group].lows[0] = kLeast;
  groups_[group].before[0] = 0;
  groups_[group].count = 1;
  groups_[group].top = 0;
  metas_[leaf] = {group, 0, 0};
  front_leaf_ = leaf;
}

std::uint32_t Ranking::add_seat() {
  seats_.emplace_back();
  // Room for the thinnest shape the merging allows, so that no bid allocates.
  const std::size_t leaves = seats_.size() / 7 + 16, groups = leaves / 8 + 8;
  if (leaves_.capacity() < leaves) {
    const std::size_t room = 2 * leaves;
    leaves_.reserve(room);
    metas_.reserve(room);
    free_leaves_.reserve(room);
  }
  if (groups_.capacity() < groups) {
    groups_.reserve(2 * groups);
    free_groups_.reserve(2 * groups);
    lows_.reserve(2 * groups + 8);
    bases_.reserve(2 * groups);
    tops_.reserve(2 * groups);
  }
  return seats() - 1;
}

std::uint32_t Ranking::new_leaf() {
  std::uint32_t leaf;
  if (free_leaves_.empty()) {
    leaf = static_cast<std::uint32_t>(leaves_.size());
    leaves_.emplace_back();
    metas_.emplace_back();
  } else {
    leaf = free_leaves_.back();
    free_leaves_.pop_back();
  }
  std::fill_n(leaves_[leaf].keys, kWidth, kTop);
  std::fill_n(leaves_[leaf].bidders, kWidth, kUnused);
  metas_[leaf] = {};
  return leaf;
}

std::uint32_t Ranking::new_group() {
  std::uint32_t group;
  if (free_groups_.empty()) {
    group = static_cast<std::uint32_t>(groups_.size());
    groups_.emplace_back();
  } else {
    group = free_groups_.back();
    free_groups_.pop_back();
  }
  Group& made = groups_[group];
  std::fill_n(made.lows, kWidth, kTop);
  std::fill_n(made.before, kWidth, std::uint16_t{0});
  std::fill_n(made.leaves, kWidth, kNoLeaf);
  made.count = 0;
  made.top = 0;
  return group;
}

Ranking::Cursor Ranking::front() const {
  return {tops_[0], 0, groups_[tops_[0]].leaves[0], 0};
}

bool Ranking::step_back(Cursor& cursor) const {
  Cursor at = cursor;
  while (at.pos == 0) {
    const Group* group = &groups_[at.group];
    if (at.slot > 0) {
      --at.slot;
    } else {
      if (group->top == 0) return false;
      at.group = tops_[group->top - 1];
      group = &groups_[at.group];
      at.slot = group->count - 1;
    }
    at.leaf = group->leaves[at.slot];
    at.pos = metas_[at.leaf].count;
  }
  --at.pos;
  cursor = at;
  return true;
}

bool Ranking::step_on(Cursor& cursor) const {
  Cursor at = cursor;
  ++at.pos;
  while (at.pos >= metas_[at.leaf].count) {
    const Group* group = &groups_[at.group];
    if (at.slot + 1 < group->count) {
      ++at.slot;
    } else {
      if (group->top + 1 >= tops_.size()) return false;
      at.group = tops_[group->top + 1];
      group = &groups_[at.group];
      at.slot = 0;
    }
    at.leaf = group->leaves[at.slot];
    at.pos = 0;
  }
  cursor = at;
  return true;
}

// Adds `delta` to the running sums of everything after leaf `from` up to and including leaf `to`.
void Ranking::shift(Cursor from, Cursor to, int delta) {
  const auto add16 = [delta](std::uint16_t* sums, std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) sums[i] = static_cast<std::uint16_t>(sums[i] + delta);
  };
  Group& first = groups_[from.group];
  if (from.group == to.group) {
    add16(first.before, from.slot + 1, to.slot + 1);
    return;
  }
  Group& last = groups_[to.group];
  add16(first.before, from.slot + 1, first.count);
  for (std::uint32_t i = first.top + 1; i <= last.top; ++i) bases_[i] += static_cast<std::uint32_t>(delta);
  // Counted from the end: the last group's base moved, its leaves after `to` must not.
  for (std::uint32_t i = to.slot + 1; i < last.count; ++i)
    last.before[i] = static_cast<std::uint16_t>(last.before[i] - delta);
}

std::uint32_t Ranking::put(std::uint32_t bidder, std::int64_t key, Cursor at) {
  if (metas_[at.leaf].count == kWidth && seats_[bidder].leaf != at.leaf) [[unlikely]] {
    const std::uint32_t full = at.leaf;
    split(full);
    // The cursor's place is the same, in the left half or the right.
    const std::uint32_t left = metas_[full].count;
    if (at.pos > left) {
      Cursor end{metas_[full].group, metas_[full].slot, full, left - 1};
      step_on(end);
      at = {end.group, end.slot, end.leaf, at.pos - left};
    } else {
      at = {metas_[full].group, metas_[full].slot, full, at.pos};
    }
  }
  Seat& seat = seats_[bidder];
  Leaf& leaf = leaves_[at.leaf];
  LeafMeta& meta = metas_[at.leaf];
  const std::uint32_t old_leaf = seat.leaf;
  std::uint32_t until = meta.count;  // the entries from the cursor to here make room
  std::uint32_t previous = 0xffff'ffff;
  Cursor old;
  if (old_leaf < kRemoved) {
    const LeafMeta& old_meta = metas_[old_leaf];
    old = {old_meta.group, old_meta.slot, old_leaf, find_in(old_leaf, bidder)};
    previous = place(old);
    if (old_leaf == at.leaf) until = old.pos;
  }
  std::memmove(leaf.keys + at.pos + 1, leaf.keys + at.pos, (until - at.pos) * sizeof(leaf.keys[0]));
  std::memmove(leaf.bidders + at.pos + 1, leaf.bidders + at.pos, (until - at.pos) * sizeof(leaf.bidders[0]));
  leaf.keys[at.pos] = key;
  leaf.bidders[at.pos] = bidder;
  if (old_leaf == at.leaf) return previous;

  ++meta.count;
  seat.leaf = at.leaf;
  if (old_leaf >= kRemoved) {
    const std::uint32_t last = tops_.back();
    shift(at, {last, groups_[last].count - 1, 0, 0}, 1);
    ++size_;
    return previous;
  }
  shift(at, old, 1);
  Leaf& from = leaves_[old_leaf];
  const std::uint32_t count = --metas_[old_leaf].count;
  std::memmove(from.keys + old.pos, from.keys + old.pos + 1, (count - old.pos) * sizeof(from.keys[0]));
  std::memmove(from.bidders + old.pos, from.bidders + old.pos + 1, (count - old.pos) * sizeof(from.bidders[0]));
  from.keys[count] = kTop;
  from.bidders[count] = kUnused;
  if (count <= kThin) [[unlikely]] tidy(old_leaf);
  return previous;
}

void Ranking::remove(std::uint32_t bidder) {
  Seat& seat = seats_[bidder];
  const std::uint32_t leaf = seat.leaf;
  if (leaf < kRemoved) {
    const std::uint32_t pos = find_in(leaf, bidder);
    const std::uint32_t last = tops_.back();
    shift({metas_[leaf].group, metas_[leaf].slot, leaf, pos}, {last, groups_[last].count - 1, 0, 0}, -1);
    Leaf& from = leaves_[leaf];
    const std::uint32_t count = --metas_[leaf].count;
    std::memmove(from.keys + pos, from.keys + pos + 1, (count - pos) * sizeof(from.keys[0]));
    std::memmove(from.bidders + pos, from.bidders + pos + 1, (count - pos) * sizeof(from.bidders[0]));
    from.keys[count] = kTop;
    from.bidders[count] = kUnused;
    --size_;
    if (count <= kThin) tidy(leaf);
  }
  seat.leaf = kRemoved;
}

// ---- the slow path: shape ----

void Ranking::renumber_tops(std::uint32_t from) {
  for (std::uint32_t i = from; i < tops_.size(); ++i) groups_[tops_[i]].top = i;
}

void Ranking::recount(std::uint32_t id) {
  Group& group = groups_[id];
  std::uint32_t sum = 0;
  for (std::uint32_t i = 0; i < group.count; ++i) {
    LeafMeta& meta = metas_[group.leaves[i]];
    meta.group = id;
    meta.slot = static_cast<std::uint8_t>(i);
    group.before[i] = static_cast<std::uint16_t>(sum);
    sum += meta.count;
  }
}

void Ranking::insert_leaf(std::uint32_t id, std::uint32_t slot, std::uint32_t leaf, std::int64_t low) {
  Group& group = groups_[id];
  std::copy_backward(group.lows + slot, group.lows + group.count, group.lows + group.count + 1);
  std::copy_backward(group.leaves + slot, group.leaves + group.count, group.leaves + group.count + 1);
  group.lows[slot] = low;
  group.leaves[slot] = leaf;
  ++group.count;
  recount(id);
}

void Ranking::split_group(std::uint32_t id) {
  const std::uint32_t made = new_group();
  Group& left = groups_[id];
  Group& right = groups_[made];
  constexpr std::uint32_t kHalf = kWidth / 2;
  std::copy(left.lows + kHalf, left.lows + kWidth, right.lows);
  std::copy(left.leaves + kHalf, left.leaves + kWidth, right.leaves);
  std::fill(left.lows + kHalf, left.lows + kWidth, kTop);
  std::fill(left.leaves + kHalf, left.leaves + kWidth, kNoLeaf);
  left.count = kHalf;
  right.count = kWidth - kHalf;
  recount(id);
  recount(made);
  const std::uint32_t at = left.top + 1;
  const std::uint32_t within = left.before[kHalf - 1] + metas_[left.leaves[kHalf - 1]].count;
  bases_.insert(bases_.begin() + at, bases_[left.top] + within);
  const auto groups = tops_.size();
  tops_.insert(tops_.begin() + at, made);
  if (groups == lows_.size()) lows_.resize(lows_.size() + 8, kTop);
  std::copy_backward(lows_.begin() + at, lows_.begin() + static_cast<std::ptrdiff_t>(groups),
                     lows_.begin() + static_cast<std::ptrdiff_t>(groups) + 1);
  lows_[at] = right.lows[0];
  renumber_tops(at);
}

void Ranking::split(std::uint32_t full) {
  if (groups_[metas_[full].group].count == kWidth) split_group(metas_[full].group);
  const std::uint32_t made = new_leaf();
  Leaf& left = leaves_[full];
  Leaf& right = leaves_[made];
  constexpr std::uint32_t kHalf = kWidth / 2;
  std::copy(left.keys + kHalf, left.keys + kWidth, right.keys);
  std::copy(left.bidders + kHalf, left.bidders + kWidth, right.bidders);
  std::fill(left.keys + kHalf, left.keys + kWidth, kTop);
  std::fill(left.bidders + kHalf, left.bidders + kWidth, kUnused);
  metas_[full].count = kHalf;
  metas_[made].count = kWidth - kHalf;
  for (std::uint32_t i = 0; i < kWidth - kHalf; ++i) seats_[right.bidders[i]].leaf = made;
  insert_leaf(metas_[full].group, metas_[full].slot + 1u, made, right.keys[0]);
}

void Ranking::erase_leaf(std::uint32_t leaf) {
  const std::uint32_t id = metas_[leaf].group, slot = metas_[leaf].slot;
  Group& group = groups_[id];
  const std::int64_t low = group.lows[0];
  std::copy(group.lows + slot + 1, group.lows + group.count, group.lows + slot);
  std::copy(group.leaves + slot + 1, group.leaves + group.count, group.leaves + slot);
  --group.count;
  group.lows[group.count] = kTop;
  group.leaves[group.count] = kNoLeaf;
  free_leaves_.push_back(leaf);
  if (group.count == 0) {  // never the only group: tidy() keeps its last leaf
    const std::uint32_t at = group.top;
    const auto groups = static_cast<std::ptrdiff_t>(tops_.size());
    std::copy(lows_.begin() + at + 1, lows_.begin() + groups, lows_.begin() + at);
    lows_[groups - 1] = kTop;
    if (lows_.size() >= static_cast<std::size_t>(groups) + 15) lows_.resize(lows_.size() - 8);
    bases_.erase(bases_.begin() + at);
    tops_.erase(tops_.begin() + at);
    free_groups_.push_back(id);
    renumber_tops(at);
  } else {
    if (slot == 0) group.lows[0] = low;  // the group still begins where it began
    recount(id);
    if (group.count <= kThin) tidy_group(id);
  }
  lows_[0] = kLeast;
  groups_[tops_[0]].lows[0] = kLeast;
  front_leaf_ = groups_[tops_[0]].leaves[0];
}

void Ranking::merge(std::uint32_t left_id, std::uint32_t right_id) {
  Leaf& left = leaves_[left_id];
  Leaf& right = leaves_[right_id];
  const std::uint32_t at = metas_[left_id].count, more = metas_[right_id].count;
  std::copy_n(right.keys, more, left.keys + at);
  std::copy_n(right.bidders, more, left.bidders + at);
  for (std::uint32_t i = 0; i < more; ++i) seats_[right.bidders[i]].leaf = left_id;
  metas_[left_id].count = static_cast<std::uint8_t>(at + more);
  metas_[right_id].count = 0;
  erase_leaf(right_id);
}

void Ranking::tidy(std::uint32_t leaf) {
  const LeafMeta& meta = metas_[leaf];
  const Group& group = groups_[meta.group];
  const std::uint32_t slot = meta.slot;
  if (slot + 1 < group.count && meta.count + metas_[group.leaves[slot + 1]].count <= kMerged) {
    merge(leaf, group.leaves[slot + 1]);
  } else if (slot > 0 && meta.count + metas_[group.leaves[slot - 1]].count <= kMerged) {
    merge(group.leaves[slot - 1], leaf);
  } else if (meta.count == 0 && size_ > 0) {
    erase_leaf(leaf);
  }
}

void Ranking::tidy_group(std::uint32_t id) {
  const std::uint32_t at = groups_[id].top;
  std::uint32_t left = at, right = at + 1;
  if (right >= tops_.size() || groups_[tops_[right]].count + groups_[id].count > kMerged) {
    if (at == 0 || groups_[tops_[at - 1]].count + groups_[id].count > kMerged) return;
    left = at - 1;
    right = at;
  }
  Group& into = groups_[tops_[left]];
  Group& from = groups_[tops_[right]];
  std::copy_n(from.lows, from.count, into.lows + into.count);
  into.lows[into.count] = lows_[right];
  std::copy_n(from.leaves, from.count, into.leaves + into.count);
  into.count += from.count;
  from.count = 0;
  recount(tops_[left]);
  const auto groups = static_cast<std::ptrdiff_t>(tops_.size());
  free_groups_.push_back(tops_[right]);
  std::copy(lows_.begin() + right + 1, lows_.begin() + groups, lows_.begin() + right);
  lows_[groups - 1] = kTop;
  if (lows_.size() >= static_cast<std::size_t>(groups) + 15) lows_.resize(lows_.size() - 8);
  bases_.erase(bases_.begin() + right);
  tops_.erase(tops_.begin() + right);
  renumber_tops(right);
}

void Ranking::check() const {
  std::uint32_t sum = 0, leaves = 0;
  std::int64_t previous = kLeast;
  TERANG_ASSERT(tops_.size() == bases_.size() && lows_.size() % 8 == 0 && lows_.size() >= tops_.size());
  TERANG_ASSERT(front_leaf_ == front().leaf && lows_[0] == kLeast);
  for (std::uint32_t i = 0; i < lows_.size(); ++i) TERANG_ASSERT(i < tops_.size() || lows_[i] == kTop);
  for (std::uint32_t i = 0; i < tops_.size(); ++i) {
    const Group& group = groups_[tops_[i]];
    TERANG_ASSERT(group.top == i && bases_[i] == sum && group.count > 0 && group.count <= kWidth);
    for (std::uint32_t slot = 0; slot < kWidth; ++slot) {
      if (slot >= group.count) {
        TERANG_ASSERT(group.lows[slot] == kTop);
        continue;
      }
      const Leaf& leaf = leaves_[group.leaves[slot]];
      const LeafMeta& meta = metas_[group.leaves[slot]];
      TERANG_ASSERT(meta.group == tops_[i] && meta.slot == slot && meta.count <= kWidth);
      TERANG_ASSERT(bases_[i] + group.before[slot] == sum);
      TERANG_ASSERT(meta.count > 0 || size_ == 0);
      ++leaves;
      for (std::uint32_t pos = 0; pos < kWidth; ++pos) {
        if (pos >= meta.count) {
          TERANG_ASSERT(leaf.keys[pos] == kTop && leaf.bidders[pos] == kUnused);
          continue;
        }
        TERANG_ASSERT(leaf.keys[pos] >= previous && leaf.keys[pos] >= group.lows[slot]);
        TERANG_ASSERT(leaf.keys[pos] >= lows_[i] && seats_[leaf.bidders[pos]].leaf == group.leaves[slot]);
        previous = leaf.keys[pos];
      }
      sum += meta.count;
    }
  }
  TERANG_ASSERT(sum == size_ && leaves + free_leaves_.size() == leaves_.size());
}

}  // namespace terang::auction
