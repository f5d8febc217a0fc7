#include "server/demo/robot.h"

#include <algorithm>
#include <future>

#include "auction/money.h"
#include "ledger/signed_bytes.h"
#include "server/demo/demo.h"
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

struct Situation {
  std::string next_valid, estimate;
  bool leads = false;
};

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
  auto told = std::make_shared<std::promise<std::optional<Situation>>>();
  auto now = told->get_future();
  const bool asked = desk_.ask([this, told, tender, lot](const tender::Registry& registry, Micros) -> Desk::Then {
    std::optional<Situation> situation;
    if (const auto* who = registry.pseudonym_of(tender.text, account_.business)) {
      const auto line = tender::bidder_line(registry, tender, lot, *who);
      const auto view = tender::public_lot(registry, tender, lot);
      const json::Value* leads = line.find("leads");
      if (!line.text("next_valid").empty())
        situation = Situation{std::string(line.text("next_valid")), std::string(view.text("estimate")),
                              leads && leads->is_bool() && leads->as_bool()};
    }
    return [told, situation] { told->set_value(situation); };
  });
  if (!asked) return;
  const auto situation = now.get();
  if (!situation || situation->leads) return;

  const auto idr = auction::Currency::of("IDR");
  TERANG_ASSERT(idr.has_value());
  auction::Money most, estimate;
  if (auction::parse_amount(situation->next_valid, *idr, most) != auction::Verdict::accepted ||
      auction::parse_amount(situation->estimate, *idr, estimate) != auction::Verdict::accepted)
    return;
  // Up to 0.6 % of the estimate lower than it must be, on whole hundred thousands.
  const std::int64_t step = 100'000'00;
  const auto below =
      static_cast<std::int64_t>(random_below(static_cast<std::uint64_t>(estimate.minor / 1000 * 6 + 1)));
  const auction::Money amount{(most.minor - below) / step * step};
  if (amount.minor < estimate.minor / 100 * floor_percent) return;
  tender::PlaceBid bid{actor(), tender, lot, tender::BidId{random_uuid()},
                       auction::format_amount(amount, *idr), false, tender::KeyId{key_id_}, {}};
  bid.signature = to_base64(key_.sign(signed_bytes(bid, origin_)));
  desk_.submit(std::move(bid), [](const Answer&) {});
}

}  // namespace terang::server
