#include "ledger/key_history.h"

#include <algorithm>

#include "base/bytes.h"
#include "ledger/note.h"

namespace terang::ledger {
namespace {

constexpr json::Limits kDataLimits{.bytes = 64 * 1024, .depth = 8, .decimals = false};

std::optional<std::uint64_t> count_in(const json::Value& data, std::string_view key) {
  const json::Value* found = data.find(key);
  if (!found || !found->is_int() || found->as_int() < 0) return std::nullopt;
  return static_cast<std::uint64_t>(found->as_int());
}

bool signed_by(const json::Value& data, std::string_view member, const VerifierKey& key, std::string_view message) {
  const auto signature = from_base64(data.text(member));
  return signature && verify_ed25519(key.public_key, message, *signature);
}

}  // namespace

std::string bytes_of_rotation(std::string_view origin, std::string_view old_vkey, std::string_view new_vkey,
                              std::int64_t overlap_seconds) {
  return json::canonical(json::Value::object({{"new_vkey", new_vkey},
                                              {"old_vkey", old_vkey},
                                              {"origin", origin},
                                              {"overlap_seconds", overlap_seconds},
                                              {"type", "terang.log-key.v1"}}));
}

std::optional<Finding> KeyHistory::add(const EntryView& entry, std::string_view origin) {
  if (!entry.kind.starts_with("log.key_")) return std::nullopt;
  const auto data = json::parse(entry.data, kDataLimits);
  if (!data) return Finding{entry.seq, {}, "vkey_malformed", "data", "JSON", data.error().name};
  return add(entry, *data, origin);
}

std::optional<Finding> KeyHistory::add(const EntryView& entry, const json::Value& data, std::string_view origin) {
  const auto wrong = [&](const char* check, const char* field, std::string expected, std::string_view found) {
    return Finding{entry.seq, {}, check, field, std::move(expected), std::string(found)};
  };
  if (entry.kind == "log.key_compromised") {
    const std::string_view vkey = data.text("vkey");
    const auto known = std::find_if(keys_.begin(), keys_.end(), [&](const LogKey& key) { return key.vkey == vkey; });
    const auto from = count_in(data, "from_size");
    if ((known == keys_.end() && !partial_) || !from) return wrong("rotation_broken", "data/vkey", "a key of this log", vkey);
    const auto noted = distrusted_.try_emplace(std::string(vkey), *from).first;
    noted->second = std::min(noted->second, *from);
    if (known != keys_.end()) known->compromised_from = noted->second;
    return std::nullopt;
  }
  if (entry.kind != "log.key_rotated") return std::nullopt;
  const std::string_view from = data.text("old_vkey"), to = data.text("new_vkey");
  const auto before = parse_vkey(from), after = parse_vkey(to);
  if (!before || before->name != origin) return wrong("vkey_malformed", "data/old_vkey", "a key of " + std::string(origin), from);
  if (!after || after->name != origin) return wrong("vkey_malformed", "data/new_vkey", "a key of " + std::string(origin), to);
  if (!keys_.empty() && keys_.back().vkey != from) return wrong("rotation_broken", "data/old_vkey", keys_.back().vkey, from);
  if (from == to || find(to)) return wrong("rotation_broken", "data/new_vkey", "a key that was not used before", to);
  const auto until = parse_time(data.text("overlap_until"));
  const auto seconds = count_in(data, "overlap_seconds");
  if (!until || !seconds) return wrong("rotation_broken", "data/overlap_until", "a time", data.text("overlap_until"));
  const std::string message = bytes_of_rotation(origin, from, to, static_cast<std::int64_t>(*seconds));
  if (!signed_by(data, "endorsed", *before, message))
    return wrong("rotation_signature_invalid", "data/endorsed", "a signature by " + std::string(from), data.text("endorsed"));
  if (!signed_by(data, "accepted", *after, message))
    return wrong("rotation_signature_invalid", "data/accepted", "a signature by " + std::string(to), data.text("accepted"));
  if (keys_.empty()) keys_.push_back({std::string(from), {}, {}, 0, distrusted_from(from)});
  keys_.back().until_seq = entry.seq;
  keys_.back().overlap_until = *until;
  keys_.push_back({std::string(to), entry.seq, {}, 0, {}});
  return std::nullopt;
}

const LogKey* KeyHistory::find(std::string_view vkey) const {
  const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const LogKey& key) { return key.vkey == vkey; });
  return found == keys_.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> KeyHistory::distrusted_from(std::string_view vkey) const {
  const auto noted = distrusted_.find(vkey);
  return noted == distrusted_.end() ? std::nullopt : std::optional(noted->second);
}

std::vector<std::string> KeyHistory::told() const {
  std::vector<std::string> vkeys;
  for (const LogKey& key : keys_) vkeys.push_back(key.vkey);
  for (const auto& [vkey, from] : distrusted_)
    if (!find(vkey)) vkeys.push_back(vkey);
  return vkeys;
}

std::string_view KeyHistory::refusal(std::string_view held, std::string_view signer, std::uint64_t size, Micros newest) const {
  const LogKey* from = find(held);
  const LogKey* to = find(signer);
  if (!from || !to) {
    if (held != signer || from) return "vkey_unknown";
    const auto distrusted = distrusted_from(signer);
    return distrusted && size >= *distrusted ? "vkey_compromised" : "";
  }
  // An endorsement stands in the checkpoints of more than its entry's number of entries.
  for (const LogKey* key = from; key < to; ++key)
    if (key->compromised_from && *key->compromised_from <= *key->until_seq + 1) return "vkey_compromised";
  if (to->compromised_from && size >= *to->compromised_from) return "vkey_compromised";
  if (to->until_seq && size > *to->until_seq && newest > to->overlap_until) return "vkey_retired";
  return "";
}

std::vector<VerifierKey> KeyHistory::believed(std::span<const VerifierKey> held, std::uint64_t size, Micros newest) const {
  std::vector<VerifierKey> keys;
  for (const LogKey& key : keys_)
    if (std::any_of(held.begin(), held.end(), [&](const VerifierKey& one) { return refusal(format_vkey(one), key.vkey, size, newest).empty(); }))
      keys.push_back(*parse_vkey(key.vkey));
  return keys;
}

}  // namespace terang::ledger
