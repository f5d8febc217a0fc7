// 5,495 real tenders with 26,952 bids: all of them are taken, and found fast.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "tender/ocds_import.h"
#include "tender/pg_reference.h"
#include "tender/pg_search.h"
#include "tests/ocds/database.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

class RealData : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    file = data_file("assam_ocds_release_package.json.gz");
    if (file.empty()) return;
    database = migrated_database();
    const long before = peak_kib();
    const auto start = std::chrono::steady_clock::now();
    auto report = import_ocds({file}, database);
    ASSERT_TRUE(report.ok()) << report.error().message;
    first = std::move(report).value();
    std::printf("import: %.1f s, peak memory +%ld KiB\n", milliseconds_since(start) / 1000, peak_kib() - before);
  }
  void SetUp() override {
    if (file.empty()) GTEST_SKIP() << "no real data: assam_ocds_release_package.json.gz is not there";
  }
  static std::string file, database;
  static OcdsReport first;
};
std::string RealData::file, RealData::database;
OcdsReport RealData::first;

TEST_F(RealData, AllOfItIsTaken) {
  EXPECT_EQ(first.exit_code(), 0) << to_text(first);
  EXPECT_EQ(first.added, 5495u);
  EXPECT_EQ(first.bids, 26'952u);
  EXPECT_EQ(first.awards, 14'206u);
  EXPECT_TRUE(first.warnings.empty()) << to_text(first);
  EXPECT_EQ(ask(database, "select count(*) || ' ' || sum(bids) || ' ' || sum(awards) from ocds_release"), "5495 26952 14206");
  EXPECT_EQ(ask(database, "select count(*) from tender_search where source = 'ocds'"), "5495");
  EXPECT_EQ(ask(database, "select sum(value) from tender_search"),
            ask(database, "select sum((raw::jsonb #>> '{tender,value,amount}')::numeric * 100)::bigint from ocds_release"));
}

TEST_F(RealData, AgainIsHarmless) {
  const std::string before = ask(database, "select md5(string_agg(s::text, '|' order by key)) from tender_search s");
  const auto again = import_ocds({file}, database);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->unchanged, 5495u);
  EXPECT_EQ(again->added + again->updated + again->refused, 0u);
  EXPECT_EQ(ask(database, "select md5(string_agg(s::text, '|' order by key)) from tender_search s"), before);
}

TEST_F(RealData, TheFirstPageComesUnder50Milliseconds) {
  pqxx::connection connection(database);
  const TenderQuery queries[] = {{},
                                 {.text = "bridge"},
                                 {.text = "construction of road"},
                                 {.text = "constr"},
                                 {.text = "2018_WPTBC_6506"},
                                 {.buyer = "public works"},
                                 {.text = "building", .status = "awarded", .category = "works"},
                                 {.currency = "INR", .min_value = "1000000", .max_value = "5000000", .sort = "value"},
                                 {.from = "2020-01-01", .to = "2022-12-31"},
                                 {.sort = "closing"},
                                 {.sort = "value"},
                                 {.text = "brige constructon"},
                                 {.text = "zzzzqqqq"}};
  double load = 0;
  const bool busy = getloadavg(&load, 1) == 1 && load > 2.0 * std::thread::hardware_concurrency();
  if (busy) std::printf("times are told, not judged: a load of %.1f on %u processors\n", load, std::thread::hardware_concurrency());
  for (const TenderQuery& query : queries) {
    std::vector<double> times;
    std::size_t items = 0;
    for (int round = 0; round < 11; ++round) {
      const auto start = std::chrono::steady_clock::now();
      const auto page = search_tenders(connection, query, *parse_time("2024-06-01T00:00:00Z"));
      times.push_back(milliseconds_since(start));
      ASSERT_TRUE(page.ok());
      items = page->find("items")->as_array().size();
    }
    std::sort(times.begin(), times.end());
    std::printf("%-20s %-14s %-8s %2zu items: fastest %.1f, median %.1f, slowest %.1f ms\n", query.text.c_str(), query.buyer.c_str(),
                query.sort.c_str(), items, times.front(), times[times.size() / 2], times.back());
    // The fastest: how the search does, not what else the machine does meanwhile.
    if (!busy) {
      EXPECT_LT(times.front(), 50.0) << query.text << query.buyer << query.sort;
    }
    EXPECT_EQ(items > 0, query.text != "zzzzqqqq");
  }
}

TEST_F(RealData, EveryTenderHasItsPageAndNamesNoBidder) {
  pqxx::connection connection(database);
  pqxx::nontransaction work(connection);
  const auto rows = work.exec("select ocid, (raw::jsonb #>> '{bids,details,0,tenderers,0,name}') from ocds_release where bids > 0 order by bids desc limit 60");
  ASSERT_EQ(rows.size(), 60u);
  pqxx::connection reader(database);
  for (const auto& row : rows) {
    const auto start = std::chrono::steady_clock::now();
    const auto page = reference_tender(reader, row[0].as<std::string>());
    ASSERT_TRUE(page.has_value());
    EXPECT_LT(milliseconds_since(start), 1000.0);
    EXPECT_EQ(json::canonical(*page->find("bids")).find(row[1].as<std::string>()), std::string::npos);
    EXPECT_EQ(page->find("published_by")->as_array()[0].text("licence"), "https://opendatacommons.org/licenses/odbl/1-0/");
  }
}

}  // namespace
}  // namespace terang::tender::test
