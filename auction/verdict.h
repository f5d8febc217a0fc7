// What a command was answered with. Names are stable: they stand in ledgers, APIs and translations.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace terang::auction {

// Refusals of a bid stand in their order of precedence: the first that applies is the answer. First what is wrong
// with the message itself, then who, then when, then how much. Refusals of other commands follow; each command's own
// order is in README.md.
enum class Verdict : std::uint8_t {
  accepted,
  not_in_this_format,  // a kind of message that another format has
  // the amount as written
  amount_malformed,
  amount_not_positive,
  amount_fractional,
  amount_overflow,
  // who
  not_admitted,
  disqualified,
  // when
  lot_cancelled,
  lot_closed,
  not_started,
  lot_paused,
  // how much
  amount_off_tick,
  above_ceiling,
  evaluated_not_positive,
  not_below_own,
  own_decrement_too_small,
  leader_decrement_too_small,
  tie_not_allowed,
  confirm_needed,
  // of a price that follows a clock
  already_taken,
  no_longer_in,
  already_stayed,
  price_off_ladder,
  price_not_reached,
  price_passed,
  // of a supply schedule
  schedule_empty,
  schedule_too_long,
  quantity_not_positive,
  quantity_too_large,
  prices_not_rising,
  step_must_be_divisible,
  below_min_award,
  schedule_not_better,
  nothing_to_withdraw,
  // of turns, and of energy-performance contracts
  not_your_turn,
  no_initial_offer,
  share_out_of_range,
  term_out_of_range,
  reduction_in_no_days,
  value_not_positive,
  value_step_too_small,
  // of sealed bids
  late,
  version_not_next,
  live_round_not_started,
  not_in_live_round,
  // of packages
  package_empty,
  unknown_part,
  part_twice,
  units_out_of_range,
  too_many_packages,
  book_full,
  terms_malformed,
  // refusals of other commands
  already_open,
  not_ended,
  not_due,
  not_paused,
  extension_not_positive,
  extension_too_long,
  already_disqualified,
  no_outage_rule,
  outage_malformed,
  outage_too_short,
  already_opened,
  opening_unknown,
  opening_incomplete,
  // of settling packages
  already_settled,
  unknown_scenario,
  solution_malformed,
  solution_infeasible,
  solution_cost_differs,
  bound_above_cost,
  not_optimal,
  payments_unproven,
};
inline constexpr int kVerdicts = static_cast<int>(Verdict::payments_unproven) + 1;

std::string_view name(Verdict verdict);
std::optional<Verdict> verdict_named(std::string_view name);

}  // namespace terang::auction
