#include "auction/formats/package.h"

#include <algorithm>
#include <set>

#include "auction/winner/enumeration.h"
#include "base/check.h"

namespace terang::auction {

using winner::Index;
using winner::Parts;
using winner::Status;

PackageAuction::PackageAuction(const Rules& validated)
    : LotAuction(validated), format_(std::get<Packages>(validated.format)) {
  for (std::size_t i = 0; i < format_.parts.size(); ++i)
    parts_.emplace(format_.parts[i].needed.id, static_cast<Index>(i));
  ceilings_ = format_.problem(nullptr);
  ceilings_.constraints.clear();
}

const PackageAuction* as_packages(const LotAuction& lot) {
  return std::holds_alternative<Packages>(lot.rules().format) ? static_cast<const PackageAuction*>(&lot) : nullptr;
}
PackageAuction* as_packages(LotAuction& lot) { return const_cast<PackageAuction*>(as_packages(std::as_const(lot))); }

void PackageAuction::on_admit(const BidderTerms& terms) {
  seats_.push_back({{}, {}, terms.small, terms.incumbent});
}

Outcome PackageAuction::place(const Bid&, Micros now) {
  at(now);
  return answer(Verdict::not_in_this_format);
}

Verdict PackageAuction::who_and_when(Bidder bidder, Micros now) const {
  if (bidder >= bidders()) return Verdict::not_admitted;
  if (disqualified(bidder)) return Verdict::disqualified;
  return phase_problem(now);
}

Outcome PackageAuction::on_offer(const Offer& offer, Micros now) {
  const auto* bid = std::get_if<PackageBid>(&offer.content);
  const auto* back = std::get_if<WithdrawPackage>(&offer.content);
  const auto* terms = std::get_if<PackageTerms>(&offer.content);
  if (!bid && !back && !terms) return answer(Verdict::not_in_this_format);
  if (bid && bid->amount.minor <= 0) return answer(Verdict::amount_not_positive);
  if (bid && bid->amount > kLargestAmount) return answer(Verdict::amount_overflow);
  Verdict verdict = who_and_when(offer.bidder, now);
  if (verdict == Verdict::accepted)
    verdict = bid ? put(offer.bidder, *bid) : back ? take_back(offer.bidder, back->name) : set_terms(offer.bidder, *terms);
  if (verdict == Verdict::accepted && bid) count_bid();
  return answer(verdict);
}

Verdict PackageAuction::read_items(const PackageBid& bid, std::vector<winner::Item>& items) const {
  if (bid.items.empty()) return Verdict::package_empty;
  std::set<Index> seen;
  for (const PackageItem& item : bid.items) {
    const auto part = parts_.find(item.part);
    if (part == parts_.end()) return Verdict::unknown_part;
    if (!seen.insert(part->second).second) return Verdict::part_twice;
    const std::int64_t needed = format_.parts[part->second].needed.units;
    const std::int64_t units = item.units.value_or(needed);
    if (units < 1 || units > (format_.surplus ? winner::kMostUnits : needed)) return Verdict::units_out_of_range;
    items.push_back({part->second, units});
  }
  return Verdict::accepted;
}

Verdict PackageAuction::put(Bidder bidder, const PackageBid& bid) {
  if (bid.amount.minor % rules_.tick.minor != 0) return Verdict::amount_off_tick;
  std::vector<winner::Item> items;
  if (const Verdict verdict = read_items(bid, items); verdict != Verdict::accepted) return verdict;
  const std::optional<Money> ceiling = ceiling_of(bidder);
  if ((ceiling && bid.amount > *ceiling) || !inadmissible(ceilings_, {{}, 0, items, bid.amount, {}}).empty())
    return Verdict::above_ceiling;
  std::vector<Package>& own = seats_[bidder].bids;
  const auto before = std::find_if(own.begin(), own.end(), [&](const Package& one) { return one.name == bid.name; });
  const bool fresh = before == own.end();
  if (fresh && own.size() >= format_.max_bids) return Verdict::too_many_packages;
  const Int128 amounts = amounts_ + bid.amount.minor - (fresh ? 0 : before->amount.minor);
  if (standing_ + (fresh ? 1 : 0) > winner::kMostBids || amounts / rules_.tick.minor > kMostTicks) return Verdict::book_full;
  if (!fresh) own.erase(before);
  standing_ += fresh ? 1 : 0;
  amounts_ = amounts;
  own.push_back({bid.name, ++entries_, std::move(items), bid.amount, bid.alternative});
  return Verdict::accepted;
}

Verdict PackageAuction::take_back(Bidder bidder, const std::string& name) {
  std::vector<Package>& own = seats_[bidder].bids;
  const auto found = std::find_if(own.begin(), own.end(), [&](const Package& one) { return one.name == name; });
  if (found == own.end()) return Verdict::nothing_to_withdraw;
  amounts_ -= found->amount.minor;
  --standing_;
  own.erase(found);
  return Verdict::accepted;
}

Verdict PackageAuction::set_terms(Bidder bidder, const PackageTerms& terms) {
  RulesProblems problems;
  if (terms.discount) winner::validate(*terms.discount, "", problems);
  const auto bad = [](const auto& limit, std::int64_t most) { return limit && (*limit < 0 || *limit > most); };
  if (bad(terms.capacity.lots, kMostParts) || bad(terms.capacity.units, kLargestAmount.minor) ||
      !std::move(problems).take().empty())
    return Verdict::terms_malformed;
  seats_[bidder].terms = terms;
  return Verdict::accepted;
}

std::optional<PackageTask> PackageAuction::task(std::string_view scenario) const {
  const winner::Variant* variant = format_.scenario(scenario);
  if (!variant && scenario != kCheapest) return std::nullopt;
  PackageTask task;
  task.scenario = scenario;
  task.problem = format_.problem(variant);
  task.payment = format_.payment;
  task.time_limit = format_.time_limit;
  std::vector<std::pair<std::uint64_t, std::pair<Bidder, const Package*>>> order;
  for (Bidder bidder = 0; bidder < seats_.size(); ++bidder) {
    const Seat& seat = seats_[bidder];
    task.problem.suppliers.push_back(
        {std::to_string(bidder), seat.small, seat.incumbent, seat.terms.capacity, seat.terms.discount});
    if (disqualified(bidder)) continue;
    for (const Package& one : seat.bids) order.push_back({one.entry, {bidder, &one}});
  }
  std::sort(order.begin(), order.end());
  for (const auto& [entry, which] : order) {
    const auto& [bidder, one] = which;
    task.problem.bids.push_back(
        {std::to_string(bidder) + "/" + one->name, bidder, one->items, one->amount, one->alternative});
    task.names.push_back({bidder, one->name});
  }
  return task;
}

void PackageAuction::on_close(Micros) {
  // With nothing to choose from there is nothing to solve.
  const PackageTask task = *this->task(kCheapest);
  if (!task.problem.bids.empty()) return;
  const winner::Assessment nothing = winner::assess(task.problem, {});
  PackageSolution solution;
  solution.scenario = kCheapest;
  solution.status = nothing.feasible() ? Status::optimal : Status::infeasible;
  if (nothing.feasible()) solution.cost = nothing.cost;
  solution.ties_settled = nothing.feasible();
  Settled settled;
  TERANG_ASSERT(judge(solution, settled) == Verdict::accepted);
  settled_ = std::move(settled);
}

void PackageAuction::on_disqualify(Bidder bidder, Micros now) {
  for (const Package& one : seats_[bidder].bids) {
    amounts_ -= one.amount.minor;
    --standing_;
  }
  if (!settled_) return;
  // Where he won nothing and prices no one, the award stays the best of those that are left.
  const bool matters = rank_of(bidder) != 0 || !settled_->solution.without.empty();
  if (!matters || seats_[bidder].bids.empty()) return;
  settled_.reset();
  on_close(now);
}

Outcome PackageAuction::settle(const PackageSolution& solution, bool again, Micros now) {
  at(now);
  if (phase_ != Phase::closed) return answer(Verdict::not_ended);
  if (settled_ && !again) return answer(Verdict::already_settled);
  Settled settled;
  const Verdict verdict = judge(solution, settled);
  if (verdict == Verdict::accepted) settled_ = std::move(settled);
  return answer(verdict);
}

namespace {

// The indices of named bids, rising; nothing where a name is unknown or stands twice.
std::optional<std::vector<Index>> indices(const std::vector<PackageName>& bids, const std::vector<PackageName>& names) {
  std::map<std::pair<Bidder, std::string_view>, Index> known;
  for (std::size_t i = 0; i < bids.size(); ++i)
    known.emplace(std::pair(bids[i].bidder, std::string_view(bids[i].name)), static_cast<Index>(i));
  std::set<Index> found;
  for (const PackageName& name : names) {
    const auto at = known.find({name.bidder, name.name});
    if (at == known.end() || !found.insert(at->second).second) return std::nullopt;
  }
  return std::vector<Index>(found.begin(), found.end());
}

}  // namespace

Verdict PackageAuction::judge(const PackageSolution& solution, Settled& out) const {
  auto task = this->task(solution.scenario);
  if (!task) return Verdict::unknown_scenario;
  const bool infeasible = solution.status == Status::infeasible;
  auto accepted = indices(task->names, solution.accepted);
  const bool known = infeasible || solution.status == Status::optimal || solution.status == Status::feasible;
  if (!accepted || !known || (infeasible && (!accepted->empty() || solution.cost != 0)) ||
      (solution.status == Status::feasible) != solution.bound.has_value())
    return Verdict::solution_malformed;
  out.solution = solution;
  out.problem = std::move(task->problem);
  out.accepted = *std::move(accepted);
  out.assessment = winner::assess(out.problem, out.accepted);
  if (!infeasible && !out.assessment.feasible()) return Verdict::solution_infeasible;
  if (!infeasible && solution.cost != out.assessment.cost) return Verdict::solution_cost_differs;
  if (solution.bound && (*solution.bound < 0 || *solution.bound > solution.cost)) return Verdict::bound_above_cost;
  if (const auto every = winner::enumerate(out.problem)) {
    const bool proven = solution.status == Status::optimal;
    if (infeasible && every->feasible) return Verdict::not_optimal;
    if (!infeasible && every->cost < solution.bound.value_or(solution.cost)) return Verdict::not_optimal;
    if (proven && solution.ties_settled && every->accepted != out.accepted) return Verdict::not_optimal;
  }
  return judge_payments(task->names, out);
}

// Under vcg every winner's payment rests on an award without him, which is judged like the award itself.
Verdict PackageAuction::judge_payments(const std::vector<PackageName>& names, Settled& out) const {
  const PackageSolution& said = out.solution;
  const bool vcg = format_.payment == winner::Payment::vcg && said.status != Status::infeasible;
  const bool priced = vcg && said.unpriced.empty();
  if (!said.unpriced.empty() && (!vcg || (said.unpriced != "pivotal" && said.unpriced != "not_optimal")))
    return Verdict::payments_unproven;
  if (!priced && !said.without.empty()) return Verdict::payments_unproven;
  if (priced && said.status != Status::optimal) return Verdict::payments_unproven;
  std::vector<std::pair<Parts, Index>> paid;
  std::size_t used = 0;
  for (std::size_t i = 0; i < out.assessment.suppliers.size() && said.status != Status::infeasible; ++i) {
    const winner::Settlement& won = out.assessment.suppliers[i];
    if (won.bids == 0) continue;
    Parts payment = won.paid;
    if (priced) {
      const auto bidder = static_cast<Bidder>(i);
      const auto without = std::find_if(said.without.begin(), said.without.end(),
                                        [&](const PackageSolution::Without& one) { return one.bidder == bidder; });
      if (without == said.without.end()) return Verdict::payments_unproven;
      ++used;
      const auto found = indices(names, without->accepted);
      const auto his = [bidder](const PackageName& name) { return name.bidder == bidder; };
      if (!found || std::any_of(without->accepted.begin(), without->accepted.end(), his)) return Verdict::payments_unproven;
      const winner::Assessment other = winner::assess(out.problem, *found);
      if (!other.feasible() || other.cost != without->cost) return Verdict::payments_unproven;
      if (without->cost < said.cost) return Verdict::not_optimal;
      winner::Problem rest = out.problem;
      std::erase_if(rest.bids, [&](const winner::Bid& bid) { return bid.supplier == i; });
      if (const auto every = winner::enumerate(rest); every && every->cost < without->cost) return Verdict::not_optimal;
      payment += without->cost - said.cost;
    }
    paid.push_back({payment, static_cast<Index>(i)});
  }
  if (used != said.without.size()) return Verdict::payments_unproven;
  std::stable_sort(paid.begin(), paid.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [payment, supplier] : paid) {
    const Parts minor = payment / winner::kPartsPerMinor;
    if (minor > kLargestAmount.minor) return Verdict::solution_malformed;
    out.winners.push_back({supplier, {static_cast<std::int64_t>(minor)}, out.assessment.suppliers[supplier].lots});
  }
  return Verdict::accepted;
}

std::uint32_t PackageAuction::rank_of(Bidder bidder) const {
  if (!settled_) return 0;
  for (std::size_t i = 0; i < settled_->winners.size(); ++i)
    if (settled_->winners[i].bidder == bidder) return static_cast<std::uint32_t>(i) + 1;
  return 0;
}

std::optional<Money> PackageAuction::best_of(Bidder bidder) const {
  const std::uint32_t rank = rank_of(bidder);
  return rank == 0 ? std::nullopt : std::optional(settled_->winners[rank - 1].amount);
}

NextValid PackageAuction::next_valid(Bidder bidder) const {
  if (bidder >= bidders() || disqualified(bidder)) return {};
  return {true, ceiling_of(bidder)};
}

std::vector<Standing> PackageAuction::top(std::uint32_t k) const {
  std::vector<Standing> list;
  for (std::uint32_t i = 0; settled_ && i < std::min<std::size_t>(k, settled_->winners.size()); ++i)
    list.push_back({i + 1, settled_->winners[i].bidder, settled_->winners[i].amount, settled_->winners[i].quantity});
  return list;
}

std::optional<Winner> PackageAuction::award_of(Bidder bidder) const {
  if (!settled_ || bidder >= bidders() || seats_[bidder].bids.empty()) return std::nullopt;
  const std::uint32_t rank = rank_of(bidder);
  return rank == 0 ? Winner{bidder, {}, 0} : settled_->winners[rank - 1];
}

std::optional<Stage> PackageAuction::stage(Micros) const {
  Stage stage;
  if (phase_ == Phase::live || phase_ == Phase::paused) {
    stage.name = "offers";
    return stage;
  }
  if (!awaits_solution()) return std::nullopt;
  stage.name = "solving";
  stage.since = ends_at_;
  return stage;
}

Result PackageAuction::find_result() const {
  Result result;
  result.winners = settled_->winners;
  const std::vector<std::int64_t>& missing = settled_->assessment.unawarded;
  if (settled_->solution.status != Status::infeasible)
    result.covered = std::count(missing.begin(), missing.end(), 0);
  result.outcome = settled_->solution.status == Status::infeasible          ? "infeasible"
                   : result.covered == static_cast<std::int64_t>(missing.size()) ? "covered"
                   : settled_->winners.empty()                              ? "nothing_covered"
                                                                            : "partly_covered";
  return result;
}

// All that is paid together.
bool PackageAuction::keeps_reserve(const Result& result) const {
  Int128 total = 0;
  for (const Winner& winner : result.winners) total += winner.amount.minor;
  return !result.winners.empty() && total <= rules_.reserve->minor;
}

}  // namespace terang::auction
