// What may be said, and how offers rank. The timetable is in stepped_clock.cpp.
#include "auction/formats/stepped.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {
namespace {

constexpr int kShownDecimals = 6;

bool positive(const Evaluated& evaluated) {
  return evaluated.whole > 0 || (evaluated.whole == 0 && evaluated.part > 0);
}

}  // namespace

SteppedAuction::SteppedAuction(const Rules& validated)
    : LotAuction(validated), format_(std::get<Stepped>(validated.format)) {
  if (esco()) npv_.emplace(esco()->notice, esco()->discount_percent);
}

Outcome SteppedAuction::refuse(Bidder bidder, Verdict verdict) const {
  Outcome outcome = answer(verdict);
  outcome.at_most = next_valid(bidder).at_most;
  return outcome;
}

// Who and when. Deadlines that are due were given before; that a turn is over by the clock is minded all the same.
Verdict SteppedAuction::may_speak(Bidder bidder, Micros now) const {
  if (bidder >= bidders()) return Verdict::not_admitted;
  if (disqualified(bidder)) return Verdict::disqualified;
  if (phase_ == Phase::scheduled) return waits() || now < rules_.starts_at ? Verdict::accepted : Verdict::not_your_turn;
  if (const Verdict problem = phase_problem(now); problem != Verdict::accepted) return problem;
  if (!seats_[bidder].standing) return Verdict::no_initial_offer;
  return whose() == bidder && now < *stage_due() ? Verdict::accepted : Verdict::not_your_turn;
}

// Whatever the evaluation, a step on the evaluated price, turned back into an amount, is the step on the amount: both
// are exact. Evaluation decides the ranking alone.
Verdict SteppedAuction::price_problem(Bidder bidder, Money amount) const {
  if (amount.minor % rules_.tick.minor != 0) return Verdict::amount_off_tick;
  if (amount.minor > ceilings_[bidder]) return Verdict::above_ceiling;
  if (!positive(evaluate(amount, adjustments_[bidder]))) return Verdict::evaluated_not_positive;
  const auto& own = seats_[bidder].standing;
  if (own && amount >= own->amount) return Verdict::not_below_own;
  if (own && amount > own->amount - price()->step) return Verdict::own_decrement_too_small;
  return Verdict::accepted;
}

Outcome SteppedAuction::place(const Bid& bid, Micros now) {
  at(now);
  if (!price()) return answer(Verdict::not_in_this_format);
  if (bid.amount.minor <= 0) return answer(Verdict::amount_not_positive);
  if (bid.amount > kLargestAmount) return answer(Verdict::amount_overflow);
  if (const Verdict problem = may_speak(bid.bidder, now); problem != Verdict::accepted) return answer(problem);
  if (const Verdict problem = price_problem(bid.bidder, bid.amount); problem != Verdict::accepted)
    return refuse(bid.bidder, problem);
  Offered offered;
  offered.amount = bid.amount;
  offered.evaluated = evaluate(bid.amount, adjustments_[bid.bidder]);
  return record(bid.bidder, std::move(offered));
}

// new ≥ own × (1 + percent/100)
bool SteppedAuction::betters(const Natural& value, const Natural& own) const {
  const auto hundred = static_cast<std::uint64_t>(100 * esco()->step_percent.den);
  return compare(value * hundred, own * (hundred + static_cast<std::uint64_t>(esco()->step_percent.num))) >= 0;
}

Verdict SteppedAuction::contract_problem(Bidder bidder, const EscoOffer& offer, Natural& value) const {
  const Ratio &share = offer.share, &least = esco()->share_least, &most = esco()->share_most;
  if (share.den < 1 || kFinestShare % share.den != 0 || share.num * least.den < least.num * share.den ||
      share.num * most.den > most.num * share.den)
    return Verdict::share_out_of_range;
  const std::int32_t term = offer.years * kDaysOfYear + offer.days;
  if (term < 1 || term > esco()->longest_days) return Verdict::term_out_of_range;
  if (npv_->first_days() == 0 && offer.reductions[0] != Money{}) return Verdict::reduction_in_no_days;
  value = npv_->of(offer);
  if (value.zero()) return Verdict::value_not_positive;
  const auto& own = seats_[bidder].standing;
  if (own && !betters(value, own->contract->value)) return Verdict::value_step_too_small;
  return Verdict::accepted;
}

Outcome SteppedAuction::place_contract(Bidder bidder, const EscoOffer& offer, Micros now) {
  if (!esco()) return answer(Verdict::not_in_this_format);
  Int128 sum = 0;
  for (const Money reduction : offer.reductions) {
    if (reduction.minor < 0) return answer(Verdict::amount_not_positive);
    sum += reduction.minor;
  }
  if (sum > kLargestAmount.minor) return answer(Verdict::amount_overflow);
  // Terms beyond all limits would overflow days.
  if (offer.years < 0 || offer.years > 1'000 || offer.days < 0 || offer.days >= kDaysOfYear)
    return answer(Verdict::term_out_of_range);
  if (const Verdict problem = may_speak(bidder, now); problem != Verdict::accepted) return answer(problem);
  Natural value;
  if (const Verdict problem = contract_problem(bidder, offer, value); problem != Verdict::accepted)
    return answer(problem);
  Offered offered;
  offered.amount = npv_->paid(offer);
  offered.contract = std::make_shared<const Contract>(Contract{offer, std::move(value)});
  return record(bidder, std::move(offered));
}

Outcome SteppedAuction::on_offer(const Offer& offer, Micros now) {
  if (const auto* contract = std::get_if<EscoOffer>(&offer.content)) return place_contract(offer.bidder, *contract, now);
  if (std::holds_alternative<Withdraw>(offer.content)) return withdraw(offer.bidder, now);
  return answer(Verdict::not_in_this_format);
}

Outcome SteppedAuction::withdraw(Bidder bidder, Micros now) {
  if (const Verdict problem = may_speak(bidder, now); problem != Verdict::accepted) return answer(problem);
  if (!seats_[bidder].said) return answer(Verdict::nothing_to_withdraw);
  seats_[bidder].said.reset();
  Outcome outcome = answer(Verdict::accepted);
  outcome.pending = true;
  return outcome;
}

Outcome SteppedAuction::record(Bidder bidder, Offered offered) {
  offered.entry = ++entries_;
  seats_[bidder].said = std::move(offered);
  count_bid();
  ++pending_;
  Outcome outcome = answer(Verdict::accepted);
  outcome.pending = true;
  return outcome;
}

// A net present value with an adjustment is evaluated as (value − add) / factor: what makes a price better makes a value
// better. Negative terms change sides.
bool SteppedAuction::before(Bidder a, Bidder b) const {
  const Offered &left = *seats_[a].standing, &right = *seats_[b].standing;
  int order = 0;
  if (price()) {
    order = compare(left.evaluated, right.evaluated);
  } else {
    const Adjustment &ours = adjustments_[a], &theirs = adjustments_[b];
    const auto one = static_cast<std::uint64_t>(ours.factor.den * theirs.factor.num);
    const auto other = static_cast<std::uint64_t>(theirs.factor.den * ours.factor.num);
    Natural our_side = left.contract->value * one, their_side = right.contract->value * other;
    const auto add = [&](Natural& side, std::int64_t amount, std::uint64_t factor) {
      if (amount > 0) side += npv_->unit() * static_cast<std::uint64_t>(amount) * factor;
    };
    add(our_side, -ours.add.minor, one);
    add(our_side, theirs.add.minor, other);
    add(their_side, -theirs.add.minor, other);
    add(their_side, ours.add.minor, one);
    order = compare(their_side, our_side);
  }
  return order != 0 ? order < 0 : left.entry < right.entry;
}

void SteppedAuction::publish(Bidder bidder) {
  Seat& seat = seats_[bidder];
  if (!seat.said) return;
  if (seat.standing) ranked_.erase(std::find(ranked_.begin(), ranked_.end(), bidder));
  seat.standing = std::move(seat.said);
  seat.said.reset();
  const auto place = std::upper_bound(ranked_.begin(), ranked_.end(), bidder,
                                      [this](Bidder a, Bidder b) { return before(a, b); });
  ranked_.insert(place, bidder);
}

std::optional<Money> SteppedAuction::best_of(Bidder bidder) const {
  if (bidder >= bidders() || !seats_[bidder].standing) return std::nullopt;
  return seats_[bidder].standing->amount;
}

std::uint32_t SteppedAuction::rank_of(Bidder bidder) const {
  const auto found = std::find(ranked_.begin(), ranked_.end(), bidder);
  return found == ranked_.end() ? 0 : static_cast<std::uint32_t>(found - ranked_.begin()) + 1;
}

std::vector<Standing> SteppedAuction::top(std::uint32_t k) const {
  std::vector<Standing> list;
  for (const Bidder bidder : ranked_) {
    if (list.size() == k) break;
    list.push_back({static_cast<std::uint32_t>(list.size()) + 1, bidder, seats_[bidder].standing->amount});
  }
  return list;
}

NextValid SteppedAuction::next_valid(Bidder bidder) const {
  if (bidder >= bidders() || disqualified(bidder)) return {};
  const auto& own = seats_[bidder].standing;
  if (!own && phase_ != Phase::scheduled) return {};
  if (esco()) return {true, std::nullopt};
  const auto ceiling = ceiling_of(bidder);
  if (!own && !ceiling) return {true, std::nullopt};
  Money most = own ? own->amount - price()->step : std::min(*ceiling, kLargestAmount);
  most.minor -= most.minor % rules_.tick.minor;
  if (most.minor <= 0 || !positive(evaluate(most, adjustments_[bidder]))) return {};
  return {true, most};
}

std::optional<Said> SteppedAuction::pending_of(Bidder bidder) const {
  if (bidder >= bidders() || !seats_[bidder].said) return std::nullopt;
  const Offered& said = *seats_[bidder].said;
  if (price()) return Said{said.amount, std::nullopt, std::nullopt};
  return Said{said.amount, said.contract->offer, Score{"npv", value_text(bidder, said.contract->value, false), {}}};
}

std::optional<Content> SteppedAuction::content_of(Bidder bidder) const {
  if (!esco() || bidder >= bidders() || !seats_[bidder].standing) return std::nullopt;
  return seats_[bidder].standing->contract->offer;
}

// `adjusted`: (value − add) / factor.
std::string SteppedAuction::value_text(Bidder bidder, const Natural& value, bool adjusted) const {
  const Currency& currency = rules_.currency;
  if (!adjusted) return npv_->text(value, currency, kShownDecimals);
  const Adjustment& adjustment = adjustments_[bidder];
  Natural gains = value, losses;
  (adjustment.add.minor < 0 ? gains : losses) +=
      npv_->unit() * static_cast<std::uint64_t>(adjustment.add.minor < 0 ? -adjustment.add.minor : adjustment.add.minor);
  const bool negative = compare(gains, losses) < 0;
  if (negative) std::swap(gains, losses);
  gains -= losses;
  gains *= static_cast<std::uint64_t>(adjustment.factor.den);
  return (negative ? "-" : "") + npv_->text(gains, currency, kShownDecimals, adjustment.factor.num);
}

std::optional<Score> SteppedAuction::score_of(Bidder bidder) const {
  if (!esco() || bidder >= bidders() || !seats_[bidder].standing) return std::nullopt;
  const Natural& value = seats_[bidder].standing->contract->value;
  const bool adjusted = adjustments_[bidder] != Adjustment::none();
  return Score{"npv", value_text(bidder, value, false), adjusted ? value_text(bidder, value, true) : std::string()};
}

std::optional<Score> SteppedAuction::least_score_of(Bidder bidder) const {
  if (!esco() || bidder >= bidders() || !seats_[bidder].standing) return std::nullopt;
  const auto hundred = 100 * esco()->step_percent.den;
  const Natural& own = seats_[bidder].standing->contract->value;
  return Score{"npv", npv_->text(own * static_cast<std::uint64_t>(hundred + esco()->step_percent.num), rules_.currency,
                                 kShownDecimals, hundred, true), {}};
}

std::uint32_t SteppedAuction::number_of(Bidder bidder) const { return bidder < bidders() ? seats_[bidder].number : 0; }

Result SteppedAuction::find_result() const {
  Result result;
  if (leader_ == kNobody) return result;
  result.winners.push_back({leader_, *best()});
  if (!price() || !price()->abnormally_low || ranked_.size() < 2) return result;
  std::vector<Evaluated> others;
  for (std::size_t i = 1; i < ranked_.size(); ++i) others.push_back(seats_[ranked_[i]].first);
  result.abnormally_low = abnormally_low(seats_[leader_].standing->evaluated, others,
                                         seats_[ranked_[1]].standing->evaluated, *price()->abnormally_low);
  return result;
}

}  // namespace terang::auction
