// Several winners of an English auction (framework agreements), and ceilings of single bidders.
#include <gtest/gtest.h>

#include "auction/codec/json.h"
#include "auction/codec/rehearse.h"
#include "tests/auction/lot.h"

namespace terang::auction {
namespace {

using namespace test;

Rules framework(std::uint32_t winners, std::uint32_t least = 1) {
  Rules rules = plain_rules();
  rules.english().winners = winners;
  rules.english().min_winners = least;
  return rules;
}

std::string problems_of(const Rules& rules) {
  std::string out;
  for (const RulesProblem& problem : validate(rules)) out += problem.path + " " + std::string(problem.name) + ";";
  return out;
}

TEST(Framework, TheFirstKWinAtTheirOwnPrices) {
  Lot lot(framework(2));
  lot.opened();
  lot.bid(0, 100);
  lot.bid(1, 90);
  lot.bid(2, 100);
  lot.auction.close(at(1'100));
  Result result = lot.auction.result().value();
  ASSERT_EQ(result.winners.size(), 2u);
  EXPECT_EQ(result.winners[0].bidder, 1u);
  EXPECT_EQ(result.winners[0].amount, Money{90});
  EXPECT_EQ(result.winners[1].bidder, 0u);  // the earlier of equals
  EXPECT_EQ(result.winners[1].amount, Money{100});
  EXPECT_EQ(result.outcome, "");
  lot.auction.disqualify(1, at(1'101));  // the next moves up
  result = lot.auction.result().value();
  ASSERT_EQ(result.winners.size(), 2u);
  EXPECT_EQ(result.winners[1].bidder, 2u);
}

TEST(Framework, TooFewWinnersIsSaidByName) {
  Lot lot(framework(3, 2));
  lot.opened();
  lot.bid(0, 100);
  lot.auction.close(at(1'100));
  const Result result = lot.auction.result().value();
  ASSERT_EQ(result.winners.size(), 1u);
  EXPECT_EQ(result.outcome, "too_few_winners");
  Lot nobody(framework(3, 2));
  nobody.opened().auction.close(at(1'100));
  EXPECT_EQ(nobody.auction.result()->outcome, "");
}

TEST(Framework, EveryWinnerKeepsTheReserve) {
  for (const std::int64_t reserve : {99, 100}) {
    Rules rules = framework(2);
    rules.reserve = Money{reserve};
    rules.has_reserve = true;
    Lot lot(rules);
    lot.opened();
    lot.bid(0, 100);
    lot.bid(1, 90);
    lot.auction.close(at(1'100));
    EXPECT_EQ(lot.auction.result()->reserve, reserve == 100 ? Reserve::met : Reserve::not_met);
  }
}

TEST(Framework, RulesProblems) {
  EXPECT_EQ(problems_of(framework(0)), "/winners out_of_range;");
  EXPECT_EQ(problems_of(framework(1'001)), "/winners out_of_range;");
  EXPECT_EQ(problems_of(framework(2, 3)), "/min_winners above_winners;");
  EXPECT_EQ(problems_of(framework(2, 0)), "/min_winners above_winners;");
  Rules rules = framework(2);
  rules.english().leader_decrement = by_amount(1);
  EXPECT_EQ(problems_of(rules), "/decrement/leader leader_decrement_with_winners;");
}

TEST(OwnCeiling, TheLowerOfItAndTheLotsCounts) {
  Rules rules = plain_rules();
  rules.ceiling = Money{1'000};
  rules.tick = {10};
  EnglishAuction lot(rules);
  lot.admit({});
  lot.admit({{}, Money{805}});
  lot.admit({{}, Money{2'000}});
  lot.open(at(1'000));
  EXPECT_EQ(lot.ceiling_of(0), Money{1'000});
  EXPECT_EQ(lot.ceiling_of(1), Money{805});
  EXPECT_EQ(lot.ceiling_of(2), Money{1'000});
  EXPECT_EQ(lot.next_valid(1).at_most, Money{800});
  const Outcome outcome = lot.place({1, {810}, false}, at(1'001));
  EXPECT_EQ(outcome.verdict, Verdict::above_ceiling);
  EXPECT_EQ(outcome.at_most, Money{800});
  EXPECT_EQ(lot.place({1, {805}, false}, at(1'001)).verdict, Verdict::amount_off_tick);
  EXPECT_TRUE(lot.place({1, {800}, false}, at(1'001)).accepted());
  EXPECT_EQ(lot.place({2, {1'010}, false}, at(1'001)).verdict, Verdict::above_ceiling);
  EXPECT_TRUE(lot.place({0, {1'000}, false}, at(1'002)).accepted());
}

TEST(OwnCeiling, AloneWhereTheLotHasNone) {
  EnglishAuction lot(plain_rules());
  lot.admit({});
  lot.admit({{}, Money{50}});
  lot.open(at(1'000));
  EXPECT_FALSE(lot.ceiling_of(0));
  EXPECT_FALSE(lot.next_valid(0).at_most);
  EXPECT_EQ(lot.next_valid(1).at_most, Money{50});
  EXPECT_EQ(lot.place({1, {51}, false}, at(1'001)).verdict, Verdict::above_ceiling);
  EXPECT_TRUE(lot.place({0, {51}, false}, at(1'001)).accepted());
}

TEST(OwnCeiling, ASlipIsMeasuredFromIt) {
  Rules rules = plain_rules();
  rules.ceiling = Money{1'000};
  rules.english().confirm_drop_percent = Ratio{20, 1};
  EnglishAuction lot(rules);
  lot.admit({});
  lot.admit({{}, Money{500}});
  lot.open(at(1'000));
  EXPECT_EQ(lot.place({0, {450}, false}, at(1'001)).verdict, Verdict::confirm_needed);
  EXPECT_TRUE(lot.place({1, {450}, false}, at(1'001)).accepted());
}

TEST(OwnCeiling, InAScenario) {
  const auto run = [](const std::string& ceiling) {
    const auto scenario = json::parse(R"({"rules":{"currency":"JPY","starts_at":"2026-12-01T03:00:00Z","ends_at":"2026-12-01T03:10:00Z"},
      "bidders":[{"name":"a","ceiling":")" + ceiling + R"("}],
      "commands":[{"at":"2026-12-01T03:01:00Z","do":"bid","bidder":"a","amount":"71"},
                  {"at":"2026-12-01T03:01:00Z","do":"admit","bidder":"b","ceiling":"60"},
                  {"at":"2026-12-01T03:02:00Z","do":"bid","bidder":"b","amount":"61"}]})");
    const auto output = rehearse(*scenario);
    return output.ok() ? json::canonical(*output) : json::canonical(json::to_json(output.error()));
  };
  EXPECT_NE(run("70").find(R"("at_most":"70","bidder":"a")"), std::string::npos) << run("70");
  EXPECT_NE(run("70").find(R"("at_most":"60","bidder":"b")"), std::string::npos);
  EXPECT_EQ(run("0"), R"([{"name":"amount_not_positive","path":"/bidders/0/ceiling"}])");
}

}  // namespace
}  // namespace terang::auction
