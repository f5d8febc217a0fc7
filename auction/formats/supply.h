// Supply schedules: each bidder's steps of units and unit prices, replaced as the rules say, cleared in merit order.
// The ranking is by each bidder's cheapest step; what he would win is award_of().
#pragma once

#include <vector>

#include "auction/formats/supply_clearing.h"
#include "auction/formats/supply_rules.h"
#include "auction/lot_auction.h"

namespace terang::auction {

class SupplyAuction final : public LotAuction {
 public:
  explicit SupplyAuction(const Rules& validated);

  Outcome place(const Bid& bid, Micros now) override;  // a schedule is an offer

  std::uint32_t ranked() const override { return static_cast<std::uint32_t>(order_.size()); }
  std::optional<Money> best_of(Bidder bidder) const override;  // his cheapest step's unit price
  std::uint32_t rank_of(Bidder bidder) const override;
  NextValid next_valid(Bidder bidder) const override;  // the greatest unit price
  std::vector<Standing> top(std::uint32_t k) const override;
  std::optional<Winner> award_of(Bidder bidder) const override;
  std::optional<Content> content_of(Bidder bidder) const override;  // the schedule that stands
  // "offers", with the price of the last unit taken where the rules show prices.
  std::optional<Stage> stage(Micros now) const override;

  // The same; empty: none.
  const std::vector<SupplyStep>& schedule_of(Bidder bidder) const { return seats_[bidder].steps; }
  const Clearing& clearing() const;  // as if the lot ended now

 private:
  struct Seat {
    std::vector<SupplyStep> steps;
    std::uint64_t entry = 0;
    Money best;  // kept when disqualified
  };
  struct Place {  // in the ranking
    Evaluated price;
    std::uint64_t entry = 0;
    Bidder bidder = kNobody;
  };
  static bool before(const Place& a, const Place& b);

  void on_admit(const BidderTerms& terms) override;
  void on_disqualify(Bidder bidder, Micros now) override;
  Outcome on_offer(const Offer& offer, Micros now) override;
  Result find_result() const override;
  bool keeps_reserve(const Result& result) const override;

  Outcome put(Bidder bidder, const std::vector<SupplyStep>& steps, Micros now);
  Outcome withdraw(Bidder bidder, Micros now);
  Verdict who_and_when(Bidder bidder, Micros now) const;
  Verdict steps_problem(Bidder bidder, const std::vector<SupplyStep>& steps) const;
  bool better(const std::vector<SupplyStep>& old_steps, const std::vector<SupplyStep>& steps) const;
  Place place_of(Bidder bidder) const;
  void enter(Bidder bidder);
  void take_out(Bidder bidder);
  Money paid(const Award& award) const;

  SupplySchedule format_;
  std::vector<Seat> seats_;
  std::vector<Place> order_;
  Merit merit_;
  std::uint64_t entries_ = 0;
  // Cleared when asked for, and not again before something changed.
  mutable Clearer clearer_;
  mutable Clearing cleared_;
  mutable bool stale_ = true;
};

}  // namespace terang::auction
