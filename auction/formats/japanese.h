// Japanese reverse auction: bids stay at the price of the level under way; the level's end decides who is still in.
#pragma once

#include "auction/formats/clock_auction.h"
#include "auction/formats/japanese_rules.h"
#include "auction/ranking.h"

namespace terang::auction {

class JapaneseAuction final : public ClockAuction {
 public:
  explicit JapaneseAuction(const Rules& validated);

  Outcome place(const Bid& bid, Micros now) override;
  std::optional<Stage> stage(Micros now) const override;  // `remaining` where bidders may see it

  std::uint32_t ranked() const override { return ranking_.size(); }
  std::optional<Money> best_of(Bidder bidder) const override;  // the price of the level he last stayed at
  std::uint32_t rank_of(Bidder bidder) const override;
  NextValid next_valid(Bidder bidder) const override;
  std::vector<Standing> top(std::uint32_t k) const override;

 private:
  struct Seat {
    std::uint32_t stayed = 0;  // the level he last stayed at, from 1; 0: none
    bool in = false;
  };

  void on_admit(const BidderTerms& terms) override;
  Outcome on_offer(const Offer& offer, Micros now) override;
  void on_advance(Micros now) override;
  void on_close(Micros now) override;
  void on_disqualify(Bidder bidder, Micros now) override;
  Result find_result() const override;

  bool stayed_here(Bidder bidder) const { return seats_[bidder].stayed == level() + 1; }
  Verdict may_speak(Bidder bidder) const;
  void count_silence();

  Japanese format_;
  std::vector<Seat> seats_;
  Ranking ranking_;               // by the price of the last stay, among equals the earlier
  std::uint32_t remaining_ = 0;   // in when the level began; not of the first
};

}  // namespace terang::auction
