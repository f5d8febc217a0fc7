#include "tests/ocds/database.h"

#include <memory>
#include <stdexcept>

#include <gtest/gtest.h>

#include "ledger/migrate.h"

namespace terang::tender::test {
namespace {

std::unique_ptr<terang::test::PrivatePostgres> cluster;

// Ends the cluster before main does.
class Ending : public ::testing::Environment {
 public:
  void TearDown() override { cluster.reset(); }
};
const auto* const ending = ::testing::AddGlobalTestEnvironment(new Ending);

}  // namespace

terang::test::PrivatePostgres& postgres() {
  if (!cluster) cluster = std::make_unique<terang::test::PrivatePostgres>();
  return *cluster;
}

std::string migrated_database() {
  const std::string conninfo = postgres().create_database();
  const auto migrated = ledger::migrate(conninfo, TERANG_SOURCE_DIR "/sql");
  if (!migrated) throw std::runtime_error(migrated.error().name + ": " + migrated.error().message);
  return conninfo;
}

std::string ask(const std::string& conninfo, const std::string& sql) {
  pqxx::connection connection(conninfo);
  pqxx::work work(connection);
  const auto rows = work.exec(sql);
  work.commit();
  return rows.empty() || rows[0][0].is_null() ? "" : rows[0][0].as<std::string>();
}

}  // namespace terang::tender::test
