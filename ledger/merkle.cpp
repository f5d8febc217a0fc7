#include "ledger/merkle.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "base/sha256.h"

namespace terang::ledger {
namespace {

// The largest power of two below n, for n > 1: where RFC 6962 splits a tree.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

// Root over leaves [from, to); from is a multiple of the smallest power of two not below to - from.
Hash range_root(const HashSource& source, std::uint64_t from, std::uint64_t to) {
  const std::uint64_t n = to - from;
  if (std::has_single_bit(n)) {
    const int level = std::countr_zero(n);
    return source.subtree(level, from >> level);
  }
  const std::uint64_t k = split(n);
  return node_hash(range_root(source, from, from + k), range_root(source, from + k, to));
}

// RFC 6962 §2.1.1, PATH(m, D[from:to]), m counted from `from`.
void path(const HashSource& source, std::uint64_t m, std::uint64_t from, std::uint64_t to, std::vector<Hash>& out) {
  const std::uint64_t n = to - from;
  if (n == 1) return;
  const std::uint64_t k = split(n);
  if (m < k) {
    path(source, m, from, from + k, out);
    out.push_back(range_root(source, from + k, to));
  } else {
    path(source, m - k, from + k, to, out);
    out.push_back(range_root(source, from, from + k));
  }
}

// RFC 6962 §2.1.2, SUBPROOF(m, D[from:to], whole).
void subproof(const HashSource& source, std::uint64_t m, std::uint64_t from, std::uint64_t to, bool whole,
              std::vector<Hash>& out) {
  const std::uint64_t n = to - from;
  if (m == n) {
    if (!whole) out.push_back(range_root(source, from, to));
    return;
  }
  const std::uint64_t k = split(n);
  if (m <= k) {
    subproof(source, m, from, from + k, whole, out);
    out.push_back(range_root(source, from + k, to));
  } else {
    subproof(source, m - k, from + k, to, false, out);
    out.push_back(range_root(source, from, from + k));
  }
}

}  // namespace

Hash node_hash(const Hash& left, const Hash& right) {
  char buffer[65];
  buffer[0] = 1;
  std::memcpy(buffer + 1, left.data(), 32);
  std::memcpy(buffer + 33, right.data(), 32);
  return sha256({buffer, sizeof buffer});
}

Hash empty_root() { return sha256({}); }

Hash root_of(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = split(leaves.size());
  return node_hash(root_of(leaves.first(k)), root_of(leaves.subspan(k)));
}

void Frontier::append(const Hash& leaf) {
  Hash carry = leaf;
  for (std::uint64_t bits = size_++; bits & 1; bits >>= 1) {
    carry = node_hash(peaks_.back(), carry);
    peaks_.pop_back();
  }
  peaks_.push_back(carry);
}

std::optional<Frontier> Frontier::from(std::uint64_t size, std::vector<Hash> peaks) {
  if (static_cast<std::size_t>(std::popcount(size)) != peaks.size()) return std::nullopt;
  Frontier frontier;
  frontier.size_ = size;
  frontier.peaks_ = std::move(peaks);
  return frontier;
}

Hash Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Hash root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_hash(peaks_[i], root);
  return root;
}

Hash root_at(const HashSource& source, std::uint64_t size) {
  TERANG_ASSERT(size <= source.size());
  return size == 0 ? empty_root() : range_root(source, 0, size);
}

std::vector<Hash> inclusion_proof(const HashSource& source, std::uint64_t index, std::uint64_t size) {
  TERANG_ASSERT(index < size && size <= source.size());
  std::vector<Hash> proof;
  path(source, index, 0, size, proof);
  return proof;
}

std::vector<Hash> consistency_proof(const HashSource& source, std::uint64_t old_size, std::uint64_t new_size) {
  TERANG_ASSERT(old_size <= new_size && new_size <= source.size());
  std::vector<Hash> proof;
  if (old_size > 0 && old_size < new_size) subproof(source, old_size, 0, new_size, true, proof);
  return proof;
}

// RFC 9162 §2.1.3.2.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                      const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      r = node_hash(p, r);
      while (!(fn & 1) && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

// RFC 9162 §2.1.4.2; a proof from the empty tree is empty.
bool verify_consistency(std::uint64_t old_size, std::uint64_t new_size, const Hash& old_root, const Hash& new_root,
                        std::span<const Hash> proof) {
  if (old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  std::vector<Hash> whole;
  if (std::has_single_bit(old_size)) {
    whole.push_back(old_root);
    whole.insert(whole.end(), proof.begin(), proof.end());
    proof = whole;
  }
  if (proof.empty()) return false;
  std::uint64_t fn = old_size - 1, sn = new_size - 1;
  while (fn & 1) {
    fn >>= 1;
    sn >>= 1;
  }
  Hash fr = proof[0], sr = proof[0];
  for (const Hash& c : proof.subspan(1)) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while (!(fn & 1) && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == new_root;
}

}  // namespace terang::ledger
