#include "ledger/named_keys.h"

#include <array>

namespace terang::ledger {
namespace {

using json::Value;

constexpr std::array kStates{KeyState::current, KeyState::overlap, KeyState::retired, KeyState::compromised};

// False: it is neither null nor a number.
bool take(const Value& from, std::string_view member, std::optional<std::uint64_t>& into) {
  const Value* found = from.find(member);
  if (!found || (!found->is_null() && (!found->is_int() || found->as_int() < 0))) return false;
  if (!found->is_null()) into = static_cast<std::uint64_t>(found->as_int());
  return true;
}

// Which of two states it is that a replaced key has, time tells; the others its members.
bool fits(const NamedKey& named) {
  if (named.key.compromised_from) return named.state == KeyState::compromised;
  if (!named.key.until_seq) return named.state == KeyState::current;
  return named.state == KeyState::overlap || named.state == KeyState::retired;
}

std::optional<NamedKey> read_key(const Value& value) {
  NamedKey named;
  named.key.vkey = value.text("vkey");
  if (!value.is_object() || value.as_object().size() != 6 || named.key.vkey.empty() || !take(value, "compromised_from", named.key.compromised_from) ||
      !take(value, "from_seq", named.key.from_seq) || !take(value, "until_seq", named.key.until_seq))
    return std::nullopt;
  const Value* overlap = value.find("overlap_until");
  const auto until = overlap ? parse_time(value.text("overlap_until")) : std::nullopt;
  if (!overlap || (named.key.until_seq ? !until : !overlap->is_null())) return std::nullopt;
  named.key.overlap_until = until.value_or(0);
  for (const KeyState state : kStates) {
    if (value.text("state") != name(state)) continue;
    named.state = state;
    return fits(named) ? std::optional(named) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(KeyState state) {
  constexpr std::array<std::string_view, kStates.size()> names{"current", "overlap", "retired", "compromised"};
  return names[static_cast<std::size_t>(state)];
}

std::vector<NamedKey> named_keys(std::vector<LogKey> keys, const std::string& vkey, Micros at) {
  if (keys.empty()) keys.push_back({vkey, {}, {}, 0, {}});
  std::vector<NamedKey> named;
  for (LogKey& key : keys) {
    const KeyState state = key.compromised_from    ? KeyState::compromised
                           : !key.until_seq        ? KeyState::current
                           : at < key.overlap_until ? KeyState::overlap
                                                   : KeyState::retired;
    named.push_back({std::move(key), state});
  }
  return named;
}

Value to_json(const std::vector<NamedKey>& keys) {
  const auto place = [](std::optional<std::uint64_t> seq) { return seq ? Value(*seq) : Value(); };
  json::Array list;
  for (const auto& [key, state] : keys)
    list.push_back(Value::object({{"compromised_from", place(key.compromised_from)},
                                  {"from_seq", place(key.from_seq)},
                                  {"overlap_until", key.until_seq ? Value(format_time(key.overlap_until)) : Value()},
                                  {"state", name(state)},
                                  {"until_seq", place(key.until_seq)},
                                  {"vkey", key.vkey}}));
  return list;
}

std::optional<std::vector<NamedKey>> read_named_keys(const Value& list) {
  if (!list.is_array() || list.as_array().empty()) return std::nullopt;
  std::vector<NamedKey> keys;
  for (const Value& one : list.as_array()) {
    auto key = read_key(one);
    if (!key) return std::nullopt;
    keys.push_back(*std::move(key));
  }
  return keys;
}

}  // namespace terang::ledger
