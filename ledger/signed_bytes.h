// The bytes that a bidder's key signs (server/PROTOCOL.md): one text for who signs, who checks before the desk, and who
// checks afterwards. RFC 8785, which for these members is: keys in order, no spaces.
#pragma once

#include <string>
#include <string_view>

namespace terang::ledger {

struct SignedBid {
  std::string_view amount, bid;
  bool confirm = false;
  std::string_view key, lot, origin, tender;
};
struct SignedOffer {
  std::string_view bid;
  std::string_view content;  // a JSON object in RFC 8785 form
  std::string_view key, lot, origin, tender;
};
struct SignedKey {
  std::string_view account, origin;
  std::string_view spki;  // base64
};

std::string bytes_of(const SignedBid& bid);      // "type":"terang.bid.v1"
std::string bytes_of(const SignedOffer& offer);  // "type":"terang.offer.v1"
std::string bytes_of(const SignedKey& key);      // "type":"terang.key.v1"

}  // namespace terang::ledger
