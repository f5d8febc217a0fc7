#include "ledger/hash_tree.h"

#include <algorithm>

#include "base/check.h"
#include "base/sha256_each.h"

namespace terang::ledger {
namespace {

// The nodes over n pairs of neighbours. `above` may be `below` itself.
void join_pairs(const Hash* below, std::size_t n, Hash* above) {
  std::array<HashInput, HashTree::kWidth / 2> nodes;
  for (std::size_t i = 0; i < n; ++i)
    nodes[i] = {"\x01", {reinterpret_cast<const char*>(below[2 * i].data()), 2 * sizeof(Hash)}};
  std::array<Hash, HashTree::kWidth / 2> made;
  sha256_each({nodes.data(), n}, made.data());
  std::copy_n(made.begin(), n, above);
}

// The root over 2^k hashes, k from 0 to 8.
Hash fold(std::span<const Hash> hashes) {
  if (hashes.size() == 1) return hashes[0];
  std::array<Hash, HashTree::kWidth / 2> row;
  join_pairs(hashes.data(), hashes.size() / 2, row.data());
  for (std::size_t n = hashes.size() / 4; n > 0; n /= 2) join_pairs(row.data(), n, row.data());
  return row[0];
}

}  // namespace

void HashTree::append(const Hash& leaf) {
  Hash hash = leaf;
  for (std::size_t at = 0;; ++at) {
    if (at == levels_.size()) levels_.emplace_back();
    Level& level = levels_[at];
    const std::size_t within = level.count % kWidth;
    if (within == 0) level.tiles.push_back(std::make_unique<Tile>());
    (*level.tiles.back())[within] = hash;
    ++level.count;
    if (within + 1 < kWidth) break;
    hash = fold(*level.tiles.back());
  }
  ++size_;
}

std::span<const Hash> HashTree::tile(unsigned tile_level, std::uint64_t index) const {
  if (tile_level >= levels_.size()) return {};
  const Level& level = levels_[tile_level];
  if (index >= level.tiles.size()) return {};
  const std::uint64_t there = level.count - index * kWidth;
  return std::span<const Hash>(*level.tiles[index]).first(std::min<std::uint64_t>(there, kWidth));
}

Hash HashTree::subtree(int level, std::uint64_t index) const {
  const unsigned within = static_cast<unsigned>(level) % 8;
  const std::uint64_t first = index << within, count = std::uint64_t{1} << within;
  const auto hashes = tile(static_cast<unsigned>(level) / 8, first / kWidth);
  TERANG_ASSERT(first % kWidth + count <= hashes.size());
  return fold(hashes.subspan(first % kWidth, count));
}

}  // namespace terang::ledger
