// Bad days of the database under the journal.
#include <sys/mount.h>
#include <sys/stat.h>
#include <pwd.h>

#include <atomic>
#include <thread>

#include "ledger/stored_log.h"
#include "tests/ledger/pg_fixture.h"

namespace terang::ledger {
namespace {

using namespace std::chrono_literals;

class PgFaultsTest : public test::PgTest {};

// What the desk does after a failed or doubtful write: ask until the ledger's end is known, and go on from there.
Head settle(Journal& journal) {
  for (int i = 0; i < 500; ++i) {
    const auto head = journal.head();
    if (head) return *head;
    EXPECT_EQ(head.error().name, "connection_lost") << head.error().message;
    std::this_thread::sleep_for(20ms);
  }
  throw std::runtime_error("the journal does not come back");
}

TEST_F(PgFaultsTest, KilledUnderLoadLosesNothingAcknowledged) {
  auto journal = open();
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> acknowledged = 0;
  int in_doubt = 0, kept = 0;
  std::vector<Hash> leaves;  // of acknowledged entries, by seq
  std::thread writer([&] {
    Chain chain;
    while (!stop) {
      const std::uint64_t before = chain.head().size;
      const auto entries = test::make_entries(chain, 1 + before % 7);
      const auto result = journal->write({entries, {}});
      if (result.durable()) {
        chain.confirm(chain.head().size);
        for (const Entry& entry : entries) leaves.push_back(entry.leaf);
        acknowledged = chain.head().size;
        continue;
      }
      in_doubt += result.state == WriteState::in_doubt;
      const Head head = settle(*journal);
      ASSERT_TRUE(head.size == before || head.size == chain.head().size) << head.size;
      if (result.state == WriteState::failed) {
        ASSERT_EQ(head.size, before);
      }
      if (head.size > before) {
        ++kept;
        chain.confirm(head.size);
        for (const Entry& entry : entries) leaves.push_back(entry.leaf);
        acknowledged = head.size;
      } else {
        chain.rewind(before);
      }
      ASSERT_EQ(head, chain.head());
    }
  });
  for (int round = 0; round < 4; ++round) {
    const std::uint64_t target = acknowledged + 400;
    while (acknowledged < target) std::this_thread::sleep_for(1ms);
    if (round % 2 == 0) {
      postgres().kill();
      postgres().start();
    } else {
      sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO ledger_entry%' "
          "AND pid <> pg_backend_pid()");
    }
  }
  const std::uint64_t target = acknowledged + 400;
  while (acknowledged < target) std::this_thread::sleep_for(1ms);
  stop = true;
  writer.join();
  std::printf("%zu entries, %d writes in doubt, %d of them committed\n", leaves.size(), in_doubt, kept);
  EXPECT_GT(in_doubt, 0);
  const auto log = verify_stored_log(*journal);
  ASSERT_TRUE(log) << log.error().message;
  ASSERT_EQ(log->tree.size(), leaves.size());
  for (std::uint64_t i = 0; i < leaves.size(); ++i) ASSERT_EQ(log->tree.leaf(i), leaves[i]);
}

TEST_F(PgFaultsTest, ALostConnectionIsNotSilentlyReplaced) {
  auto journal = open();
  Chain chain;
  ASSERT_TRUE(journal->write({test::make_entries(chain, 1), {}}).durable());
  chain.confirm(1);
  sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
      "AND pid <> pg_backend_pid()");
  // A silent new connection would write without the lock.
  EXPECT_FALSE(journal->write({test::make_entries(chain, 2), {}}).durable());
  EXPECT_FALSE(journal->write({{}, {{"SELECT 1", {}}}}).durable());
  chain.rewind(1);
  EXPECT_EQ(journal->reopen().value(), chain.head());
  EXPECT_EQ(try_open().error().name, "log_owned");
  EXPECT_TRUE(journal->write({test::make_entries(chain, 2), {}}).durable());
}

TEST_F(PgFaultsTest, WhoLostTheLogToAnotherDoesNotGetItBack) {
  auto journal = open();
  Chain chain;
  ASSERT_TRUE(journal->write({test::make_entries(chain, 1), {}}).durable());
  chain.confirm(1);
  sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
      "AND pid <> pg_backend_pid()");
  auto second = open();
  EXPECT_FALSE(journal->write({test::make_entries(chain, 1), {}}).durable());
  chain.rewind(1);
  EXPECT_EQ(journal->reopen().error().name, "log_owned");
  Chain other;
  other.adopt(chain.head(), "t0", chain.tender_head("t0"));
  ASSERT_TRUE(second->write({test::make_entries(other, 2), {}}).durable());  // not what we left in doubt
  second.reset();
  EXPECT_EQ(journal->reopen().error().name, "foreign_writer");
}

TEST_F(PgFaultsTest, OurOwnDeadConnectionIsEndedOnReopening) {
  // The backend of a connection that only we know to be dead keeps the lock until it is told.
  auto journal = open();
  Chain chain;
  ASSERT_TRUE(journal->write({test::make_entries(chain, 1), {}}).durable());
  const std::string pid = sql("SELECT backend FROM log_owner");
  // A frozen backend stands for one whose network went away: it can neither answer nor notice.
  ASSERT_EQ(::kill(std::stoi(pid), SIGSTOP), 0);
  std::thread thaw([&] {
    std::this_thread::sleep_for(1500ms);
    ::kill(std::stoi(pid), SIGCONT);
  });
  sql("SELECT pg_terminate_backend(" + pid + ")");
  const auto begin = std::chrono::steady_clock::now();
  const Head head = settle(*journal);
  EXPECT_EQ(head, chain.head());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
  thaw.join();
}

TEST_F(PgFaultsTest, DiskFullIsNamedAndPasses) {
  if (::geteuid() != 0) GTEST_SKIP() << "mounting a small tmpfs needs root";
  std::string folder = "/tmp/terang-full-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=6m,mode=0777") != 0) {
    ::rmdir(folder.c_str());
    GTEST_SKIP() << "this machine does not let root mount a tmpfs";
  }
  const struct Unmount {
    std::string folder;
    ~Unmount() {
      ::umount2(folder.c_str(), MNT_DETACH);
      ::rmdir(folder.c_str());
    }
  } unmount{folder};
  const std::string space = folder + "/space";
  ASSERT_EQ(::mkdir(space.c_str(), 0700), 0);
  const passwd* account = ::getpwnam("postgres");
  ASSERT_EQ(::chown(space.c_str(), account->pw_uid, account->pw_gid), 0);
  sql("CREATE TABLESPACE small LOCATION '" + space + "'");
  sql("ALTER TABLE ledger_entry SET TABLESPACE small");
  auto journal = open();
  Chain chain;
  const std::string big = "\"" + std::string(200'000, 'z') + "\"";
  WriteResult result;
  for (int i = 0; i < 100 && result.durable(); ++i) {
    std::vector<Entry> entries;
    for (int j = 0; j < 1 + i % 2; ++j) entries.push_back(chain.append("x", "t", big, 1, test::salt_of(1)));
    result = journal->write({entries, {}});
    result.durable() ? chain.confirm(chain.head().size) : chain.rewind(chain.confirmed());
  }
  EXPECT_EQ(result.state, WriteState::failed);
  EXPECT_EQ(result.failure, WriteFailure::disk_full) << result.message;
  EXPECT_EQ(journal->head().value(), chain.head());
  sql("ALTER TABLE ledger_entry SET TABLESPACE pg_default");  // somebody makes room
  EXPECT_TRUE(journal->write({test::make_entries(chain, 1), {}}).durable());
  EXPECT_TRUE(verify_stored_log(*journal));
  journal.reset();
  sql("DROP TABLE ledger_entry");
  sql("DROP TABLESPACE small");
}

}  // namespace
}  // namespace terang::ledger
