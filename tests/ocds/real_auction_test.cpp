// Bids that real businesses made, played as a live auction: whoever was cheapest in truth must win here.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "auction/codec/rehearse.h"
#include "tender/ocds_cutter.h"
#include "tender/ocds_limits.h"
#include "tender/ocds_money.h"
#include "tender/ocds_release.h"
#include "tests/ocds/samples.h"

namespace terang::tender::test {
namespace {

struct RealBid {
  Micros at;
  std::int64_t minor;
  std::string amount;  // canonical
};

std::vector<RealBid> bids_of(const json::Value& release) {
  std::vector<RealBid> bids;
  const json::Value* all = release.find("bids");
  const json::Value* details = all ? all->find("details") : nullptr;
  if (!details) return bids;
  for (const json::Value& bid : details->as_array()) {
    const auto amount = read_ocds_amount(bid.find("value"));
    const auto at = lenient_time(bid.text("date"));
    if (!amount || !amount->minor || !amount->exact || *amount->minor <= 0 || !at || amount->currency != "INR") continue;
    bids.push_back({*at, *amount->minor, std::string(to_json(*amount).text("amount"))});
  }
  std::stable_sort(bids.begin(), bids.end(), [](const RealBid& a, const RealBid& b) { return a.at < b.at; });
  return bids;
}

// Each bid by a bidder of its own, at its own time.
json::Value scenario(const std::vector<RealBid>& bids, bool must_beat_leader) {
  json::Value rules = json::Value::object({{"currency", "INR"},
                                           {"starts_at", format_time(bids.front().at)},
                                           {"ends_at", format_time(bids.back().at + kSecond)}});
  if (must_beat_leader) rules.set("decrement", json::Value::object({{"leader", json::Value::object({{"amount", "0.01"}})}}));
  json::Array bidders, commands;
  for (std::size_t i = 0; i < bids.size(); ++i) {
    bidders.push_back(std::to_string(i));
    commands.push_back(json::Value::object(
        {{"at", format_time(bids[i].at)}, {"do", "bid"}, {"bidder", std::to_string(i)}, {"amount", bids[i].amount}}));
  }
  return json::Value::object({{"rules", rules}, {"bidders", bidders}, {"commands", commands}});
}

// The lowest bid; among equals the earlier.
std::size_t cheapest(const std::vector<RealBid>& bids) {
  return static_cast<std::size_t>(
      std::min_element(bids.begin(), bids.end(), [](const auto& a, const auto& b) { return a.minor < b.minor; }) -
      bids.begin());
}

void play(const std::vector<RealBid>& bids, const std::string& ocid) {
  const std::size_t best = cheapest(bids);
  for (const bool must_beat_leader : {false, true}) {
    const auto played = auction::rehearse(scenario(bids, must_beat_leader));
    ASSERT_TRUE(played.ok()) << ocid << ": " << json::canonical(to_json(played.error()));
    const json::Value& lot = played->find("lots")->as_array().front();
    EXPECT_EQ(lot.text("phase"), "closed") << ocid;
    const json::Value& result = *lot.find("result");
    ASSERT_EQ(result.text("winner"), std::to_string(best)) << ocid << " beat leader: " << must_beat_leader;
    ASSERT_EQ(result.text("amount"), bids[best].amount) << ocid;
    if (must_beat_leader) continue;
    EXPECT_EQ(lot.find("bids")->as_int(), static_cast<std::int64_t>(bids.size())) << ocid;
    // The whole ranking is the real bids in order.
    const json::Array& ranking = lot.find("ranking")->as_array();
    std::vector<RealBid> sorted = bids;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.minor < b.minor; });
    ASSERT_EQ(ranking.size(), sorted.size()) << ocid;
    for (std::size_t i = 0; i < sorted.size(); ++i) EXPECT_EQ(ranking[i].text("amount"), sorted[i].amount) << ocid;
  }
}

TEST(RealAuction, InventedBids) {
  const char* text = R"({"ocid":"ocds-invented","bids":{"details":[
    {"id":"1","date":"2024-02-10T10:00:00+05:30","value":{"amount":5120000,"currency":"INR"}},
    {"id":"2","date":"2024-02-11T10:00:00+05:30","value":{"amount":4998000.5,"currency":"INR"}},
    {"id":"3","date":"2024-02-11T09:00:00+05:30","value":{"amount":5300000.75,"currency":"INR"}},
    {"id":"4","date":"2024-02-12T10:00:00+05:30","value":{"amount":4875250.25,"currency":"INR"}},
    {"id":"5","date":"2024-02-12T11:00:00+05:30","value":{"amount":4875250.25,"currency":"INR"}},
    {"id":"6","date":"2024-02-13T10:00:00+05:30","value":{"amount":5000000,"currency":"INR"}}]}})";
  const auto release = json::parse(text, kOcdsJson);
  ASSERT_TRUE(release.ok());
  const std::vector<RealBid> bids = bids_of(*release);
  ASSERT_EQ(bids.size(), 6u);
  EXPECT_EQ(cheapest(bids), 3u);
  play(bids, "ocds-invented");
}

TEST(RealAuction, EveryRealTenderWithFiveBidsOrMore) {
  const std::string file = data_file("assam_ocds_release_package.json.gz");
  if (file.empty()) GTEST_SKIP() << "no real data: assam_ocds_release_package.json.gz is not there";
  int tenders = 0;
  std::size_t bids_played = 0, most = 0;
  OcdsCutter cutter(kOcdsJson.bytes, [&](const OcdsPiece& piece) {
    if (piece.kind != OcdsPiece::Kind::release || ::testing::Test::HasFatalFailure()) return;
    const auto release = json::parse(piece.text, kOcdsJson);
    ASSERT_TRUE(release.ok());
    const std::vector<RealBid> bids = bids_of(*release);
    if (bids.size() < 5 || bids.back().at - bids.front().at > 365 * 86'400 * kSecond) return;
    play(bids, std::string(release->text("ocid")));
    ++tenders;
    bids_played += bids.size();
    most = std::max(most, bids.size());
  });
  ASSERT_FALSE(cutter.feed(read_all(file)).has_value());
  ASSERT_FALSE(cutter.finish().has_value());
  EXPECT_EQ(tenders, 559);
  std::printf("played %d real tenders with %zu bids, up to %zu in one\n", tenders, bids_played, most);
}

}  // namespace
}  // namespace terang::tender::test
