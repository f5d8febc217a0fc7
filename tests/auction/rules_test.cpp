// Every problem that rules can have, each by its name and place.
#include "auction/rules.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/auction/lot.h"

namespace terang::auction::test {
namespace {

std::string problems(const std::function<void(Rules&)>& spoil) {
  Rules rules = plain_rules();
  rules.tick = {10};
  rules.ceiling = Money{1'000};
  rules.english().soft_close = SoftClose{at(30), at(30), Trigger::any_bid, 0, {}};
  rules.outage = OutageRule{at(5), at(60)};
  spoil(rules);
  std::string out;
  for (const RulesProblem& problem : validate(rules)) out += problem.path + " " + std::string(problem.name) + ";";
  return out;
}

TEST(Rules, Sound) {
  EXPECT_EQ(problems([](Rules&) {}), "");
  EXPECT_TRUE(validate(plain_rules()).empty());
}

TEST(Rules, EachProblem) {
  const struct {
    const char* wanted;
    std::function<void(Rules&)> spoil;
  } kCases[] = {
      {"/starts_at out_of_range;", [](Rules& r) { r.starts_at = -1; r.english().soft_close.reset(); }},
      {"/ends_at out_of_range;", [](Rules& r) { r.ends_at = INT64_MAX; }},
      {"/ends_at ends_before_start;", [](Rules& r) { r.ends_at = r.starts_at; }},
      {"/ends_at auction_too_long;", [](Rules& r) { r.ends_at = r.starts_at + kLongest + 1; }},
      {"/tick amount_not_positive;", [](Rules& r) { r.tick = {0}; }},
      {"/tick amount_overflow;", [](Rules& r) { r.tick = kLargestAmount + Money{1}; r.ceiling.reset(); }},
      {"/ceiling amount_not_positive;/ceiling ceiling_below_tick;", [](Rules& r) { r.ceiling = Money{0}; }},
      {"/ceiling amount_overflow;", [](Rules& r) { r.ceiling = kLargestAmount + Money{1}; }},
      {"/ceiling ceiling_below_tick;", [](Rules& r) { r.ceiling = Money{9}; }},
      {"/reserve reserve_above_ceiling;", [](Rules& r) { r.reserve = Money{1'001}; r.has_reserve = true; }},
      {"/reserve amount_not_positive;", [](Rules& r) { r.reserve = Money{0}; r.has_reserve = true; }},
      {"/has_reserve reserve_contradicted;", [](Rules& r) { r.reserve = Money{500}; }},
      {"/decrement/own/amount amount_not_positive;", [](Rules& r) { r.english().own_decrement = by_amount(0); }},
      {"/decrement/own/amount decrement_off_tick;", [](Rules& r) { r.english().own_decrement = by_amount(15); }},
      {"/decrement/own/amount decrement_not_below_ceiling;", [](Rules& r) { r.english().own_decrement = by_amount(1'000); }},
      {"/decrement/leader/amount decrement_off_tick;", [](Rules& r) { r.english().leader_decrement = by_amount(15); }},
      {"/decrement/own/percent percent_out_of_range;", [](Rules& r) { r.english().own_decrement = by_percent(100); }},
      {"/decrement/leader/percent percent_out_of_range;", [](Rules& r) { r.english().leader_decrement = by_percent(0); }},
      {"/decrement/own/percent percent_too_fine;", [](Rules& r) { r.english().own_decrement = by_percent(1, 10'001); }},
      {"/confirm_drop_percent percent_out_of_range;", [](Rules& r) { r.english().confirm_drop_percent = Ratio{100, 1}; }},
      {"/confirm_drop_percent percent_too_fine;", [](Rules& r) { r.english().confirm_drop_percent = Ratio{1, 99'999}; }},
      {"/decrement/leader leader_price_hidden;",
       [](Rules& r) { r.english().leader_decrement = by_amount(10); r.english().visibility = Visibility::rank_only; }},
      {"/decrement/leader leader_price_hidden;",
       [](Rules& r) { r.english().leader_decrement = by_percent(1); r.english().visibility = Visibility::nothing; }},
      {"/soft_close/window_seconds out_of_range;", [](Rules& r) { r.english().soft_close->window = 0; }},
      {"/soft_close/window_seconds window_longer_than_auction;", [](Rules& r) { r.english().soft_close->window = at(101); }},
      {"/soft_close/extension_seconds out_of_range;", [](Rules& r) { r.english().soft_close->extension = kLongest + 1; }},
      {"/soft_close/top_k top_k_missing;", [](Rules& r) { r.english().soft_close->trigger = Trigger::top_k_change; }},
      {"/soft_close/top_k out_of_range;",
       [](Rules& r) { r.english().soft_close->trigger = Trigger::top_k_change; r.english().soft_close->top_k = 1'001; }},
      {"/soft_close/top_k top_k_unexpected;", [](Rules& r) { r.english().soft_close->top_k = 3; }},
      {"/soft_close/max_times out_of_range;", [](Rules& r) { r.english().soft_close->max_times = 0; }},
      {"/outage/min_seconds out_of_range;", [](Rules& r) { r.outage->min_length = 0; }},
      {"/outage/min_remaining_seconds out_of_range;", [](Rules& r) { r.outage->min_remaining = -1; }},
  };
  for (const auto& one : kCases) EXPECT_EQ(problems(one.spoil), one.wanted);
}

TEST(Rules, TellsAllAtOnce) {
  EXPECT_EQ(problems([](Rules& r) {
              r.tick = {-1};
              r.english().own_decrement = by_percent(0);
              r.outage->min_length = -5;
            }),
            "/tick amount_not_positive;/outage/min_seconds out_of_range;/decrement/own/percent percent_out_of_range;");
}

TEST(Adjustments, EachProblem) {
  EXPECT_FALSE(problem_of({}));
  EXPECT_FALSE(problem_of(Adjustment::by_factor(Ratio::of(1, 10))));
  EXPECT_FALSE(problem_of(Adjustment::additive({-5})));
  EXPECT_EQ(problem_of(Adjustment::by_factor(Ratio::of(1, 11))), "factor_out_of_range");
  EXPECT_EQ(problem_of(Adjustment::by_factor(Ratio::of(11, 1))), "factor_out_of_range");
  EXPECT_EQ(problem_of(Adjustment::by_factor(Ratio::of(10'000'001, 10'000'000))), "factor_out_of_range");
  EXPECT_EQ(problem_of(Adjustment::additive(kLargestAmount + Money{1})), "additive_out_of_range");
  EXPECT_EQ(problem_of(Adjustment{{5}, {1, 2}}), std::nullopt);
}

TEST(Verdicts, HaveDistinctNames) {
  for (int i = 0; i < kVerdicts; ++i) EXPECT_EQ(verdict_named(name(static_cast<Verdict>(i))), static_cast<Verdict>(i));
  EXPECT_FALSE(verdict_named("refused"));
}

}  // namespace
}  // namespace terang::auction::test
