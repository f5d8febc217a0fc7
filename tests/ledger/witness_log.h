// A small log to show to witnesses; from `differs` on its entries are others than those of its like.
#pragma once

#include "base/sha256.h"
#include "ledger/hash_tree.h"
#include "ledger/witness.h"

namespace terang::ledger::test {

class WitnessLog {
 public:
  static constexpr char kOrigin[] = "log.example/terang";

  explicit WitnessLog(std::uint64_t size, char seed = 'l', std::string origin = kOrigin, std::uint64_t differs = ~std::uint64_t{0})
      : origin_(std::move(origin)), key_(SigningKey::from_seed(std::string(32, seed)).value()) {
    for (std::uint64_t i = 0; i < size; ++i) tree_.append(sha256((i >= differs ? "other " : "entry ") + std::to_string(i)));
  }

  const std::string& origin() const { return origin_; }
  const SigningKey& key() const { return key_; }
  VerifierKey vkey() const { return verifier_key(key_, origin_); }
  Checkpoint checkpoint(std::uint64_t size) const { return {origin_, size, root_at(tree_, std::min(size, tree_.size()))}; }
  std::string note(std::uint64_t size) const { return sign_checkpoint(origin_, size, checkpoint(size).root, key_); }
  std::vector<Hash> proof(std::uint64_t old_size, std::uint64_t size) const {
    if (old_size == 0 || old_size >= size) return {};
    return consistency_proof(tree_, old_size, size);
  }
  std::string request(std::uint64_t old_size, std::uint64_t size) const {
    return format_add_checkpoint({old_size, proof(old_size, size), note(size)});
  }

 private:
  std::string origin_;
  SigningKey key_;
  HashTree tree_;
};

}  // namespace terang::ledger::test
