#include "tests/auction/reference.h"

#include <algorithm>

namespace terang::auction::test {
namespace {

// Wide enough for the products of the small numbers that the random tests use: 126 bits, as the engine promises.
__extension__ using Wide = __int128;

struct Fraction {
  Wide top, bottom;
};

Fraction evaluated(std::int64_t amount, const Adjustment& adjustment) {
  return {Wide{amount} * adjustment.factor.num + Wide{adjustment.add.minor} * adjustment.factor.den,
          Wide{adjustment.factor.den}};
}

// price ≤ base less the decrement
bool meets(const Fraction& price, const Fraction& base, const Decrement& decrement) {
  if (decrement.kind == Decrement::Kind::none) return true;
  if (decrement.kind == Decrement::Kind::absolute)
    return price.top * base.bottom <= (base.top - Wide{decrement.amount.minor} * base.bottom) * price.bottom;
  const Wide hundred = Wide{100} * decrement.percent.den;
  return price.top * base.bottom * hundred <= base.top * (hundred - decrement.percent.num) * price.bottom;
}

}  // namespace

int Reference::order_of(Bidder a, std::int64_t amount_a, Bidder b, std::int64_t amount_b) const {
  const Fraction x = evaluated(amount_a, bidders_[a].adjustment), y = evaluated(amount_b, bidders_[b].adjustment);
  const Wide left = x.top * y.bottom, right = y.top * x.bottom;
  return left < right ? -1 : left > right ? 1 : 0;
}

std::vector<Bidder> Reference::order() const {
  std::vector<Bidder> list;
  for (Bidder i = 0; i < bidders_.size(); ++i)
    if (bidders_[i].best && !bidders_[i].out) list.push_back(i);
  std::sort(list.begin(), list.end(), [this](Bidder a, Bidder b) {
    const int order = order_of(a, *bidders_[a].best, b, *bidders_[b].best);
    return order != 0 ? order < 0 : bidders_[a].turn < bidders_[b].turn;
  });
  return list;
}

Verdict Reference::amount_problem(Bidder bidder, std::int64_t amount) const {
  const Member& member = bidders_[bidder];
  if (amount % rules_.tick.minor != 0) return Verdict::amount_off_tick;
  if (rules_.ceiling && amount > rules_.ceiling->minor) return Verdict::above_ceiling;
  const Fraction price = evaluated(amount, member.adjustment);
  if (price.top <= 0) return Verdict::evaluated_not_positive;
  if (member.best) {
    if (amount >= *member.best) return Verdict::not_below_own;
    if (!meets({amount, 1}, {*member.best, 1}, rules_.english().own_decrement)) return Verdict::own_decrement_too_small;
  }
  const auto list = order();
  if (!list.empty() && rules_.english().leader_decrement.kind != Decrement::Kind::none) {
    const Bidder leader = list.front();
    if (!meets(price, evaluated(*bidders_[leader].best, bidders_[leader].adjustment), rules_.english().leader_decrement))
      return Verdict::leader_decrement_too_small;
  }
  if (rules_.english().ties == Ties::not_allowed)
    for (const Bidder other : list)
      if (other != bidder && order_of(bidder, amount, other, *bidders_[other].best) == 0) return Verdict::tie_not_allowed;
  return Verdict::accepted;
}

// Only for lots where something bounds the amount.
std::optional<std::int64_t> Reference::greatest_valid(Bidder bidder) const {
  const Member& member = bidders_[bidder];
  if (member.out) return std::nullopt;
  std::int64_t from = rules_.ceiling ? rules_.ceiling->minor : 0;
  if (member.best) from = from ? std::min(from, *member.best) : *member.best;
  // Bounded by the leader alone: from somewhere above every amount that the tests use, and its evaluation.
  if (from == 0 && rules_.english().leader_decrement.kind != Decrement::Kind::none && !order().empty()) from = 12'000;
  if (from == 0) return std::nullopt;
  for (std::int64_t amount = from / rules_.tick.minor * rules_.tick.minor; amount > 0; amount -= rules_.tick.minor)
    if (amount_problem(bidder, amount) == Verdict::accepted) return amount;
  return std::nullopt;
}

Verdict Reference::place(const Bid& bid, Micros now) {
  const std::int64_t amount = bid.amount.minor;
  if (amount <= 0) return Verdict::amount_not_positive;
  if (amount > kLargestAmount.minor) return Verdict::amount_overflow;
  if (bid.bidder >= bidders_.size()) return Verdict::not_admitted;
  if (bidders_[bid.bidder].out) return Verdict::disqualified;
  if (phase_ == Phase::cancelled) return Verdict::lot_cancelled;
  if (phase_ == Phase::closed || (phase_ != Phase::paused && now >= ends_at_)) return Verdict::lot_closed;
  if (phase_ == Phase::scheduled || now < rules_.starts_at) return Verdict::not_started;
  if (phase_ == Phase::paused) return Verdict::lot_paused;
  if (const Verdict problem = amount_problem(bid.bidder, amount); problem != Verdict::accepted) return problem;
  if (rules_.english().confirm_drop_percent && !bid.confirm) {
    const auto most = greatest_valid(bid.bidder);
    const Wide hundred = Wide{100} * rules_.english().confirm_drop_percent->den;
    if (most && Wide{amount} * hundred < Wide{*most} * (hundred - rules_.english().confirm_drop_percent->num))
      return Verdict::confirm_needed;
  }
  const auto before = order();
  bidders_[bid.bidder].best = amount;
  bidders_[bid.bidder].turn = ++turn_;
  const auto after = order();
  if (const auto& soft = rules_.english().soft_close; soft && now >= ends_at_ - soft->window) {
    bool met = soft->trigger == Trigger::any_bid;
    if (soft->trigger == Trigger::leader_change) met = before.empty() || before.front() != after.front();
    if (soft->trigger == Trigger::any_rank_change) met = before != after;
    if (soft->trigger == Trigger::top_k_change) {
      auto first = before, then = after;
      first.resize(std::min<std::size_t>(first.size(), soft->top_k));
      then.resize(std::min<std::size_t>(then.size(), soft->top_k));
      met = first != then;
    }
    if (met && (!soft->max_times || soft_used_ < *soft->max_times)) {
      ++soft_used_;
      ++extensions_;
      ends_at_ += soft->extension;
    }
  }
  return Verdict::accepted;
}

Verdict Reference::open(Micros now) {
  if (phase_ == Phase::cancelled) return Verdict::lot_cancelled;
  if (phase_ == Phase::closed) return Verdict::lot_closed;
  if (phase_ != Phase::scheduled) return Verdict::already_open;
  if (now < rules_.starts_at) return Verdict::not_started;
  phase_ = Phase::live;
  return Verdict::accepted;
}

Verdict Reference::close(Micros now) {
  switch (phase_) {
    case Phase::cancelled: return Verdict::lot_cancelled;
    case Phase::closed: return Verdict::lot_closed;
    case Phase::scheduled: return Verdict::not_started;
    case Phase::paused: return Verdict::lot_paused;
    case Phase::live: break;
  }
  if (now < ends_at_) return Verdict::not_ended;
  phase_ = Phase::closed;
  return Verdict::accepted;
}

Verdict Reference::pause(Micros now) {
  switch (phase_) {
    case Phase::cancelled: return Verdict::lot_cancelled;
    case Phase::closed: return Verdict::lot_closed;
    case Phase::scheduled: return now >= ends_at_ ? Verdict::lot_closed : Verdict::not_started;
    case Phase::paused: return Verdict::lot_paused;
    case Phase::live: break;
  }
  if (now >= ends_at_) return Verdict::lot_closed;
  remaining_ = ends_at_ - now;
  phase_ = Phase::paused;
  return Verdict::accepted;
}

Verdict Reference::resume(Micros now) {
  switch (phase_) {
    case Phase::cancelled: return Verdict::lot_cancelled;
    case Phase::closed: return Verdict::lot_closed;
    case Phase::scheduled: return Verdict::not_started;
    case Phase::live: return Verdict::not_paused;
    case Phase::paused: break;
  }
  ends_at_ = now + remaining_;
  since_ = now;
  phase_ = Phase::live;
  return Verdict::accepted;
}

Verdict Reference::extend(Micros by, Micros now) {
  if (by <= 0) return Verdict::extension_not_positive;
  const Micros left = phase_ == Phase::paused ? remaining_ : ends_at_ - std::max(now, rules_.starts_at);
  if (left + by > kLongest) return Verdict::extension_too_long;
  if (phase_ == Phase::cancelled) return Verdict::lot_cancelled;
  if (phase_ == Phase::closed || (phase_ != Phase::paused && now >= ends_at_)) return Verdict::lot_closed;
  ends_at_ += by;
  remaining_ += by;
  ++extensions_;
  return Verdict::accepted;
}

Verdict Reference::cancel() {
  if (phase_ == Phase::cancelled) return Verdict::lot_cancelled;
  if (phase_ == Phase::closed) return Verdict::lot_closed;
  phase_ = Phase::cancelled;
  return Verdict::accepted;
}

Verdict Reference::disqualify(Bidder bidder) {
  if (bidder >= bidders_.size()) return Verdict::not_admitted;
  if (bidders_[bidder].out) return Verdict::already_disqualified;
  if (phase_ == Phase::cancelled) return Verdict::lot_cancelled;
  bidders_[bidder].out = true;
  return Verdict::accepted;
}

Verdict Reference::outage(Micros from, Micros to, Micros now) {
  if (!rules_.outage) return Verdict::no_outage_rule;
  if (from >= to || to > now) return Verdict::outage_malformed;
  switch (phase_) {
    case Phase::cancelled: return Verdict::lot_cancelled;
    case Phase::closed: return Verdict::lot_closed;
    case Phase::scheduled: return Verdict::not_started;
    case Phase::paused: return Verdict::lot_paused;
    case Phase::live: break;
  }
  if (from >= ends_at_) return Verdict::lot_closed;
  const Micros start = std::max({from, since_, counted_});
  if (to - start < rules_.outage->min_length) return Verdict::outage_too_short;
  counted_ = to;
  ends_at_ = std::max(ends_at_ + (to - start), now + rules_.outage->min_remaining);
  ++extensions_;
  return Verdict::accepted;
}

}  // namespace terang::auction::test
