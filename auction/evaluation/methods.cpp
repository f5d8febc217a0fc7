#include "auction/evaluation/methods.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace terang::auction::evaluation {
namespace {

constexpr std::string_view kPreferenceRules[] = {"deduct", "divide"};
const Exact kHundred = 100;

using Candidates = std::vector<Candidate>;

class Evaluator {
 public:
  explicit Evaluator(const Candidates& candidates) : candidates_(candidates), list_(candidates.size()) {}

  void operator()(const WeightedPoints& method) {
    for (std::size_t c = 0; c < method.criteria.size(); ++c) {
      const Criterion& criterion = method.criteria[c];
      for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const Exact points = std::visit([&](const auto& formula) { return points_of(formula, c, i); }, criterion.formula);
        const Exact weighted = criterion.weight * points / kHundred;
        note(i, criterion.name + ": points", points);
        note(i, criterion.name + ": points × weight / 100", weighted);
        list_[i].value = list_[i].value + weighted;
        if (criterion.least_points && points < *criterion.least_points) list_[i].out = "below_least_points";
      }
    }
    for (std::size_t i = 0; i < list_.size(); ++i) note(i, "score", list_[i].value);
  }

  void operator()(const QualityCost& method) {
    screen(method.least_technical);
    const Exact lowest = lowest_price();  // of those whose price envelope is opened
    for (std::size_t i = 0; i < list_.size(); ++i) {
      note(i, "St", candidates_[i].technical);
      if (!list_[i].out.empty()) continue;
      const Exact financial = kHundred * lowest / Exact(candidates_[i].price.minor);
      note(i, "Fm / F", lowest / Exact(candidates_[i].price.minor));
      note(i, "Sf = 100 × Fm / F", financial);
      note(i, "St × T", candidates_[i].technical * method.technical_weight / kHundred);
      note(i, "Sf × P", financial * method.price_weight / kHundred);
      list_[i].value = (candidates_[i].technical * method.technical_weight + financial * method.price_weight) / kHundred;
      note(i, "S = St × T + Sf × P", list_[i].value);
    }
  }

  void operator()(const LeastCost& method) {
    screen(method.least_technical);
    for (std::size_t i = 0; i < list_.size(); ++i) {
      note(i, "St", candidates_[i].technical);
      list_[i].value = candidates_[i].price.minor;
      note(i, "price", list_[i].value);
    }
  }

  void operator()(const LifeCycleCost& method) {
    for (std::size_t i = 0; i < list_.size(); ++i) {
      list_[i].value = candidates_[i].price.minor;
      note(i, "price", list_[i].value);
      for (const Cost& cost : candidates_[i].costs) {
        const Exact now = present_value(cost, method.discount_percent);
        note(i, cost.name + ": present value", now);
        list_[i].value = list_[i].value + now;
      }
      note(i, "life-cycle cost", list_[i].value);
    }
  }

  void operator()(const DomesticPreference& method) {
    for (std::size_t i = 0; i < list_.size(); ++i) {
      const Exact coefficient = preference(method, candidates_[i]), price = candidates_[i].price.minor;
      note(i, "HP", price);
      note(i, "KP = preference × TKDN", coefficient);
      const bool deduct = method.rule == PreferenceRule::deduct;
      list_[i].value = deduct ? (Exact(1) - coefficient) * price : price / (Exact(1) + coefficient);
      note(i, deduct ? "HEA = (1 − KP) × HP" : "HEA = 1 / (1 + KP) × HP", list_[i].value);
    }
  }

  std::vector<Evaluation> ranked(bool higher) && {
    std::vector<std::size_t> order(list_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [this](std::size_t i) { return !list_[i].out.empty(); });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return higher ? list_[b].value < list_[a].value : list_[a].value < list_[b].value;
    });
    for (std::size_t place = 0; place < order.size(); ++place) list_[order[place]].rank = static_cast<std::uint32_t>(place) + 1;
    return std::move(list_);
  }

  static Exact present_value(const Cost& cost, const Exact& discount_percent) {
    const Exact yearly = Exact(1) / (Exact(1) + discount_percent / kHundred);
    Exact factor = 1, sum;
    for (std::uint32_t year = 0; year <= cost.last_year; ++year) {
      if (year >= cost.first_year) sum = sum + factor;
      factor = factor * yearly;
    }
    return sum * Exact(cost.amount.minor);
  }

  static Exact preference(const DomesticPreference& method, const Candidate& candidate) {
    if (candidate.domestic_percent < method.least_share_percent) return 0;
    return method.preference_percent / kHundred * candidate.domestic_percent / kHundred;
  }

 private:
  void note(std::size_t i, std::string what, Exact value) { list_[i].workings.push_back({std::move(what), std::move(value)}); }

  void screen(const Exact& least_technical) {
    for (std::size_t i = 0; i < list_.size(); ++i)
      if (candidates_[i].technical < least_technical) list_[i].out = "below_least_technical";
  }

  Exact lowest_price() const {
    std::optional<Money> lowest;
    for (std::size_t i = 0; i < list_.size(); ++i)
      if (list_[i].out.empty() && (!lowest || candidates_[i].price < *lowest)) lowest = candidates_[i].price;
    return lowest.value_or(Money{}).minor;
  }

  Exact points_of(const Linear& formula, std::size_t criterion, std::size_t i) const {
    const Exact points = kHundred * (candidates_[i].values[criterion] - formula.worst) / (formula.best - formula.worst);
    return points.negative() ? Exact(0) : std::min(points, kHundred);
  }
  Exact points_of(const Proportional& formula, std::size_t criterion, std::size_t i) const {
    const auto smaller = [criterion](const Candidate& a, const Candidate& b) { return a.values[criterion] < b.values[criterion]; };
    const auto [lowest, highest] = std::minmax_element(candidates_.begin(), candidates_.end(), smaller);
    const Exact& value = candidates_[i].values[criterion];
    return kHundred * (formula.lower_is_better ? lowest->values[criterion] / value : value / highest->values[criterion]);
  }
  Exact points_of(const Table& formula, std::size_t criterion, std::size_t i) const {
    Exact points;
    for (const Table::Row& row : formula.rows)
      if (row.at_least <= candidates_[i].values[criterion]) points = row.points;
    return points;
  }

  const Candidates& candidates_;
  std::vector<Evaluation> list_;
};

}  // namespace

std::string_view name(PreferenceRule rule) { return kPreferenceRules[static_cast<int>(rule)]; }
std::optional<PreferenceRule> preference_rule_named(std::string_view name) {
  return enum_named<PreferenceRule>(kPreferenceRules, name);
}

bool higher_is_better(const Method& method) {
  return std::holds_alternative<WeightedPoints>(method) || std::holds_alternative<QualityCost>(method);
}

std::vector<Evaluation> evaluate(const Method& method, const Candidates& candidates) {
  TERANG_ASSERT(validate(method, candidates).empty());
  Evaluator evaluator(candidates);
  std::visit(evaluator, method);
  return std::move(evaluator).ranked(higher_is_better(method));
}

AsAdjustment as_adjustment(const Method& method, const Candidate& candidate) {
  Adjustment adjustment;
  if (const auto* preference = std::get_if<DomesticPreference>(&method)) {
    const Exact coefficient = Evaluator::preference(*preference, candidate);
    const Exact factor = preference->rule == PreferenceRule::deduct ? Exact(1) - coefficient : Exact(1) / (Exact(1) + coefficient);
    const auto ratio = factor.as_ratio();
    if (!ratio || ratio->num > kLargestRatioTerm || ratio->den > kLargestRatioTerm) return {std::nullopt, "factor_too_fine"};
    adjustment = Adjustment::by_factor(*ratio);
  } else if (const auto* life = std::get_if<LifeCycleCost>(&method)) {
    Exact sum;
    for (const Cost& cost : candidate.costs) sum = sum + Evaluator::present_value(cost, life->discount_percent);
    const auto whole = sum.as_ratio();
    if (!whole || whole->den != 1) return {std::nullopt, "not_whole"};
    adjustment = Adjustment::additive({whole->num});
  } else if (!std::holds_alternative<LeastCost>(method)) {
    return {std::nullopt, "not_linear"};
  }
  if (const auto problem = problem_of(adjustment)) return {std::nullopt, *problem};
  return {adjustment, ""};
}

}  // namespace terang::auction::evaluation
