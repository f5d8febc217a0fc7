// The JSON of sealed and hybrid lots: rules there and back, what is named wrong, what bidders say.
#include <gtest/gtest.h>

#include "auction/codec/json.h"
#include "auction/codec/rehearse.h"

namespace terang::auction {
namespace {

using json::Value;

Value rules(std::string_view own) {
  const std::string text = R"({"currency":"IDR","starts_at":"2026-12-01T03:00:00.000000Z","ends_at":"2026-12-01T04:00:00.000000Z","tick":"1","ceiling":"1000","version":1,)" +
                           std::string(own) + "}";
  return json::parse(text).value();
}

std::string problems(const Value& value) {
  json::Problems list;
  rules_from_json(value, "", list);
  std::string out;
  for (const json::Problem& problem : list) out += problem.path + " " + problem.name + ";";
  return out;
}

TEST(SealedJson, RulesThereAndBack) {
  for (const char* own :
       {R"("type":"sealed_first_price","winners":3,"pay":"match_lowest")", R"("type":"sealed_second_price","winners":1)",
        R"("type":"hybrid","sealed_seconds":600,"opening_seconds":60,"best":3,"at_the_edge":"earlier_wins","live":{"visibility":"rank_only","ties":"not_allowed","decrement":{"own":{"amount":"5"}},"winners":1,"min_winners":1})"}) {
    const Value value = rules(own);
    json::Problems list;
    const Rules read = rules_from_json(value, "", list);
    ASSERT_TRUE(list.empty()) << own << list[0].path << list[0].name;
    const Value written = rules_to_json(read);
    json::Problems again;
    EXPECT_EQ(rules_from_json(written, "", again), read);
    EXPECT_TRUE(again.empty());
    EXPECT_EQ(written.text("type"), value.text("type"));
  }
}

TEST(SealedJson, ProblemsOfRules) {
  EXPECT_EQ(problems(rules(R"("type":"sealed_first_price","winners":0)")), "/winners out_of_range;");
  EXPECT_EQ(problems(rules(R"("type":"sealed_first_price","pay":"mine")")), "/pay unknown_pay;");
  EXPECT_EQ(problems(rules(R"("type":"sealed_first_price","pay":"match_lowest")")), "/pay pay_needs_winners;");
  EXPECT_EQ(problems(rules(R"("type":"sealed_second_price","pay":"own_price")")), "/pay unknown_field;");
  EXPECT_EQ(problems(rules(R"("type":"hybrid","sealed_seconds":600,"opening_seconds":60)")), "/best missing;");
  EXPECT_EQ(problems(rules(R"("type":"hybrid","sealed_seconds":600,"opening_seconds":60,"best":2,"at_the_edge":"x")")), "/at_the_edge unknown_at_the_edge;");
  EXPECT_EQ(problems(rules(R"("type":"hybrid","sealed_seconds":3540,"opening_seconds":60,"best":2)")), "/sealed_seconds no_live_round;");
  EXPECT_EQ(problems(rules(R"("type":"hybrid","sealed_seconds":600,"opening_seconds":60,"best":2,"live":{"sealed_seconds":1})")), "/live/sealed_seconds unknown_field;");
}

TEST(SealedJson, WhatBiddersSay) {
  const std::string hash(64, 'a');
  const auto read = [](const std::string& text, std::string& wrong) {
    json::Problems list;
    const auto content = content_from_json(json::parse(text).value(), "", Currency(), list);
    wrong.clear();
    for (const json::Problem& problem : list) wrong += problem.path + " " + problem.name + ";";
    return content;
  };
  std::string wrong;
  const std::string good = R"({"envelope":")" + hash + R"(","kind":"commit","version":2})";
  const auto content = read(good, wrong);
  ASSERT_TRUE(content) << wrong;
  EXPECT_EQ(json::canonical(content_to_json(*content, Currency())), good);
  EXPECT_FALSE(read(R"({"envelope":"AA","kind":"commit","version":2})", wrong));
  EXPECT_EQ(wrong, "/envelope hash_malformed;");
  EXPECT_FALSE(read(R"({"envelope":"aa","kind":"commit","version":2})", wrong));
  EXPECT_EQ(wrong, "/envelope hash_malformed;");
  EXPECT_FALSE(read(R"({"envelope":")" + hash + R"(","kind":"commit","version":0})", wrong));
  EXPECT_EQ(wrong, "/version out_of_range;");
  EXPECT_FALSE(read(R"({"kind":"commit"})", wrong));
  EXPECT_EQ(wrong, "/envelope missing;/version missing;");
}

TEST(SealedJson, AnOpeningSaysEitherAmountOrDefect) {
  Value scenario = Value::object({{"rules", rules(R"("type":"sealed_first_price")")}, {"bidders", Value::array({"ayu"})}});
  const auto with = [&](const char* opened) {
    scenario.set("commands", json::parse(std::string(R"([{"at":"2026-12-01T03:01:00Z","do":"offer","bidder":"ayu","content":{"kind":"commit","version":1,"envelope":")") +
                                         std::string(64, '0') + R"("}},{"at":"2026-12-01T04:00:00Z","do":"open_sealed","opened":[)" + opened + "]}]").value());
    return rehearse(scenario);
  };
  const auto both = with(R"({"bidder":"ayu","amount":"1","defect":"x"})");
  ASSERT_FALSE(both.ok());
  EXPECT_EQ(both.error()[0].path, "/commands/1/opened/0/amount");
  EXPECT_EQ(both.error()[0].name, "amount_or_defect");
  EXPECT_FALSE(with(R"({"bidder":"ayu"})").ok());
  const auto malformed = with(R"({"bidder":"ayu","amount":"01"})");
  ASSERT_TRUE(malformed.ok());
  const Value& lot = malformed->find("lots")->as_array()[0];
  EXPECT_EQ(lot.find("opened")->as_array()[0].text("defect"), "amount_malformed");
  EXPECT_TRUE(lot.find("result")->find("winner")->is_null());
}

}  // namespace
}  // namespace terang::auction
