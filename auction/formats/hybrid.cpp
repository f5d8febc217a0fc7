#include "auction/formats/hybrid.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

HybridAuction::HybridAuction(const Rules& validated)
    : EnglishAuction(validated, std::get<Hybrid>(validated.format).live),
      hybrid_(std::get<Hybrid>(validated.format)) {}

void HybridAuction::on_admit(const BidderTerms& terms) {
  EnglishAuction::on_admit(terms);
  book_.admit();
  goes_on_.push_back(false);
}

Outcome HybridAuction::place(const Bid& bid, Micros now) {
  if (round_ == Round::live && goes_on(bid.bidder)) return EnglishAuction::place(bid, now);
  at(now);
  if (bid.amount.minor <= 0) return answer(Verdict::amount_not_positive);
  if (bid.amount > kLargestAmount) return answer(Verdict::amount_overflow);
  if (round_ == Round::sealed && now < sealed_until()) {
    Outcome outcome = answer(sealed_problem(*this, bid.bidder, false, sealed_until(), now));
    if (!outcome.accepted()) return outcome;
    outcome.change = book_.plain(bid.bidder, bid.amount);
    outcome.pending = true;
    return outcome;
  }
  return answer(not_live(bid.bidder, now));
}

// Why somebody who would bid live may not.
Verdict HybridAuction::not_live(Bidder bidder, Micros now) const {
  if (bidder >= bidders()) return Verdict::not_admitted;
  if (disqualified(bidder)) return Verdict::disqualified;
  if (phase_ == Phase::cancelled || phase_ == Phase::closed || phase_ == Phase::paused)
    return phase_problem(now);
  if (round_ != Round::live) return Verdict::live_round_not_started;
  return Verdict::not_in_live_round;
}

Outcome HybridAuction::on_offer(const Offer& offer, Micros now) {
  const auto* commit = std::get_if<Commit>(&offer.content);
  if (hybrid_.live.proxy && !commit && round_ == Round::live && goes_on(offer.bidder))
    return EnglishAuction::on_offer(offer, now);
  if (hybrid_.live.proxy && std::holds_alternative<Proxy>(offer.content))
    return answer(not_live(offer.bidder, now));
  if (!commit && !std::holds_alternative<Withdraw>(offer.content)) return answer(Verdict::not_in_this_format);
  Outcome outcome =
      answer(sealed_problem(*this, offer.bidder, offer.late || round_ != Round::sealed, sealed_until(), now));
  if (outcome.accepted()) book_.take(offer.bidder, commit, outcome);
  return outcome;
}

std::optional<Micros> HybridAuction::stage_due() const {
  switch (round_) {
    case Round::sealed:
      return sealed_until();
    case Round::opening:
      return live_from();
    case Round::live:
      break;
  }
  return std::nullopt;
}

void HybridAuction::on_advance(Micros now) {
  if (round_ == Round::sealed) {
    round_ = Round::opening;
    if (!book_.waits()) open_book({});
    return;
  }
  if (!book_.is_open()) {
    // The live round waits for the opening, and keeps its length.
    move_end(hybrid_.opening_for, {now, Cause::opening, {}, kNobody, 0, 0, 0});
    return;
  }
  round_ = Round::live;
  if (ranked() < 2) end(now);  // nobody to bid against
}

Outcome HybridAuction::on_open_sealed(std::span<const Opened> list, Micros) {
  if (phase_ == Phase::closed) return answer(Verdict::lot_closed);
  if (round_ == Round::sealed) return answer(Verdict::not_ended);
  if (book_.is_open()) return answer(Verdict::already_opened);
  if (const Verdict problem = book_.problem_of(list); problem != Verdict::accepted) return answer(problem);
  open_book(list);
  return answer(Verdict::accepted);
}

// The best go on, in their order, at the prices they sealed.
void HybridAuction::open_book(std::span<const Opened> list) {
  book_.open(list, *this);
  for (std::uint64_t i = 0; i < book_.accepted(); ++i) count_bid();
  const std::vector<Bidder>& order = book_.order();
  const auto evaluated_of = [&](std::size_t place) {
    return evaluate(*book_.amount_of(order[place]), adjustments_[order[place]]);
  };
  std::size_t count = std::min<std::size_t>(hybrid_.best, order.size());
  if (hybrid_.at_the_edge == AtTheEdge::all_equal && count > 0)
    while (count < order.size() && compare(evaluated_of(count), evaluated_of(count - 1)) == 0) ++count;
  for (std::size_t place = 0; place < count; ++place) {
    goes_on_[order[place]] = true;
    carry(order[place], *book_.amount_of(order[place]));
  }
}

void HybridAuction::on_disqualify(Bidder bidder, Micros now) {
  book_.drop(bidder);
  EnglishAuction::on_disqualify(bidder, now);
}

std::optional<Stage> HybridAuction::stage(Micros) const {
  if (phase_ != Phase::live && phase_ != Phase::paused) return std::nullopt;
  constexpr std::string_view kNames[] = {"sealed", "opening", "live"};
  Stage stage;
  stage.name = kNames[static_cast<int>(round_)];
  stage.number = static_cast<std::uint32_t>(round_) + 1;
  stage.of = 3;
  if (round_ == Round::live) {
    stage.until = ends_at_;
    stage.remaining = ranked();
  } else {
    stage.until = stage_due();
  }
  return stage;
}

std::optional<Money> HybridAuction::best_of(Bidder bidder) const {
  if (const auto live = EnglishAuction::best_of(bidder)) return live;
  return book_.amount_of(bidder);
}

NextValid HybridAuction::next_valid(Bidder bidder) const {
  if (book_.is_open()) return goes_on(bidder) ? EnglishAuction::next_valid(bidder) : NextValid{};
  NextValid next;
  next.at_most = greatest_sealed(*this, bidder, next.possible);
  return next;
}

}  // namespace terang::auction
