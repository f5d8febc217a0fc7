#include "tender/ocds_money.h"

#include <gtest/gtest.h>

namespace terang::tender::test {
namespace {

std::string minor(std::string_view text, int exponent) {
  bool exact = false;
  const auto value = minor_units(text, exponent, exact);
  if (!value) return "none";
  return std::to_string(*value) + (exact ? "" : " rounded");
}

TEST(OcdsMoney, DecimalsBecomeMinorUnitsExactly) {
  EXPECT_EQ(minor("1234.56", 2), "123456");
  EXPECT_EQ(minor("0.07", 2), "7");
  EXPECT_EQ(minor("8456537533", 2), "845653753300");
  EXPECT_EQ(minor("-12.5", 2), "-1250");
  EXPECT_EQ(minor("1234.5600", 2), "123456");
  EXPECT_EQ(minor("1200", 0), "1200");
  EXPECT_EQ(minor("1.2E3", 2), "120000");
  EXPECT_EQ(minor("12345e-2", 2), "12345");
  EXPECT_EQ(minor("000012", 2), "1200");
  EXPECT_EQ(minor("0", 2), "0");
  EXPECT_EQ(minor("0.000", 2), "0");
  EXPECT_EQ(minor("-0", 2), "0");
  EXPECT_EQ(minor("0e999", 2), "0");
}

TEST(OcdsMoney, MoreDecimalsAreRoundedHalfAwayFromZero) {
  EXPECT_EQ(minor("1234.567", 2), "123457 rounded");
  EXPECT_EQ(minor("1234.565", 2), "123457 rounded");
  EXPECT_EQ(minor("1234.5649", 2), "123456 rounded");
  EXPECT_EQ(minor("-1234.565", 2), "-123457 rounded");
  EXPECT_EQ(minor("0.005", 2), "1 rounded");
  EXPECT_EQ(minor("0.5", 0), "1 rounded");
  EXPECT_EQ(minor("0.0000001", 2), "0 rounded");
  EXPECT_EQ(minor("1e-300", 2), "0 rounded");
}

TEST(OcdsMoney, WhatIsTooLargeHasNoMinorUnits) {
  EXPECT_EQ(minor("999999999999999.99", 2), "none");  // the largest amount itself may not be rounded to
  EXPECT_EQ(minor("999999999999999.98", 2), "99999999999999998");
  EXPECT_EQ(minor("1e15", 2), "none");
  EXPECT_EQ(minor("1e2147483647", 2), "none");
  EXPECT_EQ(minor(std::string(300, '9'), 2), "none");
}

TEST(OcdsMoney, WhatIsNoNumberIsNone) {
  for (const char* text : {"", "-", ".", "1.", "1,5", "abc", "1e", "1e99999999999", "0x10", "1 ", "--1", "1.2.3", "NaN"})
    EXPECT_EQ(minor(text, 2), "none") << text;
}

std::string shown(std::string_view text) {
  const auto value = json::parse(text, {.decimals = true});
  const auto amount = read_ocds_amount(&*value);
  return amount ? json::canonical(to_json(*amount)) : "none";
}

TEST(OcdsMoney, TheyAreShownAsPublishedWhereRounded) {
  EXPECT_EQ(shown(R"({"amount":1234.5,"currency":"INR"})"), R"({"amount":"1234.50","currency":"INR"})");
  EXPECT_EQ(shown(R"({"amount":1234.567,"currency":"INR"})"),
            R"({"amount":"1234.57","currency":"INR","published":"1234.567"})");
  EXPECT_EQ(shown(R"({"amount":"17","currency":"JPY"})"), R"({"amount":"17","currency":"JPY"})");
  EXPECT_EQ(shown(R"({"amount":-5,"currency":"IDR"})"), R"({"amount":"-5","currency":"IDR"})");
  EXPECT_EQ(shown(R"({"amount":5})"), R"({"published":"5"})");
  EXPECT_EQ(shown(R"({"amount":5,"currency":"ZZZ"})"), R"({"published":"5"})");
  EXPECT_EQ(shown(R"({"amount":1e99,"currency":"IDR"})"), R"({"currency":"IDR","published":"1e99"})");
  EXPECT_EQ(shown(R"({"amount":null,"currency":"IDR"})"), "none");
  EXPECT_EQ(shown(R"({"amount":"a lot","currency":"IDR"})"), "none");
  EXPECT_EQ(shown(R"({"amount":[1]})"), "none");
  EXPECT_EQ(shown("[]"), "none");
}

}  // namespace
}  // namespace terang::tender::test
