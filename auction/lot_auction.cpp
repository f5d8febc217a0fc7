// LotAuction: the life of the lot and what may be asked about it. How a bid is decided: lot_bid.cpp.
#include "auction/lot_auction.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

std::string_view name(Phase phase) {
  constexpr std::string_view kNames[] = {"scheduled", "live", "paused", "closed", "cancelled"};
  return kNames[static_cast<int>(phase)];
}

std::string_view name(Cause cause) {
  constexpr std::string_view kNames[] = {"none", "soft_close", "officer", "outage"};
  return kNames[static_cast<int>(cause)];
}

std::string_view name(Reserve reserve) {
  constexpr std::string_view kNames[] = {"none", "met", "not_met", "undisclosed"};
  return kNames[static_cast<int>(reserve)];
}

LotAuction::LotAuction(const Rules& validated)
    : rules_(validated),
      tick_(validated.tick.minor),
      own_step_(validated.own_decrement),
      leader_step_(validated.leader_decrement),
      ends_at_(validated.ends_at),
      live_since_(validated.starts_at) {
  TERANG_ASSERT(validate(validated).empty());
  if (rules_.ceiling) ceiling_ = rules_.ceiling->minor;
  if (const auto& percent = rules_.confirm_drop_percent) {
    confirm_of_ = 100 * percent->den;
    confirm_kept_ = confirm_of_ - percent->num;
  }
  extensions_.reserve(64);
}

Bidder LotAuction::admit(const BidderTerms& terms) {
  TERANG_ASSERT(!problem_of(terms.adjustment));
  adjustments_.push_back(terms.adjustment);
  adjusted_ |= terms.adjustment != Adjustment::none();
  factors_ |= terms.adjustment.factor != Ratio{1, 1};
  return ranking_.add_seat();
}

void LotAuction::at(Micros now) {
  TERANG_ASSERT(now >= now_);
  now_ = now;
}

Outcome LotAuction::answer(Verdict verdict) const {
  Outcome outcome;
  outcome.verdict = verdict;
  outcome.leader = outcome.previous_leader = leader_;
  outcome.ends_at = ends_at_;
  return outcome;
}

void LotAuction::move_end(Micros by, const Extension& why) {
  Extension extension = why;
  extension.previous_end = ends_at_;
  ends_at_ += by;
  extension.new_end = ends_at_;
  extensions_.push_back(extension);
}

Outcome LotAuction::open(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  if (phase_ != Phase::scheduled) return answer(Verdict::already_open);
  if (now < rules_.starts_at) return answer(Verdict::not_started);
  phase_ = Phase::live;
  return answer(Verdict::accepted);
}

Outcome LotAuction::close(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  if (phase_ == Phase::scheduled) return answer(Verdict::not_started);
  if (phase_ == Phase::paused) return answer(Verdict::lot_paused);
  if (now < ends_at_) return answer(Verdict::not_ended);
  phase_ = Phase::closed;
  return answer(Verdict::accepted);
}

Outcome LotAuction::pause(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed || (phase_ != Phase::paused && now >= ends_at_)) return answer(Verdict::lot_closed);
  if (phase_ == Phase::scheduled) return answer(Verdict::not_started);
  if (phase_ == Phase::paused) return answer(Verdict::lot_paused);
  phase_ = Phase::paused;
  remaining_ = ends_at_ - now;
  return answer(Verdict::accepted);
}

Outcome LotAuction::resume(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  if (phase_ == Phase::scheduled) return answer(Verdict::not_started);
  if (phase_ == Phase::live) return answer(Verdict::not_paused);
  phase_ = Phase::live;
  ends_at_ = now + remaining_;
  remaining_ = 0;
  live_since_ = now;
  return answer(Verdict::accepted);
}

Outcome LotAuction::extend(Micros by, Micros now) {
  at(now);
  if (by <= 0) return answer(Verdict::extension_not_positive);
  const Micros left = phase_ == Phase::paused ? remaining_ : ends_at_ - std::max(now, rules_.starts_at);
  if (by > kLongest || left + by > kLongest) return answer(Verdict::extension_too_long);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed || (phase_ != Phase::paused && now >= ends_at_)) return answer(Verdict::lot_closed);
  if (phase_ == Phase::paused) remaining_ += by;
  move_end(by, {now, Cause::officer, {}, kNobody, 0, 0, 0});
  Outcome outcome = answer(Verdict::accepted);
  outcome.extended = Cause::officer;
  return outcome;
}

Outcome LotAuction::cancel(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  phase_ = Phase::cancelled;
  remaining_ = 0;
  return answer(Verdict::accepted);
}

Outcome LotAuction::disqualify(Bidder bidder, Micros now) {
  at(now);
  if (bidder >= bidders()) return answer(Verdict::not_admitted);
  if (disqualified(bidder)) return answer(Verdict::already_disqualified);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  const Bidder before = leader_;
  ranking_.remove(bidder);
  leader_moved();
  Outcome outcome = answer(Verdict::accepted);
  outcome.previous_leader = before;
  return outcome;
}

Outcome LotAuction::outage(Micros from, Micros to, Micros now) {
  at(now);
  if (!rules_.outage) return answer(Verdict::no_outage_rule);
  if (from >= to || to > now) return answer(Verdict::outage_malformed);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed || (phase_ == Phase::live && from >= ends_at_)) return answer(Verdict::lot_closed);
  if (phase_ == Phase::scheduled) return answer(Verdict::not_started);
  if (phase_ == Phase::paused) return answer(Verdict::lot_paused);
  const Micros lost = to - std::max({from, live_since_, outage_until_});
  if (lost < rules_.outage->min_length) return answer(Verdict::outage_too_short);
  outage_until_ = to;
  const Micros end = std::max(ends_at_ + lost, now + rules_.outage->min_remaining);
  move_end(end - ends_at_, {now, Cause::outage, {}, kNobody, 0, 0, 0});
  Outcome outcome = answer(Verdict::accepted);
  outcome.extended = Cause::outage;
  return outcome;
}

std::optional<Micros> LotAuction::next_due() const {
  if (phase_ == Phase::scheduled) return rules_.starts_at;
  if (phase_ == Phase::live) return ends_at_;
  return std::nullopt;
}

std::optional<Money> LotAuction::best() const {
  if (leader_ == kNobody) return std::nullopt;
  return Money{ranking_.seat(leader_).amount};
}

std::optional<Money> LotAuction::best_of(Bidder bidder) const {
  if (bidder >= bidders() || ranking_.seat(bidder).amount == 0) return std::nullopt;
  return Money{ranking_.seat(bidder).amount};
}

bool LotAuction::disqualified(Bidder bidder) const {
  return bidder < bidders() && ranking_.seat(bidder).leaf == Ranking::kRemoved;
}

std::uint32_t LotAuction::rank_of(Bidder bidder) const {
  return bidder < bidders() && ranking_.seat(bidder).ranked() ? ranking_.place_of(bidder) + 1 : 0;
}

const Adjustment& LotAuction::adjustment_of(Bidder bidder) const {
  TERANG_ASSERT(bidder < bidders());
  return adjustments_[bidder];
}

std::vector<Standing> LotAuction::top(std::uint32_t k) const {
  std::vector<Standing> list;
  const std::uint32_t count = std::min(k, ranked());
  list.reserve(count);
  Ranking::Cursor cursor = ranking_.front();
  while (list.size() < count) {
    const Bidder bidder = ranking_.bidder_at(cursor);
    list.push_back({static_cast<std::uint32_t>(list.size()) + 1, bidder, {ranking_.seat(bidder).amount}});
    if (!ranking_.step_on(cursor)) break;
  }
  TERANG_ASSERT(list.size() == count);
  return list;
}

std::optional<std::uint32_t> LotAuction::soft_extensions_left() const {
  if (!rules_.soft_close || !rules_.soft_close->max_times) return std::nullopt;
  return *rules_.soft_close->max_times - soft_extensions_;
}

std::optional<Result> LotAuction::result() const {
  if (phase_ != Phase::closed) return std::nullopt;
  Result result;
  result.winner = leader_;
  if (leader_ != kNobody) result.amount = *best();
  if (rules_.reserve)
    result.reserve = leader_ != kNobody && result.amount <= *rules_.reserve ? Reserve::met : Reserve::not_met;
  else if (rules_.has_reserve)
    result.reserve = Reserve::undisclosed;
  return result;
}

}  // namespace terang::auction
