#include "tender/ocds_input.h"

#include <gtest/gtest.h>

#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

struct Got {
  std::string text;
  std::string failure;
  std::uint64_t read = 0;
  std::uint64_t total = 0;
};

Got read(const std::string& path) {
  Got got;
  auto input = OcdsInput::open(path);
  if (!input) return {"", input.error().name, 0, 0};
  for (;;) {
    const auto block = (*input)->next();
    if (!block) {
      got.failure = block.error().name;
      break;
    }
    if (block->empty()) break;
    got.text += *block;
  }
  got.read = (*input)->bytes_read();
  got.total = (*input)->bytes_total();
  return got;
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += std::to_string(i * 7919);
  return text;
}

TEST(OcdsInput, ReadsPlainAndGzip) {
  const std::string text = long_text();
  for (const std::string& content : {text, gzip(text), gzip(text.substr(0, 1000)) + gzip(text.substr(1000))}) {
    const File file(content);
    const Got got = read(file.path());
    EXPECT_EQ(got.failure, "");
    EXPECT_TRUE(got.text == text);
    EXPECT_EQ(got.read, content.size());
    EXPECT_EQ(got.total, content.size());
  }
}

TEST(OcdsInput, ReadsTheEmptyAndTheShort) {
  EXPECT_EQ(read(File("").path()).failure, "");
  EXPECT_EQ(read(File("x").path()).text, "x");
  EXPECT_EQ(read(File(gzip("")).path()).failure, "");
}

TEST(OcdsInput, PaddingBehindGzipIsIgnored) {
  const Got got = read(File(gzip("abc") + std::string(512, '\0')).path());
  EXPECT_EQ(got.failure, "");
  EXPECT_EQ(got.text, "abc");
}

TEST(OcdsInput, NamesATruncatedFileAndGivesWhatIsSound) {
  const std::string text = long_text();
  const std::string packed = gzip(text);
  for (const std::size_t size : {packed.size() - 1, packed.size() - 9, packed.size() / 2, std::size_t{12}}) {
    const Got got = read(File(packed.substr(0, size)).path());
    EXPECT_EQ(got.failure, "gzip_truncated") << size;
    EXPECT_TRUE(text.starts_with(got.text));
  }
}

TEST(OcdsInput, NamesADamagedFile) {
  std::string packed = gzip(long_text());
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);  // in the CRC
  EXPECT_EQ(read(File(packed).path()).failure, "gzip_damaged");
  packed = gzip(long_text());
  for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 64; ++i) packed[i] = static_cast<char>(0xff);
  EXPECT_EQ(read(File(packed).path()).failure, "gzip_damaged");
}

TEST(OcdsInput, NamesWhatCannotBeRead) {
  EXPECT_EQ(read("/nonexistent/file.json").failure, "file_unreadable");
  EXPECT_EQ(read("/tmp").failure, "file_unreadable");
}

}  // namespace
}  // namespace terang::tender::test
