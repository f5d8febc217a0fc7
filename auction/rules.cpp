#include "auction/rules.h"

namespace terang::auction {
namespace {

constexpr Micros kYear9000 = 221'845'392'000 * kSecond;
constexpr std::int64_t kFinestPercent = 10'000;

struct Problems {
  std::vector<RulesProblem> list;
  void add(std::string path, std::string_view name) { list.push_back({std::move(path), name}); }

  void amount(const char* path, Money amount) {
    if (amount.minor <= 0) add(path, "amount_not_positive");
    if (amount > kLargestAmount) add(path, "amount_overflow");
  }
  void percent(const std::string& path, Ratio percent) {
    if (percent.den <= 0 || percent.num <= 0 || percent.num / percent.den >= 100)
      add(path, "percent_out_of_range");
    else if (percent.den > kFinestPercent)
      add(path, "percent_too_fine");
  }
  void seconds(const char* path, Micros duration, Micros least) {
    if (duration < least || duration > kLongest) add(path, "out_of_range");
  }
  void decrement(const std::string& path, const Decrement& decrement, const Rules& rules) {
    if (decrement.kind == Decrement::Kind::percent) percent(path + "/percent", decrement.percent);
    if (decrement.kind != Decrement::Kind::absolute) return;
    const std::string at = path + "/amount";
    amount(at.c_str(), decrement.amount);
    if (rules.tick.minor > 0 && decrement.amount.minor % rules.tick.minor != 0) add(at, "decrement_off_tick");
    if (rules.ceiling && decrement.amount >= *rules.ceiling) add(at, "decrement_not_below_ceiling");
  }
};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::string_view (&names)[N], std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

constexpr std::string_view kVisibilities[] = {"leader_price_and_rank", "rank_only", "best_price_only", "nothing"};
constexpr std::string_view kTies[] = {"not_allowed", "earlier_wins"};
constexpr std::string_view kTriggers[] = {"any_bid", "leader_change", "any_rank_change", "top_k_change"};

}  // namespace

std::string_view name(Visibility value) { return kVisibilities[static_cast<int>(value)]; }
std::string_view name(Ties value) { return kTies[static_cast<int>(value)]; }
std::string_view name(Trigger value) { return kTriggers[static_cast<int>(value)]; }
std::optional<Visibility> visibility_named(std::string_view name) { return named<Visibility>(kVisibilities, name); }
std::optional<Ties> ties_named(std::string_view name) { return named<Ties>(kTies, name); }
std::optional<Trigger> trigger_named(std::string_view name) { return named<Trigger>(kTriggers, name); }

std::vector<RulesProblem> validate(const Rules& rules) {
  Problems problems;
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
  problems.decrement("/decrement/own", rules.own_decrement, rules);
  problems.decrement("/decrement/leader", rules.leader_decrement, rules);
  if (rules.leader_decrement.kind != Decrement::Kind::none &&
      (rules.visibility == Visibility::rank_only || rules.visibility == Visibility::nothing))
    problems.add("/decrement/leader", "leader_price_hidden");
  if (rules.confirm_drop_percent) problems.percent("/confirm_drop_percent", *rules.confirm_drop_percent);
  if (const auto& soft = rules.soft_close) {
    problems.seconds("/soft_close/window_seconds", soft->window, kSecond);
    if (soft->window <= kLongest && rules.ends_at > rules.starts_at && soft->window > rules.ends_at - rules.starts_at)
      problems.add("/soft_close/window_seconds", "window_longer_than_auction");
    problems.seconds("/soft_close/extension_seconds", soft->extension, kSecond);
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
  if (rules.outage) {
    problems.seconds("/outage/min_seconds", rules.outage->min_length, kSecond);
    problems.seconds("/outage/min_remaining_seconds", rules.outage->min_remaining, 0);
  }
  return std::move(problems.list);
}

}  // namespace terang::auction
