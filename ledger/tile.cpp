#include "ledger/tile.h"

#include "base/check.h"
#include "ledger/decimal.h"

namespace terang::ledger {
namespace {

constexpr unsigned kMostLevel = 63;  // as the specification says

std::string three(std::uint64_t value) {
  std::string digits = std::to_string(value);
  return std::string(3 - digits.size(), '0') + digits;
}

}  // namespace

std::string format_tile_path(const TilePath& path) {
  std::string number = three(path.index % 1000);
  for (std::uint64_t rest = path.index / 1000; rest > 0; rest /= 1000) number = "x" + three(rest % 1000) + "/" + number;
  std::string text = "tile/" + (path.entries ? "entries" : std::to_string(path.level)) + "/" + number;
  if (path.width < HashTree::kWidth) text += ".p/" + std::to_string(path.width);
  return text;
}

std::optional<TilePath> parse_tile_path(std::string_view text) {
  const std::string_view whole = text;
  TilePath path;
  if (whole.size() > 64 || !text.starts_with("tile/")) return std::nullopt;
  text.remove_prefix(5);
  const std::string_view level = text.substr(0, text.find('/'));
  if (level.size() == text.size()) return std::nullopt;
  text.remove_prefix(level.size() + 1);
  if (level == "entries") {
    path.entries = true;
  } else {
    const auto number = parse_decimal(level);
    if (!number || *number > kMostLevel) return std::nullopt;
    path.level = static_cast<unsigned>(*number);
  }
  if (const std::size_t partial = text.find(".p/"); partial != std::string_view::npos) {
    const auto width = parse_decimal(text.substr(partial + 3));
    if (!width || *width == 0 || *width >= HashTree::kWidth) return std::nullopt;
    path.width = static_cast<unsigned>(*width);
    text = text.substr(0, partial);
  }
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (path.index > (UINT64_MAX - 9) / 10) return std::nullopt;
      path.index = path.index * 10 + static_cast<std::uint64_t>(c - '0');
    } else if (c != 'x' && c != '/') {
      return std::nullopt;
    }
  }
  // Whatever else could be wrong with the spelling shows when it is written again.
  if (format_tile_path(path) != whole) return std::nullopt;
  return path;
}

bool tile_exists(const TilePath& path, std::uint64_t size) {
  const std::uint64_t hashes = path.level >= 8 ? 0 : size >> (8 * path.level);
  return path.index <= hashes / HashTree::kWidth && path.first() + path.width <= hashes;
}

std::optional<std::string> hash_tile(const HashTree& tree, const TilePath& path, std::uint64_t size) {
  TERANG_ASSERT(size <= tree.size());
  if (path.entries || !tile_exists(path, size)) return std::nullopt;
  std::string octets;
  octets.reserve(path.width * sizeof(Hash));
  for (const Hash& hash : tree.tile(path.level, path.index).first(path.width)) octets += as_chars(hash);
  return octets;
}

void append_bundled_entry(std::string& out, std::string_view header) {
  TERANG_ASSERT(header.size() <= 0xffff);
  out += static_cast<char>(header.size() >> 8);
  out += static_cast<char>(header.size());
  out += header;
}

}  // namespace terang::ledger
