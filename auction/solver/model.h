// The problem as a mixed-integer linear model. Floating point starts here and goes no further than this
// folder: amounts are whole numbers of `unit`, small enough to be exact in a double, and whatever comes back
// is checked by winner/check.h.
//
// Columns                                         Rows
//   x_b  bid b wins                                 cover     Σ units x (+ u) = needed   (≥ with surplus)
//   u_l  units of lot l left to its reserve         either    Σ x of one supplier's alternative ≤ 1
//   y_s  supplier s wins anything                   link      x ≤ y ≤ Σ x, the same for z
//   z_kl somebody of the set k wins some of lot l   capacity  Σ z, Σ units x, Σ amount x ≤ limit
//   t_sk tier k of s is reached                     tier      Σ t = 1; g between the tier's bounds where t =
//   1, else 0 g_sk what s wins before discount, in tier k     winners   Σ y, Σ z between the bounds
//                                                   share     100·den·part - num·whole ≤ or ≥ 0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "auction/winner/problem.h"

namespace terang::auction::solver {

using winner::Index;
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Terms = std::vector<std::pair<int, double>>;  // column, coefficient

// Exactly what the solver is told, in arrays that can be sent as they are.
struct Model {
  std::vector<double> objective, lower, upper;  // of columns
  std::vector<std::uint8_t> integer;
  std::vector<double> row_lower, row_upper;
  std::vector<std::int32_t> row_start{0}, row_column;
  std::vector<double> row_value;

  std::vector<Index> bids;  // column i < bids.size() is this bid, in the ledger's order
  std::int64_t unit = 1;    // minor units that 1 of the objective stands for
  bool whole = true;        // every cost is a whole number of units (there are no discounts)

  int columns() const { return static_cast<int>(objective.size()); }
  int rows() const { return static_cast<int>(row_lower.size()); }
  int column(double cost, double low, double high, bool is_integer);
  void row(const Terms& terms, double low, double high);
};

// No sum of amounts in units may exceed this: beyond, a double no longer tells neighbouring costs apart well
// enough for the search.
inline constexpr std::int64_t kMostUnitsOfCost = std::int64_t{1} << 50;

// Nothing when amounts are too fine for their size (kMostUnitsOfCost).
std::optional<Model> state(const winner::Problem& problem);

}  // namespace terang::auction::solver
