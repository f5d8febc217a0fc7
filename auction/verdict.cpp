#include "auction/verdict.h"

namespace terang::auction {
namespace {

constexpr std::string_view kNames[] = {
    "accepted",
    "not_in_this_format",
    "amount_malformed",
    "amount_not_positive",
    "amount_fractional",
    "amount_overflow",
    "not_admitted",
    "disqualified",
    "lot_cancelled",
    "lot_closed",
    "not_started",
    "lot_paused",
    "amount_off_tick",
    "above_ceiling",
    "evaluated_not_positive",
    "not_below_own",
    "own_decrement_too_small",
    "leader_decrement_too_small",
    "tie_not_allowed",
    "confirm_needed",
    "already_taken",
    "no_longer_in",
    "already_stayed",
    "price_off_ladder",
    "price_not_reached",
    "price_passed",
    "schedule_empty",
    "schedule_too_long",
    "quantity_not_positive",
    "quantity_too_large",
    "prices_not_rising",
    "step_must_be_divisible",
    "below_min_award",
    "schedule_not_better",
    "nothing_to_withdraw",
    "not_your_turn",
    "no_initial_offer",
    "share_out_of_range",
    "term_out_of_range",
    "reduction_in_no_days",
    "value_not_positive",
    "value_step_too_small",
    "late",
    "version_not_next",
    "live_round_not_started",
    "not_in_live_round",
    "package_empty",
    "unknown_part",
    "part_twice",
    "units_out_of_range",
    "too_many_packages",
    "book_full",
    "terms_malformed",
    "already_open",
    "not_ended",
    "not_due",
    "not_paused",
    "extension_not_positive",
    "extension_too_long",
    "already_disqualified",
    "no_outage_rule",
    "outage_malformed",
    "outage_too_short",
    "already_opened",
    "opening_unknown",
    "opening_incomplete",
    "already_settled",
    "unknown_scenario",
    "solution_malformed",
    "solution_infeasible",
    "solution_cost_differs",
    "bound_above_cost",
    "not_optimal",
    "payments_unproven",
};
static_assert(sizeof(kNames) / sizeof(kNames[0]) == kVerdicts);

}  // namespace

std::string_view name(Verdict verdict) { return kNames[static_cast<int>(verdict)]; }

std::optional<Verdict> verdict_named(std::string_view name) {
  for (int i = 0; i < kVerdicts; ++i)
    if (kNames[i] == name) return static_cast<Verdict>(i);
  return std::nullopt;
}

}  // namespace terang::auction
