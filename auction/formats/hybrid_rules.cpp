#include "auction/formats/hybrid_rules.h"

#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr std::string_view kEdges[] = {"all_equal", "earlier_wins"};

}  // namespace

std::string_view name(AtTheEdge value) {
  return kEdges[static_cast<int>(value)];
}
std::optional<AtTheEdge> at_the_edge_named(std::string_view name) {
  return enum_named<AtTheEdge>(kEdges, name);
}

void validate(const Hybrid& format, const Rules& rules, RulesProblems& problems) {
  problems.duration("/sealed_seconds", format.sealed_for, kSecond);
  problems.duration("/opening_seconds", format.opening_for, kSecond);
  if (format.best < 2 || format.best > 1'000) problems.add("/best", "out_of_range");
  if (format.sealed_for < 0 || format.sealed_for > kLongest || format.opening_for < 0 ||
      format.opening_for > kLongest)
    return;
  Rules live = rules;
  live.starts_at += format.sealed_for + format.opening_for;
  if (rules.ends_at > rules.starts_at && live.starts_at >= rules.ends_at)
    problems.add("/sealed_seconds", "no_live_round");
  RulesProblems inner;
  validate(format.live, live, inner);
  for (const RulesProblem& problem : std::move(inner).take())
    problems.add("/live" + problem.path, problem.name);
}

// Of the live round; before it there is nothing to tell.
Disclosure disclosure(const Hybrid& format) {
  Disclosure out = disclosure(format.live);
  out.bidders = false;
  out.sealed = true;
  return out;
}

}  // namespace terang::auction
