// Bidders' keys: ECDSA over P-256 with SHA-256, signatures as WebCrypto makes them (r ‖ s, 64 octets, IEEE P1363).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace terang::ledger {

class P256Key {
 public:
  // SubjectPublicKeyInfo, DER. Failure names: key_malformed, key_not_p256.
  static Result<std::shared_ptr<const P256Key>> parse(std::string_view spki);
  ~P256Key();
  bool verify(std::string_view message, std::string_view signature) const;  // any thread
  const std::string& id() const { return id_; }                            // 16 hexadecimal digits

 private:
  P256Key() = default;
  struct Handle;
  std::unique_ptr<Handle> handle_;
  std::string id_;
};

// A private key of our own making: practice robots and load generators use it; bidders' keys stay in their browsers.
class P256PrivateKey {
 public:
  static P256PrivateKey generate();
  P256PrivateKey(P256PrivateKey&&) noexcept;
  P256PrivateKey& operator=(P256PrivateKey&&) noexcept;
  ~P256PrivateKey();
  std::string spki() const;
  std::string sign(std::string_view message) const;  // r ‖ s

 private:
  P256PrivateKey() = default;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

std::string p256_key_id(std::string_view spki);  // first 16 hexadecimal digits of its SHA-256

}  // namespace terang::ledger
