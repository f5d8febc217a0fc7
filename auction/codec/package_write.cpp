#include <algorithm>

#include "auction/codec/package_json.h"
#include "base/check.h"

namespace terang::auction {
namespace {

using json::Array;
using json::Value;
using namespace winner;

Value amount(Parts parts, const PackageScenario& scenario) {
  return format_parts(parts, scenario.currency);
}

Value answer_to_json(const PackageScenario& scenario, const Answer& answer) {
  Value value = Value::object({{"status", name(answer.status)}});
  if (!answer.why.empty()) value.set("why", answer.why);
  if (answer.cost) value.set("cost", amount(*answer.cost, scenario));
  if (answer.bound) value.set("bound", amount(*answer.bound, scenario));
  if (answer.cost && answer.bound) set_percent(value, "gap_percent", *answer.cost, *answer.bound);
  if (answer.found()) value.set("ties_settled", answer.ties_settled);
  return value;
}

Value award_to_json(const PackageScenario& scenario, const Answer& answer, const Assessment& assessment,
                    Value value) {
  if (!answer.found()) return value;
  const Problem& problem = scenario.problem;
  Array accepted, suppliers, unawarded;
  for (const Index bid : answer.accepted) accepted.push_back(problem.bids[bid].id);
  for (std::size_t i = 0; i < problem.suppliers.size(); ++i) {
    const Settlement& won = assessment.suppliers[i];
    if (won.bids == 0) continue;
    Value supplier = Value::object({{"supplier", problem.suppliers[i].id},
                                    {"lots", won.lots},
                                    {"bid", format_amount(won.gross, scenario.currency)},
                                    {"paid_as_bid", amount(won.paid, scenario)}});
    if (won.basis_points > 0)
      supplier.set("discount_percent", format_ratio(Ratio::of(won.basis_points, 100)));
    suppliers.push_back(std::move(supplier));
  }
  for (std::size_t i = 0; i < problem.lots.size(); ++i)
    if (assessment.unawarded[i] > 0)
      unawarded.push_back(Value::object({{"lot", problem.lots[i].id}, {"units", assessment.unawarded[i]}}));
  value.set("accepted", Value(std::move(accepted)));
  value.set("suppliers", Value(std::move(suppliers)));
  if (!unawarded.empty()) value.set("unawarded", Value(std::move(unawarded)));
  return value;
}

}  // namespace

void set_percent(Value& value, std::string_view field, Parts cost, Parts bound) {
  // The dearest cost is below 2^74 parts.
  constexpr Parts kMost = 1'000'000'000'000;
  if (bound <= 0 || cost < bound) return;
  const Parts ten_thousandths = ((cost - bound) * 1'000'000 + bound - 1) / bound;
  if (ten_thousandths > kMost) return;
  value.set(field, format_ratio(Ratio::of(static_cast<std::int64_t>(ten_thousandths), 10'000)));
}

std::optional<Parts> parse_parts(std::string_view text, const Currency& currency) {
  const auto decimals = static_cast<std::size_t>(currency.exponent()) + 4;
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
  if (point == 0 || point > 22 || fraction.size() > decimals) return std::nullopt;
  Parts parts = 0;
  for (const char digit : std::string(text.substr(0, point)) + std::string(fraction)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    parts = parts * 10 + (digit - '0');
  }
  for (std::size_t i = fraction.size(); i < decimals; ++i) parts *= 10;
  if (format_parts(parts, currency) != text) return std::nullopt;
  return parts;
}

std::string format_parts(Parts parts, const Currency& currency) {
  TERANG_ASSERT(parts >= 0);
  std::string digits;
  for (Parts rest = parts; rest > 0; rest /= 10)
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  const auto decimals = static_cast<std::size_t>(currency.exponent()) + 4;
  while (digits.size() <= decimals) digits += '0';
  std::reverse(digits.begin(), digits.end());
  std::string fraction = digits.substr(digits.size() - decimals);
  digits.resize(digits.size() - decimals);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (fraction.empty()) return digits;
  while (fraction.size() < static_cast<std::size_t>(currency.exponent())) fraction += '0';
  return digits + "." + fraction;
}

Value clearing_to_json(const PackageScenario& scenario, const Clearing& clearing) {
  Value value = answer_to_json(scenario, clearing.answer);
  value = award_to_json(scenario, clearing.answer, clearing.assessment, std::move(value));
  value.set("payment", name(scenario.payment));
  Array refused;
  for (const Bid& bid : scenario.problem.bids)
    if (const auto why = inadmissible(scenario.problem, bid); !why.empty())
      refused.push_back(Value::object({{"bid", bid.id}, {"verdict", why}}));
  if (!refused.empty()) value.set("refused", Value(std::move(refused)));
  if (!clearing.unpriced.empty()) {
    value.set("unpriced", clearing.unpriced);
    if (clearing.unpriced == "pivotal") value.set("pivotal", scenario.problem.suppliers[clearing.pivotal].id);
    return value;
  }
  if (!clearing.answer.found()) return value;
  Array payments;
  for (const Winner& winner : clearing.winners)
    payments.push_back(Value::object({{"supplier", scenario.problem.suppliers[winner.supplier].id},
                                      {"amount", amount(winner.payment, scenario)}}));
  value.set("payments", Value(std::move(payments)));
  return value;
}

Value comparison_to_json(const PackageScenario& scenario, const std::vector<Compared>& compared) {
  Array list;
  for (std::size_t i = 0; i < compared.size(); ++i) {
    const Compared& one = compared[i];
    Value value = award_to_json(scenario, one.answer, one.assessment, answer_to_json(scenario, one.answer));
    value.set("name", i == 0 ? std::string("cheapest") : scenario.variants[i - 1].name);
    if (one.more) {
      value.set("costs_more", amount(*one.more, scenario));
      set_percent(value, "costs_more_percent", *one.answer.cost, *compared[0].answer.cost);
    }
    if (!one.each_costs.empty()) {
      Array costs;
      for (const auto& cost : one.each_costs) costs.push_back(cost ? amount(*cost, scenario) : Value());
      value.set("each_constraint_costs", Value(std::move(costs)));
    }
    list.push_back(std::move(value));
  }
  return Value(std::move(list));
}

Value progress_to_json(const PackageScenario& scenario, const Progress& progress) {
  Value value = Value::object({{"stage", progress.stage}});
  if (progress.cost) value.set("cost", amount(*progress.cost, scenario));
  if (progress.bound) value.set("bound", amount(*progress.bound, scenario));
  if (progress.cost && progress.bound) set_percent(value, "gap_percent", *progress.cost, *progress.bound);
  return value;
}

Value rehearse_package(const PackageScenario& scenario, const Solver& solver) {
  SolveOptions options;
  options.time_limit = scenario.time_limit;
  Value value = Value::object({{"type", "package"}});
  value.set("result", clearing_to_json(scenario, clear(scenario.problem, scenario.payment, solver, options)));
  if (!scenario.variants.empty())
    value.set("scenarios",
              comparison_to_json(scenario, compare(scenario.problem, scenario.variants, solver, options)));
  return value;
}

}  // namespace terang::auction
