// One lot's auction: commands and times in, outcomes out. It looks at no clock, and the same commands at the same times
// give the same outcomes. What every format shares stands here: who takes part, and a clock that opens, closes, stops
// and is moved. What a format makes of bids stands in formats/.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auction/abnormally_low.h"
#include "auction/evaluation.h"
#include "auction/money.h"
#include "auction/offer.h"
#include "auction/rules.h"
#include "auction/verdict.h"
#include "base/time.h"

namespace terang::auction {

class Ranking;

struct BidderTerms {
  Adjustment adjustment;
  std::optional<Money> ceiling = std::nullopt;  // of this bidder alone; the lower of it and the lot's counts
  bool small = false, incumbent = false;        // groups that constraints on packages know
};

struct Bid {
  Bidder bidder = kNobody;
  Money amount;
  bool confirm = false;  // the bidder was asked and means it
};

enum class Phase : std::uint8_t { scheduled, live, paused, closed, cancelled };
std::string_view name(Phase phase);

// Why ends_at moved.
enum class Cause : std::uint8_t { none, soft_close, officer, outage, opening, sequence };
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

// What an accepted commitment or withdrawal did to the bidder's sealed bid.
enum class Change : std::uint8_t { none, placed, replaced, withdrawn };
std::string_view name(Change change);

// The answer to any command; plain data, no heap.
struct Outcome {
  Verdict verdict = Verdict::accepted;
  Cause extended = Cause::none;     // not none: ends_at moved, as extensions().back() says
  bool closed = false;              // the format ended the lot, before its clock did
  bool pending = false;             // accepted, and for the bidder's eyes alone until the format makes it public
  Change change = Change::none;     // of a sealed bid
  std::uint32_t rank = 0;           // accepted bid: rank after it, from 1
  std::uint32_t previous_rank = 0;  // accepted bid: rank before it; 0: the bidder had none
  Bidder leader = kNobody;          // after the command
  Bidder previous_leader = kNobody;
  Micros ends_at = 0;               // after the command
  // Refused for its amount: the greatest amount this bidder could bid now; nothing where no amount would do or
  // nothing bounds it from above. For confirm_needed it is also the price the drop is measured from.
  std::optional<Money> at_most;
  std::uint32_t automatic = 0;      // bids that others' or the bidder's own proxies made thereupon: automatic_bids()

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

struct Winner {
  Bidder bidder = kNobody;
  Money amount;                // what he is to be paid for all of it
  std::int64_t quantity = 1;   // units; 1 where the lot is one whole
};

struct Result {
  std::vector<Winner> winners;      // best first; nobody where there is no admissible bid
  Reserve reserve = Reserve::none;  // whether it was kept; not_met when nobody bid
  std::string_view outcome;         // the format's own name of how it ended; "" where the winners say all
  std::int64_t covered = 0;         // units awarded, of a lot that asks for several
  std::optional<Money> unit_price;  // the one price of every unit
  std::optional<AbnormallyLow> abnormally_low = std::nullopt;  // of the first winner's price, where the rules ask

  Bidder winner() const { return winners.empty() ? kNobody : winners.front().bidder; }
  Money amount() const { return winners.empty() ? Money{} : winners.front().amount; }
};

// What a proxy bid. Of several by the same bidder within one command only the last.
struct AutomaticBid {
  Bidder bidder = kNobody;
  Money amount;
};

struct Standing {
  std::uint32_t rank = 0;
  Bidder bidder = kNobody;
  Money amount;
  std::optional<std::int64_t> quantity = std::nullopt;  // what he would win as it stands, of a lot that asks for units
};

// The first k of a ranking of amounts.
std::vector<Standing> standings_of(const Ranking& ranking, std::uint32_t k);

// Where a format's own timetable stands. What does not apply is absent.
struct Stage {
  std::string_view name;             // stable, the format's: "price", "level", "turn", "pause", …
  std::uint32_t number = 0, of = 0;  // from 1; 0: not counted
  std::uint32_t round = 0, rounds = 0;  // the same, of rounds
  std::optional<Micros> since, until;  // while paused: of the clock as it stands
  std::optional<Money> price;          // what may be taken, or stayed at
  Bidder turn = kNobody;               // whose turn it is
  std::optional<std::uint32_t> remaining;  // bidders still in
};

// What an offer is ranked by where that is no price, as text.
struct Score {
  std::string_view name;  // stable, the format's: "npv"
  std::string value;
  std::string evaluated;  // after the bidder's adjustment; "" where he has none
};

// What a bidder said that is not public yet.
struct Said {
  Money amount;
  std::optional<Content> content;  // where it is more than an amount
  std::optional<Score> score;
};

// What the clock asks for next.
enum class Deadline : std::uint8_t { open, advance, close };
std::string_view name(Deadline deadline);
struct Due {
  Micros at = 0;
  Deadline what = Deadline::open;
};

class LotAuction {
 public:
  virtual ~LotAuction() = default;

  // In any phase. Asserts that the adjustment can be used under these rules (problem_of).
  Bidder admit(const BidderTerms& terms);

  // Commands. `now` never goes back from one command to the next (asserted). Whoever calls them first gives the
  // deadlines that are due.
  Outcome open(Micros now);
  // To the format's next stage. Where a format ends a lot at the secret reserve, rules without it cannot tell when: who
  // replays with such rules says what the record of this step says ("closed"). Other rules do not listen to it.
  Outcome advance(Micros now, bool ended_at_reserve = false);
  Outcome close(Micros now);
  Outcome give(const Due& due, Micros now, bool ended_at_reserve = false);  // the one of these three that it names
  Outcome pause(Micros now);
  Outcome resume(Micros now);
  Outcome extend(Micros by, Micros now);
  Outcome cancel(Micros now);
  Outcome disqualify(Bidder bidder, Micros now);
  // A lot of a sequence (sequence.h). One that waits has no start: nothing of it is due until begin_at() gives it one,
  // its end as far behind it as planned. To be said before anything else.
  void wait();
  Outcome begin_at(Micros starts_at, Micros now);
  Outcome push_end(Micros ends_at, Micros now);  // later than it is; no officer's extension, and no soft close's

  // The platform could not take bids from `from` to `to` ≤ now. To be given before a close() that is due.
  Outcome outage(Micros from, Micros to, Micros now);
  virtual Outcome place(const Bid& bid, Micros now) = 0;
  Outcome offer(const Offer& offer, Micros now);
  // Sealed bids, after their deadline: all that committed() says, each once, with what its envelope was found to hold.
  Outcome open_sealed(std::span<const Opened> list, Micros now);

  const Rules& rules() const { return rules_; }
  Phase phase() const { return phase_; }
  Micros latest() const { return now_; }  // the time of the last command
  Micros starts_at() const { return rules_.starts_at; }  // while it waits: as planned
  bool waits() const { return waits_; }
  bool ever_opened() const { return ever_opened_; }
  Micros ends_at() const { return ends_at_; }  // while paused: of the clock as it stands
  Micros remaining_when_paused() const { return remaining_; }  // until ends_at; 0 when not paused
  std::optional<Due> due() const;              // nothing when nothing ever is
  std::optional<Micros> next_due() const;      // its time
  virtual std::optional<Stage> stage(Micros) const { return std::nullopt; }

  std::uint32_t bidders() const { return static_cast<std::uint32_t>(adjustments_.size()); }  // admitted
  virtual std::uint32_t ranked() const = 0;                 // with a bid, not disqualified
  std::uint64_t bid_count() const { return bid_count_; }    // accepted, also of bidders disqualified later
  virtual std::uint64_t pending_count() const { return 0; }  // of these, those that nobody else may know of yet
  Bidder leader() const { return leader_; }
  std::optional<Money> best() const;  // the leader's amount (not evaluated)
  virtual std::optional<Money> best_of(Bidder bidder) const = 0;  // kept when disqualified
  bool disqualified(Bidder bidder) const;
  virtual std::uint32_t rank_of(Bidder bidder) const = 0;  // 0: none
  const Adjustment& adjustment_of(Bidder bidder) const;
  virtual NextValid next_valid(Bidder bidder) const = 0;
  virtual std::vector<Standing> top(std::uint32_t k) const = 0;  // the first k in order of rank
  std::vector<Standing> ranking() const { return top(ranked()); }

  // What he would be awarded if it ended now, quantity 0 included; nothing where the format does not divide a lot.
  virtual std::optional<Winner> award_of(Bidder) const { return std::nullopt; }
  // The greatest amount (of a unit, where the lot asks for units) that may be asked of anybody; of this bidder.
  std::optional<Money> ceiling_of(Bidder bidder) const;

  // Formats in which an offer becomes public later, is more than an amount, or is given in turn.
  virtual std::optional<Said> pending_of(Bidder) const { return std::nullopt; }
  virtual std::optional<Content> content_of(Bidder) const { return std::nullopt; }  // of what stands
  virtual std::optional<Score> score_of(Bidder) const { return std::nullopt; }      // of what stands
  virtual std::optional<Score> least_score_of(Bidder) const { return std::nullopt; }  // that would better it
  virtual std::uint32_t number_of(Bidder) const { return 0; }  // "Bidder #k" while it runs; 0: none
  virtual std::vector<Bidder> turns() const { return {}; }     // of this round, or of the one that comes next, in order

  // Sealed bids. Before the opening nothing above tells of them.
  virtual bool sealed() const { return false; }          // nobody may know of bids now
  virtual bool awaits_opening() const { return false; }  // the deadline has passed; there is no result before
  virtual std::vector<Committed> committed() const { return {}; }  // what is to be opened, earliest first
  virtual std::optional<Committed> committed_of(Bidder) const { return std::nullopt; }  // for the bidder himself
  virtual std::uint32_t next_version(Bidder) const { return 0; }  // of his next commitment; 0: he cannot make one
  virtual std::vector<Opened> opened() const { return {}; }  // earliest first; empty before

  std::span<const AutomaticBid> automatic_bids() const { return automatic_; }  // of the last command that had any

  // Closed, and what others than this code must find out first (a solver) has not come yet: there is no result before.
  virtual bool awaits_solution() const { return false; }

  virtual std::uint32_t soft_extensions() const { return 0; }  // used by a soft close
  std::span<const Extension> extensions() const { return extensions_; }

  // Only once closed; a disqualification afterwards changes it. The only thing that tells about the reserve.
  std::optional<Result> result() const;

 protected:
  explicit LotAuction(const Rules& validated);  // asserts validate(rules).empty()
  LotAuction(const LotAuction&) = default;
  LotAuction& operator=(const LotAuction&) = default;

  // What a format adds. Called after what is shared was checked, and in the phase the name says.
  virtual void on_admit(const BidderTerms&) {}
  virtual void on_open(Micros) {}
  virtual void on_advance(Micros) {}  // stage_due() must be later afterwards, or the lot ended
  virtual void on_close(Micros) {}
  virtual void on_disqualify(Bidder, Micros) {}
  virtual Outcome on_offer(const Offer&, Micros) { return answer(Verdict::not_in_this_format); }
  virtual Outcome on_open_sealed(std::span<const Opened>, Micros) { return answer(Verdict::not_in_this_format); }
  virtual std::optional<Micros> stage_due() const { return std::nullopt; }  // on the moved clock; while live
  virtual Result find_result() const = 0;  // reserve left as none
  // Whether what was found keeps the reserve that these rules carry: every winner's amount does.
  virtual bool keeps_reserve(const Result& result) const;

  void at(Micros now);
  Outcome answer(Verdict verdict) const;
  Verdict phase_problem(Micros now) const;  // accepted: bids are taken now
  void move_end(Micros by, const Extension& why);
  void end(Micros now);  // the format ends the lot before its clock does
  void plan_end(Micros at);  // the format knows the end anew; while paused, of the clock as it stands
  void count_bid() { ++bid_count_; }
  Micros shift() const { return shift_; }  // how far pauses, outages and extensions have moved what comes since the opening
  bool end_has_come(Micros now) const { return !waits_ && now >= ends_at_; }
  bool live(Micros now) const { return phase_ == Phase::live && now < ends_at_ && now >= rules_.starts_at; }

  Rules rules_;
  Phase phase_ = Phase::scheduled;
  Bidder leader_ = kNobody;
  Micros ends_at_ = 0;
  std::vector<Adjustment> adjustments_;
  std::vector<AutomaticBid> automatic_;
  std::vector<std::int64_t> ceilings_;  // minor units; INT64_MAX: none

 private:
  Micros now_ = INT64_MIN;
  bool waits_ = false;
  bool ever_opened_ = false;
  Micros remaining_ = 0;
  Micros shift_ = 0;
  Micros live_since_ = 0;    // start or last resume
  Micros outage_until_ = INT64_MIN;
  std::uint64_t bid_count_ = 0;
  std::vector<bool> disqualified_;
  std::vector<Extension> extensions_;
};

// The engine of the rules' format.
std::unique_ptr<LotAuction> make_auction(const Rules& validated);

}  // namespace terang::auction
