// What a tender still holds of people, since when it is over, and from when on which of it may be erased.
#pragma once

#include <optional>

#include "tender/registry.h"
#include "tender/retention.h"

namespace terang::tender {

// When the tender came to its end; nothing while it has not.
std::optional<Micros> over_since(const TenderState& tender);

// {"entries":[{"erasable_from","kind","refusal","seq","years"}],"over_at","state","tender","title"}: `refusal` is what an
// erasure of that entry would be told now (tender_not_over, retention_not_passed), null where it would be accepted.
json::Value retention_view(const Registry& registry, const TenderState& tender, const RetentionYears& years, Micros now);
// Whether that view has an entry without a refusal.
bool any_erasable(const Registry& registry, const TenderState& tender, const RetentionYears& years, Micros now);

}  // namespace terang::tender
