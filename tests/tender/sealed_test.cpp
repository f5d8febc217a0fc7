// Lots with sealed bids through the whole procedure: keys at publication, silence before the opening, the opening, the
// award at the prices to be paid, and a replay that comes to the same bytes with and without the secrets.
#include "tender/document.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

constexpr const char* kFirstPrice = R"({"type":"sealed_first_price"})";
constexpr const char* kSecondPrice = R"({"type":"sealed_second_price"})";
constexpr const char* kHybrid =
    R"({"type":"hybrid","sealed_seconds":1800,"opening_seconds":600,"best":2,"live":{"ties":"earlier_wins"}})";
const std::string kPrivate = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

std::string hash(char digit) { return std::string(64, digit); }
std::string commit(int version, char digit = 'a') {
  return R"({"envelope":")" + hash(digit) + R"(","key":")" + hash('b') + R"(","kind":"commit","shares":[],"version":)" +
         std::to_string(version) + "}";
}
constexpr const char* kWithdraw = R"({"kind":"withdraw"})";

// What the server finds: amounts, or a defect where the text is a name.
OpenSealed opened(const World& w, const std::vector<std::string>& found) {
  const auto opening = w.registry.opening(w.id, w.lot1);
  OpenSealed command{w.id, w.lot1, kPrivate, {}};
  for (std::size_t i = 0; opening && i < opening->bids.size(); ++i) {
    const bool defect = found[i].find('_') != std::string::npos;
    command.opened.push_back({opening->bids[i].bidder, opening->bids[i].bid, defect ? std::nullopt : std::optional(found[i]),
                              defect ? found[i] : ""});
  }
  return command;
}

json::Value lot_of(const World& w) { return public_lot(w.registry, w.id, w.lot1); }
json::Value line_of(const World& w, const char* who) { return bidder_line(w.registry, w.id, w.lot1, Pseudonym(who)); }

// Everything that others than the bidder may see.
std::string seen_by_others(const World& w) {
  std::string out;
  for (const json::Value& view :
       {public_tender(w.registry, w.id), officer_tender(w.registry, w.id), public_lot(w.registry, w.id, w.lot1),
        officer_lot(w.registry, w.id, w.lot1), standings(w.registry, w.id, w.lot1, 0),
        history(w.registry, w.id, w.lot1, Audience::everybody(), std::nullopt),
        history(w.registry, w.id, w.lot1, Audience::officer(), std::nullopt), line_of(w, "103"),
        own_bids(w.registry, w.id, Pseudonym("103")), desk_items(w.registry, w.officer)})
    out += json::canonical(view) + "\n";
  return out + std::to_string(w.registry.withholds_any(w.id.text));
}

TEST(SealedTender, TheKeyIsPublishedOnce) {
  World w;
  w.drafted(kFirstPrice);
  EXPECT_EQ(w.registry.without_sealing_key(w.id, nullptr), std::vector<LotId>{w.lot1});
  const Decision without = w.act(Publish{w.officer, w.id});
  EXPECT_EQ(without.verdict, "sealing_key_missing");
  EXPECT_EQ(without.answer.text("lot"), "1");
  EXPECT_EQ(w.verdict(Publish{w.officer, w.id, {{w.lot1, "c3BraQ=="}}}), "sealing_key_malformed");
  w.must(Publish{w.officer, w.id, {{w.lot1, World::server_key(1)}, {LotId("2"), World::server_key(2)}}});
  const json::Value data = json_of(w.log.back().data);
  ASSERT_EQ(data.find("sealing")->as_array().size(), 1u);
  EXPECT_EQ(data.find("sealing")->as_array()[0].text("server_key"), World::server_key(1));
  EXPECT_TRUE(w.registry.without_sealing_key(w.id, nullptr).empty());
  const json::Value sealing = *lot_of(w).find("sealing");
  EXPECT_EQ(sealing.text("server_key"), World::server_key(1));
  EXPECT_EQ(sealing.text("mode"), "server");
  EXPECT_EQ(sealing.text("deadline"), format_time(w.end));
  // An addendum that moves the deadline keeps the key.
  w.end += kHour;
  w.must(Amend{w.officer, w.id, without_secrets(w.document(kFirstPrice)), World::kReason, {{w.lot1, World::server_key(3)}}});
  EXPECT_EQ(lot_of(w).find("sealing")->text("server_key"), World::server_key(1));
  EXPECT_EQ(lot_of(w).find("sealing")->text("deadline"), format_time(w.end));
  EXPECT_EQ(json_of(w.log.back().data).find("sealing"), nullptr);
  expect_replays(w);
}

TEST(SealedTender, AnAddendumThatMakesALotSealedBringsItsKey) {
  World w;
  w.published();
  EXPECT_TRUE(lot_of(w).find("sealing")->is_null());
  const json::Value document = without_secrets(w.document(kHybrid));
  EXPECT_EQ(w.registry.without_sealing_key(w.id, &document), std::vector<LotId>{w.lot1});
  EXPECT_EQ(w.verdict(Amend{w.officer, w.id, document, World::kReason}), "sealing_key_missing");
  w.must(Amend{w.officer, w.id, document, World::kReason, {{w.lot1, World::server_key(4)}}});
  EXPECT_EQ(lot_of(w).find("sealing")->text("deadline"), format_time(w.start + 1800 * kSecond));
  expect_replays(w);
}

TEST(SealedTender, NobodyElseSeesThatAnyoneBids) {
  for (const char* rules : {kFirstPrice, kSecondPrice, kHybrid}) {
    SCOPED_TRACE(rules);
    World w;
    w.live(rules);
    w.after(kMinute);
    const std::string before = seen_by_others(w);
    EXPECT_TRUE(public_tender(w.registry, w.id).find("admitted")->is_null());
    EXPECT_TRUE(lot_of(w).find("admitted")->is_null());
    EXPECT_EQ(lot_of(w).find("stage")->text("name"), "sealed");
    const Decision first = w.act(w.offer("101", commit(1)));
    EXPECT_EQ(first.verdict, kAccepted);
    EXPECT_TRUE(first.silent);
    EXPECT_EQ(first.silent_bidder.text, "101");
    EXPECT_EQ(w.verdict(w.offer("102", commit(1))), kAccepted);
    EXPECT_EQ(w.verdict(w.offer("101", commit(3))), "version_not_next");
    EXPECT_EQ(w.verdict(w.offer("101", commit(2, 'c'))), kAccepted);
    EXPECT_EQ(w.verdict(w.offer("102", kWithdraw)), kAccepted);
    EXPECT_EQ(w.verdict(w.offer("102", kWithdraw)), "nothing_to_withdraw");
    EXPECT_TRUE(w.act(Cover{w.id}).silent);
    EXPECT_EQ(seen_by_others(w), before);
    for (const Logged& entry : w.log) {
      if (entry.kind != "offer.placed" && entry.kind != "tender.covered") continue;
      EXPECT_FALSE(w.registry.withheld(w.id.text, entry.seq, entry.seq + 1).empty());
    }
    EXPECT_TRUE(w.registry.withheld(w.id.text, w.log[3].seq, w.log[3].seq + 1).empty());
    // The bidder has his own.
    const json::Value line = line_of(w, "101");
    EXPECT_EQ(line.find("committed")->find("version")->as_int(), 2);
    EXPECT_EQ(line.find("next_version")->as_int(), 3);
    EXPECT_EQ(line.find("seq")->as_int(), line.find("committed")->find("seq")->as_int());
    EXPECT_TRUE(line_of(w, "102").find("committed")->is_null());
    EXPECT_EQ(line_of(w, "102").find("next_version")->as_int(), 2);
    expect_replays(w);
  }
}

TEST(SealedTender, WhatIsRefused) {
  World w;
  w.scheduled(kFirstPrice);
  EXPECT_EQ(w.verdict(w.offer("101", commit(1))), "not_started");
  EXPECT_EQ(w.verdict(Cover{w.id}), "nothing_sealed");
  w.to(w.start);
  EXPECT_EQ(w.place("101", "500"), "sealed_bids_only");
  EXPECT_EQ(w.log.back().kind, "lot.opened") << "it makes no entry";
  const auto problem = [&](const std::string& content) {
    const Decision decision = w.act(w.offer("101", content));
    EXPECT_EQ(decision.verdict, "content_malformed");
    const auto& one = decision.answer.find("problems")->as_array()[0];
    return std::string(one.text("path")) + " " + std::string(one.text("name"));
  };
  const std::string envelope = R"("envelope":")" + hash('a') + "\"", key = R"("key":")" + hash('b') + "\"";
  EXPECT_EQ(problem("{" + envelope + R"(,"kind":"commit","shares":[],"version":1})"), "/key missing");
  EXPECT_EQ(problem("{" + envelope + "," + key + R"(,"kind":"commit","version":1})"), "/shares missing");
  EXPECT_EQ(problem("{" + envelope + "," + key + R"(,"kind":"commit","shares":["x"],"version":1})"), "/shares committee_needed");
  EXPECT_EQ(problem("{" + envelope + R"(,"key":"zz","kind":"commit","shares":[],"version":1})"), "/key hash_malformed");
  EXPECT_EQ(w.verdict(OpenSealed{w.id, w.lot1, kPrivate, {}}), "not_ended");
  EXPECT_EQ(w.verdict(w.offer("101", commit(1))), kAccepted);
  w.to(w.end);
  EXPECT_EQ(w.verdict(w.offer("101", commit(2))), "late");
  EXPECT_EQ(w.place("101", "500"), "sealed_bids_only");
  EXPECT_EQ(w.verdict(OpenSealed{w.id, w.lot1, kPrivate, {}}), "opening_incomplete");
  OpenSealed other = opened(w, {"500"});
  other.opened[0].bid = BidId(w.next_uuid());
  EXPECT_EQ(w.verdict(other), "opening_unknown");
  other = opened(w, {"500"});
  other.opened[0].bidder = Pseudonym("999");
  EXPECT_EQ(w.verdict(other), "no_such_bidder");
  other = opened(w, {"500"});
  other.opened.push_back(other.opened[0]);
  EXPECT_EQ(w.verdict(other), "opening_unknown");
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, {}, ""}}, World::kReason}), "not_opened");
  EXPECT_EQ(json::canonical(*officer_tender(w.registry, w.id).find("may")).find("\"award\""), std::string::npos);
  w.must(opened(w, {"500"}));
  EXPECT_EQ(w.verdict(opened(w, {})), "already_opened");
  World english;
  english.live();
  EXPECT_EQ(english.verdict(OpenSealed{english.id, english.lot1, kPrivate, {}}), "not_in_this_format");
  EXPECT_EQ(english.verdict(Cover{english.id}), "nothing_sealed");
  EXPECT_EQ(english.verdict(english.offer("101", commit(1))), "not_in_this_format");
  expect_replays(w);
}

TEST(SealedTender, TheLowestIsPaidWhatTheNextOneAsked) {
  World w;  // the secret reserve is 900, the ceiling 1000
  w.live(kSecondPrice);
  for (const char* who : {"101", "102", "103"}) EXPECT_EQ(w.verdict(w.offer(who, commit(1))), kAccepted);
  w.to(w.end);
  EXPECT_EQ(w.registry.awaiting_opening(w.id), std::vector<LotId>{w.lot1});
  EXPECT_EQ(lot_of(w).text("phase"), "closed");
  EXPECT_EQ(lot_of(w).find("stage")->text("name"), "opening");
  EXPECT_TRUE(lot_of(w).find("result")->is_null() && lot_of(w).find("opened")->is_null());
  EXPECT_TRUE(w.registry.needs_cover(w.id));
  const auto opening = *w.registry.opening(w.id, w.lot1);
  EXPECT_EQ(w.log[opening.sealed_until].kind, "lot.closed");
  EXPECT_EQ(opening.deadline, w.end);
  EXPECT_EQ(opening.bids.size(), 3u);
  w.must(opened(w, {"700", "650", "key_commitment_mismatch"}));
  const json::Value data = json_of(w.log.back().data);
  EXPECT_EQ(data.find("closed_seq")->as_int(), static_cast<std::int64_t>(opening.sealed_until));
  EXPECT_EQ(data.text("private_key"), kPrivate);
  EXPECT_EQ(data.text("server_key"), World::server_key(1));
  EXPECT_EQ(data.text("deadline"), format_time(w.end));
  EXPECT_FALSE(w.registry.needs_cover(w.id));
  EXPECT_FALSE(w.registry.withholds_any(w.id.text));
  const json::Value view = lot_of(w);
  EXPECT_EQ(json::canonical(*view.find("opened")),
            R"([{"amount":"700","bidder":"101","defect":null},{"amount":"650","bidder":"102","defect":null},)"
            R"({"amount":null,"bidder":"103","defect":"key_commitment_mismatch"}])");
  EXPECT_EQ(view.find("standings")->as_array()[0].text("pseudonym"), "102");
  EXPECT_TRUE(view.find("result")->is_null()) << "it would tell the reserve";
  EXPECT_EQ(officer_lot(w.registry, w.id, w.lot1).find("result")->text("amount"), "700");
  EXPECT_EQ(officer_lot(w.registry, w.id, w.lot1).find("saving")->text("percent"), "30.00") << "of what is paid";
  EXPECT_EQ(line_of(w, "103").find("opened")->text("defect"), "key_commitment_mismatch");
  EXPECT_EQ(view.find("events")->find("newest")->as_array().back().text("kind"), "unsealed");
  EXPECT_EQ(public_tender(w.registry, w.id).find("admitted")->as_int(), 3);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].text("amount"), "700");
  EXPECT_EQ(lot_of(w).find("result")->text("amount"), "700");
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(SealedTender, TheReserveBoundsThePriceToBePaid) {
  World w;
  w.live(kSecondPrice);
  for (const char* who : {"101", "102"}) EXPECT_EQ(w.verdict(w.offer(who, commit(1))), kAccepted);
  w.to(w.end);
  w.must(opened(w, {"950", "800"}));  // 950 is above the reserve of 900
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason}), "award_not_first");
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].text("amount"), "900");
  expect_replays(w);
  expect_replays_without_secrets(w);
  World above;
  above.live(kFirstPrice);
  EXPECT_EQ(above.verdict(above.offer("101", commit(1))), kAccepted);
  above.to(above.end);
  above.must(opened(above, {"950"}));
  EXPECT_EQ(above.verdict(Award{above.officer, above.id, {{above.lot1, Pseudonym("101"), ""}}, World::kReason}), "award_below_reserve");
  above.must(Award{above.officer, above.id, {{above.lot1, Pseudonym("101"), World::kReason}}, World::kReason});
  EXPECT_EQ(public_tender(above.registry, above.id).find("award")->find("lots")->as_array()[0].text("amount"), "950");
  expect_replays(above);
  expect_replays_without_secrets(above);
}

TEST(SealedTender, SeveralWinnersAtTheirPrices) {
  World w;
  w.live(R"({"type":"sealed_first_price","winners":2,"pay":"match_lowest"})");
  for (const char* who : {"101", "102", "103"}) EXPECT_EQ(w.verdict(w.offer(who, commit(1))), kAccepted);
  w.to(w.end);
  w.must(opened(w, {"700", "600", "not_decryptable"}));
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  const json::Value award = public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0];
  ASSERT_EQ(award.find("winners")->as_array().size(), 2u);
  EXPECT_EQ(award.find("winners")->as_array()[1].text("amount"), "600");
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST(SealedTender, AnAmountThatIsNoneIsADefect) {
  World w;
  w.live(kFirstPrice);
  for (const char* who : {"101", "102"}) EXPECT_EQ(w.verdict(w.offer(who, commit(1))), kAccepted);
  w.to(w.end);
  w.must(opened(w, {"12a", "1500"}));
  EXPECT_EQ(json::canonical(*lot_of(w).find("opened")),
            R"([{"amount":null,"bidder":"101","defect":"amount_malformed"},{"amount":"1500","bidder":"102","defect":"above_ceiling"}])");
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, {}, ""}}, World::kReason}), kAccepted);
  expect_replays(w);
}

TEST(SealedTender, WithoutBidsNothingIsOpened) {
  World w;
  w.live(kSecondPrice);
  EXPECT_EQ(w.verdict(w.offer("101", commit(1))), kAccepted);
  EXPECT_EQ(w.verdict(w.offer("101", kWithdraw)), kAccepted);
  w.to(w.end);
  EXPECT_TRUE(w.registry.awaiting_opening(w.id).empty());
  EXPECT_EQ(json::canonical(*lot_of(w).find("opened")), "[]");
  EXPECT_EQ(w.verdict(Award{w.officer, w.id, {{w.lot1, {}, ""}}, World::kReason}), kAccepted);
  expect_replays(w);
}

TEST(SealedTender, WhatCannotBeOpenedMayBeCancelled) {
  World w;
  w.live(kFirstPrice);
  EXPECT_EQ(w.verdict(w.offer("101", commit(1))), kAccepted);
  w.to(w.end);
  EXPECT_TRUE(w.registry.note_opening_problem(w.id, w.lot1, "sealing_key_missing"));
  EXPECT_FALSE(w.registry.note_opening_problem(w.id, w.lot1, "sealing_key_missing"));
  EXPECT_EQ(officer_lot(w.registry, w.id, w.lot1).find("sealing")->text("problem"), "sealing_key_missing");
  EXPECT_EQ(w.registry.hushed_lots(w.id).size(), 1u);
  w.must(CancelLot{w.officer, w.id, w.lot1, World::kReason});
  EXPECT_EQ(w.registry.state(w.id), State::cancelled);
  EXPECT_TRUE(w.registry.hushed_lots(w.id).empty());
  EXPECT_FALSE(w.registry.opening(w.id, w.lot1));
  World closed;
  closed.closed();
  EXPECT_EQ(closed.verdict(CancelLot{closed.officer, closed.id, closed.lot1, World::kReason}), "lot_closed");
}

TEST(SealedTender, WhoIsDisqualifiedIsNotOpened) {
  World w;
  w.live(kFirstPrice);
  for (const char* who : {"101", "102"}) EXPECT_EQ(w.verdict(w.offer(who, commit(1))), kAccepted);
  w.to(w.end);
  const OpenSealed both = opened(w, {"700", "650"});
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("102"), World::kReason});
  EXPECT_EQ(w.verdict(both), "opening_unknown");
  w.must(opened(w, {"700"}));
  EXPECT_EQ(officer_lot(w.registry, w.id, w.lot1).text("leader"), "101");
  expect_replays(w);
}

TEST(HybridTender, TheBestSealedBidsGoOnLive) {
  World w;
  w.live(kHybrid);
  for (const char* who : {"101", "102", "103"}) EXPECT_EQ(w.verdict(w.offer(who, commit(1))), kAccepted);
  w.after(30 * kMinute);
  EXPECT_EQ(lot_of(w).find("stage")->text("name"), "opening");
  const auto opening = *w.registry.opening(w.id, w.lot1);
  EXPECT_EQ(w.log[opening.sealed_until].kind, "lot.advanced");
  EXPECT_EQ(opening.deadline, w.start + 30 * kMinute);
  EXPECT_EQ(w.verdict(w.offer("101", commit(2))), "late");
  w.after(11 * kMinute);  // the opening is late: the live round waits, and keeps its length
  EXPECT_EQ(lot_of(w).find("stage")->text("name"), "opening");
  EXPECT_EQ(lot_of(w).text("ends_at"), format_time(w.end + 10 * kMinute));
  w.must(opened(w, {"700", "650", "800"}));
  EXPECT_EQ(lot_of(w).find("opened")->as_array().size(), 3u);
  EXPECT_TRUE(lot_of(w).find("visibility")->is_string());
  EXPECT_EQ(w.place("101", "600"), "live_round_not_started");
  w.after(10 * kMinute);
  EXPECT_EQ(lot_of(w).find("stage")->text("name"), "live");
  EXPECT_EQ(lot_of(w).text("best"), "650");
  EXPECT_EQ(w.place("103", "600"), "not_in_live_round");
  EXPECT_EQ(w.place("101", "640"), kAccepted);
  EXPECT_EQ(w.verdict(w.offer("102", commit(2))), "late");
  w.to(w.end + 10 * kMinute);
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason});
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].text("amount"), "640");
  expect_replays(w);
  expect_replays_without_secrets(w);
}

}  // namespace
}  // namespace terang::tender::test
