#include "tender/ocds_import.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tender/pg_reference.h"
#include "tests/ocds/database.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

class OcdsImport : public ::testing::Test {
 protected:
  OcdsReport import(std::string_view text, const OcdsImportOptions& options = {}) {
    const File file(text);
    auto report = import_ocds({file.path()}, database_, {}, options);
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
    return report.ok() ? std::move(report).value() : OcdsReport{};
  }
  std::string title(const std::string& ocid) {
    return ask(database_, "select title from tender_search where key = '" + ocid + "'");
  }
  const std::string database_ = migrated_database();
};

TEST_F(OcdsImport, APackagePlainAndCompressed) {
  const std::string text = package({release("ocds-1", "a"), release("ocds-2", "a")});
  OcdsReport report = import(text);
  EXPECT_EQ(report.added, 2u);
  EXPECT_EQ(report.bids, 4u);
  EXPECT_EQ(report.awards, 2u);
  EXPECT_EQ(report.exit_code(), 0);
  report = import(gzip(text));
  EXPECT_EQ(report.unchanged, 2u);
  EXPECT_EQ(report.added + report.updated, 0u);
  EXPECT_EQ(report.bids, 4u);
  EXPECT_EQ(report.exit_code(), 0);
  EXPECT_EQ(ask(database_, "select count(*) from ocds_release"), "2");
  EXPECT_EQ(ask(database_, "select count(*) from tender_search where source = 'ocds'"), "2");
  EXPECT_EQ(ask(database_, "select publisher || ' ' || licence from ocds_source"), "Portal Contoh https://example.org/licence");
}

TEST_F(OcdsImport, KeepsTheReleaseAsItWasPublished) {
  const std::string text = release("ocds-1", "a");
  import(package({text}));
  EXPECT_EQ(ask(database_, "select raw from ocds_release"), text);
  EXPECT_EQ(ask(database_, "select value from tender_search"), "125000000050");
}

TEST_F(OcdsImport, ASingleReleaseARecordAndLinesOfThem) {
  EXPECT_EQ(import(release("ocds-1", "a")).added, 1u);
  std::string compiled = release("ocds-2", "x");
  compiled.replace(compiled.find("[\"tender\",\"award\"]"), 18, "[\"compiled\"]");
  EXPECT_EQ(import(R"({"ocid":"ocds-2","compiledRelease":)" + compiled + "}").added, 1u);
  std::string line = release("ocds-3", "a");
  std::replace(line.begin(), line.end(), '\n', ' ');
  const OcdsReport report = import(line + "\n" + line + "\n" + package({release("ocds-4", "a")}));
  EXPECT_EQ(report.added, 2u);
  EXPECT_EQ(report.unchanged, 1u);
}

TEST_F(OcdsImport, ReleasesOfOneProcessAreMergedInOrderOfTheirDates) {
  // The later one comes first in the file.
  import(package({R"({"ocid":"ocds-1","id":"b","date":"2024-02-01T00:00:00Z","tag":["tenderUpdate"],
                      "tender":{"id":"t","title":"Judul baru","status":"cancelled"}})",
                  R"({"ocid":"ocds-1","id":"a","date":"2024-01-01T00:00:00Z","tag":["tender"],"buyer":{"name":"Dinas"},
                      "tender":{"id":"t","title":"Judul lama","status":"active","description":"tetap"}})"}));
  EXPECT_EQ(title("ocds-1"), "Judul baru");
  EXPECT_EQ(ask(database_, "select status || ' ' || excerpt || ' ' || buyer from tender_search"), "cancelled tetap Dinas");
  import(release("ocds-1", "c", "2024-03-01T00:00:00Z", "Judul terbaru"));
  EXPECT_EQ(title("ocds-1"), "Judul terbaru");
  pqxx::connection connection(database_);
  const auto page = reference_tender(connection, "ocds-1");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->find("releases")->as_array().size(), 3u);
  EXPECT_EQ(page->find("published_by")->as_array().size(), 2u);
  EXPECT_FALSE(reference_tender(connection, "ocds-2").has_value());
  EXPECT_FALSE(reference_tender(connection, std::string("a\0b", 3)).has_value());
  EXPECT_FALSE(reference_tender(connection, "\xff").has_value());
}

TEST_F(OcdsImport, AChangedReleaseReplacesAnOlderOneOfItsName) {
  import(release("ocds-1", "a", "2024-01-02T00:00:00Z", "Satu"));
  EXPECT_EQ(import(release("ocds-1", "a", "2024-01-03T00:00:00Z", "Dua")).updated, 1u);
  EXPECT_EQ(title("ocds-1"), "Dua");
  const OcdsReport report = import(release("ocds-1", "a", "2024-01-01T00:00:00Z", "Nol"));
  EXPECT_EQ(report.reasons.at("older_than_stored"), 1u);
  EXPECT_EQ(report.exit_code(), 1);
  EXPECT_EQ(title("ocds-1"), "Dua");
}

TEST_F(OcdsImport, RecordsGiveTheirCompiledReleaseOrTheirReleases) {
  std::string compiled = release("ocds-1", "whatever", "2024-05-01T00:00:00Z", "Terkompilasi");
  compiled.replace(compiled.find("[\"tender\",\"award\"]"), 18, "[\"compiled\"]");
  OcdsReport report = import(record_package(
      {R"({"ocid":"ocds-1","releases":[{"url":"https://example.org/1","date":"2024-05-01T00:00:00Z"}],"compiledRelease":)" + compiled + "}",
       R"({"ocid":"ocds-2","releases":[)" + release("ocds-2", "a") + "," + release("ocds-2", "b", "2024-06-01T00:00:00Z", "B") + "]}",
       R"({"ocid":"ocds-3","releases":[{"url":"https://example.org/1"}]})", R"({"ocid":"ocds-4","versionedRelease":{}})",
       R"({"ocid":"ocds-5"})", "7"}));
  EXPECT_EQ(report.added, 3u);
  EXPECT_EQ(report.reasons, (std::map<std::string, std::uint64_t>{{"record_linked_only", 1},
                                                                 {"record_versioned_only", 1},
                                                                 {"record_empty", 1},
                                                                 {"not_an_object", 1}}));
  EXPECT_EQ(report.seen, 7u);
  EXPECT_EQ(title("ocds-1"), "Terkompilasi");
  EXPECT_EQ(title("ocds-2"), "B");
  // Compiled again, with another id: replaces, does not pile up.
  compiled.replace(compiled.find("2024-05-01"), 10, "2024-06-01");
  compiled.replace(compiled.find("whatever"), 8, "somewhat");
  EXPECT_EQ(import(record_package({R"({"ocid":"ocds-1","compiledRelease":)" + compiled + "}"})).updated, 1u);
  EXPECT_EQ(ask(database_, "select count(*) from ocds_release where ocid = 'ocds-1'"), "1");
}

TEST_F(OcdsImport, SaysWhatItCannotTakeAndTakesTheRest) {
  std::string deep = release("ocds-deep", "a");
  deep.insert(1, "\"x\":" + std::string(200'000, '[') + std::string(200'000, ']') + ",");
  std::string twice = release("ocds-twice", "a");
  twice.insert(1, "\"ocid\":\"ocds-other\",");
  const std::string text = package({release("ocds-1", "a"), deep, twice, release("ocds-\xff", "a"), "null",
                                    R"({"ocid":"ocds-2","id":"a"})", R"({"ocid":"ocds-3","id":"a","date":tru})",
                                    release("ocds-4", "a")});
  const OcdsReport report = import(text);
  EXPECT_EQ(report.added, 2u);
  EXPECT_EQ(report.refused, 6u);
  EXPECT_EQ(report.reasons, (std::map<std::string, std::uint64_t>{{"json_too_deep", 1},
                                                                 {"json_duplicate_key", 1},
                                                                 {"json_invalid_utf8", 1},
                                                                 {"not_an_object", 1},
                                                                 {"date_missing", 1},
                                                                 {"json_malformed", 1}}));
  ASSERT_EQ(report.problems.size(), 6u);
  EXPECT_EQ(report.problems[4].ocid, "ocds-2");
  EXPECT_EQ(report.problems[4].position, 5u);
  EXPECT_TRUE(text.substr(report.problems[4].offset).starts_with(R"({"ocid":"ocds-2")"));
  EXPECT_EQ(report.exit_code(), 1);
  EXPECT_EQ(title("ocds-4"), "Pembangunan jembatan gantung");
  const json::Value told = to_json(report);
  EXPECT_EQ(told.find("problems")->as_array().size(), 6u);
  EXPECT_NE(to_text(report).find("refused, date_missing: 1"), std::string::npos);
}

TEST_F(OcdsImport, TwoReleasesOfOneNameInAFile) {
  const OcdsReport report = import(package({release("ocds-1", "a", "2024-01-01", "Satu"), release("ocds-1", "a", "2024-01-01", "Dua"),
                                            release("ocds-1", "a", "2024-01-01", "Satu")}));
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.unchanged, 1u);
  EXPECT_EQ(report.reasons.at("duplicate_release"), 1u);
  EXPECT_EQ(title("ocds-1"), "Satu");
  // Again, it says the same and changes nothing.
  EXPECT_EQ(import(package({release("ocds-1", "a", "2024-01-01", "Satu"), release("ocds-1", "a", "2024-01-01", "Dua")}))
                .reasons.at("duplicate_release"), 1u);
  EXPECT_EQ(title("ocds-1"), "Satu");
}

TEST_F(OcdsImport, HugeAndOddTextsAreCutForTheList) {
  std::string text = release("ocds-1", "a");
  const std::string from = "Pekerjaan konstruksi di sungai";
  std::string huge;
  for (int i = 0; i < 200'000; ++i) huge += "kata" + std::to_string(i) + " ";
  text.replace(text.find(from), from.size(), "a\\u0000b \\ud83d\\ude00 " + huge);
  EXPECT_EQ(import(package({text})).added, 1u);
  EXPECT_EQ(ask(database_, "select left(excerpt, 5) from tender_search"), "a b \xf0\x9f\x98\x80");
  EXPECT_EQ(ask(database_, "select octet_length(excerpt) <= 400 from tender_search"), "t");
  OcdsReport report = import(package({"{\"ocid\":\"ocds-2\",\"x\":\"" + std::string(17 << 20, 'x') + "\"}", release("ocds-3", "a")}));
  EXPECT_EQ(report.reasons.at("release_too_large"), 1u);
  EXPECT_EQ(report.added, 1u);
}

TEST_F(OcdsImport, ThePublisherMayComeLast) {
  OcdsImportOptions one_by_one;
  one_by_one.batch_releases = 1;
  import(R"({"releases":[)" + release("ocds-1", "a") + "," + release("ocds-2", "a") + R"(],"uri":"urn:late","publisher":{"name":"Akhir"}})",
         one_by_one);
  EXPECT_EQ(ask(database_, "select string_agg(distinct uri || publisher, ',') from ocds_release r join ocds_source s on s.id = r.source"),
            "urn:lateAkhir");
  EXPECT_EQ(ask(database_, "select count(*) from ocds_source"), "1");
}

TEST_F(OcdsImport, ProgressGoesToTheEnd) {
  const File file(package({release("ocds-1", "a"), release("ocds-2", "a")}));
  OcdsProgress last;
  ASSERT_TRUE(import_ocds({file.path()}, database_, [&](const OcdsProgress& now) { last = now; }).ok());
  EXPECT_EQ(last.file, file.path());
  EXPECT_EQ(last.bytes_read, last.bytes_total);
  EXPECT_EQ(last.releases, 2u);
}

TEST_F(OcdsImport, TheOfficialExamples) {
  const std::string folder = data_file("ocds_fictional_1.1");
  if (folder.empty()) GTEST_SKIP() << "no sample data: the official OCDS example is not there";
  std::vector<std::string> files;
  for (const char* name : {"1.1_ocds-213czf-000-00001-03-tenderAmendment.json", "1.1_ocds-213czf-000-00001-02-tender.json",
                           "1.1_ocds-213czf-000-00001-01-planning.json", "1.1_ocds-213czf-000-00001-05-contract.json",
                           "1.1_ocds-213czf-000-00001-04-award.json", "1.1_ocds-213czf-000-00001-06-implementation.json",
                           "1.1_ocds-213czf-000-00001.json"})
    files.push_back(folder + "/" + name);
  const auto report = import_ocds(files, database_);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->exit_code(), 0) << to_text(*report);
  EXPECT_EQ(report->added, 6u);
  EXPECT_EQ(report->unchanged, 6u);
  EXPECT_EQ(title("ocds-213czf-000-00001"), "Planned cycle lane improvements");
  EXPECT_EQ(ask(database_, "select status || ' ' || currency || ' ' || value from tender_search"), "awarded GBP 110000000");
  const auto records = import_ocds({folder + "/record_ocds-213czf-000-00001.json",
                                    folder + "/record_ocds-213czf-000-00001-withversions.json"}, database_);
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(records->exit_code(), 0) << to_text(*records);
}

}  // namespace
}  // namespace terang::tender::test
