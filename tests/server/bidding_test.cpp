// Bids over WebSocket: each answered once it is durable, each refusal by its name.
#include "tests/server/fixture.h"

#include <thread>

#include "ledger/note.h"
#include "ledger/proof.h"
#include "server/people/accounts.h"

namespace terang::server::test {
namespace {

struct Bidding : ::testing::Test {
  World world;
  Person officer, ani, budi, stranger;

  void SetUp() override {
    world.config.live.bids_per_account = {200, 200};
    world.start();
    officer = world.make("ratna", "officer", "Dinas Uji");
    ani = world.make("ani", "bidder", "CV Ani");
    budi = world.make("budi", "bidder", "CV Budi");
    stranger = world.make("cici", "bidder", "CV Cici");
    world.begin_sessions({&officer, &ani, &budi, &stranger});
    for (Person* person : {&ani, &budi, &stranger}) world.register_key(*person);
  }

  std::string live(Micros lasts = 600 * kSecond, const json::Value& rules = {}) {
    const std::string id = world.scheduled_tender(officer, {&ani, &budi}, 2 * kSecond, lasts, rules);
    world.wait_for_phase(id, "live");
    return id;
  }
  json::Value answer(LiveLine& line, const json::Value& bid) {
    line.send(bid);
    return line.expect("answer", bid.text("bid"));
  }
  std::string verdict(LiveLine& line, const json::Value& bid) { return std::string(answer(line, bid).text("verdict")); }
};

TEST_F(Bidding, IsAnsweredFromTheLedgerAndSeenByAll) {
  const std::string tender = live();
  LiveLine public_line(world.port(), ""), ani_line(world.port(), ani.cookie), officer_line(world.port(), officer.cookie);
  for (LiveLine* line : {&public_line, &ani_line, &officer_line}) {
    line->expect("hello");
    line->send(json::Value::object({{"tender", tender}, {"type", "watch"}}));
    line->expect("tender");
    line->expect("lot");
  }
  ani_line.expect("you");
  const json::Value given = answer(ani_line, world.bid(ani, tender, "990000", uuid(1)));
  EXPECT_EQ(given.text("verdict"), "accepted");
  ASSERT_NE(given.find("seq"), nullptr);
  const auto seq = given.find("seq")->as_int();

  const json::Value seen = public_line.expect("lot");
  EXPECT_EQ(seen.find("view")->text("best"), "990000");
  EXPECT_GE(seen.find("seq")->as_int(), seq);
  EXPECT_TRUE(seen.find("view")->find("standings")->as_array().empty()) << "pseudonyms stay hidden until the close";
  const json::Value own = ani_line.expect("you");
  EXPECT_TRUE(own.find("view")->find("leads")->as_bool());
  const json::Value officers = officer_line.expect("lot");
  EXPECT_EQ(officers.find("view")->find("standings")->as_array()[0].text("amount"), "990000");

  for (LiveLine* line : {&public_line, &ani_line, &officer_line})
    EXPECT_EQ(line->expect("points").find("points")->as_array()[0].find("seq")->as_int(), seq) << "for the chart";

  // The receipt proves it alone.
  const Reply receipt = world.get("/api/v1/receipts/" + std::to_string(seq), &ani);
  ASSERT_EQ(receipt.status, 200) << receipt.text;
  const auto vkey = ledger::parse_vkey(world.get("/api/v1/log").body.text("vkey"));
  ASSERT_TRUE(vkey.ok());
  const auto opened = ledger::open_receipt(receipt.text, *vkey);
  ASSERT_TRUE(opened.ok()) << opened.error().name;
  EXPECT_EQ(opened->header.seq, static_cast<std::uint64_t>(seq));
  EXPECT_NE(opened->payload.find("\"amount\":\"990000\""), std::string::npos);
  // And only its parties get it.
  EXPECT_EQ(world.get("/api/v1/receipts/" + std::to_string(seq), &budi).code(), "not_yours");
}

TEST_F(Bidding, SentAgainGetsItsFirstAnswer) {
  const std::string tender = live();
  LiveLine line(world.port(), ani.cookie);
  const json::Value bid = world.bid(ani, tender, "990000", uuid(1));
  const json::Value first = answer(line, bid), again = answer(line, bid);
  EXPECT_EQ(again.text("verdict"), "accepted");
  EXPECT_EQ(first.find("seq")->as_int(), again.find("seq")->as_int());
  EXPECT_TRUE(again.find("again")->as_bool());
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "980000", uuid(1))), "bid_id_reused");
  // On another connection too.
  LiveLine other(world.port(), ani.cookie);
  EXPECT_EQ(answer(other, bid).find("seq")->as_int(), first.find("seq")->as_int());
}

// The session is not looked up for each bid: its end must be noticed all the same.
TEST_F(Bidding, WhoseSessionEndsBidsNoMoreOnAnOpenConnection) {
  const std::string tender = live(600 * kSecond);
  LiveLine anis(world.port(), ani.cookie), budis(world.port(), budi.cookie);
  EXPECT_EQ(verdict(anis, world.bid(ani, tender, "990000", uuid(1))), "accepted");
  EXPECT_EQ(verdict(budis, world.bid(budi, tender, "980000", uuid(2))), "accepted");
  EXPECT_EQ(world.request("DELETE", "/api/v1/session", std::nullopt, &ani).status, 204);
  EXPECT_EQ(verdict(anis, world.bid(ani, tender, "970000", uuid(3))), "signed_out");
  EXPECT_EQ(verdict(anis, world.bid(ani, tender, "970000", uuid(3))), "signed_out");
  EXPECT_EQ(verdict(budis, world.bid(budi, tender, "970000", uuid(4))), "accepted");
  auto db = world.connect();
  ASSERT_TRUE(set_disabled(db, "budi", true).ok());
  std::string last = "accepted";
  for (int i = 0; i < 50 && last == "accepted"; ++i) {
    world.platform->tick();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    last = verdict(budis, world.bid(budi, tender, std::to_string(960000 - 10000 * i), uuid(5 + i)));
  }
  EXPECT_EQ(last, "signed_out");
}

TEST_F(Bidding, RefusalsHaveNames) {
  const std::string tender = live(600 * kSecond, json::Value::object({{"ties", "not_allowed"}}));
  LiveLine line(world.port(), ani.cookie), budis(world.port(), budi.cookie), strangers(world.port(), stranger.cookie),
      nobody(world.port(), "");
  EXPECT_EQ(verdict(nobody, world.bid(ani, tender, "990000", uuid(1))), "signed_out");
  EXPECT_EQ(verdict(strangers, world.bid(stranger, tender, "990000", uuid(2))), "not_admitted");
  EXPECT_EQ(verdict(budis, world.bid(ani, tender, "990000", uuid(3))), "key_unknown");
  json::Value forged = world.bid(ani, tender, "990000", uuid(4));
  forged.set("amount", "980000");
  EXPECT_EQ(verdict(line, forged), "signature_invalid");
  EXPECT_EQ(verdict(line, world.bid(ani, "000000000000", "990000", uuid(5))), "no_such_tender");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "990000", uuid(6), false, "7")), "no_such_lot");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "0", uuid(7))), "amount_not_positive");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "-5", uuid(8))), "amount_not_positive");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "99999999999999999999", uuid(9))), "amount_overflow");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "990000.123", uuid(10))), "amount_fractional");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "990050", uuid(11))), "amount_off_tick");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "1000100", uuid(12))), "above_ceiling");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "990000", uuid(13))), "accepted");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "990000", uuid(14))), "not_below_own");
  EXPECT_EQ(verdict(budis, world.bid(budi, tender, "990000", uuid(15))), "tie_not_allowed");
  const json::Value help = answer(line, world.bid(ani, tender, "995000", uuid(16)));
  EXPECT_EQ(help.find("detail")->text("at_most"), "989900");
}

TEST_F(Bidding, MalformedFramesAreToldAndTheLineStaysOpen) {
  LiveLine line(world.port(), ani.cookie);
  line.expect("hello");
  for (const char* text : {"", "{", "[]", "{\"type\":\"bid\"}", "{\"type\":7}", "{\"type\":\"watch\"}",
                           "{\"type\":\"bid\",\"type\":\"bid\"}", "{\"type\":\"time\",\"sent\":1.5}"}) {
    line.send_text(text);
    EXPECT_EQ(line.expect("error").text("code"), "frame_malformed") << text;
  }
  line.send(json::Value::object({{"sent", 42}, {"type", "time"}}));
  EXPECT_EQ(line.expect("time").find("sent")->as_int(), 42);
}

TEST_F(Bidding, BeforeStartWhilePausedAndAfterTheEnd) {
  const std::string later = world.scheduled_tender(officer, {&ani, &budi}, 600 * kSecond, 600 * kSecond);
  LiveLine line(world.port(), ani.cookie);
  EXPECT_EQ(verdict(line, world.bid(ani, later, "990000", uuid(1))), "not_started");

  const std::string tender = live(6 * kSecond);
  const std::string lot = "/api/v1/tenders/" + tender + "/lots/1/";
  const json::Value reason = json::Value::object({{"reason", "The projector failed."}});
  ASSERT_EQ(world.post(lot + "pause", reason, &officer).status, 200);
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "990000", uuid(2))), "lot_paused");
  ASSERT_EQ(world.post(lot + "resume", reason, &officer).status, 200);
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "980000", uuid(3))), "accepted");
  world.wait_for_phase(tender, "closed");
  EXPECT_EQ(verdict(line, world.bid(ani, tender, "970000", uuid(4))), "lot_closed");
}

TEST_F(Bidding, TooManyAreSlowed) {
  const std::string tender = live();
  LiveLine line(world.port(), ani.cookie);
  int slowed = 0;
  for (int i = 0; i < 260; ++i) line.send(world.bid(ani, tender, std::to_string(990000 - 100 * i), uuid(i)));
  for (int i = 0; i < 260; ++i) slowed += line.expect("answer", uuid(i)).text("verdict") == "too_many_requests";
  EXPECT_GT(slowed, 0);
  EXPECT_LT(slowed, 100);
}

TEST_F(Bidding, TwoAtOnceForOnePriceGiveOneLeader) {
  const std::string tender = live(600 * kSecond, json::Value::object({{"ties", "not_allowed"}}));
  LiveLine anis(world.port(), ani.cookie), budis(world.port(), budi.cookie);
  for (int i = 0; i < 20; ++i) {
    const std::string amount = std::to_string(990000 - 1000 * i);
    const json::Value one = world.bid(ani, tender, amount, uuid(2 * i)), two = world.bid(budi, tender, amount, uuid(2 * i + 1));
    std::thread first([&] { anis.send(one); }), second([&] { budis.send(two); });
    first.join();
    second.join();
    const std::string a(anis.expect("answer", one.text("bid")).text("verdict")),
        b(budis.expect("answer", two.text("bid")).text("verdict"));
    EXPECT_TRUE((a == "accepted" && b == "tie_not_allowed") || (b == "accepted" && a == "tie_not_allowed")) << a << " " << b;
  }
}

TEST_F(Bidding, ComesBackWhereItWas) {
  const std::string tender = live();
  std::int64_t seen = 0;
  {
    LiveLine line(world.port(), ani.cookie);
    seen = answer(line, world.bid(ani, tender, "990000", uuid(1))).find("seq")->as_int();
  }
  LiveLine other(world.port(), budi.cookie);
  EXPECT_EQ(verdict(other, world.bid(budi, tender, "980000", uuid(2))), "accepted");
  LiveLine back(world.port(), ani.cookie);
  back.send(json::Value::object({{"since", seen}, {"tender", tender}, {"type", "watch"}}));
  const json::Value points = back.expect("points");
  ASSERT_EQ(points.find("points")->as_array().size(), 1u);
  EXPECT_EQ(points.find("points")->as_array()[0].text("amount"), "980000");
  EXPECT_FALSE(back.expect("you").find("view")->find("leads")->as_bool());
}

TEST_F(Bidding, OfficersSeeWhoIsConnected) {
  const std::string tender = live();
  LiveLine watching(world.port(), officer.cookie);
  watching.send(json::Value::object({{"tender", tender}, {"type", "watch"}}));
  watching.expect("presence");
  {
    LiveLine line(world.port(), ani.cookie);
    line.send(json::Value::object({{"tender", tender}, {"type", "watch"}}));
    line.expect("you");
    EXPECT_EQ(watching.expect("presence").find("connected")->find("1")->as_int(), 1);
  }
  EXPECT_EQ(watching.expect("presence").find("connected")->find("1"), nullptr);
}

TEST_F(Bidding, AnOfferIsSignedLoggedAndAnsweredLikeABid) {
  const std::string tender = live();
  LiveLine line(world.port(), ani.cookie);
  line.expect("hello");
  const json::Value leave = json::Value::object({{"kind", "leave"}});
  const json::Value said = world.offer(ani, tender, leave, uuid(1));
  const json::Value given = answer(line, said);
  EXPECT_EQ(given.text("verdict"), "not_in_this_format");  // an English auction knows no leaving
  ASSERT_NE(given.find("seq"), nullptr) << "it stands in the ledger all the same";
  const json::Value again = answer(line, said);
  EXPECT_TRUE(again.find("again") && again.find("again")->as_bool());
  EXPECT_EQ(*again.find("seq"), *given.find("seq"));
  EXPECT_EQ(verdict(line, world.offer(ani, tender, json::Value::object({{"kind", "withdraw"}}), uuid(1))), "bid_id_reused");

  json::Value forged = world.offer(ani, tender, leave, uuid(2));
  forged.set("content", json::Value::object({{"kind", "withdraw"}}));
  EXPECT_EQ(verdict(line, forged), "signature_invalid");
  const json::Value odd = answer(line, world.offer(ani, tender, json::Value::object({{"kind", "sing"}}), uuid(3)));
  EXPECT_EQ(odd.text("verdict"), "content_malformed");
  EXPECT_EQ(odd.find("seq"), nullptr);
  EXPECT_EQ(odd.find("detail")->find("problems")->as_array()[0].text("name"), "unknown_kind");
  EXPECT_EQ(verdict(line, world.offer(ani, "000000000000", leave, uuid(4))), "no_such_tender");

  const Reply mine = world.get("/api/v1/tenders/" + tender + "/my-bids", &ani);
  ASSERT_EQ(mine.body.find("offers")->as_array().size(), 1u);
  EXPECT_EQ(mine.body.find("offers")->as_array()[0].text("verdict"), "not_in_this_format");
}

}  // namespace
}  // namespace terang::server::test
