// What a bundle says of the log's keys, beside their entries: which sign or signed, introduced by which entry, replaced by
// which. As of the newest entry under the bundle's checkpoint. GET /api/v1/log tells the same of now.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "ledger/key_history.h"

namespace terang::ledger {

enum class KeyState { current, overlap, retired, compromised };
std::string_view name(KeyState state);

struct NamedKey {
  LogKey key;
  KeyState state = KeyState::current;
  bool operator==(const NamedKey&) const = default;
};

// `vkey`: the key of a log that never changed it. Oldest first, at least one.
std::vector<NamedKey> named_keys(std::vector<LogKey> keys, const std::string& vkey, Micros at);

// [{"compromised_from","from_seq","overlap_until","state","until_seq","vkey"}]; what there is nothing to say of is null.
json::Value to_json(const std::vector<NamedKey>& keys);
// Nothing: it is no such list, or a key's state is not what its other members make it.
std::optional<std::vector<NamedKey>> read_named_keys(const json::Value& list);

}  // namespace terang::ledger
