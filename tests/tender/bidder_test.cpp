// Who may bid: applications, pseudonyms, admission.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

TEST(Bidder, ApplyRefusals) {
  World w;
  w.lots = 2;
  w.published();
  const auto apply = [&](std::vector<LotId> lots) {
    return w.verdict(Apply{w.bidder("101"), w.id, std::move(lots), "PT 101"});
  };
  EXPECT_EQ(w.verdict(Apply{Actor{AccountId("x"), Role::bidder, {}}, w.id, {w.lot1}, ""}), "not_your_role");
  EXPECT_EQ(apply({}), "no_lots");
  EXPECT_EQ(apply({LotId("3")}), "no_such_lot");
  EXPECT_EQ(apply({LotId("1"), LotId("1")}), "lot_twice");
  EXPECT_EQ(apply({LotId("1")}), kAccepted);
  EXPECT_EQ(apply({LotId("1")}), "already_applied");
  EXPECT_EQ(apply({LotId("1"), LotId("2")}), kAccepted);
  w.admit("b101", "101", "null", {"1"});
  EXPECT_EQ(apply({LotId("1")}), "already_admitted");
  EXPECT_EQ(apply({LotId("1"), LotId("2")}), "already_applied");
  const auto applied = *officer_tender(w.registry, w.id).find("applied");
  EXPECT_EQ(json::canonical(*applied.as_array()[0].find("lots")), R"(["2"])");
}

TEST(Bidder, NameRefusals) {
  World w;
  w.published();
  const auto name = [&](const char* business, const char* pseudonym) {
    return w.act(NameBidder{w.officer, w.id, BusinessId(business), "PT", Pseudonym(pseudonym)});
  };
  for (const char* bad : {"", "0", "012", "1234567", "12a", "-1"})
    EXPECT_EQ(name("b1", bad).verdict, "pseudonym_malformed") << bad;
  EXPECT_EQ(name("b1", "417").verdict, kAccepted);
  const Decision again = name("b1", "417");
  EXPECT_EQ(again.verdict, "business_already_named");
  EXPECT_EQ(again.answer.text("pseudonym"), "417");
  EXPECT_EQ(name("b2", "417").verdict, "pseudonym_taken");
  EXPECT_TRUE(w.registry.pseudonym_used(World::kTender, "417"));
  EXPECT_FALSE(w.registry.admitted(World::kTender, "b1"));
}

TEST(Bidder, AdmitRefusals) {
  World w;
  w.lots = 2;
  w.published();
  w.must(NameBidder{w.officer, w.id, BusinessId("b101"), "PT", Pseudonym("101")});
  const auto admit = [&](const char* pseudonym, std::vector<LotId> lots, const char* adjustment = "null") {
    return w.verdict(Admit{w.officer, w.id, Pseudonym(pseudonym), std::move(lots),
                           *json_of(std::string("{\"a\":") + adjustment + "}").find("a")});
  };
  EXPECT_EQ(admit("999", {}), "no_such_bidder");
  EXPECT_EQ(admit("101", {}), "no_lots");
  EXPECT_EQ(admit("101", {LotId("7")}), "no_such_lot");
  EXPECT_EQ(admit("101", {LotId("1"), LotId("1")}), "lot_twice");
  EXPECT_EQ(admit("101", {LotId("1")}, R"({"factor":"99"})"), "adjustment_invalid");
  EXPECT_EQ(admit("101", {LotId("1")}, R"({"factor":"0.9"})"), kAccepted);
  EXPECT_EQ(admit("101", {LotId("2"), LotId("1")}), "already_admitted");
  EXPECT_EQ(w.registry.admitted(World::kTender, "b101"), true);
  w.must(CancelLot{w.officer, w.id, LotId("2"), World::kReason});
  EXPECT_EQ(admit("101", {LotId("2")}), "lot_over");
}

TEST(Bidder, AdmittedWhileLiveBidsAtOnce) {
  World w;
  w.live();
  w.admit("b104", "104");
  EXPECT_EQ(w.place("104", "900"), kAccepted);
}

}  // namespace
}  // namespace terang::tender::test
