// Supply schedules as JSON: rules, offers, results.
#include <gtest/gtest.h>

#include "auction/codec/json.h"

namespace terang::auction {
namespace {

std::string problems_of(const std::string& fields) {
  const auto value = json::parse(R"({"type":"supply_schedule","currency":"IDR","starts_at":"2026-12-01T03:00:00Z",)"
                                 R"("ends_at":"2026-12-01T04:00:00Z")" + fields + "}");
  json::Problems problems;
  const Rules rules = rules_from_json(*value, "", problems);
  if (problems.empty()) {
    json::Problems again;
    EXPECT_EQ(rules_from_json(rules_to_json(rules), "", again), rules);
    EXPECT_TRUE(again.empty());
  }
  std::string out;
  for (const json::Problem& problem : problems) out += problem.path + " " + problem.name + ";";
  return out;
}

TEST(SupplyJson, RulesBothWays) {
  EXPECT_EQ(problems_of(R"(,"demand":{"units":5,"unit":"ton"})"), "");
  EXPECT_EQ(problems_of(R"(,"ceiling":"12.50","demand":{"units":500,"unit":"ton","min_units":20},"pricing":"uniform_lowest_rejected",
      "margin":{"rule":"time_priority","all_or_nothing":true,"min_award":5},"bidder_limit":{"units":70,"percent":"33.5"},
      "replacement":"better","visibility":"price_and_own_award","max_steps":7)"), "");
  EXPECT_EQ(problems_of(R"(,"demand":{"units":5,"unit":"ton"},"margin":{"rule":"pro_rata"})"), "");
}

TEST(SupplyJson, ProblemsByName) {
  EXPECT_EQ(problems_of(""), "/demand missing;");
  EXPECT_EQ(problems_of(R"(,"demand":{"units":0})"), "/demand/units out_of_range;/demand/unit missing;");
  const std::string demand = R"(,"demand":{"units":5,"unit":"ton"})";
  EXPECT_EQ(problems_of(demand + R"(,"pricing":"x")"), "/pricing unknown_pricing;");
  EXPECT_EQ(problems_of(demand + R"(,"replacement":"x")"), "/replacement unknown_replacement;");
  EXPECT_EQ(problems_of(demand + R"(,"visibility":"rank_only")"), "/visibility unknown_visibility;");
  EXPECT_EQ(problems_of(demand + R"(,"margin":{"rule":"x"})"), "/margin/rule unknown_margin;");
  EXPECT_EQ(problems_of(demand + R"(,"margin":{"rule":"pro_rata","all_or_nothing":true})"), "/margin/all_or_nothing unknown_field;");
  EXPECT_EQ(problems_of(demand + R"(,"margin":{"rule":"pro_rata","min_award":2})"), "/margin/min_award unknown_field;");
  EXPECT_EQ(problems_of(demand + R"(,"decrement":{})"), "/decrement unknown_field;");
  EXPECT_EQ(problems_of(demand + R"(,"max_steps":101)"), "/max_steps out_of_range;");
}

TEST(SupplyJson, OffersBothWays) {
  const Currency currency;
  const auto read = [&](const char* text) {
    json::Problems problems;
    const auto content = content_from_json(json::parse(text).value(), "/content", currency, problems);
    return content ? json::canonical(content_to_json(*content, currency)) : json::canonical(json::to_json(problems));
  };
  const char* whole = R"({"kind":"schedule","steps":[{"quantity":30,"unit_price":"12.50"},{"all_or_nothing":true,"quantity":-1,"unit_price":"13"}]})";
  EXPECT_EQ(read(whole), whole);
  EXPECT_EQ(read(R"({"kind":"schedule","steps":[]})"), R"({"kind":"schedule","steps":[]})");
  EXPECT_EQ(read(R"({"kind":"schedule"})"), R"([{"name":"missing","path":"/content/steps"}])");
  EXPECT_EQ(read(R"({"kind":"schedule","steps":[{"quantity":1,"unit_price":"0"}]})"),
            R"([{"name":"amount_not_positive","path":"/content/steps/0/unit_price"}])");
  EXPECT_EQ(read(R"({"kind":"schedule","steps":[{"unit_price":"1","price":"2"}]})"),
            R"([{"name":"missing","path":"/content/steps/0/quantity"},{"name":"unknown_field","path":"/content/steps/0/price"}])");
}

}  // namespace
}  // namespace terang::auction
