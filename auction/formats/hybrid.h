// The engine of hybrid lots: an English auction that begins with the best sealed bids.
#pragma once

#include "auction/formats/english.h"
#include "auction/formats/hybrid_rules.h"
#include "auction/sealed_book.h"

namespace terang::auction {

class HybridAuction final : public EnglishAuction {
 public:
  explicit HybridAuction(const Rules& validated);

  // In the live round a bid; in a rehearsal also, before the deadline, for a commitment that opens to this
  // amount.
  Outcome place(const Bid& bid, Micros now) override;

  bool sealed() const override {
    return round_ == Round::sealed && phase_ != Phase::closed && phase_ != Phase::cancelled;
  }
  bool awaits_opening() const override {
    return round_ == Round::opening && !book_.is_open() && phase_ != Phase::cancelled;
  }
  std::vector<Committed> committed() const override { return book_.committed(); }
  std::optional<Committed> committed_of(Bidder bidder) const override { return book_.committed_of(bidder); }
  std::uint32_t next_version(Bidder bidder) const override { return book_.next_version(bidder); }
  std::vector<Opened> opened() const override { return book_.opened(); }
  std::optional<Stage> stage(Micros now) const override;

  // Who goes on: best_of() of the others is their sealed price.
  bool goes_on(Bidder bidder) const { return bidder < goes_on_.size() && goes_on_[bidder]; }
  std::optional<Money> best_of(Bidder bidder) const override;
  NextValid next_valid(Bidder bidder) const override;

 private:
  enum class Round : std::uint8_t { sealed, opening, live };

  Micros sealed_until() const { return starts_at() + hybrid_.sealed_for + shift(); }
  Micros live_from() const { return sealed_until() + hybrid_.opening_for; }
  std::optional<Micros> stage_due() const override;
  void on_advance(Micros now) override;
  void on_admit(const BidderTerms& terms) override;
  void on_disqualify(Bidder bidder, Micros now) override;
  Outcome on_offer(const Offer& offer, Micros now) override;
  Outcome on_open_sealed(std::span<const Opened> list, Micros now) override;
  Verdict not_live(Bidder bidder, Micros now) const;
  void open_book(std::span<const Opened> list);

  Hybrid hybrid_;
  Round round_ = Round::sealed;
  SealedBook book_;
  std::vector<bool> goes_on_;  // by bidder
};

}  // namespace terang::auction
