// Who may bid: applications, pseudonyms, admission.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

constexpr const char* kEsco =
    R"({"type":"stepped_rounds","esco":{"notice":"2026-11-01","discount_percent":"11","step_percent":"1"}})";

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

// The lower of his ceiling and the lot's; he and the officer are told, others are not, and an addendum keeps it.
TEST(Bidder, ACeilingOfHisOwn) {
  World w;
  w.lots = 2;
  w.published();
  w.must(RegisterKey{w.bidder("101"), World::key("101"), "c3BraQ==", "c2ln"});
  w.must(NameBidder{w.officer, w.id, BusinessId("b101"), "PT", Pseudonym("101")});
  const auto admit = [&](Value ceiling, const char* lot = "1") {
    return w.act(Admit{w.officer, w.id, Pseudonym("101"), {LotId(lot)}, {}, std::move(ceiling)});
  };
  const auto problem = [&](Value ceiling) {
    const Decision decision = admit(std::move(ceiling));
    EXPECT_EQ(decision.verdict, "ceiling_invalid");
    EXPECT_FALSE(decision.entry);
    const Value* problems = decision.answer.find("problems");
    if (!problems || problems->as_array().size() != 1u) return std::string("not one problem");
    return std::string(problems->as_array()[0].text("path")) + " " + std::string(problems->as_array()[0].text("name"));
  };
  EXPECT_EQ(problem("1000.01"), "/ceiling ceiling_above_lot");
  EXPECT_EQ(problem("0"), "/ceiling amount_not_positive");
  EXPECT_EQ(problem("9 9"), "/ceiling amount_malformed");
  EXPECT_EQ(problem("0.001"), "/ceiling amount_fractional");
  EXPECT_EQ(problem(12), "/ceiling not_a_string");
  EXPECT_EQ(admit("1000").verdict, kAccepted) << "as high as the lot's";
  EXPECT_EQ(admit("950", "2").verdict, kAccepted);
  EXPECT_EQ(w.log.back().data, R"({"adjustment":null,"by":{"account":"o00000000001","business":"buyer0000001","role":"officer"},)"
                               R"("ceiling":"950","lots":["2"],"pseudonym":"101","verdict":"accepted"})");

  Value amended = w.document(R"({"tick":"10"})");
  w.must(Amend{w.officer, w.id, amended, World::kReason});  // the lots begin anew
  const Value narrow = w.document(R"({"tick":"960"})");
  const Decision refused = w.act(Amend{w.officer, w.id, narrow, World::kReason});
  EXPECT_EQ(refused.verdict, "frozen");
  EXPECT_THAT(json::canonical(refused.answer), testing::HasSubstr(R"({"name":"ceiling_below_tick","path":"/lots/1/rules"})"));
  w.admit("b102", "102", "null", {"1", "2"});
  w.must(Schedule{w.officer, w.id});
  w.to(w.start);
  const Decision above = w.act(w.bid("101", "960", "2"));
  EXPECT_EQ(above.verdict, "above_ceiling");
  EXPECT_EQ(above.bid->at_most, "950");
  EXPECT_EQ(w.place("102", "960", "2"), kAccepted);
  EXPECT_EQ(w.place("101", "940", "2"), kAccepted);

  const LotId lot2("2");
  EXPECT_EQ(bidder_line(w.registry, w.id, lot2, Pseudonym("101")).text("ceiling"), "950");
  EXPECT_TRUE(bidder_line(w.registry, w.id, lot2, Pseudonym("102")).find("ceiling")->is_null());
  const Value officers = officer_tender(w.registry, w.id);
  EXPECT_EQ(json::canonical(*officers.find("admitted_bidders")->as_array()[0].find("ceilings")), R"({"1":"1000","2":"950"})");
  for (const Audience& audience : {Audience::everybody(), Audience::bidder(Pseudonym("102"))})
    EXPECT_EQ(json::canonical(history(w.registry, w.id, lot2, audience, std::nullopt)).find("950"), std::string::npos);
  EXPECT_EQ(json::canonical(public_tender(w.registry, w.id)).find("950"), std::string::npos);
  EXPECT_EQ(json::canonical(public_lot(w.registry, w.id, lot2)).find("950"), std::string::npos);
  Registry again;
  for (const Logged& entry : w.log) EXPECT_FALSE(again.replay(entry.view())) << entry.kind;
  EXPECT_EQ(everything(again), everything(w.registry));
}

TEST(Bidder, ACeilingWhereOffersAreNoPrices) {
  World w;
  w.drafted();
  Value document = w.document();
  Value& lot = document.find("lots")->as_array()[0];
  lot.erase("reserve");
  lot.set("rules", json_of(kEsco));
  w.must(SaveDraft{w.officer, w.id, document});
  w.must(Publish{w.officer, w.id});
  w.must(NameBidder{w.officer, w.id, BusinessId("b101"), "PT", Pseudonym("101")});
  const Decision refused = w.act(Admit{w.officer, w.id, Pseudonym("101"), {w.lot1}, {}, "500"});
  EXPECT_EQ(refused.verdict, "ceiling_invalid");
  EXPECT_THAT(json::canonical(refused.answer), testing::HasSubstr("ceiling_not_in_format"));
}

TEST(Bidder, AdmittedWhileLiveBidsAtOnce) {
  World w;
  w.live();
  w.admit("b104", "104");
  EXPECT_EQ(w.place("104", "900"), kAccepted);
}

}  // namespace
}  // namespace terang::tender::test
