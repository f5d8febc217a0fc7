// What practice bidders do in each format, without a desk; and a practice copy over the API.
#include "server/demo/robot_mind.h"

#include "tests/server/fixture.h"

namespace terang::server::test {
namespace {

json::Value parse(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value.ok()) << text;
  return value.ok() ? *value : json::Value();
}

std::string said(const char* lot, const char* own, const char* rules = "{}", std::uint64_t drawn = 0) {
  json::Value view = parse(lot);
  view.set("currency", "IDR");
  if (!view.find("phase")) view.set("phase", "live");
  if (!view.find("estimate")) view.set("estimate", "1000000");
  json::Value line = parse(own);
  if (!line.find("can_bid")) line.set("can_bid", true);
  const auto move = robot_move(view, line, parse(rules), 95, drawn);
  if (!move) return "waits";
  return move->amount.empty() ? json::canonical(move->content) : move->amount;
}

TEST(RobotMind, OpenBids) {
  const char* lot = R"({"format":"english_reverse"})";
  EXPECT_EQ(said(lot, R"({"next_valid":"980000","leads":false})", R"({"tick":"1000"})"), "980000");
  EXPECT_EQ(said(lot, R"({"next_valid":"980500","leads":false})", R"({"tick":"1000"})"), "980000");
  EXPECT_EQ(said(lot, R"({"next_valid":"980000","leads":true})"), "waits");
  EXPECT_EQ(said(lot, R"({"next_valid":"949999","leads":false})"), "waits") << "below his floor";
  EXPECT_EQ(said(lot, R"({"next_valid":"980000","leads":false,"can_bid":false})"), "waits");
  EXPECT_EQ(said(lot, R"({"next_valid":null,"best":null})"), "990000") << "where nothing may be told";
  EXPECT_EQ(said(R"({"format":"english_reverse","phase":"scheduled"})", R"({"next_valid":"980000"})"), "waits");
}

TEST(RobotMind, PricesThatFollowAClock) {
  EXPECT_EQ(said(R"({"format":"dutch_reverse","stage":{"name":"price","price":"940000"}})", "{}"), "waits");
  EXPECT_EQ(said(R"({"format":"dutch_reverse","stage":{"name":"price","price":"950000"}})", "{}"), "950000");
  EXPECT_EQ(said(R"({"format":"japanese_reverse","stage":{"name":"level","price":"960000"}})", "{}"), "960000");
  EXPECT_EQ(said(R"({"format":"japanese_reverse","stage":{"name":"level","price":"940000"}})", "{}"), R"({"kind":"leave"})");
  EXPECT_EQ(said(R"({"format":"japanese_reverse","stage":null})", "{}"), "waits");
}

TEST(RobotMind, Turns) {
  const char* early = R"({"format":"stepped_rounds","phase":"scheduled","stage":{"name":"initial_offers"}})";
  EXPECT_EQ(said(early, R"({"best":null,"pending":null})"), "995000");
  EXPECT_EQ(said(early, R"({"best":null,"pending":{"amount":"990000"}})"), "waits");
  EXPECT_EQ(said(early, R"({"best":null,"pending":null})", R"({"esco":{}})"), "waits");
  const char* turn = R"({"format":"stepped_rounds","stage":{"name":"turn","turn":"101"}})";
  EXPECT_EQ(said(turn, R"({"pseudonym":"101","next_valid":"980000","pending":null})"), "980000");
  EXPECT_EQ(said(turn, R"({"pseudonym":"102","next_valid":"980000","pending":null})"), "waits");
  EXPECT_EQ(said(turn, R"({"pseudonym":"101","next_valid":"980000","pending":{"amount":"970000"}})"), "waits") << "once a turn";
}

TEST(RobotMind, Schedules) {
  const char* lot = R"({"format":"supply_schedule","ceiling":"10000"})";
  const char* rules = R"({"tick":"10","demand":{"units":1000,"unit":"ton"}})";
  EXPECT_EQ(said(lot, R"({"bids":0})", rules),
            R"({"kind":"schedule","steps":[{"quantity":500,"unit_price":"9500"},{"quantity":250,"unit_price":"9600"}]})");
  EXPECT_EQ(said(lot, R"({"bids":1})", rules), "waits");
}

// What the officers of a buyer copy to practise on; never awarded.
TEST(PracticeCopy, IsADraftOfItsOwn) {
  World world;
  world.start();
  Person officer = world.make("ratna", "officer", "Dinas Uji"), other = world.make("sari", "officer", "Dinas Lain");
  world.begin_sessions({&officer, &other});
  json::Value document = world.document(officer, 3600 * kSecond, 600 * kSecond);
  document.find("lots")->as_array()[0].set("reserve", "777700");
  const Reply made = world.post("/api/v1/tenders", document, &officer);
  const std::string path = "/api/v1/tenders/" + std::string(made.body.text("id"));
  EXPECT_EQ(world.request("POST", path + "/practice", std::nullopt, &other).code(), "no_such_tender");
  const Reply copy = world.request("POST", path + "/practice", std::nullopt, &officer);
  ASSERT_EQ(copy.status, 201) << copy.text;
  EXPECT_EQ(json::canonical(*copy.body.find("problems")), "[]");
  const std::string practice = "/api/v1/tenders/" + std::string(copy.body.text("id"));
  EXPECT_EQ(world.get(practice + "/draft", &officer).text.find("777700"), std::string::npos);
  ASSERT_EQ(world.request("POST", practice + "/publish", std::nullopt, &officer).status, 200);
  const Reply seen = world.get(practice);
  EXPECT_NE(seen.text.find(R"("practice":true)"), std::string::npos);
  EXPECT_NE(seen.text.find("Latihan: "), std::string::npos);
}

}  // namespace
}  // namespace terang::server::test
