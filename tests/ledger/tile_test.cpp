#include "ledger/tile.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace terang::ledger {
namespace {

TEST(TilePath, KnownSpellings) {
  EXPECT_EQ(format_tile_path({.level = 0, .index = 1234067}), "tile/0/x001/x234/067");
  EXPECT_EQ(format_tile_path({.level = 1, .index = 0, .width = 17}), "tile/1/000.p/17");
  EXPECT_EQ(format_tile_path({.entries = true, .index = 1000}), "tile/entries/x001/000");
  for (const TilePath& path : {TilePath{.level = 0, .index = 1234067}, TilePath{.level = 63, .index = 5, .width = 255},
                               TilePath{.entries = true, .index = 999}, TilePath{.index = 1000000, .width = 1}})
    EXPECT_EQ(parse_tile_path(format_tile_path(path)), path) << format_tile_path(path);
}

TEST(TilePath, OtherSpellingsAreRefused) {
  for (const char* text :
       {"", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "tile/0/x000/001", "tile/0/001/002",
        "tile/0/x001", "tile/00/001", "tile/64/001", "tile/-1/001", "tile/0/001.p/0", "tile/0/001.p/256",
        "tile/0/001.p/01", "tile/0/001.p/", "tile/0/001.p", "tile/entries", "tile/entries/", "tile/entries/x1/000",
        "tile/0/001/", "/tile/0/001", "tile/0//001", "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/..",
        "tile/0/%30%30%31"})
    EXPECT_FALSE(parse_tile_path(text)) << text;
}

TEST(Tile, WidthsAreThoseOfTheSpecification) {
  // size 70000: level 0 has 273 full tiles and 112 hashes, level 1 one full tile and 17, level 2 one hash.
  EXPECT_TRUE(tile_exists({.level = 0, .index = 272}, 70000));
  EXPECT_FALSE(tile_exists({.level = 0, .index = 273}, 70000));
  EXPECT_TRUE(tile_exists({.level = 0, .index = 273, .width = 112}, 70000));
  EXPECT_FALSE(tile_exists({.level = 0, .index = 273, .width = 113}, 70000));
  EXPECT_TRUE(tile_exists({.entries = true, .index = 273, .width = 112}, 70000));
  EXPECT_TRUE(tile_exists({.level = 1, .index = 1, .width = 17}, 70000));
  EXPECT_FALSE(tile_exists({.level = 1, .index = 1, .width = 18}, 70000));
  EXPECT_TRUE(tile_exists({.level = 2, .index = 0, .width = 1}, 70000));
  EXPECT_FALSE(tile_exists({.level = 3, .index = 0, .width = 1}, 70000));
  EXPECT_FALSE(tile_exists({.level = 63, .index = 0, .width = 1}, UINT64_MAX));
  EXPECT_FALSE(tile_exists({.level = 0, .index = UINT64_MAX}, 70000));
  EXPECT_FALSE(tile_exists({.level = 0, .index = 0, .width = 1}, 0));
}

TEST(Tile, HashesOfEveryLevel) {
  HashTree tree;
  std::vector<Hash> leaves;
  for (int i = 0; i < 70000; ++i) {
    leaves.push_back(sha256(std::to_string(i)));
    tree.append(leaves.back());
  }
  const auto full = hash_tile(tree, {.level = 0, .index = 3}, 70000);
  ASSERT_TRUE(full);
  ASSERT_EQ(full->size(), 8192u);
  EXPECT_EQ(full->substr(32, 32), as_chars(leaves[3 * 256 + 1]));
  const auto upper = hash_tile(tree, {.level = 1, .index = 0, .width = 9}, 9 * 256);
  ASSERT_TRUE(upper);
  ASSERT_EQ(upper->size(), 9u * 32);
  EXPECT_EQ(upper->substr(8 * 32), as_chars(root_of(std::span(leaves).subspan(8 * 256, 256))));
  // Published is what the checkpoint covers, not what the tree already has.
  EXPECT_FALSE(hash_tile(tree, {.level = 1, .index = 0, .width = 10}, 9 * 256));
  EXPECT_FALSE(hash_tile(tree, {.entries = true, .index = 0}, 70000));
}

TEST(Tile, EntryBundle) {
  std::string bundle;
  append_bundled_entry(bundle, std::string(81, 'h'));
  append_bundled_entry(bundle, std::string(81, 'i'));
  EXPECT_EQ(bundle, std::string("\0\x51", 2) + std::string(81, 'h') + std::string("\0\x51", 2) + std::string(81, 'i'));
}

}  // namespace
}  // namespace terang::ledger
