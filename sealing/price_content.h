// What a price envelope says: {"amount":"1250000000","type":"terang.price.v1"}, in canonical JSON (RFC 8785).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "sealing/seal.h"

namespace terang::sealing {

std::string price_content(std::string_view amount);
// The amount as written: whether it is one is the auction's to say. Otherwise Defect::content_malformed: not canonical,
// another type, a member more or less, an amount above 32 octets.
Result<std::string, Defect> read_price_content(std::string_view content);

}  // namespace terang::sealing
