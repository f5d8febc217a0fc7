#include "server/demo/robot.h"

#include <algorithm>
#include <future>

#include "ledger/signed_bytes.h"
#include "server/demo/demo.h"
#include "server/demo/robot_mind.h"
#include "server/random.h"
#include "tender/view.h"

namespace terang::server {
namespace {

// A random version 4 UUID (RFC 9562), as a browser's crypto.randomUUID makes it.
std::string random_uuid() {
  std::string octets = random_octets(16);
  octets[6] = static_cast<char>((octets[6] & 0x0f) | 0x40);
  octets[8] = static_cast<char>((octets[8] & 0x3f) | 0x80);
  const std::string hex = to_hex(octets);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" + hex.substr(20);
}

}  // namespace

Robot::Robot(Desk& desk, std::string origin, const Account& account)
    : desk_(desk), origin_(std::move(origin)), account_(account), key_(PrivateKey::generate()) {
  key_id_ = server::key_id(key_.spki());
}

tender::Actor Robot::actor() const {
  return {tender::AccountId{account_.id}, tender::Role::bidder, tender::BusinessId{account_.business}};
}

void Robot::register_key() {
  auto told = std::make_shared<std::promise<std::vector<std::string>>>();
  auto old = told->get_future();
  const bool asked = desk_.ask([this, told](const tender::Registry& registry, Micros) -> Desk::Then {
    std::vector<std::string> keys;
    for (const tender::KeyRecord* key : registry.keys_of(account_.id))
      if (!key->revoked) keys.push_back(key->key.text);
    return [told, keys] { told->set_value(keys); };
  });
  if (asked)
    for (const std::string& key : old.get())
      run(desk_, tender::RevokeKey{actor(), tender::KeyId{key}, "The robot was restarted and has a new key."});
  const std::string spki = to_base64(key_.spki());
  run(desk_, tender::RegisterKey{actor(), tender::KeyId{key_id_}, spki,
                                 to_base64(key_.sign(ledger::bytes_of(ledger::SignedKey{account_.id, origin_, spki})))});
}

void Robot::play(const tender::TenderId& tender, const tender::LotId& lot, std::int64_t floor_percent) {
  auto told = std::make_shared<std::promise<std::optional<RobotMove>>>();
  auto now = told->get_future();
  const bool asked = desk_.ask([this, told, tender, lot, floor_percent](const tender::Registry& registry, Micros) -> Desk::Then {
    std::optional<RobotMove> move;
    const auto* who = registry.pseudonym_of(tender.text, account_.business);
    const json::Value document = who ? tender::public_tender(registry, tender) : json::Value();
    const json::Value* lots = document.find("document") ? document.find("document")->find("lots") : nullptr;
    for (std::size_t i = 0; lots && i < lots->as_array().size(); ++i)
      if (const json::Value& one = lots->as_array()[i]; one.text("id") == lot.text && one.find("rules"))
        move = robot_move(tender::public_lot(registry, tender, lot), tender::bidder_line(registry, tender, lot, *who),
                          *one.find("rules"), floor_percent, random_below(1ull << 62));
    return [told, move] { told->set_value(move); };
  });
  if (!asked) return;
  const auto move = now.get();
  if (!move) return;
  if (!move->amount.empty()) {
    tender::PlaceBid bid{actor(), tender, lot, tender::BidId{random_uuid()}, move->amount, true, tender::KeyId{key_id_}, {}};
    bid.signature = to_base64(key_.sign(signed_bytes(bid, origin_)));
    return desk_.submit(std::move(bid), [](const Answer&) {});
  }
  tender::PlaceOffer offer{actor(), tender, lot, tender::BidId{random_uuid()}, json::canonical(move->content),
                           tender::KeyId{key_id_}, {}};
  offer.signature = to_base64(key_.sign(signed_bytes(offer, origin_)));
  desk_.submit(std::move(offer), [](const Answer&) {});
}

void Robot::ask_to_take_part(const tender::TenderId& tender, const std::vector<tender::LotId>& lots) {
  desk_.submit(tender::Apply{actor(), tender, lots, account_.business_name}, [](const Answer&) {});
}

}  // namespace terang::server
