// C2SP tlog-tiles: the paths under /log/ and what stands there. Entries are the 81-byte headers.
//
//   tile/<L>/<N>[.p/<W>]       hashes of level 8·L        N in groups of three digits, all but the last behind an "x"
//   tile/entries/<N>[.p/<W>]   (u16 big-endian length | header) repeated
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/hash_tree.h"

namespace terang::ledger {

struct TilePath {
  bool entries = false;
  unsigned level = 0;  // 0 for entries
  std::uint64_t index = 0;
  unsigned width = HashTree::kWidth;  // 1..256; 256 is a full tile
  bool operator==(const TilePath&) const = default;

  std::uint64_t first() const { return index * HashTree::kWidth; }  // number of its first hash or entry
};

std::string format_tile_path(const TilePath& path);                    // without leading slash
std::optional<TilePath> parse_tile_path(std::string_view path);        // only the one canonical spelling

// Whether a log of this size serves that tile: all of it is there. (A partial tile may be asked for at any smaller
// width, too.)
bool tile_exists(const TilePath& path, std::uint64_t size);

// The tile's octets out of a tree, of which only the first `size` leaves are published; nothing when it does not
// exist (yet), or is an entry bundle.
std::optional<std::string> hash_tile(const HashTree& tree, const TilePath& path, std::uint64_t size);

void append_bundled_entry(std::string& out, std::string_view header);  // one element of an entry bundle

}  // namespace terang::ledger
