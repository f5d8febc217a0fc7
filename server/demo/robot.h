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
  // One look at one lot of any format, and what robot_mind.h makes of it.
  void play(const tender::TenderId& tender, const tender::LotId& lot, std::int64_t floor_percent);

  // Like any business: the officer admits it, or not. Once more is harmless.
  void ask_to_take_part(const tender::TenderId& tender, const std::vector<tender::LotId>& lots);

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
