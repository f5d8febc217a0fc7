#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tender/ocds_import.h"
#include "tender/pg_search.h"
#include "tests/ocds/database.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

struct Tender {
  const char* ocid;
  const char* title;
  const char* buyer;
  const char* status;
  const char* category;
  const char* amount;  // "" for none
  const char* currency;
  const char* published;
  const char* closes;  // "" for none
};

// Invented.
constexpr Tender kTenders[] = {
    {"o-bridge", "Pembangunan Jembatan Sungai Brantas", "Dinas PU Kota Malang", "active", "works", "1500000000", "IDR", "2024-01-05", "2024-12-01"},
    {"o-road", "Rehabilitasi Jalan/Jembatan Desa", "Dinas PU Kabupaten Sleman", "complete", "works", "250000000.50", "IDR", "2024-01-04", "2024-02-01"},
    {"o-laptop", "Pengadaan Laptop Sekolah", "Dinas Pendidikan Kota Malang", "active", "goods", "99000000", "IDR", "2024-01-03", "2024-11-01"},
    {"o-cafe", "Jasa Katering Café Museum", "Museum Nasional", "cancelled", "services", "12000", "USD", "2024-01-02", "2024-01-20"},
    {"o-plan", "Kajian Drainase", "Bappeda Kota Malang", "planned", "services", "", "", "2024-01-01", ""},
};

std::string text_of(const Tender& one) {
  std::string value = std::string(one.amount).empty() ? "" : std::string(R"(,"value":{"amount":)") + one.amount + R"(,"currency":")" + one.currency + "\"}";
  std::string period = std::string(one.closes).empty() ? "" : std::string(R"(,"tenderPeriod":{"endDate":")") + one.closes + "T00:00:00Z\"}";
  return std::string(R"({"ocid":")") + one.ocid + R"(","id":"1","date":"2024-01-01","tag":["tender"],"buyer":{"name":")" +
         one.buyer + R"("},"tender":{"id":"PKT-)" + one.ocid + R"(/2024","title":")" + one.title + R"(","status":")" +
         one.status + R"(","mainProcurementCategory":")" + one.category + R"(","datePublished":")" + one.published +
         "T00:00:00Z\"" + value + period + "}}";
}

class Search : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    database = migrated_database();
    std::vector<std::string> releases;
    for (const Tender& one : kTenders) releases.push_back(text_of(one));
    const File file(package(releases));
    const auto report = import_ocds({file.path()}, database);
    ASSERT_TRUE(report.ok());
    ASSERT_EQ(report->added, std::size(kTenders)) << to_text(*report);
  }
  static const Micros now;

  json::Value page(const TenderQuery& query) {
    auto found = search_tenders(connection_, query, now);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().name);
    return found.ok() ? std::move(found).value() : json::Value::object();
  }
  static std::string ids(const json::Value& page) {
    std::string out;
    if (const json::Value* items = page.find("items"))
      for (const json::Value& item : items->as_array()) out += (out.empty() ? "" : " ") + std::string(item.text("id")).substr(2);
    return out;
  }
  std::string found(const TenderQuery& query) { return ids(page(query)); }

  static std::string database;
  pqxx::connection connection_{database};
};
std::string Search::database;
const Micros Search::now = *parse_time("2024-06-01T00:00:00Z");

TEST_F(Search, TheNewestComeFirst) {
  const json::Value all = page({});
  EXPECT_EQ(ids(all), "bridge road laptop cafe plan");
  EXPECT_EQ(all.find("total")->as_int(), 5);
  EXPECT_TRUE(all.find("total_is_exact")->as_bool());
  EXPECT_TRUE(all.find("next")->is_null());
  EXPECT_EQ(json::canonical(all.find("items")->as_array()[1]),
            R"({"bids":null,"buyer":"Dinas PU Kabupaten Sleman","category":"works","closes_at":"2024-02-01T00:00:00.000000Z",)"
            R"("description_excerpt":"","id":"o-road","ocid":"o-road","published_at":"2024-01-04T00:00:00.000000Z","source":"ocds",)"
            R"("status":"closed","title":"Rehabilitasi Jalan/Jembatan Desa","value":{"amount":"250000000.50","currency":"IDR"}})");
}

TEST_F(Search, Words) {
  EXPECT_EQ(found({.text = "jembatan"}), "bridge road");
  EXPECT_EQ(found({.text = "JEMB"}), "bridge road");
  EXPECT_EQ(found({.text = "jalan desa"}), "road");
  EXPECT_EQ(found({.text = "membangun"}), "bridge") << "by its stem";
  EXPECT_EQ(found({.text = "cafe"}), "cafe") << "without accents";
  EXPECT_EQ(found({.text = "Café"}), "cafe");
  EXPECT_EQ(found({.text = "malang laptop"}), "laptop") << "in title and buyer";
  EXPECT_EQ(found({.text = "PKT-o-road/2024"}), "road") << "by its number";
  EXPECT_EQ(found({.text = "o-plan"}), "plan") << "by its ocid";
}

TEST_F(Search, MistypedWordsAndPartsOfWords) {
  const json::Value typo = page({.text = "jembattan"});
  EXPECT_EQ(ids(typo), "bridge road");
  EXPECT_EQ(typo.text("match"), "similar");
  EXPECT_EQ(found({.text = "rainas"}), "plan");
  EXPECT_EQ(found({.text = "pengadan laptp"}), "laptop");
  EXPECT_EQ(page({.text = "jembatan"}).text("match"), "words");
  const json::Value none = page({.text = "qqqqzzzz"});
  EXPECT_EQ(ids(none), "");
  EXPECT_EQ(none.find("total")->as_int(), 0);
}

TEST_F(Search, WhatIsNoWordIsHarmless) {
  for (const char* text : {"' or 1=1 --", "\\", "a & | ! :* <-> (", "''''", "%", "_", "'jembatan", "\xe2\x80\x9c\xe2\x80\x9d \xc2\xbd", "\xe2\x80\x94"})
    EXPECT_TRUE(search_tenders(connection_, {.text = text}, now).ok()) << text;
  EXPECT_EQ(found({.text = "--"}), "bridge road laptop cafe plan");
  EXPECT_EQ(found({.buyer = "%"}), "");
  EXPECT_EQ(found({.buyer = "_"}), "");
  EXPECT_EQ(found({.buyer = "\\"}), "");
}

TEST_F(Search, Conditions) {
  EXPECT_EQ(found({.buyer = "kota malang"}), "bridge laptop plan");
  EXPECT_EQ(found({.status = "published"}), "bridge laptop");
  EXPECT_EQ(found({.status = "closed,cancelled"}), "road cafe");
  EXPECT_EQ(found({.category = "services"}), "cafe plan");
  EXPECT_EQ(found({.category = "goods,works"}), "bridge road laptop");
  EXPECT_EQ(found({.source = "terang"}), "");
  EXPECT_EQ(found({.currency = "USD"}), "cafe");
  EXPECT_EQ(found({.currency = "IDR", .min_value = "99000000", .max_value = "250000000.50"}), "road laptop");
  EXPECT_EQ(found({.currency = "IDR", .min_value = "250000000.51"}), "bridge");
  EXPECT_EQ(found({.from = "2024-01-02", .to = "2024-01-04"}), "road laptop cafe");
  EXPECT_EQ(found({.to = "2024-01-01"}), "plan");
  EXPECT_EQ(found({.text = "jembatan", .buyer = "sleman", .status = "closed", .category = "works", .currency = "IDR"}), "road");
}

TEST_F(Search, Orders) {
  EXPECT_EQ(found({.sort = "closing"}), "laptop bridge road cafe plan") << "soonest first, then the latest of those over";
  EXPECT_EQ(found({.sort = "value"}), "bridge road laptop cafe plan") << "by currency, then by value";
  EXPECT_EQ(found({.currency = "IDR", .sort = "value"}), "bridge road laptop");
}

TEST_F(Search, APageAfterTheOther) {
  for (const char* sort : {"newest", "closing", "value"})
    for (const int limit : {1, 2, 3, 4, 5}) {
      const std::string all = found({.sort = sort});
      std::string paged;
      TenderQuery query{.sort = sort, .limit = limit};
      for (int pages = 0; pages < 10; ++pages) {
        const json::Value one = page(query);
        paged += (paged.empty() ? "" : " ") + ids(one);
        if (one.find("next")->is_null()) break;
        query.after = one.text("next");
      }
      EXPECT_EQ(paged, all) << sort << " " << limit;
    }
}

TEST_F(Search, ForgedCursorsAreNamed) {
  const std::string next(page({.limit = 1}).text("next"));
  for (std::size_t i = 0; i < next.size(); ++i) {
    std::string forged = next;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    const auto answer = search_tenders(connection_, {.after = forged, .limit = 1}, now);
    EXPECT_TRUE(answer.ok() || answer.error().name.starts_with("cursor_"));
  }
}

TEST_F(Search, Buyers) {
  EXPECT_EQ(json::canonical(search_buyers(connection_, "malang")),
            R"([{"name":"Bappeda Kota Malang","tenders":1},{"name":"Dinas PU Kota Malang","tenders":1},)"
            R"({"name":"Dinas Pendidikan Kota Malang","tenders":1}])");
  EXPECT_EQ(json::canonical(search_buyers(connection_, "m")), "[]");
}

// Many tenders with equal dates and values: every one comes once, in every order, whatever the page.
TEST(SearchPages, NothingTwiceNothingMissing) {
  const std::string conninfo = migrated_database();
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  std::vector<std::string> releases;
  std::set<std::string> all;
  for (int i = 0; i < 300; ++i) {
    const std::string ocid = "o-" + std::to_string(i);
    all.insert(ocid);
    const std::string day = "2024-0" + std::to_string(1 + random() % 3) + "-01";
    const std::string value = random() % 4 == 0 ? "" : R"(,"value":{"amount":)" + std::to_string(random() % 4) + R"(,"currency":")" +
                                                           (random() % 2 ? "IDR" : "USD") + "\"}";
    const std::string period = random() % 4 == 0 ? "" : R"(,"tenderPeriod":{"endDate":"2024-0)" + std::to_string(1 + random() % 9) + "-01\"}";
    releases.push_back(R"({"ocid":")" + ocid + R"(","id":"1","date":")" + day + R"(","tag":["tender"],"tender":{"title":"Paket uji")" +
                       value + period + "}}");
  }
  const File file(package(releases));
  ASSERT_EQ(import_ocds({file.path()}, conninfo)->added, 300u);
  pqxx::connection connection(conninfo);
  for (const char* sort : {"newest", "closing", "value"})
    for (const char* text : {"", "paket", "pakett"}) {
      std::multiset<std::string> seen;
      TenderQuery query{.text = text, .sort = sort, .limit = 1 + static_cast<int>(random() % 20)};
      for (;;) {
        const auto one = search_tenders(connection, query, *parse_time("2024-05-01T00:00:00Z"));
        ASSERT_TRUE(one.ok());
        for (const json::Value& item : one->find("items")->as_array()) seen.insert(std::string(item.text("id")));
        if (one->find("next")->is_null()) break;
        query.after = one->text("next");
      }
      EXPECT_EQ(seen, std::multiset<std::string>(all.begin(), all.end())) << sort << " '" << text << "' seed " << seed;
    }
}

}  // namespace
}  // namespace terang::tender::test
