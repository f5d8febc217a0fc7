// Formats other than the English auction through the whole procedure: their own deadlines and words, and a replay that
// comes to the same bytes, with and without the secrets.
#include "tender/document.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

constexpr const char* kDutch =
    R"({"type":"dutch_reverse","start":"600","step":"50","interval_seconds":60,"highest":"900","outage":{"min_seconds":5,"min_remaining_seconds":30}})";
constexpr const char* kJapanese =
    R"({"type":"japanese_reverse","start":"1000","step":"100","interval_seconds":60,"floor":"500","outage":{"min_seconds":5,"min_remaining_seconds":30}})";

constexpr const char* kStepped =
    R"({"type":"stepped_rounds","step":"10","outage":{"min_seconds":5,"min_remaining_seconds":30}})";

std::string kinds(const World& w) {
  std::string out;
  for (const Logged& entry : w.log)
    if (entry.kind.starts_with("lot.") || entry.kind == "bid.placed" || entry.kind == "offer.placed") out += entry.kind + " ";
  return out;
}

TEST(DutchTender, TheFirstWhoTakesThePriceEndsTheLot) {
  World w;
  w.live(kDutch);
  w.after(70 * kSecond);  // 650 is offered
  const auto view = public_lot(w.registry, w.id, w.lot1);
  EXPECT_EQ(view.text("format"), "dutch_reverse");
  EXPECT_EQ(view.find("stage")->text("price"), "650");
  EXPECT_EQ(w.place("101", "700"), "price_not_reached");
  EXPECT_EQ(w.place("102", "650"), kAccepted);
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  EXPECT_EQ(w.place("101", "650"), "lot_closed");
  EXPECT_EQ(w.log.back().kind, "bid.placed");
  EXPECT_NE(w.log[w.log.size() - 2].data.find("\"closed\":true"), std::string::npos);
  EXPECT_EQ(kinds(w), "lot.opened lot.advanced bid.placed bid.placed bid.placed ");
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].text("amount"), "650");
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(DutchTender, TheSecretReserveStopsTheClockForThoseWhoDoNotKnowItToo) {
  World w;
  w.live(kDutch);  // the world's reserve is 900: it never stops this ladder
  w.to(w.end);
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(JapaneseTender, StayOrLeaveUntilOneIsLeft) {
  World w;
  w.live(kJapanese);
  EXPECT_EQ(w.place("101", "1000"), kAccepted);
  EXPECT_EQ(w.place("102", "1000"), kAccepted);
  EXPECT_EQ(w.verdict(w.offer("103", R"({"kind":"leave"})")), kAccepted);
  w.after(61 * kSecond);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).find("stage")->text("price"), "900");
  EXPECT_EQ(w.place("103", "900"), "no_longer_in");
  EXPECT_EQ(w.place("101", "900"), kAccepted);
  const PlaceOffer leave = w.offer("102", R"({"kind":"leave"})");
  const Decision first = w.act(leave);
  EXPECT_EQ(first.verdict, kAccepted);
  const std::size_t entries = w.log.size();
  const Decision again = w.act(leave);
  EXPECT_TRUE(again.bid->again);
  EXPECT_EQ(again.bid->seq, w.log[entries - 1].seq);
  EXPECT_EQ(w.log.size(), entries);
  w.after(60 * kSecond);  // the level ends: one is left
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  EXPECT_EQ(own_bids(w.registry, w.id, Pseudonym("102")).find("offers")->as_array().size(), 1u);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason});
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].text("amount"), "900");
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(JapaneseTender, SilenceLeavesAndThePauseHoldsTheLevel) {
  World w;
  w.live(kJapanese);
  EXPECT_EQ(w.place("101", "1000"), kAccepted);
  EXPECT_EQ(w.place("102", "1000"), kAccepted);
  w.after(30 * kSecond);
  w.must(PauseLot{w.officer, w.id, w.lot1, World::kReason});
  w.after(10 * kMinute);
  w.must(ResumeLot{w.officer, w.id, w.lot1, World::kReason});
  w.after(29 * kSecond);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).find("stage")->text("price"), "1000");
  w.after(2 * kSecond);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).find("stage")->text("price"), "900");
  EXPECT_EQ(w.place("102", "900"), kAccepted);
  w.after(60 * kSecond);  // 101 was silent
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  expect_replays(w);
}

TEST(ProxyTender, AFloorBidsForItsBidderAndIsWithheldUntilTheLotIsOver) {
  World w;
  w.live(R"({"proxy":true,"decrement":{"own":{"amount":"10"},"leader":{"amount":"10"}}})");
  EXPECT_EQ(w.verdict(w.offer("101", R"({"floor":"700","kind":"proxy"})")), kAccepted);
  EXPECT_TRUE(w.registry.withholds_any(w.id.text));
  EXPECT_EQ(w.place("102", "800"), kAccepted);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).text("best"), "790");
  const std::string shown = json::canonical(public_lot(w.registry, w.id, w.lot1)) +
                            json::canonical(officer_lot(w.registry, w.id, w.lot1)) +
                            json::canonical(bidder_line(w.registry, w.id, w.lot1, Pseudonym("102"))) +
                            json::canonical(history(w.registry, w.id, w.lot1, Audience::officer(), std::nullopt));
  EXPECT_EQ(shown.find("700"), std::string::npos) << shown;
  w.to(w.end);
  EXPECT_FALSE(w.registry.withholds_any(w.id.text));
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(SupplyTender, SeveralWinnersAreAwardedTheirParts) {
  World w;
  w.live(R"({"type":"supply_schedule","demand":{"units":100,"unit":"t"},"pricing":"uniform_highest_accepted"})");
  const auto schedule = [](const char* steps) { return std::string(R"({"kind":"schedule","steps":[)") + steps + "]}"; };
  EXPECT_EQ(w.verdict(w.offer("101", schedule(R"({"quantity":60,"unit_price":"5"})"))), kAccepted);
  EXPECT_EQ(w.verdict(w.offer("102", schedule(R"({"quantity":80,"unit_price":"6"})"))), kAccepted);
  w.to(w.end);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason});
  const auto seen = public_tender(w.registry, w.id);
  const auto winners = seen.find("award")->find("lots")->as_array()[0].find("winners");
  ASSERT_NE(winners, nullptr);
  ASSERT_EQ(winners->as_array().size(), 2u);
  EXPECT_EQ(winners->as_array()[1].find("quantity")->as_int(), 40);
  EXPECT_EQ(winners->as_array()[1].text("amount"), "240");
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(SupplyTender, TheResultIsConfirmedAlsoWhereTheCheapestStepFoundNoRoom) {
  World w;
  w.live(R"({"type":"supply_schedule","demand":{"units":100,"unit":"t"},"margin":{"rule":"time_priority","all_or_nothing":true}})");
  EXPECT_EQ(w.verdict(w.offer("101", R"({"kind":"schedule","steps":[{"all_or_nothing":true,"quantity":150,"unit_price":"4"}]})")), kAccepted);
  EXPECT_EQ(w.verdict(w.offer("102", R"({"kind":"schedule","steps":[{"quantity":100,"unit_price":"6"}]})")), kAccepted);
  w.to(w.end);
  EXPECT_TRUE(officer_lot(w.registry, w.id, w.lot1).find("saving")->is_null()) << "a unit's price beside the estimate of all";
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason}), "award_not_first");
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason}), kAccepted);
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].text("amount"), "600");
  expect_replays(w);
}

TEST(SteppedTender, AChangeIsPublicAtTheEndOfTheTurn) {
  World w;
  w.scheduled(kStepped);
  EXPECT_EQ(w.place("101", "1000"), kAccepted);
  EXPECT_EQ(w.place("102", "950"), kAccepted);
  w.to(w.start);
  const auto stage = [&] { return *public_lot(w.registry, w.id, w.lot1).find("stage"); };
  for (int i = 0; i < 50 && stage().text("turn") != "101"; ++i) w.after(10 * kSecond);
  ASSERT_EQ(stage().text("turn"), "101") << "the worst bidder is first";
  EXPECT_EQ(w.place("102", "900"), "not_your_turn");
  EXPECT_EQ(w.place("101", "800"), kAccepted);
  EXPECT_EQ(bidder_line(w.registry, w.id, w.lot1, Pseudonym("101")).find("pending")->text("amount"), "800");
  const Seq change = w.log.back().seq;
  EXPECT_FALSE(w.registry.withheld(w.id.text, change, change + 1).empty());
  EXPECT_TRUE(w.registry.withheld(w.id.text, change - 1, change - 1 + 1).empty());
  EXPECT_TRUE(w.registry.withholds_any(w.id.text));
  const auto told = [&](const Audience& audience) {
    return json::canonical(history(w.registry, w.id, w.lot1, audience, std::nullopt)).find("\"800\"") != std::string::npos;
  };
  EXPECT_TRUE(told(Audience::bidder(Pseudonym("101"))));
  EXPECT_FALSE(told(Audience::bidder(Pseudonym("102"))));
  EXPECT_FALSE(told(Audience::officer()));
  for (int i = 0; i < 50 && stage().text("turn") == "101"; ++i) w.after(10 * kSecond);
  EXPECT_TRUE(told(Audience::officer()));
  EXPECT_FALSE(w.registry.withholds_any(w.id.text));
  w.after(2 * kHour);
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason});
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(SteppedTender, EverybodySeesWhatStandsAndNobodyWhatIsPending) {
  World w;
  w.scheduled(kStepped);
  const auto lot = [&] { return public_lot(w.registry, w.id, w.lot1); };
  const auto own = [&](const char* who) { return bidder_line(w.registry, w.id, w.lot1, Pseudonym(who)); };
  EXPECT_EQ(w.place("101", "1000"), kAccepted);
  EXPECT_EQ(w.place("102", "960"), kAccepted);
  EXPECT_EQ(w.place("102", "950"), kAccepted) << "an initial offer is replaced as one likes";
  EXPECT_EQ(lot().find("bids")->as_int(), 0) << "known to the bidder alone until the opening";
  EXPECT_TRUE(lot().find("standings")->as_array().empty());
  EXPECT_EQ(own("102").find("bids")->as_int(), 2);
  EXPECT_EQ(own("102").find("pending")->text("amount"), "950");
  w.to(w.start);
  EXPECT_EQ(lot().find("bids")->as_int(), 3);
  ASSERT_EQ(lot().find("standings")->as_array().size(), 2u);
  const json::Value best = lot().find("standings")->as_array()[0];
  EXPECT_EQ(best.text("pseudonym"), "102");
  EXPECT_EQ(best.text("amount"), "950");
  EXPECT_EQ(best.find("number")->as_int(), 2) << "the best is last in the first order of turns";
  EXPECT_EQ(own("101").find("number")->as_int(), 1);
  EXPECT_EQ(json::canonical(*lot().find("turns")), R"(["101","102"])");
  const auto told = [&](const Audience& audience) {
    return json::canonical(history(w.registry, w.id, w.lot1, audience, std::nullopt));
  };
  EXPECT_NE(told(Audience::everybody()).find("\"950\""), std::string::npos);
  EXPECT_EQ(told(Audience::everybody()).find("\"960\""), std::string::npos) << "it never stood";
  EXPECT_EQ(told(Audience::officer()).find("\"960\""), std::string::npos);
  EXPECT_NE(told(Audience::bidder(Pseudonym("102"))).find("\"960\""), std::string::npos);
  EXPECT_NE(told(Audience::bidder(Pseudonym("102"))).find("\"superseded\":true"), std::string::npos);
  for (int i = 0; i < 50 && lot().find("stage")->text("turn") != "101"; ++i) w.after(10 * kSecond);
  const std::string before = json::canonical(*officer_lot(w.registry, w.id, w.lot1).find("last_bid_at"));
  EXPECT_EQ(w.place("101", "800"), kAccepted);
  EXPECT_EQ(w.verdict(w.offer("101", R"({"kind":"withdraw"})")), kAccepted);
  EXPECT_TRUE(own("101").find("pending")->is_null());
  EXPECT_EQ(w.place("101", "810"), kAccepted);
  EXPECT_EQ(lot().find("bids")->as_int(), 3);
  const json::Value officers = officer_lot(w.registry, w.id, w.lot1);
  EXPECT_EQ(json::canonical(*officers.find("last_bid_at")), before);
  EXPECT_EQ(json::canonical(officers).find("\"810\""), std::string::npos);
  EXPECT_EQ(officers.find("standings")->as_array()[1].find("bids")->as_int(), 1);
  for (int i = 0; i < 50 && lot().find("stage")->text("turn") == "101"; ++i) w.after(10 * kSecond);
  EXPECT_EQ(lot().find("bids")->as_int(), 5);
  EXPECT_EQ(lot().find("standings")->as_array()[0].text("amount"), "810");
  EXPECT_NE(told(Audience::everybody()).find("\"810\""), std::string::npos);
  EXPECT_EQ(told(Audience::everybody()).find("\"800\""), std::string::npos) << "it was taken back";
  expect_replays(w);
}

TEST(SteppedTender, AContractIsShownWithItsNetPresentValue) {
  World w;
  w.scheduled(R"({"type":"stepped_rounds","esco":{"notice":"2017-10-03","discount_percent":"22","step_percent":"0.6"}})");
  const auto contract = [](const char* share, const char* first, const char* rest) {
    std::string out = std::string(R"({"kind":"esco","share":")") + share + R"(","years":12,"days":200,"reductions":[")" + first + "\"";
    for (int i = 1; i < 21; ++i) out += std::string(",\"") + rest + "\"";
    return out + "]}";
  };
  const auto own = [&](const char* who) { return bidder_line(w.registry, w.id, w.lot1, Pseudonym(who)); };
  EXPECT_EQ(w.verdict(w.offer("101", contract("0.85", "400", "900"))), kAccepted);
  EXPECT_EQ(w.verdict(w.offer("102", contract("0.85", "200", "800"))), kAccepted);
  EXPECT_EQ(own("101").find("pending")->find("score")->text("value"), "850.128193");
  EXPECT_EQ(own("101").find("pending")->find("content")->text("kind"), "esco");
  EXPECT_TRUE(own("101").find("score")->is_null());
  w.to(w.start);
  EXPECT_EQ(own("101").find("score")->text("value"), "850.128193");
  EXPECT_EQ(own("101").find("least_score")->text("value"), "855.228963");
  EXPECT_EQ(own("101").find("offer")->text("share"), "0.85");
  const json::Value best = public_lot(w.registry, w.id, w.lot1).find("standings")->as_array()[0];
  EXPECT_EQ(best.text("pseudonym"), "101") << "the highest value";
  EXPECT_EQ(best.find("score")->text("name"), "npv");
  EXPECT_EQ(best.find("score")->text("value"), "850.128193");
}

TEST(Formats, ABidderSeesWhatStandsOfHisAndNobodyElseDoes) {
  const auto offer_of = [](const World& w, const char* who) {
    return json::canonical(*bidder_line(w.registry, w.id, w.lot1, Pseudonym(who)).find("offer"));
  };
  World proxy;
  proxy.live(R"({"proxy":true,"decrement":{"leader":{"amount":"10"}}})");
  EXPECT_EQ(offer_of(proxy, "101"), "null");
  EXPECT_EQ(proxy.verdict(proxy.offer("101", R"({"floor":"700","kind":"proxy"})")), kAccepted);
  EXPECT_EQ(offer_of(proxy, "101"), R"({"floor":"700","kind":"proxy"})");
  EXPECT_EQ(offer_of(proxy, "102"), "null");
  EXPECT_EQ(proxy.verdict(proxy.offer("101", R"({"kind":"withdraw"})")), kAccepted);
  EXPECT_EQ(offer_of(proxy, "101"), "null");
  World supply;
  supply.live(R"({"type":"supply_schedule","demand":{"units":100,"unit":"t"}})");
  EXPECT_EQ(supply.verdict(supply.offer("101", R"({"kind":"schedule","steps":[{"quantity":60,"unit_price":"5"}]})")), kAccepted);
  EXPECT_EQ(offer_of(supply, "101"), R"({"kind":"schedule","steps":[{"quantity":60,"unit_price":"5"}]})");
  EXPECT_EQ(offer_of(supply, "102"), "null");
  World adjusted;
  adjusted.published(kStepped);
  adjusted.admit("b101", "101", R"({"divisor":"1.25"})");
  EXPECT_EQ(bidder_line(adjusted.registry, adjusted.id, adjusted.lot1, Pseudonym("101")).find("adjustment")->text("factor"), "0.8");
  EXPECT_EQ(json::canonical(officer_lot(supply.registry, supply.id, supply.lot1)).find("\"steps\""), std::string::npos);
}

TEST(SteppedTender, NothingOfACancelledLotIsWithheld) {
  World w;
  w.scheduled(kStepped);
  EXPECT_EQ(w.place("101", "1000"), kAccepted);
  EXPECT_TRUE(w.registry.withholds_any(w.id.text)) << "initial offers are pending until the opening";
  w.must(CancelLot{w.officer, w.id, w.lot1, World::kReason});
  EXPECT_FALSE(w.registry.withholds_any(w.id.text));
  EXPECT_NE(json::canonical(history(w.registry, w.id, w.lot1, Audience::officer(), std::nullopt)).find("\"1000\""),
            std::string::npos);
}

TEST(Formats, AnAcceptedBidKeepsTheRulesARefusedOneDoesNot) {
  const auto amended = [](World& w, const char* rules) {
    return w.verdict(Amend{w.officer, w.id, without_secrets(w.document(rules)), World::kReason});
  };
  World early;
  early.scheduled();
  EXPECT_EQ(early.place("101", "900"), "not_started");
  EXPECT_EQ(amended(early, R"({"tick":"10"})"), kAccepted) << "a bid that came too early must not hold up an addendum";
  World stepped;
  stepped.scheduled(kStepped);
  EXPECT_EQ(stepped.place("101", "900"), kAccepted);
  EXPECT_EQ(amended(stepped, kDutch), "frozen") << "the initial offer would be lost";
}

TEST(Formats, AnAdjustmentThatTheFormatDoesNotKnowIsRefused) {
  World w;
  w.published(kDutch);
  w.must(NameBidder{w.officer, w.id, BusinessId("b101"), "PT b101", Pseudonym("101")});
  const Decision refused = w.act(Admit{w.officer, w.id, Pseudonym("101"), {w.lot1}, json_of(R"({"factor":"0.9"})")});
  EXPECT_EQ(refused.verdict, "adjustment_invalid");
  EXPECT_EQ(refused.answer.find("problems")->as_array()[0].text("name"), "adjustment_not_in_format");
}

TEST(Formats, AnAddendumMayChangeTheFormatButNotAwayFromAnAdjustment) {
  World w;
  w.published();
  w.admit("b101", "101");
  w.must(Amend{w.officer, w.id, without_secrets(w.document(kDutch)), World::kReason});
  World adjusted;
  adjusted.published();
  adjusted.admit("b101", "101", R"({"factor":"0.9"})");
  const Decision refused =
      adjusted.act(Amend{adjusted.officer, adjusted.id, without_secrets(adjusted.document(kDutch)), World::kReason});
  EXPECT_EQ(refused.verdict, "frozen");
  EXPECT_EQ(refused.answer.find("problems")->as_array()[0].text("name"), "adjustment_not_in_format");
}

}  // namespace
}  // namespace terang::tender::test
