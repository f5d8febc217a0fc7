// The sealed bids of a lot: commitments until the deadline, then all of them opened at once and put in order.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "auction/lot_auction.h"

namespace terang::auction {

class SealedBook {
 public:
  void admit() { entries_.emplace_back(); }

  // Before the opening. Each is asked after who and when were found right (sealed_problem).
  Verdict commit(Bidder bidder, const Commit& commit, Change& change);  // version_not_next
  Change plain(Bidder bidder,
               Money amount);       // in a rehearsal an amount stands for a commitment that opens to it
  Verdict withdraw(Bidder bidder);  // nothing_to_withdraw
  // One of these two, as the offer says, into the answer to it.
  void take(Bidder bidder, const Commit* commit, Outcome& outcome);
  void drop(Bidder bidder);         // what he committed to is not opened; once opened, he leaves the order

  std::vector<Committed> committed() const;  // to be opened, earliest first
  std::optional<Committed> committed_of(Bidder bidder) const;
  std::uint32_t next_version(Bidder bidder) const {
    return open_ || bidder >= entries_.size() ? 0 : entries_[bidder].version + 1;
  }
  bool waits() const { return waiting_ > 0; }           // some commitment must be opened by the caller
  std::uint64_t accepted() const { return accepted_; }  // commitments and amounts, replaced ones included

  // opening_unknown: somebody who has no commitment, or twice; opening_incomplete: not everybody who has one.
  Verdict problem_of(std::span<const Opened> list) const;
  // `list` has no problem. An amount that `lot` finds wrong becomes a defect of that verdict's name.
  void open(std::span<const Opened> list, const LotAuction& lot);

  bool is_open() const { return open_; }
  std::vector<Opened> opened() const;  // earliest first; nobody before the opening
  const std::vector<Bidder>& order() const {
    return order_;
  }                                            // admissible ones: best evaluated price first, then earliest
  std::uint32_t rank_of(Bidder bidder) const;  // from 1; 0: none
  std::optional<Money> amount_of(Bidder bidder) const;  // once opened

 private:
  struct Entry {
    std::uint64_t since = 0;  // order of entry of what stands; 0: nothing does
    std::uint32_t version = 0;
    Digest envelope{};
    bool plain = false;
    bool dropped = false;
    std::optional<Money> amount;
    std::string defect;
    bool stands() const { return since != 0 && !dropped; }
  };
  Change stand(Entry& entry);
  std::vector<Bidder> by_entry() const;

  std::vector<Entry> entries_;  // by bidder
  std::vector<Bidder> order_;
  std::uint64_t accepted_ = 0, waiting_ = 0, last_ = 0;
  bool open_ = false;
};

// Whether somebody may commit, replace or withdraw now: not_admitted, disqualified, lot_cancelled, late (from
// the deadline on, and where the record's order says so), not_started, lot_paused; accepted.
Verdict sealed_problem(const LotAuction& lot, Bidder bidder, bool late, Micros deadline, Micros now);

// amount_not_positive, amount_overflow, amount_off_tick, above_ceiling, evaluated_not_positive; accepted.
Verdict amount_problem(const LotAuction& lot, Bidder bidder, Money amount);

// The greatest amount, on the tick, that could win; whatever the phase.
std::optional<Money> greatest_sealed(const LotAuction& lot, Bidder bidder, bool& possible);

}  // namespace terang::auction
