#include "auction/winner/problem.h"

#include <set>

namespace terang::auction::winner {
namespace {

constexpr std::string_view kBases[] = {"value", "lots"};
constexpr std::string_view kGroups[] = {"any", "small", "incumbent", "newcomer"};
constexpr std::string_view kPayments[] = {"pay_as_bid", "vcg"};

// Adds "missing" for an empty id and `twice` for one that was there.
class Ids {
 public:
  Ids(RulesProblems& problems, std::string_view twice) : problems_(problems), twice_(twice) {}
  void take(const std::string& id, const std::string& path) {
    if (id.empty())
      problems_.add(path + "/id", "missing");
    else if (!seen_.insert(id).second)
      problems_.add(path + "/id", twice_);
  }

 private:
  RulesProblems& problems_;
  std::string_view twice_;
  std::set<std::string> seen_;
};

void check_share_percent(const std::optional<Ratio>& percent, const std::string& path,
                         RulesProblems& problems) {
  if (!percent) return;
  if (percent->num > 100 * percent->den) problems.add(path, "percent_out_of_range");
  if (percent->den > 10'000) problems.add(path, "percent_too_fine");
}

struct ConstraintCheck {
  const Problem& problem;
  const std::string& path;
  RulesProblems& problems;

  void operator()(const WinnerCount& count) const {
    if (!count.at_least && !count.at_most) problems.add(path, "bounds_missing");
    if (count.at_least &&
        (*count.at_least < 1 || *count.at_least > static_cast<std::int64_t>(kMostSuppliers)))
      problems.add(path + "/at_least", "out_of_range");
    if (count.at_most && (*count.at_most < 0 || *count.at_most > static_cast<std::int64_t>(kMostSuppliers)))
      problems.add(path + "/at_most", "out_of_range");
    if (count.at_least && count.at_most && *count.at_least > *count.at_most)
      problems.add(path, "bounds_crossed");
    if (count.lot && *count.lot >= problem.lots.size()) problems.add(path + "/lot", "unknown_lot");
  }
  void operator()(const Share& share) const {
    if (!share.at_least && !share.at_most) problems.add(path, "bounds_missing");
    check_share_percent(share.at_least, path + "/at_least_percent", problems);
    check_share_percent(share.at_most, path + "/at_most_percent", problems);
    const auto &low = share.at_least, &high = share.at_most;
    if (low && high && Int128{low->num} * high->den > Int128{high->num} * low->den)
      problems.add(path, "bounds_crossed");
    if (share.of == Share::Of::supplier && share.supplier >= problem.suppliers.size())
      problems.add(path + "/supplier", "unknown_supplier");
  }
  void operator()(const SetAside& aside) const {
    if (aside.lot >= problem.lots.size()) problems.add(path + "/lot", "unknown_lot");
  }
};

void check_bid(const Problem& problem, const Bid& bid, const std::string& at, RulesProblems& problems) {
  problems.amount(at + "/amount", bid.amount);
  if (bid.supplier >= problem.suppliers.size()) problems.add(at + "/supplier", "unknown_supplier");
  if (bid.items.empty()) problems.add(at + "/items", "package_empty");
  std::set<Index> lots;
  for (std::size_t k = 0; k < bid.items.size(); ++k) {
    const Item& item = bid.items[k];
    const std::string here = at + "/items/" + std::to_string(k);
    if (item.lot >= problem.lots.size())
      problems.add(here + "/lot", "unknown_lot");
    else if (!lots.insert(item.lot).second)
      problems.add(here + "/lot", "lot_twice");
    else if (!problem.surplus && item.units > problem.lots[item.lot].units)
      problems.add(here + "/units", "more_than_needed");
    if (item.units < 1 || item.units > kMostUnits) problems.add(here + "/units", "out_of_range");
  }
}

}  // namespace

std::vector<RulesProblem> validate(const Problem& problem) {
  RulesProblems problems;
  const auto size = [&](const char* path, std::size_t have, std::size_t least, std::size_t most) {
    if (have < least || have > most) problems.add(path, "out_of_range");
  };
  size("/lots", problem.lots.size(), 1, kMostLots);
  size("/suppliers", problem.suppliers.size(), 0, kMostSuppliers);
  size("/bids", problem.bids.size(), 0, kMostBids);
  size("/constraints", problem.constraints.size(), 0, kMostConstraints);
  Int128 total = 0;
  Ids lots(problems, "duplicate_lot"), suppliers(problems, "duplicate_supplier"),
      bids(problems, "duplicate_bid");
  for (std::size_t i = 0; i < problem.lots.size(); ++i) {
    const Lot& lot = problem.lots[i];
    const std::string at = "/lots/" + std::to_string(i);
    lots.take(lot.id, at);
    if (lot.units < 1 || lot.units > kMostUnits) problems.add(at + "/units", "out_of_range");
    if (lot.ceiling) problems.amount(at + "/ceiling", *lot.ceiling);
    if (lot.reserve) problems.amount(at + "/reserve", *lot.reserve);
    if (lot.reserve && lot.ceiling && *lot.reserve > *lot.ceiling)
      problems.add(at + "/reserve", "reserve_above_ceiling");
    if (lot.reserve) total += Int128{lot.reserve->minor} * lot.units;
  }
  for (std::size_t i = 0; i < problem.suppliers.size(); ++i) {
    const Supplier& supplier = problem.suppliers[i];
    const std::string at = "/suppliers/" + std::to_string(i);
    suppliers.take(supplier.id, at);
    const auto limit = [&](const char* field, const std::optional<std::int64_t>& value) {
      if (value && (*value < 0 || *value > kLargestAmount.minor))
        problems.add(at + "/capacity/" + field, "out_of_range");
    };
    limit("lots", supplier.capacity.lots);
    limit("units", supplier.capacity.units);
    if (supplier.capacity.value) problems.amount(at + "/capacity/value", *supplier.capacity.value);
    if (supplier.discount) validate(*supplier.discount, at + "/discount", problems);
  }
  for (std::size_t i = 0; i < problem.bids.size(); ++i) {
    const std::string at = "/bids/" + std::to_string(i);
    bids.take(problem.bids[i].id, at);
    check_bid(problem, problem.bids[i], at, problems);
    total += problem.bids[i].amount.minor;
  }
  if (total > kLargestTotal) problems.add("", "total_overflow");
  for (std::size_t i = 0; i < problem.constraints.size(); ++i)
    validate(problem.constraints[i], problem, "/constraints/" + std::to_string(i), problems);
  return std::move(problems).take();
}

void validate(const Constraint& constraint, const Problem& problem, const std::string& path,
              RulesProblems& problems) {
  std::visit(ConstraintCheck{problem, path, problems}, constraint);
}

void validate(const Discount& discount, const std::string& path, RulesProblems& problems) {
  if (discount.tiers.empty() || discount.tiers.size() > kMostTiers)
    problems.add(path + "/tiers", "out_of_range");
  const Tier* before = nullptr;
  for (std::size_t i = 0; i < discount.tiers.size(); ++i) {
    const Tier& tier = discount.tiers[i];
    const std::string at = path + "/tiers/" + std::to_string(i);
    if (tier.from < 1 || tier.from > kLargestAmount.minor) problems.add(at + "/from", "out_of_range");
    if (tier.basis_points < 1 || tier.basis_points >= kPartsPerMinor)
      problems.add(at + "/percent", "percent_out_of_range");
    if (before && (tier.from <= before->from || tier.basis_points <= before->basis_points))
      problems.add(at, "tiers_not_rising");
    before = &tier;
  }
}

bool belongs(const Supplier& supplier, Group group) {
  switch (group) {
    case Group::any:
      return true;
    case Group::small:
      return supplier.small;
    case Group::incumbent:
      return supplier.incumbent;
    case Group::newcomer:
      return !supplier.incumbent;
  }
  return false;
}

std::string_view inadmissible(const Problem& problem, const Bid& bid) {
  Int128 most = 0;
  bool bounded = true;
  for (const Item& item : bid.items) {
    const Lot& lot = problem.lots[item.lot];
    if (lot.ceiling)
      most += Int128{lot.ceiling->minor} * item.units;
    else
      bounded = false;
  }
  if (bounded && bid.amount.minor > most) return "above_ceiling";
  for (const Constraint& constraint : problem.constraints)
    if (const auto* aside = std::get_if<SetAside>(&constraint))
      for (const Item& item : bid.items)
        if (item.lot == aside->lot && !belongs(problem.suppliers[bid.supplier], aside->group))
          return "lot_set_aside";
  return {};
}

std::string_view name(Basis value) {
  return kBases[static_cast<std::size_t>(value)];
}
std::string_view name(Group value) {
  return kGroups[static_cast<std::size_t>(value)];
}
std::string_view name(Payment value) {
  return kPayments[static_cast<std::size_t>(value)];
}
std::optional<Basis> basis_named(std::string_view name) {
  return enum_named<Basis>(kBases, name);
}
std::optional<Group> group_named(std::string_view name) {
  return enum_named<Group>(kGroups, name);
}
std::optional<Payment> payment_named(std::string_view name) {
  return enum_named<Payment>(kPayments, name);
}

}  // namespace terang::auction::winner
