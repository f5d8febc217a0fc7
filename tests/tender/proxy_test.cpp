// Bids that floors make for their bidders: shown as such to whom they are, nothing of the floor to anybody.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

constexpr char kRules[] = R"({"proxy":true,"decrement":{"leader":{"amount":"10"}}})";

json::Array points(const World& w, const Audience& audience, std::optional<Seq> since = {}, std::size_t most = 1000) {
  return history(w.registry, w.id, w.lot1, audience, since, most).find("points")->as_array();
}
std::string floor_of(const char* amount) { return std::string(R"({"floor":")") + amount + R"(","kind":"proxy"})"; }

struct ProxyBids : ::testing::Test {
  World w;
  void SetUp() override { w.live(kRules); }
  void leave(const char* who, const char* floor) { ASSERT_EQ(w.verdict(w.offer(who, floor_of(floor))), kAccepted); }
  Value line(const char* who) const { return bidder_line(w.registry, w.id, w.lot1, Pseudonym(who)); }
  Value own(const char* who) const { return own_bids(w.registry, w.id, Pseudonym(who)); }
};

TEST_F(ProxyBids, StandInTheHistoryOfTheirBidderWithTheEntryThatSetThemOff) {
  leave("101", "700");  // begins at the ceiling
  const Seq left = w.log.back().seq;
  ASSERT_EQ(w.place("102", "800"), kAccepted);
  const Seq set_off = w.log.back().seq;
  const auto mine = points(w, Audience::bidder(Pseudonym("101")));
  ASSERT_EQ(mine.size(), 2u);
  EXPECT_EQ(mine[0].find("seq")->as_int(), static_cast<std::int64_t>(left));
  EXPECT_EQ(mine[1].text("amount"), "790");
  EXPECT_EQ(mine[1].find("seq")->as_int(), static_cast<std::int64_t>(set_off));
  EXPECT_EQ(mine[1].find("rank")->as_int(), 1);
  EXPECT_TRUE(mine[1].find("automatic")->as_bool());

  const json::Array automatic = own("101").find("automatic")->as_array();
  ASSERT_EQ(automatic.size(), 2u);
  EXPECT_EQ(automatic[0].text("amount"), "790") << "newest first";
  EXPECT_TRUE(own("101").find("bids")->as_array().empty());
  EXPECT_TRUE(own("102").find("automatic")->as_array().empty());
  EXPECT_EQ(line("101").find("bids")->as_int(), 2) << "a floor is no bid, what it bids is";
  EXPECT_EQ(line("102").find("bids")->as_int(), 1);
  expect_replays(w);
}

TEST_F(ProxyBids, AreTheLeadingPriceToEverybodyWhileTheLotRuns) {
  leave("101", "705");
  ASSERT_EQ(w.place("102", "800"), kAccepted);
  leave("103", "755");
  const std::string told = json::canonical(history(w.registry, w.id, w.lot1, Audience::everybody(), std::nullopt));
  EXPECT_EQ(told.find("automatic"), std::string::npos) << "that somebody has left a floor is for nobody else";
  EXPECT_EQ(told.find("pseudonym"), std::string::npos);
  const auto seen = points(w, Audience::everybody());
  ASSERT_EQ(seen.size(), 3u) << "what led after each entry: 1,000, 790 and 750";
  EXPECT_EQ(seen[1].text("amount"), "790");
  // The rival's last bid above his floor led for no longer than the entry.
  EXPECT_EQ(seen[2].text("amount"), "750");
  for (const char* floor : {"\"705\"", "\"755\""}) EXPECT_EQ(told.find(floor), std::string::npos);

  w.to(w.end);
  const auto after = points(w, Audience::everybody());
  EXPECT_EQ(after.size(), points(w, Audience::officer()).size());
  EXPECT_EQ(std::count_if(after.begin(), after.end(), [](const Value& one) { return one.find("automatic") != nullptr; }), 4);
  expect_replays(w);
  expect_replays_without_secrets(w);
}

// A page of history ends between entries, never within one: who asks on from its last number misses nothing.
TEST_F(ProxyBids, AnEntryIsToldWhole) {
  leave("101", "700");
  ASSERT_EQ(w.place("102", "800"), kAccepted);  // … and 790 at once
  ASSERT_EQ(w.place("102", "780"), kAccepted);  // … and 770
  std::vector<std::string> amounts;
  std::optional<Seq> since;
  for (bool more = true; more;) {
    const Value page = history(w.registry, w.id, w.lot1, Audience::officer(), since, 2);
    for (const char* of : {"points", "events"})
      for (const Value& one : page.find(of)->as_array())
        since = std::max(since.value_or(0), static_cast<Seq>(one.find("seq")->as_int()));
    for (const Value& point : page.find("points")->as_array()) amounts.emplace_back(point.text("amount"));
    more = page.find("more")->as_bool();
  }
  EXPECT_EQ(amounts, (std::vector<std::string>{"1000", "800", "790", "780", "770"}));
}

TEST_F(ProxyBids, AnswerADisqualificationToo) {
  leave("101", "700");
  ASSERT_EQ(w.place("102", "600"), kAccepted);
  leave("103", "650");
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("102"), World::kReason});
  const auto automatic = own("103").find("automatic")->as_array();
  ASSERT_FALSE(automatic.empty());
  EXPECT_EQ(automatic[0].find("seq")->as_int(), static_cast<std::int64_t>(w.log.back().seq));
  expect_replays(w);
}

TEST_F(ProxyBids, AFloorThatOfficersEnteredBidsWithTheirMark) {
  ProposeBid proposal = w.proposal("101", "");
  proposal.content = floor_of("700");
  w.must(proposal);
  w.must(ApproveBid{w.second, w.id, w.lot1, proposal.bid});
  const auto mark = [&](const char* who) {
    const Value lot = officer_lot(w.registry, w.id, w.lot1);
    for (const Value& one : lot.find("standings")->as_array())
      if (one.text("pseudonym") == who) return one.find("surrogate")->as_bool();
    return false;
  };
  EXPECT_TRUE(mark("101"));
  ASSERT_EQ(w.place("102", "800"), kAccepted);
  EXPECT_TRUE(mark("101"));
  EXPECT_TRUE(own("101").find("automatic")->as_array()[0].find("surrogate")->as_bool());
  leave("101", "690");  // his own again
  ASSERT_EQ(w.place("102", "780"), kAccepted);
  EXPECT_FALSE(mark("101"));
  expect_replays(w);
}

}  // namespace
}  // namespace terang::tender::test
