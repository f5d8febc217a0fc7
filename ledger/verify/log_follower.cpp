#include "ledger/verify/log_follower.h"

#include <algorithm>

#include "base/json.h"
#include "ledger/entry.h"
#include "ledger/tile.h"

namespace terang::ledger {
namespace {

constexpr std::uint64_t kWidth = HashTree::kWidth;

Finding wrong(std::uint64_t seq, std::string check, std::string field, std::string expected, std::string found) {
  return {seq, {}, std::move(check), std::move(field), std::move(expected), std::move(found)};
}

// The headers of an entry bundle; nothing where its octets are none.
std::optional<std::vector<std::string_view>> headers_in(std::string_view octets) {
  std::vector<std::string_view> headers;
  while (!octets.empty()) {
    if (octets.size() < 2) return std::nullopt;
    const std::size_t length = static_cast<std::uint8_t>(octets[0]) * 256u + static_cast<std::uint8_t>(octets[1]);
    if (octets.size() < 2 + length) return std::nullopt;
    headers.push_back(octets.substr(2, length));
    octets.remove_prefix(2 + length);
  }
  return headers;
}

// Entries [from, to) of one bundle appended to the memory.
Result<std::optional<Finding>> take_tile(const Fetch& fetch, std::uint64_t from, std::uint64_t to, LogMemory& memory) {
  TilePath path{.entries = true, .index = from / kWidth, .width = static_cast<unsigned>(to - from / kWidth * kWidth)};
  const auto octets = fetch(format_tile_path(path));
  if (!octets) return octets.error();
  path.entries = false;
  const auto hashes = fetch(format_tile_path(path));
  if (!hashes) return hashes.error();
  const auto headers = headers_in(*octets);
  if (!headers || headers->size() != path.width || hashes->size() != path.width * sizeof(Hash))
    return std::optional(wrong(from, "entry_missing", format_tile_path(path), std::to_string(path.width) + " entries",
                               headers ? std::to_string(headers->size()) : "no entry bundle"));
  for (std::uint64_t seq = from; seq < to; ++seq) {
    const std::string_view octets_of = (*headers)[seq % kWidth];
    const auto header = decode_header(octets_of);
    if (!header) return std::optional(wrong(seq, "header_malformed", "header", "81 octets of version 1", to_hex(octets_of)));
    if (header->seq != seq) return std::optional(wrong(seq, "seq_mismatch", "header.seq", std::to_string(seq), std::to_string(header->seq)));
    if (header->prev != memory.leaf) return std::optional(wrong(seq, "chain_broken", "header.prev", to_hex(memory.leaf), to_hex(header->prev)));
    if (header->time < memory.time)
      return std::optional(wrong(seq, "time_decreased", "header.time", "at least " + std::to_string(memory.time), std::to_string(header->time)));
    memory.leaf = leaf_hash(octets_of);
    memory.time = header->time;
    memory.frontier.append(memory.leaf);
    const std::string_view said = std::string_view(*hashes).substr(seq % kWidth * sizeof(Hash), sizeof(Hash));
    if (said != as_chars(memory.leaf))
      return std::optional(wrong(seq, "tile_mismatch", format_tile_path(path), to_base64(as_chars(memory.leaf)), to_base64(said)));
  }
  return std::optional<Finding>();
}

}  // namespace

std::string write_memory(const LogMemory& memory) {
  json::Array peaks;
  for (const Hash& peak : memory.frontier.peaks()) peaks.emplace_back(to_base64(as_chars(peak)));
  return json::canonical(json::Value::object({{"leaf", to_base64(as_chars(memory.leaf))},
                                              {"note", memory.note},
                                              {"peaks", std::move(peaks)},
                                              {"size", memory.size()},
                                              {"time", memory.time}})) + "\n";
}

Result<LogMemory> read_memory(std::string_view text) {
  const Failure malformed{"memory_malformed", "What was remembered of the log is not as this program wrote it."};
  const auto hash = [](std::string_view octets) {
    const auto decoded = from_base64(octets);
    return decoded ? hash_from(*decoded) : std::nullopt;
  };
  const auto value = json::parse(text, {.bytes = 1 << 20});
  if (!value) return malformed;
  const json::Value *peaks = value->find("peaks"), *size = value->find("size"), *time = value->find("time");
  const auto leaf = hash(value->text("leaf"));
  if (!peaks || !peaks->is_array() || !size || !size->is_int() || !time || !time->is_int() || !leaf) return malformed;
  std::vector<Hash> hashes;
  for (const json::Value& peak : peaks->as_array()) {
    const auto one = peak.is_string() ? hash(peak.as_string()) : std::nullopt;
    if (!one) return malformed;
    hashes.push_back(*one);
  }
  LogMemory memory{std::string(value->text("note")), {}, *leaf, time->as_int()};
  auto frontier = Frontier::from(static_cast<std::uint64_t>(size->as_int()), std::move(hashes));
  if (size->as_int() < 0 || !frontier) return malformed;
  memory.frontier = std::move(*frontier);
  // Memory and note must be of one piece: whoever changed the one has not changed the other.
  if (!memory.note.empty()) {
    const auto note = parse_note(memory.note);
    const auto checkpoint = note ? parse_checkpoint(note->text) : Result<Checkpoint>(note.error());
    if (!checkpoint || checkpoint->size != memory.size() || checkpoint->root != memory.frontier.root()) return malformed;
  }
  return memory;
}

Result<Trusted> open_trusted(std::string_view note, const Trust& trust) {
  if (!trust.policy) {
    TERANG_ASSERT(trust.key);
    auto checkpoint = open_checkpoint(note, *trust.key);
    if (!checkpoint) return checkpoint.error();
    return Trusted{std::move(*checkpoint), {}};
  }
  std::vector<VerifierKey> logs;
  if (trust.key) logs.push_back(*trust.key);
  if (trust.key && !trust.policy->logs.empty() &&
      std::none_of(trust.policy->logs.begin(), trust.policy->logs.end(), [&](const Policy::Log& log) { return log.key == *trust.key; }))
    return Failure{"vkey_mismatch", "The policy does not name the log's key " + format_vkey(*trust.key) + "."};
  auto verdict = demand_quorum(*trust.policy, note, logs);
  if (!verdict) return verdict.error();
  return Trusted{std::move(verdict->checkpoint), std::move(verdict->cosigned)};
}

Result<Followed> follow_log(const Fetch& fetch, const Trust& trust, LogMemory& memory) {
  const auto note = fetch(trust.policy ? "checkpoint.witnessed" : "checkpoint");
  if (!note) return note.error();
  Followed followed{memory.size(), memory.size(), {}, {}};
  const auto trusted = open_trusted(*note, trust);
  if (!trusted) {
    followed.finding = wrong(0, trusted.error().name, "checkpoint", "a checkpoint signed by whom is trusted", trusted.error().message);
    return followed;
  }
  followed.cosigned = trusted->cosigned;
  const Checkpoint& now = trusted->checkpoint;
  if (now.size < memory.size()) {
    followed.finding = wrong(now.size, "log_rolled_back", "size", "at least " + std::to_string(memory.size()), std::to_string(now.size));
    return followed;
  }
  LogMemory grown = memory;
  grown.note = *note;
  while (grown.size() < now.size) {
    const std::uint64_t from = grown.size(), to = std::min(now.size, (from / kWidth + 1) * kWidth);
    auto found = take_tile(fetch, from, to, grown);
    if (!found) return found.error();
    if (*found) {
      followed.finding = std::move(*found);
      return followed;
    }
  }
  if (grown.frontier.root() != now.root) {
    followed.finding = wrong(memory.size(), "log_forked", "root of " + std::to_string(now.size) + " entries",
                             to_base64(as_chars(grown.frontier.root())), to_base64(as_chars(now.root)));
    return followed;
  }
  followed.to = now.size;
  memory = std::move(grown);
  return followed;
}

}  // namespace terang::ledger
