// English reverse auction: open bids, each below one's own best, ranked by evaluated price; the clock may extend.
// Allocates nothing on the path of a bid once bidders are admitted.
#pragma once

#include "auction/lot_auction.h"
#include "auction/ranking.h"

namespace terang::auction {

class EnglishAuction : public LotAuction {
 public:
  explicit EnglishAuction(const Rules& validated);

  Outcome place(const Bid& bid, Micros now) override;

  std::uint32_t ranked() const override { return ranking_.size(); }
  std::optional<Money> best_of(Bidder bidder) const override;
  std::uint32_t rank_of(Bidder bidder) const override;
  NextValid next_valid(Bidder bidder) const override;
  std::vector<Standing> top(std::uint32_t k) const override;
  std::uint32_t soft_extensions() const override { return soft_extensions_; }
  std::optional<Content> content_of(Bidder bidder) const override;  // his proxy

 protected:
  EnglishAuction(const Rules& validated, const English& format);

  void on_admit(const BidderTerms& terms) override;
  void on_disqualify(Bidder bidder, Micros now) override;
  Outcome on_offer(const Offer& offer, Micros now) override;
  // A price from a round before this one: stands as it is, whatever the rules say of bids. Earlier ones first.
  void carry(Bidder bidder, Money amount);

 private:
  // Division by a fixed number through its reciprocal: exact for every dividend below 2^63.
  struct Divider {
    std::uint64_t by = 1, inverse = ~std::uint64_t{0};
    explicit Divider(std::int64_t number = 1);
    std::int64_t floor(std::int64_t dividend) const;
  };
  // A decrement, ready to be applied.
  struct Step {
    Decrement::Kind kind = Decrement::Kind::none;
    std::int64_t amount = 0;     // absolute
    std::int64_t kept = 0;       // percent: what is left, kept/of
    Divider of;
    explicit Step(const Decrement& decrement);
    std::int64_t below(std::int64_t price) const;  // greatest whole number that meets it; price ≥ 0
  };

  static constexpr std::int64_t kUnbounded = INT64_MAX;

  Result find_result() const override;

  Outcome refuse(const Bid& bid, Verdict verdict) const;
  Outcome accept(const Bid& bid, const Evaluated& evaluated, const Ranking::Cursor& cursor, Micros now);
  Evaluated evaluated_of(Bidder ranked) const;
  std::int64_t own_limit(Bidder bidder) const;
  std::int64_t leader_limit(Bidder bidder) const;
  std::int64_t bound(Bidder bidder) const;  // on the tick; kUnbounded when nothing bounds; ties not yet minded
  std::int64_t untied(Bidder bidder, std::int64_t amount) const;
  bool needs_confirm(const Bid& bid) const;
  bool walk_to_place(Ranking::Cursor& cursor, const Evaluated& evaluated) const;
  void soft_close(Outcome& outcome, Bidder bidder, Micros now);
  void leader_moved();
  void on_close(Micros now) override;
  Outcome leave_proxy(Bidder bidder, Money floor, Micros now);
  Outcome take_back_proxy(Bidder bidder, Micros now);
  Verdict proxy_problem(Bidder bidder, Money floor, Micros now) const;
  void forget_proxy(Bidder bidder);
  void answer_by_proxy(Outcome& outcome, Bidder asker, Micros now);
  void bid_by_proxy(Outcome& outcome, Bidder bidder, std::int64_t amount, Micros now);

  English format_;
  Divider tick_;
  Step own_step_, leader_step_;
  std::int64_t ceiling_ = kUnbounded;
  std::int64_t confirm_kept_ = 0;  // slip cap: what may be kept without asking, confirm_kept_/confirm_of_
  std::int64_t confirm_of_ = 0;    // 0: no cap
  bool adjusted_ = false, factors_ = false;  // some bidder has an adjustment, a factor
  bool own_ceilings_ = false;                // … a ceiling of his own
  std::uint32_t soft_extensions_ = 0;
  std::int64_t leader_key_limit_ = kUnbounded;  // evaluated, while no bidder has a factor
  Ranking ranking_;
  struct Floor {
    Bidder bidder = kNobody;
    std::int64_t floor = 0;
  };
  std::vector<Floor> proxies_;  // in the order in which they were left
};

}  // namespace terang::auction
