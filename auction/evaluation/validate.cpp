// Everything that can be wrong with a method or with what is put before it, by name.
#include "auction/evaluation/methods.h"

namespace terang::auction::evaluation {
namespace {

const Exact kNothing = 0, kHundred = 100;
constexpr std::uint32_t kMostYears = 100;

bool within(const Exact& value, const Exact& least, const Exact& most) { return least <= value && value <= most; }

struct Check {
  const std::vector<Candidate>& candidates;
  RulesProblems& problems;

  template <class Test>
  void each(const char* field, const char* problem, Test good) const {
    for (std::size_t i = 0; i < candidates.size(); ++i)
      if (!good(candidates[i])) problems.add("/candidates/" + std::to_string(i) + field, problem);
  }
  void prices() const {
    each("/price", "amount_not_positive", [](const Candidate& candidate) { return candidate.price.minor > 0; });
    each("/price", "amount_overflow", [](const Candidate& candidate) { return candidate.price <= kLargestAmount; });
  }
  void technical(const Exact& least) const {
    if (!within(least, kNothing, kHundred)) problems.add("/method/least_technical", "out_of_range");
    each("/technical", "out_of_range", [](const Candidate& candidate) { return within(candidate.technical, kNothing, kHundred); });
  }

  void formula(const Linear& formula, const std::string& path, std::size_t) const {
    if (formula.best == formula.worst) problems.add(path + "/best", "best_equals_worst");
  }
  void formula(const Proportional&, const std::string&, std::size_t criterion) const {
    const std::string field = "/values/" + std::to_string(criterion);
    each(field.c_str(), "value_not_positive", [criterion](const Candidate& candidate) {
      return criterion >= candidate.values.size() || kNothing < candidate.values[criterion];
    });
  }
  void formula(const Table& formula, const std::string& path, std::size_t) const {
    if (formula.rows.empty()) problems.add(path + "/table", "too_few");
    for (std::size_t i = 0; i < formula.rows.size(); ++i) {
      const std::string at = path + "/table/" + std::to_string(i);
      if (i > 0 && formula.rows[i].at_least <= formula.rows[i - 1].at_least) problems.add(at + "/at_least", "table_not_rising");
      if (!within(formula.rows[i].points, kNothing, kHundred)) problems.add(at + "/points", "out_of_range");
    }
  }

  void operator()(const WeightedPoints& method) const {
    if (method.criteria.empty()) problems.add("/method/criteria", "too_few");
    Exact sum;
    for (std::size_t i = 0; i < method.criteria.size(); ++i) {
      const Criterion& criterion = method.criteria[i];
      const std::string path = "/method/criteria/" + std::to_string(i);
      if (criterion.weight <= kNothing) problems.add(path + "/weight", "weight_not_positive");
      sum = sum + criterion.weight;
      if (criterion.least_points && !within(*criterion.least_points, kNothing, kHundred))
        problems.add(path + "/least_points", "out_of_range");
      std::visit([&](const auto& one) { formula(one, path, i); }, criterion.formula);
    }
    if (!method.criteria.empty() && !(sum == kHundred)) problems.add("/method/criteria", "weights_not_100");
    each("/values", "values_do_not_fit", [&](const Candidate& one) { return one.values.size() == method.criteria.size(); });
  }
  void operator()(const QualityCost& method) const {
    if (method.technical_weight <= kNothing) problems.add("/method/technical_weight", "weight_not_positive");
    if (method.price_weight <= kNothing) problems.add("/method/price_weight", "weight_not_positive");
    if (!(method.technical_weight + method.price_weight == kHundred)) problems.add("/method", "weights_not_100");
    technical(method.least_technical);
    prices();
  }
  void operator()(const LeastCost& method) const {
    technical(method.least_technical);
    prices();
  }
  void operator()(const LifeCycleCost& method) const {
    if (!within(method.discount_percent, kNothing, kHundred)) problems.add("/method/discount_percent", "out_of_range");
    prices();
    each("/costs", "amount_not_positive", [](const Candidate& candidate) {
      for (const Cost& cost : candidate.costs)
        if (cost.amount.minor <= 0 || cost.amount > kLargestAmount) return false;
      return true;
    });
    each("/costs", "years_out_of_range", [](const Candidate& candidate) {
      for (const Cost& cost : candidate.costs)
        if (cost.first_year > cost.last_year || cost.last_year > kMostYears) return false;
      return true;
    });
  }
  void operator()(const DomesticPreference& method) const {
    // A coefficient of one would make a price nothing.
    if (method.preference_percent <= kNothing || kHundred <= method.preference_percent)
      problems.add("/method/preference_percent", "percent_out_of_range");
    if (!within(method.least_share_percent, kNothing, kHundred)) problems.add("/method/least_share_percent", "out_of_range");
    each("/domestic_percent", "out_of_range", [](const Candidate& one) { return within(one.domestic_percent, kNothing, kHundred); });
    prices();
  }
};

}  // namespace

std::vector<RulesProblem> validate(const Method& method, const std::vector<Candidate>& candidates) {
  RulesProblems problems;
  std::visit(Check{candidates, problems}, method);
  return std::move(problems).take();
}

}  // namespace terang::auction::evaluation
