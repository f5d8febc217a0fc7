// The private keys that sealed bids are sealed to: one file each, and nowhere else until they are published. Not in the
// database, not in a log, not in a core dump.
#pragma once

#include <string>

#include "base/result.h"
#include "sealing/p256.h"

namespace terang::server {

class SealingKeys {
 public:
  explicit SealingKeys(std::string folder);  // made with mode 0700 when first needed

  // A new key, its file on disk; the value is base64 of its public point. Failure: sealing_key_unwritable.
  Result<std::string> make() const;
  // Of that point (base64). Failures: sealing_key_missing, sealing_key_exposed (others may read it),
  // sealing_key_malformed (no key, or another one).
  Result<sealing::PrivateKey> load(const std::string& server_key) const;

 private:
  std::string path_of(const std::string& server_key) const;

  const std::string folder_;
};

// What this process holds in memory stays out of core dumps, piped ones too.
void keep_memory_out_of_dumps();

}  // namespace terang::server
