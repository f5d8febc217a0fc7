// Stepped rounds with turns. Initial offers are taken until the opening; then, in each round, every bidder has one turn
// in which he may better his own offer. A change is his own until the turn ends; then it stands and is public.
#pragma once

#include <memory>

#include "auction/formats/stepped_rules.h"
#include "auction/lot_auction.h"

namespace terang::auction {

class SteppedAuction final : public LotAuction {
 public:
  explicit SteppedAuction(const Rules& validated);

  Outcome place(const Bid& bid, Micros now) override;
  std::optional<Stage> stage(Micros now) const override;

  std::uint32_t ranked() const override { return static_cast<std::uint32_t>(ranked_.size()); }
  std::optional<Money> best_of(Bidder bidder) const override;
  std::uint32_t rank_of(Bidder bidder) const override;
  NextValid next_valid(Bidder bidder) const override;
  std::vector<Standing> top(std::uint32_t k) const override;
  std::optional<Said> pending_of(Bidder bidder) const override;
  std::optional<Content> content_of(Bidder bidder) const override;
  std::optional<Score> score_of(Bidder bidder) const override;
  std::optional<Score> least_score_of(Bidder bidder) const override;
  std::uint64_t pending_count() const override { return pending_; }
  std::uint32_t number_of(Bidder bidder) const override;
  std::vector<Bidder> turns() const override;


 private:
  enum class Step : std::uint8_t { opening_pause, turn, pause, pre_announcement };
  struct Contract {
    EscoOffer offer;
    Natural value;  // net present
  };
  struct Offered {
    Money amount;                              // what would be paid
    Evaluated evaluated;                       // of a price
    std::shared_ptr<const Contract> contract;  // in place of a price; never changed
    std::uint64_t entry = 0;                   // in the order of acceptance
  };
  struct Seat {
    std::optional<Offered> standing, said;  // public; not yet
    Evaluated first;                        // evaluated price at the opening
    std::uint32_t number = 0;               // place in the first order of turns, from 1
  };

  void on_admit(const BidderTerms&) override { seats_.emplace_back(); }
  void on_open(Micros now) override;
  void on_advance(Micros now) override;
  void on_disqualify(Bidder bidder, Micros now) override;
  Outcome on_offer(const Offer& offer, Micros now) override;
  std::optional<Micros> stage_due() const override;
  Result find_result() const override;

  Outcome refuse(Bidder bidder, Verdict verdict) const;
  Verdict may_speak(Bidder bidder, Micros now) const;
  Outcome place_contract(Bidder bidder, const EscoOffer& offer, Micros now);
  Outcome withdraw(Bidder bidder, Micros now);
  Outcome record(Bidder bidder, Offered offered);
  Verdict price_problem(Bidder bidder, Money amount) const;
  Verdict contract_problem(Bidder bidder, const EscoOffer& offer, Natural& value) const;
  bool betters(const Natural& value, const Natural& own) const;
  bool before(Bidder a, Bidder b) const;  // ranks before; both have a standing offer
  void publish(Bidder bidder);
  void leader_moved() { leader_ = ranked_.empty() ? kNobody : ranked_.front(); }
  std::string value_text(Bidder bidder, const Natural& value, bool adjusted) const;

  const SteppedPrice* price() const { return std::get_if<SteppedPrice>(&format_.basis); }
  const SteppedEsco* esco() const { return std::get_if<SteppedEsco>(&format_.basis); }
  Bidder whose() const { return step_ == Step::turn && phase_ != Phase::scheduled ? order_[turn_] : kNobody; }
  void fix_order();
  std::uint32_t turn_from(std::uint32_t index) const;  // the first who may still speak; order_.size(): none
  void go_on(Micros clock);
  void enter(Step step, Micros clock, Micros length);
  void plan();

  Stepped format_;
  std::optional<NetPresentValue> npv_;
  std::vector<Seat> seats_;
  std::vector<Bidder> ranked_;  // best first; empty until the opening
  std::uint64_t entries_ = 0;
  std::uint64_t pending_ = 0;   // said since the last of it became public
  Step step_ = Step::opening_pause;
  std::uint32_t round_ = 1, turn_ = 0;
  std::vector<Bidder> order_;  // of this round's turns, or of the round that the pause comes before
  Micros since_ = 0;
  Micros until_ = 0;  // less shift()
};

}  // namespace terang::auction
