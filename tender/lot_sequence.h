// What a command on one lot does to the clocks of those that follow it. For this folder only.
#pragma once

#include <cstdint>
#include <vector>

#include "tender/tender_state.h"

namespace terang::tender {

struct Moved {
  std::vector<std::uint32_t> lots;  // in order; each has got its event
  json::Value told;                 // for the entry's "moved"; null where none moved
};
// After an accepted command. Cheap where the lots do not follow each other.
Moved follow_sequence(TenderState& tender, Micros now);
// The id of the lot that this one waits for; empty where it does not wait.
std::string opens_after(const TenderState& tender, std::uint32_t lot);

}  // namespace terang::tender
