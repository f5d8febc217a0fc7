// The JSON of stepped rounds: rules, contracts, adjustments, what is told of stages and results.
#include <gtest/gtest.h>

#include "auction/codec/json.h"
#include "tests/auction/stepped_lot.h"

namespace terang::auction::test {
namespace {

using json::Value;

Value parsed(const std::string& text) { return json::parse(text).value(); }

std::string told(const json::Problems& problems) {
  std::string out;
  for (const json::Problem& problem : problems) out += problem.path + " " + problem.name + ";";
  return out;
}

std::string rules_problems(const std::string& rest) {
  json::Problems problems;
  rules_from_json(parsed(R"({"type":"stepped_rounds","currency":"UAH","starts_at":"2026-12-01T09:00:00Z","ends_at":"2026-12-01T10:00:00Z")" + rest + "}"),
                  "", problems);
  return told(problems);
}

TEST(SteppedJson, RulesThereAndBack) {
  Rules price = stepped_rules(), esco = esco_rules();
  stepped(price).rounds = 5;
  std::get<SteppedPrice>(stepped(price).basis).abnormally_low = AbnormallyLowRule{{25, 1}, {1, 3}};
  std::get<SteppedEsco>(stepped(esco).basis).share_least = {0, 1};
  for (const Rules& rules : {price, esco}) {
    json::Problems problems;
    EXPECT_EQ(rules_from_json(rules_to_json(rules), "", problems), rules);
    EXPECT_EQ(told(problems), "");
  }
}

TEST(SteppedJson, EachProblemOfRules) {
  const std::string esco = R"("discount_percent":"22","step_percent":"0.6")";
  const std::pair<std::string, const char*> kCases[] = {
      {R"(,"step":"10")", ""},
      {"", "/step missing;"},
      {R"(,"step":"10","rounds":11,"turn_seconds":0)", "/rounds out_of_range;/turn_seconds out_of_range;"},
      {R"(,"step":"10","abnormally_low":{"below_mean_percent":"x"})", "/abnormally_low/below_mean_percent ratio_malformed;"},
      {R"(,"step":"10","esco":{"notice":"2017-12-31",)" + esco + "}", "/step unknown_field;"},
      {R"(,"esco":{"notice":"2017-12-31",)" + esco + "}", ""},
      {R"(,"esco":{"notice":"2017-12-32",)" + esco + "}", "/esco/notice not_a_date;"},
      {R"(,"esco":{"notice":"2017-12-31"})", "/esco/discount_percent missing;/esco/step_percent missing;"},
      {R"(,"esco":{"notice":"2017-12-31","share":{"at_least":"0.8"},)" + esco + "}", "/esco/share/at_most missing;"},
      {R"(,"ceiling":"5","esco":{"notice":"2017-12-31",)" + esco + "}", "/ceiling ceiling_unexpected;"},
  };
  for (const auto& [rest, wanted] : kCases) EXPECT_EQ(rules_problems(rest), wanted) << rest;
}

TEST(SteppedJson, ContractsThereAndBack) {
  const Currency currency = *Currency::of("UAH");
  json::Problems problems;
  const Content offer = contract(Ratio::of(17, 20), 12, 200, 0, 9'247);
  const Value written = content_to_json(offer, currency);
  EXPECT_EQ(written.find("reductions")->as_array()[0], Value("0"));
  EXPECT_EQ(std::get<EscoOffer>(*content_from_json(written, "", currency, problems)), std::get<EscoOffer>(offer));
  EXPECT_EQ(told(problems), "");
  const std::pair<const char*, const char*> kCases[] = {
      {R"({"kind":"esco","years":1,"reductions":[]})", "/c/share missing;/c/reductions too_few;"},
      {R"({"kind":"esco","share":"1/0","days":365,"reductions":[]})", "/c/share ratio_malformed;/c/years missing;/c/days out_of_range;/c/reductions too_few;"},
      {R"({"kind":"esco","share":"1","years":1,"reductions":[0,"-1","x","0.001","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1","1"],"more":1})",
       "/c/reductions/0 not_a_string;/c/reductions/1 amount_not_positive;/c/reductions/2 amount_malformed;/c/reductions/3 amount_fractional;/c/more unknown_field;"},
  };
  for (const auto& [text, wanted] : kCases) {
    problems.clear();
    EXPECT_FALSE(content_from_json(parsed(text), "/c", currency, problems));
    EXPECT_EQ(told(problems), wanted) << text;
  }
}

TEST(SteppedJson, AdjustmentsFromQualityAndCosts) {
  const Currency currency = *Currency::of("UAH");
  const auto read = [&](const char* text) {
    json::Problems problems;
    const Value value = parsed(text);
    const Adjustment adjustment = adjustment_from_json(&value, "/a", currency, problems);
    return problems.empty() ? json::canonical(adjustment_to_json(adjustment, currency)) : told(problems);
  };
  EXPECT_EQ(read(R"({"quality":[{"value":"0.1","largest":"0.15"},{"value":"0.1","largest":"0.15"}]})"), R"({"factor":"7/9"})");
  EXPECT_EQ(read(R"({"life_cycle":["10","20","0","30","40"]})"), R"({"add":"100"})");
  EXPECT_EQ(read(R"({"divisor":"1.25","add":"110"})"), R"({"add":"110","factor":"0.8"})");
  EXPECT_EQ(read(R"({"factor":"0.8","subtract":"1"})"), R"({"factor":"0.8","subtract":"1"})");
  EXPECT_EQ(read(R"({"quality":[]})"), "null");
  EXPECT_EQ(read(R"({"quality":[{"value":"0.2","largest":"0.1"}]})"), "/a/quality quality_out_of_range;");
  EXPECT_EQ(read(R"({"quality":[{"value":"0","largest":"1"}]})"), "/a/quality quality_out_of_range;");
  EXPECT_EQ(read(R"({"quality":[{"value":"1/9999991","largest":"1/9999973"}]})"), "/a/quality quality_too_fine;");
  EXPECT_EQ(read(R"({"quality":[{"value":"1"}]})"), "/a/quality/0/largest missing;");
  EXPECT_EQ(read(R"({"divisor":"0"})"), "/a/divisor factor_out_of_range;");
  EXPECT_EQ(read(R"({"divisor":"2","factor":"2"})"), "/a adjustment_both;");
  EXPECT_EQ(read(R"({"add":"2","life_cycle":[]})"), "/a adjustment_both;");
  EXPECT_EQ(read(R"({"life_cycle":[1,"x"]})"), "/a/life_cycle/0 not_a_string;/a/life_cycle/1 amount_malformed;");
}

TEST(SteppedJson, WhatIsToldOfAContract) {
  SteppedLot lot(esco_rules(), {{}});
  const BidderName names = [](Bidder) { return std::string("a"); };
  const Outcome outcome = lot.auction.offer({0, contract({17, 20}, 12, 200, 40'000, 90'000)}, sec(1));
  EXPECT_EQ(json::canonical(outcome_to_json(outcome, lot.auction, names)), R"({"pending":true,"verdict":"accepted"})");
  EXPECT_EQ(said_to_json(*lot.auction.pending_of(0), lot.auction).text("npv"), "850.128193");
  lot.run(after(300));
  EXPECT_EQ(json::canonical(ranking_to_json(lot.auction, names)), R"([{"amount":"9752.64","bidder":"a","npv":"850.128193","number":1,"rank":1}])");
  EXPECT_EQ(json::canonical(stage_to_json(lot.stage(), lot.auction, names)),
            R"({"name":"turn","number":1,"of":1,"round":1,"rounds":3,"since":"1970-01-01T00:21:40.000000Z","turn":"a","until":"1970-01-01T00:23:40.000000Z"})");
  lot.run(after(10'000));
  EXPECT_EQ(json::canonical(result_to_json(*lot.auction.result(), lot.auction, names)),
            R"({"amount":"9752.64","npv":"850.128193","reserve":"none","winner":"a"})");
}

}  // namespace
}  // namespace terang::auction::test
