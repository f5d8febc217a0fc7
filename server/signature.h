// Bidders' signatures: ECDSA over P-256 with SHA-256 as WebCrypto makes them (r ‖ s, 64 bytes, IEEE P1363).
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace terang::server {

class PublicKey {
 public:
  // SubjectPublicKeyInfo, DER. Failure names: key_malformed, key_not_p256.
  static Result<std::shared_ptr<const PublicKey>> parse(std::string_view spki);
  ~PublicKey();
  bool verify(std::string_view message, std::string_view signature) const;  // any thread
  const std::string& id() const { return id_; }                            // 16 hexadecimal digits

 private:
  PublicKey() = default;
  struct Handle;
  std::unique_ptr<Handle> handle_;
  std::string id_;
};

// A private key of our own making: practice robots and load generators use it; bidders' keys stay in their browsers.
class PrivateKey {
 public:
  static PrivateKey generate();
  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;
  ~PrivateKey();
  std::string spki() const;
  std::string sign(std::string_view message) const;  // r ‖ s

 private:
  PrivateKey() = default;
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

std::string key_id(std::string_view spki);

// Registered keys, read by every I/O thread at each bid and written when a registration is durable.
class KeyDirectory {
 public:
  struct Owner {
    std::string account;
    std::shared_ptr<const PublicKey> key;
  };
  void put(const std::string& account, std::shared_ptr<const PublicKey> key);
  void remove(const std::string& key_id);
  std::shared_ptr<const Owner> find(std::string_view key_id) const;

 private:
  struct Hasher {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Owner>, Hasher, std::equal_to<>> keys_;
};

// The bytes that are signed (server/PROTOCOL.md).
std::string bid_message(std::string_view amount, std::string_view bid, bool confirm, std::string_view key,
                        std::string_view lot, std::string_view origin, std::string_view tender);
std::string key_message(std::string_view account, std::string_view origin, std::string_view spki_base64);

}  // namespace terang::server
