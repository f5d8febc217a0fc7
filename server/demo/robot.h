// A practice bidder: it has an account, a business and a key like any other, and sends signed bids to the desk.
#pragma once

#include <string>

#include "server/desk.h"
#include "server/people/accounts.h"

namespace terang::server {

class Robot {
 public:
  Robot(Desk& desk, std::string origin, const Account& account);

  void register_key();  // revokes what it had before: its old keys are gone
  // One turn in one lot: bids a little below what it must beat, unless it leads or its floor would be passed.
  void play(const tender::TenderId& tender, const tender::LotId& lot, std::int64_t floor_percent);

  const Account& account() const { return account_; }

 private:
  tender::Actor actor() const;

  Desk& desk_;
  const std::string origin_;
  const Account account_;
  PrivateKey key_;
  std::string key_id_;
};

}  // namespace terang::server
