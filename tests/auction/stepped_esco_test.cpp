// Energy-performance contracts. Known answers: the tests of Prozorro's own calculator (public repository
// openprocurement/esculator, esculator/tests/data.py: rate 12.5 %, reductions of 92.47 and then 250 a year) and the
// bids of its auction's functional test (yshalenyk/openprocurement.auction.esco, tests/functional/data/tender_esco.json).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/auction/stepped_lot.h"

namespace terang::auction::test {
namespace {

const Currency kHryvnia = *Currency::of("UAH");

std::string value_of(const Date& notice, Ratio percent, const EscoOffer& offer, int decimals = 11) {
  const NetPresentValue npv(notice, percent);
  return npv.text(npv.of(offer), kHryvnia, decimals);
}

TEST(NetPresentValue, PublishedByTerm) {
  struct Case {
    std::int32_t years, days;
    const char *value, *paid;
  };
  const Case kCases[] = {
      {15, 0, "650.19504129090", "2625.00"}, {0, 1, "1810.49606787280", "0.48"},   {3, 11, "1390.67586224709", "530.28"},
      {3, 12, "1390.35400799300", "530.76"}, {3, 13, "1390.03215373892", "531.24"}, {3, 14, "1389.71029948483", "531.72"},
      {3, 15, "1389.38844523075", "532.19"}, {4, 15, "1280.67323051781", "707.19"}, {5, 15, "1184.03748410631", "882.19"},
      {6, 15, "1098.13904285164", "1057.19"}, {7, 15, "1021.78487284750", "1232.19"}};
  const NetPresentValue npv({2017, 8, 18}, Ratio::of(25, 2));
  EXPECT_EQ(npv.first_days(), 135);
  for (const Case& c : kCases) {
    const EscoOffer offer = contract({7, 10}, c.years, c.days, 9'247, 25'000);
    EXPECT_EQ(npv.text(npv.of(offer), kHryvnia, 11), c.value) << c.years;
    EXPECT_EQ(npv.text(npv.unit() * static_cast<std::uint64_t>(npv.paid(offer).minor), kHryvnia, 2), c.paid);
  }
}

TEST(NetPresentValue, PublishedByNotice) {
  const char* kValues[] = {"1493.11261864549", "1493.29714530232", "1493.48174786072", "1493.66642643300", "1493.85118113158",
                           "1494.03601206895", "1494.22091935769", "1494.40590311049", "1494.59096344011", "1494.77610045941"};
  for (std::int32_t i = 0; i < 10; ++i)
    EXPECT_EQ(value_of({2017, 5, 2 + i}, Ratio::of(25, 2), contract({7, 10}, 2, 10, 9'247, 25'000)), kValues[i]) << i;
}

TEST(NetPresentValue, PublishedByShare) {
  const char* kValues[] = {"1509.25419393209", "1505.00489590214", "1500.75559787220", "1496.50629984225", "1492.25700181231",
                           "1488.00770378236", "1483.75840575242", "1479.50910772247", "1475.25980969253", "1471.01051166258"};
  for (std::int64_t i = 0; i < 10; ++i)
    EXPECT_EQ(value_of({2017, 8, 18}, Ratio::of(25, 2), contract(Ratio::of(71 + i, 100), 2, 10, 9'247, 25'000)), kValues[i]) << i;
}

TEST(NetPresentValue, PublishedBids) {
  EXPECT_EQ(value_of({2017, 10, 3}, {22, 1}, contract({17, 20}, 12, 200, 40'000, 90'000), 12), "850.128192876542"); // …8765416
  EXPECT_EQ(value_of({2017, 10, 3}, {22, 1}, contract({43, 50}, 13, 40, 20'000, 80'000), 12), "672.465071995720"); // …9957199
}

TEST(NetPresentValue, WithoutInterestItIsWhatStays) {
  // 92.47 + 19 × 250 + 250 × 230/365, less 70 % of one year's days: checked by hand.
  EXPECT_EQ(value_of({2017, 8, 18}, {0, 1}, contract({7, 10}, 0, 135, 9'247, 25'000), 6), "4935.275247");
}

TEST(NetPresentValue, ANoticeOfTheLastDayAndOfTheFirst) {
  EXPECT_EQ(days_to_year_end({2017, 12, 31}), 0);
  EXPECT_EQ(days_to_year_end({2017, 1, 1}), 364);
  EXPECT_EQ(days_to_year_end({2020, 1, 1}), 365);
  EXPECT_EQ(days_to_year_end({2020, 2, 29}), 306);
  EXPECT_EQ(days_to_year_end({2020, 3, 1}), 305);
  // No first period: twenty whole years, the first two paid for. Without interest: 20 × 365 − 2 × 0.8 × 365.
  EXPECT_EQ(value_of({2017, 12, 31}, {0, 1}, contract({4, 5}, 2, 0, 0, 36'500), 2), "6716.00");
  // With 10 %: 0.2 × (1/1.1 + 1/1.21) + Σ 1/1.1^i, i = 3…20 = 0.2 × 1.735537… + 6.778026… = 7.125133…
  EXPECT_EQ(value_of({2017, 12, 31}, {10, 1}, contract({4, 5}, 2, 0, 0, 100), 6), "7.125134");
  // A leap year's first day: 365 days, and none are left for the last period.
  EXPECT_EQ(value_of({2020, 1, 1}, {0, 1}, contract({4, 5}, 1, 0, 36'500, 36'500), 2), "7008.00");
  EXPECT_EQ(NetPresentValue({2017, 12, 31}, {22, 1}).paid(contract({4, 5}, 2, 0, 0, 36'500)), Money{58'400});
}

TEST(Dates, ReadAndWritten) {
  for (const char* text : {"2017-12-31", "2020-02-29", "1970-01-01", "8999-12-31"}) EXPECT_EQ(format_date(*parse_date(text)), text);
  for (const char* text : {"2019-02-29", "2017-13-01", "2017-00-10", "2017-04-31", "1969-12-31", "9000-01-01", "2017-1-01", "2017/01/01", "20a7-01-01", ""})
    EXPECT_FALSE(parse_date(text)) << text;
}

struct Contracts : testing::Test {
  SteppedLot lot{esco_rules()};
  const EscoOffer good = contract({17, 20}, 12, 200, 40'000, 90'000), other = contract({43, 50}, 13, 40, 20'000, 80'000);
};

TEST_F(Contracts, TheHighestValueWins) {
  EXPECT_EQ(lot.say(0, good, sec(1)), Verdict::accepted);
  EXPECT_EQ(lot.say(1, other, sec(2)), Verdict::accepted);
  EXPECT_EQ(lot.say(2, other, sec(3)), Verdict::accepted);
  lot.run(sec(1'000));
  EXPECT_THAT(lot.ranking(), testing::ElementsAre(0, 1, 2));
  EXPECT_THAT(lot.auction.turns(), testing::ElementsAre(2, 1, 0));  // of equals the later moves first
  EXPECT_EQ(lot.auction.score_of(0)->value, "850.128193");
  EXPECT_EQ(lot.auction.least_score_of(0)->value, "855.228963");  // + 0.6 %: 855.22896203…, upwards
  lot.run(after(300));
  EXPECT_EQ(lot.say(2, other, after(310)), Verdict::value_step_too_small);
  EscoOffer better = other;
  better.share = {4, 5};
  EXPECT_EQ(lot.say(2, better, after(310)), Verdict::accepted);
  EXPECT_EQ(std::get<EscoOffer>(*lot.auction.pending_of(2)->content), better);
  EXPECT_EQ(std::get<EscoOffer>(*lot.auction.content_of(2)), other);
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.result()->winner(), 2u);
  EXPECT_EQ(lot.auction.result()->amount(), *lot.auction.best_of(2));  // what the contract costs
  EXPECT_FALSE(lot.auction.result()->abnormally_low);
}

TEST_F(Contracts, TheEarlierOfEqualsWinsInTheAuctionToo) {
  lot.say(1, good, sec(1));
  lot.say(0, good, sec(2));
  lot.run(after(100'000));
  EXPECT_EQ(lot.auction.result()->winner(), 1u);
}

TEST_F(Contracts, RefusalsInTheirOrder) {
  EXPECT_EQ(lot.say(0, 100, sec(1)), Verdict::not_in_this_format);
  EscoOffer bad = good;
  bad.reductions[3] = {-1};
  EXPECT_EQ(lot.say(9, bad, sec(1)), Verdict::amount_not_positive);
  bad.reductions[3] = kLargestAmount;
  EXPECT_EQ(lot.say(9, bad, sec(1)), Verdict::amount_overflow);
  EXPECT_EQ(lot.say(9, contract({2, 1}, -1, 0, 0, 0), sec(1)), Verdict::term_out_of_range);
  EXPECT_EQ(lot.say(9, contract({2, 1}, 1, 365, 0, 0), sec(1)), Verdict::term_out_of_range);
  EXPECT_EQ(lot.say(9, contract({2, 1}, 16, 0, 0, 0), sec(1)), Verdict::not_admitted);
  EXPECT_EQ(lot.say(0, contract({2, 1}, 16, 0, 0, 0), sec(1)), Verdict::share_out_of_range);
  EXPECT_EQ(lot.say(0, contract(Ratio::of(79'999, 100'000), 16, 0, 0, 0), sec(1)), Verdict::share_out_of_range);
  EXPECT_EQ(lot.say(0, contract(Ratio::of(5, 6), 1, 0, 0, 1), sec(1)), Verdict::share_out_of_range);  // too fine
  EXPECT_EQ(lot.say(0, contract({4, 5}, 15, 1, 0, 0), sec(1)), Verdict::term_out_of_range);
  EXPECT_EQ(lot.say(0, contract({4, 5}, 0, 0, 0, 0), sec(1)), Verdict::term_out_of_range);
  EXPECT_EQ(lot.say(0, contract({4, 5}, 15, 0, 0, 0), sec(1)), Verdict::value_not_positive);
  EXPECT_EQ(lot.say(0, good, sec(1)), Verdict::accepted);
  lot.say(1, other, sec(1));
  lot.run(after(300));
  EXPECT_EQ(lot.say(0, good, after(310)), Verdict::not_your_turn);
  SteppedLot last_day(esco_rules(esco_basis({2017, 12, 31})));
  EXPECT_EQ(last_day.say(0, contract({4, 5}, 1, 0, 1, 0), sec(1)), Verdict::reduction_in_no_days);
  EXPECT_EQ(last_day.say(0, contract({4, 5}, 1, 0, 0, 1), sec(1)), Verdict::accepted);
}

// To one part in 10^200 and more: a step met exactly is met, one unit less is not.
TEST_F(Contracts, TheStepIsExact) {
  SteppedEsco esco = esco_basis({2017, 5, 2}, Ratio::of(123'457, 10'000), {25, 1});
  SteppedLot exact(esco_rules(esco), {{}});
  exact.say(0, contract({4, 5}, 7, 13, 400, 4'000), sec(1));
  exact.run(after(300));
  EscoOffer step = contract({4, 5}, 7, 13, 500, 5'000);
  EXPECT_EQ(exact.say(0, step, after(310)), Verdict::accepted);
  step.reductions[20].minor -= 1;
  EXPECT_EQ(exact.say(0, step, after(310)), Verdict::value_step_too_small);
}

// NPV × 9/7 for a quality coefficient, as that test of Prozorro has it: 600 becomes 3242591731706757200/4203359652212463,
// exactly 771 3/7. An addition is taken off.
TEST_F(Contracts, AdjustmentsCountForTheValue) {
  SteppedLot adjusted(esco_rules(esco_basis({2017, 12, 31}, {0, 1})), {Adjustment::by_factor({7, 9}), {}, Adjustment::additive({-17'200}), Adjustment{{60'001}, {1, 1}}});
  EscoOffer offer = contract({4, 5}, 1, 0, 0, 0);
  offer.reductions[2] = {60'000};
  for (Bidder i = 0; i < 4; ++i) EXPECT_EQ(adjusted.say(i, offer, sec(i)), Verdict::accepted);
  adjusted.run(sec(1'000));
  EXPECT_THAT(adjusted.ranking(), testing::ElementsAre(2, 0, 1, 3));
  EXPECT_EQ(adjusted.auction.score_of(0)->value, "600.000000");
  EXPECT_EQ(adjusted.auction.score_of(0)->evaluated, "771.428571");
  EXPECT_EQ(adjusted.auction.score_of(1)->evaluated, "");
  EXPECT_EQ(adjusted.auction.score_of(2)->evaluated, "772.000000");
  EXPECT_EQ(adjusted.auction.score_of(3)->evaluated, "-0.010000");
}

TEST(Natural, AsWideAsItTakes) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const Int128 a = Int128{static_cast<std::int64_t>(random() >> (1 + random() % 63))} * static_cast<std::int64_t>(random() >> 2);
    const Int128 b = Int128{static_cast<std::int64_t>(random() >> (1 + random() % 63))} * static_cast<std::int64_t>(random() >> 3);
    const std::uint64_t k = random() >> (random() % 64);
    const Natural one(a), other(b);
    EXPECT_EQ(compare(one, other), a < b ? -1 : a > b);
    EXPECT_EQ(compare(one + other, Natural(a + b)), 0);
    if (a >= b) {
      Natural less = one;
      less -= other;
      EXPECT_EQ(compare(less, Natural(a - b)), 0);
    }
    if (b > 0) { EXPECT_EQ(compare(Natural(quotient(one, other)), Natural(a / b)), 0); }
    Natural sum = one * k * k * k;
    sum.add_product(other, k);
    sum -= other * k;
    if (a > 0 && k > 0) { EXPECT_TRUE(quotient(sum, one * k * k) == Int128{k}); }
  }
  EXPECT_EQ(Natural(0).bits(), 0u);
  EXPECT_EQ((Natural(1) * (std::uint64_t{1} << 63) * 2).bits(), 65u);
  // What an offer at the finest rates takes, far beyond 128 bits.
  const NetPresentValue npv({2019, 1, 1}, Ratio::of(999'999, 10'000));
  EXPECT_GT(npv.unit().bits(), 600u);
}

}  // namespace
}  // namespace terang::auction::test
