// A copy of a tender to practise on: the same rules, nothing bought.
#pragma once

#include "base/json.h"
#include "base/time.h"
#include "tender/registry.h"

namespace terang::tender {

// The document as it stands (of a draft: as drafted), marked as practice in `practice` and title, its schedule and the
// lots' own times moved so that the auction starts then. Without reserves: a practice that told whether they are met
// would tell of the real ones. Null where there is no such tender, or its document has no lots to copy.
json::Value practice_copy(const Registry& registry, const TenderId& tender, Micros starts_at);

}  // namespace terang::tender
