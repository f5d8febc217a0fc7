// The log's Merkle tree held as C2SP tiles in memory: what receipts, consistency proofs and /log/ are made from.
//
// Kept: the hashes of levels 0, 8, 16, … in tiles of 256; the levels between are recomputed from one tile when asked
// for. That is 32.13 bytes an entry: 10 million entries take 321 MB. It grows past that by dropping full tiles of
// level 0 and reading them back from the stored headers (256 rows a tile); nothing but tile() would change.
// One writer; readers need the owner's lock.
#pragma once

#include <memory>
#include <vector>

#include "ledger/merkle.h"

namespace terang::ledger {

class HashTree final : public HashSource {
 public:
  static constexpr unsigned kWidth = 256;

  void append(const Hash& leaf);
  std::uint64_t size() const override { return size_; }
  Hash subtree(int level, std::uint64_t index) const override;

  Hash leaf(std::uint64_t index) const { return subtree(0, index); }
  Hash root() const { return root_at(*this, size_); }

  // The hashes at level 8·tile_level of the tile `index`, as many as stand there now: at most 256, possibly none.
  std::span<const Hash> tile(unsigned tile_level, std::uint64_t index) const;

 private:
  using Tile = std::array<Hash, kWidth>;
  struct Level {
    std::uint64_t count = 0;
    std::vector<std::unique_ptr<Tile>> tiles;
  };
  std::uint64_t size_ = 0;
  std::vector<Level> levels_;
};

}  // namespace terang::ledger
