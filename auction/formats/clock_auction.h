// An auction whose price follows a clock: a level is a stage, the lot ends with its last level. Pauses, outages and
// extensions hold the level under way by as long.
#pragma once

#include "auction/formats/price_clock.h"
#include "auction/lot_auction.h"

namespace terang::auction {

class ClockAuction : public LotAuction {
 public:
  // While it runs or is paused.
  std::optional<Stage> stage(Micros now) const override;

 protected:
  // ends_at() is the end of the last level, which is not after the rules' ends_at.
  ClockAuction(const Rules& validated, const PriceClock& clock, Direction direction);

  // The last level ends with the lot. An extension before the opening holds that one.
  std::optional<Micros> stage_due() const override;
  void on_open(Micros now) override;
  void next_level();

  // What is wrong with a message, whatever it says; accepted: nothing.
  Verdict sender_problem(Bidder bidder, Micros now) const;
  Outcome refuse(Bidder bidder, Verdict verdict) const;  // with the price he could say now

  std::uint32_t level() const { return level_; }  // from 0
  bool last_level() const { return level_ + 1 == ladder_.levels; }
  Money price() const { return ladder_.price(level_); }
  const Ladder& ladder() const { return ladder_; }

 private:
  Ladder ladder_;
  Micros interval_;
  std::uint32_t level_ = 0;
  Micros since_ = 0;  // of the level, as the clock stood when it began
};

}  // namespace terang::auction
