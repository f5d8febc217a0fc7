#include "auction/formats/japanese.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

JapaneseAuction::JapaneseAuction(const Rules& validated)
    : ClockAuction(validated, std::get<Japanese>(validated.format).clock, Direction::falling),
      format_(std::get<Japanese>(validated.format)) {}

// Whoever comes after the first level was not there to stay at it.
void JapaneseAuction::on_admit(const BidderTerms&) {
  ranking_.add_seat();
  seats_.push_back({0, level() == 0});
}

Verdict JapaneseAuction::may_speak(Bidder bidder) const {
  if (!seats_[bidder].in) return Verdict::no_longer_in;
  return stayed_here(bidder) ? Verdict::already_stayed : Verdict::accepted;
}

Outcome JapaneseAuction::place(const Bid& bid, Micros now) {
  at(now);
  const Bidder bidder = bid.bidder;
  if (bid.amount.minor <= 0) return refuse(bidder, Verdict::amount_not_positive);
  if (bid.amount > kLargestAmount) return refuse(bidder, Verdict::amount_overflow);
  if (const Verdict problem = sender_problem(bidder, now); problem != Verdict::accepted) return refuse(bidder, problem);
  if (bid.amount.minor % rules_.tick.minor != 0) return refuse(bidder, Verdict::amount_off_tick);
  if (const auto ceiling = ceiling_of(bidder); ceiling && bid.amount > *ceiling)
    return refuse(bidder, Verdict::above_ceiling);
  if (const Verdict problem = may_speak(bidder); problem != Verdict::accepted) return refuse(bidder, problem);
  const auto wanted = ladder().level_of(bid.amount);
  if (!wanted) return refuse(bidder, Verdict::price_off_ladder);
  if (*wanted > level()) return refuse(bidder, Verdict::price_not_reached);
  if (*wanted < level()) return refuse(bidder, Verdict::price_passed);

  Outcome outcome = answer(Verdict::accepted);
  const Ranking::Cursor cursor = ranking_.after(bid.amount.minor);
  outcome.rank = ranking_.place(cursor) + 1;
  outcome.previous_rank = ranking_.put(bidder, bid.amount.minor, cursor) + 1;  // none is 2^32 - 1: becomes 0
  ranking_.seat(bidder).amount = bid.amount.minor;
  seats_[bidder].stayed = level() + 1;
  count_bid();
  leader_ = ranking_.first();
  outcome.leader = leader_;
  return outcome;
}

Outcome JapaneseAuction::on_offer(const Offer& offer, Micros now) {
  if (!std::holds_alternative<Leave>(offer.content)) return answer(Verdict::not_in_this_format);
  if (const Verdict problem = sender_problem(offer.bidder, now); problem != Verdict::accepted) return answer(problem);
  if (const Verdict problem = may_speak(offer.bidder); problem != Verdict::accepted) return answer(problem);
  seats_[offer.bidder].in = false;
  return answer(Verdict::accepted);
}

// The level is over: who said nothing leaves, or stays as the last of those who stayed, in the order they came in.
void JapaneseAuction::count_silence() {
  if (format_.silence == Silence::stays) {
    for (const Standing& standing : top(ranked())) {
      Seat& seat = seats_[standing.bidder];
      if (!seat.in || seat.stayed != level()) continue;
      ranking_.put(standing.bidder, price().minor, ranking_.after(price().minor));
      ranking_.seat(standing.bidder).amount = price().minor;
      seat.stayed = level() + 1;
    }
    if (ranked() > 0) leader_ = ranking_.first();
  }
  remaining_ = 0;
  for (Bidder bidder = 0; bidder < bidders(); ++bidder) {
    seats_[bidder].in = seats_[bidder].in && stayed_here(bidder);
    remaining_ += seats_[bidder].in;
  }
}

void JapaneseAuction::on_advance(Micros now) {
  count_silence();
  if (remaining_ == 0 || (remaining_ <= format_.winners && level() + 1 >= format_.min_levels))
    end(now);
  else
    next_level();
}

void JapaneseAuction::on_close(Micros) { count_silence(); }

void JapaneseAuction::on_disqualify(Bidder bidder, Micros) {
  Seat& seat = seats_[bidder];
  // Counted among the remaining: he stayed at the level before. Whether he left since is not known before its end.
  const bool running = phase_ == Phase::live || phase_ == Phase::paused;
  if (running && level() > 0 && seat.stayed >= level()) --remaining_;
  seat.in = false;
  ranking_.remove(bidder);
  leader_ = ranking_.size() == 0 ? kNobody : ranking_.first();
}

std::optional<Stage> JapaneseAuction::stage(Micros now) const {
  auto stage = ClockAuction::stage(now);
  if (!stage) return stage;
  stage->name = "level";
  if (format_.shows_remaining && level() > 0) stage->remaining = remaining_;
  return stage;
}

std::optional<Money> JapaneseAuction::best_of(Bidder bidder) const {
  if (bidder >= bidders() || ranking_.seat(bidder).amount == 0) return std::nullopt;
  return Money{ranking_.seat(bidder).amount};
}

std::uint32_t JapaneseAuction::rank_of(Bidder bidder) const {
  return bidder < bidders() && ranking_.seat(bidder).ranked() ? ranking_.place_of(bidder) + 1 : 0;
}

NextValid JapaneseAuction::next_valid(Bidder bidder) const {
  if (bidder >= bidders() || disqualified(bidder) || may_speak(bidder) != Verdict::accepted) return {};
  if (const auto ceiling = ceiling_of(bidder); ceiling && price() > *ceiling) return {};
  return {true, price()};
}

std::vector<Standing> JapaneseAuction::top(std::uint32_t k) const {
  return standings_of(ranking_, k);
}

// Each is paid the price that he himself last stayed at.
Result JapaneseAuction::find_result() const {
  Result result;
  for (const Standing& standing : top(format_.winners)) result.winners.push_back({standing.bidder, standing.amount});
  return result;
}

}  // namespace terang::auction
