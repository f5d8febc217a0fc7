#include "auction/codec/json.h"

#include <gtest/gtest.h>

#include "tests/auction/lot.h"

namespace terang::auction::test {
namespace {

using json::Value;

Value parsed(const std::string& text) { return json::parse(text).value(); }

std::string problems_of(const std::string& text, const RulesDefaults& defaults = {}) {
  json::Problems problems;
  rules_from_json(parsed(text), "/rules", problems, defaults);
  std::string out;
  for (const json::Problem& problem : problems) out += problem.path + " " + problem.name + ";";
  return out;
}

const std::string kFull =
    R"({"type":"english_reverse","version":1,"currency":"IDR","starts_at":"2026-12-01T03:00:00Z",
        "ends_at":"2026-12-01T04:00:00Z","tick":"100000","ceiling":"1250000000","reserve":"1100000000",
        "decrement":{"own":{"amount":"1000000"},"leader":{"percent":"0.5"}},"confirm_drop_percent":"1/3",
        "visibility":"leader_price_and_rank","ties":"not_allowed",
        "soft_close":{"window_seconds":300,"extension_seconds":200,"trigger":"top_k_change","top_k":3,"max_times":10},
        "outage":{"min_seconds":5,"min_remaining_seconds":300}})";

TEST(RulesJson, ReadsAndWrites) {
  json::Problems problems;
  const Rules rules = rules_from_json(parsed(kFull), "", problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(rules.tick, Money{10'000'000});
  EXPECT_EQ(rules.english().leader_decrement, by_percent(1, 2));
  EXPECT_EQ(rules.english().soft_close->extension, at(200));
  const Value written = rules_to_json(rules);
  EXPECT_EQ(rules_from_json(written, "", problems), rules);
  EXPECT_EQ(json::canonical(written),
            R"({"ceiling":"1250000000","confirm_drop_percent":"1/3","currency":"IDR","decrement":{"leader":{"percent":"0.5"},)"
            R"("own":{"amount":"1000000"}},"ends_at":"2026-12-01T04:00:00.000000Z","outage":{"min_remaining_seconds":300,)"
            R"("min_seconds":5},"reserve":"1100000000","soft_close":{"extension_seconds":200,"max_times":10,"top_k":3,)"
            R"("trigger":"top_k_change","window_seconds":300},"starts_at":"2026-12-01T03:00:00.000000Z","tick":"100000",)"
            R"("ties":"not_allowed","type":"english_reverse","version":1,"visibility":"leader_price_and_rank"})");
}

TEST(RulesJson, ThePublicFormKeepsTheSecret) {
  json::Problems problems;
  const Rules rules = rules_from_json(parsed(kFull), "", problems);
  const Value written = public_rules_to_json(rules);
  EXPECT_EQ(json::canonical(written).find("1100000000"), std::string::npos);
  const Rules read = rules_from_json(written, "", problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_TRUE(read.has_reserve);
  EXPECT_FALSE(read.reserve);
}

TEST(RulesJson, DefaultsFromOutside) {
  const RulesDefaults defaults{Currency::of("JPY"), at(1'000), at(1'100)};
  json::Problems problems;
  const Rules rules = rules_from_json(Value::object(), "", problems, defaults);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(rules.starts_at, at(1'000));
  EXPECT_EQ(rules.currency.code(), "JPY");
  EXPECT_EQ(problems_of(R"({"currency":"IDR"})", defaults), "/rules/currency currency_differs;");
  EXPECT_EQ(problems_of(R"({"tick":"0.5"})", defaults), "/rules/tick amount_fractional;");
}

TEST(RulesJson, EachProblem) {
  const std::string head = R"({"currency":"IDR","starts_at":"2026-12-01T03:00:00Z","ends_at":"2026-12-01T04:00:00Z",)";
  const std::pair<const char*, const char*> kCases[] = {
      {R"("type":"dutch"})", "/rules/type unknown_type;"},
      {R"("version":2})", "/rules/version unknown_version;"},
      {R"("tick":5})", "/rules/tick not_a_string;"},
      {R"("ceiling":"1.0"})", "/rules/ceiling amount_malformed;"},
      {R"("ceiling":"0"})", "/rules/ceiling amount_not_positive;"},
      {R"("ceiling":"99999999999999999"})", "/rules/ceiling amount_overflow;"},
      {R"("decrement":{"own":{}}})", "/rules/decrement/own decrement_malformed;"},
      {R"("decrement":{"own":{"amount":"1","percent":"1"}}})", "/rules/decrement/own decrement_malformed;"},
      {R"("decrement":{"leader":{"percent":"five"}}})", "/rules/decrement/leader/percent ratio_malformed;"},
      {R"("decrement":{"others":{"amount":"1"}}})", "/rules/decrement/others unknown_field;"},
      {R"("visibility":"all"})", "/rules/visibility unknown_visibility;"},
      {R"("ties":"later_wins"})", "/rules/ties unknown_ties;"},
      {R"("soft_close":{"window_seconds":60,"extension_seconds":60,"trigger":"moon"}})",
       "/rules/soft_close/trigger unknown_trigger;"},
      {R"("soft_close":{"window_seconds":0,"extension_seconds":60,"trigger":"any_bid"}})",
       "/rules/soft_close/window_seconds out_of_range;"},
      {R"("soft_close":{"window_seconds":60,"extension_seconds":60}})", "/rules/soft_close/trigger missing;"},
      {R"("outage":{"min_seconds":5}})", "/rules/outage/min_remaining_seconds missing;"},
      {R"("reserve":"5","has_reserve":false})", "/rules/has_reserve reserve_contradicted;"},
      {R"("has_reserve":1})", "/rules/has_reserve not_a_boolean;"},
      {R"("colour":"red"})", "/rules/colour unknown_field;"},
      {R"("ceiling":"1","reserve":"2"})", "/rules/reserve reserve_above_ceiling;"},
  };
  for (const auto& [rest, wanted] : kCases) EXPECT_EQ(problems_of(head + rest), wanted) << rest;
  EXPECT_EQ(problems_of(R"({"currency":"XXX","starts_at":"now"})"),
            "/rules/currency unknown_currency;/rules/starts_at not_a_time;/rules/ends_at missing;");
  EXPECT_EQ(problems_of("[]"), "/rules not_an_object;");
}

TEST(AdjustmentJson, ReadsAndWrites) {
  const Currency currency;
  for (const char* text : {R"({"factor":"0.899075"})", R"({"add":"12.50"})", R"({"subtract":"150000"})", "null"}) {
    json::Problems problems;
    const Value value = parsed(text);
    EXPECT_EQ(adjustment_to_json(adjustment_from_json(&value, "", currency, problems), currency), value);
    EXPECT_TRUE(problems.empty());
  }
  const std::pair<const char*, const char*> kCases[] = {
      {"{}", "missing"}, {R"({"factor":"1","divisor":"1"})", "adjustment_both"}, {R"({"factor":"11"})", "factor_out_of_range"},
      {R"({"add":"-1"})", "amount_not_positive"}, {R"({"factor":"x"})", "ratio_malformed"}, {"3", "not_an_object"}};
  for (const auto& [text, wanted] : kCases) {
    json::Problems problems;
    const Value value = parsed(text);
    adjustment_from_json(&value, "/a", currency, problems);
    ASSERT_FALSE(problems.empty()) << text;
    EXPECT_EQ(problems[0].name, wanted);
  }
}

TEST(OutcomeJson, SaysWhatApplies) {
  Rules rules = plain_rules();
  rules.ceiling = Money{10'000};
  rules.english().soft_close = SoftClose{at(50), at(60), Trigger::leader_change, 0, {}};
  Lot lot(rules, {{}, Adjustment::by_factor({1, 3})});
  lot.opened();
  const BidderName names = [](Bidder bidder) { return std::string(1, static_cast<char>('a' + bidder)); };
  const auto text = [&](const Outcome& outcome) { return json::canonical(outcome_to_json(outcome, lot.auction, names)); };
  EXPECT_EQ(text(lot.bid(0, 20'000)), R"({"at_most":"100","verdict":"above_ceiling"})");
  EXPECT_EQ(text(lot.bid(0, 9'950)), R"({"leader":"a","leader_changed":true,"rank":1,"verdict":"accepted"})");
  EXPECT_EQ(text(lot.bid(0, 9'900)), R"({"leader":"a","previous_rank":1,"rank":1,"verdict":"accepted"})");
  EXPECT_EQ(text(lot.bid(1, 10'000, at(1'060))),
            R"({"ends_at":"1970-01-01T00:19:20.000000Z","extended":{"cause":"soft_close","trigger":"leader_change"},)"
            R"("leader":"b","leader_changed":true,"rank":1,"verdict":"accepted"})");
  EXPECT_EQ(json::canonical(ranking_to_json(lot.auction, names)),
            R"([{"amount":"100","bidder":"b","evaluated":"33 1/3","rank":1},{"amount":"99","bidder":"a","rank":2}])");
  EXPECT_EQ(text(lot.auction.disqualify(1, at(1'070))), R"({"leader":"a","leader_changed":true,"verdict":"accepted"})");
  EXPECT_EQ(text(lot.auction.disqualify(0, at(1'070))), R"({"leader":null,"leader_changed":true,"verdict":"accepted"})");
  lot.auction.close(at(1'160));
  EXPECT_EQ(json::canonical(result_to_json(*lot.auction.result(), lot.auction, names)), R"({"reserve":"none","winner":null})");
}

}  // namespace
}  // namespace terang::auction::test
