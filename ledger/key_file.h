// The file that holds the log's private key: made at first use, readable by its owner alone.
#pragma once

#include <string>

#include "ledger/signing_key.h"

namespace terang::ledger {

// Failures: key_file_exposed (group or others may read it: says the chmod that mends it), key_file_unreadable,
// key_file_unwritable, signing_key_malformed.
Result<SigningKey> load_or_create_key(const std::string& path);
Result<SigningKey> load_key(const std::string& path);

}  // namespace terang::ledger
