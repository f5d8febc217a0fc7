// Where the log's private keys are: the one that the configuration names, the one that it names for the next rotation,
// and those that rotations made beside the first (log-key-2.pem, …).
#pragma once

#include <string>
#include <vector>

#include "ledger/journal.h"
#include "ledger/note.h"
#include "ledger/signing_key.h"
#include "server/log_state.h"

namespace terang::server {

struct LogKeysConfig {
  std::string data;  // folder
  std::string key;   // a file, or a URI pkcs11:…; empty: log-key.pem in the folder
  std::string next;  // the same; empty: the next free log-key-N.pem in the folder, made when it is wanted
};

class LogKeys {
 public:
  explicit LogKeys(LogKeysConfig config) : config_(std::move(config)) {}

  // What the platform starts with. A log that never changed its key: that one alone; a file that is not there is made. Else
  // whatever is at hand, among it the key that signs now. Failures: those of key_file.h and pkcs11_key.h, log_key_missing.
  Result<std::vector<ledger::SigningKey>> at_start(const LogState::Keys& keys, const std::string& origin) const;
  // All that the stored log tells of, oldest first; none where it never changed its key.
  static Result<std::vector<ledger::VerifierKey>> told(ledger::Journal& journal, const std::string& origin);
  // The one that signs now, as the stored log says; none is made. Failures: these, and the journal's.
  Result<ledger::SigningKey> current(ledger::Journal& journal, const std::string& origin) const;
  // The key to rotate to: not one of those that the log knows.
  Result<ledger::SigningKey> next(const LogState::Keys& keys, const std::string& origin) const;

 private:
  LogKeysConfig config_;
};

// Of a file or a module. The PIN of a module: TERANG_LOG_KEY_PIN, where its URI names no pin-source.
Result<ledger::SigningKey> load_log_key(const std::string& where);

}  // namespace terang::server
