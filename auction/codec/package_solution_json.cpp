#include "auction/codec/package_solution_json.h"

#include "auction/codec/constraint_json.h"
#include "auction/codec/package_json.h"

namespace terang::auction {
namespace {

using json::Value;
using winner::Parts;
using winner::Status;

constexpr Status kSettling[] = {Status::optimal, Status::feasible, Status::infeasible};

Value names_to_json(const std::vector<PackageName>& names, const BidderName& bidder_name) {
  json::Array list;
  for (const PackageName& one : names)
    list.push_back(Value::object({{"bidder", bidder_name(one.bidder)}, {"package", one.name}}));
  return Value(std::move(list));
}

std::vector<PackageName> names_from_json(const Value* value, const std::function<Bidder(std::string_view)>& find) {
  std::vector<PackageName> names;
  if (value && value->is_array())
    for (const Value& one : value->as_array()) names.push_back({find(one.text("bidder")), std::string(one.text("package"))});
  return names;
}

Value items_to_json(const std::vector<winner::Item>& items, const Packages& format) {
  json::Array list;
  for (const winner::Item& item : items) {
    const winner::Lot& part = format.parts[item.lot].needed;
    list.push_back(item.units == part.units ? Value(part.id) : Value::object({{"part", part.id}, {"units", item.units}}));
  }
  return Value(std::move(list));
}

}  // namespace

Value solution_to_json(const PackageSolution& solution, const Currency& currency, const BidderName& name) {
  Value out = Value::object({{"accepted", names_to_json(solution.accepted, name)},
                             {"scenario", solution.scenario},
                             {"solver", solution.solver},
                             {"status", winner::name(solution.status)},
                             {"ties_settled", solution.ties_settled}});
  if (solution.status != Status::infeasible) out.set("cost", format_parts(solution.cost, currency));
  if (solution.bound) out.set("bound", format_parts(*solution.bound, currency));
  if (!solution.unpriced.empty()) out.set("unpriced", solution.unpriced);
  json::Array without;
  for (const PackageSolution::Without& one : solution.without)
    without.push_back(Value::object({{"accepted", names_to_json(one.accepted, name)},
                                     {"bidder", name(one.bidder)},
                                     {"cost", format_parts(one.cost, currency)}}));
  if (!without.empty()) out.set("without", Value(std::move(without)));
  return out;
}

PackageSolution solution_from_json(const Value& value, const Currency& currency,
                                   const std::function<Bidder(std::string_view)>& find) {
  PackageSolution out;
  out.scenario = value.text("scenario");
  for (const Status status : kSettling)
    if (winner::name(status) == value.text("status")) out.status = status;
  out.accepted = names_from_json(value.find("accepted"), find);
  out.cost = parse_parts(value.text("cost"), currency).value_or(0);
  if (value.find("bound")) out.bound = parse_parts(value.text("bound"), currency).value_or(-1);
  const Value* ties = value.find("ties_settled");
  out.ties_settled = ties && ties->is_bool() && ties->as_bool();
  out.unpriced = value.text("unpriced");
  out.solver = value.text("solver");
  if (const Value* list = value.find("without"); list && list->is_array())
    for (const Value& one : list->as_array())
      out.without.push_back({find(one.text("bidder")), names_from_json(one.find("accepted"), find),
                             parse_parts(one.text("cost"), currency).value_or(-1)});
  return out;
}

Value settled_to_json(const PackageAuction& lot, const BidderName& name) {
  const PackageAuction::Settled& settled = *lot.settled();
  const Packages& format = lot.format();
  const Currency& currency = lot.rules().currency;
  const PackageSolution& solution = settled.solution;
  Value out = Value::object({{"scenario", solution.scenario},
                             {"solver", solution.solver},
                             {"status", winner::name(solution.status)},
                             {"ties_settled", solution.ties_settled}});
  if (solution.status == Status::infeasible) return out;
  out.set("cost", format_parts(solution.cost, currency));
  if (solution.bound) {
    out.set("bound", format_parts(*solution.bound, currency));
    set_percent(out, "gap_percent", solution.cost, *solution.bound);
  }
  if (!solution.unpriced.empty()) out.set("unpriced", solution.unpriced);
  json::Array accepted, suppliers, unawarded;
  for (const winner::Index index : settled.accepted) {
    const winner::Bid& bid = settled.problem.bids[index];
    accepted.push_back(Value::object({{"amount", format_amount(bid.amount, currency)},
                                      {"bidder", name(bid.supplier)},
                                      {"package", bid.id.substr(bid.id.find('/') + 1)},
                                      {"parts", items_to_json(bid.items, format)}}));
  }
  for (const Winner& winner : settled.winners) {
    const winner::Settlement& won = settled.assessment.suppliers[winner.bidder];
    Value one = Value::object({{"bid", format_amount(won.gross, currency)},
                               {"bidder", name(winner.bidder)},
                               {"paid", format_amount(winner.amount, currency)},
                               {"parts", won.lots}});
    if (won.basis_points > 0) one.set("discount_percent", format_ratio(Ratio::of(won.basis_points, 100)));
    suppliers.push_back(std::move(one));
  }
  for (std::size_t i = 0; i < format.parts.size(); ++i)
    if (const std::int64_t units = settled.assessment.unawarded[i]; units > 0)
      unawarded.push_back(Value::object({{"part", format.parts[i].needed.id}, {"units", units}}));
  out.set("accepted", Value(std::move(accepted)));
  out.set("suppliers", Value(std::move(suppliers)));
  out.set("unawarded", Value(std::move(unawarded)));
  return out;
}

Value packages_to_json(const PackageAuction& lot, Bidder bidder) {
  const PackageAuction::Seat& seat = lot.seat_of(bidder);
  const Currency& currency = lot.rules().currency;
  json::Array bids;
  for (const PackageAuction::Package& one : seat.bids) {
    Value bid = Value::object({{"amount", format_amount(one.amount, currency)},
                               {"name", one.name},
                               {"parts", items_to_json(one.items, lot.format())}});
    if (!one.alternative.empty()) bid.set("alternative", one.alternative);
    bids.push_back(std::move(bid));
  }
  Value out = Value::object({{"bids", Value(std::move(bids))}});
  Value capacity = capacity_to_json(seat.terms.capacity, currency, kPartWords);
  if (!capacity.as_object().empty()) out.set("capacity", std::move(capacity));
  if (seat.terms.discount) out.set("discount", discount_to_json(*seat.terms.discount, currency, kPartWords));
  return out;
}

}  // namespace terang::auction
