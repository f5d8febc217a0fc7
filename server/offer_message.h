// The bytes that a bidder signs for what he says beside an amount (server/PROTOCOL.md).
#pragma once

#include <string>

#include "tender/command.h"

namespace terang::server {

// RFC 8785: {"bid","content","key","lot","origin","tender","type":"terang.offer.v1"}. `offer.content` is in that form.
std::string offer_message(const tender::PlaceOffer& offer, std::string_view origin);

}  // namespace terang::server
