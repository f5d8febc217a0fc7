#include "auction/winner/check.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/check.h"

namespace terang::auction::winner {
namespace {

class Judge {
 public:
  Judge(const Problem& problem, std::span<const Index> accepted) : problem_(problem) {
    out_.suppliers.resize(problem.suppliers.size());
    out_.unawarded.resize(problem.lots.size());
    winners_.resize(problem.lots.size());
    collect(accepted);
  }

  Assessment judge() {
    for (const Index bid : accepted_)
      if (const auto why = inadmissible(problem_, problem_.bids[bid]); !why.empty()) violated(why, bid);
    alternatives();
    lots();
    suppliers();
    for (std::size_t i = 0; i < problem_.constraints.size(); ++i) {
      const auto index = static_cast<Index>(i);
      if (const auto* count = std::get_if<WinnerCount>(&problem_.constraints[i])) judge(*count, index);
      if (const auto* share = std::get_if<Share>(&problem_.constraints[i])) judge(*share, index);
      // A set-aside is kept bid by bid: inadmissible().
    }
    return std::move(out_);
  }

 private:
  void violated(std::string_view name, std::size_t subject) {
    out_.violations.push_back({name, static_cast<Index>(subject)});
  }

  void collect(std::span<const Index> accepted) {
    std::set<Index> seen;
    for (const Index bid : accepted) {
      if (bid >= problem_.bids.size())
        violated("unknown_bid", bid);
      else if (!seen.insert(bid).second)
        violated("bid_twice", bid);
      else
        accepted_.push_back(bid);
    }
  }

  void alternatives() {
    std::set<std::pair<Index, std::string_view>> taken;
    for (const Index index : accepted_) {
      const Bid& bid = problem_.bids[index];
      if (!bid.alternative.empty() && !taken.insert({bid.supplier, bid.alternative}).second)
        violated("alternatives_together", index);
    }
  }

  void lots() {
    std::vector<std::int64_t> units(problem_.lots.size());
    for (const Index index : accepted_) {
      const Bid& bid = problem_.bids[index];
      for (const Item& item : bid.items) {
        units[item.lot] += item.units;
        winners_[item.lot].insert(bid.supplier);
      }
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
      const Lot& lot = problem_.lots[i];
      const std::int64_t missing = lot.units - units[i];
      if (missing < 0 && !problem_.surplus) violated("lot_over", i);
      out_.unawarded[i] = std::max<std::int64_t>(0, missing);
      if (missing > 0 && !lot.reserve) violated("lot_short", i);
      if (missing > 0 && lot.reserve) out_.cost += Parts{lot.reserve->minor} * missing * kPartsPerMinor;
    }
  }

  void suppliers() {
    for (const Index index : accepted_) {
      const Bid& bid = problem_.bids[index];
      Settlement& won = out_.suppliers[bid.supplier];
      ++won.bids;
      won.gross = won.gross + bid.amount;
      for (const Item& item : bid.items) won.units += item.units;
    }
    for (const std::set<Index>& winners : winners_)
      for (const Index supplier : winners) ++out_.suppliers[supplier].lots;
    for (std::size_t i = 0; i < out_.suppliers.size(); ++i) {
      const Supplier& supplier = problem_.suppliers[i];
      Settlement& won = out_.suppliers[i];
      if (supplier.discount) {
        const std::int64_t reached = supplier.discount->basis == Basis::value ? won.gross.minor : won.lots;
        for (const Tier& tier : supplier.discount->tiers)
          if (reached >= tier.from) won.basis_points = tier.basis_points;
      }
      won.paid = Parts{won.gross.minor} * (kPartsPerMinor - won.basis_points);
      out_.paid += won.paid;
      if (supplier.capacity.lots && won.lots > *supplier.capacity.lots) violated("capacity_lots", i);
      if (supplier.capacity.units && won.units > *supplier.capacity.units) violated("capacity_units", i);
      if (supplier.capacity.value && won.gross > *supplier.capacity.value) violated("capacity_value", i);
    }
    out_.cost += out_.paid;
  }

  void judge(const WinnerCount& count, Index index) {
    std::int64_t winners = 0;
    for (std::size_t i = 0; i < out_.suppliers.size(); ++i) {
      const bool wins =
          count.lot ? winners_[*count.lot].contains(static_cast<Index>(i)) : out_.suppliers[i].bids > 0;
      if (wins && belongs(problem_.suppliers[i], count.group)) ++winners;
    }
    if (count.at_least && winners < *count.at_least) violated("winners_too_few", index);
    if (count.at_most && winners > *count.at_most) violated("winners_too_many", index);
  }

  void judge(const Share& share, Index index) {
    bool small = false, large = false;
    if (share.of == Share::Of::each) {
      for (std::size_t i = 0; i < out_.suppliers.size(); ++i) {
        if (out_.suppliers[i].bids == 0) continue;
        measure(
            share, [i](std::size_t supplier) { return supplier == i; }, small, large);
      }
    } else if (share.of == Share::Of::supplier) {
      measure(
          share, [&](std::size_t supplier) { return supplier == share.supplier; }, small, large);
    } else {
      measure(
          share, [&](std::size_t supplier) { return belongs(problem_.suppliers[supplier], share.group); },
          small, large);
    }
    if (small) violated("share_too_small", index);
    if (large) violated("share_too_large", index);
  }

  // part / whole against num / den %, by cross-multiplication: below 2^60 · 2^14 · 2^20 · 2^7.
  template <class Counts>
  void measure(const Share& share, Counts counts, bool& small, bool& large) const {
    Parts part = 0, whole = 0;
    if (share.basis == Basis::value) {
      whole = out_.paid;
      for (std::size_t i = 0; i < out_.suppliers.size(); ++i)
        if (counts(i)) part += out_.suppliers[i].paid;
    } else {
      whole = static_cast<std::int64_t>(problem_.lots.size());
      for (const std::set<Index>& winners : winners_)
        part += std::any_of(winners.begin(), winners.end(), counts) ? 1 : 0;
    }
    if (share.at_least && part * 100 * share.at_least->den < whole * share.at_least->num) small = true;
    if (share.at_most && part * 100 * share.at_most->den > whole * share.at_most->num) large = true;
  }

  const Problem& problem_;
  std::vector<Index> accepted_;
  std::vector<std::set<Index>> winners_;  // of each lot
  Assessment out_;
};

}  // namespace

Assessment assess(const Problem& problem, std::span<const Index> accepted) {
  return Judge(problem, accepted).judge();
}

bool earlier(std::span<const Index> a, std::span<const Index> b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end()) return false;
  return y == b.end() || *x < *y;
}

}  // namespace terang::auction::winner
