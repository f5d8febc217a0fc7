#include "base/json.h"

#include <gtest/gtest.h>

namespace terang::json {
namespace {

std::string failure(std::string_view text, const Limits& limits = {}) {
  const auto value = parse(text, limits);
  return value ? "" : value.error().name;
}
std::string again(std::string_view text) { return canonical(parse(text).value()); }

TEST(Canonical, SortsByUtf16CodeUnits) {
  // RFC 8785 §3.2.3: the smiley's surrogates sort before U+FB33.
  EXPECT_EQ(again(R"({"€":"Euro Sign","\r":"Carriage Return","\ufb33":"Dalet","1":"One","\ud83d\ude00":"Smiley",)"
                  R"("\u0080":"Control","ö":"o"})"),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\",\"\xc3\xb6\":\"o\",\"\xe2\x82\xac\":"
            "\"Euro Sign\",\"\xf0\x9f\x98\x80\":\"Smiley\",\"\xef\xac\xb3\":\"Dalet\"}");
  EXPECT_EQ(again(R"({"b":1,"a":{"d":[ ],"10":null,"1":true}})"), R"({"a":{"1":true,"10":null,"d":[]},"b":1})");
  EXPECT_EQ(again(R"({"aa":1,"a":2,"":3})"), R"({"":3,"a":2,"aa":1})");
}

TEST(Canonical, EscapesAsEcmaScriptDoes) {
  EXPECT_EQ(again(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")"), "\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  EXPECT_EQ(again(R"("\b\t\n\f\r\u0000\u001f\u007f\u2028")"), "\"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f\xe2\x80\xa8\"");
  EXPECT_EQ(again(R"("A\u030a")"), "\"A\xcc\x8a\"");  // no normalisation
}

TEST(Canonical, IntegersWithin53Bits) {
  EXPECT_EQ(again("[0,-1,9007199254740992,-9007199254740992]"), "[0,-1,9007199254740992,-9007199254740992]");
  for (const char* text : {"9007199254740993", "-9007199254740993", "18446744073709551616", "1.0", "0.5", "1e3", "1E3",
                           "-0", "-0.0", "123456789012345678901234567890"})
    EXPECT_EQ(failure(text), "json_not_integer") << text;
}

TEST(Parse, ExponentThatOverflowsOtherParsers) {
  EXPECT_EQ(failure("1.00000000001e-2147483638"), "json_not_integer");  // CVE-2024-38517
  EXPECT_EQ(failure("1e" + std::string(1000, '9')), "json_not_integer");
  const auto kept = parse("1.00000000001e-2147483638", {.decimals = true});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->as_decimal().text, "1.00000000001e-2147483638");
}

TEST(Parse, DepthIsCapped) {
  EXPECT_EQ(failure(std::string(200'000, '['), {.bytes = 1 << 20}), "json_too_deep");
  std::string nested;
  for (int i = 0; i < 200'000; ++i) nested += "{\"a\":";
  EXPECT_EQ(failure(nested, {.bytes = 2 << 20}), "json_too_deep");
  EXPECT_EQ(failure(std::string(16, '[') + std::string(16, ']')), "");
  EXPECT_EQ(failure(std::string(17, '[') + std::string(17, ']')), "json_too_deep");
}

TEST(Parse, SizeIsCapped) {
  EXPECT_EQ(failure("\"" + std::string(62, 'x') + "\"", {.bytes = 64}), "");
  EXPECT_EQ(failure("\"" + std::string(63, 'x') + "\"", {.bytes = 64}), "json_too_large");
}

TEST(Parse, DuplicateKeys) {
  EXPECT_EQ(failure(R"({"a":1,"a":2})"), "json_duplicate_key");
  EXPECT_EQ(failure(R"({"a":1,"\u0061":2})"), "json_duplicate_key");
  EXPECT_EQ(failure(R"([{"b":{"a":1,"c":1,"a":1}}])"), "json_duplicate_key");
}

TEST(Parse, InvalidUtf8) {
  for (const char* text : {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xe2\x82\"",
                           R"("\ud800")", R"("\udc00")", R"("\ud800\u0041")", "{\"\xff\":1}"})
    EXPECT_EQ(failure(text), "json_invalid_utf8") << text;
}

TEST(Parse, Malformed) {
  for (const char* text : {"", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "nul", "tru", "01", "+1", ".5", "1.", "1e",
                           "--1", "\"\n\"", "\"\\x\"", "'a'", "[1 2]", "{\"a\" 1}", "1 2", "[]x", "/*c*/1", "NaN",
                           "Infinity", "\xef\xbb\xbf{}", "\"abc"})
    EXPECT_EQ(failure(text), "json_malformed") << text;
  EXPECT_EQ(failure(std::string_view("1\0", 2)), "json_malformed");
  EXPECT_EQ(failure(std::string_view("{}\0{}", 5)), "json_malformed");
}

TEST(Value, FindSetErase) {
  Value value;
  value.set("b", 1);
  value.set("a", "x");
  value.set("b", 2);
  EXPECT_EQ(canonical(value), R"({"a":"x","b":2})");
  EXPECT_EQ(value.text("a"), "x");
  EXPECT_EQ(value.text("b"), "");
  EXPECT_EQ(value.find("c"), nullptr);
  value.erase("a");
  EXPECT_EQ(canonical(value), R"({"b":2})");
}

TEST(ValueDeathTest, OurOwnMistakesStopUs) {
  EXPECT_DEATH(Value::object({{"a", 1}, {"a", 2}}), "assertion");
  EXPECT_DEATH(Value(1).as_string(), "assertion");
  EXPECT_DEATH(Value(std::int64_t{1} << 54), "assertion");
}

}  // namespace
}  // namespace terang::json
