// How a bid is decided.
#include "auction/formats/english.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

EnglishAuction::Divider::Divider(std::int64_t number)
    : by(static_cast<std::uint64_t>(number)), inverse(~std::uint64_t{0} / static_cast<std::uint64_t>(number)) {
  TERANG_ASSERT(number > 0);
}

// The inverse is at most 2^64/by and more than that less 1 + 1/by, so for dividends below 2^63 the product is the
// quotient or one less.
inline std::int64_t EnglishAuction::Divider::floor(std::int64_t dividend) const {
  __extension__ using Wide = unsigned __int128;
  const auto number = static_cast<std::uint64_t>(dividend);
  std::uint64_t quotient = static_cast<std::uint64_t>((Wide{number} * inverse) >> 64);
  if (number - quotient * by >= by) ++quotient;
  return static_cast<std::int64_t>(quotient);
}

EnglishAuction::Step::Step(const Decrement& decrement) : kind(decrement.kind), amount(decrement.amount.minor) {
  if (kind != Decrement::Kind::percent) return;
  const std::int64_t hundred = 100 * decrement.percent.den;
  kept = hundred - decrement.percent.num;
  of = Divider(hundred);
}

inline std::int64_t EnglishAuction::Step::below(std::int64_t price) const {
  if (kind == Decrement::Kind::absolute) return price - amount;
  if (kind == Decrement::Kind::none) return price;
  // price × kept / of without a 128-bit division: price < 2^59, kept < of ≤ 10^6.
  const std::int64_t whole = of.floor(price), rest = price - whole * static_cast<std::int64_t>(of.by);
  return whole * kept + of.floor(rest * kept);
}

inline Evaluated EnglishAuction::evaluated_of(Bidder ranked) const {
  return evaluate({ranking_.seat(ranked).amount}, adjustments_[ranked]);
}

inline std::int64_t EnglishAuction::own_limit(Bidder bidder) const {
  const Ranking::Seat& seat = ranking_.seat(bidder);
  return seat.ranked() ? own_step_.below(seat.amount) : kUnbounded;
}

// The greatest amount whose evaluated price meets the leader decrement.
inline std::int64_t EnglishAuction::leader_limit(Bidder bidder) const {
  if (leader_step_.kind == Decrement::Kind::none || leader_ == kNobody) return kUnbounded;
  if (!adjusted_) return leader_key_limit_;
  const Adjustment& own = adjustments_[bidder];
  if (!factors_) return leader_key_limit_ - own.add.minor;
  // amount × num/den + add ≤ leader's limit = top/bottom; bounds in evaluation.h.
  const Evaluated leader = evaluated_of(leader_);
  Int128 top = Int128{leader.whole} * leader.den + leader.part;
  Int128 bottom = leader.den;
  if (leader_step_.kind == Decrement::Kind::absolute) {
    top -= bottom * leader_step_.amount;
  } else {
    top *= leader_step_.kept;
    bottom *= static_cast<std::int64_t>(leader_step_.of.by);
  }
  top = (top - bottom * own.add.minor) * own.factor.den;
  if (top < 0) return -1;
  return static_cast<std::int64_t>(std::min(top / (bottom * own.factor.num), Int128{kUnbounded - 1}));
}

void EnglishAuction::leader_moved() {
  leader_ = ranking_.size() == 0 ? kNobody : ranking_.first();
  leader_key_limit_ =
      leader_ == kNobody || factors_ ? kUnbounded : leader_step_.below(evaluated_of(leader_).whole);
}

inline std::int64_t EnglishAuction::bound(Bidder bidder) const {
  std::int64_t own = own_limit(bidder);
  if (own != kUnbounded) own = std::min(own, ranking_.seat(bidder).amount - 1);
  const std::int64_t ceiling = own_ceilings_ ? ceilings_[bidder] : ceiling_;
  const std::int64_t least = std::min({ceiling, own, leader_limit(bidder)});
  if (least == kUnbounded || least <= 0) return least;
  return tick_.floor(std::min(least, kLargestAmount.minor)) * rules_.tick.minor;
}

// Moves the cursor back over entries that the evaluated price beats though their whole units are equal.
// True when the entry before it then has exactly this evaluated price.
inline bool EnglishAuction::walk_to_place(Ranking::Cursor& cursor, const Evaluated& evaluated) const {
  Ranking::Cursor before = cursor;
  while (ranking_.step_back(before)) {
    if (ranking_.key_at(before) != evaluated.whole) return false;
    if (!factors_) return true;
    const int order = compare(evaluated_of(ranking_.bidder_at(before)), evaluated);
    if (order == 0) return true;
    if (order < 0) return false;
    cursor = before;
  }
  return false;
}

// The greatest amount ≤ `amount`, by steps of the tick, whose evaluated price nobody has; ≤ 0 when there is none.
std::int64_t EnglishAuction::untied(Bidder bidder, std::int64_t amount) const {
  if (format_.ties == Ties::earlier_wins || amount <= 0 || amount == kUnbounded) return amount;
  Evaluated wanted = evaluate({amount}, adjustments_[bidder]);
  Ranking::Cursor cursor = ranking_.after(wanted.whole);
  while (ranking_.step_back(cursor)) {
    for (;;) {
      const int order = compare(evaluated_of(ranking_.bidder_at(cursor)), wanted);
      if (order < 0) return amount;
      if (order > 0) break;
      amount -= rules_.tick.minor;
      if (amount <= 0) return amount;
      wanted = evaluate({amount}, adjustments_[bidder]);
    }
  }
  return amount;
}

NextValid EnglishAuction::next_valid(Bidder bidder) const {
  if (bidder >= bidders() || ranking_.seat(bidder).leaf == Ranking::kRemoved) return {};
  const std::int64_t most = untied(bidder, bound(bidder));
  if (most == kUnbounded) return {true, std::nullopt};
  if (most <= 0 || (adjusted_ && evaluate({most}, adjustments_[bidder]).whole <= 0 &&
                    evaluate({most}, adjustments_[bidder]).part == 0))
    return {};
  return {true, Money{most}};
}

// amount < M × (1 − P/100), M the greatest amount this bidder could bid.
inline bool EnglishAuction::needs_confirm(const Bid& bid) const {
  if (confirm_of_ == 0 || bid.confirm) return false;
  const auto slips = [&](std::int64_t most) {
    return Int128{bid.amount.minor} * confirm_of_ < Int128{most} * confirm_kept_;
  };
  const std::int64_t most = bound(bid.bidder);
  if (most == kUnbounded || !slips(most)) return false;
  return format_.ties == Ties::earlier_wins || slips(untied(bid.bidder, most));
}

Outcome EnglishAuction::refuse(const Bid& bid, Verdict verdict) const {
  Outcome outcome = answer(verdict);
  if (verdict >= Verdict::amount_off_tick) outcome.at_most = next_valid(bid.bidder).at_most;
  return outcome;
}

Outcome EnglishAuction::place(const Bid& bid, Micros now) {
  at(now);
  const std::int64_t amount = bid.amount.minor;
  const Bidder bidder = bid.bidder;
  if (amount <= 0) return refuse(bid, Verdict::amount_not_positive);
  if (amount > kLargestAmount.minor) return refuse(bid, Verdict::amount_overflow);
  if (bidder >= bidders()) return refuse(bid, Verdict::not_admitted);
  Ranking::Seat& seat = ranking_.seat(bidder);
  if (seat.leaf == Ranking::kRemoved) return refuse(bid, Verdict::disqualified);
  if (!live(now)) [[unlikely]] return refuse(bid, phase_problem(now));
  if (tick_.floor(amount) * rules_.tick.minor != amount) return refuse(bid, Verdict::amount_off_tick);
  if (amount > ceiling_ || (own_ceilings_ && amount > ceilings_[bidder])) return refuse(bid, Verdict::above_ceiling);
  const Evaluated evaluated = adjusted_ ? evaluate(bid.amount, adjustments_[bidder]) : Evaluated{amount, 0, 1};
  if (evaluated.whole < 0 || (evaluated.whole == 0 && evaluated.part == 0))
    return refuse(bid, Verdict::evaluated_not_positive);
  const Ranking::Cursor found = ranking_.after(evaluated.whole);
  if (seat.ranked()) {
    if (amount >= seat.amount) return refuse(bid, Verdict::not_below_own);
    if (amount > own_step_.below(seat.amount)) return refuse(bid, Verdict::own_decrement_too_small);
  }
  if (amount > leader_limit(bidder)) return refuse(bid, Verdict::leader_decrement_too_small);
  Ranking::Cursor cursor = found;
  if (format_.ties == Ties::not_allowed || factors_) {
    const bool tied = walk_to_place(cursor, evaluated);
    if (tied && format_.ties == Ties::not_allowed) return refuse(bid, Verdict::tie_not_allowed);
  }
  if (needs_confirm(bid)) return refuse(bid, Verdict::confirm_needed);

  return accept(bid, evaluated, cursor, now);
}

// One named result alone, so that it is written where it is wanted, once.
inline Outcome EnglishAuction::accept(const Bid& bid, const Evaluated& evaluated, const Ranking::Cursor& cursor, Micros now) {
  Outcome outcome;
  outcome.rank = ranking_.place(cursor) + 1;
  outcome.previous_rank = ranking_.put(bid.bidder, evaluated.whole, cursor) + 1;  // none is 2^32 - 1: becomes 0
  Ranking::Seat& seat = ranking_.seat(bid.bidder);
  seat.amount = bid.amount.minor;
  seat.part = evaluated.part;
  count_bid();
  outcome.previous_leader = leader_;
  if (outcome.rank == 1) leader_moved();
  outcome.leader = leader_;
  if (format_.soft_close && ends_at_ - now <= format_.soft_close->window) soft_close(outcome, bid.bidder, now);
  outcome.ends_at = ends_at_;
  if (!proxies_.empty()) [[unlikely]] answer_by_proxy(outcome, bid.bidder, now);
  return outcome;
}

void EnglishAuction::carry(Bidder bidder, Money amount) {
  const Evaluated evaluated = evaluate(amount, adjustments_[bidder]);
  Ranking::Cursor cursor = ranking_.after(evaluated.whole);
  if (factors_) walk_to_place(cursor, evaluated);
  ranking_.put(bidder, evaluated.whole, cursor);
  ranking_.seat(bidder).amount = amount.minor;
  ranking_.seat(bidder).part = evaluated.part;
  leader_moved();
}

void EnglishAuction::bid_by_proxy(Outcome& outcome, Bidder bidder, std::int64_t amount, Micros now) {
  const Evaluated evaluated = evaluate({amount}, adjustments_[bidder]);
  Ranking::Cursor cursor = ranking_.after(evaluated.whole);
  if (factors_) walk_to_place(cursor, evaluated);
  Outcome own;
  own.rank = ranking_.place(cursor) + 1;
  own.previous_leader = leader_;
  own.previous_rank = ranking_.put(bidder, evaluated.whole, cursor) + 1;
  Ranking::Seat& seat = ranking_.seat(bidder);
  seat.amount = amount;
  seat.part = evaluated.part;
  count_bid();
  leader_moved();
  own.leader = leader_;
  std::erase_if(automatic_, [bidder](const AutomaticBid& earlier) { return earlier.bidder == bidder; });
  automatic_.push_back({bidder, {amount}});
  // One command with all that it sets off extends the lot once.
  if (outcome.extended == Cause::none && format_.soft_close && ends_at_ - now <= format_.soft_close->window) {
    soft_close(own, bidder, now);
    outcome.extended = own.extended;
  }
}

void EnglishAuction::soft_close(Outcome& outcome, Bidder bidder, Micros now) {
  const SoftClose& rule = *format_.soft_close;
  if (rule.max_times && soft_extensions_ >= *rule.max_times) return;
  const bool moved = outcome.rank != outcome.previous_rank;
  bool met = false;
  switch (rule.trigger) {
    case Trigger::any_bid: met = true; break;
    case Trigger::leader_change: met = outcome.leader_changed(); break;
    case Trigger::any_rank_change: met = moved; break;
    // The places from the new to the old rank have other holders; the new one is the foremost.
    case Trigger::top_k_change: met = moved && outcome.rank <= rule.top_k; break;
  }
  if (!met) return;
  ++soft_extensions_;
  outcome.extended = Cause::soft_close;
  move_end(rule.extension, {now, Cause::soft_close, rule.trigger, bidder, outcome.rank, 0, 0});
}

}  // namespace terang::auction
