// How much of a stranger's file is taken at once.
#pragma once

#include "base/json.h"

namespace terang::tender {

// The largest release of the Assam data has 0.5 MB; the standard nests about ten deep.
inline constexpr json::Limits kOcdsJson{.bytes = 16 * 1024 * 1024, .depth = 32, .decimals = true};

}  // namespace terang::tender
