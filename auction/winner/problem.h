// Winner determination as data: which of many bids over many lots, single or in packages, cost the buyer
// least together and keep his constraints. Amounts are whole minor units; percentages are exact. README.md
// has the meaning of each field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "auction/evaluation.h"
#include "auction/money.h"
#include "auction/ratio.h"
#include "auction/rules_problem.h"

namespace terang::auction::winner {

using Index = std::uint32_t;  // of a lot, a supplier, a bid, a constraint: its place in the problem's list

// An exact amount in parts of a minor unit: a discount of whole basis points leaves no remainder.
using Parts = Int128;
inline constexpr std::int64_t kPartsPerMinor = 10'000;

struct Lot {
  std::string id;
  std::int64_t units = 1;        // what is needed of it
  std::optional<Money> ceiling;  // a unit: a bid all of whose lots have one may not ask more than their sum
  std::optional<Money>
      reserve;  // a unit may stay unawarded at this cost; without it every unit must be awarded
  bool operator==(const Lot&) const = default;
};

// All that a supplier wins is discounted by the highest tier reached, and only by that one.
struct Tier {
  std::int64_t from = 0;          // minor units of what he wins before discount, or a number of lots
  std::int64_t basis_points = 0;  // 250: 2.5 %
  bool operator==(const Tier&) const = default;
};
enum class Basis : std::uint8_t { value, lots };
struct Discount {
  Basis basis = Basis::value;
  std::vector<Tier> tiers;  // both rising
  bool operator==(const Discount&) const = default;
};

struct Capacity {
  std::optional<std::int64_t> lots, units;
  std::optional<Money> value;  // before discount
  bool operator==(const Capacity&) const = default;
};

struct Supplier {
  std::string id;
  bool small = false, incumbent = false;
  Capacity capacity;
  std::optional<Discount> discount;
};

struct Item {
  Index lot = 0;
  std::int64_t units = 1;
  bool operator==(const Item&) const = default;
};

// All or nothing. Of one supplier's bids with the same `alternative` at most one wins (XOR); the others may
// win together (OR).
struct Bid {
  std::string id;
  Index supplier = 0;
  std::vector<Item> items;  // no lot twice
  Money amount;             // for all of it
  std::string alternative;  // "": none
};

enum class Group : std::uint8_t { any, small, incumbent, newcomer };

// How many suppliers of the group win something: of this lot, or at all.
struct WinnerCount {
  Group group = Group::any;
  std::optional<Index> lot;
  std::optional<std::int64_t> at_least, at_most;
  bool operator==(const WinnerCount&) const = default;
};

// What part of the awarded value (after discounts) or of the number of lots goes to a group together, to one
// supplier, or to each: there, `at_least` binds only those who win anything. A lot counts for whoever wins a
// unit of it.
struct Share {
  enum class Of : std::uint8_t { group, supplier, each };
  Of of = Of::group;
  Group group = Group::any;
  Index supplier = 0;
  Basis basis = Basis::value;
  std::optional<Ratio> at_least, at_most;  // percent
  bool operator==(const Share&) const = default;
};

// Only suppliers of the group may win this lot.
struct SetAside {
  Index lot = 0;
  Group group = Group::small;
  bool operator==(const SetAside&) const = default;
};

using Constraint = std::variant<WinnerCount, Share, SetAside>;

// A scenario: further constraints, beside those that a problem has anyway.
struct Variant {
  std::string name;
  std::vector<Constraint> constraints;
  bool operator==(const Variant&) const = default;
};

enum class Payment : std::uint8_t {
  pay_as_bid,  // what was bid, less the discounts reached
  vcg,  // Vickrey-Clarke-Groves: what was bid, and what the buyer would lose if the supplier were not there
};

struct Problem {
  std::vector<Lot> lots;
  std::vector<Supplier> suppliers;
  std::vector<Bid> bids;  // in the order of the ledger: ties are decided by it
  std::vector<Constraint> constraints;
  bool surplus = false;  // more units than needed may be bought
};

inline constexpr std::size_t kMostLots = 10'000, kMostSuppliers = 10'000, kMostBids = 100'000,
                             kMostConstraints = 1'000;
inline constexpr std::int64_t kMostUnits = 1'000'000;
inline constexpr std::size_t kMostTiers = 10;
inline constexpr std::int64_t kLargestTotal =
    1'000'000'000'000'000'000;  // of all amounts and reserves together

// Every problem with its JSON Pointer; nothing else of the folder may be given what has one.
std::vector<RulesProblem> validate(const Problem& problem);
// One constraint of a problem that is otherwise valid, at `path`.
void validate(const Constraint& constraint, const Problem& problem, const std::string& path,
              RulesProblems& problems);

// A discount that a supplier offers, at `path`.
void validate(const Discount& discount, const std::string& path, RulesProblems& problems);

bool belongs(const Supplier& supplier, Group group);

// Why a bid cannot win whatever else happens: "above_ceiling", "lot_set_aside"; empty when it can.
std::string_view inadmissible(const Problem& problem, const Bid& bid);

std::string_view name(Basis value);
std::string_view name(Group value);
std::string_view name(Payment value);
std::optional<Basis> basis_named(std::string_view name);
std::optional<Group> group_named(std::string_view name);
std::optional<Payment> payment_named(std::string_view name);

}  // namespace terang::auction::winner
