// Dutch reverse auction: a bid takes a price that the clock has reached.
#pragma once

#include "auction/formats/clock_auction.h"

namespace terang::auction {

class DutchAuction final : public ClockAuction {
 public:
  explicit DutchAuction(const Rules& validated);

  Outcome place(const Bid& bid, Micros now) override;
  std::optional<Stage> stage(Micros now) const override;

  std::uint32_t ranked() const override { return static_cast<std::uint32_t>(takes_.size()); }
  std::optional<Money> best_of(Bidder bidder) const override;
  std::uint32_t rank_of(Bidder bidder) const override;
  NextValid next_valid(Bidder bidder) const override;
  std::vector<Standing> top(std::uint32_t k) const override;

 private:
  struct Take {
    Bidder bidder = kNobody;
    Money amount;
  };

  void on_admit(const BidderTerms& terms) override;
  void on_advance(Micros now) override;
  void on_disqualify(Bidder bidder, Micros now) override;
  Result find_result() const override;
  void leader_moved() { leader_ = takes_.empty() ? kNobody : takes_.front().bidder; }

  std::uint32_t winners_;
  std::vector<Money> taken_;  // by bidder; zero: not yet
  std::vector<Take> takes_;   // lowest first, among equals the earlier; no more than winners_
};

}  // namespace terang::auction
