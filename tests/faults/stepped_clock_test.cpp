// The system clock stepped back while the server runs, and a restart while it still stands an hour back.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "server/desk_clock.h"
#include "tests/faults/house.h"

namespace terang::faults {
namespace {

std::string faketime_library() {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib", ignored)) {
    const auto found = entry.path() / "faketime/libfaketimeMT.so.1";
    if (std::filesystem::exists(found, ignored)) return found;
  }
  return {};
}

struct SteppedClock : ::testing::Test {
  House house;
  std::string file = house.folder + "/clock";
  Words environment;

  void SetUp() override {
    const std::string library = faketime_library();
    if (library.empty()) GTEST_SKIP() << "libfaketime (package faketime) is not installed";
    environment = {"LD_PRELOAD=" + library, "FAKETIME_TIMESTAMP_FILE=" + file, "FAKETIME_NO_CACHE=1",
                   "DONT_FAKE_MONOTONIC=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"};
    set("+0");
  }
  // Renamed into place: the server reads it at any moment.
  void set(const std::string& offset) const {
    std::ofstream(file + ".new") << offset << "\n";
    std::filesystem::rename(file + ".new", file);
  }
  Micros now() const {
    LiveLine line(house.port(), "");
    return *parse_time(line.expect("hello").text("now"));
  }
};

TEST_F(SteppedClock, AnHourBackMovesNothing) {
  house.people(1);
  house.serve(environment);
  const std::string tender = house.live_tender(40 * kSecond);
  const std::string promised = house.ends_at(tender);
  const Person& ani = house.bidders[0];
  int made = 0;
  Micros last = 0;
  const auto place = [&](LiveLine& line) {
    ++made;
    line.send(house.bid(ani, tender, std::to_string(1'000'000 - made), server::test::uuid(made)));
    const json::Value answer = line.expect("answer", server::test::uuid(made));
    EXPECT_EQ(answer.text("verdict"), "accepted");
    const Micros at = parse_time(answer.text("at")).value_or(0);
    EXPECT_GE(at, last);
    last = at;
  };
  {
    LiveLine line(house.port(), ani.cookie);
    for (int i = 0; i < 10; ++i) place(line);
    set("-1h");
    for (int i = 0; i < 10; ++i) place(line);
    EXPECT_NEAR(static_cast<double>(last), static_cast<double>(server::system_now()), 5e6) << "it goes on by itself";
  }
  // The proof that the step reached the server: its own word, measured every second.
  double offset = 0;
  for (int i = 0; i < 100 && offset > -3000; ++i) {
    std::this_thread::sleep_for(milliseconds(50));
    offset = house.metric("terang_clock_offset_seconds");
  }
  EXPECT_NEAR(offset, -3600, 5);
  EXPECT_EQ(house.ends_at(tender), promised);
  // A sign of life later than the newest entry: from there the clock has to go on, though no entry says so.
  std::this_thread::sleep_for(milliseconds(2500));
  const Micros shown = now();
  EXPECT_EQ(house.terminate(), 0) << house.server->err();

  house.serve(environment);
  const Micros again = now();
  EXPECT_GE(again, shown) << "what people were shown is not taken back";
  EXPECT_LT(again, server::system_now() + kSecond);
  EXPECT_EQ(house.ends_at(tender), promised);
  LiveLine line(house.port(), ani.cookie);
  for (int i = 0; i < 10; ++i) place(line);
  // Stepped forward as well, and back again: still nothing.
  set("+30m");  // no further: sessions are the system clock's affair
  for (int i = 0; i < 5; ++i) place(line);
  set("-1h");
  for (int i = 0; i < 5; ++i) place(line);
  EXPECT_EQ(house.ends_at(tender), promised);
  EXPECT_EQ(house.phase(tender), "live");
  EXPECT_EQ(house.terminate(), 0) << house.server->err();

  const auto times = house.stored_times();
  for (std::size_t i = 1; i < times.size(); ++i) ASSERT_GE(times[i], times[i - 1]) << "entry " << i;
  house.expect_whole_log();
}

}  // namespace
}  // namespace terang::faults
