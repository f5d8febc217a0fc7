// Package lots through the whole procedure: silence until the close, a solution that the judge takes, another scenario,
// the award, and a replay that comes to the same bytes.
#include "tender/packages.h"

#include "tender/document.h"

#include "tests/auction/package_instances.h"
#include "tests/tender/world.h"

namespace terang::tender::test {
namespace {

constexpr const char* kRules =
    R"({"type":"package","parts":[{"id":"road","title":"A road"},{"id":"lamps","units":4}],"max_bids":2,
        "scenarios":[{"name":"two suppliers","constraints":[{"kind":"winners","at_least":2}]},
                     {"name":"half to the small","constraints":[{"kind":"share","group":"small","at_least_percent":"50"}]}],
        "outage":{"min_seconds":5,"min_remaining_seconds":30}})";

std::string package(const char* name, const char* parts, const char* amount) {
  return std::string(R"({"kind":"package","name":")") + name + R"(","parts":)" + parts + R"(,"amount":")" + amount + "\"}";
}

struct Packages : ::testing::Test {
  World w;

  void live() {
    w.published(kRules);
    w.admit("b101", "101");
    w.must(NameBidder{w.officer, w.id, BusinessId("b102"), "PT b102", Pseudonym("102")});
    w.must(RegisterKey{w.bidder("102"), World::key("102"), "c3BraQ==", "c2ln"});
    w.must(Admit{w.officer, w.id, Pseudonym("102"), {w.lot1}, {}, {}, {"small"}});
    w.admit("b103", "103");
    w.must(Schedule{w.officer, w.id});
    w.to(w.start);
  }
  // 102 (small) asks 300 for the road, 103 200 for the lamps, 101 450 for both.
  void offered() {
    live();
    EXPECT_EQ(w.verdict(w.offer("102", package("a", "[\"road\"]", "310"))), kAccepted);
    EXPECT_EQ(w.verdict(w.offer("101", package("both", "[\"road\",\"lamps\"]", "450"))), kAccepted);
    EXPECT_EQ(w.verdict(w.offer("103", package("l", R"([{"part":"lamps","units":4}])", "200"))), kAccepted);
    EXPECT_EQ(w.verdict(w.offer("102", package("a", "[\"road\"]", "300"))), kAccepted);
  }
  json::Value found(std::string_view scenario = auction::kCheapest) {
    const auto job = package_job(w.registry, w.id, w.lot1, scenario);
    EXPECT_TRUE(job);
    const auto solved = auction::solve(job->task, auction::winner::brute_force, {}, "brute force 1");
    EXPECT_EQ(solved.why, "");
    return solution_json(*job, solved.solution);
  }
  std::string_view settle() { return w.verdict(SettlePackages{w.id, w.lot1, found()}); }
  json::Value result() { return *public_lot(w.registry, w.id, w.lot1).find("result"); }
};

TEST_F(Packages, AreTheirBiddersAloneUntilTheClose) {
  offered();
  const Seq entry = w.log.back().seq;
  EXPECT_FALSE(w.registry.withheld(w.id.text, entry, entry + 1).empty());
  const std::string shown = json::canonical(public_lot(w.registry, w.id, w.lot1)) +
                            json::canonical(bidder_line(w.registry, w.id, w.lot1, Pseudonym("101"))) +
                            json::canonical(packages(w.registry, w.id, w.lot1, Audience::officer())) +
                            json::canonical(packages(w.registry, w.id, w.lot1, Audience::everybody()));
  EXPECT_EQ(shown.find("\"300\""), std::string::npos);
  const auto own = bidder_line(w.registry, w.id, w.lot1, Pseudonym("102"));
  EXPECT_EQ(json::canonical(*own.find("packages")), R"({"bids":[{"amount":"300","name":"a","parts":["road"]}]})");
  EXPECT_EQ(packages(w.registry, w.id, w.lot1, Audience::bidder(Pseudonym("102"))).find("packages")->as_array().size(), 1u);
  EXPECT_FALSE(package_job(w.registry, w.id, w.lot1, auction::kCheapest)) << "not while it runs";
  w.to(w.end);
  EXPECT_TRUE(w.registry.withheld(w.id.text, entry, entry + 1).empty());
  EXPECT_EQ(packages(w.registry, w.id, w.lot1, Audience::everybody()).find("packages")->as_array().size(), 3u);
}

TEST_F(Packages, AwaitASolutionAndThenTheAward) {
  offered();
  EXPECT_TRUE(awaiting_solution(w.registry, w.id).empty());
  EXPECT_EQ(w.verdict(SettlePackages{w.id, w.lot1, {}}), "not_ended");
  w.to(w.end);
  ASSERT_EQ(awaiting_solution(w.registry, w.id).size(), 1u);
  EXPECT_EQ(public_lot(w.registry, w.id, w.lot1).find("stage")->text("name"), "solving");
  const Award award{w.officer, w.id, {{w.lot1, Pseudonym("101"), ""}}, World::kReason};
  EXPECT_EQ(w.verdict(award), "not_settled");
  EXPECT_EQ(settle(), kAccepted);
  EXPECT_TRUE(awaiting_solution(w.registry, w.id).empty());
  EXPECT_EQ(settle(), "already_settled");
  EXPECT_EQ(result().text("winner"), "101");
  EXPECT_EQ(result().text("outcome"), "covered");
  EXPECT_EQ(result().find("packages")->text("cost"), "450");
  EXPECT_EQ(history(w.registry, w.id, w.lot1, Audience::everybody(), std::nullopt).find("events")->as_array().back().text("kind"),
            "settled");
  w.must(award);
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].text("amount"), "450");
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST_F(Packages, AnotherScenarioNeedsAReasonAndTheOfficer) {
  offered();
  w.to(w.end);
  EXPECT_EQ(settle(), kAccepted);
  const json::Value other = found("half to the small");
  EXPECT_EQ(w.verdict(ResettlePackages{w.officer, w.id, w.lot1, other, "short"}), "reason_missing");
  EXPECT_EQ(w.verdict(ResettlePackages{w.bidder("101"), w.id, w.lot1, other, World::kReason}), "not_your_role");
  EXPECT_EQ(w.verdict(ResettlePackages{w.officer, w.id, w.lot1, other, World::kReason}), kAccepted);
  EXPECT_EQ(result().find("packages")->text("scenario"), "half to the small");
  EXPECT_EQ(result().find("winners")->as_array().size(), 2u);
  w.must(Award{w.officer, w.id, {{w.lot1, Pseudonym("102"), ""}}, World::kReason});
  EXPECT_EQ(public_tender(w.registry, w.id).find("award")->find("lots")->as_array()[0].find("winners")->as_array().size(), 2u);
  expect_replays(w);
  expect_replays_without_secrets(w);
}

TEST_F(Packages, WhatTheJudgeRefusesLeavesNoEntry) {
  offered();
  w.to(w.end);
  const std::size_t entries = w.log.size();
  json::Value wrong = found();
  wrong.set("cost", "449");
  EXPECT_EQ(w.verdict(SettlePackages{w.id, w.lot1, wrong}), "solution_cost_differs");
  EXPECT_EQ(w.verdict(SettlePackages{w.id, w.lot1, json_of("{}")}), "unknown_scenario");
  EXPECT_EQ(w.log.size(), entries);
  EXPECT_EQ(settle(), kAccepted);
}

TEST_F(Packages, AReplayRefusesAnAwardThatWasMadeUp) {
  offered();
  w.to(w.end);
  EXPECT_EQ(settle(), kAccepted);
  Registry again;
  for (Logged entry : w.log) {
    if (entry.kind == "lot.settled") {
      const auto at = entry.data.find("\"cost\":\"450\"");
      ASSERT_NE(at, std::string::npos);
      entry.data.replace(at, 12, "\"cost\":\"449\"");
      EXPECT_TRUE(again.replay(entry.view()));
      return;
    }
    ASSERT_FALSE(again.replay(entry.view()));
  }
  ADD_FAILURE() << "no lot.settled";
}

TEST_F(Packages, ADisqualifiedWinnerSendsItBackToBeSolved) {
  offered();
  w.to(w.end);
  EXPECT_EQ(settle(), kAccepted);
  w.must(Disqualify{w.officer, w.id, w.lot1, Pseudonym("101"), World::kReason});
  EXPECT_EQ(awaiting_solution(w.registry, w.id).size(), 1u);
  EXPECT_EQ(settle(), kAccepted);
  EXPECT_EQ(result().find("packages")->text("cost"), "500");
  expect_replays(w);
}

TEST_F(Packages, GroupsAreSaidAtAdmissionAndKeptByAnAddendum) {
  w.published(kRules);
  w.must(NameBidder{w.officer, w.id, BusinessId("b102"), "PT b102", Pseudonym("102")});
  w.must(RegisterKey{w.bidder("102"), World::key("102"), "c3BraQ==", "c2ln"});
  EXPECT_EQ(w.verdict(Admit{w.officer, w.id, Pseudonym("102"), {w.lot1}, {}, {}, {"tall"}}), "groups_invalid");
  EXPECT_EQ(w.verdict(Admit{w.officer, w.id, Pseudonym("102"), {w.lot1}, {}, {}, {"small", "small"}}), "groups_invalid");
  w.must(Admit{w.officer, w.id, Pseudonym("102"), {w.lot1}, {}, {}, {"small", "incumbent"}});
  json::Value amended = w.document(kRules);
  amended.find("lots")->as_array()[0].find("rules")->set("max_bids", 3);
  w.must(Amend{w.officer, w.id, without_secrets(amended), World::kReason});
  w.must(Schedule{w.officer, w.id});
  w.to(w.start);
  EXPECT_EQ(w.verdict(w.offer("102", package("a", "[\"road\",\"lamps\"]", "300"))), kAccepted);
  w.to(w.end);
  EXPECT_TRUE(package_job(w.registry, w.id, w.lot1, auction::kCheapest)->task.problem.suppliers[0].small);
  EXPECT_EQ(w.verdict(SettlePackages{w.id, w.lot1, found("half to the small")}), kAccepted);
  expect_replays(w);
}

}  // namespace
}  // namespace terang::tender::test
