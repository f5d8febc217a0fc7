// One private PostgreSQL for all tests of a program; a fresh, migrated database for each test.
#pragma once

#include <gtest/gtest.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <memory>

#include "ledger/migrate.h"
#include "ledger/pg_journal.h"
#include "tests/ledger/make_log.h"
#include "tests/support/private_postgres.h"

namespace terang::test {

inline PrivatePostgres& shared_postgres() {
  static PrivatePostgres server;
  return server;
}

class PgTest : public testing::Test {
 protected:
  static PrivatePostgres& postgres() { return shared_postgres(); }
  void SetUp() override {
    postgres().start();
    conninfo = postgres().create_database();
    const auto migrated = ledger::migrate(conninfo, std::string(TERANG_SOURCE_DIR) + "/sql");
    ASSERT_TRUE(migrated) << migrated.error().message;
  }
  Result<std::unique_ptr<ledger::PgJournal>> try_open() {
    return ledger::PgJournal::open(conninfo, 1, {static_cast<int>(::getpid()), "test-host"});
  }
  std::unique_ptr<ledger::PgJournal> open() {
    auto journal = try_open();
    if (!journal) throw std::runtime_error(journal.error().message);
    return std::move(*journal);
  }
  std::string sql(const std::string& statements) {
    return postgres().sql(statements, conninfo.substr(conninfo.find("dbname=") + 7));
  }
  // The table's triggers keep hands off; whoever owns the database can take them away.
  void tamper(const std::string& statements) { sql("SET session_replication_role = replica; " + statements); }

  std::string conninfo;
};

}  // namespace terang::test
