// The engine of sealed lots, first and second price.
#pragma once

#include "auction/lot_auction.h"
#include "auction/sealed_book.h"

namespace terang::auction {

class SealedAuction final : public LotAuction {
 public:
  explicit SealedAuction(const Rules& validated);

  // In a rehearsal: stands for a commitment that opens to this amount. What is wrong with it shows at the
  // opening.
  Outcome place(const Bid& bid, Micros now) override;

  bool sealed() const override { return phase_ != Phase::closed && phase_ != Phase::cancelled; }
  bool awaits_opening() const override { return phase_ == Phase::closed && !book_.is_open(); }
  std::vector<Committed> committed() const override { return book_.committed(); }
  std::optional<Committed> committed_of(Bidder bidder) const override { return book_.committed_of(bidder); }
  std::uint32_t next_version(Bidder bidder) const override { return book_.next_version(bidder); }
  std::vector<Opened> opened() const override { return book_.opened(); }
  std::optional<Stage> stage(Micros now) const override;

  // Nothing and nobody before the opening.
  std::uint32_t ranked() const override { return static_cast<std::uint32_t>(book_.order().size()); }
  std::optional<Money> best_of(Bidder bidder) const override { return book_.amount_of(bidder); }
  std::uint32_t rank_of(Bidder bidder) const override { return book_.rank_of(bidder); }
  NextValid next_valid(Bidder bidder) const override;
  std::vector<Standing> top(std::uint32_t k) const override;

 private:
  enum class Price : std::uint8_t { own, match_lowest, best_loser };

  void on_admit(const BidderTerms&) override { book_.admit(); }
  void on_close(Micros) override;
  void on_disqualify(Bidder bidder, Micros) override;
  Outcome on_offer(const Offer& offer, Micros now) override;
  Outcome on_open_sealed(std::span<const Opened> list, Micros now) override;
  Result find_result() const override;
  void open_book(std::span<const Opened> list);

  std::uint32_t winners_ = 1;
  Price price_ = Price::own;
  SealedBook book_;
};

// The greatest whole number of minor units whose evaluated price, under this adjustment, is not above
// `evaluated`; may be zero or less.
Money greatest_within(const Evaluated& evaluated, const Adjustment& adjustment);

}  // namespace terang::auction
