// Ways to evaluate, against published figures.
#include "auction/evaluation/methods.h"

#include <gtest/gtest.h>

namespace terang::auction::evaluation {
namespace {

Candidate priced(std::int64_t price, Exact technical = 0, Exact domestic = 0) {
  Candidate candidate;
  candidate.price = {price};
  candidate.technical = technical;
  candidate.domestic_percent = domestic;
  return candidate;
}
Candidate valued(std::vector<Exact> values) {
  Candidate candidate;
  candidate.values = std::move(values);
  return candidate;
}

std::string problems(const Method& method, const std::vector<Candidate>& candidates) {
  std::string out;
  for (const RulesProblem& problem : validate(method, candidates)) out += problem.path + " " + std::string(problem.name) + ";";
  return out;
}

// Sf = 100 × Fm / F: World Bank, Standard Request for Proposals, Selection of Consultants (data sheet). Figures: Ministry of
// Finance, Government of India, Manual of Policies and Procedure of Employment of Consultants: technical 75, 80, 90,
// costs 120, 100, 110, weights 70:30 give 77.4, 86 and 90.3 where the financial score is rounded to whole points first
// (83, 100, 91); exactly 77.5, 86 and 90 3/11.
TEST(QualityCost, PublishedExample) {
  const auto list = evaluate(QualityCost{70, 30, 60}, {priced(120, 75), priced(100, 80), priced(110, 90)});
  EXPECT_EQ(list[0].value, Exact(775, 10));
  EXPECT_EQ(list[1].value, Exact(86));
  EXPECT_EQ(list[2].value, Exact(90) + Exact(3, 11));
  EXPECT_EQ(list[0].rank, 3u);
  EXPECT_EQ(list[1].rank, 2u);
  EXPECT_EQ(list[2].rank, 1u);
  ASSERT_EQ(list[0].workings.size(), 6u);
  EXPECT_EQ(list[0].workings[2].what, "Sf = 100 × Fm / F");
  EXPECT_EQ(list[0].workings[2].value.text(), "250/3");
  EXPECT_EQ(list[0].workings[2].value.rounded(2), "83.33");
}

TEST(QualityCost, WhoIsNotGoodEnoughDoesNotSetTheLowestPrice) {
  const auto list = evaluate(QualityCost{80, 20, 70}, {priced(10, 69), priced(100, 80), priced(200, 90)});
  EXPECT_EQ(list[0].out, "below_least_technical");
  EXPECT_EQ(list[0].rank, 0u);
  EXPECT_EQ(list[1].value, Exact(84));  // 64 + 20
  EXPECT_EQ(list[2].value, Exact(82));  // 72 + 10
}

TEST(LeastCost, OfThoseGoodEnoughTheEarlierOfEquals) {
  const auto list = evaluate(LeastCost{70}, {priced(50, 60), priced(90, 70), priced(80, 75), priced(80, 99)});
  EXPECT_EQ(list[0].rank, 0u);
  EXPECT_EQ(list[1].rank, 3u);
  EXPECT_EQ(list[2].rank, 1u);
  EXPECT_EQ(list[3].rank, 2u);
}

// HEA = 1 / (1 + KP) × HP, KP = TKDN × preference (Perpres 54/2010 art. 98; the ministry of industry's training paper
// "Perhitungan Preferensi Harga"): 1,000,000 at 50 % and 15 % is 930,233; of five tenders at 15 %, without preference
// below 25 %, 1,050,000,000 at 60 % is 963,302,752; 1,150,000,000 at 50 % 1,069,767,442; 1,025,000,000 at 25 %
// 987,951,807; 1,010,000,000 at 20 % stays.
TEST(DomesticPreference, Divided) {
  const DomesticPreference method{PreferenceRule::divide, 15, 25};
  EXPECT_EQ(evaluate(method, {priced(1'000'000, 0, 50)})[0].value.rounded(0), "930233");
  const auto list = evaluate(method, {priced(1'050'000'000, 0, 60), priced(1'150'000'000, 0, 50), priced(1'025'000'000, 0, 25),
                                      priced(1'010'000'000, 0, 20)});
  EXPECT_EQ(list[0].value.rounded(0), "963302752");
  EXPECT_EQ(list[1].value.rounded(0), "1069767442");
  EXPECT_EQ(list[2].value.rounded(0), "987951807");
  EXPECT_EQ(list[3].value.rounded(0), "1010000000");
  EXPECT_EQ(list[0].rank, 1u);
  EXPECT_EQ(list[2].rank, 2u);
  EXPECT_EQ(list[3].rank, 3u);
  EXPECT_EQ(list[1].rank, 4u);
}

// HEA = (1 − KP) × HP: LKPP, "Buku Saku P3DN dalam PBJP" (2022), p. 39: goods, preference for TKDN of at least 25 %.
TEST(DomesticPreference, Deducted) {
  const auto list = evaluate(DomesticPreference{PreferenceRule::deduct, 25, 25}, {priced(1'000'000, 0, 40), priced(950'000, 0, 24)});
  EXPECT_EQ(list[0].value, Exact(900'000));
  EXPECT_EQ(list[1].value, Exact(950'000));
  EXPECT_EQ(list[0].workings[1].value, Exact(1, 10));
}

TEST(DomesticPreference, IsAFactorOfAnAuction) {
  const auto divided = as_adjustment(DomesticPreference{PreferenceRule::divide, 15, 25}, priced(1, 0, 50));
  ASSERT_TRUE(divided.adjustment);
  EXPECT_EQ(divided.adjustment->factor, (Ratio{40, 43}));  // 1 / 1.075
  const auto deducted = as_adjustment(DomesticPreference{PreferenceRule::deduct, 25, 25}, priced(1, 0, 40));
  EXPECT_EQ(deducted.adjustment->factor, (Ratio{9, 10}));
  EXPECT_EQ(as_adjustment(DomesticPreference{PreferenceRule::deduct, 25, 25}, priced(1)).adjustment, Adjustment::none());
  const Exact fine = *Exact::parse("33.3333333");
  EXPECT_EQ(as_adjustment(DomesticPreference{PreferenceRule::deduct, 25, 25}, priced(1, 0, fine)).problem, "factor_too_fine");
  EXPECT_EQ(as_adjustment(DomesticPreference{PreferenceRule::deduct, 99, 0}, priced(1, 0, 100)).problem, "factor_out_of_range");
  EXPECT_EQ(as_adjustment(QualityCost{70, 30, 0}, priced(1)).problem, "not_linear");
  EXPECT_EQ(as_adjustment(WeightedPoints{}, priced(1)).problem, "not_linear");
  EXPECT_EQ(as_adjustment(LeastCost{0}, priced(1)).adjustment, Adjustment::none());
}

// An auction that ranks by the adjustment ranks as the evaluation does, also at equal evaluated prices.
TEST(DomesticPreference, AnAuctionRanksTheSame) {
  const DomesticPreference method{PreferenceRule::divide, 15, 25};
  std::uint64_t state = 11;
  const auto below = [&](std::int64_t most) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(most));
  };
  for (int i = 0; i < 500; ++i) {
    const Candidate a = priced(1'000 + below(100), 0, below(101)), b = priced(1'000 + below(100), 0, below(101));
    const auto list = evaluate(method, {a, b});
    const auto left = as_adjustment(method, a), right = as_adjustment(method, b);
    ASSERT_TRUE(left.adjustment && right.adjustment);
    const int order = compare(auction::evaluate(a.price, *left.adjustment), auction::evaluate(b.price, *right.adjustment));
    EXPECT_EQ(order, compare(list[0].value, list[1].value));
  }
}

// The present value of an annuity of 1,000 over three years at 10 % is 2,486.85 (any table of annuity factors: 2.48685).
TEST(LifeCycleCost, Annuity) {
  Candidate candidate = priced(10'000);
  candidate.costs = {{"energy", {1'000}, 1, 3}, {"installation", {500}, 0, 0}};
  const auto list = evaluate(LifeCycleCost{10}, {candidate, priced(12'986), priced(12'987)});
  EXPECT_EQ(list[0].value.rounded(2), "12986.85");
  EXPECT_EQ(list[0].rank, 2u);
  EXPECT_EQ(list[1].rank, 1u);
  EXPECT_EQ(list[0].workings[1].value, Exact(1'000) * (Exact(10, 11) + Exact(100, 121) + Exact(1'000, 1'331)));
  EXPECT_EQ(as_adjustment(LifeCycleCost{10}, candidate).problem, "not_whole");
  EXPECT_EQ(as_adjustment(LifeCycleCost{0}, candidate).adjustment, Adjustment::additive({3'500}));
}

TEST(WeightedPoints, EveryFormula) {
  const WeightedPoints method{{
      {"price", 50, Proportional{true}, std::nullopt},
      {"output", 20, Proportional{false}, std::nullopt},
      {"delivery", 20, Linear{10, 30}, std::nullopt},
      {"guarantee", 10, Table{{{12, 40}, {24, 100}}}, Exact(40)},
  }};
  const auto list = evaluate(method, {valued({100, 80, 20, 24}), valued({125, 100, 5, 23}), valued({100, 100, 40, 11})});
  EXPECT_EQ(list[0].value, Exact(50 + 16 + 10 + 10));
  EXPECT_EQ(list[1].value, Exact(40 + 20 + 20 + 4));
  EXPECT_EQ(list[2].value, Exact(50 + 20 + 0 + 0));
  EXPECT_EQ(list[2].out, "below_least_points");
  EXPECT_EQ(list[0].rank, 1u);
  EXPECT_EQ(list[1].rank, 2u);
  EXPECT_EQ(list[0].workings.size(), 9u);
  EXPECT_EQ(list[0].workings[1].what, "price: points × weight / 100");
}

TEST(Evaluation, ProblemsByName) {
  EXPECT_EQ(problems(WeightedPoints{}, {}), "/method/criteria too_few;");
  const WeightedPoints odd{{{"a", 0, Linear{1, 1}, Exact(101)}, {"b", 90, Table{}, std::nullopt}, {"c", 5, Proportional{}, std::nullopt}}};
  EXPECT_EQ(problems(odd, {valued({1, 1, 0}), valued({1})}),
            "/method/criteria/0/weight weight_not_positive;/method/criteria/0/least_points out_of_range;"
            "/method/criteria/0/best best_equals_worst;/method/criteria/1/table too_few;"
            "/candidates/0/values/2 value_not_positive;/method/criteria weights_not_100;/candidates/1/values values_do_not_fit;");
  EXPECT_EQ(problems(WeightedPoints{{{"a", 100, Table{{{2, 5}, {2, 101}}}, std::nullopt}}}, {}),
            "/method/criteria/0/table/1/at_least table_not_rising;/method/criteria/0/table/1/points out_of_range;");
  EXPECT_EQ(problems(QualityCost{0, 90, 101}, {priced(0, 101)}),
            "/method/technical_weight weight_not_positive;/method weights_not_100;/method/least_technical out_of_range;"
            "/candidates/0/technical out_of_range;/candidates/0/price amount_not_positive;");
  EXPECT_EQ(problems(QualityCost{100, 0, 0}, {}), "/method/price_weight weight_not_positive;");
  EXPECT_EQ(problems(LeastCost{-1}, {priced(kLargestAmount.minor + 1)}),
            "/method/least_technical out_of_range;/candidates/0/price amount_overflow;");
  Candidate costly = priced(1);
  costly.costs = {{"x", {0}, 2, 1}};
  EXPECT_EQ(problems(LifeCycleCost{101}, {costly}),
            "/method/discount_percent out_of_range;/candidates/0/costs amount_not_positive;/candidates/0/costs years_out_of_range;");
  EXPECT_EQ(problems(DomesticPreference{PreferenceRule::deduct, 100, 101}, {priced(1, 0, -1)}),
            "/method/preference_percent percent_out_of_range;/method/least_share_percent out_of_range;"
            "/candidates/0/domestic_percent out_of_range;");
}

}  // namespace
}  // namespace terang::auction::evaluation
