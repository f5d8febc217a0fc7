#include "auction/codec/constraint_json.h"

#include "auction/codec/fields_json.h"

namespace terang::auction {
namespace {

using json::Fields;
using json::Value;
using namespace winner;

constexpr std::size_t kLongestId = 200;

Basis basis_from_json(Fields& fields, const PartWords& words, bool required) {
  const std::string text = required ? fields.text("basis", 64) : fields.optional_text("basis", 64);
  if (text == words.many) return Basis::lots;
  if (!text.empty() && text != name(Basis::value)) fields.problem("basis", "unknown_basis");
  return Basis::value;
}

std::string_view name_of(Basis basis, const PartWords& words) { return basis == Basis::lots ? words.many : name(basis); }

Group group_from_json(Fields& fields, Group otherwise) {
  return enum_from_json(fields, "group", group_named, otherwise, false, "unknown_group");
}

WinnerCount read_winners(Fields& fields, const PartWords& words, const Places& lots) {
  WinnerCount count;
  count.group = group_from_json(fields, Group::any);
  count.lot = place_from_json(fields, words.one, lots, words.unknown, false);
  count.at_least = fields.optional_integer("at_least", 1, kMostSuppliers);
  count.at_most = fields.optional_integer("at_most", 0, kMostSuppliers);
  return count;
}

Share read_share(Fields& fields, const PartWords& words, const Places& suppliers) {
  Share share;
  const bool each = fields.boolean("each", false);
  const auto supplier = place_from_json(fields, "supplier", suppliers, "unknown_supplier", false);
  share.group = group_from_json(fields, Group::any);
  const int ways = (each ? 1 : 0) + (supplier ? 1 : 0) + (share.group != Group::any ? 1 : 0);
  if (ways > 1) fields.problem("", "share_of_several");
  share.of = each ? Share::Of::each : supplier ? Share::Of::supplier : Share::Of::group;
  share.supplier = supplier.value_or(0);
  share.basis = basis_from_json(fields, words, false);
  share.at_least = ratio_from_json(fields, "at_least_percent");
  share.at_most = ratio_from_json(fields, "at_most_percent");
  return share;
}

struct Write {
  const PartWords& words;
  const std::vector<Lot>& lots;

  Value operator()(const WinnerCount& count) const {
    Value out = Value::object({{"kind", "winners"}});
    if (count.group != Group::any) out.set("group", name(count.group));
    if (count.lot) out.set(words.one, lots[*count.lot].id);
    if (count.at_least) out.set("at_least", *count.at_least);
    if (count.at_most) out.set("at_most", *count.at_most);
    return out;
  }
  Value operator()(const Share& share) const {
    Value out = Value::object({{"kind", "share"}, {"basis", name_of(share.basis, words)}});
    if (share.of == Share::Of::each) out.set("each", true);
    if (share.group != Group::any) out.set("group", name(share.group));
    if (share.at_least) out.set("at_least_percent", format_ratio(*share.at_least));
    if (share.at_most) out.set("at_most_percent", format_ratio(*share.at_most));
    return out;
  }
  Value operator()(const SetAside& aside) const {
    return Value::object(
        {{"kind", "set_aside"}, {std::string(words.one), lots[aside.lot].id}, {"group", name(aside.group)}});
  }
};

}  // namespace

Places places(const std::vector<Lot>& lots) {
  Places out;
  for (std::size_t i = 0; i < lots.size(); ++i) out.emplace(lots[i].id, static_cast<Index>(i));
  return out;
}

std::optional<Index> place_from_json(Fields& fields, std::string_view key, const Places& known, const char* problem,
                                     bool required) {
  const std::string id = required ? fields.text(key, kLongestId) : fields.optional_text(key, kLongestId);
  if (id.empty()) return std::nullopt;
  const auto at = known.find(id);
  if (at != known.end()) return at->second;
  fields.problem(key, problem);
  return std::nullopt;
}

std::optional<Constraint> constraint_from_json(Fields& fields, const PartWords& words, const Places& lots,
                                               const Places& suppliers) {
  const std::string kind = fields.text("kind", 64);
  if (kind == "winners") return read_winners(fields, words, lots);
  if (kind == "share") return read_share(fields, words, suppliers);
  if (kind == "set_aside") {
    SetAside aside;
    aside.lot = place_from_json(fields, words.one, lots, words.unknown, true).value_or(0);
    aside.group = group_from_json(fields, Group::small);
    return aside;
  }
  if (!kind.empty()) fields.problem("kind", "unknown_constraint");
  return std::nullopt;
}

Value constraint_to_json(const Constraint& constraint, const PartWords& words, const std::vector<Lot>& lots) {
  return std::visit(Write{words, lots}, constraint);
}

Capacity capacity_from_json(const Value& value, const std::string& path, const Currency& currency, const PartWords& words,
                            json::Problems& problems) {
  Fields fields(value, path, problems);
  Capacity capacity;
  capacity.lots = fields.optional_integer(words.many, 0, kMostLots);
  // JSON's own integers end at 2^53.
  capacity.units = fields.optional_integer("units", 0, std::int64_t{1} << 53);
  capacity.value = money_from_json(fields, "value", currency, false);
  fields.no_others();
  return capacity;
}

Value capacity_to_json(const Capacity& capacity, const Currency& currency, const PartWords& words) {
  Value out = Value::object();
  if (capacity.lots) out.set(words.many, *capacity.lots);
  if (capacity.units) out.set("units", *capacity.units);
  if (capacity.value) out.set("value", format_amount(*capacity.value, currency));
  return out;
}

Discount discount_from_json(const Value& value, const std::string& path, const Currency& currency, const PartWords& words,
                            json::Problems& problems) {
  Fields fields(value, path, problems);
  Discount discount;
  discount.basis = basis_from_json(fields, words, true);
  const json::Array* tiers = fields.array("tiers", 0, kMostTiers);
  for (std::size_t i = 0; tiers && i < tiers->size(); ++i) {
    Fields at((*tiers)[i], fields.path("tiers") + "/" + std::to_string(i), problems);
    Tier tier;
    if (discount.basis == Basis::value)
      tier.from = money_from_json(at, "from", currency, true).value_or(Money{1}).minor;
    else
      tier.from = at.integer("from", 1, kMostLots);
    const auto percent = ratio_from_json(at, "percent");
    if (!percent) {
      if (!at.any("percent")) at.problem("percent", "missing");
    } else if (percent->num * 100 % percent->den != 0) {
      at.problem("percent", "percent_too_fine");
    } else {
      tier.basis_points = percent->num * 100 / percent->den;
    }
    at.no_others();
    discount.tiers.push_back(tier);
  }
  fields.no_others();
  return discount;
}

Value discount_to_json(const Discount& discount, const Currency& currency, const PartWords& words) {
  json::Array tiers;
  for (const Tier& tier : discount.tiers)
    tiers.push_back(Value::object(
        {{"from", discount.basis == Basis::value ? Value(format_amount({tier.from}, currency)) : Value(tier.from)},
         {"percent", format_ratio(Ratio::of(tier.basis_points, 100))}}));
  return Value::object({{"basis", name_of(discount.basis, words)}, {"tiers", Value(std::move(tiers))}});
}

}  // namespace terang::auction
