#include "server/desk_clock.h"

#include <gtest/gtest.h>

namespace terang::server {
namespace {

TEST(DeskClock, BeginsAtTheSystemsTime) {
  DeskClock clock(0);
  EXPECT_NEAR(static_cast<double>(clock.now()), static_cast<double>(system_now()), 50'000.0);
}

// A system clock that was stepped back, or a log written by a machine whose clock ran ahead.
TEST(DeskClock, IsNeverBeforeTheNewestEntryAndStillRuns) {
  const Micros ahead = system_now() + 3600 * kSecond;
  DeskClock clock(ahead);
  const Micros first = clock.now();
  EXPECT_GE(first, ahead);
  EXPECT_LT(first, ahead + kSecond);
  while (steady_now() % 1000 != 0) {
  }
  EXPECT_GT(clock.now(), first) << "an hour ahead, it goes on rather than standing still for an hour";
  EXPECT_NEAR(static_cast<double>(clock.offset()), -3600e6, 1e6);
}

// The newest sign of life may be later than the newest entry.
TEST(DeskClock, GoesOnFromTheLastSignOfLife) {
  DeskClock clock(0);
  const Micros ahead = system_now() + 3600 * kSecond;
  clock.not_before(ahead);
  EXPECT_GE(clock.now(), ahead);
  EXPECT_LT(clock.now(), ahead + kSecond);
  clock.not_before(ahead - 1800 * kSecond);
  EXPECT_GE(clock.now(), ahead);
}

TEST(DeskClock, NeverGoesBack) {
  DeskClock clock(0);
  Micros last = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Micros now = clock.now();
    ASSERT_GE(now, last);
    last = now;
  }
}

}  // namespace
}  // namespace terang::server
