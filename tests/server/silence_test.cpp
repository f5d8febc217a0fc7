// Everything that anybody but a bidder himself can fetch or be told of a lot with sealed bids, read while nobody bids and
// while somebody does: the same, but for the log's growth, which covers hide.
#include <algorithm>
#include <sstream>

#include "server/desk_clock.h"
#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

using net::test::milliseconds;

// Without the time of the answer, and without what tells how long the log is.
void strip(json::Value& value) {
  if (value.is_array()) {
    for (json::Value& item : value.as_array()) strip(item);
  } else if (value.is_object()) {
    for (const char* member : {"now", "checkpoint", "size"}) value.erase(member);
    std::vector<std::string> keys;
    for (const auto& [key, inner] : value.as_object()) keys.push_back(key);
    for (const std::string& key : keys) strip(*value.find(key));
  }
}

struct Silence : ::testing::Test {
  World world;
  Person officer, auditor, ani, budi, citra;
  std::string tender;

  void SetUp() override {
    world.config.desk.cover_mean = kSecond / 10;
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    auditor = world.make("sari", "auditor");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    citra = world.make("citra", "bidder", "CV Citra");
    world.begin_sessions({&officer, &auditor, &ani, &budi, &citra});
    for (Person* person : {&ani, &budi, &citra}) world.register_key(*person);
    tender = world.scheduled_tender(officer, {&ani, &budi, &citra}, 2 * kSecond, 120 * kSecond,
                                    json::parse(R"({"type":"sealed_second_price"})").value());
    world.wait_for_phase(tender, "live");
  }
  std::uint64_t log_size() { return static_cast<std::uint64_t>(world.get("/api/v1/log").body.find("size")->as_int()); }

  std::string fetched(std::uint64_t from) {
    std::string out;
    const std::string base = "/api/v1/tenders/" + tender;
    const std::string paths[] = {"/api/v1/tenders", "/api/v1/tenders?q=kursi", base, base + "/bundle", base + "/my-bids",
                                 base + "/lots/1/history", base + "/lots/1/history?since=0", base + "/lots/1/standings",
                                 base + "/draft", base + "/entries", "/api/v1/desk", "/api/v1/log", "/api/v1/keys"};
    const Person* people[] = {nullptr, &officer, &auditor, &citra};
    for (const Person* who : people) {
      for (const std::string& path : paths) {
        Reply reply = world.get(path, who);
        strip(reply.body);
        out += (who ? who->login : "anybody") + " " + path + " " + std::to_string(reply.status) + " " + json::canonical(reply.body) + "\n";
      }
      // Of what was added since: whoever asks is no party to any of it, bid or cover.
      for (std::uint64_t seq = from; who && seq < from + 5; ++seq)
        out += who->login + " receipt " + world.get("/api/v1/receipts/" + std::to_string(seq), who).code() + "\n";
    }
    return out;
  }
  // Counters that tell of decisions; what counts connections and octets tells of everybody's at once.
  std::string metrics() {
    net::test::ClientOptions plain;
    plain.tls = false;
    std::istringstream all(net::test::fetch(world.platform->health_port(),
                                            "GET /metrics HTTP/1.1\r\nHost: inside\r\nConnection: close\r\n\r\n", plain).body);
    std::string out;
    for (std::string line; std::getline(all, line);) {
      const char* growing[] = {"terang_sealed_or_cover_total", "terang_log_entries", "terang_journal_", "terang_net_",
                               "terang_http_", "terang_clock_offset", "terang_desk_inbox"};
      if (std::none_of(std::begin(growing), std::end(growing), [&](const char* name) { return line.find(name) != std::string::npos; }))
        out += line + "\n";
    }
    return out;
  }
};

TEST_F(Silence, NothingTellsThatAnyoneBids) {
  LiveLine mine(world.port(), ani.cookie), his(world.port(), budi.cookie);
  std::vector<json::Value> said;
  for (int i = 1; i <= 3; ++i) said.push_back(world.commit(ani, tender, std::to_string(900'000 - i * 1000), uuid(i), i));
  for (int i = 1; i <= 2; ++i) said.push_back(world.commit(budi, tender, std::to_string(800'000 - i * 1000), uuid(10 + i), i));
  // Who watches: nobody in particular, the officer, the auditor, a bidder who has not bid.
  std::vector<std::unique_ptr<LiveLine>> watchers;
  for (const std::string& cookie : {std::string(), officer.cookie, auditor.cookie, citra.cookie}) {
    watchers.push_back(std::make_unique<LiveLine>(world.port(), cookie));
    watchers.back()->send(json::Value::object({{"since", 0}, {"tender", tender}, {"type", "watch"}}));
    while (watchers.back()->next(milliseconds(400))) {
    }
  }
  struct Seen {
    std::string fetched, metrics, log;
    int frames = 0;
    std::uint64_t grown = 0;
  };
  const auto read = [&](const std::vector<json::Value>& frames) {
    Seen seen;
    const std::uint64_t from = log_size();
    testing::internal::CaptureStderr();
    for (std::size_t i = 0; i < frames.size(); ++i) {
      LiveLine& line = i < 3 ? mine : his;
      line.send(frames[i]);
      EXPECT_EQ(line.expect("answer", frames[i].text("bid")).text("verdict"), "accepted");
    }
    const Micros until = steady_now() + 10 * kSecond;
    while (log_size() < from + frames.size() + 5 && steady_now() < until) std::this_thread::sleep_for(milliseconds(10));
    for (const auto& watcher : watchers)
      while (watcher->next(milliseconds(300))) ++seen.frames;
    seen.log = testing::internal::GetCapturedStderr();
    seen.grown = log_size() - from;
    seen.fetched = fetched(from);
    seen.metrics = metrics();
    return seen;
  };
  const Seen before = read({});
  const Seen after = read(said);
  EXPECT_GE(before.grown, 5u) << "covers";
  EXPECT_GT(after.grown, said.size()) << "and bids among them";
  EXPECT_EQ(before.frames, 0);
  EXPECT_EQ(after.frames, 0);
  EXPECT_EQ(before.log, "");
  EXPECT_EQ(after.log, "");
  EXPECT_EQ(after.metrics, before.metrics);
  EXPECT_EQ(after.fetched, before.fetched);
  EXPECT_NE(before.fetched.find("not_yours"), std::string::npos);
  EXPECT_EQ(before.fetched.find("no_such_entry"), std::string::npos);
}

}  // namespace
}  // namespace terang::server::test
