#include "auction/formats/supply.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

SupplyAuction::SupplyAuction(const Rules& validated)
    : LotAuction(validated), format_(std::get<SupplySchedule>(validated.format)) {}

void SupplyAuction::on_admit(const BidderTerms&) { seats_.emplace_back(); }

void SupplyAuction::on_disqualify(Bidder bidder, Micros) { take_out(bidder); }

bool SupplyAuction::before(const Place& a, const Place& b) {
  const int order = compare(a.price, b.price);
  return order != 0 ? order < 0 : a.entry < b.entry;
}

SupplyAuction::Place SupplyAuction::place_of(Bidder bidder) const {
  const Seat& seat = seats_[bidder];
  return {evaluate(seat.steps.front().unit_price, adjustments_[bidder]), seat.entry, bidder};
}

void SupplyAuction::enter(Bidder bidder) {
  const Seat& seat = seats_[bidder];
  const Place place = place_of(bidder);
  order_.insert(std::lower_bound(order_.begin(), order_.end(), place, before), place);
  for (std::uint32_t i = 0; i < seat.steps.size(); ++i) {
    const SupplyStep& step = seat.steps[i];
    const std::int64_t least = step.all_or_nothing ? step.quantity : i == 0 ? format_.min_award() : 1;
    merit_.insert({evaluate(step.unit_price, adjustments_[bidder]), seat.entry, i, bidder, step.unit_price, step.quantity, least});
  }
  leader_ = order_.front().bidder;
  stale_ = true;
}

void SupplyAuction::take_out(Bidder bidder) {
  Seat& seat = seats_[bidder];
  if (seat.steps.empty()) return;
  order_.erase(std::lower_bound(order_.begin(), order_.end(), place_of(bidder), before));
  for (std::uint32_t i = 0; i < seat.steps.size(); ++i)
    merit_.erase({evaluate(seat.steps[i].unit_price, adjustments_[bidder]), seat.entry, i, bidder, {}, 0, 0});
  seat.steps.clear();
  leader_ = order_.empty() ? kNobody : order_.front().bidder;
  stale_ = true;
}

std::optional<Content> SupplyAuction::content_of(Bidder bidder) const {
  if (bidder >= bidders() || seats_[bidder].steps.empty()) return std::nullopt;
  return Schedule{seats_[bidder].steps};
}

Outcome SupplyAuction::place(const Bid&, Micros now) {
  at(now);
  return answer(Verdict::not_in_this_format);
}

Outcome SupplyAuction::on_offer(const Offer& offer, Micros now) {
  if (const auto* schedule = std::get_if<Schedule>(&offer.content)) return put(offer.bidder, schedule->steps, now);
  const bool may_withdraw = format_.replacement == Replacement::any;
  if (may_withdraw && std::holds_alternative<Withdraw>(offer.content)) return withdraw(offer.bidder, now);
  return answer(Verdict::not_in_this_format);
}

Verdict SupplyAuction::who_and_when(Bidder bidder, Micros now) const {
  if (bidder >= bidders()) return Verdict::not_admitted;
  if (disqualified(bidder)) return Verdict::disqualified;
  return phase_problem(now);
}

Verdict SupplyAuction::steps_problem(Bidder bidder, const std::vector<SupplyStep>& steps) const {
  const auto any = [&steps](auto wrong) { return std::any_of(steps.begin(), steps.end(), wrong); };
  const std::optional<Money> ceiling = ceiling_of(bidder);
  if (any([&](const SupplyStep& step) { return step.unit_price.minor % rules_.tick.minor != 0; }))
    return Verdict::amount_off_tick;
  if (ceiling && any([&](const SupplyStep& step) { return step.unit_price > *ceiling; })) return Verdict::above_ceiling;
  if (any([&](const SupplyStep& step) {
        const Evaluated price = evaluate(step.unit_price, adjustments_[bidder]);
        return price.whole < 0 || (price.whole == 0 && price.part == 0);
      }))
    return Verdict::evaluated_not_positive;
  if (steps.empty()) return Verdict::schedule_empty;
  if (steps.size() > format_.max_steps) return Verdict::schedule_too_long;
  std::int64_t total = 0;
  for (const SupplyStep& step : steps) {
    if (step.quantity < 1) return Verdict::quantity_not_positive;
    if (step.quantity > kMostUnits || (total += step.quantity) > kMostUnits) return Verdict::quantity_too_large;
  }
  for (std::size_t i = 1; i < steps.size(); ++i)
    if (steps[i].unit_price < steps[i - 1].unit_price) return Verdict::prices_not_rising;
  const auto* by_time = std::get_if<TimePriority>(&format_.margin);
  if (!(by_time && by_time->all_or_nothing) && any([](const SupplyStep& step) { return step.all_or_nothing; }))
    return Verdict::step_must_be_divisible;
  if (steps.front().quantity < format_.min_award()) return Verdict::below_min_award;
  const std::vector<SupplyStep>& old_steps = seats_[bidder].steps;
  if (format_.replacement == Replacement::better && !old_steps.empty() && !better(old_steps, steps))
    return Verdict::schedule_not_better;
  return Verdict::accepted;
}

// At every unit that was offered the price is no higher, no more of it is all or nothing, and something is better.
bool SupplyAuction::better(const std::vector<SupplyStep>& old_steps, const std::vector<SupplyStep>& steps) const {
  bool gained = false;
  std::size_t i = 0, j = 0;                 // steps, old and new
  std::int64_t old_begin = 0, begin = 0;    // units before them
  while (i < old_steps.size()) {
    if (j == steps.size()) return false;
    const SupplyStep &was = old_steps[i], &is = steps[j];
    const std::int64_t old_end = old_begin + was.quantity, end = begin + is.quantity;
    if (is.unit_price > was.unit_price) return false;
    if (is.all_or_nothing && (!was.all_or_nothing || begin < old_begin || end > old_end)) return false;
    gained |= is.unit_price < was.unit_price || (was.all_or_nothing && !is.all_or_nothing);
    if (old_end <= end) old_begin = old_end, ++i;
    if (end <= old_end) begin = end, ++j;
  }
  return gained || j < steps.size() || begin > old_begin;
}

Outcome SupplyAuction::put(Bidder bidder, const std::vector<SupplyStep>& steps, Micros now) {
  // The price of the whole demand can be counted, whatever is paid.
  for (const SupplyStep& step : steps) {
    if (step.unit_price.minor <= 0) return answer(Verdict::amount_not_positive);
    if (step.unit_price > kLargestAmount || Int128{step.unit_price.minor} * format_.demand > kLargestAmount.minor)
      return answer(Verdict::amount_overflow);
  }
  if (const Verdict verdict = who_and_when(bidder, now); verdict != Verdict::accepted) return answer(verdict);
  if (const Verdict verdict = steps_problem(bidder, steps); verdict != Verdict::accepted) {
    Outcome outcome = answer(verdict);
    if (verdict == Verdict::amount_off_tick || verdict == Verdict::above_ceiling) outcome.at_most = next_valid(bidder).at_most;
    return outcome;
  }
  Outcome outcome;
  outcome.previous_leader = leader_;
  outcome.previous_rank = rank_of(bidder);
  take_out(bidder);
  Seat& seat = seats_[bidder];
  seat.steps = steps;
  seat.entry = ++entries_;
  seat.best = steps.front().unit_price;
  enter(bidder);
  count_bid();
  outcome.rank = rank_of(bidder);
  outcome.leader = leader_;
  outcome.ends_at = ends_at_;
  return outcome;
}

Outcome SupplyAuction::withdraw(Bidder bidder, Micros now) {
  if (const Verdict verdict = who_and_when(bidder, now); verdict != Verdict::accepted) return answer(verdict);
  if (seats_[bidder].steps.empty()) return answer(Verdict::nothing_to_withdraw);
  const Bidder leader_before = leader_;
  take_out(bidder);
  Outcome outcome = answer(Verdict::accepted);
  outcome.previous_leader = leader_before;
  return outcome;
}

const Clearing& SupplyAuction::clearing() const {
  if (stale_) cleared_ = clearer_.clear(merit_, format_, bidders());
  stale_ = false;
  return cleared_;
}

Money SupplyAuction::paid(const Award& award) const {
  if (format_.pricing == Pricing::pay_as_bid) return award.as_bid;
  return {clearing().uniform_price(format_.pricing).minor * award.quantity};
}

std::optional<Money> SupplyAuction::best_of(Bidder bidder) const {
  if (bidder >= bidders() || seats_[bidder].best == Money{}) return std::nullopt;
  return seats_[bidder].best;
}

std::uint32_t SupplyAuction::rank_of(Bidder bidder) const {
  if (bidder >= bidders() || seats_[bidder].steps.empty()) return 0;
  const auto found = std::lower_bound(order_.begin(), order_.end(), place_of(bidder), before);
  return static_cast<std::uint32_t>(found - order_.begin()) + 1;
}

NextValid SupplyAuction::next_valid(Bidder bidder) const {
  if (bidder >= bidders() || disqualified(bidder)) return {};
  std::int64_t most = kLargestAmount.minor / format_.demand;
  if (const auto ceiling = ceiling_of(bidder)) most = std::min(most, ceiling->minor);
  most -= most % rules_.tick.minor;
  if (most <= 0) return {};
  return {true, Money{most}};
}

std::vector<Standing> SupplyAuction::top(std::uint32_t k) const {
  const std::size_t count = std::min<std::size_t>(k, order_.size());
  std::vector<Standing> list;
  list.reserve(count);
  std::vector<std::int64_t> won(bidders());
  for (const Award& award : clearing().awards) won[award.bidder] = award.quantity;
  for (std::size_t i = 0; i < count; ++i) {
    const Bidder bidder = order_[i].bidder;
    list.push_back({static_cast<std::uint32_t>(i) + 1, bidder, seats_[bidder].steps.front().unit_price, won[bidder]});
  }
  return list;
}

std::optional<Winner> SupplyAuction::award_of(Bidder bidder) const {
  if (rank_of(bidder) == 0) return std::nullopt;
  for (const Award& award : clearing().awards)
    if (award.bidder == bidder) return Winner{bidder, paid(award), award.quantity};
  return Winner{bidder, {}, 0};
}

std::optional<Stage> SupplyAuction::stage(Micros) const {
  if (phase_ != Phase::live && phase_ != Phase::paused) return std::nullopt;
  Stage stage;
  stage.name = "offers";
  if (format_.visibility == SupplyVisibility::price_and_own_award && clearing().covered > 0)
    stage.price = clearing().highest_accepted;
  return stage;
}

Result SupplyAuction::find_result() const {
  Result result;
  const Clearing& cleared = clearing();
  for (const Award& award : cleared.awards) result.winners.push_back({award.bidder, paid(award), award.quantity});
  if (format_.pricing != Pricing::pay_as_bid && cleared.covered > 0)
    result.unit_price = cleared.uniform_price(format_.pricing);
  result.covered = cleared.covered;
  result.outcome = cleared.covered == format_.demand      ? "covered"
                   : cleared.covered == 0                 ? "nothing_covered"
                   : cleared.covered < format_.min_units ? "below_min_units"
                                                         : "partly_covered";
  return result;
}

// Per unit: no unit is paid more than the reserve.
bool SupplyAuction::keeps_reserve(const Result& result) const {
  if (result.winners.empty()) return false;
  return result.unit_price.value_or(clearing().highest_accepted) <= *rules_.reserve;
}

}  // namespace terang::auction
