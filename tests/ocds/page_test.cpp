#include "tender/ocds_page.h"

#include <gtest/gtest.h>

#include "tender/ocds_limits.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

json::Value page_of(const std::string& text) {
  const auto value = json::parse(text, kOcdsJson);
  EXPECT_TRUE(value.ok());
  return ocds_page(*value);
}

TEST(OcdsPage, ShowsAmountsDatesAndStatus) {
  const json::Value page = page_of(release("ocds-1", "r"));
  EXPECT_EQ(page.text("title"), "Pembangunan jembatan gantung");
  EXPECT_EQ(page.text("status"), "awarded");
  EXPECT_EQ(page.find("tenderers")->as_int(), 2);
  EXPECT_EQ(json::canonical(*page.find("value")), R"({"amount":"1250000000.50","currency":"IDR"})");
  const json::Array& bids = page.find("bids")->as_array();
  ASSERT_EQ(bids.size(), 2u);
  EXPECT_EQ(json::canonical(bids[1]),
            R"({"awarded":true,"bidders":["2"],"status":"valid","submitted_at":"2024-02-11T03:00:00.000000Z",)"
            R"("value":{"amount":"1150000000.25","currency":"IDR"}})");
  EXPECT_EQ(json::canonical(*page.find("items")->as_array()[0].find("quantity")), "\"12.5\"");
}

TEST(OcdsPage, NamesNoBidderAndNoSupplier) {
  const std::string page = json::canonical(page_of(release("ocds-1", "r")));
  EXPECT_EQ(page.find("Perorangan"), std::string::npos);
  EXPECT_EQ(page.find("Maju"), std::string::npos);
  EXPECT_NE(page.find(R"("suppliers":["2"])"), std::string::npos);
}

TEST(OcdsPage, LinksOnlyToTheWeb) {
  const json::Value page = page_of(
      R"({"ocid":"o","tender":{"title":"t","documents":[{"title":"a","url":"javascript:go"},
          {"title":"b","url":"https://example.org/b.pdf"},{"title":"c","url":" data:text/html,x"}]}})");
  const json::Array& documents = page.find("documents")->as_array();
  EXPECT_TRUE(documents[0].find("url")->is_null());
  EXPECT_EQ(documents[1].text("url"), "https://example.org/b.pdf");
  EXPECT_TRUE(documents[2].find("url")->is_null());
}

TEST(OcdsPage, SurvivesWhateverTheRestIs) {
  EXPECT_TRUE(page_of(R"({"ocid":"o","date":5,"tender":{"value":[],"tenderPeriod":7,"items":{},"lots":[1,null],
      "documents":"x","tenderers":[1,{"id":[]}],"numberOfTenderers":"two"},"bids":{"details":[5,{"tenderers":{}}]},
      "awards":[{"suppliers":[null],"value":{"amount":[]}}],"contracts":[[]],"parties":3})").is_object());
}

}  // namespace
}  // namespace terang::tender::test
