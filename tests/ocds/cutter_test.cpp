#include "tender/ocds_cutter.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

struct Cut {
  std::vector<std::string> pieces;  // "release@17: …"
  std::vector<std::string> members;
  std::string failure;
  std::string message;
};

Cut cut(std::string_view text, const std::vector<std::size_t>& ends = {}, std::size_t limit = 1 << 20) {
  Cut out;
  const char* kinds[] = {"release", "record", "single", "member"};
  OcdsCutter cutter(limit, [&](const OcdsPiece& piece) {
    if (piece.kind == OcdsPiece::Kind::member) {
      out.members.push_back(std::string(piece.key) + "=" + std::string(piece.text));
      return;
    }
    EXPECT_EQ(piece.position, out.pieces.size());
    out.pieces.push_back(std::string(kinds[static_cast<int>(piece.kind)]) + "@" + std::to_string(piece.offset) + ": " +
                         (piece.too_large ? "too large" : std::string(piece.text)));
  });
  std::optional<Failure> failure;
  std::size_t from = 0;
  for (const std::size_t end : ends) {
    if (!failure) failure = cutter.feed(text.substr(from, end - from));
    from = end;
  }
  if (!failure) failure = cutter.feed(text.substr(from));
  if (!failure) failure = cutter.finish();
  if (failure) {
    out.failure = failure->name;
    out.message = failure->message;
  }
  return out;
}

using Pieces = std::vector<std::string>;

TEST(OcdsCutter, CutsReleasesOutOfAPackage) {
  const Cut got = cut(R"({"uri":"u","x":{"releases":[1]},"releases":[{"a":"]}\"","b":[{}]} , {} ],"version":"1.1"})");
  EXPECT_EQ(got.failure, "");
  EXPECT_EQ(got.pieces, (Pieces{R"(release@44: {"a":"]}\"","b":[{}]})", "release@68: {}"}));
  EXPECT_EQ(got.members, (Pieces{R"(uri="u")", R"(version="1.1")"}));
}

TEST(OcdsCutter, CutsRecords) {
  EXPECT_EQ(cut(R"({"records":[{"ocid":"o"}]})").pieces, (Pieces{R"(record@12: {"ocid":"o"})"}));
}

TEST(OcdsCutter, TakesAFileThatIsOneRelease) {
  EXPECT_EQ(cut("\xef\xbb\xbf {\"ocid\":\"o\", \"n\":-1.5e3}\n").pieces,
            (Pieces{R"(single@4: {"ocid":"o", "n":-1.5e3})"}));
}

TEST(OcdsCutter, TakesJsonLines) {
  const Cut got = cut("{\"ocid\":\"a\"}\n{\"ocid\":\"b\"}\n\n{\"releases\":[{}]}{}");
  EXPECT_EQ(got.failure, "");
  EXPECT_EQ(got.pieces, (Pieces{R"(single@0: {"ocid":"a"})", R"(single@13: {"ocid":"b"})", "release@40: {}",
                                "single@44: {}"}));
}

TEST(OcdsCutter, TakesEmptyLists) {
  const Cut got = cut(R"({"releases":[],"records":[ ]})");
  EXPECT_EQ(got.failure, "");
  EXPECT_TRUE(got.pieces.empty());
}

TEST(OcdsCutter, GivesOddElementsToTheReader) {
  EXPECT_EQ(cut(R"({"releases":[1,"two]",null,[{}],tru]})").pieces,
            (Pieces{"release@13: 1", "release@15: \"two]\"", "release@22: null", "release@27: [{}]", "release@32: tru"}));
}

TEST(OcdsCutter, NamesTheByteWhereTheTextBreaks) {
  const struct {
    const char* text;
    const char* failure;
    const char* byte;
  } cases[] = {
      {"", "file_empty", ""},
      {" \n", "file_empty", ""},
      {"[{}]", "top_level_not_object", ""},
      {"PK\x03\x04", "json_malformed", "byte 0"},
      {"\xff\xfe{", "json_malformed", "byte 0"},
      {"{\"a\" 1}", "json_malformed", "byte 5"},
      {"{a:1}", "json_malformed", "byte 1"},
      {"{\"a\":1,}", "json_malformed", "byte 7"},
      {"{\"a\":1 2}", "json_malformed", "byte 7"},
      {"{\"a\":1}x", "json_malformed", "byte 7"},
      {"{\"a\":}", "json_malformed", "byte 5"},
      {"{\"releases\":[{} {}]}", "json_malformed", "byte 16"},
      {"{\"releases\":[{},]}", "json_malformed", "byte 16"},
      {"{\"releases\":[{\"a\":\"b\n\"}]}", "json_malformed", "byte 20"},
      {"{\"releases\":[{}", "file_truncated", "byte 15"},
      {"{\"releases\":[{\"a\":\"", "file_truncated", "begins at byte 13"},
      {"{\"a", "file_truncated", "byte 3"},
  };
  for (const auto& one : cases) {
    const Cut got = cut(one.text);
    EXPECT_EQ(got.failure, one.failure) << one.text;
    EXPECT_NE(got.message.find(one.byte), std::string::npos) << one.text << ": " << got.message;
  }
}

TEST(OcdsCutter, PassesOverWhatIsTooLarge) {
  const std::string large = "{\"a\":\"" + std::string(100, 'x') + "\"}";
  const Cut got = cut("{\"releases\":[{\"b\":1}," + large + ",{\"c\":2}]}", {}, 50);
  EXPECT_EQ(got.failure, "");
  EXPECT_EQ(got.pieces, (Pieces{"release@13: {\"b\":1}", "release@21: too large", "release@130: {\"c\":2}"}));
  EXPECT_EQ(cut(large, {}, 50).pieces, (Pieces{"single@0: too large"}));
}

TEST(OcdsCutter, HoldsNoStackForDepth) {
  const std::string deep = std::string(3'000'000, '[') + std::string(3'000'000, ']');
  EXPECT_EQ(cut("{\"x\":" + deep + ",\"releases\":[" + deep + ",{}]}", {}, 100).pieces.size(), 2u);
}

TEST(OcdsCutter, BlocksMakeNoDifference) {
  const std::string text = "\xef\xbb\xbf" + package({release("ocds-1-é", "1"), release("ocds-2", "\\\"2\\\\")}) +
                           "\n{\"ocid\":\"x\",\"releases\":5}";
  const Cut whole = cut(text);
  EXPECT_EQ(whole.failure, "");
  EXPECT_EQ(whole.pieces.size(), 3u);
  for (std::size_t i = 0; i <= text.size(); ++i) EXPECT_EQ(cut(text, {i}).pieces, whole.pieces) << i;
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> ends;
    for (std::size_t at = random() % 40; at < text.size(); at += random() % 40) ends.push_back(at);
    const Cut parts = cut(text, ends);
    ASSERT_EQ(parts.pieces, whole.pieces) << "seed " << seed;
    ASSERT_EQ(parts.members, whole.members) << "seed " << seed;
  }
}

TEST(OcdsCutter, ATruncatedFileGivesWholePiecesOnly) {
  const std::string text = package({release("ocds-1", "1"), release("ocds-2", "2")});
  const Cut whole = cut(text);
  const std::size_t end = text.rfind('}');
  for (std::size_t i = 1; i <= end; ++i) {
    const Cut part = cut(std::string_view(text).substr(0, i));
    EXPECT_EQ(part.failure, "file_truncated") << i;
    ASSERT_LE(part.pieces.size(), whole.pieces.size());
    for (std::size_t k = 0; k < part.pieces.size(); ++k) EXPECT_EQ(part.pieces[k], whole.pieces[k]) << i;
  }
}

}  // namespace
}  // namespace terang::tender::test
