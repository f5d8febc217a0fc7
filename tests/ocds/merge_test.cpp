#include "tender/ocds_merge.h"

#include <gtest/gtest.h>

#include "tender/ocds_limits.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

json::Value read(std::string_view text) {
  auto value = json::parse(text, kOcdsJson);
  EXPECT_TRUE(value.ok()) << text;
  return value ? std::move(value).value() : json::Value();
}

std::string merged(const std::vector<std::string>& releases) {
  std::vector<json::Value> values;
  for (const std::string& one : releases) values.push_back(read(one));
  json::Value out = merge_ocds(values);
  for (const char* key : {"id", "ocid", "date", "tag"}) out.erase(key);
  return normal_form(out);
}

std::string as_release(const std::string& date, const std::string& members) {
  return R"({"ocid":"o","id":")" + date + R"(","date":")" + date + R"(","tag":["tender"],)" + members + "}";
}

TEST(OcdsMerge, TheCompiledReleaseIsNamedByTheStandard) {
  const std::vector<json::Value> releases = {read(as_release("2024-01-01T00:00:00Z", R"("a":1)")),
                                             read(as_release("2024-02-01T00:00:00Z", R"("a":2)"))};
  const json::Value out = merge_ocds(releases);
  EXPECT_EQ(out.text("id"), "o-2024-02-01T00:00:00Z");
  EXPECT_EQ(out.text("date"), "2024-02-01T00:00:00Z");
  EXPECT_EQ(normal_form(*out.find("tag")), R"(["compiled"])");
}

TEST(OcdsMerge, LaterFieldsReplaceNullRemovesAbsentStays) {
  EXPECT_EQ(merged({as_release("1", R"("tender":{"title":"A","status":"active","value":{"amount":1.50,"currency":"IDR"}})"),
                    as_release("2", R"("tender":{"title":null,"status":"complete","value":{"amount":2}})")}),
            R"({"tender":{"status":"complete","value":{"amount":2,"currency":"IDR"}}})");
}

TEST(OcdsMerge, ListsOfObjectsMergeById) {
  EXPECT_EQ(merged({as_release("1", R"("awards":[{"id":"1","status":"pending","x":1},{"id":"2"}])"),
                    as_release("2", R"("awards":[{"id":"3"},{"id":1,"status":"active","x":null}])")}),
            R"({"awards":[{"id":1,"status":"active"},{"id":"2"},{"id":"3"}]})");
}

TEST(OcdsMerge, OtherListsAreReplaced) {
  EXPECT_EQ(merged({as_release("1", R"("tender":{"submissionMethod":["a","b"],"items":[{"n":1},{"id":"1"}]})"),
                    as_release("2", R"("tender":{"submissionMethod":["c"],"items":[{"n":2}]})")}),
            R"({"tender":{"items":[{"n":2}],"submissionMethod":["c"]}})");
  EXPECT_EQ(merged({as_release("1", R"("x":{"additionalClassifications":[{"id":"1"}]})"),
                    as_release("2", R"("x":{"additionalClassifications":[{"id":"2"}]})")}),
            R"({"x":{"additionalClassifications":[{"id":"2"}]}})");
}

TEST(OcdsMerge, ACompiledReleaseStandsForWhatCameBefore) {
  std::string compiled = as_release("2", R"("a":2)");
  compiled.replace(compiled.find("[\"tender\"]"), 10, "[\"compiled\"]");
  EXPECT_EQ(merged({as_release("1", R"("b":1)"), compiled, as_release("3", R"("c":3)")}), R"({"a":2,"c":3})");
}

TEST(OcdsMerge, ChangingTypesAreReplaced) {
  EXPECT_EQ(merged({as_release("1", R"("a":{"b":1},"c":[{"id":"1"}],"d":4)"), as_release("2", R"("a":[1],"c":{"e":1},"d":{"f":null})")}),
            R"({"a":[1],"c":{"e":1},"d":{}})");
}

// The standard's own worked example: its record carries the compiled release that the merge should give.
TEST(OcdsMerge, GivesWhatThePublishersOfTheStandardGive) {
  const std::string file = data_file("ocds_fictional_1.1/record_ocds-213czf-000-00001.json");
  if (file.empty()) GTEST_SKIP() << "no sample data: the official OCDS example is not there";
  const json::Value package = read(read_all(file));
  const json::Value& theirs = *package.find("records")->as_array().front().find("compiledRelease");
  const json::Value releases = read(read_all(data_file("ocds_fictional_1.1/1.1_ocds-213czf-000-00001.json")));
  const json::Value ours = merge_ocds(releases.find("releases")->as_array());
  EXPECT_EQ(ours.text("ocid"), theirs.text("ocid"));
  for (const auto& [key, member] : theirs.as_object()) {
    if (key == "id" || key == "date" || key == "tag") continue;
    ASSERT_NE(ours.find(key), nullptr) << key;
    EXPECT_EQ(normal_form(*ours.find(key)), normal_form(member)) << key;
  }
}

TEST(OcdsMerge, TheNormalFormKeepsDecimalsAndSortsMembers) {
  EXPECT_EQ(normal_form(read(R"( { "b" : 1.50, "a" : [ true , null, 1e30, "x\u0041" ] } )")),
            R"({"a":[true,null,1e30,"xA"],"b":1.50})");
}

}  // namespace
}  // namespace terang::tender::test
