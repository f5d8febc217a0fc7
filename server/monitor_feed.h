// What `terang-verify monitor` has found, as it appends it to a file of JSON lines. Read anew each time it is asked for, and
// only the end of it: the file may grow, be cut off, renamed to FILE.1 and begun again while we read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"

namespace terang::server {

// {"alerts":[…],"monitor":{"configured","last_seen_at","size"}}: the newest two hundred alerts after `after`, oldest first.
// A line that is not whole, or none of a monitor's, is passed over. An empty path: no monitor is configured.
json::Value read_monitor_feed(const std::string& path, std::optional<std::uint64_t> after);

}  // namespace terang::server
