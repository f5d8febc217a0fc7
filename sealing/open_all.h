// Opening many envelopes at once on several threads.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "sealing/seal.h"

namespace terang::sealing {

struct ToOpen {
  Context context;
  Commitments commitments;
  std::string_view envelope;  // empty: it never came
};

// Numbers 0 … count-1, in that order, whatever the number of threads (the caller's own is one of them). `of` is asked once for
// each, by any of them.
std::vector<Result<std::string, Defect>> open_all(const PrivateKey& server, std::size_t count,
                                                  const std::function<ToOpen(std::size_t)>& of, unsigned threads);

}  // namespace terang::sealing
