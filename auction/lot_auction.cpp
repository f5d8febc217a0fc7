#include "auction/lot_auction.h"

#include <algorithm>

#include "auction/formats/dutch.h"
#include "auction/formats/english.h"
#include "auction/formats/hybrid.h"
#include "auction/formats/japanese.h"
#include "auction/formats/package.h"
#include "auction/formats/sealed.h"
#include "auction/formats/stepped.h"
#include "auction/formats/supply.h"
#include "auction/ranking.h"
#include "base/check.h"

namespace terang::auction {
namespace {

constexpr Money kLargestCeiling{INT64_MAX};  // none

}  // namespace

std::string_view name(Phase phase) {
  constexpr std::string_view kNames[] = {"scheduled", "live", "paused", "closed", "cancelled"};
  return kNames[static_cast<int>(phase)];
}

std::string_view name(Cause cause) {
  constexpr std::string_view kNames[] = {"none", "soft_close", "officer", "outage", "opening", "sequence"};
  return kNames[static_cast<int>(cause)];
}

std::string_view name(Change change) {
  constexpr std::string_view kNames[] = {"none", "placed", "replaced", "withdrawn"};
  return kNames[static_cast<int>(change)];
}

std::string_view name(Deadline deadline) {
  constexpr std::string_view kNames[] = {"open", "advance", "close"};
  return kNames[static_cast<int>(deadline)];
}

std::string_view name(Reserve reserve) {
  constexpr std::string_view kNames[] = {"none", "met", "not_met", "undisclosed"};
  return kNames[static_cast<int>(reserve)];
}

LotAuction::LotAuction(const Rules& validated)
    : rules_(validated), ends_at_(validated.ends_at), live_since_(validated.starts_at) {
  TERANG_ASSERT(validate(validated).empty());
  extensions_.reserve(64);
}

std::unique_ptr<LotAuction> make_auction(const Rules& validated) {
  struct Make {
    const Rules& rules;
    std::unique_ptr<LotAuction> operator()(const English&) const { return std::make_unique<EnglishAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const Dutch&) const { return std::make_unique<DutchAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const Japanese&) const { return std::make_unique<JapaneseAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const SupplySchedule&) const { return std::make_unique<SupplyAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const Stepped&) const { return std::make_unique<SteppedAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const SealedFirstPrice&) const { return std::make_unique<SealedAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const SealedSecondPrice&) const { return std::make_unique<SealedAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const Hybrid&) const { return std::make_unique<HybridAuction>(rules); }
    std::unique_ptr<LotAuction> operator()(const Packages&) const { return std::make_unique<PackageAuction>(rules); }
  };
  return std::visit(Make{validated}, validated.format);
}

Bidder LotAuction::admit(const BidderTerms& terms) {
  TERANG_ASSERT(!problem_of(terms.adjustment, rules_));
  TERANG_ASSERT(!terms.ceiling || (terms.ceiling->minor > 0 && *terms.ceiling <= kLargestAmount));
  adjustments_.push_back(terms.adjustment);
  ceilings_.push_back(std::min(terms.ceiling.value_or(kLargestCeiling), rules_.ceiling.value_or(kLargestCeiling)).minor);
  disqualified_.push_back(false);
  on_admit(terms);
  return bidders() - 1;
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
  if (phase_ != Phase::scheduled) shift_ += by;
  extension.new_end = ends_at_;
  extensions_.push_back(extension);
}

Outcome LotAuction::open(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  if (phase_ != Phase::scheduled) return answer(Verdict::already_open);
  if (waits_ || now < rules_.starts_at) return answer(Verdict::not_started);
  phase_ = Phase::live;
  ever_opened_ = true;
  on_open(now);
  return answer(Verdict::accepted);
}

Outcome LotAuction::advance(Micros now, bool ended_at_reserve) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  if (phase_ == Phase::scheduled) return answer(Verdict::not_started);
  if (phase_ == Phase::paused) return answer(Verdict::lot_paused);
  const auto due = stage_due();
  if (!due || now < *due) return answer(Verdict::not_due);
  const Bidder before = leader_;
  const std::size_t moved = extensions_.size();
  if (ended_at_reserve && rules_.has_reserve && !rules_.reserve)
    end(now);
  else
    on_advance(now);
  TERANG_ASSERT(phase_ == Phase::closed || !stage_due() || *stage_due() > *due);
  Outcome outcome = answer(Verdict::accepted);
  outcome.previous_leader = before;
  outcome.closed = phase_ == Phase::closed;
  if (extensions_.size() != moved) outcome.extended = extensions_.back().cause;
  return outcome;
}

Outcome LotAuction::give(const Due& due, Micros now, bool ended_at_reserve) {
  switch (due.what) {
    case Deadline::open: return open(now);
    case Deadline::advance: return advance(now, ended_at_reserve);
    case Deadline::close: return close(now);
  }
  TERANG_ASSERT(false);
  return {};
}

Outcome LotAuction::close(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  if (phase_ == Phase::scheduled) return answer(Verdict::not_started);
  if (phase_ == Phase::paused) return answer(Verdict::lot_paused);
  if (now < ends_at_) return answer(Verdict::not_ended);
  const Bidder before = leader_;
  phase_ = Phase::closed;
  automatic_.clear();
  on_close(now);
  Outcome outcome = answer(Verdict::accepted);
  outcome.automatic = static_cast<std::uint32_t>(automatic_.size());
  outcome.previous_leader = before;
  return outcome;
}

Outcome LotAuction::pause(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed || (phase_ != Phase::paused && end_has_come(now))) return answer(Verdict::lot_closed);
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
  shift_ += now + remaining_ - ends_at_;
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
  if (phase_ == Phase::closed || (phase_ != Phase::paused && end_has_come(now))) return answer(Verdict::lot_closed);
  if (phase_ == Phase::paused) remaining_ += by;
  move_end(by, {now, Cause::officer, {}, kNobody, 0, 0, 0});
  Outcome outcome = answer(Verdict::accepted);
  outcome.extended = Cause::officer;
  return outcome;
}

void LotAuction::wait() {
  TERANG_ASSERT(phase_ == Phase::scheduled && extensions_.empty());
  waits_ = true;
}

Outcome LotAuction::begin_at(Micros starts_at, Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (!waits_) return answer(Verdict::already_open);
  const Micros by = starts_at - rules_.starts_at;
  rules_.starts_at += by;
  rules_.ends_at += by;
  ends_at_ += by;
  live_since_ = starts_at;
  waits_ = false;
  return answer(Verdict::accepted);
}

Outcome LotAuction::push_end(Micros ends_at, Micros now) {
  at(now);
  const Micros by = ends_at - ends_at_;
  if (by <= 0) return answer(Verdict::extension_not_positive);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed || (phase_ != Phase::paused && end_has_come(now))) return answer(Verdict::lot_closed);
  if (phase_ == Phase::paused) remaining_ += by;
  move_end(by, {now, Cause::sequence, {}, kNobody, 0, 0, 0});
  Outcome outcome = answer(Verdict::accepted);
  outcome.extended = Cause::sequence;
  return outcome;
}

Outcome LotAuction::cancel(Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  if (phase_ == Phase::closed && !awaits_opening()) return answer(Verdict::lot_closed);
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
  disqualified_[bidder] = true;
  automatic_.clear();
  on_disqualify(bidder, now);
  Outcome outcome = answer(Verdict::accepted);
  outcome.automatic = static_cast<std::uint32_t>(automatic_.size());
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
  // What must remain afterwards is of the stage under way, where the format has stages.
  const Micros next = std::min(stage_due().value_or(ends_at_), ends_at_);
  move_end(std::max(lost, now + rules_.outage->min_remaining - next), {now, Cause::outage, {}, kNobody, 0, 0, 0});
  Outcome outcome = answer(Verdict::accepted);
  outcome.extended = Cause::outage;
  return outcome;
}

std::optional<Due> LotAuction::due() const {
  if (waits_) return std::nullopt;
  if (phase_ == Phase::scheduled) return Due{rules_.starts_at, Deadline::open};
  if (phase_ != Phase::live) return std::nullopt;
  if (const auto stage = stage_due(); stage && *stage <= ends_at_) return Due{*stage, Deadline::advance};
  return Due{ends_at_, Deadline::close};
}

std::optional<Micros> LotAuction::next_due() const {
  const auto next = due();
  return next ? std::optional(next->at) : std::nullopt;
}

Outcome LotAuction::offer(const Offer& offer, Micros now) {
  at(now);
  return on_offer(offer, now);
}

Outcome LotAuction::open_sealed(std::span<const Opened> list, Micros now) {
  at(now);
  if (phase_ == Phase::cancelled) return answer(Verdict::lot_cancelled);
  const Bidder before = leader_;
  Outcome outcome = on_open_sealed(list, now);
  outcome.previous_leader = before;
  return outcome;
}

Verdict LotAuction::phase_problem(Micros now) const {
  if (phase_ == Phase::cancelled) return Verdict::lot_cancelled;
  if (phase_ == Phase::closed || (phase_ != Phase::paused && end_has_come(now))) return Verdict::lot_closed;
  if (phase_ == Phase::paused) return Verdict::lot_paused;
  if (phase_ != Phase::live || now < rules_.starts_at) return Verdict::not_started;
  return Verdict::accepted;
}

void LotAuction::end(Micros now) {
  phase_ = Phase::closed;
  ends_at_ = now;
}

void LotAuction::plan_end(Micros at) {
  if (phase_ == Phase::paused) remaining_ += at - ends_at_;
  ends_at_ = at;
}

std::optional<Money> LotAuction::best() const {
  if (leader_ == kNobody) return std::nullopt;
  return best_of(leader_);
}

bool LotAuction::disqualified(Bidder bidder) const { return bidder < bidders() && disqualified_[bidder]; }

const Adjustment& LotAuction::adjustment_of(Bidder bidder) const {
  TERANG_ASSERT(bidder < bidders());
  return adjustments_[bidder];
}

std::optional<Money> LotAuction::ceiling_of(Bidder bidder) const {
  TERANG_ASSERT(bidder < bidders());
  const Money ceiling{ceilings_[bidder]};
  return ceiling == kLargestCeiling ? std::nullopt : std::optional(ceiling);
}

bool LotAuction::keeps_reserve(const Result& result) const {
  const auto kept = [this](const Winner& winner) { return winner.amount <= *rules_.reserve; };
  return !result.winners.empty() && std::all_of(result.winners.begin(), result.winners.end(), kept);
}

std::optional<Result> LotAuction::result() const {
  if (phase_ != Phase::closed || awaits_opening() || awaits_solution()) return std::nullopt;
  Result result = find_result();
  if (rules_.reserve) {
    result.reserve = keeps_reserve(result) ? Reserve::met : Reserve::not_met;
  } else if (rules_.has_reserve) {
    result.reserve = Reserve::undisclosed;
  }
  return result;
}

std::vector<Standing> standings_of(const Ranking& ranking, std::uint32_t k) {
  std::vector<Standing> list;
  const std::uint32_t count = std::min(k, ranking.size());
  list.reserve(count);
  Ranking::Cursor cursor = ranking.front();
  while (list.size() < count) {
    const Bidder bidder = ranking.bidder_at(cursor);
    list.push_back({static_cast<std::uint32_t>(list.size()) + 1, bidder, {ranking.seat(bidder).amount}});
    if (!ranking.step_on(cursor)) break;
  }
  TERANG_ASSERT(list.size() == count);
  return list;
}

}  // namespace terang::auction
