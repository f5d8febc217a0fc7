#include "tender/pg_search_query.h"

#include <gtest/gtest.h>

namespace terang::tender::test {
namespace {

std::string verdict(const TenderQuery& query) {
  const auto plan = plan_search(query);
  return plan ? "taken" : plan.error().name;
}
template <class Member>
std::string verdict(Member TenderQuery::*member, Member value, TenderQuery query = {}) {
  query.*member = value;
  return verdict(query);
}
using Text = std::string;

TEST(SearchQuery, EveryRefusalHasItsName) {
  const TenderQuery rupiah{.currency = "IDR"};
  EXPECT_EQ(verdict({}), "taken");
  EXPECT_EQ(verdict<Text>(&TenderQuery::text, Text(301, 'a')), "text_too_long");
  EXPECT_EQ(verdict<Text>(&TenderQuery::text, "\xff"), "text_not_utf8");
  EXPECT_EQ(verdict<Text>(&TenderQuery::text, Text("a\0b", 3)), "text_not_utf8");
  EXPECT_EQ(verdict<Text>(&TenderQuery::buyer, "\xc3"), "text_not_utf8");
  EXPECT_EQ(verdict<Text>(&TenderQuery::text, "a b c d e f g h i j k l m"), "too_many_words");
  EXPECT_EQ(verdict<Text>(&TenderQuery::status, "open"), "status_unknown");
  EXPECT_EQ(verdict<Text>(&TenderQuery::status, "live,,paused"), "status_unknown");
  EXPECT_EQ(verdict<Text>(&TenderQuery::status, "live, paused"), "taken");
  EXPECT_EQ(verdict<Text>(&TenderQuery::status, "draft"), "status_unknown");
  EXPECT_EQ(verdict<Text>(&TenderQuery::category, "food"), "category_unknown");
  EXPECT_EQ(verdict<Text>(&TenderQuery::source, "elsewhere"), "source_unknown");
  EXPECT_EQ(verdict<Text>(&TenderQuery::currency, "ABC"), "currency_unknown");
  EXPECT_EQ(verdict<Text>(&TenderQuery::min_value, "5"), "currency_missing");
  EXPECT_EQ(verdict<Text>(&TenderQuery::min_value, "5,0", rupiah), "amount_malformed");
  EXPECT_EQ(verdict<Text>(&TenderQuery::min_value, "-5", rupiah), "amount_malformed");
  EXPECT_EQ(verdict<Text>(&TenderQuery::min_value, "0", rupiah), "taken");
  EXPECT_EQ(verdict<Text>(&TenderQuery::max_value, "5.123", rupiah), "amount_fractional");
  EXPECT_EQ(verdict<Text>(&TenderQuery::max_value, "99999999999999999999", rupiah), "amount_overflow");
  EXPECT_EQ(verdict({.currency = "IDR", .min_value = "6", .max_value = "5"}), "value_range_reversed");
  EXPECT_EQ(verdict<Text>(&TenderQuery::from, "2024-02-30"), "date_malformed");
  EXPECT_EQ(verdict<Text>(&TenderQuery::to, "tomorrow"), "date_malformed");
  EXPECT_EQ(verdict({.from = "2024-02-02", .to = "2024-02-01"}), "date_range_reversed");
  EXPECT_EQ(verdict({.from = "2024-02-01", .to = "2024-02-01"}), "taken");
  EXPECT_EQ(verdict<Text>(&TenderQuery::sort, "best"), "sort_unknown");
  for (const int limit : {0, -1, 101}) EXPECT_EQ(verdict(&TenderQuery::limit, limit), "limit_out_of_range");
}

TEST(SearchQuery, ACursorBelongsToItsQuery) {
  const auto plan = plan_search({.text = "jembatan", .limit = 5});
  ASSERT_TRUE(plan.ok());
  const std::string cursor =
      encode_cursor({0, false, "2024-01-01T00:00:00.000000Z", {"2024-01-01T00:00:00.000000Z", "k\"é"}}, plan->fingerprint);
  EXPECT_EQ(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
  const auto again = plan_search({.text = "Jembatan", .after = cursor, .limit = 9});
  ASSERT_TRUE(again.ok()) << again.error().name;
  EXPECT_EQ(again->cursor->keys[1], "k\"é");
  EXPECT_EQ(verdict({.text = "jembatan", .sort = "value", .after = cursor}), "cursor_of_another_query");
  EXPECT_EQ(verdict({.text = "jalan", .after = cursor}), "cursor_of_another_query");
  for (const std::string& bad : {std::string("x"), std::string("!!"), std::string(5000, 'A'), cursor.substr(1)})
    EXPECT_EQ(verdict({.text = "jembatan", .after = bad}), "cursor_malformed") << bad;
}

TEST(SearchQuery, WordsAreSplitAsTheDatabaseSplits) {
  EXPECT_EQ(words_of("Jalan/Jembatan  NH-37 (2018_WPTBC) jalan é's"),
            (std::vector<std::string>{"jalan", "jembatan", "nh", "37", "2018", "wptbc", "é", "s"}));
  EXPECT_TRUE(words_of(" -- ' \\ :* & | ! ").empty());
}

}  // namespace
}  // namespace terang::tender::test
