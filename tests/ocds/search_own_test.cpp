// Our own tenders are found as soon as their projection stands, and no longer than it does.
#include <gtest/gtest.h>

#include "tender/ocds_import.h"
#include "tender/pg_search.h"
#include "tests/ocds/database.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

class SearchOwn : public ::testing::Test {
 protected:
  void write(const std::string& sql) { ask(database_, sql + "; select 1"); }
  void add(const std::string& id, const std::string& title, const std::string& state = "published") {
    write("insert into tender_projection (id, state, title, description, buyer_id, buyer_name, category, place, currency,"
          " estimate, estimate_text, lots, published_at, auction_starts_at, auction_ends_at, public_document, search_text,"
          " updated_seq) values ('" + id + "', '" + state + "', '" + title + "', 'Uraian pekerjaan', 'b', 'Dinas Contoh',"
          " 'works', 'Kediri', 'IDR', 125050, '1250.50', 1, '2024-01-01Z', '2024-02-01Z', '2024-02-02Z', '{}',"
          " 'Uraian pekerjaan\nKediri\nSemen 50 kg', 7)");
  }
  std::string found(const std::string& text) {
    pqxx::connection connection(database_);
    const auto page = search_tenders(connection, {.text = text}, 0);
    EXPECT_TRUE(page.ok());
    std::string out;
    for (const json::Value& item : page->find("items")->as_array())
      out += std::string(item.text("id")) + ":" + std::string(item.text("status")) + " ";
    return out;
  }
  const std::string database_ = migrated_database();
};

TEST_F(SearchOwn, FollowTheProjection) {
  add("0123456789ab", "Pembangunan Irigasi");
  EXPECT_EQ(found("irigasi"), "0123456789ab:published ");
  EXPECT_EQ(found("semen kediri"), "0123456789ab:published ");
  EXPECT_EQ(found("irigassi"), "0123456789ab:published ") << "mistyped";
  write("update tender_projection set state = 'live', title = 'Pembangunan Embung' where id = '0123456789ab'");
  EXPECT_EQ(found("irigasi"), "");
  EXPECT_EQ(found("embung"), "0123456789ab:live ");
  write("delete from tender_projection");
  EXPECT_EQ(found("embung"), "");
}

TEST_F(SearchOwn, AnUpsertChangesOneRow) {
  add("0123456789ab", "Satu");
  const std::string before = ask(database_, "select ctid::text from tender_search");
  write("insert into tender_projection select * from tender_projection"
        " on conflict (id) do update set state = excluded.state, title = excluded.title, updated_seq = 9");
  EXPECT_EQ(ask(database_, "select ctid::text from tender_search"), before) << "nothing to be found has changed";
  write("update tender_projection set estimate = null");
  EXPECT_EQ(ask(database_, "select currency is null and value is null from tender_search"), "t");
}

TEST_F(SearchOwn, ShowWhatTheListNeeds) {
  add("0123456789ab", "Satu");
  pqxx::connection connection(database_);
  const auto page = search_tenders(connection, {}, 0);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(json::canonical(page->find("items")->as_array()[0]),
            R"({"bids":null,"buyer":"Dinas Contoh","category":"works","closes_at":"2024-02-02T00:00:00.000000Z",)"
            R"("description_excerpt":"Uraian pekerjaan","id":"0123456789ab","ocid":null,)"
            R"("published_at":"2024-01-01T00:00:00.000000Z","source":"terang","status":"published","title":"Satu",)"
            R"("value":{"amount":"1250.50","currency":"IDR"}})");
}

TEST_F(SearchOwn, ARebuildLeavesTheImportedAlone) {
  const File file(package({release("ocds-1", "a")}));
  ASSERT_TRUE(import_ocds({file.path()}, database_).ok());
  add("0123456789ab", "Satu");
  write("truncate tender_projection");
  EXPECT_EQ(found(""), "ocds-1:awarded ");
  add("0123456789ab", "Satu");
  EXPECT_EQ(found(""), "ocds-1:awarded 0123456789ab:published ");
}

}  // namespace
}  // namespace terang::tender::test
