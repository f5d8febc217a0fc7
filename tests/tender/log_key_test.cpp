#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

const Actor kAdministrator{AccountId("root00000001"), Role::administrator, {}};

struct LogKeys : ::testing::Test {
  World w;
  RotateLogKey rotation(const char* from, const char* to, std::int64_t overlap = 3600) const {
    return {kAdministrator, from, to, overlap, "ZW4=", "YWM=", World::kReason};
  }
  std::string verdict(const Command& command) { return std::string(w.verdict(command)); }
};

TEST_F(LogKeys, AreRotatedByAdministratorsInOneLine) {
  RotateLogKey command = rotation("", "", -1);
  command.reason = "short";
  command.by = w.officer;
  EXPECT_EQ(verdict(command), "not_your_role");
  command.by = kAdministrator;
  EXPECT_EQ(verdict(command), "vkey_not_current");
  command.old_vkey = "A";
  EXPECT_EQ(verdict(command), "vkey_used");
  command.new_vkey = "A";
  EXPECT_EQ(verdict(command), "vkey_used");
  command.new_vkey = "B";
  EXPECT_EQ(verdict(command), "overlap_out_of_range");
  command.overlap_seconds = 366 * 86'400 + 1;
  EXPECT_EQ(verdict(command), "overlap_out_of_range");
  command.overlap_seconds = 3600;
  EXPECT_EQ(verdict(command), "reason_missing");
  command.reason = World::kReason;
  const Micros at = w.now;
  EXPECT_EQ(verdict(command), kAccepted);
  EXPECT_EQ(w.log.back().kind, "log.key_rotated");
  EXPECT_EQ(w.log.back().tender, "");
  EXPECT_EQ(w.log.back().data,
            R"({"accepted":"YWM=","by":{"account":"root00000001","business":"","role":"administrator"},"endorsed":"ZW4=",)"
            R"("new_vkey":"B","old_vkey":"A","overlap_seconds":3600,"overlap_until":")" + format_time(at + 3600 * kSecond) +
                R"(","reason":"a reason long enough","verdict":"accepted"})");
  EXPECT_EQ(verdict(rotation("A", "C")), "vkey_not_current");
  EXPECT_EQ(verdict(rotation("B", "A")), "vkey_used");
  EXPECT_EQ(verdict(rotation("B", "C")), "rotation_under_way");
  w.after(kHour);
  EXPECT_EQ(verdict(rotation("B", "C")), kAccepted);
  EXPECT_EQ(verdict(rotation("C", "D", 0)), kAccepted) << "at once, when a key is stolen in the midst of an overlap";
  const auto& keys = w.registry.log_keys();
  ASSERT_EQ(keys.size(), 4u);
  EXPECT_EQ(keys[0].until_seq, 0u);
  EXPECT_EQ(keys[1].from_seq, 0u);
  EXPECT_EQ(keys[3].from_seq, 2u);
  expect_replays(w);
}

TEST_F(LogKeys, AreDistrustedFromASizeOn) {
  w.must(rotation("A", "B"));
  DistrustLogKey command{w.officer, "C", 9, "short"};
  EXPECT_EQ(verdict(command), "not_your_role");
  command.by = kAdministrator;
  EXPECT_EQ(verdict(command), "vkey_unknown");
  command.vkey = "B";
  EXPECT_EQ(verdict(command), "vkey_signs");
  command.vkey = "A";
  EXPECT_EQ(verdict(command), "from_size_ahead");
  command.from_size = 1;
  EXPECT_EQ(verdict(command), "reason_missing");
  command.reason = World::kReason;
  EXPECT_EQ(verdict(command), kAccepted);
  EXPECT_EQ(w.log.back().kind, "log.key_compromised");
  EXPECT_EQ(verdict(command), "vkey_compromised");
  command.from_size = 0;
  EXPECT_EQ(verdict(command), kAccepted) << "it was stolen earlier than was thought";
  EXPECT_EQ(w.registry.log_keys()[0].compromised_from, 0u);
  expect_replays(w);
}

}  // namespace
}  // namespace terang::tender::test
