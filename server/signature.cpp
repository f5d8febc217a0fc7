#include "server/signature.h"

#include <mutex>

#include "base/json.h"

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

std::string bid_message(std::string_view amount, std::string_view bid, bool confirm, std::string_view key,
                        std::string_view lot, std::string_view origin, std::string_view tender) {
  std::string message;
  message.reserve(256);
  const auto member = [&](std::string_view name, std::string_view value) {
    message += name;
    json::append_string(value, message);
  };
  member("{\"amount\":", amount);
  member(",\"bid\":", bid);
  message += confirm ? ",\"confirm\":true" : ",\"confirm\":false";
  member(",\"key\":", key);
  member(",\"lot\":", lot);
  member(",\"origin\":", origin);
  member(",\"tender\":", tender);
  message += ",\"type\":\"terang.bid.v1\"}";
  return message;
}

std::string key_message(std::string_view account, std::string_view origin, std::string_view spki_base64) {
  return json::canonical(json::Value::object(
      {{"account", account}, {"origin", origin}, {"spki", spki_base64}, {"type", "terang.key.v1"}}));
}

}  // namespace terang::server
