// The log's own keys on a running platform: rotated with an overlap, in the midst of which it starts again; stolen; in a module.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "ledger/checkpoint.h"
#include "ledger/key_file.h"
#include "ledger/key_history.h"
#include "ledger/pg_journal.h"
#include "ledger/stored_log.h"
#include "ledger/verify/tender_replayer.h"
#include "ledger/verify/verifier.h"
#include "server/desk_clock.h"
#include "tests/server/fixture.h"
#include "tests/support/soft_hsm.h"

namespace terang::server::test {
namespace {

using json::Value;

constexpr char kReason[] = "The yearly change of keys.";

struct LogKeysOf : ::testing::Test {
  World world;
  Person root;
  void SetUp() override {
    root = world.make("root", "administrator");
    world.store_sessions({&root});
  }
  Reply rotate(std::int64_t overlap, const Person* who = nullptr) {
    return world.post("/api/v1/log/keys", Value::object({{"overlap_seconds", overlap}, {"reason", kReason}}), who ? who : &root);
  }
  std::string state_of(std::size_t key) {
    return std::string(world.get("/api/v1/log").body.find("vkeys")->as_array().at(key).text("state"));
  }
  std::string vkey() { return std::string(world.get("/api/v1/log").body.text("vkey")); }
  std::size_t signatures() { return ledger::parse_note(world.get("/log/checkpoint").text)->signatures.size(); }
  bool opens(const std::string& vkey) {
    return ledger::open_checkpoint(world.get("/log/checkpoint").text, *ledger::parse_vkey(vkey)).ok();
  }
  ledger::KeyHistory history() {
    const auto journal = ledger::PgJournal::open_read_only(world.config.database, 1);
    ledger::KeyHistory keys;
    const auto read = ledger::verify_stored_log(**journal, std::nullopt, [&](const ledger::EntryView& entry) {
      const auto wrong = keys.add(entry, world.origin());
      EXPECT_FALSE(wrong) << ledger::sentence(*wrong);
    });
    EXPECT_TRUE(read.ok());
    return keys;
  }
};

TEST_F(LogKeysOf, BothSignDuringTheOverlapAcrossAStart) {
  world.start();
  const std::string first = vkey();
  EXPECT_EQ(state_of(0), "current");
  Person officer = world.make("ratna", "officer", "Dinas Uji");
  world.begin_sessions({&officer});
  EXPECT_EQ(rotate(60, &officer).code(), "not_your_role");
  EXPECT_FALSE(std::filesystem::exists(world.config.data + "/log-key-2.pem")) << "nothing is made for somebody who may not";
  EXPECT_EQ(world.post("/api/v1/log/keys", Value::object({{"overlap_seconds", 60}}), &root).code(), "invalid_request");
  EXPECT_EQ(world.post("/api/v1/log/keys", Value::object({{"overlap_seconds", 60}, {"reason", "short"}}), &root).code(), "reason_missing");

  const Reply rotated = rotate(60);
  ASSERT_EQ(rotated.status, 201) << rotated.text;
  const std::string second = vkey();
  EXPECT_NE(second, first);
  EXPECT_EQ(rotated.body.find("detail")->text("vkey"), second);
  EXPECT_EQ(signatures(), 2u);
  EXPECT_TRUE(opens(first) && opens(second));
  EXPECT_EQ(state_of(0), "overlap");
  EXPECT_EQ(state_of(1), "current");
  EXPECT_EQ(rotate(60).code(), "rotation_under_way");

  world.stop();
  world.start();
  EXPECT_EQ(vkey(), second);
  EXPECT_EQ(signatures(), 2u);
  EXPECT_EQ(history().refusal(first, second, 100, system_now()), "");

  // Over at once, with a third: the earlier ones stay out of checkpoints, the first by its overlap, the second by none.
  ASSERT_EQ(rotate(0).status, 201);
  const std::string third = vkey();
  EXPECT_FALSE(opens(second));
  world.stop();
  std::filesystem::remove(world.config.data + "/log-key-2.pem");  // destroyed, as it should be
  world.start();
  EXPECT_TRUE(opens(third));
  {
    const auto journal = ledger::PgJournal::open_read_only(world.config.database, 1);
    const auto verified = ledger::verify_journal(**journal, world.get("/log/checkpoint").text,
                                                 {*ledger::parse_vkey(first), ledger::make_tender_replayer});
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->holds()) << ledger::sentence(*verified->finding);
  }
  EXPECT_EQ(state_of(1), "retired");
  world.stop();
  std::filesystem::remove(world.config.data + "/log-key-3.pem");
  const auto refused = world.try_start();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().name, "log_key_missing");
}

TEST_F(LogKeysOf, TheOverlapEndsByItself) {
  world.start();
  const std::string first = vkey();
  ASSERT_EQ(rotate(1).status, 201);
  const Micros until = steady_now() + 10 * kSecond;
  while (state_of(0) != "retired" && steady_now() < until) std::this_thread::sleep_for(net::test::milliseconds(50));
  // The next entry's checkpoint is the new key's alone, once the desk has seen that it is time.
  Person officer = world.make("ratna", "officer", "Dinas Uji");
  world.begin_sessions({&officer});
  while (opens(first) && steady_now() < until) {
    ASSERT_EQ(world.post("/api/v1/tenders", world.document(officer, 600 * kSecond, 60 * kSecond), &officer).status, 201);
    std::this_thread::sleep_for(net::test::milliseconds(50));
  }
  EXPECT_EQ(signatures(), 1u);
  EXPECT_TRUE(opens(vkey()));
}

TEST_F(LogKeysOf, AStolenKeysCheckpointIsRefused) {
  world.start();
  const std::string first = vkey();
  const auto honest = ledger::open_checkpoint(world.get("/log/checkpoint").text, *ledger::parse_vkey(first));
  ASSERT_TRUE(honest);
  // The theft, and what the thief makes of it: a tree of his own, signed by the log's own key.
  const auto stolen = ledger::load_key(world.config.data + "/log-key.pem");
  ASSERT_TRUE(stolen);
  const std::string his = ledger::sign_checkpoint(world.origin(), honest->size + 5, Hash{7}, *stolen);
  ASSERT_TRUE(ledger::open_checkpoint(his, *ledger::parse_vkey(first))) << "before anybody knows, it passes";

  ASSERT_EQ(rotate(0).status, 201);
  const auto distrust = [&](const std::string& vkey, std::uint64_t size) {
    return world.post("/api/v1/log/keys/compromised",
                      Value::object({{"from_size", size}, {"reason", "The backup tape was stolen."}, {"vkey", vkey}}), &root);
  };
  EXPECT_EQ(distrust(vkey(), 1).code(), "vkey_signs");
  EXPECT_EQ(distrust("nobody+00000000+AA", 1).code(), "vkey_unknown");
  EXPECT_EQ(distrust(first, 1000).code(), "from_size_ahead");
  ASSERT_EQ(distrust(first, honest->size + 1).status, 201);
  EXPECT_EQ(state_of(0), "compromised");
  EXPECT_FALSE(opens(first));

  const ledger::KeyHistory keys = history();
  EXPECT_EQ(keys.refusal(vkey(), first, honest->size + 5, 0), "vkey_compromised") << "the thief's";
  EXPECT_EQ(keys.refusal(first, vkey(), honest->size + 9, 0), "vkey_compromised") << "who holds the stolen key alone must ask elsewhere";
  EXPECT_EQ(keys.refusal(vkey(), first, honest->size, 0), "") << "the honest one from before";
  EXPECT_EQ(ledger::open_checkpoint(his, *ledger::parse_vkey(vkey())).error().name, "note_unsigned");
  world.stop();
  world.start();
  EXPECT_EQ(state_of(0), "compromised");
}

TEST_F(LogKeysOf, AModuleSignsTheLog) {
  ::setenv("TERANG_LOG_KEY_PIN", terang::test::SoftHsm::kPin, 1);
  const auto made = ledger::load_or_create_key(world.folder + "/hsm.pem");
  ASSERT_TRUE(made);
  ASSERT_TRUE(terang::test::SoftHsm(world.folder).import(world.folder + "/hsm.pem", "log-key")) << "is softhsm2 installed?";
  world.config.log_key = terang::test::SoftHsm::uri("log-key");
  world.start();
  const std::string first = vkey();
  EXPECT_EQ(first, ledger::format_vkey(ledger::verifier_key(*made, world.origin())));
  EXPECT_TRUE(opens(first));
  EXPECT_FALSE(std::filesystem::exists(world.config.data + "/log-key.pem"));
  EXPECT_EQ(rotate(60).code(), "log_key_unavailable") << "log_key_next is not named";
  world.stop();
  world.config.log_key_next = world.folder + "/next.pem";
  ASSERT_TRUE(ledger::load_or_create_key(world.config.log_key_next));
  world.start();
  ASSERT_EQ(rotate(60).status, 201);
  EXPECT_EQ(signatures(), 2u);
  EXPECT_TRUE(opens(first) && opens(vkey()));
  ::unsetenv("TERANG_LOG_KEY_PIN");
}

}  // namespace
}  // namespace terang::server::test
