#include "auction/codec/constraint_json.h"
#include "auction/codec/fields_json.h"
#include "auction/codec/package_json.h"

namespace terang::auction {
namespace {

using json::Array;
using json::Fields;
using json::Problems;
using json::Value;
using namespace winner;

constexpr std::size_t kLongestId = 200, kMostVariants = 100;
constexpr std::int64_t kLongestSolve = 86'400;

class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  PackageScenario read(const Value& value) {
    Fields fields(value, "", problems_);
    if (!value.is_object()) return {};
    fields.text("type", 64);
    const std::string code = fields.text("currency", 8);
    if (const auto currency = Currency::of(code))
      out_.currency = *currency;
    else if (!code.empty())
      fields.problem("currency", "unknown_currency");
    out_.payment =
        enum_from_json(fields, "payment", payment_named, Payment::pay_as_bid, false, "unknown_payment");
    out_.time_limit = fields.optional_integer("time_limit_seconds", 1, kLongestSolve).value_or(60) * kSecond;
    Problem& problem = out_.problem;
    problem.surplus = fields.boolean("surplus", false);
    each(fields, "lots", kMostLots, [&](Fields& at) { problem.lots.push_back(lot(at)); });
    each(fields, "suppliers", kMostSuppliers, [&](Fields& at) { problem.suppliers.push_back(supplier(at)); });
    lots_ = places(problem.lots);
    for (std::size_t i = 0; i < problem.suppliers.size(); ++i)
      suppliers_.emplace(problem.suppliers[i].id, static_cast<Index>(i));
    each(fields, "bids", kMostBids, [&](Fields& at) { problem.bids.push_back(bid(at)); });
    each(fields, "constraints", kMostConstraints, [&](Fields& at) { add(problem.constraints, at); });
    each(fields, "scenarios", kMostVariants, [&](Fields& at) { out_.variants.push_back(variant(at)); });
    fields.no_others();
    // What could not be read is told above; what was read and makes no sense, here.
    if (!problems_.empty()) return std::move(out_);
    for (const RulesProblem& wrong : validate(problem))
      problems_.push_back({wrong.path, std::string(wrong.name)});
    for (std::size_t i = 0; i < out_.variants.size(); ++i)
      check(out_.variants[i], "/scenarios/" + std::to_string(i));
    return std::move(out_);
  }

 private:
  template <class Take>
  void each(Fields& fields, std::string_view key, std::size_t most, Take take) {
    const Array* list = fields.array(key, 0, most);
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      Fields at((*list)[i], fields.path(key) + "/" + std::to_string(i), problems_);
      take(at);
      at.no_others();
    }
  }

  std::optional<Money> money(Fields& fields, std::string_view key) {
    return money_from_json(fields, key, out_.currency, false);
  }

  Lot lot(Fields& fields) {
    Lot lot;
    lot.id = fields.text("id", kLongestId);
    lot.units = fields.optional_integer("units", 1, kMostUnits).value_or(1);
    lot.ceiling = money(fields, "ceiling");
    lot.reserve = money(fields, "reserve");
    return lot;
  }

  Supplier supplier(Fields& fields) {
    Supplier supplier;
    supplier.id = fields.text("id", kLongestId);
    supplier.small = fields.boolean("small", false);
    supplier.incumbent = fields.boolean("incumbent", false);
    if (const Value* value = fields.object("capacity", false))
      supplier.capacity =
          capacity_from_json(*value, fields.path("capacity"), out_.currency, kLotWords, problems_);
    if (const Value* value = fields.object("discount", false))
      supplier.discount =
          discount_from_json(*value, fields.path("discount"), out_.currency, kLotWords, problems_);
    return supplier;
  }

  Bid bid(Fields& fields) {
    Bid bid;
    bid.id = fields.text("id", kLongestId);
    bid.supplier = place_from_json(fields, "supplier", suppliers_, "unknown_supplier", true).value_or(0);
    bid.amount = money_from_json(fields, "amount", out_.currency, true).value_or(Money{});
    bid.alternative = fields.optional_text("alternative", kLongestId);
    const Array* items = fields.array("items", 1, kMostLots);
    for (std::size_t i = 0; items && i < items->size(); ++i) {
      const Value& value = (*items)[i];
      const std::string path = fields.path("items") + "/" + std::to_string(i);
      if (value.is_string()) {  // all units of the lot
        const auto at = lots_.find(value.as_string());
        if (at == lots_.end())
          problems_.push_back({path, "unknown_lot"});
        else
          bid.items.push_back({at->second, out_.problem.lots[at->second].units});
        continue;
      }
      Fields at(value, path, problems_);
      const auto lot = place_from_json(at, "lot", lots_, "unknown_lot", true);
      const std::int64_t units = at.integer("units", 1, kMostUnits);
      at.no_others();
      if (lot) bid.items.push_back({*lot, units});
    }
    return bid;
  }

  void add(std::vector<Constraint>& list, Fields& fields) {
    if (auto constraint = constraint_from_json(fields, kLotWords, lots_, suppliers_))
      list.push_back(*std::move(constraint));
  }

  Variant variant(Fields& fields) {
    Variant variant;
    variant.name = fields.text("name", kLongestId);
    each(fields, "constraints", kMostConstraints, [&](Fields& at) { add(variant.constraints, at); });
    return variant;
  }

  void check(const Variant& variant, const std::string& path) {
    RulesProblems wrong;
    for (std::size_t i = 0; i < variant.constraints.size(); ++i)
      validate(variant.constraints[i], out_.problem, path + "/constraints/" + std::to_string(i), wrong);
    for (RulesProblem& problem : std::move(wrong).take())
      problems_.push_back({problem.path, std::string(problem.name)});
  }

  Problems& problems_;
  PackageScenario out_;
  Places lots_, suppliers_;
};

}  // namespace

PackageScenario package_from_json(const Value& value, Problems& problems) {
  return Reader(problems).read(value);
}

}  // namespace terang::auction
