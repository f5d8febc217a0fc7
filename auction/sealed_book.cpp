#include "auction/sealed_book.h"

#include <algorithm>

#include "base/check.h"

namespace terang::auction {

Change SealedBook::stand(Entry& entry) {
  const Change change = entry.since == 0 ? Change::placed : Change::replaced;
  if (entry.since != 0 && !entry.plain) --waiting_;
  entry.since = ++last_;
  ++accepted_;
  return change;
}

Verdict SealedBook::commit(Bidder bidder, const Commit& commit, Change& change) {
  TERANG_ASSERT(!open_);
  Entry& entry = entries_[bidder];
  if (commit.version != entry.version + 1) return Verdict::version_not_next;
  change = stand(entry);
  entry.version = commit.version;
  entry.envelope = commit.envelope;
  entry.plain = false;
  entry.amount.reset();
  ++waiting_;
  return Verdict::accepted;
}

Change SealedBook::plain(Bidder bidder, Money amount) {
  TERANG_ASSERT(!open_);
  Entry& entry = entries_[bidder];
  const Change change = stand(entry);
  ++entry.version;
  entry.envelope = {};
  entry.plain = true;
  entry.amount = amount;
  return change;
}

Verdict SealedBook::withdraw(Bidder bidder) {
  TERANG_ASSERT(!open_);
  Entry& entry = entries_[bidder];
  if (entry.since == 0) return Verdict::nothing_to_withdraw;
  if (!entry.plain) --waiting_;
  entry.since = 0;
  entry.plain = false;
  entry.amount.reset();
  return Verdict::accepted;
}

void SealedBook::take(Bidder bidder, const Commit* commit, Outcome& outcome) {
  outcome.change = Change::withdrawn;
  outcome.verdict = commit ? this->commit(bidder, *commit, outcome.change) : withdraw(bidder);
  if (!outcome.accepted()) outcome.change = Change::none;
  outcome.pending = outcome.accepted();
}

void SealedBook::drop(Bidder bidder) {
  Entry& entry = entries_[bidder];
  if (!open_ && entry.stands() && !entry.plain) --waiting_;
  entry.dropped = true;
  std::erase(order_, bidder);
}

std::vector<Bidder> SealedBook::by_entry() const {
  std::vector<Bidder> list;
  for (Bidder bidder = 0; bidder < entries_.size(); ++bidder)
    if (entries_[bidder].stands()) list.push_back(bidder);
  std::sort(list.begin(), list.end(),
            [this](Bidder a, Bidder b) { return entries_[a].since < entries_[b].since; });
  return list;
}

std::vector<Committed> SealedBook::committed() const {
  std::vector<Committed> list;
  if (open_) return list;
  for (const Bidder bidder : by_entry())
    if (!entries_[bidder].plain)
      list.push_back({bidder, entries_[bidder].envelope, entries_[bidder].version});
  return list;
}

std::optional<Committed> SealedBook::committed_of(Bidder bidder) const {
  if (bidder >= entries_.size() || !entries_[bidder].stands()) return std::nullopt;
  return Committed{bidder, entries_[bidder].envelope, entries_[bidder].version};
}

Verdict SealedBook::problem_of(std::span<const Opened> list) const {
  std::vector<bool> seen(entries_.size());
  for (const Opened& one : list) {
    if (one.bidder >= entries_.size() || seen[one.bidder]) return Verdict::opening_unknown;
    const Entry& entry = entries_[one.bidder];
    if (!entry.stands() || entry.plain || one.amount.has_value() != one.defect.empty())
      return Verdict::opening_unknown;
    seen[one.bidder] = true;
  }
  return list.size() == waiting_ ? Verdict::accepted : Verdict::opening_incomplete;
}

void SealedBook::open(std::span<const Opened> list, const LotAuction& lot) {
  TERANG_ASSERT(!open_ && problem_of(list) == Verdict::accepted);
  for (const Opened& one : list) {
    entries_[one.bidder].amount = one.amount;
    entries_[one.bidder].defect = one.defect;
  }
  open_ = true;
  waiting_ = 0;
  struct Place {
    Evaluated evaluated;
    Bidder bidder;
  };
  std::vector<Place> places;
  for (const Bidder bidder : by_entry()) {
    Entry& entry = entries_[bidder];
    if (!entry.amount) continue;
    const Verdict verdict = amount_problem(lot, bidder, *entry.amount);
    if (verdict == Verdict::accepted)
      places.push_back({evaluate(*entry.amount, lot.adjustment_of(bidder)), bidder});
    else
      entry.defect = name(verdict);
  }
  // By entry before, so among equals the earlier one stays first.
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return compare(a.evaluated, b.evaluated) < 0; });
  for (const Place& place : places) order_.push_back(place.bidder);
}

std::vector<Opened> SealedBook::opened() const {
  std::vector<Opened> list;
  if (!open_) return list;
  for (const Bidder bidder : by_entry())
    list.push_back({bidder, entries_[bidder].amount, entries_[bidder].defect});
  return list;
}

std::uint32_t SealedBook::rank_of(Bidder bidder) const {
  const auto found = std::find(order_.begin(), order_.end(), bidder);
  return found == order_.end() ? 0 : static_cast<std::uint32_t>(found - order_.begin()) + 1;
}

std::optional<Money> SealedBook::amount_of(Bidder bidder) const {
  if (!open_ || bidder >= entries_.size() || !entries_[bidder].defect.empty()) return std::nullopt;
  return entries_[bidder].amount;
}

Verdict sealed_problem(const LotAuction& lot, Bidder bidder, bool late, Micros deadline, Micros now) {
  if (bidder >= lot.bidders()) return Verdict::not_admitted;
  if (lot.disqualified(bidder)) return Verdict::disqualified;
  if (lot.phase() == Phase::cancelled) return Verdict::lot_cancelled;
  if (late || lot.phase() == Phase::closed || (lot.phase() != Phase::paused && now >= deadline))
    return Verdict::late;
  if (lot.phase() == Phase::scheduled || now < lot.starts_at()) return Verdict::not_started;
  if (lot.phase() == Phase::paused) return Verdict::lot_paused;
  return Verdict::accepted;
}

Verdict amount_problem(const LotAuction& lot, Bidder bidder, Money amount) {
  if (amount.minor <= 0) return Verdict::amount_not_positive;
  if (amount > kLargestAmount) return Verdict::amount_overflow;
  if (amount.minor % lot.rules().tick.minor != 0) return Verdict::amount_off_tick;
  if (const auto ceiling = lot.ceiling_of(bidder); ceiling && amount > *ceiling)
    return Verdict::above_ceiling;
  const Evaluated evaluated = evaluate(amount, lot.adjustment_of(bidder));
  if (evaluated.whole < 0 || (evaluated.whole == 0 && evaluated.part == 0))
    return Verdict::evaluated_not_positive;
  return Verdict::accepted;
}

std::optional<Money> greatest_sealed(const LotAuction& lot, Bidder bidder, bool& possible) {
  possible = bidder < lot.bidders() && !lot.disqualified(bidder);
  if (!possible) return std::nullopt;
  const auto ceiling = lot.ceiling_of(bidder);
  if (!ceiling) return std::nullopt;
  const Money most{ceiling->minor / lot.rules().tick.minor * lot.rules().tick.minor};
  possible = amount_problem(lot, bidder, most) == Verdict::accepted;
  return possible ? std::optional(most) : std::nullopt;
}

}  // namespace terang::auction
