#include "ledger/policy.h"

#include <algorithm>
#include <set>

#include "ledger/cosignature.h"
#include "ledger/decimal.h"

namespace terang::ledger {
namespace {

constexpr std::size_t kMostLines = 1000;

std::vector<std::string_view> items_of(std::string_view line) {
  std::vector<std::string_view> items;
  for (;;) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return items;
    line.remove_prefix(begin);
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    items.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

// Reads line after line; what it returns is the failure of one, without its number.
class Reader {
 public:
  Policy policy;

  std::optional<Failure> line(std::string_view text) {
    for (const char c : text)
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f)
        return Failure{"policy_malformed", "it holds a control character."};
    const auto items = items_of(text);
    if (items.empty() || items[0].starts_with('#')) return std::nullopt;
    if (items[0] == "log") return log(items);
    if (items[0] == "witness") return witness(items);
    if (items[0] == "group") return group(items);
    if (items[0] == "quorum") return quorum(items);
    return Failure{"policy_malformed", "it starts with none of log, witness, group, quorum."};
  }

 private:
  using Items = std::vector<std::string_view>;

  std::optional<Failure> log(const Items& items) {
    if (items.size() < 2 || items.size() > 3) return Failure{"policy_malformed", "a log has a vkey and perhaps a URL."};
    auto key = parse_vkey(items[1]);
    if (!key) return key.error();
    for (const auto& other : policy.logs)
      if (other.key.public_key == key->public_key) return Failure{"policy_key_twice", "this log's key stands above."};
    policy.logs.push_back({std::move(*key), std::string(items.size() == 3 ? items[2] : "")});
    return std::nullopt;
  }

  std::optional<Failure> witness(const Items& items) {
    if (items.size() < 3 || items.size() > 4)
      return Failure{"policy_malformed", "a witness has a name, a vkey and perhaps a URL."};
    auto key = parse_vkey(items[2], kCosignatureV1);
    if (!key) return key.error();
    if (auto refused = define(items[1])) return refused;
    for (const auto& other : policy.witnesses)
      if (other.key.public_key == key->public_key) return Failure{"policy_key_twice", "this witness's key stands above."};
    policy.witnesses.push_back({std::string(items[1]), std::move(*key), std::string(items.size() == 4 ? items[3] : "")});
    return std::nullopt;
  }

  std::optional<Failure> group(const Items& items) {
    if (items.size() < 4) return Failure{"policy_malformed", "a group has a name, a threshold and members."};
    if (auto refused = define(items[1])) return refused;
    Policy::Group made{std::string(items[1]), 0, {}};
    for (std::size_t i = 3; i < items.size(); ++i) {
      const std::string name(items[i]);
      if (name == made.name || !names_.contains(name)) return unknown(name);
      if (!members_.insert(name).second) return Failure{"policy_member_twice", name + " is a member already."};
      made.members.push_back(name);
    }
    const auto number = parse_decimal(items[2]);
    made.needed = items[2] == "all" ? made.members.size() : items[2] == "any" ? 1 : number ? *number : 0;
    if (made.needed < 1 || made.needed > made.members.size())
      return Failure{"policy_threshold", "the threshold is any, all or a number from 1 to that of the members."};
    policy.groups.push_back(std::move(made));
    return std::nullopt;
  }

  std::optional<Failure> quorum(const Items& items) {
    if (items.size() != 2) return Failure{"policy_malformed", "a quorum has one name."};
    if (items[1] != "none" && !names_.contains(std::string(items[1]))) return unknown(items[1]);
    if (!policy.quorum.empty()) return Failure{"policy_quorum_twice", "there is a quorum already."};
    policy.quorum = items[1];
    return std::nullopt;
  }

  std::optional<Failure> define(std::string_view name) {
    if (name == "none") return Failure{"policy_name_reserved", "none can't be a name."};
    if (!names_.insert(std::string(name)).second) return Failure{"policy_name_twice", std::string(name) + " stands above."};
    return std::nullopt;
  }

  static Failure unknown(std::string_view name) {
    return {"policy_name_unknown", std::string(name) + " is no witness or group of the lines above."};
  }

  std::set<std::string> names_, members_;
};

}  // namespace

Result<Policy> parse_policy(std::string_view text) {
  Reader reader;
  reader.policy.text = text;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string where = "Line " + std::to_string(++number) + " of the policy: ";
    if (number > kMostLines) return Failure{"policy_too_long", where + "more than 1000 lines are not taken."};
    if (const auto failed = reader.line(line)) return Failure{failed->name, where + failed->message};
  }
  if (reader.policy.quorum.empty())
    return Failure{"policy_quorum_missing", "The policy has no quorum line; `quorum none` asks for no witness."};
  return std::move(reader.policy);
}

bool quorum_holds(const Policy& policy, const std::vector<std::string>& witnesses) {
  if (policy.quorum == "none") return true;
  std::set<std::string> hold(witnesses.begin(), witnesses.end());
  for (const auto& group : policy.groups)  // members stand above their group
    if (static_cast<std::size_t>(std::count_if(group.members.begin(), group.members.end(),
                                               [&](const std::string& member) { return hold.contains(member); })) >= group.needed)
      hold.insert(group.name);
  return hold.contains(policy.quorum);
}

Policy with_log_keys(Policy policy, std::span<const VerifierKey> keys) {
  for (const VerifierKey& key : keys) {
    const auto names = [&](bool same_key) {
      return std::any_of(policy.logs.begin(), policy.logs.end(),
                         [&](const Policy::Log& log) { return same_key ? log.key == key : log.key.name == key.name; });
    };
    if (!names(false) || names(true)) continue;
    policy.logs.push_back({key, {}});
    if (!policy.text.empty() && !policy.text.ends_with('\n')) policy.text += '\n';
    policy.text += "log " + format_vkey(key) + "\n";
  }
  return policy;
}

Result<PolicyVerdict> evaluate(const Policy& policy, std::string_view text, std::span<const VerifierKey> known_logs) {
  const auto note = parse_note(text);
  if (!note) return note.error();
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return checkpoint.error();
  std::vector<VerifierKey> logs;
  for (const auto& log : policy.logs) logs.push_back(log.key);
  if (logs.empty()) logs.assign(known_logs.begin(), known_logs.end());
  const auto by = [](const NoteSignature& signature, const VerifierKey& key) {
    return signature.name == key.name && signature.id == key.id;
  };
  bool signed_by_log = false, own_name = false;
  for (const NoteSignature& signature : note->signatures)
    for (const VerifierKey& key : logs) {
      if (!by(signature, key)) continue;
      if (!verify_ed25519(key.public_key, note->text, signature.signature))
        return Failure{"note_signature_invalid", "The signature of the log " + key.name + " does not verify."};
      signed_by_log = true;
      own_name = own_name || key.name == checkpoint->origin;
    }
  if (!signed_by_log) return Failure{"note_unsigned", "No log of the policy has signed the checkpoint."};
  if (!own_name)
    return Failure{"checkpoint_foreign_origin", "The checkpoint is of " + checkpoint->origin + ", but signed under another name."};

  PolicyVerdict verdict{std::move(*checkpoint), {}, false};
  std::vector<std::string> names;
  for (const auto& witness : policy.witnesses) {
    std::optional<std::uint64_t> newest;
    for (const NoteSignature& signature : note->signatures) {
      if (!by(signature, witness.key)) continue;
      const auto seconds = cosignature_time(witness.key, note->text, signature.signature);
      if (!seconds)
        return Failure{"cosignature_invalid", "The cosignature of the witness " + witness.name + " does not verify."};
      newest = std::max(newest.value_or(0), *seconds);
    }
    if (!newest) continue;
    verdict.cosigned.push_back({witness.name, *newest});
    names.push_back(witness.name);
  }
  verdict.quorum = quorum_holds(policy, names);
  return verdict;
}

Result<PolicyVerdict> demand_quorum(const Policy& policy, std::string_view note, std::span<const VerifierKey> logs) {
  auto verdict = evaluate(policy, note, logs);
  if (!verdict || verdict->quorum) return verdict;
  std::string have, lack;
  for (const auto& witness : policy.witnesses) {
    const bool has = std::any_of(verdict->cosigned.begin(), verdict->cosigned.end(),
                                 [&](const auto& one) { return one.witness == witness.name; });
    std::string& list = has ? have : lack;
    list += (list.empty() ? "" : ", ") + witness.name;
  }
  return Failure{"quorum_missing", "The quorum " + policy.quorum + " has not cosigned the checkpoint of size " +
                                       std::to_string(verdict->checkpoint.size) + ": cosigned by " +
                                       (have.empty() ? "nobody" : have) + ", not by " + lack + "."};
}

}  // namespace terang::ledger
