// Who is told which entry, and when: the table as the README has it, and what it means in every format and state.
#include <algorithm>
#include <set>
#include <sstream>

#include "tender/disclosure.h"
#include "tests/support/read_file.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

constexpr const char* kEnglish = "{}";
constexpr const char* kHidden = R"({"visibility":"nothing"})";
constexpr const char* kProxy = R"({"proxy":true,"decrement":{"leader":{"amount":"10"}}})";
constexpr const char* kDutch =
    R"({"type":"dutch_reverse","start":"600","step":"50","interval_seconds":60,"highest":"950","outage":{"min_seconds":5,"min_remaining_seconds":30}})";
constexpr const char* kStepped = R"({"type":"stepped_rounds","step":"10","outage":{"min_seconds":5,"min_remaining_seconds":30}})";
constexpr const char* kSealed = R"({"type":"sealed_first_price"})";
const std::string kCommit = R"({"envelope":")" + std::string(64, 'a') + R"(","key":")" + std::string(64, 'b') +
                            R"(","kind":"commit","shares":[],"version":1})";

std::string readme() {
  return terang::test::read_file(TERANG_SOURCE_DIR "/tender/README.md");
}

// Of every entry: '#' its flesh, '+' what it says, '.' neither; in the order of the log.
std::string told(const World& w, const Actor& who) {
  std::string out;
  for (const Logged& entry : w.log) {
    const json::Value data = json_of(entry.data);
    const json::Value* by = data.find("by");
    const bool named = entry.tender.empty() && by && w.registry.named_by_award(by->text("business"));
    const Disclosed one =
        disclosed_from({entry.seq, entry.kind, data, named}, standpoint(w.registry, who, entry.tender, entry.seq, entry.seq + 1));
    out += one.flesh ? '#' : one.content ? '+' : '.';
  }
  return out;
}
std::string kinds_told(const World& w, const Actor& who, char least = '+') {
  const std::string marks = told(w, who);
  std::string out;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (marks[i] == '#' || marks[i] == least) out += w.log[i].kind + " ";
  return out;
}
// All that he is told, as text to look for secrets in.
std::string words_told(const World& w, const Actor& who) {
  const std::string marks = told(w, who);
  std::string out;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (marks[i] != '.') out += w.log[i].kind + " " + w.log[i].data + "\n";
  return out;
}
char mark(const World& w, const Actor& who, std::size_t entry) { return told(w, who).at(entry); }

const Actor kAuditor{AccountId("auditor00001"), Role::auditor, BusinessId()};
const Actor kAdministrator{AccountId("admin0000001"), Role::administrator, BusinessId()};
const Actor kNobodyInParticular{AccountId(), Role::bidder, BusinessId()};
const Actor kForeignOfficer{AccountId("o00000000009"), Role::officer, BusinessId("buyer0000009")};

TEST(Disclosure, TheTableIsTheReadmes) {
  std::string table = "| kind | party | officers | auditors | public |\n|---|---|---|---|---|\n";
  for (const DisclosureRule& rule : disclosure_rules()) {
    table += "| `" + std::string(rule.kind) + "` |";
    for (const Moment moment : rule.moments) table += " " + std::string(name(moment)) + " |";
    table += "\n";
  }
  EXPECT_NE(readme().find(table), std::string::npos) << table;
  EXPECT_NE(readme().find(std::string(kDisclosureVersion)), std::string::npos);
  const json::Value published = disclosure_rules_json();
  ASSERT_EQ(published.find("rules")->as_array().size(), disclosure_rules().size());
  EXPECT_EQ(published.find("rules")->as_array()[5].text("public"), "at_award");
}

TEST(Disclosure, EveryKindOfEntryStandsInTheTableOnceAndUnknownOnesAreToldToNobody) {
  std::set<std::string> seen;
  for (const DisclosureRule& rule : disclosure_rules()) EXPECT_TRUE(seen.insert(std::string(rule.kind)).second) << rule.kind;
  std::istringstream lines(readme());
  bool entries = false;
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) entries = line == "## Entries";
    if (!entries || !line.starts_with("| `")) continue;
    const std::string kinds = line.substr(2, line.find('|', 2) - 2);  // one, or two that share a row
    for (std::size_t from = kinds.find('`'); from != std::string::npos; from = kinds.find('`', from)) {
      const std::size_t end = kinds.find('`', from + 1);
      EXPECT_TRUE(seen.contains(kinds.substr(from + 1, end - from - 1))) << kinds;
      from = end + 1;
      ++rows;
    }
  }
  EXPECT_GT(rows, 25);
  for (std::size_t i = 0; i < kCircles; ++i) EXPECT_EQ(moment_of("tender.unheard_of", static_cast<Circle>(i)), Moment::never);
}

TEST(Disclosure, ADraftIsItsOfficersAndAuditors) {
  World w;
  w.drafted();
  const std::size_t last = w.log.size() - 1;
  for (const Actor& who : {w.officer, w.second, kAuditor}) EXPECT_EQ(mark(w, who, last), '#');
  for (const Actor& who : {kForeignOfficer, kAdministrator, w.stranger, kNobodyInParticular}) EXPECT_EQ(mark(w, who, last), '.');
}

// Before the award the public is told nothing of who bids, for how much, or of the reserve, in any format and state.
TEST(Disclosure, ThePublicMeetsNoBidderAndNoSecretBeforeTheAward) {
  for (const char* rules : {kEnglish, kHidden, kProxy, kDutch, kStepped, kSealed}) {
    for (const State state : {State::published, State::scheduled, State::live, State::paused, State::cancelled}) {
      World w;
      w.in(state == State::cancelled ? State::live : state, rules);
      if (state == State::live || state == State::cancelled) {
        if (rules == kSealed) w.must(w.offer("101", kCommit));
        else if (rules == kDutch) EXPECT_EQ(w.place("101", "700"), "price_not_reached");
        else w.place("101", rules == kStepped ? "990" : "777");
        if (rules == kProxy) w.must(w.offer("102", R"({"kind":"proxy","floor":"700"})"));
      }
      if (state == State::cancelled) w.must(CancelTender{w.officer, w.id, World::kReason});
      for (const Actor& who : {kNobodyInParticular, w.stranger, kForeignOfficer, kAdministrator}) {
        const std::string words = words_told(w, who);
        for (const char* secret : {"PT b101", "b101", "a101", "\"101\"", "\"102\"", "\"900\"", "777", "990", "floor\":\"700", "key.",
                                   "bid.", "offer.", "bidder.", "drafted", "covered", "leader_changed", "signature"})
          EXPECT_EQ(words.find(secret), std::string::npos) << secret << " in " << rules << " " << name(state) << "\n" << words;
        EXPECT_NE(words.find("tender.published"), std::string::npos);
      }
    }
  }
}

TEST(Disclosure, AnEnglishAuctionFromTheFirstBidToTheAward) {
  World w;
  w.live();
  w.must(w.bid("101", "777"));
  const std::size_t his = w.log.size() - 1;
  w.must(w.bid("102", "766"));
  w.must(ExtendLot{w.officer, w.id, w.lot1, 60, World::kReason});
  const std::size_t extended = w.log.size() - 1;
  const Actor winner = w.bidder("102"), loser = w.bidder("101");
  EXPECT_EQ(mark(w, loser, his), '#');
  EXPECT_EQ(mark(w, winner, his), '.');
  EXPECT_EQ(mark(w, w.second, his), '#');
  EXPECT_EQ(mark(w, kAuditor, his), '#');
  EXPECT_EQ(mark(w, kForeignOfficer, his), '.');
  EXPECT_EQ(mark(w, kNobodyInParticular, extended), '#') << "nothing of this format is hidden by its tseq";
  w.to(w.end + kHour);
  ASSERT_EQ(w.registry.state(w.id), State::closed);
  EXPECT_EQ(w.log.back().kind, "lot.closed");
  EXPECT_EQ(mark(w, kNobodyInParticular, w.log.size() - 1), '#');
  EXPECT_EQ(mark(w, kNobodyInParticular, his), '.');
  EXPECT_EQ(mark(w, winner, his), '.');
  EXPECT_FALSE(w.registry.named_by_award("b102"));
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  for (const Actor& who : {kNobodyInParticular, winner, loser, kAuditor})
    EXPECT_EQ(told(w, who), std::string(w.log.size(), '#')) << "keys, drafts and names included";
  EXPECT_TRUE(w.registry.named_by_award("b102"));
  w.registry.drop_tender(w.id);  // an award that could not be written names nobody
  EXPECT_FALSE(w.registry.named_by_award("b102"));
}

TEST(Disclosure, OfACancelledTenderThePublicIsToldTheOfficersActs) {
  World w;
  w.live();
  w.must(w.bid("101", "777"));
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("103"), World::kReason});
  w.to(w.end + kHour);
  const std::size_t closed = w.log.size() - 1;
  w.must(CancelTender{w.officer, w.id, World::kReason});
  EXPECT_EQ(kinds_told(w, kNobodyInParticular),
            "tender.published tender.scheduled lot.opened lot.disqualified tender.cancelled ");
  const auto at = standpoint(w.registry, kNobodyInParticular, w.id.text);
  const json::Value data = json_of(w.log[closed].data);
  EXPECT_EQ(disclosed_from({w.log[closed].seq, "bid.placed", data}, at).moment, Moment::never) << "there is no award to wait for";
  EXPECT_EQ(disclosed_from({w.log[closed].seq, "lot.closed", data}, at).moment, Moment::never);
  EXPECT_EQ(told(w, kAuditor), std::string(w.log.size(), '#'));
}

// Of sealed bids nobody learns number or names: not by the entries, and not by where others stand among them.
TEST(Disclosure, SealedBidsAreTheirBiddersAloneAndCountNothing) {
  World w;
  w.live(kSealed);
  const std::size_t opened = w.log.size() - 1;
  w.must(w.offer("101", kCommit));
  w.must(Cover{w.id});
  w.must(ExtendLot{w.officer, w.id, w.lot1, 60, World::kReason});
  const std::size_t sealed = opened + 1, cover = opened + 2, extended = opened + 3;
  ASSERT_EQ(w.log[sealed].kind, "offer.placed");
  EXPECT_EQ(mark(w, w.bidder("101"), sealed), '#');
  for (const Actor& who : {w.officer, w.second, kAuditor, w.bidder("102"), kNobodyInParticular}) {
    EXPECT_EQ(mark(w, who, sealed), '.');
    EXPECT_EQ(mark(w, who, cover), '.');
    EXPECT_EQ(mark(w, who, extended), who.account == w.officer.account ? '#' : '+') << "its tseq would count them";
    EXPECT_EQ(mark(w, who, opened), '+');
  }
  const auto at = standpoint(w.registry, kAuditor, w.id.text);
  EXPECT_TRUE(at.quiet);
  EXPECT_EQ(at.withheld, (std::vector<Seq>{w.log[sealed].seq, w.log[cover].seq}));
  EXPECT_EQ(standpoint(w.registry, w.bidder("101"), w.id.text).withheld, std::vector<Seq>{w.log[cover].seq});
  EXPECT_EQ(disclosed_from({w.log[sealed].seq, "offer.placed", json_of(w.log[sealed].data)}, at).moment, Moment::at_opening);

  w.to(w.end + kHour);
  EXPECT_EQ(mark(w, kAuditor, sealed), '.') << "closed, and not opened yet";
  const auto opening = w.registry.opening(w.id, w.lot1);
  ASSERT_TRUE(opening.has_value());
  w.must(OpenSealed{w.id, w.lot1, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                    {{opening->bids[0].bidder, opening->bids[0].bid, "700", ""}}});
  for (const Actor& who : {w.second, kAuditor}) EXPECT_EQ(mark(w, who, sealed), '#');
  EXPECT_EQ(mark(w, kNobodyInParticular, extended), '#');
  EXPECT_EQ(w.log.back().kind, "lot.unsealed");
  EXPECT_EQ(mark(w, kNobodyInParticular, w.log.size() - 1), '#') << "the opening is public";
  EXPECT_EQ(mark(w, kNobodyInParticular, sealed), '.');
  const Micros now = w.log.back().time;
  const auto later = standpoint(w.registry, kAuditor, w.id.text);
  EXPECT_EQ(disclosed_at({w.log[sealed].seq, "offer.placed", json_of(w.log[sealed].data)}, w.log[sealed].time, Circle::auditors, later), now);
  EXPECT_EQ(disclosed_at({w.log[sealed].seq, "offer.placed", json_of(w.log[sealed].data)}, w.log[sealed].time, Circle::everybody, later),
            std::nullopt);
}

TEST(Disclosure, WhatIsPendingInAStepIsItsBiddersAlone) {
  World w;
  w.scheduled(kStepped);
  for (const char* who : {"101", "102", "103"}) ASSERT_EQ(w.place(who, "990"), kAccepted);  // initial offers
  std::string first;  // whose turn it is in the first round, once the interval before it is over
  for (int wait = 0; wait < 60 && first.empty(); ++wait) {
    w.to(w.start + wait * 10 * kSecond);
    for (const char* who : {"101", "102", "103"})
      if (first.empty() && w.place(who, "900") == kAccepted) first = who;
  }
  ASSERT_FALSE(first.empty()) << json::canonical(public_lot(w.registry, w.id, w.lot1));
  const std::size_t bid = w.log.size() - 1;
  EXPECT_EQ(mark(w, w.bidder(first), bid), '#');
  EXPECT_EQ(mark(w, w.officer, bid), '.');
  EXPECT_EQ(mark(w, kAuditor, bid), '.');

  const auto rule = [&](std::size_t entry, Circle circle) {
    const json::Value data = json_of(w.log[entry].data);
    const EntryContent content{w.log[entry].seq, w.log[entry].kind, data};
    const Standpoint at = standpoint(w.registry, kAuditor, w.id.text);
    const auto since = disclosed_at(content, w.log[entry].time, circle, at);
    return std::string(name(moment_for(content, circle, at))) + " " + (since ? format_time(*since) : "not yet");
  };
  const auto time = [&](std::size_t entry) { return format_time(w.log[entry].time); };
  EXPECT_EQ(rule(bid, Circle::party), "at_once " + time(bid));
  for (const Circle circle : {Circle::officers, Circle::auditors}) EXPECT_EQ(rule(bid, circle), "at_turn_end not yet");
  EXPECT_EQ(rule(bid, Circle::everybody), "at_award not yet");
  const json::Value data = json_of(w.log[bid].data);
  EXPECT_EQ(disclosed_from({w.log[bid].seq, "bid.placed", data}, standpoint(w.registry, kAuditor, w.id.text)).moment,
            Moment::at_turn_end);
  for (int wait = 0; wait < 60 && w.log.size() == bid + 1; ++wait) w.after(10 * kSecond);
  const std::size_t ended = bid + 1;
  ASSERT_EQ(w.log.at(ended).kind, "lot.advanced");
  EXPECT_EQ(mark(w, kAuditor, bid), '+');
  for (const Circle circle : {Circle::officers, Circle::auditors}) EXPECT_EQ(rule(bid, circle), "at_turn_end " + time(ended));
  const auto entry_of = [&](std::string_view kind) {
    return static_cast<std::size_t>(std::find_if(w.log.begin(), w.log.end(), [&](const Logged& one) { return one.kind == kind; }) - w.log.begin());
  };
  EXPECT_EQ(rule(entry_of("bid.placed"), Circle::auditors), "at_turn_end " + time(entry_of("lot.opened"))) << "an initial offer";
  EXPECT_EQ(rule(ended, Circle::auditors), "at_once " + time(ended));
}

// What officers enter for a bidder is withheld as his own would be; a bid of another format waits for no turn.
TEST(Disclosure, WhatWaitsForNoTurnIsToldAsItsRowSays) {
  World w;
  w.live();
  w.must(w.bid("101", "777"));
  const auto rule = [&](const char* kind, const char* data) {
    const json::Value said = json_of(data);
    return name(moment_for({w.log.back().seq, kind, said}, Circle::auditors, standpoint(w.registry, kAuditor, w.id.text)));
  };
  EXPECT_EQ(rule("bid.placed", w.log.back().data.c_str()), "at_once");
  EXPECT_EQ(rule("bid.approved", R"({"amount":"777","lot":"1","verdict":"accepted"})"), "at_once");
  EXPECT_EQ(rule("bid.approved", R"({"content":{"kind":"withdraw"},"lot":"1","verdict":"accepted"})"), "at_opening");
  EXPECT_EQ(rule("bid.approved", "{}"), "at_once") << "a bundle asks by kind alone";
}

}  // namespace
}  // namespace terang::tender::test
