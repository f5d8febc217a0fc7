// The ledger replayed gives the same registry; an altered entry is named.
#include <map>
#include <random>

#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

// Random commands of all kinds on a few tenders, sensible and senseless.
class Storm {
 public:
  explicit Storm(std::uint64_t seed) : random_(seed) { w.lots = 3; }

  void run(int commands) {
    for (int i = 0; i < commands; ++i) {
      if (pick(3) != 0) w.to(w.now + static_cast<Micros>(pick(80) ? pick(20) * kSecond : pick(40) * kMinute));
      w.id = TenderId("t" + std::to_string(pick(4)));
      w.act(command());
    }
  }

  World w;

 private:
  std::uint64_t pick(std::uint64_t below) { return random_() % below; }
  LotId lot() { return LotId(std::to_string(pick(12) ? 1 + pick(3) : 9)); }
  std::string who() { return std::to_string(101 + pick(8)); }
  std::string reason() { return pick(10) ? World::kReason : "no"; }

  Command command() {
    switch (pick(44)) {
      case 0: case 1: {
        w.start = w.now + static_cast<Micros>(1 + pick(60)) * kMinute;
        w.end = w.start + static_cast<Micros>(1 + pick(120)) * kMinute;
        constexpr const char* kVisibility[] = {"leader_price_and_rank", "rank_only", "best_price_only", "nothing"};
        constexpr const char* kTies[] = {"earlier_wins", "not_allowed"};
        constexpr const char* kFormats[] = {
            R"({"type":"dutch_reverse","start":"600","step":"20","interval_seconds":7,"highest":"1000","outage":{"min_seconds":5,"min_remaining_seconds":5}})",
            R"({"type":"japanese_reverse","start":"1000","step":"20","interval_seconds":11,"floor":"700","silence":"stays","winners":2,"outage":{"min_seconds":5,"min_remaining_seconds":5}})",
            R"({"type":"sealed_second_price","winners":2,"outage":{"min_seconds":5,"min_remaining_seconds":5}})",
            R"({"type":"sealed_first_price","outage":{"min_seconds":5,"min_remaining_seconds":5}})",
            R"({"type":"hybrid","sealed_seconds":20,"opening_seconds":10,"best":2,"live":{},"outage":{"min_seconds":5,"min_remaining_seconds":5}})"};
        const std::uint64_t format = pick(8);
        const bool other = format < std::size(kFormats);
        rules_ = other ? kFormats[format] : "{}";
        constexpr const char* kSequences[] = {
            R"({"kind":"serial","gap_seconds":0})", R"({"kind":"serial","gap_seconds":90})",
            R"({"kind":"staggered","every_seconds":40,"when_extended":"move"})",
            R"({"kind":"staggered","every_seconds":40,"when_extended":"keep"})"};
        // Prices by a clock may follow each other; what is sealed stands in no sequence.
        const std::uint64_t sequence = format < 2 ? pick(4) : other ? 0 : pick(6);
        w.sequence = sequence < 2 ? Value() : json_of(kSequences[sequence - 2]);
        if (other) return SaveDraft{w.officer, w.id, w.document(rules_)};
        SaveDraft save{w.officer, w.id, w.document(
            std::string(R"({"outage":{"min_seconds":5,"min_remaining_seconds":60},"confirm_drop_percent":"30",)") +
            R"("soft_close":{"window_seconds":60,"extension_seconds":30,"trigger":"leader_change"},"visibility":")" +
            kVisibility[pick(4)] + R"(","ties":")" + kTies[pick(2)] + "\"}")};
        if (pick(2)) save.replaces = pick(4);
        return save;
      }
      case 2: return Publish{w.officer, w.id, w.server_keys()};
      case 3: return Schedule{w.officer, w.id};
      case 4: {
        Value document = w.document(rules_);
        document.set("description", std::to_string(pick(1000)));
        return Amend{w.officer, w.id, document, reason(), w.server_keys()};
      }
      case 5: return Apply{w.bidder(who()), w.id, {lot()}, "PT"};
      case 6: case 7: {
        const std::string pseudonym = who();
        return NameBidder{w.officer, w.id, BusinessId("b" + pseudonym), "PT " + pseudonym, Pseudonym(pseudonym)};
      }
      case 8: case 9: case 10:
        return Admit{w.officer, w.id, Pseudonym(who()), {lot()}, pick(3) ? Value() : json_of(R"({"factor":"2/3"})"),
                     pick(3) ? Value() : Value(std::to_string(500 + pick(600)))};
      case 11: {
        const std::string pseudonym = who();
        return RegisterKey{w.bidder(pseudonym), World::key(pseudonym), "spki", "sig"};
      }
      case 12: return pick(8) ? Command(OpenLot{w.id, lot()}) : RevokeKey{w.bidder("108"), World::key("108"), reason()};
      case 13: return PauseLot{w.officer, w.id, lot(), reason()};
      case 14: case 15: return ResumeLot{w.officer, w.id, lot(), reason()};
      case 16: return ExtendLot{w.officer, w.id, lot(), static_cast<std::int64_t>(pick(300)), reason()};
      case 17: return pick(40) ? Command(CloseLot{w.id, lot()}) : CancelLot{w.officer, w.id, lot(), reason()};
      case 18: return Disqualify{w.officer, w.id, lot(), Pseudonym(who()), reason()};
      case 19: return RecordOutage{w.id, w.now - static_cast<Micros>(pick(60)) * kSecond, w.now};
      case 20:
        return Award{w.officer, w.id, {{LotId("1"), {}, World::kReason}, {LotId("2"), Pseudonym(who()), World::kReason},
                                       {LotId("3"), {}, World::kReason}}, reason()};
      case 21: return pick(60) ? Command(last_) : CancelTender{w.officer, w.id, reason()};
      case 22: return w.offer(who(), pick(2) ? R"({"kind":"leave"})" : R"({"kind":"withdraw"})", lot().text);
      case 23: return AdvanceLot{w.id, lot()};
      case 24: {
        ProposeBid proposal = w.proposal(who(), std::to_string(600 + 20 * pick(21)), lot().text);
        if (pick(6) == 0) proposal.content = R"({"kind":"leave"})";
        proposed_.push_back(proposal);
        return proposal;
      }
      case 25: {
        if (proposed_.empty()) return AdvanceLot{w.id, lot()};
        const ProposeBid& one = proposed_[proposed_.size() - 1 - pick(std::min<std::size_t>(proposed_.size(), 8))];
        if (pick(5) == 0) return RejectBid{pick(2) ? w.second : w.officer, one.tender, one.lot, one.bid, reason()};
        return ApproveBid{pick(4) ? w.second : w.officer, one.tender, one.lot, one.bid};
      }
      case 26: case 27: case 28: {
        const std::string hash(64, static_cast<char>('0' + pick(10)));
        return w.offer(who(), R"({"envelope":")" + hash + R"(","key":")" + hash + R"(","kind":"commit","shares":[],"version":)" +
                                  std::to_string(1 + pick(3)) + "}", lot().text);
      }
      case 29: return opening(lot());
      case 30: return pick(3) ? Command(opening(lot())) : Cover{w.id};
      default: {
        // Formats with a clock know few prices: those of their ladders come often enough.
        const std::uint64_t amount = pick(2) ? 400 + pick(620) : 600 + 20 * pick(21);
        PlaceBid bid = w.bid(who(), std::to_string(amount), lot().text);
        bid.confirm = pick(2) == 0;
        if (pick(20) == 0) bid.amount += ".25";
        last_ = bid;
        return bid;
      }
    }
  }

  // What is to be opened, and now and then something else.
  OpenSealed opening(const LotId& lot) {
    OpenSealed command{w.id, lot, "a2V5", {}};
    if (const auto due = w.registry.opening(w.id, lot))
      for (const SealedBid& bid : due->bids) {
        if (pick(40) == 0) continue;
        const bool defect = pick(5) == 0;
        command.opened.push_back({bid.bidder, bid.bid, defect ? std::nullopt : std::optional(std::to_string(500 + pick(600))),
                                  defect ? "not_decryptable" : ""});
      }
    return command;
  }

  std::mt19937_64 random_;
  PlaceBid last_;
  std::vector<ProposeBid> proposed_;
  std::string rules_ = "{}";  // of the newest draft
};

TEST(Replay, RandomCommandsComeOutTheSame) {
  std::map<std::string, int> kinds;
  int moved = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Storm storm(seed);
    storm.run(4000);
    Registry again;
    Registry partial(Registry::Options{.partial = true});  // without keys, drafts (and so reserves) and names
    for (const Logged& entry : storm.w.log) {
      const auto mismatch = again.replay(entry.view());
      ASSERT_FALSE(mismatch) << entry.kind << " " << entry.seq << " " << mismatch->path << ": expected "
                             << mismatch->expected << ", found " << mismatch->found;
      ++kinds[entry.kind];
      moved += entry.data.find(R"("moved":[)") != std::string::npos;
      if (entry.tender.empty() || entry.kind == "tender.drafted" || entry.kind == "bidder.named" || entry.kind == "bidder.applied")
        continue;
      const auto untold = partial.replay(entry.view());
      ASSERT_FALSE(untold) << "without secrets: " << entry.kind << " " << entry.seq << " " << untold->path << ": expected "
                           << untold->expected << ", found " << untold->found;
    }
    ASSERT_EQ(everything(again), everything(storm.w.registry));
    ASSERT_EQ(again.next_due(), storm.w.registry.next_due());
  }
  for (const auto& [kind, count] : kinds) std::cout << kind << " " << count << "\n";
  EXPECT_GT(moved, 20) << "lots hardly ever followed each other";
  EXPECT_EQ(kinds.size(), 27u) << "a kind of entry never came";
}

TEST(Replay, OneTenderReadAgainStandsWhereItStood) {
  Storm storm(7);
  storm.run(2500);
  const std::string before = everything(storm.w.registry);
  const auto due = storm.w.registry.next_due();
  const TenderId id("t1");
  storm.w.registry.drop_tender(id);
  EXPECT_NE(everything(storm.w.registry), before);
  for (const Logged& entry : storm.w.log)
    if (entry.tender == id.text) {
      ASSERT_FALSE(storm.w.registry.replay(entry.view()));
    }
  EXPECT_EQ(everything(storm.w.registry), before);
  EXPECT_EQ(storm.w.registry.next_due(), due);
}

TEST(Replay, ABundleWithoutDraftsNamesAndKeys) {
  World w;
  w.closed();
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  Registry partial(Registry::Options{.partial = true});
  for (const Logged& entry : w.log) {
    if (entry.tender.empty() || entry.kind == "tender.drafted" || entry.kind == "bidder.named") continue;
    const auto mismatch = partial.replay(entry.view());
    ASSERT_FALSE(mismatch) << entry.kind << " " << mismatch->path << " " << mismatch->expected << mismatch->found;
  }
  EXPECT_EQ(partial.state(w.id), State::awarded);
}

// One octet of one entry's data altered: the replay names that entry, and goes on without falling over.
TEST(Replay, AnyAlteredEntryIsNamed) {
  World w;
  w.lots = 2;
  w.closed(R"({"outage":{"min_seconds":1,"min_remaining_seconds":1}})");
  w.must(Award{w.officer, w.id, {{LotId("1"), Pseudonym("102"), ""}, {LotId("2"), {}, ""}}, World::kReason});
  std::mt19937_64 random(3);
  for (int round = 0; round < 400; ++round) {
    const std::size_t at = random() % w.log.size();
    std::string data = w.log[at].data;
    const std::size_t octet = random() % data.size();
    data[octet] = static_cast<char>('0' + random() % 10) == data[octet] ? 'x' : static_cast<char>('0' + random() % 10);
    if (data == w.log[at].data) continue;
    Registry again;
    std::optional<std::size_t> named;
    for (std::size_t i = 0; i < w.log.size(); ++i) {
      Logged entry = w.log[i];
      if (i == at) entry.data = data;
      if (again.replay(entry.view()) && !named) named = i;
    }
    // Inputs that nothing decides on (a reason, a signature, a name) are consistent in themselves: the chain's hash
    // is what protects those. Anything else is named, at the latest where it first matters.
    if (named) {
      EXPECT_GE(*named, at) << data;
    }
  }
}

TEST(Replay, WhatIsWrongIsSaid) {
  World w;
  w.closed();
  const auto replay_until = [&](const std::string& kind, const std::string& from, const std::string& to) {
    Registry again;
    for (Logged entry : w.log) {
      if (entry.kind == kind) {
        const std::size_t at = entry.data.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        entry.data.replace(at, from.size(), to);
      }
      if (const auto mismatch = again.replay(entry.view()))
        return mismatch->path + " " + mismatch->expected + " " + mismatch->found;
    }
    return std::string("none");
  };
  EXPECT_EQ(replay_until("bid.placed", R"("verdict":"accepted")", R"("verdict":"lot_closed")"),
            R"(/verdict "accepted" "lot_closed")");
  EXPECT_EQ(replay_until("bid.placed", R"("rank":1)", R"("rank":2)"), "/rank 1 2");
  EXPECT_EQ(replay_until("bid.placed", R"("bidder":"101")", R"("bidder":"999")"), "/bidder a bidder admitted to the lot 999");
  EXPECT_EQ(replay_until("lot.opened", R"("lot":"1")", R"("lot":"7")"), R"(/verdict "no_such_lot" (no entry) an entry)");
  EXPECT_EQ(replay_until("tender.published", R"("title":"Desks")", R"("title":"Chairs")").substr(0, 9), "/document");
  EXPECT_EQ(replay_until("tender.scheduled", R"("by":)", R"("bz":)"), R"(/verdict "not_your_role" (no entry) an entry)");
}

TEST(Replay, TimeDoesNotGoBackWithinATender) {
  World w;
  w.closed();
  Registry again;
  std::optional<ReplayMismatch> mismatch;
  for (Logged entry : w.log) {
    if (entry.kind == "lot.closed") entry.time = w.start - 1;
    mismatch = again.replay(entry.view());
  }
  ASSERT_TRUE(mismatch);
  EXPECT_THAT(mismatch->expected, testing::HasSubstr("time not before"));
}

TEST(Replay, AnUnknownKindOrNoJson) {
  Registry registry;
  EXPECT_TRUE(registry.replay({0, 0, "tender.sold", "t", "{}"}));
  EXPECT_TRUE(registry.replay({0, 0, "tender.drafted", "t", "{"}));
  EXPECT_TRUE(registry.replay({0, 0, "tender.drafted", "t", "[]"}));
  EXPECT_TRUE(registry.replay({0, 0, "bid.placed", "t", "{}"}));
}

// Whoever leaves out a save finds that the next one replaced a version that never stood.
TEST(Replay, ADraftReplacesTheVersionThatStands) {
  World w;
  for (std::uint64_t version = 0; version < 3; ++version) {
    SaveDraft draft{w.officer, w.id, w.document()};
    draft.replaces = version;
    w.must(draft);
  }
  Registry whole;
  for (const Logged& entry : w.log) EXPECT_FALSE(whole.replay(entry.view()));
  Registry without;
  EXPECT_FALSE(without.replay(w.log[0].view()));
  const auto mismatch = without.replay(w.log[2].view());
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->path, "/verdict");
  EXPECT_NE(mismatch->expected.find("draft_version_conflict"), std::string::npos);
}

}  // namespace
}  // namespace terang::tender::test
