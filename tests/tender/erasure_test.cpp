// What names people goes, once it may; what was decided is decided again without it.
#include <algorithm>
#include <set>

#include "tender/projection.h"
#include "tender/retained.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

const Actor kAdministrator{AccountId("root00000001"), Role::administrator, {}};

struct Erasing : ::testing::Test {
  World w;
  RetentionYears years = published_retention();

  NamedEntry entry(Seq seq) const { return {seq, w.log.at(seq).kind, TenderId(w.log.at(seq).tender)}; }
  std::vector<NamedEntry> of_kinds(std::initializer_list<std::string_view> kinds) const {
    std::vector<NamedEntry> entries;
    for (const Logged& one : w.log)
      if (std::find(kinds.begin(), kinds.end(), one.kind) != kinds.end()) entries.push_back(entry(one.seq));
    return entries;
  }
  EraseEntries erasing(std::vector<NamedEntry> entries) const { return {kAdministrator, w.id, std::move(entries), years, World::kReason}; }
  void pass_years(std::int64_t count) { w.now = after_years(w.now, count); }
  // As a start finds the log afterwards.
  Registry again() const {
    std::set<Seq> gone;
    for (const Logged& one : w.log)
      if (one.kind == "entry.erased") {
        const Value data = json_of(one.data);
        for (const Value& seq : data.find("erased")->as_array()) gone.insert(static_cast<Seq>(seq.as_int()));
      }
    Registry registry;
    for (const Logged& one : w.log) {
      if (gone.contains(one.seq)) {
        registry.missing({one.seq, one.time, {}, one.tender, {}});
        continue;
      }
      const auto mismatch = registry.replay(one.view());
      EXPECT_FALSE(mismatch) << one.kind << " " << one.seq << ": " << mismatch->path << " " << mismatch->expected << " / " << mismatch->found;
    }
    EXPECT_EQ(registry.unexplained(), std::vector<Seq>());
    return registry;
  }
  std::vector<Seq> listed(const Registry& registry, const char* refusal) const {
    const Value view = retention_view(registry, *registry.find(w.id.text), years, w.now);
    std::vector<Seq> seqs;
    for (const Value& one : view.find("entries")->as_array())
      if (one.text("refusal") == refusal) seqs.push_back(static_cast<Seq>(one.find("seq")->as_int()));
    return seqs;
  }
  std::vector<Seq> seqs_of(std::initializer_list<std::string_view> kinds) const {
    std::vector<Seq> seqs;
    for (const NamedEntry& one : of_kinds(kinds)) seqs.push_back(one.seq);
    return seqs;
  }
  static std::string rows(const Registry& registry) {
    std::string out;
    for (const TenderId& id : registry.tenders())
      for (const ProjectionRow& row : projections(registry, id))
        for (const auto& value : row.params) out += value.value_or("null") + "\n";
    return out;
  }
};

TEST_F(Erasing, IsRefusedByNameInOrder) {
  w.in(State::closed);
  const auto names = of_kinds({"bidder.named"});
  ASSERT_EQ(names.size(), 3u);
  const auto verdict = [&](EraseEntries command) { return std::string(w.verdict(command)); };
  // Each command has all the faults that come after the one that is named.
  EraseEntries command = erasing({});
  command.reason = "short";
  command.by = w.officer;
  EXPECT_EQ(verdict(command), "not_your_role");
  command.by = kAdministrator;
  EXPECT_EQ(verdict(command), "nothing_to_erase");
  command.entries.assign(1001, names[0]);
  for (Seq i = 0; i < 1001; ++i) command.entries[i].seq = i;
  EXPECT_EQ(verdict(command), "too_many_entries");
  const auto bids = of_kinds({"bid.placed"});
  NamedEntry unknown{999, {}, {}, false}, gone = names[1], foreign = names[0];
  gone.erased = true;
  foreign.tender = TenderId("t00000000002");
  command.entries = {unknown, gone, bids[0], foreign};
  EXPECT_EQ(verdict(command), "no_such_entry");
  command.entries = {gone, bids[0], foreign};
  EXPECT_EQ(verdict(command), "already_erased");
  command.entries = {bids[0], foreign};
  EXPECT_EQ(verdict(command), "kind_not_erasable");
  command.entries = {names[1], foreign};
  EXPECT_EQ(verdict(command), "several_tenders");
  command.entries = names;
  EXPECT_EQ(verdict(command), "tender_not_over");
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  const Micros over = w.now;
  const Decision early = w.act(command);
  EXPECT_EQ(early.verdict, "retention_not_passed");
  EXPECT_EQ(early.answer.text("erasable_from"), format_time(after_years(over, 10)));
  w.now = after_years(over, 10) - 1;
  EXPECT_EQ(verdict(command), "retention_not_passed");
  w.now = after_years(over, 10);
  EXPECT_EQ(verdict(command), "reason_missing");
  command.reason = std::string(2001, 'x');
  EXPECT_EQ(verdict(command), "reason_too_long");
  command.reason = World::kReason;
  EXPECT_EQ(verdict(command), kAccepted);
  EXPECT_EQ(verdict(command), "already_erased");
}

TEST_F(Erasing, NothingThatOthersNeedIsErasable) {
  w.in(State::awarded);
  pass_years(100);
  std::set<std::string> kinds;
  for (const Logged& one : w.log) kinds.insert(one.kind);
  for (const std::string& kind : kinds) {
    const bool may = retention_rules().end() != std::find_if(retention_rules().begin(), retention_rules().end(),
                                                             [&](const RetentionRule& rule) { return rule.kind == kind; });
    EXPECT_EQ(w.verdict(erasing(of_kinds({kind}))) == kAccepted, may) << kind;
  }
}

TEST_F(Erasing, TheEntrySaysWhatAndByWhichRules) {
  w.in(State::awarded);
  pass_years(10);
  w.must(erasing({entry(of_kinds({"bidder.named"})[1].seq), entry(0)}));
  EXPECT_EQ(w.log.back().kind, "entry.erased");
  EXPECT_EQ(w.log.back().tender, w.id.text);
  EXPECT_EQ(w.log.back().data,
            R"({"by":{"account":"root00000001","business":"","role":"administrator"},"erased":[0,)" +
                std::to_string(of_kinds({"bidder.named"})[1].seq) +
                R"(],"kinds":["tender.drafted","bidder.named"],"reason":"a reason long enough","rules":"terang.retention.v1",)"
                R"("verdict":"accepted","years":{"bidder.named":10,"tender.drafted":5}})");
}

TEST_F(Erasing, TheTenderIsDecidedAgainWithoutWhatWasErased) {
  w.in(State::awarded);
  pass_years(10);
  const auto named = of_kinds({"bidder.named"});
  w.must(erasing({named[1]}));  // one of three, and the drafts stay
  Registry registry = again();
  EXPECT_EQ(rows(registry), rows(w.registry));
  EXPECT_EQ(registry.partial_tenders(), std::vector<TenderId>{w.id});
  EXPECT_EQ(registry.state(w.id), State::awarded);
  EXPECT_EQ(json::canonical(public_tender(registry, w.id)).find("PT b102"), std::string::npos);
  EXPECT_EQ(json::canonical(public_tender(w.registry, w.id)).find("PT b102"), std::string::npos) << "at once, not at the next start";
  EXPECT_NE(json::canonical(officer_tender(registry, w.id)).find("PT b101"), std::string::npos);
  w.must(erasing(of_kinds({"tender.drafted"})));
  w.must(erasing({named[0], named[2]}));
  EXPECT_EQ(rows(again()), rows(w.registry));
  EXPECT_EQ(w.registry.erased(), 4u);
}

TEST_F(Erasing, OneOfSeveralDrafts) {
  w.must(SaveDraft{w.officer, w.id, w.document(), 0});
  w.must(SaveDraft{w.officer, w.id, w.document(), 1});
  w.must(SaveDraft{w.officer, w.id, w.document(), 2});
  w.must(Publish{w.officer, w.id, w.server_keys()});
  w.must(CancelTender{w.officer, w.id, World::kReason});
  pass_years(5);
  for (const Seq seq : {1u, 0u, 2u}) {
    w.must(erasing({entry(seq)}));
    EXPECT_EQ(rows(again()), rows(w.registry)) << seq;
  }
}

TEST_F(Erasing, AnApplicationGoesFromBothPlaces) {
  w.published();
  w.must(Apply{w.bidder("101"), w.id, {w.lot1}, "CV Rahasia"});
  w.must(CancelTender{w.officer, w.id, World::kReason});
  pass_years(5);
  EXPECT_NE(json::canonical(officer_tender(w.registry, w.id)).find("CV Rahasia"), std::string::npos);
  w.must(erasing(of_kinds({"bidder.applied"})));
  EXPECT_EQ(everything(again()), everything(w.registry));
  EXPECT_EQ(json::canonical(officer_tender(w.registry, w.id)).find("CV Rahasia"), std::string::npos);
}

TEST_F(Erasing, ALetterGoesWithItsEntryUnlessAnotherBidCameInIt) {
  w.live();
  const ProposeBid first = w.proposal("101", "880"), second = w.proposal("102", "870"), third = w.proposal("103", "860");
  for (const ProposeBid& one : {first, second, third}) w.must(one);
  w.must(ApproveBid{w.second, w.id, w.lot1, first.bid});
  w.must(RejectBid{w.second, w.id, w.lot1, second.bid, World::kReason});
  w.to(w.end);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason});
  pass_years(10);
  const auto proposed = of_kinds({"bid.proposed"});
  const Decision some = w.act(erasing({proposed[0], proposed[1]}));
  ASSERT_TRUE(some.erasure);
  EXPECT_EQ(some.erasure->entries, (std::vector<Seq>{proposed[0].seq, proposed[1].seq}));
  EXPECT_EQ(some.erasure->documents, std::vector<std::string>{});
  EXPECT_EQ(rows(again()), rows(w.registry));
  const Decision rest = w.act(erasing({proposed[2]}));
  EXPECT_EQ(rest.erasure->documents, std::vector<std::string>{std::string(64, 'a')});
  EXPECT_EQ(rows(again()), rows(w.registry));
}

// What is listed as erasable is what an erasure accepts, and nothing else; before and after a start.
TEST_F(Erasing, TheListIsWhatWouldBeAccepted) {
  w.published();
  w.must(Apply{w.bidder("104"), w.id, {w.lot1}, "CV Rahasia"});
  w.must(NameBidder{w.officer, w.id, BusinessId("b101"), "PT b101", Pseudonym("101")});
  const auto all = seqs_of({"tender.drafted", "bidder.applied", "bidder.named"});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(listed(w.registry, "tender_not_over"), all);
  EXPECT_FALSE(any_erasable(w.registry, *w.registry.find(w.id.text), years, w.now));
  w.must(CancelTender{w.officer, w.id, World::kReason});
  const Micros over = w.now;
  EXPECT_EQ(listed(w.registry, "retention_not_passed"), all);
  const Value view = retention_view(w.registry, *w.registry.find(w.id.text), years, w.now);
  EXPECT_EQ(view.text("over_at"), format_time(over));
  EXPECT_EQ(view.text("state"), "cancelled");
  for (const Value& one : view.find("entries")->as_array()) {
    const std::int64_t count = one.find("years")->as_int();
    EXPECT_EQ(count, one.text("kind") == "bidder.named" ? 10 : 5);
    EXPECT_EQ(one.text("erasable_from"), format_time(after_years(over, count)));
  }
  w.now = after_years(over, 5) - 1;
  EXPECT_EQ(listed(w.registry, ""), std::vector<Seq>());
  EXPECT_FALSE(any_erasable(w.registry, *w.registry.find(w.id.text), years, w.now));
  w.now = after_years(over, 5);
  EXPECT_TRUE(any_erasable(w.registry, *w.registry.find(w.id.text), years, w.now));
  EXPECT_EQ(listed(w.registry, ""), seqs_of({"tender.drafted", "bidder.applied"}));
  EXPECT_EQ(listed(w.registry, "retention_not_passed"), seqs_of({"bidder.named"}));
  for (const char* refusal : {"retention_not_passed", ""})
    for (const Seq seq : listed(w.registry, refusal)) {
      EXPECT_EQ(w.verdict(erasing({entry(seq)})), *refusal ? std::string_view(refusal) : kAccepted) << seq;
      if (!*refusal) {
        EXPECT_EQ(listed(again(), refusal), listed(w.registry, refusal)) << seq;
      }
    }
  EXPECT_EQ(listed(w.registry, ""), std::vector<Seq>());
  EXPECT_EQ(listed(again(), "retention_not_passed"), seqs_of({"bidder.named"}));
}

// Also of those that a replay with gaps does not decide again.
TEST_F(Erasing, TheListKnowsDraftsBehindOneThatIsGone) {
  w.must(SaveDraft{w.officer, w.id, w.document(), 0});
  w.must(SaveDraft{w.officer, w.id, w.document(), 1});
  w.must(Publish{w.officer, w.id, w.server_keys()});
  w.must(CancelTender{w.officer, w.id, World::kReason});
  pass_years(5);
  w.must(erasing({entry(0)}));
  EXPECT_EQ(listed(w.registry, ""), std::vector<Seq>{1});
  EXPECT_EQ(listed(again(), ""), std::vector<Seq>{1});
  Registry registry = again();
  registry.drop_tender(w.id);
  for (const Logged& one : w.log)
    if (one.seq == 0) {
      registry.missing({one.seq, one.time, {}, one.tender, {}});
    } else {
      EXPECT_FALSE(registry.replay(one.view()));
    }
  EXPECT_EQ(listed(registry, ""), std::vector<Seq>{1}) << "once, after the tender was read again";
}

// A sealed bid and its octets are what its opening is proved with; they hold an amount and a pseudonym.
TEST_F(Erasing, ASealedBidStays) {
  w.in(State::awarded);
  pass_years(100);
  NamedEntry sealed = entry(of_kinds({"bid.placed"})[0].seq);
  sealed.kind = "offer.placed";
  EXPECT_EQ(w.verdict(erasing({sealed})), "kind_not_erasable");
  sealed.kind = "lot.unsealed";
  EXPECT_EQ(w.verdict(erasing({sealed})), "kind_not_erasable");
}

TEST_F(Erasing, AGapThatNoEntryExplainsIsNamed) {
  w.in(State::awarded);
  Registry registry;
  const Seq named = of_kinds({"bidder.named"})[0].seq;
  for (const Logged& one : w.log) {
    if (one.seq == named) {
      registry.missing({one.seq, one.time, {}, one.tender, {}});
    } else {
      ASSERT_FALSE(registry.replay(one.view())) << one.kind;
    }
  }
  EXPECT_EQ(registry.unexplained(), std::vector<Seq>{named});
}

TEST_F(Erasing, AnotherTendersWordExplainsNothing) {
  w.in(State::awarded);
  Registry registry;
  registry.missing({0, w.now, {}, "t00000000009", {}});
  for (const Logged& one : w.log) (void)registry.replay({one.seq + 1, one.time, one.kind, one.tender, one.data});
  const Micros later = after_years(w.now, 100);
  const std::string data = R"({"by":{"account":"root00000001","business":"","role":"administrator"},"erased":[0],"kinds":["tender.drafted"],)"
                           R"("reason":"a reason long enough","rules":"terang.retention.v1","verdict":"accepted","years":{"tender.drafted":5}})";
  EXPECT_FALSE(registry.replay({w.log.size() + 1, later, "entry.erased", w.id.text, data}));
  EXPECT_EQ(registry.unexplained(), std::vector<Seq>{0});
}

TEST(Retention, YearsAreThoseOfTheCalendar) {
  const auto later = [](const char* at, std::int64_t years) { return format_time(after_years(*parse_time(at), years)); };
  EXPECT_EQ(later("2026-11-22T10:00:00.5Z", 10), "2036-11-22T10:00:00.500000Z");
  EXPECT_EQ(later("2028-02-29T10:00:00Z", 4), "2032-02-29T10:00:00.000000Z");
  EXPECT_EQ(later("2028-02-29T10:00:00Z", 5), "2033-03-01T10:00:00.000000Z");
  EXPECT_EQ(later("2026-01-01T00:00:00Z", 0), "2026-01-01T00:00:00.000000Z");
}

}  // namespace
}  // namespace terang::tender::test
