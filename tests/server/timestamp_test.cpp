// The platform and its time-stamp authority.
#include <thread>

#include "base/bytes.h"
#include "ledger/timestamp.h"
#include "server/desk_clock.h"
#include "tests/server/fixture.h"
#include "tests/server/time_stamp_http.h"

namespace terang::server::test {
namespace {

json::Value newest(World& world) { return *world.get("/api/v1/log").body.find("timestamps")->find("newest"); }

TEST(TimestampedPlatform, KeepsWhatVerifiesAndNothingElse) {
  AuthorityHttp authority;
  World world;
  world.config.timestamp_url = authority.url();
  world.config.timestamp_ca = authority.authority.ca_file();
  authority.lies = true;
  world.start();
  EXPECT_EQ(json::canonical(*world.get("/api/v1/log").body.find("timestamps")), R"({"configured":true,"newest":null})");
  Person ani = world.make("ani", "bidder", "CV Ani");
  world.begin_sessions({&ani});
  world.register_key(ani);
  const Micros until = steady_now() + 30 * kSecond;
  while (authority.lied == 0 && steady_now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ASSERT_GT(authority.lied, 0);
  EXPECT_TRUE(newest(world).is_null());
  authority.lies = false;  // it is asked again after a pause of five seconds
  while (newest(world).is_null() && steady_now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  ASSERT_FALSE(newest(world).is_null());
  const json::Value stamped = newest(world);
  const std::string path = "/log/timestamp/" + json::canonical(*stamped.find("size"));
  const Reply token = world.get(path + ".tsr"), note = world.get(path + ".note");
  ASSERT_EQ(token.status, 200);
  EXPECT_NE(token.head.find("application/timestamp-reply"), std::string::npos);
  const auto checked = ledger::check_timestamp(token.text, note.text, authority.authority.ca_pem());
  ASSERT_TRUE(checked.ok()) << checked.error().message;
  EXPECT_EQ(format_time(checked->at), stamped.text("at"));
  EXPECT_TRUE(authority.authority.verifies(token.text, note.text));
  EXPECT_TRUE(world.get("/log/checkpoint").text.starts_with(note.text));
  for (const char* none : {"/log/timestamp/0.tsr", "/log/timestamp/01.tsr", "/log/timestamp/1.der", "/log/timestamp/", "/log/timestamp/x.note"})
    EXPECT_EQ(world.get(none).status, 404) << none;
  world.stop();
  world.start();
  EXPECT_EQ(json::canonical(newest(world)), json::canonical(stamped));
}

}  // namespace
}  // namespace terang::server::test
