// A bidder's key, as a browser makes it.
#pragma once

#include "ledger/p256.h"

namespace terang::test {

class BidderKey {
 public:
  BidderKey() : key_(ledger::P256PrivateKey::generate()), spki_(key_.spki()) {}
  const std::string& spki() const { return spki_; }
  std::string id() const { return ledger::p256_key_id(spki_); }
  std::string sign(const std::string& message) const { return key_.sign(message); }

 private:
  ledger::P256PrivateKey key_;
  std::string spki_;
};

}  // namespace terang::test
