#include "auction/formats/sealed_rules.h"

#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr std::string_view kPays[] = {"own_price", "match_lowest"};

void check_winners(std::uint32_t winners, RulesProblems& problems) {
  if (winners < 1 || winners > kMostSealedWinners) problems.add("/winners", "out_of_range");
}

Disclosure nothing() {
  Disclosure out;
  out.at_most = true;  // the ceiling, which is public; bids do not move it
  out.bidders = false;
  out.sealed = true;
  return out;
}

}  // namespace

std::string_view name(Pay value) {
  return kPays[static_cast<int>(value)];
}
std::optional<Pay> pay_named(std::string_view name) {
  return enum_named<Pay>(kPays, name);
}

void validate(const SealedFirstPrice& format, const Rules&, RulesProblems& problems) {
  check_winners(format.winners, problems);
  if (format.pay == Pay::match_lowest && format.winners == 1) problems.add("/pay", "pay_needs_winners");
}

void validate(const SealedSecondPrice& format, const Rules& rules, RulesProblems& problems) {
  check_winners(format.winners, problems);
  // Nobody else bids: what is he paid?
  if (!rules.ceiling && !rules.has_reserve) problems.add("/ceiling", "second_price_unbounded");
}

Disclosure disclosure(const SealedFirstPrice&) {
  return nothing();
}
Disclosure disclosure(const SealedSecondPrice&) {
  return nothing();
}

}  // namespace terang::auction
