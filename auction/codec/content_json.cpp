#include "auction/codec/constraint_json.h"
#include "auction/codec/fields_json.h"
#include "auction/codec/json.h"
#include "auction/formats/package_rules.h"
#include "base/bytes.h"

namespace terang::auction {
namespace {

using json::Value;

constexpr std::size_t kLongestPackageName = 40;

struct Write {
  const Currency& currency;
  Value operator()(const Leave&) const { return Value::object({{"kind", "leave"}}); }
  Value operator()(const Withdraw&) const { return Value::object({{"kind", "withdraw"}}); }
  Value operator()(const Commit& commit) const {
    Value out = Value::object({{"kind", "commit"}, {"envelope", to_hex(commit.envelope)}, {"version", commit.version}});
    if (commit.key) {
      out.set("key", to_hex(*commit.key));
      out.set("shares", json::Array());
    }
    return out;
  }
  Value operator()(const Proxy& proxy) const {
    return Value::object({{"floor", format_amount(proxy.floor, currency)}, {"kind", "proxy"}});
  }
  Value operator()(const Schedule& schedule) const {
    json::Array steps;
    for (const SupplyStep& step : schedule.steps) {
      Value item = Value::object({{"quantity", step.quantity}, {"unit_price", format_amount(step.unit_price, currency)}});
      if (step.all_or_nothing) item.set("all_or_nothing", true);
      steps.push_back(std::move(item));
    }
    return Value::object({{"kind", "schedule"}, {"steps", Value(std::move(steps))}});
  }
  Value operator()(const EscoOffer& offer) const {
    json::Array reductions;
    for (const Money reduction : offer.reductions) reductions.push_back(format_amount(reduction, currency));
    return Value::object({{"kind", "esco"},
                          {"share", format_ratio(offer.share)},
                          {"years", offer.years},
                          {"days", offer.days},
                          {"reductions", Value(std::move(reductions))}});
  }
  Value operator()(const PackageBid& bid) const {
    json::Array parts;
    for (const PackageItem& item : bid.items)
      parts.push_back(item.units ? Value::object({{"part", item.part}, {"units", *item.units}}) : Value(item.part));
    Value out = Value::object({{"amount", format_amount(bid.amount, currency)},
                               {"kind", "package"},
                               {"name", bid.name},
                               {"parts", Value(std::move(parts))}});
    if (!bid.alternative.empty()) out.set("alternative", bid.alternative);
    return out;
  }
  Value operator()(const WithdrawPackage& back) const {
    return Value::object({{"kind", "withdraw_package"}, {"name", back.name}});
  }
  Value operator()(const PackageTerms& terms) const {
    Value out = Value::object({{"kind", "package_terms"}});
    Value capacity = capacity_to_json(terms.capacity, currency, kPartWords);
    if (!capacity.as_object().empty()) out.set("capacity", std::move(capacity));
    if (terms.discount) out.set("discount", discount_to_json(*terms.discount, currency, kPartWords));
    return out;
  }
};

// Its size and quantities are for the auction to judge; a form of more steps than any rules allow is none.
Schedule read_schedule(json::Fields& fields, const Currency& currency, json::Problems& problems) {
  Schedule schedule;
  const json::Array* steps = fields.array("steps", 0, 1'000);
  if (!steps && !fields.any("steps")) fields.problem("steps", "missing");
  for (std::size_t i = 0; steps && i < steps->size(); ++i) {
    json::Fields inner((*steps)[i], fields.path("steps") + "/" + std::to_string(i), problems);
    SupplyStep step;
    step.unit_price = money_from_json(inner, "unit_price", currency, true).value_or(Money{1});
    step.quantity = inner.integer("quantity", -kMostUnits, 2 * kMostUnits);
    step.all_or_nothing = inner.boolean("all_or_nothing", false);
    inner.no_others();
    schedule.steps.push_back(step);
  }
  return schedule;
}

// Whether share and term are within the rules is for the auction to judge.
EscoOffer read_esco(json::Fields& fields, const Currency& currency, json::Problems& problems) {
  EscoOffer offer;
  if (!fields.any("share")) fields.problem("share", "missing");
  offer.share = ratio_from_json(fields, "share").value_or(Ratio{});
  offer.years = static_cast<std::int32_t>(fields.integer("years", 0, 1'000));
  offer.days = static_cast<std::int32_t>(fields.optional_integer("days", 0, 364).value_or(0));
  const json::Array* reductions = fields.array("reductions", kEscoPeriods, kEscoPeriods);
  for (std::size_t i = 0; reductions && i < reductions->size() && i < kEscoPeriods; ++i) {
    const std::string at = fields.path("reductions") + "/" + std::to_string(i);
    const Value& item = (*reductions)[i];
    if (!item.is_string()) {
      problems.push_back({at, "not_a_string"});
    } else if (item.as_string() != "0") {  // which is no amount elsewhere
      const Verdict verdict = parse_amount(item.as_string(), currency, offer.reductions[i]);
      if (verdict != Verdict::accepted) problems.push_back({at, std::string(name(verdict))});
    }
  }
  return offer;
}

Commit read_commit(json::Fields& fields) {
  Commit commit;
  const auto hash_in = [&](std::string_view field, const std::string& text) {
    const auto octets = from_hex(text);
    const auto hash = octets ? hash_from(*octets) : std::nullopt;
    if (!hash && !text.empty()) fields.problem(field, "hash_malformed");
    return hash;
  };
  commit.envelope = hash_in("envelope", fields.text("envelope", 64)).value_or(Digest{});
  if (const std::string key = fields.optional_text("key", 64); !key.empty()) commit.key = hash_in("key", key);
  // Shares of the key are of a committee, which no lot has yet.
  if (const json::Array* shares = fields.array("shares", 0, 255); shares && !shares->empty())
    fields.problem("shares", "committee_needed");
  commit.version = static_cast<std::uint32_t>(fields.integer("version", 1, 1'000'000));
  return commit;
}

// Which parts there are, and how many units of them, is for the auction to judge.
PackageBid read_package(json::Fields& fields, const Currency& currency, json::Problems& problems) {
  PackageBid bid;
  bid.name = fields.text("name", kLongestPackageName);
  bid.amount = money_from_json(fields, "amount", currency, true).value_or(Money{});
  bid.alternative = fields.optional_text("alternative", kLongestPackageName);
  const json::Array* parts = fields.array("parts", 0, kMostParts);
  if (!parts && !fields.any("parts")) fields.problem("parts", "missing");
  for (std::size_t i = 0; parts && i < parts->size(); ++i) {
    if ((*parts)[i].is_string()) {
      bid.items.push_back({(*parts)[i].as_string(), std::nullopt});
      continue;
    }
    json::Fields inner((*parts)[i], fields.path("parts") + "/" + std::to_string(i), problems);
    bid.items.push_back({inner.text("part", 200), inner.integer("units", -winner::kMostUnits, 2 * winner::kMostUnits)});
    inner.no_others();
  }
  return bid;
}

PackageTerms read_package_terms(json::Fields& fields, const Currency& currency, json::Problems& problems) {
  PackageTerms terms;
  if (const Value* capacity = fields.object("capacity", false))
    terms.capacity = capacity_from_json(*capacity, fields.path("capacity"), currency, kPartWords, problems);
  if (const Value* discount = fields.object("discount", false))
    terms.discount = discount_from_json(*discount, fields.path("discount"), currency, kPartWords, problems);
  return terms;
}

}  // namespace

std::optional<Content> content_from_json(const Value& value, const std::string& path, const Currency& currency,
                                         json::Problems& problems) {
  const std::size_t before = problems.size();
  json::Fields fields(value, path, problems);
  if (!value.is_object()) return std::nullopt;
  const std::string kind = fields.text("kind", 32);
  std::optional<Content> content;
  if (kind == "leave")
    content = Leave{};
  else if (kind == "withdraw")
    content = Withdraw{};
  else if (kind == "proxy")
    content = Proxy{money_from_json(fields, "floor", currency, true).value_or(Money{})};
  else if (kind == "schedule")
    content = read_schedule(fields, currency, problems);
  else if (kind == "esco")
    content = read_esco(fields, currency, problems);
  else if (kind == "commit")
    content = read_commit(fields);
  else if (kind == "package")
    content = read_package(fields, currency, problems);
  else if (kind == "withdraw_package")
    content = WithdrawPackage{fields.text("name", kLongestPackageName)};
  else if (kind == "package_terms")
    content = read_package_terms(fields, currency, problems);
  else if (!kind.empty())
    fields.problem("kind", "unknown_kind");
  if (content) fields.no_others();
  if (problems.size() != before) content.reset();
  return content;
}

Value content_to_json(const Content& content, const Currency& currency) { return std::visit(Write{currency}, content); }

}  // namespace terang::auction
