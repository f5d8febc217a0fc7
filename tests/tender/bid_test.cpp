// What the procedure asks before the auction does, in its order; bids sent again; the entry's bytes.
#include "tender/bid_entry.h"
#include "tender/bid_index.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

TEST(Bid, RefusalsInTheirOrder) {
  World w;
  w.lots = 2;
  w.drafted();
  PlaceBid bid{w.officer, TenderId("nothing"), LotId("9"), BidId("no uuid"), "x", false, KeyId("none"), ""};
  EXPECT_EQ(w.verdict(bid), "not_your_role");
  bid.by = w.bidder("101");
  EXPECT_EQ(w.verdict(bid), "no_such_tender");
  bid.tender = w.id;
  EXPECT_EQ(w.verdict(bid), "no_such_tender");  // a draft is not there for bidders
  w.must(Publish{w.officer, w.id});
  EXPECT_EQ(w.verdict(bid), "no_such_lot");
  bid.lot = LotId("1");
  EXPECT_EQ(w.verdict(bid), "not_admitted");
  w.admit("b101", "101", "null", {"2"});
  EXPECT_EQ(w.verdict(bid), "not_admitted");  // to the other lot
  w.must(Admit{w.officer, w.id, Pseudonym("101"), {w.lot1}, {}});
  EXPECT_EQ(w.verdict(bid), "key_unknown");
  bid.key = World::key("101");
  EXPECT_EQ(w.verdict(bid), "bid_id_malformed");
  bid.bid = BidId(w.next_uuid());
  for (const auto& [amount, verdict] : {std::pair{"x", "amount_malformed"}, {"0", "amount_not_positive"},
                                        {"-5", "amount_not_positive"}, {"1.555", "amount_fractional"},
                                        {"1000000000000000000000", "amount_overflow"}}) {
    bid.amount = amount;
    EXPECT_EQ(w.verdict(bid), verdict);
  }
  const std::size_t entries = w.log.size();
  bid.amount = "950";
  EXPECT_EQ(w.verdict(bid), "not_started");
  EXPECT_EQ(w.log.size(), entries + 1);  // from here on it is a bid, and an entry
  EXPECT_EQ(w.log.back().kind, "bid.placed");
}

TEST(Bid, StrangersLeaveNoTrace) {
  World w;
  w.live();
  const std::string before = everything(w.registry);
  const std::size_t entries = w.log.size();
  PlaceBid bid = w.bid("101", "900");
  bid.by = w.stranger;
  EXPECT_EQ(w.verdict(bid), "not_admitted");
  EXPECT_EQ(w.log.size(), entries);
  EXPECT_EQ(everything(w.registry), before);
}

TEST(Bid, AKeyOfAnotherAccountOrBusinessOrRevokedIsUnknown) {
  World w;
  w.live();
  PlaceBid bid = w.bid("101", "900");
  bid.key = World::key("102");
  EXPECT_EQ(w.verdict(bid), "key_unknown");
  bid = w.bid("101", "900");
  bid.by.account = AccountId("colleague");
  EXPECT_EQ(w.verdict(bid), "key_unknown");
  w.must(RevokeKey{w.bidder("101"), World::key("101"), World::kReason});
  EXPECT_EQ(w.place("101", "900"), "key_unknown");
}

TEST(Bid, SentAgainGetsItsFirstAnswer) {
  World w;
  w.live();
  const PlaceBid bid = w.bid("101", "900");
  const Decision first = w.act(bid);
  const Seq seq = w.log.back().seq;
  w.after(kSecond);
  EXPECT_EQ(w.place("102", "800"), kAccepted);
  const std::size_t entries = w.log.size();
  PlaceBid same = bid;
  same.signature = "b3RoZXI=";  // ECDSA signs differently each time
  const Decision again = w.act(same);
  EXPECT_FALSE(again.entry);
  EXPECT_EQ(w.log.size(), entries);
  EXPECT_TRUE(again.bid->again);
  EXPECT_EQ(again.bid->seq, seq);
  EXPECT_EQ(again.bid->at, first.bid->at);
  EXPECT_EQ(again.verdict, kAccepted);
  EXPECT_EQ(again.bid->rank, 1u);  // as it was then
  EXPECT_TRUE(again.bid->leads);
}

TEST(Bid, ARefusedBidSentAgainIsRefusedTheSameWay) {
  World w;
  w.live();
  const PlaceBid bid = w.bid("101", "1001");
  const Decision first = w.act(bid);
  EXPECT_EQ(first.verdict, "above_ceiling");
  EXPECT_EQ(first.bid->at_most, "1000");
  const Decision again = w.act(bid);
  EXPECT_EQ(again.verdict, "above_ceiling");
  EXPECT_EQ(again.bid->at_most, "1000");
  EXPECT_TRUE(again.bid->again);
}

TEST(Bid, SentAgainAfterTheAwardStillGetsItsFirstAnswer) {
  World w;
  w.live();
  const PlaceBid bid = w.bid("101", "900");
  w.must(bid);
  w.to(w.end);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason});
  EXPECT_TRUE(w.act(bid).bid->again);
  EXPECT_EQ(w.place("101", "800"), "wrong_state");
}

TEST(Bid, TheSameIdWithOtherContentIsRefused) {
  World w;
  w.lots = 2;
  w.live();
  const PlaceBid bid = w.bid("101", "900");
  w.must(bid);
  PlaceBid other = bid;
  other.amount = "899";
  EXPECT_EQ(w.verdict(other), "bid_id_reused");
  other = bid;
  other.confirm = true;
  EXPECT_EQ(w.verdict(other), "bid_id_reused");
  other = bid;
  other.lot = LotId("2");
  EXPECT_EQ(w.verdict(other), "bid_id_reused");
  other = bid;
  other.amount = "nonsense";
  EXPECT_EQ(w.verdict(other), "bid_id_reused");
}

TEST(Bid, AnotherBidderMayHappenToUseTheSameId) {
  World w;
  w.live();
  const PlaceBid bid = w.bid("101", "900");
  w.must(bid);
  PlaceBid other = w.bid("102", "850");
  other.bid = bid.bid;
  const Decision decision = w.act(other);
  EXPECT_EQ(decision.verdict, kAccepted);
  EXPECT_FALSE(decision.bid->again);
}

TEST(Bid, AtTheDeadlineMicrosecond) {
  World w;
  w.live();
  w.now = w.end - 1;
  EXPECT_EQ(w.place("101", "900"), kAccepted);
  w.now = w.end;  // before the clock command came
  EXPECT_EQ(w.place("102", "850"), "lot_closed");
  w.to(w.end);
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  EXPECT_EQ(w.place("102", "850"), "lot_closed");
}

TEST(Bid, AtTheFirstMicrosecond) {
  World w;
  w.scheduled();
  w.now = w.start - 1;
  EXPECT_EQ(w.place("101", "900"), "not_started");
  w.to(w.start);
  EXPECT_EQ(w.place("101", "900"), kAccepted);
}

TEST(Bid, TheBytesOfItsEntry) {
  World w;
  w.live(R"({"soft_close":{"window_seconds":300,"extension_seconds":300,"trigger":"any_bid"}})");
  w.to(w.end - kMinute);
  EXPECT_EQ(w.place("101", "900.50"), kAccepted);
  EXPECT_EQ(w.log.back().data,
            R"({"amount":"900.50","bid":"00000000-0000-4000-8000-000000000001","bidder":"101","confirm":false,)"
            R"("ends_at":"2026-12-01T02:05:00.000000Z","key":"0000000000000001","lot":"1","rank":1,"rank_before":0,)"
            R"("signature":"c2lnbmF0dXJl","verdict":"accepted"})");
  EXPECT_EQ(w.place("101", "1001"), "above_ceiling");
  EXPECT_EQ(w.log.back().data,
            R"({"amount":"1001","at_most":"900.49","bid":"00000000-0000-4000-8000-000000000002","bidder":"101",)"
            R"("confirm":false,"key":"0000000000000001","lot":"1","signature":"c2lnbmF0dXJl","verdict":"above_ceiling"})");
  for (const Logged& entry : w.log) {
    const auto data = json::parse(entry.data, {.bytes = 1 << 20});
    ASSERT_TRUE(data.ok());
    EXPECT_EQ(json::canonical(*data), entry.data) << "not RFC 8785";
  }
}

TEST(Bid, TheEntryBetraysNoMoreThanTheRulesTellTheBidder) {
  for (const char* visibility : {"best_price_only", "nothing"}) {
    World w;
    w.live(std::string(R"({"ties":"not_allowed","visibility":")") + visibility + "\"}");
    EXPECT_EQ(w.place("101", "900"), kAccepted);
    EXPECT_EQ(w.log.back().data.find("rank"), std::string::npos);
  }
  World w;
  w.live(R"({"ties":"not_allowed","visibility":"rank_only"})");
  EXPECT_EQ(w.place("101", "900"), kAccepted);
  EXPECT_EQ(w.place("102", "900"), "tie_not_allowed");
  EXPECT_EQ(w.log.back().data.find("at_most"), std::string::npos);
}

TEST(BidEntry, WrittenAndReadBack) {
  BidData bid;
  bid.amount = "12.50";
  bid.at_most = "11";
  bid.bid = "00000000-0000-4000-8000-000000000001";
  bid.bidder = "417";
  bid.confirm = true;
  bid.ends_at = 0;
  bid.key = "0123456789abcdef";
  bid.lot = "12";
  bid.rank = 4'000'000'000u;
  bid.rank_before = 7;
  bid.signature = "ab/+=";
  bid.verdict = "accepted";
  std::string out;
  append_bid_data(bid, out);
  const auto parsed = json::parse(out);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(json::canonical(*parsed), out);
  BidData read;
  ASSERT_TRUE(read_bid_data(out, read));
  EXPECT_EQ(read.amount, bid.amount);
  EXPECT_EQ(read.bid, bid.bid);
  EXPECT_EQ(read.bidder, bid.bidder);
  EXPECT_TRUE(read.confirm);
  EXPECT_EQ(read.key, bid.key);
  EXPECT_EQ(read.lot, bid.lot);
  EXPECT_EQ(read.signature, bid.signature);
  // No shorter text, and no text with one octet too many, is taken for a bid.
  for (std::size_t i = 0; i < out.size(); ++i) EXPECT_FALSE(read_bid_data(out.substr(0, i), read)) << i;
  EXPECT_FALSE(read_bid_data(out + " ", read));
}

TEST(BidEntry, WhatNeedsEscapingIsEscaped) {
  BidData bid;
  bid.amount = "1";
  bid.key = "a\"b\\c\n";
  bid.signature = "\x01";
  std::string out;
  append_bid_data(bid, out);
  const auto parsed = json::parse(out);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->text("key"), bid.key);
}

TEST(BidIndex, Uuids) {
  EXPECT_EQ(as_view(to_text(*parse_uuid("01234567-89ab-cdef-0123-456789abcdef"))), "01234567-89ab-cdef-0123-456789abcdef");
  for (const char* bad : {"", "01234567-89ab-cdef-0123-456789abcde", "01234567-89AB-cdef-0123-456789abcdef",
                          "01234567-89ab-cdef-0123-456789abcdef0", "0123456789ab-cdef-0123-456789abcdef00",
                          "01234567-89ab-cdef-0123-45678-abcdef"})
    EXPECT_FALSE(parse_uuid(bad)) << bad;
}

TEST(BidIndex, FindsWhatWasPutInThroughGrowth) {
  struct Record {
    Uuid id;
    std::uint32_t who;
  };
  std::vector<Record> records;
  BidIndex index;
  const auto find = [&](Uuid id, std::uint32_t who) {
    return index.find(id, who, [&](std::uint32_t r) { return records[r].id == id && records[r].who == who; });
  };
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    records.push_back({{i / 7, i % 7}, i % 3});
    EXPECT_EQ(find(records.back().id, records.back().who), BidIndex::kNone);
    index.insert(i, [&](std::uint32_t r) { return BidIndex::hash(records[r].id, records[r].who); });
  }
  for (std::uint32_t i = 0; i < 10'000; ++i) EXPECT_EQ(find(records[i].id, records[i].who), i);
  EXPECT_EQ(find({1, 99}, 0), BidIndex::kNone);
}

}  // namespace
}  // namespace terang::tender::test
