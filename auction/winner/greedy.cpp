#include "auction/winner/greedy.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace terang::auction::winner {
namespace {

bool fits(const std::optional<std::int64_t>& limit, std::int64_t value) {
  return !limit || value <= *limit;
}

}  // namespace

std::vector<Index> greedy(const Problem& problem) {
  // What a unit of each lot costs at least in any bid, all units of the bid being alike.
  std::vector<std::int64_t> cheapest(problem.lots.size(), kLargestAmount.minor);
  std::vector<std::int64_t> units(problem.bids.size());
  for (std::size_t i = 0; i < problem.bids.size(); ++i) {
    for (const Item& item : problem.bids[i].items) units[i] += item.units;
    for (const Item& item : problem.bids[i].items)
      cheapest[item.lot] =
          std::min(cheapest[item.lot], std::max<std::int64_t>(1, problem.bids[i].amount.minor / units[i]));
  }
  struct Candidate {
    Index bid;
    Int128 worth;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < problem.bids.size(); ++i) {
    if (!inadmissible(problem, problem.bids[i]).empty()) continue;
    Int128 worth = 0;
    for (const Item& item : problem.bids[i].items) worth += Int128{cheapest[item.lot]} * item.units;
    candidates.push_back({static_cast<Index>(i), worth});
  }
  // amount / worth, by cross-multiplication: a bid's amount is below 2^57, its worth, no more than what it
  // asks a unit for, below 2^64.
  std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    return problem.bids[a.bid].amount.minor * b.worth < problem.bids[b.bid].amount.minor * a.worth;
  });
  std::vector<std::int64_t> left(problem.lots.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = problem.lots[i].units;
  std::vector<std::int64_t> won_units(problem.suppliers.size()), won_value(problem.suppliers.size());
  std::vector<std::set<Index>> won_lots(problem.suppliers.size());
  std::set<std::pair<Index, std::string>> taken;
  std::vector<Index> accepted;
  for (const Candidate& candidate : candidates) {
    const Bid& bid = problem.bids[candidate.bid];
    const Capacity& capacity = problem.suppliers[bid.supplier].capacity;
    std::set<Index> lots = won_lots[bid.supplier];
    bool good = bid.alternative.empty() || !taken.contains({bid.supplier, bid.alternative});
    for (const Item& item : bid.items) {
      good = good && item.units <= left[item.lot];
      lots.insert(item.lot);
    }
    good = good && fits(capacity.lots, static_cast<std::int64_t>(lots.size())) &&
           fits(capacity.units, won_units[bid.supplier] + units[candidate.bid]) &&
           (!capacity.value || won_value[bid.supplier] + bid.amount.minor <= capacity.value->minor);
    if (!good) continue;
    for (const Item& item : bid.items) left[item.lot] -= item.units;
    won_lots[bid.supplier] = std::move(lots);
    won_units[bid.supplier] += units[candidate.bid];
    won_value[bid.supplier] += bid.amount.minor;
    if (!bid.alternative.empty()) taken.insert({bid.supplier, bid.alternative});
    accepted.push_back(candidate.bid);
  }
  std::sort(accepted.begin(), accepted.end());
  return accepted;
}

}  // namespace terang::auction::winner
