// The Merkle tree of RFC 6962 over leaf hashes: roots, inclusion and consistency proofs (also RFC 9162 §2.1).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace terang::ledger {

Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();  // SHA-256 of nothing

// The root over all leaves, recomputed: O(n). For tests and small sets.
Hash root_of(std::span<const Hash> leaves);

// The root of a growing tree in O(log n) memory.
class Frontier {
 public:
  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;
  const std::vector<Hash>& peaks() const { return peaks_; }
  // To go on from; nothing where so many leaves have another number of peaks.
  static std::optional<Frontier> from(std::uint64_t size, std::vector<Hash> peaks);

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;  // roots of the full subtrees, largest first
};

// Where proofs take hashes from: the root of the full subtree over leaves [index·2^level, (index+1)·2^level).
class HashSource {
 public:
  virtual ~HashSource() = default;
  virtual std::uint64_t size() const = 0;
  virtual Hash subtree(int level, std::uint64_t index) const = 0;
};

// All assert that the sizes asked for are not above source.size().
Hash root_at(const HashSource& source, std::uint64_t size);
std::vector<Hash> inclusion_proof(const HashSource& source, std::uint64_t index, std::uint64_t size);
std::vector<Hash> consistency_proof(const HashSource& source, std::uint64_t old_size, std::uint64_t new_size);

// False for anything malformed: wrong lengths, index not below size, old size above new size.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                      const Hash& root);
bool verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root,
                        const Hash& new_root, std::span<const Hash> proof);

}  // namespace terang::ledger
