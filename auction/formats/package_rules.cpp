#include "auction/formats/package_rules.h"

#include <algorithm>
#include <set>

#include "auction/rules.h"

namespace terang::auction {
namespace {

// The judge of winner determination speaks of lots; these rules call them parts.
void add_renamed(const std::vector<RulesProblem>& found, RulesProblems& problems) {
  for (const RulesProblem& problem : found) {
    const bool lots = problem.path.starts_with("/lots");
    problems.add(lots ? "/parts" + problem.path.substr(5) : problem.path,
                 problem.name == "duplicate_lot" ? "duplicate_part" : problem.name);
  }
}

void check_part(const Part& part, const std::string& at, const Rules& rules, RulesProblems& problems) {
  if (part.title.size() > 300) problems.add(at + "/title", "too_long");
  const auto& [id, units, ceiling, reserve] = part.needed;
  // Without a bound anybody could name a sum that stops the search for all.
  if (!ceiling && !rules.ceiling) problems.add(at + "/ceiling", "ceiling_missing");
  if (reserve && reserve->minor % rules.tick.minor != 0) problems.add(at + "/reserve", "reserve_off_tick");
}

}  // namespace

winner::Problem Packages::problem(const winner::Variant* scenario_) const {
  winner::Problem out;
  for (const Part& part : parts) out.lots.push_back(part.needed);
  out.surplus = surplus;
  out.constraints = constraints;
  if (scenario_) out.constraints.insert(out.constraints.end(), scenario_->constraints.begin(), scenario_->constraints.end());
  return out;
}

const winner::Variant* Packages::scenario(std::string_view name) const {
  const auto found =
      std::find_if(scenarios.begin(), scenarios.end(), [&](const winner::Variant& one) { return one.name == name; });
  return found == scenarios.end() ? nullptr : &*found;
}

void validate(const Packages& format, const Rules& rules, RulesProblems& problems) {
  if (format.parts.size() > kMostParts) problems.add("/parts", "out_of_range");
  const winner::Problem problem = format.problem(nullptr);
  add_renamed(winner::validate(problem), problems);
  Int128 most = 0;
  for (std::size_t i = 0; i < format.parts.size(); ++i) {
    const Part& part = format.parts[i];
    check_part(part, "/parts/" + std::to_string(i), rules, problems);
    most += Int128{part.needed.ceiling.value_or(Money{}).minor} * part.needed.units;
  }
  if (most > kLargestAmount.minor) problems.add("/parts", "total_overflow");
  if (format.scenarios.size() > kMostScenarios) problems.add("/scenarios", "out_of_range");
  std::set<std::string_view> names{kCheapest};
  for (std::size_t i = 0; i < format.scenarios.size(); ++i) {
    const winner::Variant& scenario = format.scenarios[i];
    const std::string at = "/scenarios/" + std::to_string(i);
    if (scenario.name.empty() || scenario.name.size() > 200)
      problems.add(at + "/name", scenario.name.empty() ? "missing" : "too_long");
    else if (!names.insert(scenario.name).second)
      problems.add(at + "/name", "duplicate_scenario");
    if (scenario.constraints.empty()) problems.add(at + "/constraints", "missing");
    for (std::size_t k = 0; k < scenario.constraints.size(); ++k)
      winner::validate(scenario.constraints[k], problem, at + "/constraints/" + std::to_string(k), problems);
  }
  if (format.max_bids < 1 || format.max_bids > kMostPackages) problems.add("/max_bids", "out_of_range");
  problems.duration("/time_limit_seconds", format.time_limit, kSecond);
  if (format.time_limit > kLongestSolve) problems.add("/time_limit_seconds", "out_of_range");
}

Disclosure disclosure(const Packages&) {
  Disclosure out;
  out.bidders = false;
  return out;
}

}  // namespace terang::auction
