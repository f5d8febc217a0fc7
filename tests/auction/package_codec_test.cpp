// Package scenarios as JSON: examples print what stands beside them whichever solver clears them; each
// problem by name.
#include <gtest/gtest.h>

#include "auction/codec/package_json.h"
#include "auction/solver/solver.h"
#include "tests/auction/golden_examples.h"
#include "tests/auction/package_instances.h"

namespace terang::auction {
namespace {

void append_lines(const json::Value& output, const char* key, std::string& out) {
  const json::Value* list = output.find(key);
  if (!list) return;
  if (!out.empty()) out += ",\n";
  out += '"' + std::string(key) + "\":[";
  const char* before = "\n";
  for (const json::Value& one : list->as_array()) out += std::exchange(before, ",\n") + json::canonical(one);
  out += "]";
}

// One scenario, step or lot a line: a golden file that people can compare.
std::string readable(const json::Value& output) {
  std::string out;
  if (const json::Value* result = output.find("result")) out = "\"result\":" + json::canonical(*result);
  for (const char* key : {"scenarios", "steps", "lots"}) append_lines(output, key, out);
  if (output.find("type")) out += ",\n\"type\":\"package\"";
  return "{" + out + "}\n";
}

TEST(PackageGolden, ExamplesPrintWhatStandsBesideThem) {
  const auto run = [](const json::Value& scenario) {
    auto solved = rehearse(scenario, solver::solve);
    if (solved.ok()) {
      EXPECT_EQ(json::canonical(*solved), json::canonical(rehearse(scenario, winner::brute_force).value()));
    }
    return solved;
  };
  test::expect_examples("examples/package", run, readable);
}

constexpr const char* kBase = R"({"type":"package","currency":"IDR",
  "lots":[{"id":"1"},{"id":"2","units":3}],"suppliers":[{"id":"a"}],
  "bids":[{"id":"x","supplier":"a","items":["1","2"],"amount":"5"}]})";

// The names of the problems after `path` (of objects and indices) is set to `value`.
std::string wrong(std::vector<std::string> path, const char* value) {
  json::Value scenario = json::parse(kBase).value();
  json::Value* at = &scenario;
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    at = at->is_array() ? &at->as_array()[std::stoul(path[i])] : at->find(path[i]);
  at->set(path.back(), json::parse(value).value());
  const auto played = rehearse(scenario, winner::brute_force);
  if (played.ok()) return "";
  std::string out;
  for (const json::Problem& problem : played.error()) out += problem.path + " " + problem.name + ";";
  return out;
}

TEST(PackageCodec, EachProblemWhereItIs) {
  EXPECT_EQ(wrong({"surplus"}, "false"), "");
  EXPECT_EQ(wrong({"currency"}, R"("XXY")"), "/currency unknown_currency;");
  EXPECT_EQ(wrong({"payment"}, R"("later")"), "/payment unknown_payment;");
  EXPECT_EQ(wrong({"colour"}, "1"), "/colour unknown_field;");
  EXPECT_EQ(wrong({"time_limit_seconds"}, "0"), "/time_limit_seconds out_of_range;");
  EXPECT_EQ(wrong({"bids", "0", "supplier"}, R"("b")"), "/bids/0/supplier unknown_supplier;");
  EXPECT_EQ(wrong({"bids", "0", "items"}, R"(["3"])"), "/bids/0/items/0 unknown_lot;");
  EXPECT_EQ(wrong({"bids", "0", "items"}, R"([{"lot":"1"}])"), "/bids/0/items/0/units missing;");
  EXPECT_EQ(wrong({"bids", "0", "items"}, R"(["1","1"])"), "/bids/0/items/1/lot lot_twice;");
  EXPECT_EQ(wrong({"bids", "0", "amount"}, R"("0")"), "/bids/0/amount amount_not_positive;");
  EXPECT_EQ(wrong({"suppliers", "0", "discount"}, R"({"basis":"weight","tiers":[]})"),
            "/suppliers/0/discount/basis unknown_basis;");
  EXPECT_EQ(
      wrong({"suppliers", "0", "discount"}, R"({"basis":"lots","tiers":[{"from":1,"percent":"0.001"}]})"),
      "/suppliers/0/discount/tiers/0/percent percent_too_fine;");
  EXPECT_EQ(wrong({"suppliers", "0", "discount"}, R"({"basis":"lots","tiers":[{"from":1,"percent":"100"}]})"),
            "/suppliers/0/discount/tiers/0/percent percent_out_of_range;");
  EXPECT_EQ(wrong({"constraints"}, R"([{"kind":"colour"}])"), "/constraints/0/kind unknown_constraint;");
  EXPECT_EQ(wrong({"constraints"}, R"([{"kind":"winners","at_most":1,"group":"tall"}])"),
            "/constraints/0/group unknown_group;");
  EXPECT_EQ(wrong({"constraints"}, R"([{"kind":"share","each":true,"supplier":"a","at_most_percent":"5"}])"),
            "/constraints/0/ share_of_several;");
  EXPECT_EQ(wrong({"scenarios"}, R"([{"name":"n","constraints":[{"kind":"winners"}]}])"),
            "/scenarios/0/constraints/0 bounds_missing;");
  EXPECT_EQ(wrong({"scenarios"}, R"([{"name":"n","constraints":[{"kind":"set_aside","lot":"9"}]}])"),
            "/scenarios/0/constraints/0/lot unknown_lot;");
}

TEST(PackageCodec, WithoutASolverItSaysSo) {
  const auto played = rehearse(json::parse(kBase).value());
  ASSERT_FALSE(played.ok());
  EXPECT_EQ(played.error(), (json::Problems{{"", "no_solver"}}));
  const auto lot = json::parse(R"({"rules":{"type":"package","currency":"IDR","starts_at":"2026-12-01T03:00:00Z",
    "ends_at":"2026-12-01T04:00:00Z","parts":[{"id":"1","ceiling":"5"}]},"bidders":[]})").value();
  EXPECT_TRUE(needs_solver(lot));
  EXPECT_EQ(rehearse(lot).error(), (json::Problems{{"", "no_solver"}}));
  EXPECT_TRUE(rehearse(lot, winner::brute_force).ok());
}

TEST(PackageCodec, AmountsInPartsOfAMinorUnit) {
  const Currency rupiah, yen = *Currency::of("JPY");
  EXPECT_EQ(format_parts(0, rupiah), "0");
  EXPECT_EQ(format_parts(1, rupiah), "0.000001");
  EXPECT_EQ(format_parts(1'000'000, rupiah), "1");
  EXPECT_EQ(format_parts(1'500'000, rupiah), "1.50");
  EXPECT_EQ(format_parts(1'502'500, rupiah), "1.5025");
  EXPECT_EQ(format_parts(12'500, yen), "1.25");
  for (const winner::Parts parts : {0, 1, 1'000'000, 1'500'000, 1'502'500})
    EXPECT_TRUE(parse_parts(format_parts(parts, rupiah), rupiah) == parts);
  for (const char* text : {"", ".5", "1.", "1.5", "01", "1.0000001", "-1", "1e3", "99999999999999999999999"})
    EXPECT_FALSE(parse_parts(text, rupiah)) << text;
}

}  // namespace
}  // namespace terang::auction
