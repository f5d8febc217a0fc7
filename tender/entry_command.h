// The command that an entry records, read back from its data. What is missing or of another type becomes empty: the
// decision then comes out differently, and the comparison names the place.
#pragma once

#include <optional>
#include <string_view>

#include "base/json.h"
#include "tender/command.h"

namespace terang::tender {

// nullopt: no kind of ours. Not for "bid.placed" (bid_entry.h).
std::optional<Command> command_from(std::string_view kind, const TenderId& tender, const json::Value& data);

}  // namespace terang::tender
