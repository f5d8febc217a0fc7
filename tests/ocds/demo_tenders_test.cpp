// The tenders of the demo are complete documents once a buyer and a schedule are filled in.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tender/document.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

TEST(DemoTenders, AreCompleteAndDiffer) {
  std::set<std::string> titles, categories;
  for (const auto& entry : std::filesystem::directory_iterator(TERANG_SOURCE_DIR "/server/demo/tenders")) {
    if (entry.path().extension() != ".json") continue;
    auto document = json::parse(read_all(entry.path()), {.bytes = 1 << 20, .depth = 16, .decimals = false});
    ASSERT_TRUE(document.ok()) << entry.path() << document.error().message;
    document->set("buyer", json::Value::object({{"id", "0123456789ab"}, {"name", "Dinas Latihan"}}));
    document->set("schedule", json::Value::object({{"auction_starts_at", "2026-12-01T03:00:00Z"},
                                                   {"auction_ends_at", "2026-12-01T04:00:00Z"}}));
    json::Problems problems;
    const Document read = read_document(*document, problems);
    EXPECT_EQ(json::canonical(json::to_json(problems)), "[]") << entry.path();
    titles.insert(read.title);
    categories.insert(read.category);
  }
  EXPECT_GE(titles.size(), 5u);
  EXPECT_EQ(categories, (std::set<std::string>{"goods", "services", "works"}));
}

}  // namespace
}  // namespace terang::tender::test
