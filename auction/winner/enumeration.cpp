#include "auction/winner/enumeration.h"

#include "auction/winner/check.h"

namespace terang::auction::winner {

std::optional<Enumerated> enumerate(const Problem& problem) {
  std::vector<Index> usable;
  for (std::size_t i = 0; i < problem.bids.size(); ++i) {
    if (!inadmissible(problem, problem.bids[i]).empty()) continue;
    usable.push_back(static_cast<Index>(i));
    if (usable.size() > kEnumerated) return std::nullopt;
  }
  Enumerated best;
  for (unsigned set = 0; set < 1u << usable.size(); ++set) {
    std::vector<Index> accepted;
    for (std::size_t i = 0; i < usable.size(); ++i)
      if ((set >> i & 1u) != 0) accepted.push_back(usable[i]);
    const Assessment assessment = assess(problem, accepted);
    if (!assessment.feasible()) continue;
    const bool better = !best.feasible || assessment.cost < best.cost ||
                        (assessment.cost == best.cost && earlier(accepted, best.accepted));
    if (better) best = {true, assessment.cost, std::move(accepted)};
  }
  return best;
}

}  // namespace terang::auction::winner
