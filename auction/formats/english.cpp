#include "auction/formats/english.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

EnglishAuction::EnglishAuction(const Rules& validated)
    : LotAuction(validated),
      format_(validated.english()),
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
  ranking_.add_seat();
}

void EnglishAuction::on_disqualify(Bidder bidder, Micros) {
  ranking_.remove(bidder);
  leader_moved();
}

std::optional<Money> EnglishAuction::best_of(Bidder bidder) const {
  if (bidder >= bidders() || ranking_.seat(bidder).amount == 0) return std::nullopt;
  return Money{ranking_.seat(bidder).amount};
}

std::uint32_t EnglishAuction::rank_of(Bidder bidder) const {
  return bidder < bidders() && ranking_.seat(bidder).ranked() ? ranking_.place_of(bidder) + 1 : 0;
}

std::vector<Standing> EnglishAuction::top(std::uint32_t k) const {
  std::vector<Standing> list;
  const std::uint32_t count = std::min(k, ranked());
  list.reserve(count);
  Ranking::Cursor cursor = ranking_.front();
  while (list.size() < count) {
    const Bidder bidder = ranking_.bidder_at(cursor);
    list.push_back({static_cast<std::uint32_t>(list.size()) + 1, bidder, {ranking_.seat(bidder).amount}});
    if (!ranking_.step_on(cursor)) break;
  }
  TERANG_ASSERT(list.size() == count);
  return list;
}

Result EnglishAuction::find_result() const {
  Result result;
  if (leader_ != kNobody) result.winners.push_back({leader_, *best()});
  return result;
}

}  // namespace terang::auction
