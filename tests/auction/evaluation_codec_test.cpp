#include "auction/codec/evaluation_json.h"

#include <gtest/gtest.h>

namespace terang::auction::evaluation {
namespace {

std::string run(const std::string& text) {
  const auto output = evaluate_json(json::parse(text).value());
  if (output.ok()) return json::canonical(*output);
  std::string out;
  for (const json::Problem& problem : output.error()) out += problem.path + " " + problem.name + ";";
  return out;
}

TEST(EvaluationJson, WorkingsAndAdjustment) {
  EXPECT_EQ(run(R"({"currency":"IDR","method":{"kind":"domestic_preference","rule":"divide","preference_percent":"15","least_share_percent":"25"},
    "candidates":[{"name":"ayu","price":"10000","domestic_percent":"50"}]})"),
            R"({"evaluations":[{"adjustment":{"factor":"40/43"},"name":"ayu","rank":1,"rounded":"930232.56","value":"40000000/43",)"
            R"("workings":[{"value":"1000000","what":"HP"},{"value":"0.075","what":"KP = preference × TKDN"},)"
            R"({"value":"40000000/43","what":"HEA = 1 / (1 + KP) × HP"}]}]})");
  const std::string points = run(R"({"currency":"IDR","method":{"kind":"weighted_points","criteria":[
      {"name":"a","weight":"60","formula":"linear","best":"1","worst":"0"},
      {"name":"b","weight":"20","formula":"lowest_proportional"},{"name":"c","weight":"10","formula":"highest_proportional"},
      {"name":"d","weight":"10","formula":"table","table":[{"at_least":"1","points":"50"}],"least_points":"1"}]},
    "candidates":[{"name":"x","values":["0.5","1","1","1"]},{"name":"y","values":["1","2","1","0"]}]})");
  EXPECT_NE(points.find(R"("rank":1,"rounded":"65.00","value":"65")"), std::string::npos) << points;
  EXPECT_NE(points.find(R"("no_adjustment":"not_linear","out":"below_least_points")"), std::string::npos) << points;
}

TEST(EvaluationJson, TheOtherMethods) {
  EXPECT_NE(run(R"({"currency":"JPY","method":{"kind":"quality_cost","technical_weight":"70","price_weight":"30"},
    "candidates":[{"name":"a","price":"120","technical":"75"},{"name":"b","price":"100","technical":"80"}]})").find(R"("value":"77.5")"), std::string::npos);
  EXPECT_NE(run(R"({"currency":"JPY","method":{"kind":"least_cost","least_technical":"70"},
    "candidates":[{"name":"a","price":"120","technical":"75"}]})").find(R"("adjustment":null)"), std::string::npos);
  EXPECT_NE(run(R"({"currency":"JPY","method":{"kind":"life_cycle_cost","discount_percent":"0"},
    "candidates":[{"name":"a","price":"120","costs":[{"name":"c","amount":"5","first_year":1,"last_year":2}]}]})").find(R"("adjustment":{"add":"10"})"), std::string::npos);
}

TEST(EvaluationJson, ProblemsByName) {
  EXPECT_EQ(run("{}"), "/currency missing;/method missing;/candidates missing;");
  EXPECT_EQ(run(R"({"currency":"XXZ","method":{"kind":"x"},"candidates":[{"name":"a"}]})"), "/currency unknown_currency;/method/kind unknown_kind;");
  EXPECT_EQ(run(R"({"currency":"IDR","method":{"kind":"domestic_preference","rule":"x","preference_percent":"1e1"},"candidates":[{"name":"a","values":[1]}]})"),
            "/method/rule unknown_rule;/method/preference_percent number_malformed;/candidates/0/values/0 number_malformed;");
  EXPECT_EQ(run(R"({"currency":"IDR","method":{"kind":"weighted_points","criteria":[{"name":"a","weight":"100","formula":"x"}]},"candidates":[{"name":"a"}]})"),
            "/method/criteria/0/formula unknown_formula;");
  EXPECT_EQ(run(R"({"currency":"IDR","method":{"kind":"quality_cost","price_weight":"30"},"candidates":[{"name":"a","price":"1"}]})"),
            "/method/technical_weight missing;");
  EXPECT_EQ(run(R"({"currency":"IDR","method":{"kind":"least_cost"},"candidates":[{"name":"a"}]})"), "/candidates/0/price amount_not_positive;");
}

}  // namespace
}  // namespace terang::auction::evaluation
