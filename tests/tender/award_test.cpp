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

// A framework agreement: the places that win in order, which is the order of call-offs; with too few it takes a reason.
TEST(Award, AFrameworkAgreementAndOneWithTooFew) {
  for (const int bidders : {1, 3}) {
    World w;
    w.live(R"({"winners":3,"min_winners":2})");
    for (int i = 0; i < bidders; ++i) ASSERT_EQ(w.place(std::to_string(103 - i), std::to_string(890 - i * 10)), kAccepted);
    w.to(w.end);
    const auto award = [&](const char* winner, const char* reason) {
      return w.verdict(Award{w.officer, w.id, {{w.lot1, winner ? std::optional(Pseudonym(winner)) : std::nullopt, reason}}, World::kReason});
    };
    if (bidders == 1) {
      EXPECT_EQ(award("103", ""), "award_too_few_winners");
      EXPECT_EQ(award("103", World::kReason), kAccepted);
      continue;
    }
    EXPECT_EQ(award("101", ""), kAccepted);
    const auto view = public_tender(w.registry, w.id);
    std::string order;
    for (const auto& one : view.find("award")->find("lots")->as_array()[0].find("winners")->as_array())
      order += std::string(one.text("winner")) + " " + std::string(one.text("amount")) + ";";
    EXPECT_EQ(order, "101 870;102 880;103 890;");
  }
  World w;
  w.live(R"({"winners":3,"min_winners":2})");
  ASSERT_EQ(w.place("103", "890"), kAccepted);
  w.to(w.end);
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, {}, ""}}, World::kReason}), kAccepted) << "no result to explain";
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
