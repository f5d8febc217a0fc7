#include "tender/ocds_release.h"

#include <gtest/gtest.h>

#include "tender/ocds_limits.h"
#include "tender/ocds_merge.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

json::Value read(std::string_view text) {
  auto value = json::parse(text, kOcdsJson);
  EXPECT_TRUE(value.ok()) << text;
  return value ? std::move(value).value() : json::Value();
}

// "taken", or why not.
std::string verdict(json::Value value) {
  const auto taken = read_ocds_release(std::move(value));
  return taken ? "taken" : taken.error().name;
}
json::Value good() { return read(release("ocds-abc-1", "r1")); }
json::Value with(std::string_view key, std::string_view text) {
  json::Value value = good();
  value.set(key, read(text));
  return value;
}
json::Value with_tender(std::string_view key, std::string_view text) {
  json::Value value = good();
  value.find("tender")->set(key, read(text));
  return value;
}
json::Value without(std::string_view key) {
  json::Value value = good();
  value.erase(key);
  return value;
}

TEST(OcdsRelease, AGoodOneIsTaken) {
  const auto taken = read_ocds_release(good());
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(taken->ocid, "ocds-abc-1");
  EXPECT_EQ(taken->id, "r1");
  EXPECT_EQ(taken->bids, 2);
  EXPECT_EQ(taken->awards, 1);
  EXPECT_FALSE(taken->compiled);
  EXPECT_EQ(format_time(taken->date), "2024-03-01T02:00:00.000000Z");
  EXPECT_TRUE(taken->warnings.empty());
}

TEST(OcdsRelease, EveryRefusalHasItsName) {
  EXPECT_EQ(verdict(read("[]")), "not_an_object");
  EXPECT_EQ(verdict(read("null")), "not_an_object");
  EXPECT_EQ(verdict(read(R"({"url":"https://example.org/r.json","date":"2024-01-01T00:00:00Z"})")), "linked_release");
  EXPECT_EQ(verdict(without("ocid")), "ocid_missing");
  EXPECT_EQ(verdict(with("ocid", "null")), "ocid_missing");
  for (const char* ocid : {"5", "\"\"", "\" a\"", "\"a\\u0000b\"", "\"0123456789ab\""})
    EXPECT_EQ(verdict(with("ocid", ocid)), "ocid_malformed") << ocid;
  EXPECT_EQ(verdict(with("ocid", "\"" + std::string(301, 'o') + "\"")), "ocid_malformed");
  EXPECT_EQ(verdict(without("id")), "id_missing");
  for (const char* id : {"\"\"", "[]", "true", "1.5"}) EXPECT_EQ(verdict(with("id", id)), "id_malformed") << id;
  EXPECT_EQ(verdict(without("date")), "date_missing");
  for (const char* date : {"5", "\"\"", "\"yesterday\"", "\"2024-13-01T00:00:00Z\"", "\"2024-02-30\"", "\"2024\""})
    EXPECT_EQ(verdict(with("date", date)), "date_malformed") << date;
  EXPECT_EQ(verdict(without("tag")), "tag_missing");
  for (const char* tag : {"\"tender\"", "[]", "[1]", "{}"}) EXPECT_EQ(verdict(with("tag", tag)), "tag_malformed") << tag;
  json::Value bare = read(R"({"ocid":"o-1","id":"1","date":"2024-01-01T00:00:00Z","tag":["planning"]})");
  EXPECT_EQ(verdict(bare), "release_empty");
  bare.set("tender", read("{}"));
  EXPECT_EQ(verdict(bare), "release_empty");
  EXPECT_EQ(verdict(read(R"({"ocid":"o-1","id":"1","date":"2024-01-01T00:00:00Z","tag":["tender"],"tender":{"id":"t"}})")),
            "title_missing");
}

TEST(OcdsRelease, WrongTypesAreNamedByTheirPlace) {
  for (const char* key : {"title", "description", "status", "procuringEntity", "value", "tenderPeriod", "items", "lots"})
    EXPECT_EQ(verdict(with_tender(key, "5")), "wrong_type") << key;
  EXPECT_EQ(verdict(with_tender("items", "[5]")), "wrong_type");
  EXPECT_EQ(verdict(with_tender("value", R"({"amount":"a lot","currency":"IDR"})")), "wrong_type");
  EXPECT_EQ(verdict(with_tender("value", R"({"amount":[1],"currency":"IDR"})")), "wrong_type");
  EXPECT_EQ(verdict(with_tender("value", R"({"amount":true})")), "wrong_type");
  EXPECT_EQ(verdict(with("tender", "[]")), "wrong_type");
  EXPECT_EQ(verdict(with("buyer", "\"Dinas\"")), "wrong_type");
  EXPECT_EQ(verdict(with("awards", "{}")), "wrong_type");
  EXPECT_EQ(verdict(with("bids", R"({"details":{"id":"1"}})")), "wrong_type");
  const auto refused = read_ocds_release(with_tender("title", "5"));
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("/tender/title"), std::string::npos);
}

TEST(OcdsRelease, WhatTheStandardAllowsIsTaken) {
  EXPECT_EQ(verdict(with("id", "17")), "taken");
  EXPECT_EQ(verdict(with_tender("title", "null")), "taken");
  EXPECT_EQ(verdict(with_tender("value", R"({"amount":"12.5","currency":"IDR"})")), "taken");
  EXPECT_EQ(verdict(with_tender("value", R"({"amount":1234.567,"currency":"INR"})")), "taken");
  EXPECT_EQ(verdict(with("x_ours", R"({"anything":[1,{"a":1e200}]})")), "taken");
  EXPECT_EQ(verdict(without("tender")), "taken");
  EXPECT_EQ(verdict(with("tag", R"(["somethingNew"])")), "taken");
}

TEST(OcdsRelease, ACompiledOneHasOneName) {
  json::Value value = with("tag", R"(["compiled"])");
  value.erase("id");
  const auto taken = read_ocds_release(value);
  ASSERT_TRUE(taken.ok());
  EXPECT_TRUE(taken->compiled);
  EXPECT_EQ(taken->id, "compiled");
}

TEST(OcdsRelease, OnlyTheContentMakesTheHash) {
  const auto one = read_ocds_release(read(R"({"ocid":"o-1","id":"1","date":"2024-01-01","tag":["tender"],"tender":{"title":"A"}})"));
  const auto same = read_ocds_release(read(R"({ "tender" : {"title":"\u0041"},"id":"1","ocid":"o-1","tag":["tender"],"date":"2024-01-01"})"));
  const auto other = read_ocds_release(read(R"({"ocid":"o-1","id":"1","date":"2024-01-01","tag":["tender"],"tender":{"title":"B"}})"));
  ASSERT_TRUE(one.ok() && same.ok() && other.ok());
  EXPECT_EQ(one->hash, same->hash);
  EXPECT_NE(one->hash, other->hash);
}

TEST(OcdsRelease, OddButUsableIsTakenWithAWarning) {
  using Names = std::vector<std::string_view>;
  const auto warnings = [](json::Value value) {
    const auto taken = read_ocds_release(std::move(value));
    return taken ? taken->warnings : Names{"refused"};
  };
  EXPECT_EQ(warnings(with_tender("tenderPeriod", R"({"startDate":"2024-02-02T00:00:00Z","endDate":"2024-02-01T00:00:00Z"})")),
            Names{"period_reversed"});
  EXPECT_EQ(warnings(with_tender("tenderPeriod", R"({"startDate":"soon"})")), Names{"date_unreadable"});
  EXPECT_EQ(warnings(with_tender("tenderPeriod", R"({"startDate":"2024-02-02"})")), Names{"date_not_rfc3339"});
  EXPECT_EQ(warnings(with_tender("value", R"({"amount":5,"currency":"ABC"})")), Names{"currency_unknown"});
  EXPECT_EQ(warnings(with_tender("value", R"({"amount":1.999,"currency":"IDR"})")), Names{"amount_rounded"});
  EXPECT_EQ(warnings(with_tender("value", R"({"amount":1e30,"currency":"IDR"})")), Names{"amount_out_of_range"});
}

TEST(OcdsRelease, TimesAreReadAsPublishersWriteThem) {
  const auto at = [](std::string_view text) {
    const auto time = lenient_time(text);
    return time ? format_time(*time) : std::string("none");
  };
  EXPECT_EQ(at("2018-03-24T09:00:00+05:30"), "2018-03-24T03:30:00.000000Z");
  EXPECT_EQ(at("2018-03-24"), "2018-03-24T00:00:00.000000Z");
  EXPECT_EQ(at("2018-03-24T09:00:00"), "2018-03-24T09:00:00.000000Z");
  EXPECT_EQ(at("2018-03-24 09:00:00"), "2018-03-24T09:00:00.000000Z");
  EXPECT_EQ(at("2018-03-24T09:00"), "2018-03-24T09:00:00.000000Z");
  EXPECT_EQ(at("2018-03-24T09:00:00.1234567Z"), "2018-03-24T09:00:00.123456Z");
  EXPECT_EQ(at("2018-03-24T09:00:00.5+0530"), "2018-03-24T03:30:00.500000Z");
  for (const char* text : {"", "2018", "24/03/2018", "2018-02-29", "2018-03-24T25:00:00Z", "2018-03-24T09:00:00 UTC+1"})
    EXPECT_EQ(at(text), "none") << text;
}

TEST(OcdsRelease, StatusesBecomeOurs) {
  const auto status = [](const char* tender, const char* rest = "") {
    return std::string(ocds_status(read(std::string(R"({"tender":)") + tender + rest + "}")));
  };
  EXPECT_EQ(status(R"({"status":"planned"})"), "planned");
  EXPECT_EQ(status(R"({"status":"active"})"), "published");
  EXPECT_EQ(status(R"({"status":"complete"})"), "closed");
  EXPECT_EQ(status(R"({"status":"complete"})", R"(,"awards":[{"status":"active"}])"), "awarded");
  EXPECT_EQ(status(R"({"status":"complete"})", R"(,"awards":[{"status":"unsuccessful"}])"), "closed");
  EXPECT_EQ(status(R"({"status":"withdrawn"})"), "cancelled");
  EXPECT_EQ(status(R"({"status":"unsuccessful"})"), "unsuccessful");
  EXPECT_EQ(status("{}", R"(,"contracts":[{}])"), "awarded");
  EXPECT_EQ(status("{}", R"(,"tag":["tenderCancellation"])"), "cancelled");
  EXPECT_EQ(status("{}", R"(,"tag":["planning"])"), "planned");
}

TEST(OcdsRelease, TheRowHasWhatTheListShows) {
  const OcdsRow row = search_row(good());
  EXPECT_EQ(row.title, "Pembangunan jembatan gantung");
  EXPECT_EQ(row.buyer, "Dinas Pekerjaan Umum Kabupaten Contoh");
  EXPECT_EQ(row.status, "awarded");
  EXPECT_EQ(row.category, "works");
  EXPECT_EQ(row.currency, "IDR");
  EXPECT_EQ(row.value, 125'000'000'050);
  EXPECT_EQ(row.bids, 2);
  EXPECT_EQ(format_time(row.published_at), "2024-02-01T02:00:00.000000Z");
  EXPECT_NE(row.body.find("Tiang pancang"), std::string::npos);
  EXPECT_EQ((row.title + row.body + row.excerpt + row.buyer).find("Perorangan"), std::string::npos) << "bidders are not searched";
}

TEST(OcdsRelease, TextsAreCutBetweenCharacters) {
  EXPECT_EQ(clean_text("  a\t\n b\x01 c ", 100), "a b c");
  EXPECT_EQ(clean_text(std::string("a\0b", 3), 100), "a b");
  EXPECT_EQ(clean_text("abcdef", 3), "abc");
  EXPECT_EQ(clean_text("ab\xc3\xa9", 3), "ab");
  EXPECT_EQ(clean_text("ab\xc3\xa9", 4), "ab\xc3\xa9");
  EXPECT_EQ(clean_text("\xe0\xa6\xa8\xe0\xa6\xa6", 5), "\xe0\xa6\xa8");
  EXPECT_EQ(clean_text("a b", 2), "a");
}

}  // namespace
}  // namespace terang::tender::test
