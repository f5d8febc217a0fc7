// Ways to compare tenders by more than a price, exact, with workings that people can follow. Formulas: README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "auction/evaluation.h"
#include "auction/evaluation/exact.h"
#include "auction/rules_problem.h"

namespace terang::auction::evaluation {

// How a value becomes points, 0 … 100.
struct Linear {
  Exact best, worst;  // 100 and 0; beyond them no more and no less
};
struct Proportional {
  bool lower_is_better = true;  // 100 × lowest / value; else 100 × value / highest
};
struct Table {
  struct Row {
    Exact at_least;
    Exact points;
  };
  std::vector<Row> rows;  // rising; below the first: 0
};
using Formula = std::variant<Linear, Proportional, Table>;

struct Criterion {
  std::string name;
  Exact weight;  // of 100
  Formula formula;
  std::optional<Exact> least_points;  // fewer: the candidate is out
};

struct WeightedPoints {
  std::vector<Criterion> criteria;
};
struct QualityCost {  // S = St × T + Sf × P, Sf = 100 × Fm / F
  Exact technical_weight, price_weight;  // of 100, together 100
  Exact least_technical;
};
struct LeastCost {  // the lowest price of those good enough
  Exact least_technical;
};
struct LifeCycleCost {  // price + Σ cost / (1 + r)^year
  Exact discount_percent;
};
// Domestic preference: KP = preference × share of domestic content, HEA by the version of the rule.
enum class PreferenceRule : std::uint8_t { deduct, divide };  // (1 − KP) × HP, 1 / (1 + KP) × HP
struct DomesticPreference {
  PreferenceRule rule = PreferenceRule::deduct;
  Exact preference_percent;
  Exact least_share_percent;  // of domestic content: less has no preference
};
using Method = std::variant<WeightedPoints, QualityCost, LeastCost, LifeCycleCost, DomesticPreference>;

// So much at the end of each of these years; year 0 is now.
struct Cost {
  std::string name;
  Money amount;
  std::uint32_t first_year = 0, last_year = 0;
};

// What a method does not ask for is not looked at.
struct Candidate {
  std::string name;
  Money price;
  Exact technical;         // points, 0 … 100
  Exact domestic_percent;  // 0 … 100
  std::vector<Exact> values;  // one a criterion
  std::vector<Cost> costs;
};

struct Working {
  std::string what;  // "Sf = 100 × Fm / F", "price: 40 × 83.3 / 100", …
  Exact value;
};

struct Evaluation {
  Exact value;                 // score, or price in minor units
  std::uint32_t rank = 0;      // 0: out. Among equals the earlier candidate first
  std::string_view out;        // why: "below_least_points", "below_least_technical"
  std::vector<Working> workings;
};

// The problems of method and candidates, by JSON Pointer; empty: they can be evaluated.
std::vector<RulesProblem> validate(const Method& method, const std::vector<Candidate>& candidates);

// In the order of the candidates. Asserts that there is no problem.
std::vector<Evaluation> evaluate(const Method& method, const std::vector<Candidate>& candidates);
bool higher_is_better(const Method& method);

// What the method amounts to for a candidate in an auction on the price: exact, or why there is none: "not_linear" (the
// score depends on others' prices), "not_whole" (discounted costs are no whole minor units), "factor_too_fine",
// or a problem of problem_of(Adjustment).
struct AsAdjustment {
  std::optional<Adjustment> adjustment;
  std::string_view problem;
};
AsAdjustment as_adjustment(const Method& method, const Candidate& candidate);

std::string_view name(PreferenceRule rule);
std::optional<PreferenceRule> preference_rule_named(std::string_view name);

}  // namespace terang::auction::evaluation
