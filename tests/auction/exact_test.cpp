#include "auction/evaluation/exact.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace terang::auction::evaluation {
namespace {

TEST(Exact, TextBothWays) {
  for (const char* text : {"0", "1", "-3", "12.5", "0.001", "-0.25", "1/3", "-22/7", "999999999999999999"})
    EXPECT_EQ(Exact::parse(text).value().text(), text);
  EXPECT_EQ(Exact::parse("2/8")->text(), "0.25");
  EXPECT_EQ(Exact::parse("12.50")->text(), "12.5");
  for (const char* text : {"", "-", "01", "1.", ".5", "1/0", "1/", "1e3", "+1", "1.0000000000", "1000000000000000000", "1/-2", "--1"})
    EXPECT_FALSE(Exact::parse(text)) << text;
}

TEST(Exact, Rounded) {
  EXPECT_EQ(Exact(2, 3).rounded(2), "0.67");
  EXPECT_EQ(Exact(1, 8).rounded(2), "0.13");
  EXPECT_EQ(Exact(-1, 8).rounded(2), "-0.13");
  EXPECT_EQ(Exact(-1, 1000).rounded(2), "0.00");
  EXPECT_EQ(Exact(199, 2).rounded(0), "100");
  EXPECT_EQ(Exact(1, 400).rounded(2), "0.00");
}

TEST(Exact, ArithmeticBeside128Bits) {
  std::mt19937_64 random(7);
  __extension__ using Wide = __int128;
  const auto draw = [&] { return static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000; };
  const auto same = [](const Exact& value, Wide num, Wide den) {
    if (den < 0) num = -num, den = -den;
    return value * Exact(static_cast<std::int64_t>(den)) == Exact(static_cast<std::int64_t>(num));
  };
  for (int i = 0; i < 3'000; ++i) {
    const std::int64_t a = draw(), b = draw() | 1, c = draw(), d = draw() | 1;
    const Exact x(a, b), y(c, d);
    EXPECT_TRUE(same(x + y, Wide{a} * d + Wide{c} * b, Wide{b} * d));
    EXPECT_TRUE(same(x - y, Wide{a} * d - Wide{c} * b, Wide{b} * d));
    EXPECT_TRUE(same(x * y, Wide{a} * c, Wide{b} * d));
    if (c != 0) {
      EXPECT_TRUE(same(x / y, Wide{a} * d, Wide{b} * c));
    }
    const Wide left = Wide{a} * d * (b < 0 ? -1 : 1) * (d < 0 ? -1 : 1), right = Wide{c} * b * (b < 0 ? -1 : 1) * (d < 0 ? -1 : 1);
    EXPECT_EQ(compare(x, y), left < right ? -1 : left > right ? 1 : 0);
  }
}

TEST(Exact, BeyondAnyWord) {
  Exact power = 1, inverse = 1;
  for (int i = 0; i < 200; ++i) power = power * Exact(1'000'000'007), inverse = inverse / Exact(1'000'000'007);
  EXPECT_EQ(power * inverse, Exact(1));
  EXPECT_FALSE(power.as_ratio());
  EXPECT_EQ((power * inverse).as_ratio(), (Ratio{1, 1}));
  EXPECT_EQ(Exact(4, 6).as_ratio(), (Ratio{2, 3}));
  EXPECT_FALSE(Exact(-1, 2).as_ratio());
}

}  // namespace
}  // namespace terang::auction::evaluation
