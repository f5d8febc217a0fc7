#include "server/signature.h"

#include <mutex>

#include "ledger/signed_bytes.h"

namespace terang::server {

void KeyDirectory::put(const std::string& account, std::shared_ptr<const PublicKey> key) {
  auto owner = std::make_shared<Owner>();
  owner->account = account;
  owner->key = std::move(key);
  const std::string& id = owner->key->id();
  const std::unique_lock lock(mutex_);
  keys_.insert_or_assign(id, owner);
}

void KeyDirectory::remove(const std::string& key_id) {
  const std::unique_lock lock(mutex_);
  keys_.erase(key_id);
}

std::shared_ptr<const KeyDirectory::Owner> KeyDirectory::find(std::string_view key_id) const {
  const std::shared_lock lock(mutex_);
  const auto at = keys_.find(key_id);
  return at == keys_.end() ? nullptr : at->second;
}

std::string signed_bytes(const tender::PlaceBid& bid, std::string_view origin) {
  return ledger::bytes_of(ledger::SignedBid{bid.amount, bid.bid.text, bid.confirm, bid.key.text, bid.lot.text, origin,
                                            bid.tender.text});
}

std::string signed_bytes(const tender::PlaceOffer& offer, std::string_view origin) {
  return ledger::bytes_of(ledger::SignedOffer{offer.bid.text, offer.content, offer.key.text, offer.lot.text, origin,
                                              offer.tender.text});
}

}  // namespace terang::server
