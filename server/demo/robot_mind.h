// What a practice bidder does next, in every format: from what his own screen would show him, and a number drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"

namespace terang::server {

struct RobotMove {
  std::string amount;   // a bid …
  json::Value content;  // … or, where it is empty, what the format knows beside an amount
};

// `lot`, `own`: the lot's public view and the bidder's own line; `rules`: the lot's rules in the document. He does not go
// below `floor_percent` of the estimate (of a unit's ceiling, where the lot asks for units). Nothing: he waits.
std::optional<RobotMove> robot_move(const json::Value& lot, const json::Value& own, const json::Value& rules,
                                    std::int64_t floor_percent, std::uint64_t drawn);

}  // namespace terang::server
