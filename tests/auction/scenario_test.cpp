#include <gtest/gtest.h>

#include "auction/codec/rehearse.h"

namespace terang::auction {
namespace {

using json::Value;

const std::string kRules =
    R"("rules":{"currency":"IDR","starts_at":"2026-12-01T03:00:00Z","ends_at":"2026-12-01T03:10:00Z",
       "outage":{"min_seconds":5,"min_remaining_seconds":60}},"bidders":["ayu","bima"])";

std::string problems_of(const std::string& text) {
  const auto result = rehearse(json::parse(text).value());
  std::string out;
  if (!result)
    for (const json::Problem& problem : result.error()) out += problem.path + " " + problem.name + ";";
  return out;
}

std::string steps(const std::string& commands, const std::string& more = "") {
  const auto result = rehearse(json::parse("{" + kRules + ",\"commands\":[" + commands + "]" + more + "}").value());
  if (!result) return "problems " + json::canonical(json::to_json(result.error()));
  std::string out;
  for (const Value& step : result->find("steps")->as_array())
    out += std::string(step.text("at").substr(14, 5)) + " " + std::string(step.text("do")) + " " + std::string(step.text("verdict")) + ";";
  return out;
}

TEST(Scenario, DeadlinesFireByThemselves) {
  EXPECT_EQ(steps(""), "00:00 open accepted;10:00 close accepted;");
  EXPECT_EQ(steps(R"({"at":"2026-12-01T03:10:00Z","do":"bid","bidder":"ayu","amount":"5"})"),
            "00:00 open accepted;10:00 close accepted;10:00 bid lot_closed;");
  EXPECT_EQ(steps("", R"(,"until":"2026-12-01T03:09:59Z")"), "00:00 open accepted;");
  EXPECT_EQ(steps(R"({"at":"2026-12-01T03:01:00Z","do":"pause","reason":"x"})"), "00:00 open accepted;01:00 pause accepted;");
}

TEST(Scenario, WhatIsNoAmountIsAVerdict) {
  const auto bid = [](const char* amount) {
    return std::string(R"({"at":"2026-12-01T03:00:00Z","do":"bid","bidder":"ayu","amount":")") + amount + "\"}";
  };
  EXPECT_EQ(steps(bid("x") + "," + bid("-5") + "," + bid("0.001") + "," + bid("99999999999999999")),
            "00:00 open accepted;00:00 bid amount_malformed;00:00 bid amount_not_positive;00:00 bid amount_fractional;"
            "00:00 bid amount_overflow;10:00 close accepted;");
}

TEST(Scenario, AnOutageOverTheEndAndOverTheStart) {
  EXPECT_EQ(steps(R"({"at":"2026-12-01T03:20:00Z","do":"outage","from":"2026-12-01T03:09:00Z","to":"2026-12-01T03:20:00Z"})"),
            "00:00 open accepted;20:00 outage accepted;21:00 close accepted;");
  EXPECT_EQ(steps(R"({"at":"2026-12-01T03:05:00Z","do":"outage","from":"2026-12-01T02:00:00Z","to":"2026-12-01T03:05:00Z"})"),
            "05:00 open accepted;05:00 outage accepted;15:00 close accepted;");
  EXPECT_EQ(steps(R"({"at":"2026-12-01T03:10:02Z","do":"outage","from":"2026-12-01T03:09:59Z","to":"2026-12-01T03:10:02Z"})"),
            "00:00 open accepted;10:02 outage outage_too_short;10:02 close accepted;");
}

TEST(Scenario, EachProblem) {
  const std::string head = "{" + kRules + ",\"commands\":[";
  const std::string time = R"("at":"2026-12-01T03:00:00Z")";
  const std::pair<std::string, const char*> kCases[] = {
      {head + "{" + time + R"(,"do":"dance"}]})", "/commands/0/do unknown_command;"},
      {head + "{" + time + R"(,"do":"pause"}]})", "/commands/0/reason reason_missing;"},
      {head + "{" + time + R"(,"do":"cancel","reason":""}]})", "/commands/0/reason reason_missing;"},
      {head + "{" + time + R"(,"do":"bid","bidder":"ayu"}]})", "/commands/0/amount missing;"},
      {head + "{" + time + R"(,"do":"bid","bidder":"ayu","amount":5}]})", "/commands/0/amount not_a_string;"},
      {head + "{" + time + R"(,"do":"bid","bidder":"ayu","amount":"5","lot":"9"}]})", "/commands/0/lot unknown_lot;"},
      {head + "{" + time + R"(,"do":"resume","amount":"5"}]})", "/commands/0/amount unknown_field;"},
      {head + "{" + time + R"(,"do":"admit","bidder":"ayu"}]})", "/commands/0/bidder duplicate_bidder;"},
      {head + "{" + time + R"(,"do":"resume"},{"at":"2026-12-01T02:59:59Z","do":"resume"}]})",
       "/commands/1/at time_goes_back;"},
      {head + R"({"at":"9999-12-01T03:00:00Z","do":"resume"}]})", "/commands/0/at out_of_range;"},
      {head + "{" + time + R"(,"do":"resume"},{"at":"2026-12-01T03:01:00Z","do":"outage","from":"2026-12-01T02:59:00Z",)"
              R"("to":"2026-12-01T03:01:00Z"}]})",
       "/commands/1/from command_during_outage;"},
      {R"({"lots":[]})", "/lots too_few;"},
      {R"({"lots":[{"id":"a",)" + kRules + R"(},{"id":"a",)" + kRules + "}]}", "/lots/1/id duplicate_lot;"},
      {R"({"lots":[{"id":"a",)" + kRules + R"(},{"id":"b",)" + kRules + R"(}],"commands":[{)" + time + R"(,"do":"resume"}]})",
       "/commands/0/lot missing;"},
      {R"({"bidders":["a","a",{"name":"b","adjustment":{"factor":"99"}}]})",
       "/rules missing;/bidders/1 duplicate_bidder;/bidders/2/adjustment factor_out_of_range;"},
      {"[]", " not_an_object;"},
  };
  for (const auto& [text, wanted] : kCases) EXPECT_EQ(problems_of(text), wanted) << text;
}

// Several lots that follow each other: what a step does to the clocks of others stands in it.
std::string sequence_steps(const std::string& sequence, const std::string& commands) {
  const std::string first = R"("currency":"IDR","starts_at":"2026-12-01T03:00:00Z","ends_at":"2026-12-01T03:10:00Z",)";
  const std::string rest = R"("soft_close":{"window_seconds":60,"extension_seconds":60,"trigger":"any_bid"}})";
  const auto lot = [&](const char* id, const std::string& times) {
    return std::string(R"({"id":")") + id + R"(","rules":{)" + times + rest + R"(,"bidders":["ayu"]})";
  };
  const std::string currency = R"("currency":"IDR",)";
  const auto result = rehearse(json::parse(R"({"sequence":)" + sequence + R"(,"lots":[)" + lot("a", first) + "," +
                                           lot("b", currency) + "," + lot("c", currency) + R"(],"commands":[)" + commands + "]}")
                                   .value());
  if (!result) return "problems " + json::canonical(json::to_json(result.error()));
  std::string out;
  for (const Value& step : result->find("steps")->as_array()) {
    out += std::string(step.text("at").substr(14, 5)) + " " + std::string(step.text("do")) + " " + std::string(step.text("lot"));
    if (const Value* moved = step.find("moved"))
      for (const Value& one : moved->as_array())
        out += " [" + std::string(one.text("lot")) + " " + std::string(one.text("starts_at").substr(14, 5)) + "-" +
               std::string(one.text("ends_at").substr(14, 5)) + "]";
    out += ";";
  }
  return out;
}

TEST(Scenario, LotsOneAfterTheOther) {
  EXPECT_EQ(sequence_steps(R"({"kind":"serial","gap_seconds":120})",
                           R"({"at":"2026-12-01T03:09:30Z","lot":"a","do":"bid","bidder":"ayu","amount":"5"},
                              {"at":"2026-12-01T03:15:00Z","lot":"c","do":"bid","bidder":"ayu","amount":"5"},
                              {"at":"2026-12-01T03:20:00Z","lot":"b","do":"cancel","reason":"x"})"),
            "00:00 open a;09:30 bid a;11:00 close a [b 13:00-23:00];13:00 open b;15:00 bid c;20:00 cancel b [c 22:00-32:00];"
            "22:00 open c;32:00 close c;");
}

TEST(Scenario, LotsThatEndApart) {
  EXPECT_EQ(sequence_steps(R"({"kind":"staggered","every_seconds":30,"when_extended":"move"})",
                           R"({"at":"2026-12-01T03:09:30Z","lot":"a","do":"bid","bidder":"ayu","amount":"5"})"),
            "00:00 open a;00:00 open b;00:00 open c;09:30 bid a [b 00:00-11:30] [c 00:00-12:00];11:00 close a;11:30 close b;12:00 close c;");
  EXPECT_EQ(sequence_steps(R"({"kind":"staggered","every_seconds":30,"when_extended":"keep"})",
                           R"({"at":"2026-12-01T03:09:30Z","lot":"a","do":"bid","bidder":"ayu","amount":"5"})"),
            "00:00 open a;00:00 open b;00:00 open c;09:30 bid a;10:30 close b;11:00 close a;11:00 close c;");
}

TEST(Scenario, SequencesThatCannotBe) {
  EXPECT_NE(sequence_steps(R"({"kind":"spiral"})", "").find("unknown_sequence"), std::string::npos);
  EXPECT_EQ(problems_of(R"({"sequence":{"kind":"serial","gap_seconds":1},"lots":[{"id":"a",)" + kRules + R"(}],"commands":[]})"),
            "/sequence sequence_needs_lots;");
}

}  // namespace
}  // namespace terang::auction
