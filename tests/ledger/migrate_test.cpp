#include "ledger/migrate.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/ledger/pg_fixture.h"

namespace terang::ledger {
namespace {

namespace fs = std::filesystem;

class MigrateTest : public testing::Test {
 protected:
  MigrateTest() {
    std::string pattern = "/tmp/terang-sql-XXXXXX";
    folder = ::mkdtemp(pattern.data());
    test::shared_postgres().start();
    conninfo = test::shared_postgres().create_database();
  }
  ~MigrateTest() override { fs::remove_all(folder); }
  void put(const std::string& name, const std::string& sql) { std::ofstream(folder + "/" + name) << sql; }
  std::string failure() {
    const auto result = migrate(conninfo, folder);
    return result ? "" : result.error().name + ": " + result.error().message;
  }
  std::string folder, conninfo;
};

using Names = std::vector<std::string>;

TEST_F(MigrateTest, AppliesEachFileOnceInOrder) {
  put("0002_b.sql", "INSERT INTO a VALUES (2);");
  put("0001_a.sql", "CREATE TABLE a (n int); INSERT INTO a VALUES (1);");
  put("README.md", "not a migration");
  EXPECT_EQ(migrations_due(conninfo, folder)->applied, (Names{"0001_a.sql", "0002_b.sql"}));
  EXPECT_EQ(migrate(conninfo, folder)->applied, (Names{"0001_a.sql", "0002_b.sql"}));
  EXPECT_EQ(migrate(conninfo, folder)->applied, Names{});
  put("0004_d.sql", "INSERT INTO a VALUES (4);");
  const auto third = migrate(conninfo, folder);
  EXPECT_EQ(third->applied, Names{"0004_d.sql"});
  EXPECT_EQ(third->already, (Names{"0001_a.sql", "0002_b.sql"}));
}

TEST_F(MigrateTest, TwoAtOnceTakeTurns) {
  put("0001_a.sql", "SELECT pg_sleep(0.2); CREATE TABLE a (n int);");
  std::string one, two;
  std::thread thread([&] { one = failure(); });
  two = failure();
  thread.join();
  EXPECT_EQ(one, "");
  EXPECT_EQ(two, "");
}

TEST_F(MigrateTest, NamesWhatIsWrong) {
  put("0001_a.sql", "CREATE TABLE a (n int);");
  put("0002_b.sql", "CREATE TABLE b (n int); INSERT INTO nowhere VALUES (1);");
  EXPECT_TRUE(failure().starts_with("migration_failed: 0002_b.sql: ")) << failure();
  put("0002_b.sql", "CREATE TABLE b (n int);");  // nothing of the failed one remained
  EXPECT_EQ(failure(), "");
  put("0001_a.sql", "CREATE TABLE a (n bigint);");
  EXPECT_TRUE(failure().starts_with("migration_changed: 0001_a.sql ")) << failure();
  put("0001_a.sql", "CREATE TABLE a (n int);");
  put("0001_again.sql", "");
  EXPECT_TRUE(failure().starts_with("migrations_unreadable: ")) << failure();
  fs::remove(folder + "/0001_again.sql");
  fs::remove(folder + "/0002_b.sql");
  EXPECT_TRUE(failure().starts_with("schema_newer: The database has 0002_b.sql")) << failure();
  EXPECT_EQ(migrate(conninfo, folder + "/none").error().name, "migrations_unreadable");
  EXPECT_EQ(migrate("host=/nonexistent", folder).error().name, "connection_lost");
}

}  // namespace
}  // namespace terang::ledger
