// Imports on bad days: broken files, a killed importer, a killed database.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/ocds/database.h"
#include "tests/ocds/samples.h"
#include "tender/ocds_import.h"

namespace terang::tender::test {
namespace {

std::string many(int count) {
  std::vector<std::string> releases;
  for (int i = 0; i < count; ++i) releases.push_back(release("ocds-" + std::to_string(i), "a"));
  return package(releases);
}

OcdsImportOptions batches_of(std::size_t releases) {
  OcdsImportOptions options;
  options.batch_releases = releases;
  return options;
}

// Each stored release is whole and has its row, and no row is without a release.
void expect_whole(const std::string& database) {
  EXPECT_EQ(ask(database, "select count(*) from ocds_release r full join tender_search s on s.key = r.ocid"
                          " where r.ocid is null or s.key is null"), "0");
  EXPECT_EQ(ask(database, "select count(*) from ocds_release where raw not like '{%}'"), "0");
}

OcdsReport import(const std::string& file, const std::string& database, const OcdsImportOptions& options = {}) {
  auto report = import_ocds({file}, database, {}, options);
  EXPECT_TRUE(report.ok());
  return report.ok() ? std::move(report).value() : OcdsReport{};
}

TEST(OcdsImportFaults, ATruncatedArchive) {
  const std::string database = migrated_database();
  const std::string packed = gzip(many(300));
  const File file(packed.substr(0, packed.size() * 2 / 3), "input.json.gz");
  OcdsReport report = import(file.path(), database, batches_of(7));
  ASSERT_EQ(report.failures.size(), 1u);
  EXPECT_EQ(report.failures[0].failure.name, "gzip_truncated");
  EXPECT_GT(report.added, 0u);
  EXPECT_LT(report.added, 300u);
  EXPECT_EQ(report.exit_code(), 1);
  EXPECT_EQ(ask(database, "select count(*) from ocds_release"), std::to_string(report.added));
  expect_whole(database);
  // The whole file goes on from there.
  const std::uint64_t before = report.added;
  file.write(packed);
  report = import(file.path(), database);
  EXPECT_EQ(report.unchanged, before);
  EXPECT_EQ(report.added, 300 - before);
  EXPECT_EQ(report.exit_code(), 0);
}

TEST(OcdsImportFaults, TextThatBreaksMidway) {
  const std::string database = migrated_database();
  std::string text = many(20);
  const std::size_t at = text.find(",\n{\"ocid\":\"ocds-12\"");
  ASSERT_NE(at, std::string::npos);
  text[at] = ';';
  const OcdsReport report = import(File(text).path(), database, batches_of(5));
  ASSERT_EQ(report.failures.size(), 1u);
  EXPECT_EQ(report.failures[0].failure.name, "json_malformed");
  EXPECT_NE(report.failures[0].failure.message.find("byte " + std::to_string(at) + ":"), std::string::npos)
      << report.failures[0].failure.message;
  EXPECT_EQ(report.added, 12u);
  expect_whole(database);
}

TEST(OcdsImportFaults, FilesThatAreNoOcds) {
  const std::string database = migrated_database();
  const struct {
    const char* text;
    const char* failure;
  } cases[] = {{"", "file_empty"},
               {"[1]", "top_level_not_object"},
               {"hello", "json_malformed"},
               {"{\"type\":\"FeatureCollection\",\"features\":[]}", "not_ocds"},
               {"{}", "not_ocds"}};
  for (const auto& one : cases) {
    const OcdsReport report = import(File(one.text).path(), database);
    ASSERT_EQ(report.failures.size(), 1u) << one.text;
    EXPECT_EQ(report.failures[0].failure.name, one.failure) << one.text;
    EXPECT_EQ(report.exit_code(), 2) << one.text;
    EXPECT_EQ(report.seen, 0u);
  }
}

TEST(OcdsImportFaults, OneFileIsNotThereTheOtherIsRead) {
  const std::string database = migrated_database();
  const File file(many(1));
  const auto report = import_ocds({"/nonexistent/a.json", file.path()}, database);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->failures[0].failure.name, "file_unreadable");
  EXPECT_EQ(report->added, 1u);
  EXPECT_EQ(report->exit_code(), 1);
}

TEST(OcdsImportFaults, StoppedByItsUserAndTakenUpAgain) {
  const std::string database = migrated_database();
  const File file(many(2000));  // some blocks long
  std::atomic<bool> stop{false};
  OcdsImportOptions options = batches_of(10);
  options.stop = &stop;
  int batches = 0;
  const auto report = import_ocds({file.path()}, database, [&](const OcdsProgress& now) {
    if (now.releases > 0 && ++batches == 1) stop = true;
  }, options);
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->stopped);
  EXPECT_EQ(report->exit_code(), 1);
  EXPECT_LT(report->added, 2000u);
  expect_whole(database);
  const OcdsReport again = import(file.path(), database);
  EXPECT_EQ(again.unchanged, report->added);
  EXPECT_EQ(again.taken(), 2000u);
}

TEST(OcdsImportFaults, TheImporterIsKilled) {
  const std::string database = migrated_database();
  const File file(many(2000));
  const pid_t child = ::fork();
  if (child == 0) {
    // Killed in the middle of the file, by itself: no destructor runs.
    (void)import_ocds({file.path()}, database, [](const OcdsProgress& now) {
      if (now.bytes_read > now.bytes_total / 3) ::kill(::getpid(), SIGKILL);
    }, batches_of(7));
    ::_exit(9);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  const std::string stored = ask(database, "select count(*) from ocds_release");
  EXPECT_NE(stored, "0");
  EXPECT_NE(stored, "2000");
  expect_whole(database);
  // PostgreSQL notices the lost connection and lets go of the lock.
  auto again = import_ocds({file.path()}, database);
  for (int i = 0; i < 100 && !again && again.error().name == "import_running"; ++i) {
    ::usleep(50'000);
    again = import_ocds({file.path()}, database);
  }
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(std::to_string(again->unchanged), stored);
  EXPECT_EQ(again->taken(), 2000u);
  expect_whole(database);
}

TEST(OcdsImportFaults, TheDatabaseIsKilled) {
  const std::string database = migrated_database();
  const File file(many(2000));
  bool killed = false;
  const auto report = import_ocds({file.path()}, database, [&](const OcdsProgress& now) {
    if (!killed && now.bytes_read > now.bytes_total / 3) {
      killed = true;
      postgres().kill();
    }
  }, batches_of(50));
  ASSERT_TRUE(report.ok());
  ASSERT_EQ(report->failures.size(), 1u);
  EXPECT_EQ(report->failures[0].failure.name, "database_failed");
  EXPECT_EQ(report->exit_code(), 1);
  const auto unreachable = import_ocds({file.path()}, database);
  ASSERT_FALSE(unreachable.ok());
  EXPECT_EQ(unreachable.error().name, "database_unreachable");
  postgres().start();
  expect_whole(database);
  const OcdsReport again = import(file.path(), database);
  EXPECT_EQ(again.unchanged, report->added);
  EXPECT_EQ(again.taken(), 2000u);
}

TEST(OcdsImportFaults, OneImportAtATime) {
  const std::string database = migrated_database();
  const File file(many(1));
  pqxx::connection other(database);
  pqxx::nontransaction work(other);
  work.exec("select pg_advisory_lock(8387515833640447843)");
  const auto refused = import_ocds({file.path()}, database);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().name, "import_running");
}

TEST(OcdsImportFaults, ADatabaseWithoutTables) {
  const File file(many(1));
  const auto refused = import_ocds({file.path()}, postgres().create_database());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().name, "not_migrated");
}

}  // namespace
}  // namespace terang::tender::test
