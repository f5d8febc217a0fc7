#include "base/bytes.h"

#include <gtest/gtest.h>

#include <random>

#include "base/sha256.h"

namespace terang {
namespace {

// RFC 4648 §10.
TEST(Base64, KnownAnswers) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"},
                                                        {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
                                                        {"foobar", "Zm9vYmFy"}};
  for (const auto& [octets, text] : vectors) {
    EXPECT_EQ(to_base64(octets), text);
    EXPECT_EQ(from_base64(text), octets);
  }
  EXPECT_EQ(from_base64("+/+/"), "\xfb\xff\xbf");
}

TEST(Base64, StrictInWhatItReads) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_", "=Zm9",
                           "Zm=v", "Zg=v"})
    EXPECT_FALSE(from_base64(text)) << text;
}

TEST(Base64, Anything) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string octets(random() % 50, '\0');
    for (char& c : octets) c = static_cast<char>(random());
    ASSERT_EQ(from_base64(to_base64(octets)), octets);
    ASSERT_EQ(from_hex(to_hex(octets)), octets);
  }
}

TEST(Hex, StrictInWhatItReads) {
  EXPECT_EQ(to_hex(std::string("\x00\x7f\xff", 3)), "007fff");
  for (const char* text : {"0", "0g", "AB", "0x", " 0", "00 "}) EXPECT_FALSE(from_hex(text)) << text;
}

TEST(Utf8, WellFormedOnly) {
  for (const char* text : {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(text)) << text;
  for (const char* text : {"\x80", "\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
                           "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe2\x82", "a\xe2(\xa1"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

// FIPS 180-4 examples.
TEST(Sha256, KnownAnswers) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("a", "bc")), to_hex(sha256("abc")));
  Sha256 hasher;
  std::string text;
  for (int i = 0; i < 300; ++i) {  // lengths around the block's edges, and the object used again
    EXPECT_EQ(hasher.update(text).finish(), sha256(text));
    EXPECT_EQ(sha256(std::string_view(text).substr(0, text.size() / 2), std::string_view(text).substr(text.size() / 2)),
              sha256(text));
    text += static_cast<char>(i);
  }
  hasher.update("forgotten");
  EXPECT_EQ(hasher.reset().update("abc").finish(), sha256("abc"));
}

TEST(Hash, ExactlyThirtyTwoOctets) {
  EXPECT_TRUE(hash_from(std::string(32, 'x')));
  EXPECT_FALSE(hash_from(std::string(31, 'x')));
  EXPECT_FALSE(hash_from(std::string(33, 'x')));
}

}  // namespace
}  // namespace terang
