// Which key is whose, and what bidders signed. The signatures themselves: ledger/p256.h.
#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ledger/p256.h"
#include "tender/command.h"

namespace terang::server {

using PublicKey = ledger::P256Key;
using PrivateKey = ledger::P256PrivateKey;
inline std::string key_id(std::string_view spki) { return ledger::p256_key_id(spki); }

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

// The bytes that the bidder's key signs; commands have them in their own members.
std::string signed_bytes(const tender::PlaceBid& bid, std::string_view origin);
std::string signed_bytes(const tender::PlaceOffer& offer, std::string_view origin);

}  // namespace terang::server
