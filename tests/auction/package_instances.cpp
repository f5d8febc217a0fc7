#include "tests/auction/package_instances.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "auction/winner/check.h"
#include "base/check.h"

namespace terang::auction::winner {

Problem regions(Index lots, Index suppliers, Index bids, std::uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  const auto width = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(lots))));
  std::vector<std::int64_t> common;
  for (Index i = 0; i < lots; ++i) {
    problem.lots.push_back({"L" + std::to_string(i + 1), 1, std::nullopt, std::nullopt});
    common.push_back(1'000 + dice.below(1'000));
  }
  std::vector<std::int64_t> home;
  for (Index i = 0; i < suppliers; ++i) {
    Supplier supplier;
    supplier.id = "S" + std::to_string(i + 1);
    supplier.small = i % 10 == 9;
    supplier.incumbent = i % 10 < 3;
    problem.suppliers.push_back(supplier);
    home.push_back(dice.below(lots));
  }
  // The same for the same supplier and lot, whichever of his bids it is in.
  const auto factor = [seed](std::int64_t supplier, std::int64_t lot) {
    Dice own(seed + static_cast<std::uint64_t>(supplier * 100'003 + lot));
    own.below(2);
    return 90 + own.below(30);
  };
  for (Index i = 0; i < bids; ++i) {
    Bid bid;
    bid.id = "B" + std::to_string(i + 1);
    if (i < lots) {
      bid.supplier = static_cast<Index>(dice.below(suppliers));
      bid.items = {{i, 1}};
      bid.amount = {common[i] * (130 + dice.below(20)) * 1'000};
      problem.bids.push_back(bid);
      continue;
    }
    bid.supplier = static_cast<Index>(dice.below(suppliers));
    std::int64_t at = home[bid.supplier];
    for (std::int64_t steps = dice.below(6); steps > 0; --steps)
      at = (at + (dice.chance(50) ? 1 : width)) % lots;
    std::set<std::int64_t> taken{at};
    while (taken.size() < 8 && dice.chance(75)) {
      const std::int64_t step[] = {1, -1, width, -width};
      at = (at + step[dice.below(4)] + lots) % lots;
      taken.insert(at);
    }
    std::int64_t cost = 0;
    for (const std::int64_t lot : taken) {
      bid.items.push_back({static_cast<Index>(lot), 1});
      cost += common[static_cast<std::size_t>(lot)] * factor(bid.supplier, lot);
    }
    const auto size = static_cast<std::int64_t>(taken.size());
    bid.amount = {cost * (101 - size) / 100 * (1'000 + dice.below(50))};
    problem.bids.push_back(bid);
  }
  return problem;
}

Constraint any_constraint(const Problem& problem, Dice& dice) {
  const auto lot = [&] {
    return static_cast<Index>(dice.below(static_cast<std::int64_t>(problem.lots.size())));
  };
  const auto group = [&] { return static_cast<Group>(dice.below(4)); };
  switch (dice.below(5)) {
    case 0: {
      WinnerCount count{group(), std::nullopt, std::nullopt, std::nullopt};
      if (dice.chance(40)) count.lot = lot();
      if (dice.chance(50))
        count.at_most = 1 + dice.below(2);
      else
        count.at_least = 1 + dice.below(2);
      return count;
    }
    case 1:
      return SetAside{lot(), Group::small};
    default: {
      Share share;
      share.of = static_cast<Share::Of>(dice.below(3));
      share.group = group();
      share.supplier = static_cast<Index>(dice.below(static_cast<std::int64_t>(problem.suppliers.size())));
      share.basis = dice.chance(50) ? Basis::value : Basis::lots;
      const Ratio percent = dice.chance(50) ? Ratio::of(20 + 10 * dice.below(5), 1) : Ratio::of(100, 3);
      if (dice.chance(50))
        share.at_least = percent;
      else
        share.at_most = percent;
      return share;
    }
  }
}

Problem anything(std::uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  problem.surplus = dice.chance(20);
  const std::int64_t lots = 2 + dice.below(4), suppliers = 2 + dice.below(4), bids = 4 + dice.below(9);
  const std::int64_t grain =
      dice.chance(50) ? 1'000'000 : 1;  // fine amounts, or coarse ones of which all is a multiple
  const std::int64_t step = dice.chance(50) ? 10 : 1;
  for (std::int64_t i = 0; i < lots; ++i) {
    Lot lot;
    lot.id = "L" + std::to_string(i);
    lot.units = dice.chance(70) ? 1 : 2 + dice.below(3);
    if (dice.chance(20)) lot.ceiling = Money{(90 + dice.below(60)) * grain};
    if (dice.chance(60)) lot.reserve = Money{(80 + dice.below(10)) * grain};
    problem.lots.push_back(lot);
  }
  for (std::int64_t i = 0; i < suppliers; ++i) {
    Supplier supplier;
    supplier.id = "S" + std::to_string(i);
    supplier.small = dice.chance(40);
    supplier.incumbent = dice.chance(40);
    if (dice.chance(20)) supplier.capacity.lots = 1 + dice.below(3);
    if (dice.chance(20)) supplier.capacity.units = 1 + dice.below(4);
    if (dice.chance(20)) supplier.capacity.value = Money{(100 + dice.below(150)) * grain};
    if (dice.chance(30)) {
      Discount discount;
      discount.basis = dice.chance(50) ? Basis::value : Basis::lots;
      const bool value = discount.basis == Basis::value;
      discount.tiers = {{value ? (60 + dice.below(60)) * grain : 1 + dice.below(2), 250},
                        {value ? 150 * grain : 3, 1'000}};
      supplier.discount = discount;
    }
    problem.suppliers.push_back(supplier);
  }
  for (std::int64_t i = 0; i < bids; ++i) {
    Bid bid;
    bid.id = "B" + std::to_string(i);
    bid.supplier = static_cast<Index>(dice.below(suppliers));
    std::int64_t units = 0;
    for (std::int64_t lot = 0; lot < lots; ++lot) {
      if (!dice.chance(40) && !(lot == lots - 1 && bid.items.empty())) continue;
      bid.items.push_back(
          {static_cast<Index>(lot), 1 + dice.below(problem.lots[static_cast<std::size_t>(lot)].units)});
      units += bid.items.back().units;
    }
    bid.amount = {units * (5 + dice.below(5)) * step * grain};
    if (dice.chance(30)) bid.alternative = dice.chance(50) ? "a" : "b";
    problem.bids.push_back(bid);
  }
  for (std::int64_t i = dice.below(3); i > 0; --i)
    problem.constraints.push_back(any_constraint(problem, dice));
  return problem;
}

Answer brute_force(const Problem& problem, const SolveOptions&) {
  const std::size_t bids = problem.bids.size();
  TERANG_ASSERT(bids <= 20);
  Answer answer;
  answer.status = Status::infeasible;
  // The first bid is the highest bit: counting down goes from the award that the tie rule likes best to the
  // one it likes least.
  for (std::uint32_t set = 1u << bids; set-- > 0;) {
    std::vector<Index> accepted;
    for (std::size_t i = 0; i < bids; ++i)
      if (set >> (bids - 1 - i) & 1) accepted.push_back(static_cast<Index>(i));
    const Assessment assessment = assess(problem, accepted);
    if (!assessment.feasible() || (answer.cost && assessment.cost >= *answer.cost)) continue;
    answer = {Status::optimal, accepted, assessment.cost, assessment.cost, true, {}};
  }
  return answer;
}

}  // namespace terang::auction::winner
