#include "ledger/merkle.h"

#include <gtest/gtest.h>

#include <random>

#include "base/sha256.h"
#include "ledger/hash_tree.h"

namespace terang::ledger {
namespace {

Hash hash(const char* hex) { return *hash_from(*from_hex(hex)); }

// The eight inputs and their roots that Certificate Transparency implementations share.
const char* const kInputs[] = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                               "606162636465666768696a6b6c6d6e6f"};
const char* const kRoots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                              "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                              "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                              "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                              "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                              "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                              "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                              "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Hash> ct_leaves() {
  std::vector<Hash> leaves;
  for (const char* input : kInputs) leaves.push_back(sha256(std::string_view("\0", 1), *from_hex(input)));
  return leaves;
}

TEST(Merkle, KnownRoots) {
  EXPECT_EQ(to_hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const auto leaves = ct_leaves();
  Frontier frontier;
  HashTree tree;
  EXPECT_EQ(frontier.root(), empty_root());
  EXPECT_EQ(tree.root(), empty_root());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    frontier.append(leaves[i]);
    tree.append(leaves[i]);
    EXPECT_EQ(to_hex(frontier.root()), kRoots[i]);
    EXPECT_EQ(to_hex(tree.root()), kRoots[i]);
    EXPECT_EQ(to_hex(root_of(std::span(leaves).first(i + 1))), kRoots[i]);
  }
}

TEST(Merkle, KnownProofs) {
  HashTree tree;
  for (const Hash& leaf : ct_leaves()) tree.append(leaf);
  EXPECT_EQ(inclusion_proof(tree, 0, 1), std::vector<Hash>{});
  EXPECT_EQ(inclusion_proof(tree, 0, 8),
            (std::vector{hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                         hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                         hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")}));
  EXPECT_EQ(inclusion_proof(tree, 5, 8),
            (std::vector{hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
                         hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                         hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")}));
  EXPECT_EQ(inclusion_proof(tree, 2, 3), std::vector{hash(kRoots[1])});
  EXPECT_EQ(consistency_proof(tree, 6, 8),
            (std::vector{hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                         hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                         hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")}));
  EXPECT_EQ(consistency_proof(tree, 2, 5),
            (std::vector{hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                         hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")}));
}

TEST(Merkle, AProofForAnotherSizeIsNoProof) {
  const Hash leaf = sha256("leaf"), other = sha256("other"), both = node_hash(leaf, other);
  EXPECT_TRUE(verify_inclusion(0, 1, leaf, {}, leaf));
  EXPECT_FALSE(verify_inclusion(0, 2, leaf, {}, leaf));
  EXPECT_TRUE(verify_inclusion(0, 2, leaf, std::vector{other}, both));
  EXPECT_FALSE(verify_inclusion(0, 4, leaf, std::vector{other}, both));
  EXPECT_TRUE(verify_consistency(1, 2, leaf, both, std::vector{other}));
  EXPECT_FALSE(verify_consistency(1, 4, leaf, both, std::vector{other}));
}

std::vector<Hash> numbered_leaves(std::size_t n) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < n; ++i) leaves.push_back(sha256("leaf " + std::to_string(i)));
  return leaves;
}

TEST(Merkle, EverySmallProofHoldsAndNothingElse) {
  constexpr std::size_t kMost = 40;
  const auto leaves = numbered_leaves(kMost);
  HashTree tree;
  for (const Hash& leaf : leaves) tree.append(leaf);
  for (std::size_t size = 1; size <= kMost; ++size) {
    const Hash root = root_of(std::span(leaves).first(size));
    ASSERT_EQ(root_at(tree, size), root);
    for (std::size_t index = 0; index < size; ++index) {
      auto proof = inclusion_proof(tree, index, size);
      ASSERT_TRUE(verify_inclusion(index, size, leaves[index], proof, root)) << index << " of " << size;
      EXPECT_FALSE(verify_inclusion(index, size, leaves[(index + 1) % kMost], proof, root));
      EXPECT_FALSE(verify_inclusion(size, size, leaves[index], proof, root));
      if (size > 1) {
        EXPECT_FALSE(verify_inclusion((index + 1) % size, size, leaves[index], proof, root));
      }
      for (auto& hash : proof) {
        hash[7] ^= 1;
        EXPECT_FALSE(verify_inclusion(index, size, leaves[index], proof, root));
        hash[7] ^= 1;
      }
      proof.push_back(root);
      EXPECT_FALSE(verify_inclusion(index, size, leaves[index], proof, root));
      proof.pop_back();
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_FALSE(verify_inclusion(index, size, leaves[index], proof, root));
      }
    }
    for (std::size_t old_size = 0; old_size <= size; ++old_size) {
      const Hash old_root = root_at(tree, old_size);
      auto proof = consistency_proof(tree, old_size, size);
      ASSERT_TRUE(verify_consistency(old_size, size, old_root, root, proof)) << old_size << " → " << size;
      EXPECT_FALSE(verify_consistency(old_size, size, sha256("other"), root, proof));
      if (old_size > 0) {
        EXPECT_FALSE(verify_consistency(old_size, size, old_root, sha256("other"), proof));
      }
      for (auto& hash : proof) {
        hash[31] ^= 0x80;
        EXPECT_FALSE(verify_consistency(old_size, size, old_root, root, proof));
        hash[31] ^= 0x80;
      }
      proof.push_back(root);
      EXPECT_FALSE(verify_consistency(old_size, size, old_root, root, proof));
    }
    EXPECT_FALSE(verify_consistency(size + 1, size, root, root, {}));
  }
}

TEST(Merkle, LargeTreesAgainstTheNaiveOne) {
  const auto seed = std::random_device{}();
  RecordProperty("seed", static_cast<int>(seed));
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  const auto leaves = numbered_leaves(256 * 256 + 700);  // three tile levels
  HashTree tree;
  Frontier frontier;
  for (const Hash& leaf : leaves) {
    tree.append(leaf);
    frontier.append(leaf);
  }
  EXPECT_EQ(tree.root(), root_of(leaves));
  EXPECT_EQ(frontier.root(), root_of(leaves));
  for (int round = 0; round < 15; ++round) {
    const std::size_t size = 1 + random() % leaves.size(), old_size = random() % (size + 1), index = random() % size;
    const Hash root = root_of(std::span(leaves).first(size));
    ASSERT_EQ(root_at(tree, size), root);
    ASSERT_TRUE(verify_inclusion(index, size, leaves[index], inclusion_proof(tree, index, size), root));
    ASSERT_TRUE(verify_consistency(old_size, size, root_at(tree, old_size), root,
                                   consistency_proof(tree, old_size, size)));
  }
}

}  // namespace
}  // namespace terang::ledger
