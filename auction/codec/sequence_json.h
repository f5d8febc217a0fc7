// The sequence of lots as JSON: null or {"kind":"parallel"}, {"kind":"serial","gap_seconds"},
// {"kind":"staggered","every_seconds","when_extended":"move"|"keep"}.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "auction/sequence.h"
#include "base/fields.h"

namespace terang::auction {

// Problems: "unknown_sequence", "unknown_when_extended", those of fields. nullptr: parallel.
Sequence sequence_from_json(const json::Value* value, const std::string& path, json::Problems& problems);

// The problems of a sequence of these lots, where the first has these times: "sequence_needs_lots" (fewer than two),
// "sequence_too_long" (planned for more than 366 days).
void check(const Sequence& sequence, LotTimes first, std::size_t lots, const std::string& path, json::Problems& problems);
// Of one lot in it, at `path` of its rules: "times_with_sequence" (it has times of its own), "sequence_not_in_format".
void check(const Sequence& sequence, const json::Value& rules, const Format& format, const std::string& path,
           json::Problems& problems);

// [{"ends_at","lot","starts_at"}] of what follow() moved, as it stands now. `lot_id`: the lot's name by its position.
json::Value moved_to_json(std::span<const std::size_t> moved, std::span<LotAuction* const> lots,
                          const std::function<std::string(std::size_t)>& lot_id);

}  // namespace terang::auction
