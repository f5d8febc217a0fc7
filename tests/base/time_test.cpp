#include "base/time.h"

#include <gtest/gtest.h>

#include <random>

namespace terang {
namespace {

TEST(Time, KnownAnswers) {
  EXPECT_EQ(format_time(0), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(format_time(-1), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(format_time(951'782'400 * kSecond), "2000-02-29T00:00:00.000000Z");
  EXPECT_EQ(format_time(1'795'316'400'000'001), "2026-11-22T03:00:00.000001Z");
  EXPECT_EQ(parse_time("2026-11-22T03:00:00.000001Z"), 1'795'316'400'000'001);
  EXPECT_EQ(parse_time("2026-11-22T10:00:00+07:00"), 1'795'316'400'000'000);
  EXPECT_EQ(parse_time("2026-11-21T22:30:00.5-04:30"), 1'795'316'400'500'000);
  EXPECT_EQ(parse_time("2026-11-22t03:00:00z"), 1'795'316'400'000'000);
  EXPECT_EQ(format_time(*parse_time("0001-01-01T00:00:00Z")), "0001-01-01T00:00:00.000000Z");
  EXPECT_EQ(format_time(*parse_time("9999-12-31T23:59:59.999999Z")), "9999-12-31T23:59:59.999999Z");
}

TEST(Time, RefusesEverythingElse) {
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T03:00:00", "2026-11-22 03:00:00Z", "2026-11-22T03:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T03:60:00Z", "2026-12-31T23:59:60Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z", "0000-01-01T00:00:00Z", "2026-11-22T03:00:00.Z",
        "2026-11-22T03:00:00.0000001Z", "2026-11-22T03:00:00,5Z", "2026-11-22T03:00:00+0700", "2026-11-22T03:00:00+7:00",
        "2026-11-22T03:00:00+24:00", "2026-11-22T03:00:00+07:60", "2026-11-22T03:00:00ZZ", " 2026-11-22T03:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "+026-11-22T03:00:00Z", "2026-1x-22T03:00:00Z"})
    EXPECT_FALSE(parse_time(text)) << text;
}

TEST(Time, RoundTrip) {
  const auto seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937_64 random(seed);
  const Micros first = *parse_time("0001-01-01T00:00:00Z"), last = *parse_time("9999-12-31T23:59:59.999999Z");
  std::uniform_int_distribution<Micros> times(first, last);
  for (int i = 0; i < 20'000; ++i) {
    const Micros time = times(random);
    ASSERT_EQ(parse_time(format_time(time)), time) << time;
  }
}

}  // namespace
}  // namespace terang
