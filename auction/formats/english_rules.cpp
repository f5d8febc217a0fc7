#include "auction/formats/english_rules.h"

#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr std::string_view kVisibilities[] = {"leader_price_and_rank", "rank_only", "best_price_only", "nothing"};
constexpr std::string_view kTies[] = {"not_allowed", "earlier_wins"};
constexpr std::string_view kTriggers[] = {"any_bid", "leader_change", "any_rank_change", "top_k_change"};

void check(const std::string& path, const Decrement& decrement, const Rules& rules, RulesProblems& problems) {
  if (decrement.kind == Decrement::Kind::percent) problems.percent(path + "/percent", decrement.percent);
  if (decrement.kind != Decrement::Kind::absolute) return;
  const std::string at = path + "/amount";
  problems.amount(at, decrement.amount);
  if (rules.tick.minor > 0 && decrement.amount.minor % rules.tick.minor != 0) problems.add(at, "decrement_off_tick");
  if (rules.ceiling && decrement.amount >= *rules.ceiling) problems.add(at, "decrement_not_below_ceiling");
}

// One command sets off as many automatic bids as there are decrements between ceiling and floors: a bound on them.
void check_proxy(const English& format, const Rules& rules, RulesProblems& problems) {
  if (!rules.ceiling) problems.add("/proxy", "proxy_needs_ceiling");
  const Decrement& step = format.leader_decrement;
  const bool too_fine = step.kind == Decrement::Kind::absolute
                            ? rules.ceiling && rules.ceiling->minor / 10'000 > step.amount.minor
                            : step.percent.num * 10 < step.percent.den;
  if (step.kind == Decrement::Kind::none)
    problems.add("/proxy", "proxy_needs_leader_decrement");
  else if (too_fine)
    problems.add("/decrement/leader", "proxy_decrement_too_fine");
}

}  // namespace

std::string_view name(Visibility value) { return kVisibilities[static_cast<int>(value)]; }
std::string_view name(Ties value) { return kTies[static_cast<int>(value)]; }
std::string_view name(Trigger value) { return kTriggers[static_cast<int>(value)]; }
std::optional<Visibility> visibility_named(std::string_view name) { return enum_named<Visibility>(kVisibilities, name); }
std::optional<Ties> ties_named(std::string_view name) { return enum_named<Ties>(kTies, name); }
std::optional<Trigger> trigger_named(std::string_view name) { return enum_named<Trigger>(kTriggers, name); }

void validate(const English& format, const Rules& rules, RulesProblems& problems) {
  check("/decrement/own", format.own_decrement, rules, problems);
  check("/decrement/leader", format.leader_decrement, rules, problems);
  if (format.leader_decrement.kind != Decrement::Kind::none &&
      (format.visibility == Visibility::rank_only || format.visibility == Visibility::nothing))
    problems.add("/decrement/leader", "leader_price_hidden");
  if (format.leader_decrement.kind != Decrement::Kind::none && format.winners > 1)
    problems.add("/decrement/leader", "leader_decrement_with_winners");
  if (format.confirm_drop_percent) problems.percent("/confirm_drop_percent", *format.confirm_drop_percent);
  if (const auto& soft = format.soft_close) {
    problems.duration("/soft_close/window_seconds", soft->window, kSecond);
    if (soft->window <= kLongest && rules.ends_at > rules.starts_at && soft->window > rules.ends_at - rules.starts_at)
      problems.add("/soft_close/window_seconds", "window_longer_than_auction");
    problems.duration("/soft_close/extension_seconds", soft->extension, kSecond);
    if (soft->trigger == Trigger::top_k_change) {
      if (soft->top_k == 0)
        problems.add("/soft_close/top_k", "top_k_missing");
      else if (soft->top_k > 1'000)
        problems.add("/soft_close/top_k", "out_of_range");
    } else if (soft->top_k != 0) {
      problems.add("/soft_close/top_k", "top_k_unexpected");
    }
    if (soft->max_times && (*soft->max_times == 0 || *soft->max_times > 10'000))
      problems.add("/soft_close/max_times", "out_of_range");
  }
  if (format.proxy) check_proxy(format, rules, problems);
  if (format.winners < 1 || format.winners > 1'000)
    problems.add("/winners", "out_of_range");
  else if (format.min_winners < 1 || format.min_winners > format.winners)
    problems.add("/min_winners", "above_winners");
}

Disclosure disclosure(const English& format) {
  Disclosure out;
  out.price = format.visibility == Visibility::leader_price_and_rank || format.visibility == Visibility::best_price_only;
  out.rank = format.visibility == Visibility::leader_price_and_rank || format.visibility == Visibility::rank_only;
  out.at_most = out.price || format.ties == Ties::earlier_wins;
  return out;
}

}  // namespace terang::auction
