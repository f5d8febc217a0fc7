// Packages: each bidder's bids for parts, replaced and withdrawn by name until the close; then the lot awaits what a
// solver finds, and takes it only when the judge of winner/check.h finds it to hold.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "auction/formats/package_rules.h"
#include "auction/formats/package_solution.h"
#include "auction/lot_auction.h"
#include "auction/winner/check.h"

namespace terang::auction {

class PackageAuction final : public LotAuction {
 public:
  explicit PackageAuction(const Rules& validated);

  Outcome place(const Bid& bid, Micros now) override;  // a package is an offer

  // A bid that stands; of one bidder in the order of the record.
  struct Package {
    std::string name;
    std::uint64_t entry = 0;
    std::vector<winner::Item> items;
    Money amount;
    std::string alternative;
  };
  struct Seat {
    std::vector<Package> bids;
    PackageTerms terms;
    bool small = false, incumbent = false;
  };
  const Packages& format() const { return format_; }
  const Seat& seat_of(Bidder bidder) const { return seats_[bidder]; }

  // What there is to solve, under the rules' constraints or those of a scenario too. Bids of the disqualified are left
  // out. Nothing where the rules have no such scenario.
  std::optional<PackageTask> task(std::string_view scenario) const;

  bool sealed() const override { return phase_ != Phase::closed && phase_ != Phase::cancelled; }
  // Once closed and until settled, where there is anything to choose from.
  bool awaits_solution() const override { return phase_ == Phase::closed && !settled_; }
  // Refused, in this order: not_ended, already_settled, unknown_scenario, solution_malformed, solution_infeasible,
  // solution_cost_differs, bound_above_cost, not_optimal, payments_unproven. Another scenario may take the place of what
  // was settled (`again`).
  Outcome settle(const PackageSolution& solution, bool again, Micros now);
  struct Settled {
    PackageSolution solution;
    winner::Problem problem;
    std::vector<winner::Index> accepted;
    winner::Assessment assessment;
    std::vector<Winner> winners;  // most value first; rounded down to minor units
  };
  const Settled* settled() const { return settled_ ? &*settled_ : nullptr; }

  // Nothing and nobody before it is settled.
  std::uint32_t ranked() const override { return settled_ ? static_cast<std::uint32_t>(settled_->winners.size()) : 0; }
  std::optional<Money> best_of(Bidder bidder) const override;
  std::uint32_t rank_of(Bidder bidder) const override;
  NextValid next_valid(Bidder bidder) const override;
  std::vector<Standing> top(std::uint32_t k) const override;
  std::optional<Winner> award_of(Bidder bidder) const override;
  std::optional<Stage> stage(Micros now) const override;

 private:
  void on_admit(const BidderTerms& terms) override;
  void on_close(Micros now) override;
  void on_disqualify(Bidder bidder, Micros now) override;
  Outcome on_offer(const Offer& offer, Micros now) override;
  Result find_result() const override;
  bool keeps_reserve(const Result& result) const override;

  Verdict who_and_when(Bidder bidder, Micros now) const;
  Verdict read_items(const PackageBid& bid, std::vector<winner::Item>& items) const;
  Verdict put(Bidder bidder, const PackageBid& bid);
  Verdict take_back(Bidder bidder, const std::string& name);
  Verdict set_terms(Bidder bidder, const PackageTerms& terms);
  Verdict judge(const PackageSolution& solution, Settled& out) const;
  Verdict judge_payments(const std::vector<PackageName>& names, Settled& out) const;

  Packages format_;
  std::map<std::string, winner::Index, std::less<>> parts_;
  winner::Problem ceilings_;  // the parts alone: who may win which is the solver's to look at
  std::vector<Seat> seats_;
  std::uint64_t entries_ = 0;
  std::size_t standing_ = 0;  // bids
  Int128 amounts_ = 0;        // of them, minor units
  std::optional<Settled> settled_;
};

// Of a lot of this format.
const PackageAuction* as_packages(const LotAuction& lot);
PackageAuction* as_packages(LotAuction& lot);

}  // namespace terang::auction
