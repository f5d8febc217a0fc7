#include "auction/solver/model.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "base/check.h"

namespace terang::auction::solver {
namespace {

using namespace winner;

class Builder {
 public:
  Builder(const Problem& problem, Model& model) : problem_(problem), model_(model) {}

  bool build() {
    choose_unit();
    if (!model_.unit) return false;
    of_supplier_.resize(problem_.suppliers.size());
    of_lot_.resize(problem_.lots.size());
    has_discount_.resize(problem_.suppliers.size());
    for (std::size_t i = 0; i < problem_.suppliers.size(); ++i)
      has_discount_[i] = problem_.suppliers[i].discount.has_value();
    bids();
    bound_awarded();
    cover();
    alternatives();
    for (std::size_t i = 0; i < problem_.suppliers.size(); ++i) {
      if (of_supplier_[i].empty()) continue;
      if (has_discount_[i]) tiers(static_cast<Index>(i));
      capacity(static_cast<Index>(i));
    }
    for (const Constraint& constraint : problem_.constraints) {
      if (const auto* count = std::get_if<WinnerCount>(&constraint)) winners(*count);
      if (const auto* part = std::get_if<Share>(&constraint)) shares(*part);
    }
    return true;
  }

 private:
  double units(Money amount) const { return static_cast<double>(amount.minor / model_.unit); }
  const Bid& bid(int column) const { return problem_.bids[model_.bids[static_cast<std::size_t>(column)]]; }

  // The largest amount that all others are multiples of.
  void choose_unit() {
    std::int64_t common = 0;
    Int128 total = 0;
    for (const Bid& bid : problem_.bids) {
      if (!inadmissible(problem_, bid).empty()) continue;
      common = std::gcd(common, bid.amount.minor);
      total += bid.amount.minor;
    }
    for (const Lot& lot : problem_.lots) {
      if (!lot.reserve) continue;
      common = std::gcd(common, lot.reserve->minor);
      total += Int128{lot.reserve->minor} * lot.units;
    }
    model_.unit = std::max<std::int64_t>(common, 1);
    if (total / model_.unit > kMostUnitsOfCost) model_.unit = 0;
  }

  void bids() {
    for (std::size_t i = 0; i < problem_.bids.size(); ++i) {
      const Bid& bid = problem_.bids[i];
      if (!inadmissible(problem_, bid).empty()) continue;
      const bool discounted = has_discount_[bid.supplier];
      model_.whole = model_.whole && !discounted;
      const int column = model_.column(discounted ? 0 : units(bid.amount), 0, 1, true);
      model_.bids.push_back(static_cast<Index>(i));
      of_supplier_[bid.supplier].push_back(column);
      for (const Item& item : bid.items) of_lot_[item.lot].push_back({column, item.units});
    }
  }

  // A bound of what all awarded bids amount to: without surplus a lot holds only so many of the bids that
  // start with it.
  void bound_awarded() {
    double all = 0, by_lot = 0;
    std::vector<double> dearest(problem_.lots.size()), fewest(problem_.lots.size(), kInfinity);
    for (std::size_t column = 0; column < model_.bids.size(); ++column) {
      const Bid& one = bid(static_cast<int>(column));
      const Item& first = one.items.front();
      all += units(one.amount);
      dearest[first.lot] = std::max(dearest[first.lot], units(one.amount));
      fewest[first.lot] = std::min(fewest[first.lot], static_cast<double>(first.units));
    }
    for (std::size_t i = 0; i < dearest.size(); ++i)
      by_lot += dearest[i] * static_cast<double>(problem_.lots[i].units) / fewest[i];
    most_awarded_ = problem_.surplus ? all : std::min(all, by_lot);
  }

  void cover() {
    for (std::size_t i = 0; i < problem_.lots.size(); ++i) {
      const Lot& lot = problem_.lots[i];
      const auto needed = static_cast<double>(lot.units);
      Terms terms;
      for (const auto& [column, count] : of_lot_[i]) terms.push_back({column, static_cast<double>(count)});
      if (lot.reserve) terms.push_back({model_.column(units(*lot.reserve), 0, needed, true), 1});
      model_.row(terms, needed, problem_.surplus ? kInfinity : needed);
    }
  }

  void alternatives() {
    std::map<std::pair<Index, std::string_view>, Terms> groups;
    for (std::size_t i = 0; i < model_.bids.size(); ++i) {
      const Bid& one = bid(static_cast<int>(i));
      if (!one.alternative.empty())
        groups[{one.supplier, one.alternative}].push_back({static_cast<int>(i), 1});
    }
    for (const auto& [key, terms] : groups)
      if (terms.size() > 1) model_.row(terms, -kInfinity, 1);
  }

  // 1 exactly when one of the columns is. Bids of which at most one can win are linked by one row, which is
  // tighter.
  int any_of(const std::vector<int>& columns) {
    const int any = model_.column(0, 0, 1, true);
    Terms sum{{any, -1}};
    std::map<std::string, Terms> exclusive;
    for (const int column : columns) {
      sum.push_back({column, 1});
      const Bid& one = bid(column);
      const Index lot = one.items.front().lot;
      std::string key = "bid " + std::to_string(column);
      if (!one.alternative.empty())
        key = "alternative " + std::to_string(one.supplier) + " " + one.alternative;
      else if (!problem_.surplus && problem_.lots[lot].units == 1)
        key = "lot " + std::to_string(lot);
      exclusive[key].push_back({column, 1});
    }
    model_.row(sum, 0, kInfinity);
    for (auto& [key, terms] : exclusive) {
      terms.push_back({any, -1});
      model_.row(terms, -kInfinity, 0);
    }
    return any;
  }

  int wins(Index supplier) {
    const auto [at, fresh] = wins_.try_emplace(supplier, 0);
    if (fresh) at->second = any_of(of_supplier_[supplier]);
    return at->second;
  }

  // The columns that say whether any of these suppliers wins some of the lot; nothing where they do not bid.
  template <class Counts>
  std::optional<int> wins_lot(std::size_t lot, Counts counts) {
    std::vector<int> columns;
    for (const auto& [column, count] : of_lot_[lot])
      if (counts(bid(column).supplier)) columns.push_back(column);
    if (columns.empty()) return std::nullopt;
    if (columns.size() == 1) return columns.front();
    const auto [at, fresh] = any_of_.try_emplace(columns, 0);
    if (fresh) at->second = any_of(columns);
    return at->second;
  }

  template <class Counts>
  Terms lots_won(Counts counts) {
    std::map<int, double> sum;  // one column may stand for several lots
    for (std::size_t lot = 0; lot < of_lot_.size(); ++lot)
      if (const auto column = wins_lot(lot, counts)) sum[*column] += 1;
    return {sum.begin(), sum.end()};
  }
  Terms lots_won_by(Index supplier) {
    return lots_won([supplier](Index other) { return other == supplier; });
  }

  Terms gross(Index supplier) const {
    Terms terms;
    for (const int column : of_supplier_[supplier]) terms.push_back({column, units(bid(column).amount)});
    return terms;
  }

  void tiers(Index supplier) {
    const Discount& discount = *problem_.suppliers[supplier].discount;
    const bool by_value = discount.basis == Basis::value;
    double most = 0;
    for (const int column : of_supplier_[supplier]) most += units(bid(column).amount);
    most = std::min(most, most_awarded_);
    Terms one, total = gross(supplier), reached = by_value ? Terms{} : lots_won_by(supplier);
    for (auto& [column, value] : total) value = -value;
    const Terms lots = reached;
    const auto count = static_cast<double>(problem_.lots.size());
    for (std::size_t k = 0; k <= discount.tiers.size(); ++k) {
      const std::int64_t from = k == 0 ? 0 : discount.tiers[k - 1].from;
      const std::int64_t points = k == 0 ? 0 : discount.tiers[k - 1].basis_points;
      const bool last = k == discount.tiers.size();
      const std::int64_t next = last ? 0 : discount.tiers[k].from;
      const int chosen = model_.column(0, 0, 1, true);
      const int value = model_.column(1 - static_cast<double>(points) / kPartsPerMinor, 0, kInfinity, false);
      one.push_back({chosen, 1});
      total.push_back({value, 1});
      paid_[supplier].push_back({value, 1 - static_cast<double>(points) / kPartsPerMinor});
      // What is won is a whole number of units, so that thresholds may be rounded to them.
      double low = 0, high = most;
      if (by_value) {
        low = static_cast<double>((from + model_.unit - 1) / model_.unit);
        if (!last) high = std::min(most, static_cast<double>((next + model_.unit - 1) / model_.unit - 1));
      } else {
        Terms least = lots, greatest = lots;
        least.push_back({chosen, -static_cast<double>(from)});
        model_.row(least, 0, kInfinity);
        greatest.push_back({chosen, count});
        if (!last) model_.row(greatest, -kInfinity, static_cast<double>(next) - 1 + count);
      }
      model_.row({{value, 1}, {chosen, -std::max(high, 0.0)}}, -kInfinity, 0);
      if (low > 0) model_.row({{value, 1}, {chosen, -low}}, 0, kInfinity);
    }
    model_.row(one, 1, 1);
    model_.row(total, 0, 0);
  }

  void capacity(Index supplier) {
    const Capacity& limit = problem_.suppliers[supplier].capacity;
    if (limit.lots) model_.row(lots_won_by(supplier), -kInfinity, static_cast<double>(*limit.lots));
    if (limit.value) model_.row(gross(supplier), -kInfinity, units(*limit.value));
    if (limit.units) {
      Terms terms;
      for (const int column : of_supplier_[supplier]) {
        std::int64_t count = 0;
        for (const Item& item : bid(column).items) count += item.units;
        terms.push_back({column, static_cast<double>(count)});
      }
      model_.row(terms, -kInfinity, static_cast<double>(*limit.units));
    }
  }

  void winners(const WinnerCount& count) {
    Terms terms;
    for (std::size_t i = 0; i < problem_.suppliers.size(); ++i) {
      if (of_supplier_[i].empty() || !belongs(problem_.suppliers[i], count.group)) continue;
      const auto supplier = static_cast<Index>(i);
      if (!count.lot)
        terms.push_back({wins(supplier), 1});
      else if (const auto column =
                   wins_lot(*count.lot, [supplier](Index other) { return other == supplier; }))
        terms.push_back({*column, 1});
    }
    model_.row(terms, static_cast<double>(count.at_least.value_or(0)),
               count.at_most ? static_cast<double>(*count.at_most) : kInfinity);
  }

  void shares(const Share& share) {
    if (share.of == Share::Of::group) {
      limit(
          share, [&](Index supplier) { return belongs(problem_.suppliers[supplier], share.group); },
          std::nullopt);
    } else if (share.of == Share::Of::supplier) {
      limit(
          share, [&](Index supplier) { return supplier == share.supplier; }, std::nullopt);
    } else {
      for (std::size_t i = 0; i < problem_.suppliers.size(); ++i)
        if (!of_supplier_[i].empty())
          limit(
              share, [i](Index supplier) { return supplier == i; }, static_cast<Index>(i));
    }
  }

  // `if_wins`: the least share binds him only when he wins anything.
  template <class Counts>
  void limit(const Share& share, Counts counts, std::optional<Index> if_wins) {
    const bool by_value = share.basis == Basis::value;
    const auto bound = [&](Ratio percent, bool least) {
      const double part = 100 * static_cast<double>(percent.den), whole = static_cast<double>(percent.num);
      Terms terms;
      double constant = 0;  // of the whole, where it is one
      if (by_value) {
        terms = awarded(counts, part, whole);
      } else {
        terms = lots_won(counts);
        for (auto& [column, value] : terms) value *= part;
        constant = whole * static_cast<double>(problem_.lots.size());
      }
      double low = constant;
      if (least && if_wins) {
        const double slack = by_value ? whole * most_awarded_ : constant;
        terms.push_back({wins(*if_wins), -slack});
        low = constant - slack;
      }
      scaled(terms, least ? low : -kInfinity, least ? kInfinity : constant);
    };
    if (share.at_least) bound(*share.at_least, true);
    if (share.at_most) bound(*share.at_most, false);
  }

  // part · (paid to those who count) - whole · (paid to all)
  template <class Counts>
  Terms awarded(Counts counts, double part, double whole) const {
    Terms terms;
    for (std::size_t i = 0; i < of_supplier_.size(); ++i) {
      const auto supplier = static_cast<Index>(i);
      const double factor = (counts(supplier) ? part : 0) - whole;
      const auto paid = paid_.find(supplier);
      const Terms& won = paid != paid_.end() ? paid->second : gross(supplier);
      for (const auto& [column, value] : won)
        if (factor != 0) terms.push_back({column, factor * value});
    }
    return terms;
  }

  // Amounts of 10^12 beside tolerances of 10^-9: coefficients of at most 1 keep them meaningful.
  void scaled(Terms terms, double low, double high) {
    double largest = 0;
    for (const auto& [column, value] : terms) largest = std::max(largest, std::abs(value));
    if (largest == 0) largest = 1;
    for (auto& [column, value] : terms) value /= largest;
    model_.row(terms, low / largest, high / largest);
  }

  const Problem& problem_;
  Model& model_;
  std::vector<std::vector<int>> of_supplier_;                      // his admissible bids' columns
  std::vector<std::vector<std::pair<int, std::int64_t>>> of_lot_;  // column, units
  std::vector<bool> has_discount_;
  std::map<Index, int> wins_;
  std::map<std::vector<int>, int> any_of_;
  std::map<Index, Terms> paid_;  // of those with a discount
  double most_awarded_ = 0;
};

}  // namespace

int Model::column(double cost, double low, double high, bool is_integer) {
  objective.push_back(cost);
  lower.push_back(low);
  upper.push_back(high);
  integer.push_back(is_integer ? 1 : 0);
  return columns() - 1;
}

void Model::row(const Terms& terms, double low, double high) {
  for (const auto& [column, value] : terms) {
    TERANG_ASSERT(column >= 0 && column < columns());
    row_column.push_back(column);
    row_value.push_back(value);
  }
  row_start.push_back(static_cast<std::int32_t>(row_column.size()));
  row_lower.push_back(low);
  row_upper.push_back(high);
}

std::optional<Model> state(const Problem& problem) {
  Model model;
  if (!Builder(problem, model).build()) return std::nullopt;
  return model;
}

}  // namespace terang::auction::solver
