#include "auction/formats/english.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

EnglishAuction::EnglishAuction(const Rules& validated) : EnglishAuction(validated, validated.english()) {}

EnglishAuction::EnglishAuction(const Rules& validated, const English& format)
    : LotAuction(validated),
      format_(format),
      tick_(validated.tick.minor),
      own_step_(format_.own_decrement),
      leader_step_(format_.leader_decrement) {
  if (rules_.ceiling) ceiling_ = rules_.ceiling->minor;
  if (const auto& percent = format_.confirm_drop_percent) {
    confirm_of_ = 100 * percent->den;
    confirm_kept_ = confirm_of_ - percent->num;
  }
}

void EnglishAuction::on_admit(const BidderTerms& terms) {
  adjusted_ |= terms.adjustment != Adjustment::none();
  factors_ |= terms.adjustment.factor != Ratio{1, 1};
  own_ceilings_ |= terms.ceiling.has_value();
  ranking_.add_seat();
}

void EnglishAuction::on_disqualify(Bidder bidder, Micros now) {
  ranking_.remove(bidder);
  leader_moved();
  if (proxies_.empty()) return;
  forget_proxy(bidder);
  Outcome unheard;
  unheard.extended = Cause::officer;  // what an officer does extends no lot
  if (live(now)) answer_by_proxy(unheard, kNobody, now);
}

std::optional<Money> EnglishAuction::best_of(Bidder bidder) const {
  if (bidder >= bidders() || ranking_.seat(bidder).amount == 0) return std::nullopt;
  return Money{ranking_.seat(bidder).amount};
}

std::uint32_t EnglishAuction::rank_of(Bidder bidder) const {
  return bidder < bidders() && ranking_.seat(bidder).ranked() ? ranking_.place_of(bidder) + 1 : 0;
}

std::vector<Standing> EnglishAuction::top(std::uint32_t k) const {
  return standings_of(ranking_, k);
}

Result EnglishAuction::find_result() const {
  Result result;
  for (const Standing& standing : top(format_.winners)) result.winners.push_back({standing.bidder, standing.amount});
  if (!result.winners.empty() && result.winners.size() < format_.min_winners) result.outcome = "too_few_winners";
  return result;
}

}  // namespace terang::auction
