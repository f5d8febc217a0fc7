// One lot's English reverse auction: commands and times in, outcomes out. It looks at no clock, allocates nothing on
// the path of a bid once bidders are admitted, and the same commands at the same times give the same outcomes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "auction/evaluation.h"
#include "auction/money.h"
#include "auction/ranking.h"
#include "auction/rules.h"
#include "auction/verdict.h"
#include "base/time.h"

namespace terang::auction {

// Index of a bidder, dense in the order of admission to the lot; kNobody for a stranger.
using Bidder = std::uint32_t;
inline constexpr Bidder kNobody = 0xffff'ffff;

struct BidderTerms {
  Adjustment adjustment;
};

struct Bid {
  Bidder bidder = kNobody;
  Money amount;
  bool confirm = false;  // the bidder was asked and means it
};

enum class Phase : std::uint8_t { scheduled, live, paused, closed, cancelled };
std::string_view name(Phase phase);

// Why ends_at moved.
enum class Cause : std::uint8_t { none, soft_close, officer, outage };
std::string_view name(Cause cause);

struct Extension {
  Micros at = 0;                    // when it was decided
  Cause cause = Cause::none;
  Trigger trigger = Trigger::any_bid;  // which rule, for soft_close
  Bidder bidder = kNobody;          // whose bid, for soft_close
  std::uint32_t rank = 0;           // that bidder's rank after the bid, for soft_close
  Micros previous_end = 0;
  Micros new_end = 0;               // while paused: of the clock as it stands
};

// The answer to any command; plain data, no heap.
struct Outcome {
  Verdict verdict = Verdict::accepted;
  Cause extended = Cause::none;     // not none: ends_at moved; soft_close: by rules().soft_close->trigger
  std::uint32_t rank = 0;           // accepted bid: rank after it, from 1
  std::uint32_t previous_rank = 0;  // accepted bid: rank before it; 0: the bidder had none
  Bidder leader = kNobody;          // after the command
  Bidder previous_leader = kNobody;
  Micros ends_at = 0;               // after the command
  // Refused for its amount: the greatest amount this bidder could bid now; nothing where no amount would do or
  // nothing bounds it from above. For confirm_needed it is also the price the drop is measured from.
  std::optional<Money> at_most;

  bool accepted() const { return verdict == Verdict::accepted; }
  bool leader_changed() const { return leader != previous_leader; }
};

// The next valid bid of a bidder, whatever the phase.
struct NextValid {
  bool possible = false;          // false: nobody of that index, disqualified, or no positive amount meets the rules
  std::optional<Money> at_most;   // the greatest; nothing while possible: not bounded from above
};

enum class Reserve : std::uint8_t { none, met, not_met, undisclosed };  // undisclosed: these rules do not carry it
std::string_view name(Reserve reserve);

struct Result {
  Bidder winner = kNobody;  // the best admissible bid's; kNobody when there is none
  Money amount;
  Reserve reserve = Reserve::none;  // whether amount ≤ reserve; not_met when nobody bid
};

struct Standing {
  std::uint32_t rank = 0;
  Bidder bidder = kNobody;
  Money amount;
};

class LotAuction {
 public:
  explicit LotAuction(const Rules& validated);  // asserts validate(rules).empty()

  // In any phase. Asserts that the adjustment can be used (problem_of).
  Bidder admit(const BidderTerms& terms);

  // Commands. `now` never goes back from one command to the next (asserted). Whoever calls them first gives the
  // deadlines that are due: open() at starts_at, close() at ends_at (next_due()).
  Outcome open(Micros now);
  Outcome close(Micros now);
  Outcome place(const Bid& bid, Micros now);
  Outcome pause(Micros now);
  Outcome resume(Micros now);
  Outcome extend(Micros by, Micros now);
  Outcome cancel(Micros now);
  Outcome disqualify(Bidder bidder, Micros now);
  // The platform could not take bids from `from` to `to` ≤ now. To be given before a close() that is due.
  Outcome outage(Micros from, Micros to, Micros now);

  const Rules& rules() const { return rules_; }
  Phase phase() const { return phase_; }
  Micros starts_at() const { return rules_.starts_at; }
  Micros ends_at() const { return ends_at_; }  // while paused: of the clock as it stands
  Micros remaining_when_paused() const { return remaining_; }  // 0 when not paused
  std::optional<Micros> next_due() const;  // open() or close() is due then; nothing when neither ever is

  std::uint32_t bidders() const { return static_cast<std::uint32_t>(adjustments_.size()); }  // admitted
  std::uint32_t ranked() const { return ranking_.size(); }  // with a bid, not disqualified
  std::uint64_t bid_count() const { return bid_count_; }    // accepted, also of bidders disqualified later
  Bidder leader() const { return leader_; }
  std::optional<Money> best() const;  // the leader's amount (not evaluated)
  std::optional<Money> best_of(Bidder bidder) const;   // kept when disqualified
  bool disqualified(Bidder bidder) const;
  std::uint32_t rank_of(Bidder bidder) const;  // 0: none
  const Adjustment& adjustment_of(Bidder bidder) const;
  NextValid next_valid(Bidder bidder) const;
  std::vector<Standing> top(std::uint32_t k) const;  // the first k in order of rank
  std::vector<Standing> ranking() const { return top(ranked()); }

  std::uint32_t soft_extensions() const { return soft_extensions_; }  // used by the soft close
  std::optional<std::uint32_t> soft_extensions_left() const;         // nothing: no limit, or no soft close
  std::span<const Extension> extensions() const { return extensions_; }

  // Only once closed; a disqualification afterwards changes it. The only thing that tells about the reserve.
  std::optional<Result> result() const;

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

  void at(Micros now);
  Outcome answer(Verdict verdict) const;
  Verdict phase_problem() const;
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
  void move_end(Micros by, const Extension& why);
  void leader_moved();

  Rules rules_;
  Divider tick_;
  Step own_step_, leader_step_;
  std::int64_t ceiling_ = kUnbounded;
  std::int64_t confirm_kept_ = 0;  // slip cap: what may be kept without asking, confirm_kept_/confirm_of_
  std::int64_t confirm_of_ = 0;    // 0: no cap
  Phase phase_ = Phase::scheduled;
  bool adjusted_ = false, factors_ = false;  // some bidder has an adjustment, a factor
  Bidder leader_ = kNobody;
  std::uint32_t soft_extensions_ = 0;
  std::int64_t leader_key_limit_ = kUnbounded;  // evaluated, while no bidder has a factor
  Micros ends_at_ = 0;
  Micros now_ = INT64_MIN;
  Micros remaining_ = 0;
  Micros live_since_ = 0;    // start or last resume
  Micros outage_until_ = INT64_MIN;
  std::uint64_t bid_count_ = 0;
  Ranking ranking_;
  std::vector<Adjustment> adjustments_;
  std::vector<Extension> extensions_;
};

}  // namespace terang::auction
