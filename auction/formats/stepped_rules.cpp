#include "auction/formats/stepped_rules.h"

#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr Micros kLongestTurn = 3'600 * kSecond, kLongestPause = 86'400 * kSecond;

void check(const SteppedPrice& basis, const Rules& rules, RulesProblems& problems) {
  problems.amount("/step", basis.step);
  if (rules.tick.minor > 0 && basis.step.minor % rules.tick.minor != 0) problems.add("/step", "step_off_tick");
  if (rules.ceiling && basis.step >= *rules.ceiling) problems.add("/step", "step_not_below_ceiling");
  if (basis.abnormally_low) {
    problems.percent("/abnormally_low/below_mean_percent", basis.abnormally_low->below_mean);
    problems.percent("/abnormally_low/below_next_percent", basis.abnormally_low->below_next);
  }
}

void check_share(const std::string& path, Ratio share, RulesProblems& problems) {
  if (share.den <= 0 || share.num < 0 || share.num > share.den)
    problems.add(path, "share_out_of_range");
  else if (kFinestShare % share.den != 0)
    problems.add(path, "share_too_fine");
}

void check(const SteppedEsco& basis, const Rules& rules, RulesProblems& problems) {
  if (rules.tick.minor != 1) problems.add("/tick", "tick_unexpected");
  if (rules.ceiling) problems.add("/ceiling", "ceiling_unexpected");
  if (rules.reserve) problems.add("/reserve", "reserve_unexpected");
  if (rules.has_reserve && !rules.reserve) problems.add("/has_reserve", "reserve_unexpected");
  if (!valid(basis.notice)) problems.add("/esco/notice", "out_of_range");
  // No interest at all is a rate, too.
  if (basis.discount_percent != Ratio{0, 1}) problems.percent("/esco/discount_percent", basis.discount_percent);
  problems.percent("/esco/step_percent", basis.step_percent);
  check_share("/esco/share/at_least", basis.share_least, problems);
  check_share("/esco/share/at_most", basis.share_most, problems);
  if (basis.share_least.num * basis.share_most.den > basis.share_most.num * basis.share_least.den)
    problems.add("/esco/share", "share_empty");
  if (basis.longest_days < 1 || basis.longest_days > kLongestTerm) problems.add("/esco/longest_days", "out_of_range");
}

}  // namespace

void validate(const Stepped& format, const Rules& rules, RulesProblems& problems) {
  if (format.rounds < 1 || format.rounds > 10) problems.add("/rounds", "out_of_range");
  const auto length = [&problems](const char* path, Micros value, Micros most) {
    if (value < kSecond || value > most) problems.add(path, "out_of_range");
  };
  length("/opening_pause_seconds", format.opening_pause, kLongestPause);
  length("/turn_seconds", format.turn, kLongestTurn);
  length("/pause_seconds", format.pause, kLongestPause);
  length("/pre_announcement_seconds", format.pre_announcement, kLongestPause);
  std::visit([&](const auto& basis) { check(basis, rules, problems); }, format.basis);
}

Disclosure disclosure(const Stepped&) {
  // All standing offers are shown to all; what could be bid is told from one's own offer alone.
  Disclosure out;
  out.price = out.rank = out.at_most = out.offers = true;
  return out;
}

}  // namespace terang::auction
