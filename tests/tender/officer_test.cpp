// Drafts, publication, addenda, schedule, cancellation: every refusal by name, and their order.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

Actor other_officer() { return {AccountId("o2"), Role::officer, BusinessId("buyer0000002")}; }

TEST(Officer, ADraftMayBeIncompleteAndTellsWhatIsMissing) {
  World w;
  const Decision decision = w.act(SaveDraft{w.officer, w.id, json_of(R"({"buyer":{"id":"buyer0000001"}})")});
  EXPECT_TRUE(decision.accepted());
  EXPECT_GT(decision.answer.find("problems")->as_array().size(), 5u);
  EXPECT_EQ(w.log.back().kind, "tender.drafted");
  EXPECT_EQ(w.registry.state(w.id), State::draft);
}

TEST(Officer, SaveDraftRefusals) {
  World w;
  Value large = w.document();
  large.set("description", std::string(300 * 1024, 'x'));
  EXPECT_EQ(w.verdict(SaveDraft{w.officer, w.id, large}), "document_too_large");
  EXPECT_EQ(w.verdict(SaveDraft{w.officer, w.id, Value("text")}), "not_an_object");
  EXPECT_EQ(w.verdict(SaveDraft{w.officer, w.id, Value::object()}), "not_your_buyer");
  EXPECT_EQ(w.verdict(SaveDraft{other_officer(), w.id, w.document()}), "not_your_buyer");
  EXPECT_EQ(w.verdict(SaveDraft{w.stranger, w.id, w.document()}), "not_your_role");
  EXPECT_FALSE(w.registry.has(w.id));
  w.drafted();
  EXPECT_EQ(w.verdict(SaveDraft{other_officer(), w.id, w.document()}), "no_such_tender");
  w.must(Publish{w.officer, w.id});
  EXPECT_EQ(w.verdict(SaveDraft{other_officer(), w.id, w.document()}), "not_your_tender");
  EXPECT_EQ(w.verdict(SaveDraft{w.officer, w.id, w.document()}), "wrong_state");
}

// Two who opened the same version: the second is told, whoever comes first by however little.
TEST(Officer, ADraftIsNotSavedOverAnother) {
  World w;
  const auto save = [&](std::optional<std::uint64_t> replaces) {
    SaveDraft draft{w.officer, w.id, w.document()};
    draft.replaces = replaces;
    return w.act(draft);
  };
  const Decision nothing_there = save(1);
  EXPECT_EQ(nothing_there.verdict, "draft_version_conflict");
  EXPECT_EQ(nothing_there.answer.find("version")->as_int(), 0);
  EXPECT_FALSE(w.registry.has(w.id));
  EXPECT_EQ(save(0).answer.find("version")->as_int(), 1);
  EXPECT_EQ(save(1).answer.find("version")->as_int(), 2);
  EXPECT_EQ(json_of(w.log.back().data).find("replaces")->as_int(), 1);
  const Decision second = save(1);
  EXPECT_EQ(second.verdict, "draft_version_conflict");
  EXPECT_EQ(second.answer.find("version")->as_int(), 2);
  EXPECT_FALSE(second.entry);
  EXPECT_EQ(draft(w.registry, w.id).find("version")->as_int(), 2);
  EXPECT_EQ(save(std::nullopt).answer.find("version")->as_int(), 3);  // who does not say takes what comes
  SaveDraft foreign{w.officer, w.id, Value::object()};
  foreign.replaces = 1;
  EXPECT_EQ(w.verdict(foreign), "not_your_buyer");
}

TEST(Officer, PublishedWithoutSecrets) {
  World w;
  w.drafted();
  w.drafted();
  w.must(Publish{w.officer, w.id});
  EXPECT_EQ(w.log.back().kind, "tender.published");
  EXPECT_EQ(w.log.back().data.find("900"), std::string::npos);
  EXPECT_EQ(json_of(w.log.back().data).find("draft_tseq")->as_int(), 1);
}

TEST(Officer, PublishNeedsAStartInTheFuture) {
  World w;
  w.drafted();
  w.now = w.start;
  EXPECT_EQ(w.verdict(Publish{w.officer, w.id}), "start_not_in_future");
  World in_time;
  in_time.drafted();
  in_time.now = in_time.start - 1;
  EXPECT_EQ(in_time.verdict(Publish{w.officer, w.id}), kAccepted);
}

TEST(Officer, OrderOfTheCommonRefusals) {
  World w;
  w.drafted();
  const auto with = [&](Actor by, const char* tender, const char* lot, const char* reason) {
    return w.verdict(PauseLot{by, TenderId(tender), LotId(lot), reason});
  };
  EXPECT_EQ(with(w.stranger, "nothing", "9", ""), "not_your_role");
  EXPECT_EQ(with(w.officer, "nothing", "9", ""), "no_such_tender");
  EXPECT_EQ(with(other_officer(), World::kTender, "9", ""), "no_such_tender");
  EXPECT_EQ(with(w.officer, World::kTender, "9", ""), "wrong_state");
  w.must(Publish{w.officer, w.id});
  EXPECT_EQ(with(other_officer(), World::kTender, "9", ""), "not_your_tender");
  EXPECT_EQ(with(w.officer, World::kTender, "9", ""), "wrong_state");
  w.admit("b101", "101");
  w.must(Schedule{w.officer, w.id});
  for (const char* lot : {"9", "0", "", "1x", "01", "-1", "99999999999"})
    EXPECT_EQ(with(w.officer, World::kTender, lot, ""), "no_such_lot");
  EXPECT_EQ(with(w.officer, World::kTender, "1", ""), "reason_missing");
  EXPECT_EQ(with(w.officer, World::kTender, "1", "   \n         "), "reason_missing");
  EXPECT_EQ(with(w.officer, World::kTender, "1", "123456789"), "reason_missing");
  EXPECT_EQ(with(w.officer, World::kTender, "1", std::string(2001, 'x').c_str()), "reason_too_long");
  EXPECT_EQ(with(w.officer, World::kTender, "1", "1234567890"), "not_started");
  EXPECT_EQ(w.verdict(Disqualify{w.officer, w.id, w.lot1, Pseudonym("999"), ""}), "no_such_bidder");
  EXPECT_EQ(w.verdict(Disqualify{w.officer, w.id, w.lot1, Pseudonym("101"), ""}), "reason_missing");
}

TEST(Officer, ReasonsAreCountedInCharacters) {
  World w;
  w.published();
  EXPECT_EQ(w.verdict(CancelTender{w.officer, w.id, "ééééé"}), "reason_missing");  // 10 octets, 5 characters
  EXPECT_EQ(w.verdict(CancelTender{w.officer, w.id, "éééééééééé"}), kAccepted);
}

TEST(Officer, AmendRefusalsInTheirOrder) {
  World w;
  w.published();
  const auto amend = [&](const Value& document) { return w.act(Amend{w.officer, w.id, document, World::kReason}); };
  EXPECT_EQ(w.verdict(Amend{w.officer, w.id, Value("x"), ""}), "reason_missing");
  Value large = w.document();
  large.set("description", std::string(300 * 1024, 'x'));
  EXPECT_EQ(amend(large).verdict, "document_too_large");
  Value broken = w.document();
  broken.set("title", "");
  broken.find("buyer")->set("name", "Another");
  const Decision invalid = amend(broken);
  EXPECT_EQ(invalid.verdict, "invalid_document");
  EXPECT_EQ(json::canonical(*invalid.answer.find("problems")), R"([{"name":"missing","path":"/title"}])");
  Value taken = w.document();
  taken.find("buyer")->set("name", "Another");
  taken.find("lots")->as_array()[0].set("reserve", "800");
  const Decision frozen = amend(taken);
  EXPECT_EQ(frozen.verdict, "frozen");
  EXPECT_EQ(json::canonical(*frozen.answer.find("problems")),
            R"([{"name":"may_not_change","path":"/buyer/name"},{"name":"may_not_change","path":"/lots/0/reserve"}])");
  Value past = w.document();
  past.find("schedule")->set("auction_starts_at", format_time(w.now));
  EXPECT_EQ(amend(past).verdict, "start_not_in_future");
  EXPECT_EQ(amend(w.document()).verdict, "nothing_changed");
  const std::size_t entries = w.log.size();
  Value good = w.document();
  good.set("title", "Desks and chairs");
  good.find("lots")->as_array()[0].find("rules")->set("tick", "5");
  EXPECT_EQ(amend(good).verdict, kAccepted);
  EXPECT_EQ(w.log.size(), entries + 1);
  EXPECT_EQ(json::canonical(*json_of(w.log.back().data).find("changed")), R"(["/lots/0/rules/tick","/title"])");
  EXPECT_EQ(w.log.back().data.find("\"900\""), std::string::npos);  // the reserve that the form sent along
}

TEST(Officer, AnAddendumRestartsTheLotWithItsBidders) {
  World w;
  w.scheduled();
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("103"), World::kReason});
  Value document = w.document();
  document.find("schedule")->set("auction_starts_at", format_time(w.start + kHour / 2));
  document.find("lots")->as_array()[0].find("rules")->set("tick", "5");
  w.must(Amend{w.officer, w.id, document, World::kReason});
  EXPECT_EQ(w.registry.next_due(), w.start + kHour / 2);
  w.to(w.start + kHour / 2);
  EXPECT_EQ(w.place("101", "951"), "amount_off_tick");
  EXPECT_EQ(w.place("101", "950"), kAccepted);
  EXPECT_EQ(w.place("103", "900"), "disqualified");
  // The secret is still there after all that.
  EXPECT_EQ(officer_lot(w.registry, w.id, w.lot1).text("reserve"), "900");
}

TEST(Officer, ALotThatHasBegunKeepsItsRules) {
  World w;
  w.lots = 2;
  w.drafted();
  Value document = w.document();
  Value* rules = document.find("lots")->as_array()[1].find("rules");
  rules->set("starts_at", format_time(w.end + kHour));
  rules->set("ends_at", format_time(w.end + 2 * kHour));
  w.must(SaveDraft{w.officer, w.id, document});
  w.must(Publish{w.officer, w.id});
  w.admit("b101", "101", "null", {"1", "2"});
  w.must(Schedule{w.officer, w.id});
  w.to(w.end);  // lot 1 is closed, lot 2 waits
  ASSERT_EQ(w.registry.state(w.id), State::scheduled);
  Value first = document;
  first.find("lots")->as_array()[0].set("title", "Other");
  EXPECT_EQ(w.verdict(Amend{w.officer, w.id, first, World::kReason}), "frozen");
  Value both = document;
  both.find("schedule")->set("auction_ends_at", format_time(w.end + 3 * kHour));
  EXPECT_EQ(w.verdict(Amend{w.officer, w.id, both, World::kReason}), "frozen");
  Value second = document;
  second.find("lots")->as_array()[1].set("title", "Other");
  EXPECT_EQ(w.verdict(Amend{w.officer, w.id, second, World::kReason}), kAccepted);
}

TEST(Officer, ScheduleRefusals) {
  World w;
  w.published();
  EXPECT_EQ(w.verdict(Schedule{w.officer, w.id}), "nobody_admitted");
  w.admit("b101", "101");
  World late;
  late.published();
  late.admit("b101", "101");
  late.now = late.start;
  EXPECT_EQ(late.verdict(Schedule{w.officer, w.id}), "start_not_in_future");
  w.now = w.start - 1;
  EXPECT_EQ(w.verdict(Schedule{w.officer, w.id}), kAccepted);
  EXPECT_EQ(json::canonical(*json_of(w.log.back().data).find("lots")),
            R"([{"ends_at":"2026-12-01T02:00:00.000000Z","lot":"1","starts_at":"2026-12-01T01:00:00.000000Z"}])");
}

TEST(Officer, ACancelledTenderIsSilent) {
  World w;
  w.live();
  w.must(CancelTender{w.officer, w.id, World::kReason});
  EXPECT_FALSE(w.registry.next_due());
  EXPECT_EQ(w.place("101", "900"), "wrong_state");
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).text("phase"), "cancelled");
  EXPECT_EQ(public_tender(w.registry, w.id).find("cancelled")->text("reason"), World::kReason);
}

}  // namespace
}  // namespace terang::tender::test
