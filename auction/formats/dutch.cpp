#include "auction/formats/dutch.h"

#include <algorithm>

namespace terang::auction {

DutchAuction::DutchAuction(const Rules& validated)
    : ClockAuction(validated, std::get<Dutch>(validated.format).clock, Direction::rising),
      winners_(std::get<Dutch>(validated.format).winners) {
  takes_.reserve(winners_);
}

void DutchAuction::on_admit(const BidderTerms&) { taken_.push_back({}); }

Outcome DutchAuction::place(const Bid& bid, Micros now) {
  at(now);
  if (bid.amount.minor <= 0) return refuse(bid.bidder, Verdict::amount_not_positive);
  if (bid.amount > kLargestAmount) return refuse(bid.bidder, Verdict::amount_overflow);
  if (const Verdict problem = sender_problem(bid.bidder, now); problem != Verdict::accepted)
    return refuse(bid.bidder, problem);
  if (bid.amount.minor % rules_.tick.minor != 0) return refuse(bid.bidder, Verdict::amount_off_tick);
  if (const auto ceiling = ceiling_of(bid.bidder); ceiling && bid.amount > *ceiling)
    return refuse(bid.bidder, Verdict::above_ceiling);
  if (taken_[bid.bidder].minor != 0) return refuse(bid.bidder, Verdict::already_taken);
  const auto wanted = ladder().level_of(bid.amount);
  if (!wanted) return refuse(bid.bidder, Verdict::price_off_ladder);
  if (*wanted > level()) return refuse(bid.bidder, Verdict::price_not_reached);

  Outcome outcome = answer(Verdict::accepted);
  const auto place =
      std::upper_bound(takes_.begin(), takes_.end(), bid.amount, [](Money amount, const Take& take) { return amount < take.amount; });
  outcome.rank = static_cast<std::uint32_t>(place - takes_.begin()) + 1;
  takes_.insert(place, {bid.bidder, bid.amount});
  taken_[bid.bidder] = bid.amount;
  count_bid();
  leader_moved();
  outcome.leader = leader_;
  if (takes_.size() == winners_) {
    end(now);
    outcome.closed = true;
    outcome.ends_at = ends_at_;
  }
  return outcome;
}

// Nobody is offered more than the reserve: the clock stops before the first price above it.
void DutchAuction::on_advance(Micros now) {
  if (rules_.reserve && ladder().price(level() + 1) > *rules_.reserve)
    end(now);
  else
    next_level();
}

void DutchAuction::on_disqualify(Bidder bidder, Micros) {
  std::erase_if(takes_, [bidder](const Take& take) { return take.bidder == bidder; });
  leader_moved();
}

std::optional<Stage> DutchAuction::stage(Micros now) const {
  auto stage = ClockAuction::stage(now);
  if (stage) stage->name = "price";
  return stage;
}

std::optional<Money> DutchAuction::best_of(Bidder bidder) const {
  if (bidder >= bidders() || taken_[bidder].minor == 0) return std::nullopt;
  return taken_[bidder];
}

std::uint32_t DutchAuction::rank_of(Bidder bidder) const {
  for (std::uint32_t i = 0; i < takes_.size(); ++i)
    if (takes_[i].bidder == bidder) return i + 1;
  return 0;
}

NextValid DutchAuction::next_valid(Bidder bidder) const {
  if (bidder >= bidders() || disqualified(bidder) || taken_[bidder].minor != 0) return {};
  const std::int64_t most = std::min(price(), ceiling_of(bidder).value_or(price())).minor;
  const auto [start, step, levels] = ladder();
  if (most < start) return {};
  return {true, Money{start + (most - start) / step * step}};
}

std::vector<Standing> DutchAuction::top(std::uint32_t k) const {
  std::vector<Standing> list;
  for (std::uint32_t i = 0; i < std::min(k, ranked()); ++i) list.push_back({i + 1, takes_[i].bidder, takes_[i].amount});
  return list;
}

Result DutchAuction::find_result() const {
  Result result;
  for (const Take& take : takes_) result.winners.push_back({take.bidder, take.amount});
  return result;
}

}  // namespace terang::auction
