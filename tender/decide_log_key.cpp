// The log's own keys: which signs from when on, and whose signatures are not to be believed any more.
#include <algorithm>

#include "tender/decider.h"

namespace terang::tender {
namespace {

constexpr std::int64_t kLongestOverlap = 366 * 86'400;

Decision of_no_tender(Registry::Impl& registry, std::string_view kind, const Actor& by, json::Value data) {
  data.set("by", to_json(by));
  data.set("verdict", kAccepted);
  Decision decision;
  decision.keys_changed = true;
  decision.entry = EntryDraft{kind, TenderId(), json::canonical(data)};
  registry.pending = {};
  registry.pending.waiting = true;
  return decision;
}

}  // namespace

Decision Decider::operator()(const RotateLogKey& command) {
  if (command.by.role != Role::administrator) return refuse("not_your_role");
  std::vector<LogKeyRecord>& keys = registry_.log_keys;
  const auto used = [&](const std::string& vkey) {
    return std::any_of(keys.begin(), keys.end(), [&](const LogKeyRecord& key) { return key.vkey == vkey; });
  };
  if (command.old_vkey.empty() || (!keys.empty() && keys.back().vkey != command.old_vkey))
    return refuse("vkey_not_current", keys.empty() ? json::Value() : json::Value::object({{"vkey", keys.back().vkey}}));
  if (command.new_vkey.empty() || command.new_vkey == command.old_vkey || used(command.new_vkey)) return refuse("vkey_used");
  if (command.overlap_seconds < 0 || command.overlap_seconds > kLongestOverlap) return refuse("overlap_out_of_range");
  if (command.overlap_seconds > 0 && keys.size() > 1 && now_ < keys[keys.size() - 2].overlap_until)
    return refuse("rotation_under_way", json::Value::object({{"overlap_until", format_time(keys[keys.size() - 2].overlap_until)}}));
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  const Micros until = now_ + command.overlap_seconds * kSecond;
  if (keys.empty()) keys.push_back({command.old_vkey});
  keys.back().overlap_until = until;
  keys.push_back({command.new_vkey});
  Decision decision = of_no_tender(registry_, "log.key_rotated", command.by,
                                   json::Value::object({{"accepted", command.accepted},
                                                        {"endorsed", command.endorsed},
                                                        {"new_vkey", command.new_vkey},
                                                        {"old_vkey", command.old_vkey},
                                                        {"overlap_seconds", command.overlap_seconds},
                                                        {"overlap_until", format_time(until)},
                                                        {"reason", command.reason}}));
  decision.answer = json::Value::object({{"overlap_until", format_time(until)}, {"vkey", command.new_vkey}});
  registry_.pending.log_key = true;
  return decision;
}

Decision Decider::operator()(const DistrustLogKey& command) {
  if (command.by.role != Role::administrator) return refuse("not_your_role");
  std::vector<LogKeyRecord>& keys = registry_.log_keys;
  const auto key = std::find_if(keys.begin(), keys.end(), [&](const LogKeyRecord& one) { return one.vkey == command.vkey; });
  if (key == keys.end()) return refuse("vkey_unknown");
  if (!key->until_seq) return refuse("vkey_signs");
  if (key->compromised_from && *key->compromised_from <= command.from_size)
    return refuse("vkey_compromised", json::Value::object({{"from_size", *key->compromised_from}}));
  if (!registry_.options.partial && command.from_size > registry_.size) return refuse("from_size_ahead");
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  key->compromised_from = command.from_size;
  return of_no_tender(registry_, "log.key_compromised", command.by,
                      json::Value::object({{"from_size", command.from_size}, {"reason", command.reason}, {"vkey", command.vkey}}));
}

const std::vector<LogKeyRecord>& Registry::log_keys() const { return impl_->log_keys; }

}  // namespace terang::tender
