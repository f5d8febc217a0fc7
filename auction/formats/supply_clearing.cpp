#include "auction/formats/supply_clearing.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

Money Clearing::uniform_price(Pricing pricing) const {
  if (pricing == Pricing::uniform_lowest_rejected && lowest_rejected) return std::max(*lowest_rejected, highest_accepted);
  return highest_accepted;
}

Clearer::Seat& Clearer::seat(Bidder bidder) {
  Seat& seat = seats_[bidder];
  if (seat.clearing != clearing_) seat = {clearing_, 0, 0, false};
  return seat;
}

void Clearer::take(const MeritStep& step, std::int64_t units) {
  if (units == 0) return;
  Seat& his = seat(step.bidder);
  if (his.won == 0) {
    his.award = static_cast<std::uint32_t>(out_.awards.size());
    out_.awards.push_back({step.bidder, 0, {}});
  }
  his.won += units;
  Award& award = out_.awards[his.award];
  award.quantity += units;
  award.as_bid = award.as_bid + Money{step.unit_price.minor * units};
  out_.covered += units;
  out_.highest_accepted = std::max(out_.highest_accepted, step.unit_price);
  remaining_ -= units;
}

void Clearer::level_by_time(Merit::const_iterator from, Merit::const_iterator to) {
  for (auto step = from; step != to; ++step) {
    Seat& his = seat(step->bidder);
    if (his.stopped) continue;
    const std::int64_t room = std::min(step->quantity, limit_ - his.won);
    his.stopped = room < step->least;
    if (his.stopped) continue;
    const std::int64_t units = std::min(room, remaining_);
    const bool passed_over = units > 0 && units < step->least;
    if (units < room && !passed_over && !out_.lowest_rejected) out_.lowest_rejected = step->unit_price;
    his.stopped = units < step->quantity;
    if (passed_over) continue;
    take(*step, units);
  }
}

void Clearer::level_pro_rata(Merit::const_iterator from, Merit::const_iterator to) {
  claims_.clear();
  std::int64_t offered = 0;
  for (auto step = from; step != to; ++step) {
    const Seat& his = seat(step->bidder);
    const bool more = !claims_.empty() && claims_.back().step->bidder == step->bidder;  // steps of one schedule stand together
    if (!more) claims_.push_back({&*step, 0, 0, 0});
    Claim& claim = claims_.back();
    const std::int64_t units = std::min(step->quantity, limit_ - his.won - claim.offered);
    claim.offered += units;
    offered += units;
  }
  if (offered > remaining_) {
    const auto cut = std::find_if(claims_.begin(), claims_.end(), [](const Claim& claim) { return claim.offered > 0; });
    out_.lowest_rejected = cut->step->unit_price;
    std::int64_t left = remaining_;
    for (Claim& claim : claims_) {
      const Int128 exact = Int128{remaining_} * claim.offered;
      claim.share = static_cast<std::int64_t>(exact / offered);
      claim.rest = exact % offered;
      left -= claim.share;
    }
    std::vector<Claim*> by_rest;
    for (Claim& claim : claims_) by_rest.push_back(&claim);
    std::stable_sort(by_rest.begin(), by_rest.end(), [](const Claim* a, const Claim* b) { return a->rest > b->rest; });
    for (std::int64_t i = 0; i < left; ++i) ++by_rest[static_cast<std::size_t>(i)]->share;
  } else {
    for (Claim& claim : claims_) claim.share = claim.offered;
  }
  for (const Claim& claim : claims_) take(*claim.step, claim.share);
}

Clearing Clearer::clear(const Merit& merit, const SupplySchedule& rules, std::uint32_t bidders) {
  ++clearing_;
  seats_.resize(bidders);
  remaining_ = rules.demand;
  limit_ = rules.limit();
  out_ = {};
  const bool pro_rata = std::holds_alternative<ProRata>(rules.margin);
  const bool rejected_counts = rules.pricing == Pricing::uniform_lowest_rejected;
  for (auto from = merit.begin(); from != merit.end();) {
    if (remaining_ == 0 && (out_.lowest_rejected || !rejected_counts)) break;
    auto to = from;
    while (to != merit.end() && compare(to->price, from->price) == 0) ++to;
    pro_rata ? level_pro_rata(from, to) : level_by_time(from, to);
    from = to;
  }
  TERANG_ASSERT(remaining_ >= 0 && out_.covered + remaining_ == rules.demand);
  return std::move(out_);
}

}  // namespace terang::auction
