#include "auction/money.h"

#include <gtest/gtest.h>

#include "auction/ratio.h"

namespace terang::auction {
namespace {

Verdict read(std::string_view text, const char* currency = "IDR") {
  Money amount;
  return parse_amount(text, *Currency::of(currency), amount);
}
std::int64_t minor(std::string_view text, const char* currency = "IDR") {
  Money amount;
  EXPECT_EQ(parse_amount(text, *Currency::of(currency), amount), Verdict::accepted) << text;
  return amount.minor;
}

TEST(Money, ReadsCanonicalAmounts) {
  EXPECT_EQ(minor("1250000000"), 125'000'000'000);
  EXPECT_EQ(minor("12.50"), 1'250);
  EXPECT_EQ(minor("0.01"), 1);
  EXPECT_EQ(minor("7", "JPY"), 7);
  EXPECT_EQ(minor("1.005", "KWD"), 1'005);
  EXPECT_EQ(minor("999999999999999.99"), kLargestAmount.minor);
}

TEST(Money, Malformed) {
  for (const char* text : {"", " 1", "1 ", "+1", "01", "00", "1.", ".5", "1e3", "0x10", "1,000", "1.5.0", "1.2x", "--1",
                           "-", "١", "12.5", "12.00", "0.00", "Infinity", "1\n"})
    EXPECT_EQ(read(text), Verdict::amount_malformed) << text;
}
TEST(Money, NotPositive) {
  for (const char* text : {"0", "-1", "-0", "-12.50", "-1.999"}) EXPECT_EQ(read(text), Verdict::amount_not_positive) << text;
}
TEST(Money, Fractional) {
  EXPECT_EQ(read("1.005"), Verdict::amount_fractional);
  EXPECT_EQ(read("1.000"), Verdict::amount_fractional);
  EXPECT_EQ(read("1.5", "JPY"), Verdict::amount_fractional);
}
TEST(Money, Overflow) {
  for (const char* text : {"1000000000000000", "9223372036854775807", "9223372036854775808", "18446744073709551617",
                           "99999999999999999999999999999999999999"})
    EXPECT_EQ(read(text), Verdict::amount_overflow) << text;
}

TEST(Money, WritesWhatItReads) {
  for (const char* text : {"1", "12.50", "0.01", "1250000000", "999999999999999.99", "10.05"})
    EXPECT_EQ(format_amount({minor(text)}, {}), text);
  EXPECT_EQ(format_amount({1'000}, *Currency::of("KWD")), "1");
  EXPECT_EQ(format_amount({0}, {}), "0");
}

TEST(Money, KnowsCurrencies) {
  EXPECT_EQ(Currency::of("IDR")->exponent(), 2);
  EXPECT_EQ(Currency::of("VND")->exponent(), 0);
  EXPECT_EQ(Currency::of("TND")->exponent(), 3);
  for (const char* code : {"", "ID", "IDRX", "idr", "XXX", "ED ", " AE", "D A"}) EXPECT_FALSE(Currency::of(code)) << code;
}

TEST(Ratio, ReadsAndWrites) {
  EXPECT_EQ(*parse_ratio("2.5"), Ratio::of(5, 2));
  EXPECT_EQ(*parse_ratio("2.50"), Ratio::of(5, 2));
  EXPECT_EQ(*parse_ratio("2/6"), Ratio::of(1, 3));
  EXPECT_EQ(*parse_ratio("0"), Ratio::of(0, 1));
  for (const char* text : {"", ".", "1.", ".5", "-1", "1/0", "1/", "/2", "1/2/3", "01", "1e2", "100000000", "1/10000001",
                           "0.12345678", "99999999999999999999"})
    EXPECT_FALSE(parse_ratio(text)) << text;
  for (const char* text : {"2.5", "1/3", "0.899075", "3", "0.0000001", "7/6"})
    EXPECT_EQ(format_ratio(*parse_ratio(text)), text);
}

}  // namespace
}  // namespace terang::auction
