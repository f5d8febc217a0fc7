// A bid that officers enter for a bidder: two of them, a document, and the time of the second one's word.
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

using json::Value;

struct Surrogate : ::testing::Test {
  World w;
  Decision approve(const ProposeBid& proposal) { return w.act(ApproveBid{w.second, w.id, proposal.lot, proposal.bid}); }
  Value view() const { return officer_lot(w.registry, w.id, w.lot1); }
  Value newest_proposal() const { return view().find("proposals")->as_array().front(); }
  void same_again(bool partial = false) const {
    Registry again(Registry::Options{.partial = partial});
    for (const Logged& entry : w.log) {
      if (partial && (entry.tender.empty() || entry.kind == "tender.drafted" || entry.kind == "bidder.named")) continue;
      const auto mismatch = again.replay(entry.view());
      ASSERT_FALSE(mismatch) << entry.kind << " " << mismatch->path << " " << mismatch->expected << " " << mismatch->found;
    }
    if (!partial) {
      EXPECT_EQ(everything(again), everything(w.registry));
    }
  }
};

TEST_F(Surrogate, CountsOnceASecondOfficerApproves) {
  w.live();
  ASSERT_EQ(w.place("102", "900"), kAccepted);
  const ProposeBid proposal = w.proposal("101", "880");
  ASSERT_EQ(w.verdict(proposal), kAccepted);
  EXPECT_EQ(w.log.back().kind, "bid.proposed");
  EXPECT_EQ(w.log.back().data,
            R"({"amount":"880","bid":")" + proposal.bid.text +
                R"(","bidder":"101","by":{"account":"o00000000001","business":"buyer0000001","role":"officer"},)" +
                R"("document":{"name":"surat.pdf","sha256":")" + std::string(64, 'a') +
                R"(","size":1234,"type":"application/pdf"},"lot":"1","reason":"a reason long enough","verdict":"accepted"})");
  EXPECT_EQ(view().text("leader"), "102") << "not yet";
  EXPECT_EQ(newest_proposal().text("state"), "open");
  const Seq proposed = w.log.back().seq;
  for (const Audience& audience : {Audience::everybody(), Audience::bidder(Pseudonym("102"))})
    EXPECT_EQ(json::canonical(history(w.registry, w.id, w.lot1, audience, std::nullopt)).find("880"), std::string::npos);
  EXPECT_EQ(json::canonical(public_lot(w.registry, w.id, w.lot1)).find("880"), std::string::npos);

  w.after(kMinute);
  ASSERT_EQ(w.place("103", "890"), kAccepted);
  const Decision approved = approve(proposal);
  ASSERT_EQ(approved.verdict, kAccepted);
  EXPECT_EQ(w.log.back().kind, "bid.approved");
  EXPECT_EQ(w.log.back().data.find("signature"), std::string::npos);
  const Value data = json_of(w.log.back().data);
  EXPECT_EQ(data.find("by")->text("account"), "o00000000002");
  EXPECT_EQ(data.find("proposed")->text("account"), "o00000000001");
  EXPECT_EQ(data.find("proposed")->find("seq")->as_int(), static_cast<std::int64_t>(proposed));
  EXPECT_EQ(data.find("rank")->as_int(), 1);
  EXPECT_EQ(view().text("leader"), "101");
  EXPECT_EQ(newest_proposal().text("state"), "approved");
  EXPECT_EQ(newest_proposal().find("decided")->text("by"), "o00000000002");

  // Everybody sees that officers entered it, and when: at the approval.
  const Value points = *history(w.registry, w.id, w.lot1, Audience::everybody(), std::nullopt).find("points");
  ASSERT_EQ(points.as_array().size(), 3u);
  EXPECT_FALSE(points.as_array()[1].find("surrogate"));
  EXPECT_TRUE(points.as_array()[2].find("surrogate")->as_bool());
  EXPECT_EQ(points.as_array()[2].text("at"), format_time(w.now));
  EXPECT_TRUE(own_bids(w.registry, w.id, Pseudonym("101")).find("bids")->as_array()[0].find("surrogate")->as_bool());
  // His own next bid is his own again.
  const auto mark = [&] { return view().find("standings")->as_array()[0].find("surrogate")->as_bool(); };
  EXPECT_TRUE(mark());
  ASSERT_EQ(w.place("101", "870"), kAccepted);
  EXPECT_FALSE(mark());
  same_again();
  same_again(true);
}

TEST_F(Surrogate, RefusalsOfAProposal) {
  w.live();
  const auto verdict = [&](auto change) {
    ProposeBid proposal = w.proposal("101", "880");
    change(proposal);
    const Decision decision = w.act(proposal);
    EXPECT_FALSE(decision.entry) << decision.verdict;
    return decision.verdict;
  };
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.by = w.bidder("101"); }), "not_your_role");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.by.business = BusinessId("buyer0000002"); }), "not_your_tender");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.lot = LotId("2"); }), "no_such_lot");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.pseudonym = Pseudonym("999"); }), "no_such_bidder");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.reason = "short"; }), "reason_missing");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.bid = BidId("17"); }), "bid_id_malformed");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.document.sha256 = "AA"; }), "document_unknown");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.document.size = 0; }), "document_unknown");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.amount = "08"; }), "amount_malformed");
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.content = R"({"kind":"dance"})"; }), "content_malformed");
  w.must(NameBidder{w.officer, w.id, BusinessId("b104"), "PT", Pseudonym("104")});
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.pseudonym = Pseudonym("104"); }), "not_admitted");
  const ProposeBid first = w.proposal("101", "880");
  w.must(first);
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.bid = first.bid; }), "bid_id_reused");
  PlaceBid own = w.bid("101", "950");
  w.must(own);
  EXPECT_EQ(verdict([&](ProposeBid& p) { p.bid = own.bid; }), "bid_id_reused");
  for (int i = 1; i < 100; ++i) w.must(w.proposal("102", "700"));
  EXPECT_EQ(verdict([](ProposeBid&) {}), "too_many_proposals");
}

TEST_F(Surrogate, RefusalsOfAnApproval) {
  w.live();
  const ProposeBid proposal = w.proposal("101", "880");
  w.must(proposal);
  const auto by = [&](Actor officer) { return w.verdict(ApproveBid{std::move(officer), w.id, w.lot1, proposal.bid}); };
  EXPECT_EQ(by(w.officer), "same_officer");
  EXPECT_EQ(by({AccountId("o00000000003"), Role::officer, BusinessId("buyer0000002")}), "not_your_tender");
  EXPECT_EQ(by(w.bidder("101")), "not_your_role");
  EXPECT_EQ(w.verdict(ApproveBid{w.second, w.id, w.lot1, BidId(w.next_uuid())}), "no_such_proposal");
  // The auction's own verdict: nothing is logged, and the proposal stays open.
  w.must(PauseLot{w.officer, w.id, w.lot1, World::kReason});
  EXPECT_EQ(by(w.second), "lot_paused");
  w.must(ResumeLot{w.officer, w.id, w.lot1, World::kReason});
  ASSERT_EQ(w.place("101", "870"), kAccepted);
  const std::size_t entries = w.log.size();
  EXPECT_EQ(by(w.second), "not_below_own");
  EXPECT_EQ(w.log.size(), entries);
  EXPECT_EQ(view().find("refused")->as_int(), 0) << "no bid was refused: none was made";
  const ProposeBid other = w.proposal("102", "860");
  w.must(other);
  w.must(ApproveBid{w.second, w.id, w.lot1, other.bid});
  EXPECT_EQ(w.verdict(ApproveBid{w.second, w.id, w.lot1, other.bid}), "proposal_decided");
  EXPECT_EQ(w.verdict(RejectBid{w.second, w.id, w.lot1, other.bid, World::kReason}), "proposal_decided");
  w.to(w.end);
  EXPECT_EQ(by(w.second), "lot_over");
  EXPECT_EQ(w.verdict(w.proposal("101", "800")), "wrong_state");
  same_again();
}

TEST_F(Surrogate, ARejectionIsToldWithItsReason) {
  w.live();
  const ProposeBid proposal = w.proposal("101", "880");
  w.must(proposal);
  EXPECT_EQ(w.verdict(RejectBid{w.second, w.id, w.lot1, proposal.bid, "no"}), "reason_missing");
  EXPECT_EQ(w.verdict(RejectBid{w.second, w.id, w.lot1, BidId("x"), World::kReason}), "no_such_proposal");
  w.must(RejectBid{w.officer, w.id, w.lot1, proposal.bid, World::kReason});  // who proposed may take it back
  EXPECT_EQ(w.log.back().kind, "bid.rejected");
  EXPECT_EQ(newest_proposal().text("state"), "rejected");
  EXPECT_EQ(newest_proposal().find("decided")->text("reason"), World::kReason);
  EXPECT_EQ(approve(proposal).verdict, "proposal_decided");
  EXPECT_TRUE(view().find("leader")->is_null());
  same_again();
}

TEST_F(Surrogate, EndsALotWhoseFormatAPriceTakenEnds) {
  w.live(R"({"type":"dutch_reverse","start":"600","step":"20","interval_seconds":60,"highest":"1000","outage":{"min_seconds":5,"min_remaining_seconds":5}})");
  const ProposeBid proposal = w.proposal("101", "600");
  w.must(proposal);
  const Decision approved = approve(proposal);
  EXPECT_EQ(approved.verdict, kAccepted);
  EXPECT_TRUE(approved.tender_changed);
  EXPECT_EQ(w.registry.state(w.id), State::closed);
  same_again();
}

TEST_F(Surrogate, AnOfferBesideAnAmount) {
  w.live(R"({"type":"japanese_reverse","start":"1000","step":"20","interval_seconds":60,"floor":"700","silence":"stays","winners":2,"outage":{"min_seconds":5,"min_remaining_seconds":5}})");
  ProposeBid proposal = w.proposal("101", "");
  proposal.content = R"({"kind":"leave"})";
  w.must(proposal);
  EXPECT_EQ(json::canonical(*newest_proposal().find("content")), R"({"kind":"leave"})");
  EXPECT_EQ(approve(proposal).verdict, kAccepted);
  EXPECT_TRUE(own_bids(w.registry, w.id, Pseudonym("101")).find("offers")->as_array()[0].find("surrogate")->as_bool());
  EXPECT_EQ(w.verdict(w.offer("101", R"({"kind":"leave"})")), "no_longer_in");
  same_again();
}

// The extension that it causes is that of its approval's time, and moves what follows.
TEST_F(Surrogate, ExtendsLikeAnyBid) {
  w.lots = 2;
  w.sequence = json_of(R"({"kind":"staggered","every_seconds":60,"when_extended":"move"})");
  w.live(R"({"soft_close":{"window_seconds":60,"extension_seconds":120,"trigger":"any_bid"}})");
  const ProposeBid proposal = w.proposal("101", "880");
  w.must(proposal);
  w.to(w.end - kSecond);
  ASSERT_EQ(approve(proposal).verdict, kAccepted);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).text("ends_at"), format_time(w.end + 2 * kMinute));
  EXPECT_EQ(public_lot(w.registry, w.id, LotId("2")).text("ends_at"), format_time(w.end + 3 * kMinute));
  EXPECT_EQ(json_of(w.log.back().data).find("moved")->as_array().size(), 1u);
  same_again();
}

}  // namespace
}  // namespace terang::tender::test
