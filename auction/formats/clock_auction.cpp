#include "auction/formats/clock_auction.h"

#include "base/check.h"

namespace terang::auction {

ClockAuction::ClockAuction(const Rules& validated, const PriceClock& clock, Direction direction)
    : LotAuction(validated), ladder_(ladder_of(clock, direction, validated)), interval_(clock.interval) {
  ends_at_ = rules_.starts_at + interval_ * ladder_.levels;
}

std::optional<Micros> ClockAuction::stage_due() const {
  if (last_level()) return std::nullopt;
  return rules_.starts_at + interval_ * (level_ + 1) + shift();
}

void ClockAuction::on_open(Micros) { since_ = rules_.starts_at; }

void ClockAuction::next_level() {
  const auto due = stage_due();
  TERANG_ASSERT(due);
  since_ = *due;
  ++level_;
}

std::optional<Stage> ClockAuction::stage(Micros) const {
  if (phase_ != Phase::live && phase_ != Phase::paused) return std::nullopt;
  Stage stage;
  stage.number = level_ + 1;
  stage.of = ladder_.levels;
  stage.since = since_;
  stage.until = stage_due().value_or(ends_at_);
  stage.price = price();
  return stage;
}

Verdict ClockAuction::sender_problem(Bidder bidder, Micros now) const {
  if (bidder >= bidders()) return Verdict::not_admitted;
  if (disqualified(bidder)) return Verdict::disqualified;
  return live(now) ? Verdict::accepted : phase_problem(now);
}

Outcome ClockAuction::refuse(Bidder bidder, Verdict verdict) const {
  Outcome outcome = answer(verdict);
  if (verdict >= Verdict::amount_off_tick) outcome.at_most = next_valid(bidder).at_most;
  return outcome;
}

}  // namespace terang::auction
