#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

// Closed, with 102 leading at 890 (the reserve is 900), 101 second at 950, 103 without a bid.
struct Awarding : testing::Test {
  World w;
  void SetUp() override { w.closed(); }
  Decision award(std::vector<LotAward> lots, const char* reason = World::kReason) {
    return w.act(Award{w.officer, w.id, std::move(lots), reason});
  }
  std::string_view one(const char* winner, const char* reason = "") {
    return award({{w.lot1, winner ? std::optional(Pseudonym(winner)) : std::nullopt, reason}}).verdict;
  }
};

TEST_F(Awarding, Refusals) {
  EXPECT_EQ(award({}, "short").verdict, "reason_missing");
  EXPECT_EQ(award({{LotId("9"), {}, ""}}).verdict, "no_such_lot");
  EXPECT_EQ(award({{w.lot1, {}, ""}, {w.lot1, {}, ""}}).verdict, "award_twice");
  EXPECT_EQ(award({}).verdict, "award_incomplete");
  EXPECT_EQ(award({}).answer.text("lot"), "1");
  EXPECT_EQ(one("999"), "no_such_bidder");
  EXPECT_EQ(one("103"), "award_without_bid");
  EXPECT_EQ(one("101"), "award_not_first");
  EXPECT_EQ(one("101", "too short"), "reason_missing");
  EXPECT_EQ(one(nullptr), "award_withheld");
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("102"), World::kReason});
  EXPECT_EQ(one("102"), "award_disqualified");
  EXPECT_EQ(one("101"), "award_below_reserve");  // 950 is first now, above the reserve of 900
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  EXPECT_EQ(one(nullptr), kAccepted);  // nothing to explain: no usable result
}

TEST_F(Awarding, TheResultConfirmed) {
  EXPECT_EQ(one("102"), kAccepted);
  EXPECT_EQ(w.log.back().kind, "tender.awarded");
  const auto view = public_tender(w.registry, w.id);
  const auto& lot = view.find("award")->find("lots")->as_array()[0];
  EXPECT_EQ(lot.text("winner"), "102");
  EXPECT_EQ(lot.text("name"), "PT b102");
  EXPECT_EQ(lot.text("amount"), "890");
  EXPECT_EQ(view.find("bidders")->as_array().size(), 3u);
}

TEST_F(Awarding, AnotherThanTheFirstWithAReason) { EXPECT_EQ(one("101", World::kReason), kAccepted); }
TEST_F(Awarding, WithheldWithAReason) { EXPECT_EQ(one(nullptr, World::kReason), kAccepted); }

TEST(Award, ACancelledLotIsNotNamed) {
  World w;
  w.lots = 2;
  w.scheduled();
  w.must(CancelLot{w.officer, w.id, LotId("2"), World::kReason});
  w.to(w.end);
  ASSERT_EQ(w.registry.state(w.id), State::closed);
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{LotId("1"), {}, ""}, {LotId("2"), {}, ""}}, World::kReason}), "lot_cancelled");
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{LotId("1"), {}, ""}}, World::kReason}), kAccepted);
}

TEST(Award, TheEvaluatedPriceStandsBesideTheAmount) {
  World w;
  w.published();
  w.admit("b101", "101", R"({"factor":"1/3"})");
  w.admit("b102", "102");
  w.must(Schedule{w.officer, w.id});
  w.to(w.start);
  EXPECT_EQ(w.place("101", "800"), kAccepted);
  EXPECT_EQ(w.place("102", "300"), kAccepted);
  w.to(w.end);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason});
  const auto view = public_tender(w.registry, w.id);
  EXPECT_EQ(view.find("award")->find("lots")->as_array()[0].text("evaluated"), "266 2/3");
}

}  // namespace
}  // namespace terang::tender::test
