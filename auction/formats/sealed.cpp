#include "auction/formats/sealed.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

SealedAuction::SealedAuction(const Rules& validated) : LotAuction(validated) {
  if (const auto* first = std::get_if<SealedFirstPrice>(&validated.format)) {
    winners_ = first->winners;
    price_ = first->pay == Pay::match_lowest ? Price::match_lowest : Price::own;
  } else {
    winners_ = std::get<SealedSecondPrice>(validated.format).winners;
    price_ = Price::best_loser;
  }
}

Outcome SealedAuction::place(const Bid& bid, Micros now) {
  at(now);
  if (bid.amount.minor <= 0) return answer(Verdict::amount_not_positive);
  if (bid.amount > kLargestAmount) return answer(Verdict::amount_overflow);
  Outcome outcome = answer(sealed_problem(*this, bid.bidder, false, ends_at_, now));
  if (!outcome.accepted()) return outcome;
  outcome.change = book_.plain(bid.bidder, bid.amount);
  outcome.pending = true;
  return outcome;
}

Outcome SealedAuction::on_offer(const Offer& offer, Micros now) {
  const auto* commit = std::get_if<Commit>(&offer.content);
  if (!commit && !std::holds_alternative<Withdraw>(offer.content)) return answer(Verdict::not_in_this_format);
  Outcome outcome = answer(sealed_problem(*this, offer.bidder, offer.late, ends_at_, now));
  if (outcome.accepted()) book_.take(offer.bidder, commit, outcome);
  return outcome;
}

void SealedAuction::open_book(std::span<const Opened> list) {
  book_.open(list, *this);
  for (std::uint64_t i = 0; i < book_.accepted(); ++i) count_bid();
  leader_ = book_.order().empty() ? kNobody : book_.order().front();
}

void SealedAuction::on_close(Micros) {
  if (!book_.waits()) open_book({});
}

Outcome SealedAuction::on_open_sealed(std::span<const Opened> list, Micros) {
  if (phase_ != Phase::closed) return answer(Verdict::not_ended);
  if (book_.is_open()) return answer(Verdict::already_opened);
  if (const Verdict problem = book_.problem_of(list); problem != Verdict::accepted) return answer(problem);
  open_book(list);
  return answer(Verdict::accepted);
}

void SealedAuction::on_disqualify(Bidder bidder, Micros) {
  book_.drop(bidder);
  leader_ = book_.order().empty() ? kNobody : book_.order().front();
}

std::optional<Stage> SealedAuction::stage(Micros) const {
  Stage stage;
  if (awaits_opening()) {
    stage.name = "opening";
    stage.since = ends_at_;
    return stage;
  }
  if (phase_ != Phase::live && phase_ != Phase::paused) return std::nullopt;
  stage.name = "sealed";
  stage.since = starts_at();
  stage.until = ends_at_;
  return stage;
}

NextValid SealedAuction::next_valid(Bidder bidder) const {
  NextValid next;
  next.at_most = greatest_sealed(*this, bidder, next.possible);
  return next;
}

std::vector<Standing> SealedAuction::top(std::uint32_t k) const {
  std::vector<Standing> list;
  for (const Bidder bidder : book_.order()) {
    if (list.size() >= k) break;
    list.push_back({static_cast<std::uint32_t>(list.size()) + 1, bidder, *book_.amount_of(bidder)});
  }
  return list;
}

Money greatest_within(const Evaluated& evaluated, const Adjustment& adjustment) {
  // amount × num/den + add ≤ whole + part/d, so amount ≤ ((whole − add) × d + part) × den / (d × num).
  // Numbers below 2^62, 2^24, 2^24.
  const Int128 top = ((Int128{evaluated.whole} - adjustment.add.minor) * evaluated.den + evaluated.part) *
                     adjustment.factor.den;
  const Int128 bottom = Int128{evaluated.den} * adjustment.factor.num;
  Int128 most = top / bottom;
  if (top < 0 && most * bottom != top) --most;
  return {static_cast<std::int64_t>(std::min(most, Int128{kLargestAmount.minor}))};
}

// The reserve is a bid of the buyer's against everybody: who asks more wins nothing.
Result SealedAuction::find_result() const {
  Result result;
  // Rules without the reserve cannot tell the second price.
  if (price_ == Price::best_loser && rules_.has_reserve && !rules_.reserve) return result;
  std::vector<Bidder> within;
  for (const Bidder bidder : book_.order())
    if (!rules_.reserve || *book_.amount_of(bidder) <= *rules_.reserve) within.push_back(bidder);
  const auto evaluated_of = [this](Bidder bidder) {
    return evaluate(*book_.amount_of(bidder), adjustments_[bidder]);
  };
  for (const Bidder bidder : within) {
    if (result.winners.size() == winners_) break;
    const Money own = *book_.amount_of(bidder);
    Money paid = own;
    switch (price_) {
      case Price::own:
        break;
      case Price::match_lowest:
        paid = std::min(own, greatest_within(evaluated_of(within.front()), adjustments_[bidder]));
        if (paid.minor <= 0) continue;  // no price of his is as good as the best
        break;
      case Price::best_loser:
        paid = kLargestAmount;
        if (within.size() > winners_)
          paid = greatest_within(evaluated_of(within[winners_]), adjustments_[bidder]);
        if (const auto ceiling = ceiling_of(bidder)) paid = std::min(paid, *ceiling);
        if (rules_.reserve) paid = std::min(paid, *rules_.reserve);
        TERANG_ASSERT(paid >= own);
        break;
    }
    result.winners.push_back({bidder, paid});
  }
  return result;
}

}  // namespace terang::auction
