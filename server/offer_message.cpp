#include "server/offer_message.h"

#include "base/json.h"

namespace terang::server {

std::string offer_message(const tender::PlaceOffer& offer, std::string_view origin) {
  std::string message;
  const auto member = [&](std::string_view name, std::string_view value) {
    message += name;
    json::append_string(value, message);
  };
  member("{\"bid\":", offer.bid.text);
  message += ",\"content\":";
  message += offer.content;
  member(",\"key\":", offer.key.text);
  member(",\"lot\":", offer.lot.text);
  member(",\"origin\":", origin);
  member(",\"tender\":", offer.tender.text);
  message += ",\"type\":\"terang.offer.v1\"}";
  return message;
}

}  // namespace terang::server
