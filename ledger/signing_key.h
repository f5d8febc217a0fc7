// The log's Ed25519 key (RFC 8032): something that signs. It is in memory (its file: key_file.h), or a PKCS#11 module keeps
// it where nobody can read it (pkcs11_key.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace terang::ledger {

// Whoever holds a private key. Safe from several threads.
class KeyKeeper {
 public:
  virtual ~KeyKeeper() = default;
  virtual std::string public_key() const = 0;                          // 32 octets
  virtual Result<std::string> sign(std::string_view message) const = 0;  // 64 octets; key_unavailable
  virtual std::string to_pem() const { return {}; }                    // empty: it cannot be taken out
};

class SigningKey {
 public:
  static Result<SigningKey> from_pem(std::string_view pem);    // PKCS #8; signing_key_malformed
  static Result<SigningKey> from_seed(std::string_view seed);  // 32 octets (RFC 8032 §5.1.5)
  static SigningKey generate();
  explicit SigningKey(std::shared_ptr<const KeyKeeper> keeper) : keeper_(std::move(keeper)) {}

  std::string to_pem() const { return keeper_->to_pem(); }
  std::string public_key() const { return keeper_->public_key(); }  // 32 octets
  // What is in memory always signs; a module may have gone.
  Result<std::string> try_sign(std::string_view message) const { return keeper_->sign(message); }
  std::string sign(std::string_view message) const { return keeper_->sign(message).value(); }  // asserted: it could

 private:
  std::shared_ptr<const KeyKeeper> keeper_;
};

bool verify_ed25519(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace terang::ledger
