// A first award, found at once and seldom the best: what there is to show when a solver has found nothing in
// its time.
#pragma once

#include <vector>

#include "auction/winner/problem.h"

namespace terang::auction::winner {

// Takes bids that are cheap for what they cover, as long as they fit lots, alternatives and capacities. It
// looks at no other constraint: whether it is feasible is for assess() to say.
std::vector<Index> greedy(const Problem& problem);

}  // namespace terang::auction::winner
