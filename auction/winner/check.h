// The independent judge of an award: what it costs, exactly, and every constraint that it breaks, by name. It
// knows nothing of how an award was found.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "auction/winner/problem.h"

namespace terang::auction::winner {

struct Violation {
  std::string_view name;  // see README.md
  Index subject = 0;      // of the bid, lot, supplier or constraint that the name speaks of
  bool operator==(const Violation&) const = default;
};

// What one supplier wins.
struct Settlement {
  std::int64_t bids = 0, lots = 0, units = 0;
  Money gross;
  std::int64_t basis_points = 0;  // the discount reached
  Parts paid = 0;
};

struct Assessment {
  std::vector<Violation> violations;
  std::vector<Settlement> suppliers;    // one each
  std::vector<std::int64_t> unawarded;  // units of each lot
  Parts paid = 0;                       // to all suppliers
  Parts cost = 0;                       // `paid`, and the reserves of what stays unawarded: what is minimised
  bool feasible() const { return violations.empty(); }
};

// `accepted`: indices of bids, in any order. Unusable ones (no such bid, a bid twice) are violations and
// count for nothing.
Assessment assess(const Problem& problem, std::span<const Index> accepted);

// The tie rule. Of two awards of equal cost that one is better which has the first bid, in the order of the
// ledger, that only one of them has: the earlier bid wins. Both sorted.
bool earlier(std::span<const Index> a, std::span<const Index> b);

}  // namespace terang::auction::winner
