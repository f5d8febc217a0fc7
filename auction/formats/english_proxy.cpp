// Proxies: floors that bid for those who left them.
#include <algorithm>

#include "auction/formats/english.h"

namespace terang::auction {

void EnglishAuction::forget_proxy(Bidder bidder) {
  std::erase_if(proxies_, [bidder](const Floor& proxy) { return proxy.bidder == bidder; });
}

std::optional<Content> EnglishAuction::content_of(Bidder bidder) const {
  const auto own = std::find_if(proxies_.begin(), proxies_.end(), [bidder](const Floor& proxy) { return proxy.bidder == bidder; });
  if (own == proxies_.end()) return std::nullopt;
  return Proxy{Money{own->floor}};
}

Outcome EnglishAuction::on_offer(const Offer& offer, Micros now) {
  if (!format_.proxy) return answer(Verdict::not_in_this_format);
  if (const auto* proxy = std::get_if<Proxy>(&offer.content)) return leave_proxy(offer.bidder, proxy->floor, now);
  if (std::holds_alternative<Withdraw>(offer.content)) return take_back_proxy(offer.bidder, now);
  return answer(Verdict::not_in_this_format);
}

// That of a bid of this amount, but for those that look at the leader: a floor may lie above his price.
Verdict EnglishAuction::proxy_problem(Bidder bidder, Money floor, Micros now) const {
  if (floor.minor <= 0) return Verdict::amount_not_positive;
  if (floor > kLargestAmount) return Verdict::amount_overflow;
  if (bidder >= bidders()) return Verdict::not_admitted;
  if (disqualified(bidder)) return Verdict::disqualified;
  if (const Verdict when = phase_problem(now); when != Verdict::accepted) return when;
  if (floor.minor % rules_.tick.minor != 0) return Verdict::amount_off_tick;
  if (floor.minor > ceilings_[bidder]) return Verdict::above_ceiling;
  const Evaluated evaluated = evaluate(floor, adjustments_[bidder]);
  if (evaluated.whole < 0 || (evaluated.whole == 0 && evaluated.part == 0)) return Verdict::evaluated_not_positive;
  const Ranking::Seat& seat = ranking_.seat(bidder);
  if (seat.ranked() && floor.minor >= seat.amount) return Verdict::not_below_own;
  return Verdict::accepted;
}

Outcome EnglishAuction::leave_proxy(Bidder bidder, Money floor, Micros now) {
  if (const Verdict verdict = proxy_problem(bidder, floor, now); verdict != Verdict::accepted) return answer(verdict);
  forget_proxy(bidder);
  proxies_.push_back({bidder, floor.minor});
  Outcome outcome = answer(Verdict::accepted);
  outcome.previous_rank = rank_of(bidder);
  answer_by_proxy(outcome, bidder, now);
  return outcome;
}

Outcome EnglishAuction::take_back_proxy(Bidder bidder, Micros now) {
  if (bidder >= bidders()) return answer(Verdict::not_admitted);
  if (disqualified(bidder)) return answer(Verdict::disqualified);
  if (const Verdict when = phase_problem(now); when != Verdict::accepted) return answer(when);
  const std::size_t before = proxies_.size();
  forget_proxy(bidder);
  return answer(proxies_.size() == before ? Verdict::nothing_to_withdraw : Verdict::accepted);
}

// As bidders would by hand, one after the other: whoever does not lead and still can bids the greatest amount that
// leads; of several the one whose proxy is the earliest. Prices only fall, so who cannot any more is asked no more.
void EnglishAuction::answer_by_proxy(Outcome& outcome, Bidder asker, Micros now) {
  automatic_.clear();
  std::vector<Floor> asked = proxies_;
  for (std::size_t i = 0; i < asked.size();) {
    if (asked[i].bidder == leader_) {
      ++i;
      continue;
    }
    const std::optional<Money> amount = next_valid(asked[i].bidder).at_most;
    if (!amount || amount->minor < asked[i].floor) {
      asked.erase(asked.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    bid_by_proxy(outcome, asked[i].bidder, amount->minor, now);
    i = 0;
  }
  outcome.automatic = static_cast<std::uint32_t>(automatic_.size());
  outcome.leader = leader_;
  outcome.ends_at = ends_at_;
  if (asker != kNobody) outcome.rank = rank_of(asker);
}

// A leader may have been disqualified while the lot was paused.
void EnglishAuction::on_close(Micros now) {
  if (proxies_.empty()) return;
  Outcome unheard;
  unheard.extended = Cause::officer;
  answer_by_proxy(unheard, kNobody, now);
}

}  // namespace terang::auction
