#include "base/fields.h"

#include <gtest/gtest.h>

namespace terang::json {
namespace {

TEST(Fields, ReadsWhatIsThere) {
  const auto value = parse(R"({"t":"x","i":5,"b":true,"at":"2026-11-22T03:00:00Z","o":{},"a":[1,2],"n":null})").value();
  Problems problems;
  Fields fields(value, "", problems);
  EXPECT_EQ(fields.text("t", 5), "x");
  EXPECT_EQ(fields.integer("i", 0, 9), 5);
  EXPECT_TRUE(fields.boolean("b", false));
  EXPECT_EQ(fields.time("at"), 1'795'316'400'000'000);
  EXPECT_NE(fields.object("o", true), nullptr);
  EXPECT_EQ(fields.array("a", 1, 2)->size(), 2u);
  EXPECT_EQ(fields.optional_text("n", 5), "");
  EXPECT_EQ(fields.optional_integer("none", 0, 1), std::nullopt);
  EXPECT_TRUE(fields.boolean("none", true));
  fields.no_others();
  EXPECT_EQ(problems, Problems{});
}

TEST(Fields, CollectsEveryProblemWithItsPlace) {
  const auto value = parse(R"({"t":7,"long":"xxxx","empty":"","i":"5","big":10,"b":1,"at":"now","o":[],"a":{},
                               "few":[],"many":[1,2,3],"other/~":1})").value();
  Problems problems;
  Fields fields(value, "/lots/0", problems);
  fields.text("missing", 5);
  fields.text("t", 5);
  fields.text("long", 3);
  fields.text("empty", 3);
  fields.integer("i", 0, 9);
  fields.integer("big", 0, 9);
  fields.integer("gone", 0, 9);
  fields.boolean("b", false);
  fields.time("at");
  fields.object("o", true);
  fields.array("a", 1, 2);
  fields.array("few", 1, 2);
  fields.array("many", 1, 2);
  fields.no_others();
  EXPECT_EQ(problems, (Problems{{"/lots/0/missing", "missing"}, {"/lots/0/t", "not_a_string"},
                                {"/lots/0/long", "too_long"}, {"/lots/0/empty", "missing"},
                                {"/lots/0/i", "not_an_integer"}, {"/lots/0/big", "out_of_range"},
                                {"/lots/0/gone", "missing"}, {"/lots/0/b", "not_a_boolean"},
                                {"/lots/0/at", "not_a_time"}, {"/lots/0/o", "not_an_object"},
                                {"/lots/0/a", "not_an_array"}, {"/lots/0/few", "too_few"},
                                {"/lots/0/many", "too_many"}, {"/lots/0/other~1~0", "unknown_field"}}));
}

TEST(Fields, NoObjectIsOneProblem) {
  Problems problems;
  const Value value(1);
  Fields fields(value, "/x", problems);
  fields.text("a", 5);
  fields.integer("b", 0, 1);
  fields.time("c");
  fields.no_others();
  EXPECT_EQ(problems, (Problems{{"/x", "not_an_object"}}));
}

}  // namespace
}  // namespace terang::json
