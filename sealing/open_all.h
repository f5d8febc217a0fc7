// Opening many envelopes at once on several threads.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sealing/seal.h"

namespace terang::sealing {

struct ToOpen {
  Context context;
  Commitments commitments;
  std::string_view envelope;  // empty: it never came
};

// In the order of `list`, whatever the number of threads (the caller's own is one of them).
std::vector<Result<std::string, Defect>> open_all(const PrivateKey& server, std::span<const ToOpen> list, unsigned threads);

}  // namespace terang::sealing
