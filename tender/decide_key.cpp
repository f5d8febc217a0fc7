// Signing keys: whose a key is, as everybody can check afterwards.
#include <algorithm>

#include "tender/decider.h"

namespace terang::tender {
namespace {
constexpr std::ptrdiff_t kKeysPerAccount = 16;
}

Decision Decider::operator()(const RegisterKey& command) {
  if (command.by.role != Role::bidder) return refuse("not_your_role");
  if (const KeyRecord* known = registry_.find_key(command.key.text))
    return refuse(known->account == command.by.account && !known->revoked ? "key_registered" : "key_taken");
  std::vector<KeyId>& mine = registry_.keys_by_account[command.by.account.text];
  const auto usable = std::count_if(mine.begin(), mine.end(),
                                    [&](const KeyId& key) { return !registry_.find_key(key.text)->revoked; });
  if (usable >= kKeysPerAccount) return refuse("too_many_keys");
  registry_.keys.emplace(command.key.text,
                         KeyRecord{command.key, command.by.account, command.by.business, command.spki, now_, false, 0});
  mine.push_back(command.key);
  Decision decision;
  decision.keys_changed = true;
  decision.entry = EntryDraft{"key.registered", TenderId(),
                              json::canonical(json::Value::object({{"by", to_json(command.by)},
                                                                   {"key", command.key.text},
                                                                   {"signature", command.signature},
                                                                   {"spki", command.spki},
                                                                   {"verdict", kAccepted}}))};
  registry_.pending = {true, nullptr, {}, false, false, false};
  return decision;
}

Decision Decider::operator()(const RevokeKey& command) {
  const auto found = registry_.keys.find(command.key.text);
  const bool may = command.by.role == Role::administrator ||
                   (found != registry_.keys.end() && found->second.account == command.by.account);
  if (found == registry_.keys.end() || !may) return refuse("key_unknown");
  if (found->second.revoked) return refuse("key_revoked");
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  found->second.revoked = true;
  found->second.revoked_at = now_;
  Decision decision;
  decision.keys_changed = true;
  decision.entry = EntryDraft{
      "key.revoked", TenderId(),
      json::canonical(json::Value::object({{"by", to_json(command.by)}, {"key", command.key.text},
                                           {"reason", command.reason}, {"verdict", kAccepted}}))};
  registry_.pending = {true, nullptr, {}, false, false, false};
  return decision;
}

}  // namespace terang::tender
