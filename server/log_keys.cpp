#include "server/log_keys.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "ledger/envelope.h"
#include "ledger/key_file.h"
#include "ledger/key_history.h"
#include "ledger/note.h"
#include "ledger/pkcs11_key.h"
#include "server/log.h"

namespace terang::server {
namespace {

bool in_module(const std::string& where) { return where.starts_with("pkcs11:"); }

std::string vkey_of(const ledger::SigningKey& key, const std::string& origin) {
  return ledger::format_vkey(ledger::verifier_key(key, origin));
}

bool knows(const LogState::Keys& keys, const std::string& vkey) {
  return std::any_of(keys.begin(), keys.end(), [&](const tender::LogKeyRecord& key) { return key.vkey == vkey; });
}

std::string first_place(const LogKeysConfig& config) { return config.key.empty() ? config.data + "/log-key.pem" : config.key; }
std::string numbered(const LogKeysConfig& config, int number) {
  return config.data + "/log-key-" + std::to_string(number) + ".pem";
}
bool is_there(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

}  // namespace

Result<ledger::SigningKey> load_log_key(const std::string& where) {
  if (!in_module(where)) return ledger::load_key(where);
  const char* pin = std::getenv("TERANG_LOG_KEY_PIN");
  return ledger::load_pkcs11_key(where, pin ? std::optional<std::string>(pin) : std::nullopt);
}

Result<std::vector<ledger::SigningKey>> LogKeys::at_start(const LogState::Keys& keys, const std::string& origin) const {
  if (keys.empty()) {
    const std::string place = first_place(config_);
    const auto key = in_module(place) ? load_log_key(place) : ledger::load_or_create_key(place);
    if (!key) return key.error();
    return std::vector{*key};
  }
  std::vector<std::string> places{first_place(config_)};
  if (!config_.next.empty()) places.push_back(config_.next);
  // Retired ones may be gone from among them; there is at most one a rotation, and one that came to nothing.
  for (int number = 2; number <= static_cast<int>(keys.size()) + 1; ++number) places.push_back(numbered(config_, number));
  std::vector<ledger::SigningKey> found;
  bool signs = false;
  for (const std::string& place : places) {
    if (!in_module(place) && !is_there(place)) continue;  // retired keys may be destroyed
    const auto key = load_log_key(place);
    if (!key && key.error().name == "key_file_exposed") return key.error();
    if (!key) {
      log_warning("log_key.unreadable", {{"why", key.error().message}});
      continue;
    }
    signs = signs || vkey_of(*key, origin) == keys.back().vkey;
    found.push_back(*key);
  }
  if (signs) return found;
  return Failure{"log_key_missing", "The log is signed by " + keys.back().vkey +
                                        ", and none of its private keys at hand is that one: see ledger/KEYS.md."};
}

Result<std::vector<ledger::VerifierKey>> LogKeys::told(ledger::Journal& journal, const std::string& origin) {
  ledger::KeyHistory history;
  const auto read = journal.read_tender({}, [&](const ledger::StoredEntry& entry) {
    const auto envelope = entry.payload ? ledger::read_envelope(*entry.payload) : std::nullopt;
    if (envelope) (void)history.add({entry.seq, 0, envelope->kind, {}, 0, envelope->data}, origin);
    return true;
  });
  if (!read) return read.error();
  std::vector<ledger::VerifierKey> keys;
  for (const ledger::LogKey& key : history.keys()) keys.push_back(*ledger::parse_vkey(key.vkey));
  return keys;
}

Result<ledger::SigningKey> LogKeys::current(ledger::Journal& journal, const std::string& origin) const {
  const auto all = told(journal, origin);
  if (!all) return all.error();
  if (all->empty()) return load_log_key(first_place(config_));
  LogState::Keys keys;
  for (const ledger::VerifierKey& key : *all) keys.push_back({ledger::format_vkey(key)});
  const auto found = at_start(keys, origin);
  if (!found) return found.error();
  return *std::find_if(found->begin(), found->end(),
                       [&](const ledger::SigningKey& key) { return vkey_of(key, origin) == keys.back().vkey; });
}

Result<ledger::SigningKey> LogKeys::next(const LogState::Keys& keys, const std::string& origin) const {
  if (!config_.next.empty()) return load_log_key(config_.next);
  if (in_module(first_place(config_)))
    return Failure{"next_key_missing", "The log's key is in a module: name the next one as log_key_next."};
  for (int number = 2;; ++number) {
    auto key = ledger::load_or_create_key(numbered(config_, number));
    if (!key || !knows(keys, vkey_of(*key, origin))) return key;
  }
}

}  // namespace terang::server
