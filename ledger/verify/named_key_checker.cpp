#include "ledger/verify/named_key_checker.h"

#include <algorithm>

#include "ledger/note.h"

namespace terang::ledger {
namespace {

using Found = std::optional<Finding>;

Finding mismatch(std::size_t at, const char* member, std::string expected, std::string found) {
  return {0, {}, "vkeys_mismatch", "vkeys/" + std::to_string(at) + member, std::move(expected), std::move(found)};
}

std::string text(std::optional<std::uint64_t> seq) { return seq ? std::to_string(*seq) : ""; }

// Whether they follow one another as keys of one log do, and the one that seals is among them.
Found check_order(const BundleManifest& manifest, const Checkpoint& checkpoint) {
  const auto& keys = manifest.vkeys;
  std::optional<std::uint64_t> before;  // the entry that put the next in its place
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const LogKey& key = keys[i].key;
    const auto read = parse_vkey(key.vkey);
    const auto same = [&](const NamedKey& other) { return other.key.vkey == key.vkey; };
    if (!read || read->name != checkpoint.origin || std::find_if(keys.begin(), keys.end(), same) != keys.begin() + static_cast<std::ptrdiff_t>(i))
      return mismatch(i, "/vkey", "a key of " + checkpoint.origin + ", each once", key.vkey);
    if (key.from_seq != before) return mismatch(i, "/from_seq", text(before), text(key.from_seq));
    const bool last = i + 1 == keys.size();
    const bool later = key.until_seq && *key.until_seq < checkpoint.size && (!before || *before < *key.until_seq);
    if (last ? key.until_seq.has_value() : !later)
      return mismatch(i, "/until_seq", last ? "" : "an entry below " + std::to_string(checkpoint.size) + ", after the one before", text(key.until_seq));
    before = key.until_seq;
  }
  const auto seals = [&](const NamedKey& named) { return named.key.vkey == manifest.vkey; };
  if (std::none_of(keys.begin(), keys.end(), seals)) return Finding{0, {}, "vkeys_mismatch", "vkeys", manifest.vkey, keys.back().key.vkey};
  return std::nullopt;
}

// Every `log.key_*` entry is there: they say the same.
Found check_all(const BundleManifest& manifest, const KeyHistory& history, Micros newest, bool exact) {
  const auto& said = manifest.vkeys;
  const auto shown = named_keys(history.keys(), manifest.vkey, newest);
  for (std::size_t i = 0; i < std::max(said.size(), shown.size()); ++i) {
    const auto of = [i](const std::vector<NamedKey>& list) { return i < list.size() ? json::canonical(to_json({list[i]}).as_array()[0]) : std::string(); };
    bool same = i < said.size() && i < shown.size() && said[i].key == shown[i].key;
    // Of a tender the log's newest entry may be a later one than the last that is here: the overlap may be over since.
    same = same && (said[i].state == shown[i].state || (!exact && said[i].state == KeyState::retired));
    if (!same) return mismatch(i, "", of(shown), of(said));
  }
  return std::nullopt;
}

// Of what lies in the range each has to be shown; what lies outside nobody here can say.
Found check_some(const BundleManifest& manifest, const KeyHistory& history, Micros newest, std::uint64_t& shown) {
  const auto inside = [&](std::optional<std::uint64_t> seq) { return seq && *seq >= manifest.range->first && *seq < manifest.range->second; };
  const auto& keys = manifest.vkeys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto& [key, state] = keys[i];
    const LogKey* known = history.find(key.vkey);
    const auto from = known ? known->from_seq : std::nullopt, until = known ? known->until_seq : std::nullopt;
    if ((from || inside(key.from_seq)) && from != key.from_seq) return mismatch(i, "/from_seq", text(from), text(key.from_seq));
    if ((until || inside(key.until_seq)) && until != key.until_seq) return mismatch(i, "/until_seq", text(until), text(key.until_seq));
    if (until && known->overlap_until != key.overlap_until)
      return mismatch(i, "/overlap_until", format_time(known->overlap_until), format_time(key.overlap_until));
    if (state == KeyState::overlap && newest >= key.overlap_until) return mismatch(i, "/state", "retired", "overlap");
    // It may be distrusted from an even smaller size, by an entry that is not here.
    const auto distrusted = history.distrusted_from(key.vkey);
    if (distrusted && (!key.compromised_from || *key.compromised_from > *distrusted))
      return mismatch(i, "/compromised_from", text(distrusted), text(key.compromised_from));
    shown += known && (!key.from_seq || from) && (!key.until_seq || until) && key.compromised_from == distrusted;
  }
  for (const std::string& vkey : history.told())
    if (std::none_of(keys.begin(), keys.end(), [&](const NamedKey& named) { return named.key.vkey == vkey; })) return mismatch(keys.size(), "", vkey, "");
  return std::nullopt;
}

}  // namespace

Found check_named_keys(const BundleManifest& manifest, const Checkpoint& checkpoint, const KeyHistory& history, Micros newest,
                       std::optional<NamedKeys>& named) {
  if (manifest.vkeys.empty()) return std::nullopt;
  if (auto found = check_order(manifest, checkpoint)) return found;
  named = NamedKeys{manifest.vkeys.size(), manifest.vkeys.size()};
  if (!manifest.range) return check_all(manifest, history, newest, manifest.tender.empty());
  named->shown = 0;
  if (auto found = check_some(manifest, history, newest, named->shown)) return found;
  std::vector<LogKey> keys;
  for (const NamedKey& one : manifest.vkeys) keys.push_back(one.key);
  const std::string_view why = KeyHistory(std::move(keys)).refusal(manifest.vkey, manifest.vkey, checkpoint.size, newest);
  if (why.empty()) return std::nullopt;
  return Finding{0, {}, std::string(why), "vkeys", "a key that the bundle itself does not call so", manifest.vkey};
}

}  // namespace terang::ledger
