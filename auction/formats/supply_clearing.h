// Which steps of the supply schedules are taken. The cheapest first, until the demand is covered:
//
//   merit order   evaluated unit price, then the earlier schedule, then the schedule's own order
//   a step        as many of its units as are still wanted and its bidder may still win. If those are fewer than it can
//                 be cut down to, it is passed over, and so are its bidder's later steps: no unit of a schedule is taken
//                 before those below it. The next step in order is tried.
//   the margin    where steps of one price offer more than is wanted: in merit order, or in proportion to what each
//                 bidder offers at that price, the units left by rounding down going to the largest remainders, the
//                 earlier schedule first among equal ones
//
// Passing over makes the result deterministic and quick, not always the cheapest possible: that is what package bids are for.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "auction/evaluation.h"
#include "auction/offer.h"
#include "auction/formats/supply_rules.h"

namespace terang::auction {

struct MeritStep {
  Evaluated price;
  std::uint64_t entry = 0;  // the schedule's place in time
  std::uint32_t step = 0;
  Bidder bidder = kNobody;
  Money unit_price;
  std::int64_t quantity = 0;
  std::int64_t least = 1;  // of its units: fewer are not supplied
};

struct MeritOrder {
  bool operator()(const MeritStep& a, const MeritStep& b) const {
    const int order = compare(a.price, b.price);
    if (order != 0) return order < 0;
    return a.entry != b.entry ? a.entry < b.entry : a.step < b.step;
  }
};
using Merit = std::set<MeritStep, MeritOrder>;

struct Award {
  Bidder bidder = kNobody;
  std::int64_t quantity = 0;
  Money as_bid;  // his units, each at its own step's price
};

struct Clearing {
  std::vector<Award> awards;       // in the merit order of each bidder's first unit taken
  std::int64_t covered = 0;        // units
  Money highest_accepted;          // unit price; 0 where nothing was taken
  std::optional<Money> lowest_rejected;  // of the first units in merit order that found no demand left

  // What each unit costs under uniform pricing. Never below what was accepted: with an adjustment the lowest that was
  // rejected may be. Where nothing was rejected nobody names a price above the accepted ones, so none is paid.
  Money uniform_price(Pricing pricing) const;
};

// Keeps its tables between clearings; not a part of any state.
class Clearer {
 public:
  Clearing clear(const Merit& merit, const SupplySchedule& rules, std::uint32_t bidders);

 private:
  struct Seat {
    std::uint64_t clearing = 0;
    std::uint32_t award = 0;   // index, once he has one
    std::int64_t won = 0;
    bool stopped = false;      // nothing more of his is taken
  };
  struct Claim {  // of a bidder at the marginal price, pro rata
    const MeritStep* step;
    std::int64_t offered, share;
    Int128 rest;
  };
  Seat& seat(Bidder bidder);
  void take(const MeritStep& step, std::int64_t units);
  void level_by_time(Merit::const_iterator from, Merit::const_iterator to);
  void level_pro_rata(Merit::const_iterator from, Merit::const_iterator to);

  std::vector<Seat> seats_;
  std::vector<Claim> claims_;
  std::uint64_t clearing_ = 0;
  std::int64_t remaining_ = 0, limit_ = 0;
  Clearing out_;
};

}  // namespace terang::auction
