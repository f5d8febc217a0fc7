// Package lots as JSON: rules, offers, solutions.
#include <gtest/gtest.h>

#include "auction/codec/package_solution_json.h"
#include "tests/auction/package_lot.h"

namespace terang::auction::test {
namespace {

std::string problems_of(const std::string& fields) {
  const auto value = json::parse(R"({"type":"package","currency":"IDR","starts_at":"2026-12-01T03:00:00Z",)"
                                 R"("ends_at":"2026-12-01T04:00:00Z",)" + fields + "}");
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

const std::string kParts = R"("parts":[{"id":"1","ceiling":"10"},{"id":"2","ceiling":"10"}])";

TEST(PackageJson, RulesBothWays) {
  EXPECT_EQ(problems_of(kParts), "");
  EXPECT_EQ(problems_of(R"("tick":"0.50","ceiling":"100","parts":[{"id":"a","title":"A","units":3,"ceiling":"10","reserve":"9.50"},{"id":"b"}],
    "surplus":true,"payment":"vcg","max_bids":7,"time_limit_seconds":5,
    "constraints":[{"kind":"winners","group":"small","part":"a","at_least":1,"at_most":2},{"kind":"set_aside","part":"b","group":"newcomer"}],
    "scenarios":[{"name":"x","constraints":[{"kind":"share","each":true,"basis":"parts","at_most_percent":"100/3"}]}])"), "");
}

TEST(PackageJson, ProblemsByName) {
  EXPECT_EQ(problems_of(R"("max_bids":5)"), "/parts missing;");
  EXPECT_EQ(problems_of(R"("parts":[{"id":"1"}])"), "/parts/0/ceiling ceiling_missing;");
  EXPECT_EQ(problems_of(R"("parts":[{"id":"1","ceiling":"1"},{"id":"1","ceiling":"1"}])"), "/parts/1/id duplicate_part;");
  EXPECT_EQ(problems_of(R"("tick":"1","parts":[{"id":"1","ceiling":"9","reserve":"0.50"}])"), "/parts/0/reserve reserve_off_tick;");
  EXPECT_EQ(problems_of(R"("parts":[{"id":"1","ceiling":"9","reserve":"10"}])"), "/parts/0/reserve reserve_above_ceiling;");
  EXPECT_EQ(problems_of(R"("parts":[{"id":"1","ceiling":"900000000000","units":2000}])"), "/parts total_overflow;");
  EXPECT_EQ(problems_of(kParts + R"(,"payment":"x")"), "/payment unknown_payment;");
  EXPECT_EQ(problems_of(kParts + R"(,"max_bids":1001)"), "/max_bids out_of_range;");
  EXPECT_EQ(problems_of(kParts + R"(,"time_limit_seconds":3601)"), "/time_limit_seconds out_of_range;");
  EXPECT_EQ(problems_of(kParts + R"(,"constraints":[{"kind":"winners","lot":"1","at_most":1}])"), "/constraints/0/lot unknown_field;");
  EXPECT_EQ(problems_of(kParts + R"(,"constraints":[{"kind":"winners","part":"9","at_most":1}])"), "/constraints/0/part unknown_part;");
  EXPECT_EQ(problems_of(kParts + R"(,"constraints":[{"kind":"share","supplier":"a","at_most_percent":"5"}])"), "/constraints/0/supplier unknown_supplier;");
  EXPECT_EQ(problems_of(kParts + R"(,"constraints":[{"kind":"share","basis":"lots","each":true,"at_most_percent":"5"}])"), "/constraints/0/basis unknown_basis;");
  EXPECT_EQ(problems_of(kParts + R"(,"constraints":[{"kind":"winners"}])"), "/constraints/0 bounds_missing;");
  const auto scenarios = [](const char* list) { return kParts + R"(,"scenarios":[)" + list + "]"; };
  EXPECT_EQ(problems_of(scenarios(R"({"name":"cheapest","constraints":[{"kind":"winners","at_most":1}]})")), "/scenarios/0/name duplicate_scenario;");
  EXPECT_EQ(problems_of(scenarios(R"({"name":"x","constraints":[]})")), "/scenarios/0/constraints too_few;");
  EXPECT_EQ(problems_of(scenarios(R"({"name":"x","constraints":[{"kind":"winners","at_least":3,"at_most":1}]})")), "/scenarios/0/constraints/0 bounds_crossed;");
}

TEST(PackageJson, OffersBothWays) {
  const Currency currency;
  const auto read = [&](const char* text) {
    json::Problems problems;
    const auto content = content_from_json(json::parse(text).value(), "", currency, problems);
    return content ? json::canonical(content_to_json(*content, currency)) : json::canonical(json::to_json(problems));
  };
  for (const char* whole : {R"({"alternative":"x","amount":"12.50","kind":"package","name":"a","parts":["1",{"part":"2","units":-3}]})",
                            R"({"amount":"1","kind":"package","name":"a","parts":[]})", R"({"kind":"withdraw_package","name":"a"})",
                            R"({"kind":"package_terms"})",
                            R"({"capacity":{"parts":2,"units":9,"value":"5"},"discount":{"basis":"parts","tiers":[{"from":2,"percent":"2.5"}]},"kind":"package_terms"})"})
    EXPECT_EQ(read(whole), whole);
  EXPECT_EQ(read(R"({"kind":"package","name":"a","amount":"1"})"), R"([{"name":"missing","path":"/parts"}])");
  EXPECT_EQ(read(R"({"kind":"package","amount":"0","parts":["1"]})"),
            R"([{"name":"missing","path":"/name"},{"name":"amount_not_positive","path":"/amount"}])");
  EXPECT_EQ(read(R"({"kind":"package_terms","capacity":{"lots":2}})"), R"([{"name":"unknown_field","path":"/capacity/lots"}])");
}

TEST(PackageJson, SolutionsBothWays) {
  PackageLot lot;
  lot.example().closed();
  const BidderName name = [](Bidder bidder) { return "p" + std::to_string(bidder); };
  const auto find = [](std::string_view text) { return text.size() == 2 ? static_cast<Bidder>(text[1] - '0') : kNobody; };
  const Currency currency;
  PackageSolution solution = lot.solved();
  solution.without.push_back({1, {{0, "a1"}}, 5});
  solution.bound = 7;
  solution.unpriced = "pivotal";
  const json::Value written = solution_to_json(solution, currency, name);
  EXPECT_EQ(json::canonical(solution_to_json(solution_from_json(written, currency, find), currency, name)), json::canonical(written));
  EXPECT_EQ(lot.settle(solution_from_json(json::parse("{}").value(), currency, find)), Verdict::unknown_scenario);
  EXPECT_EQ(lot.settle(solution_from_json(json::parse(R"({"scenario":"cheapest"})").value(), currency, find)), Verdict::solution_malformed);
}

}  // namespace
}  // namespace terang::auction::test
