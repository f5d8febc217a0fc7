// The auction once more, naively: one list of all bids, everything recomputed for each command in O(n). It shares the
// rules' types with the engine and none of its code.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "auction/lot_auction.h"

namespace terang::auction::test {

class Reference {
 public:
  explicit Reference(const Rules& rules) : rules_(rules), ends_at_(rules.ends_at), since_(rules.starts_at) {}

  void admit(const Adjustment& adjustment) { bidders_.push_back({adjustment, false, {}, 0}); }
  Verdict open(Micros now);
  Verdict close(Micros now);
  Verdict place(const Bid& bid, Micros now);
  Verdict pause(Micros now);
  Verdict resume(Micros now);
  Verdict extend(Micros by, Micros now);
  Verdict cancel();
  Verdict disqualify(Bidder bidder);
  Verdict outage(Micros from, Micros to, Micros now);

  Phase phase() const { return phase_; }
  Micros ends_at() const { return ends_at_; }
  std::vector<Bidder> order() const;  // best first
  std::optional<std::int64_t> best_of(Bidder bidder) const { return bidders_[bidder].best; }
  std::optional<std::int64_t> greatest_valid(Bidder bidder) const;  // by trying every tick downwards
  int extensions() const { return extensions_; }

 private:
  struct Member {
    Adjustment adjustment;
    bool out;
    std::optional<std::int64_t> best;
    std::uint64_t turn;
  };
  // 0: could be accepted but for a slip
  Verdict amount_problem(Bidder bidder, std::int64_t amount) const;
  int order_of(Bidder a, std::int64_t amount_a, Bidder b, std::int64_t amount_b) const;  // by evaluated price

  Rules rules_;
  Phase phase_ = Phase::scheduled;
  Micros ends_at_, since_, remaining_ = 0, counted_ = INT64_MIN;
  std::vector<Member> bidders_;
  std::uint64_t turn_ = 0;
  int extensions_ = 0;
  std::uint32_t soft_used_ = 0;
};

}  // namespace terang::auction::test
