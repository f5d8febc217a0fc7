#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr Micros kYear9000 = 221'845'392'000 * kSecond;

}  // namespace

std::vector<RulesProblem> validate(const Rules& rules) {
  RulesProblems problems;
  if (rules.starts_at < 0 || rules.starts_at > kYear9000) problems.add("/starts_at", "out_of_range");
  if (rules.ends_at < 0 || rules.ends_at > kYear9000)
    problems.add("/ends_at", "out_of_range");
  else if (rules.ends_at <= rules.starts_at)
    problems.add("/ends_at", "ends_before_start");
  else if (rules.starts_at >= 0 && rules.ends_at - rules.starts_at > kLongest)
    problems.add("/ends_at", "auction_too_long");
  problems.amount("/tick", rules.tick);
  if (rules.ceiling) {
    problems.amount("/ceiling", *rules.ceiling);
    if (*rules.ceiling < rules.tick) problems.add("/ceiling", "ceiling_below_tick");
  }
  if (rules.reserve) {
    problems.amount("/reserve", *rules.reserve);
    if (rules.ceiling && *rules.reserve > *rules.ceiling) problems.add("/reserve", "reserve_above_ceiling");
    if (!rules.has_reserve) problems.add("/has_reserve", "reserve_contradicted");
  }
  if (rules.outage) {
    problems.duration("/outage/min_seconds", rules.outage->min_length, kSecond);
    problems.duration("/outage/min_remaining_seconds", rules.outage->min_remaining, 0);
  }
  std::visit([&](const auto& format) { validate(format, rules, problems); }, rules.format);
  return std::move(problems).take();
}

std::optional<std::string_view> problem_of(const Adjustment& adjustment, const Rules& rules) {
  // One price for all follows the clock; packages are compared by what they cost together.
  const bool clock = std::holds_alternative<Dutch>(rules.format) || std::holds_alternative<Japanese>(rules.format) ||
                     std::holds_alternative<Packages>(rules.format);
  if (clock && adjustment != Adjustment::none()) return "adjustment_not_in_format";
  return problem_of(adjustment);
}

std::optional<std::string_view> problem_of(Money own_ceiling, const Rules& rules) {
  const auto* stepped = std::get_if<Stepped>(&rules.format);
  if (stepped && std::holds_alternative<SteppedEsco>(stepped->basis)) return "ceiling_not_in_format";
  if (own_ceiling < rules.tick) return "ceiling_below_tick";
  if (rules.ceiling && own_ceiling > *rules.ceiling) return "ceiling_above_lot";
  return std::nullopt;
}

Disclosure disclosure(const Rules& rules) {
  return std::visit([](const auto& format) { return disclosure(format); }, rules.format);
}

std::optional<Micros> sealing_deadline(const Rules& rules) {
  if (const auto* hybrid = std::get_if<Hybrid>(&rules.format)) return rules.starts_at + hybrid->sealed_for;
  return disclosure(rules).sealed ? std::optional(rules.ends_at) : std::nullopt;
}

bool settles_by_reserve(const Rules& rules) {
  return std::holds_alternative<SealedFirstPrice>(rules.format) || std::holds_alternative<SealedSecondPrice>(rules.format);
}

const English* open_bids(const Rules& rules) {
  if (const auto* hybrid = std::get_if<Hybrid>(&rules.format)) return &hybrid->live;
  return std::get_if<English>(&rules.format);
}

}  // namespace terang::auction
