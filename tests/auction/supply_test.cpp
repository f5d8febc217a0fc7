// Supply schedules: known answers, verdicts in order, the clock; random lots beside a reference that counts single units.
#include "auction/formats/supply.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace terang::auction {
namespace {

constexpr Micros at(std::int64_t seconds) { return seconds * kSecond; }
using Steps = std::vector<SupplyStep>;

Rules lot_of(std::int64_t demand, Pricing pricing = Pricing::pay_as_bid, Margin margin = TimePriority{}) {
  Rules rules;
  rules.starts_at = at(1'000);
  rules.ends_at = at(1'100);
  SupplySchedule format;
  format.demand = demand;
  format.unit = "MWh";
  format.pricing = pricing;
  format.margin = margin;
  rules.format = format;
  return rules;
}
SupplySchedule& format_of(Rules& rules) { return std::get<SupplySchedule>(rules.format); }

struct Lot {
  explicit Lot(const Rules& rules, std::uint32_t bidders = 3) : auction(rules) {
    for (std::uint32_t i = 0; i < bidders; ++i) auction.admit({});
    auction.open(auction.starts_at());
  }
  Outcome offer(Bidder bidder, Steps steps, Micros now = at(1'010)) { return auction.offer({bidder, Schedule{std::move(steps)}}, now); }
  Result closed() {
    auction.close(auction.ends_at());
    return auction.result().value();
  }
  SupplyAuction auction;
};

std::map<Bidder, std::pair<std::int64_t, std::int64_t>> won(const Result& result) {  // quantity, amount
  std::map<Bidder, std::pair<std::int64_t, std::int64_t>> out;
  for (const Winner& winner : result.winners) out[winner.bidder] = {winner.quantity, winner.amount.minor};
  return out;
}
using Won = std::map<Bidder, std::pair<std::int64_t, std::int64_t>>;

// V. Krishna, Auction Theory, section 12.1: six units, bids (50 47 40 32 15 5), (42 28 20 12 7 3), (45 35 24 14 9 6). They
// win 3, 1 and 2; discriminatory they pay 137, 42 and 80; the uniform price is the highest losing bid, 32. Bought instead
// of sold, each bid b is an offer at 100 - b: 163 = 300 - 137, 58, 120; the lowest that was rejected is 68.
void krishna(Lot& lot) {
  const std::vector<std::vector<std::int64_t>> bids = {{50, 47, 40, 32, 15, 5}, {42, 28, 20, 12, 7, 3}, {45, 35, 24, 14, 9, 6}};
  for (Bidder bidder = 0; bidder < 3; ++bidder) {
    Steps steps;
    for (const std::int64_t bid : bids[bidder]) steps.push_back({{100 - bid}, 1});
    ASSERT_TRUE(lot.offer(bidder, steps).accepted());
  }
}

TEST(Supply, KrishnaDiscriminatory) {
  Lot lot(lot_of(6));
  krishna(lot);
  const Result result = lot.closed();
  EXPECT_EQ(won(result), (Won{{0, {3, 163}}, {1, {1, 58}}, {2, {2, 120}}}));
  EXPECT_EQ(result.outcome, "covered");
  EXPECT_FALSE(result.unit_price);
}

TEST(Supply, KrishnaUniform) {
  Lot rejected(lot_of(6, Pricing::uniform_lowest_rejected));
  krishna(rejected);
  const Result result = rejected.closed();
  EXPECT_EQ(result.unit_price, Money{68});
  EXPECT_EQ(won(result), (Won{{0, {3, 204}}, {1, {1, 68}}, {2, {2, 136}}}));
  Lot accepted(lot_of(6, Pricing::uniform_highest_accepted));
  krishna(accepted);
  EXPECT_EQ(accepted.closed().unit_price, Money{65});  // 100 - 35
}

// D. Kirschen, G. Strbac, Fundamentals of Power System Economics, example 3.3 (the Syldavian exchange): Red offers 200 at
// 12.00, 50 at 15.00, 150 at 20.00; Green 150 at 16.00, 50 at 17.00; Blue 100 at 13.00, 50 at 18.00. The demand worth it is
// 450 MWh; the price 16.00; Red sells 250 for 4,000, Blue 100 for 1,600, Green 100 for 1,600.
TEST(Supply, KirschenAndStrbac) {
  for (const Margin& margin : {Margin{TimePriority{}}, Margin{ProRata{}}}) {
    Lot lot(lot_of(450, Pricing::uniform_highest_accepted, margin));
    lot.offer(0, {{{1200}, 200}, {{1500}, 50}, {{2000}, 150}});
    lot.offer(1, {{{1600}, 150}, {{1700}, 50}});
    lot.offer(2, {{{1300}, 100}, {{1800}, 50}});
    const Result result = lot.closed();
    EXPECT_EQ(result.unit_price, Money{1600});
    EXPECT_EQ(won(result), (Won{{0, {250, 400'000}}, {1, {100, 160'000}}, {2, {100, 160'000}}}));
    EXPECT_EQ(result.winners.front().bidder, 0u);
    EXPECT_EQ(result.winners.back().bidder, 1u);
  }
}

TEST(Supply, TheMarginByTimeOrProRata) {
  const auto offers = [](Lot& lot) {
    lot.offer(1, {{{10}, 50}});
    lot.offer(0, {{{10}, 30}});
    lot.offer(2, {{{9}, 5}, {{10}, 20}});
  };
  Lot by_time(lot_of(60));
  offers(by_time);
  EXPECT_EQ(won(by_time.closed()), (Won{{1, {50, 500}}, {2, {5, 45}}, {0, {5, 50}}}));
  // 55 left, 100 offered at 10: 27.5, 16.5 and 11: one unit is left by rounding down, the earlier of the equal halves has it.
  Lot shared(lot_of(60, Pricing::pay_as_bid, ProRata{}));
  offers(shared);
  EXPECT_EQ(won(shared.closed()), (Won{{1, {28, 280}}, {0, {16, 160}}, {2, {16, 155}}}));
}

TEST(Supply, TheLargestRemainderHasWhatIsLeft) {
  Lot lot(lot_of(10, Pricing::pay_as_bid, ProRata{}));
  lot.offer(0, {{{5}, 7}});   // 10 × 7/24 = 2.92
  lot.offer(1, {{{5}, 8}});   // 3.33
  lot.offer(2, {{{5}, 4}, {{5}, 5}});  // 9: 3.75
  EXPECT_EQ(won(lot.closed()), (Won{{0, {3, 15}}, {1, {3, 15}}, {2, {4, 20}}}));
}

TEST(Supply, WhatCannotBeCutIsPassedOverWithAllAboveIt) {
  Rules rules = lot_of(100, Pricing::uniform_lowest_rejected, TimePriority{true, 10});
  Lot lot(rules);
  lot.offer(0, {{{5}, 60, true}});
  lot.offer(1, {{{6}, 50, true}, {{7}, 10}});  // 40 are left: passed over, and what stands above it
  lot.offer(2, {{{7}, 25}, {{8}, 30}});
  const Result result = lot.closed();
  EXPECT_EQ(won(result), (Won{{0, {60, 480}}, {2, {40, 320}}}));
  EXPECT_EQ(result.unit_price, Money{8});  // 15 of the last step found no demand left; what was passed over sets no price
}

TEST(Supply, NobodyWinsFewerThanTheLeastAward) {
  Lot lot(lot_of(100, Pricing::pay_as_bid, TimePriority{false, 10}));
  lot.offer(0, {{{5}, 95}});
  lot.offer(1, {{{6}, 10}});  // 5 are left
  const Result result = lot.closed();
  EXPECT_EQ(won(result), (Won{{0, {95, 475}}}));
  EXPECT_EQ(result.outcome, "partly_covered");
  EXPECT_EQ(result.covered, 95);
}

TEST(Supply, LimitsOfABidder) {
  Rules rules = lot_of(100, Pricing::uniform_lowest_rejected);
  format_of(rules).max_award = 70;
  format_of(rules).max_share_percent = Ratio::of(201, 5);  // 40.2 %: 40 units
  Lot lot(rules);
  lot.offer(0, {{{5}, 30}, {{6}, 30}});
  lot.offer(1, {{{7}, 90}});
  lot.offer(2, {{{9}, 50}});
  const Result result = lot.closed();
  EXPECT_EQ(won(result), (Won{{0, {40, 360}}, {1, {40, 360}}, {2, {20, 180}}}));
  EXPECT_EQ(result.unit_price, Money{9});  // units beyond a limit were not on offer: they are not the lowest rejected
}

TEST(Supply, EndingsByName) {
  Rules rules = lot_of(100);
  format_of(rules).min_units = 50;
  Lot nothing(rules);
  EXPECT_EQ(nothing.closed().outcome, "nothing_covered");
  Lot little(rules);
  little.offer(0, {{{5}, 49}});
  EXPECT_EQ(little.closed().outcome, "below_min_units");
  Lot part(rules);
  part.offer(0, {{{5}, 50}});
  EXPECT_EQ(part.closed().outcome, "partly_covered");
  Lot all(rules);
  all.offer(0, {{{5}, 150}});
  EXPECT_EQ(all.closed().outcome, "covered");
}

TEST(Supply, WithoutARejectedUnitTheHighestAcceptedPriceIsPaid) {
  Lot lot(lot_of(100, Pricing::uniform_lowest_rejected));
  lot.offer(0, {{{5}, 40}, {{8}, 20}});
  EXPECT_EQ(lot.closed().unit_price, Money{8});
}

TEST(Supply, ReserveIsOfAUnit) {
  for (const std::int64_t reserve : {7, 8}) {
    Rules rules = lot_of(50);
    rules.reserve = Money{reserve};
    rules.has_reserve = true;
    Lot lot(rules);
    lot.offer(0, {{{5}, 40}, {{8}, 20}});
    EXPECT_EQ(lot.closed().reserve, reserve == 8 ? Reserve::met : Reserve::not_met);
  }
  Rules rules = lot_of(50);
  rules.reserve = Money{5};
  rules.has_reserve = true;
  EXPECT_EQ(Lot(rules).closed().reserve, Reserve::not_met);
}

TEST(Supply, AdjustmentsOrderAndUniformPricesNeverFallBelowAnOffer) {
  SupplyAuction auction(lot_of(10, Pricing::uniform_lowest_rejected));
  auction.admit({Adjustment::by_factor(Ratio::of(1, 2))});
  auction.admit({});
  auction.open(at(1'000));
  auction.offer({1, Schedule{{{{12}, 10}}}}, at(1'001));
  auction.offer({0, Schedule{{{{20}, 10}}}}, at(1'002));  // evaluated 10
  EXPECT_EQ(auction.leader(), 0u);
  auction.close(at(1'100));
  EXPECT_EQ(auction.result()->unit_price, Money{20});
  EXPECT_EQ(won(*auction.result()), (Won{{0, {10, 200}}}));
}

TEST(Supply, VerdictsInOrder) {
  Rules rules = lot_of(100, Pricing::pay_as_bid, TimePriority{false, 10});
  rules.tick = {10};
  rules.ceiling = Money{1'000};
  format_of(rules).max_steps = 2;
  format_of(rules).replacement = Replacement::better;
  Lot lot(rules);
  SupplyAuction& auction = lot.auction;
  const Bidder late = auction.admit({Adjustment::additive({-500}), Money{600}});
  const auto says = [&](Bidder bidder, Steps steps) { return name(lot.offer(bidder, std::move(steps)).verdict); };
  EXPECT_EQ(auction.place({0, {10}, false}, at(1'010)).verdict, Verdict::not_in_this_format);
  EXPECT_EQ(auction.offer({0, Leave{}}, at(1'010)).verdict, Verdict::not_in_this_format);
  EXPECT_EQ(auction.offer({0, Withdraw{}}, at(1'010)).verdict, Verdict::not_in_this_format);  // better only
  EXPECT_EQ(says(9, {{{0}, 0}}), "amount_not_positive");
  EXPECT_EQ(says(9, {{{1'000'000'000'000'000}, 0}}), "amount_overflow");  // a hundred of them are too much
  EXPECT_EQ(says(9, {{{5}, 0}}), "not_admitted");
  EXPECT_EQ(says(0, {{{1'005}, 0}}), "amount_off_tick");
  EXPECT_EQ(lot.offer(0, {{{1'005}, 0}}).at_most, Money{1'000});
  EXPECT_EQ(says(0, {{{1'010}, 0}}), "above_ceiling");
  EXPECT_EQ(says(late, {{{610}, 0}}), "above_ceiling");  // his own
  EXPECT_EQ(lot.offer(late, {{{610}, 0}}).at_most, Money{600});
  EXPECT_EQ(says(late, {{{500}, 0}}), "evaluated_not_positive");
  EXPECT_EQ(says(0, {}), "schedule_empty");
  EXPECT_EQ(says(0, {{{10}, 0}, {{10}, 0}, {{10}, 0}}), "schedule_too_long");
  EXPECT_EQ(says(0, {{{20}, kMostUnits + 1}, {{10}, 0}}), "quantity_too_large");
  EXPECT_EQ(says(0, {{{20}, kMostUnits}, {{10}, 1}}), "quantity_too_large");
  EXPECT_EQ(says(0, {{{20}, 1}, {{10}, 0}}), "quantity_not_positive");
  EXPECT_EQ(says(0, {{{20}, 1, true}, {{10}, 1}}), "prices_not_rising");
  EXPECT_EQ(says(0, {{{20}, 1, true}}), "step_must_be_divisible");
  EXPECT_EQ(says(0, {{{20}, 9}}), "below_min_award");
  EXPECT_EQ(auction.bid_count(), 0u);
  EXPECT_EQ(auction.ranked(), 0u);
  EXPECT_EQ(says(0, {{{20}, 50}}), "accepted");
  EXPECT_EQ(says(0, {{{20}, 50}}), "schedule_not_better");
  EXPECT_EQ(says(0, {{{20}, 49}, {{30}, 50}}), "schedule_not_better");
  EXPECT_EQ(says(0, {{{10}, 49}}), "schedule_not_better");
  EXPECT_EQ(says(0, {{{10}, 20}, {{20}, 30}}), "accepted");
  EXPECT_EQ(says(0, {{{10}, 20}, {{20}, 31}}), "accepted");
  auction.disqualify(0, at(1'011));
  EXPECT_EQ(lot.offer(0, {{{5}, 0}}, at(1'011)).verdict, Verdict::disqualified);
  EXPECT_EQ(auction.ranked(), 0u);
  EXPECT_EQ(auction.best_of(0), Money{10});
  auction.pause(at(1'012));
  EXPECT_EQ(lot.offer(1, {}, at(1'012)).verdict, Verdict::lot_paused);
  auction.resume(at(1'013));
  EXPECT_EQ(lot.offer(1, {}, auction.ends_at()).verdict, Verdict::lot_closed);
  Lot fresh(rules);
  EXPECT_EQ(SupplyAuction(rules).bidders(), 0u);
  fresh.auction.cancel(at(1'001));
  EXPECT_EQ(fresh.offer(1, {}).verdict, Verdict::lot_cancelled);
  SupplyAuction early(rules);
  early.admit({});
  EXPECT_EQ(early.offer({0, Schedule{}}, at(999)).verdict, Verdict::not_started);
}

TEST(Supply, BetterMindsWhatIsAllOrNothing) {
  Rules rules = lot_of(100, Pricing::pay_as_bid, TimePriority{true, 1});
  format_of(rules).replacement = Replacement::better;
  Lot lot(rules);
  ASSERT_TRUE(lot.offer(0, {{{10}, 40, true}, {{20}, 20}}).accepted());
  EXPECT_EQ(lot.offer(0, {{{5}, 60, true}}).verdict, Verdict::schedule_not_better);
  EXPECT_EQ(lot.offer(0, {{{10}, 40, true}, {{15}, 20, true}}).verdict, Verdict::schedule_not_better);
  EXPECT_TRUE(lot.offer(0, {{{10}, 30, true}, {{10}, 10}, {{20}, 20}}).accepted());
  EXPECT_TRUE(lot.offer(0, {{{10}, 30, true}, {{10}, 10}, {{20}, 20}, {{30}, 5, true}}).accepted());
}

TEST(Supply, WithdrawnAndReplacedSchedulesLoseTheirPlaceInTime) {
  Lot lot(lot_of(10));
  lot.offer(0, {{{5}, 10}});
  lot.offer(1, {{{5}, 10}});
  EXPECT_EQ(lot.auction.award_of(0)->quantity, 10);
  const Outcome again = lot.offer(0, {{{5}, 10}});
  EXPECT_EQ(again.rank, 2u);
  EXPECT_EQ(again.previous_rank, 1u);
  EXPECT_TRUE(again.leader_changed());
  EXPECT_EQ(lot.auction.award_of(0)->quantity, 0);
  EXPECT_EQ(lot.auction.top(9)[0].quantity, 10);
  const Outcome gone = lot.auction.offer({1, Withdraw{}}, at(1'020));
  EXPECT_TRUE(gone.accepted());
  EXPECT_EQ(gone.leader, 0u);
  EXPECT_FALSE(lot.auction.award_of(1));
  EXPECT_EQ(lot.auction.offer({1, Withdraw{}}, at(1'020)).verdict, Verdict::nothing_to_withdraw);
  EXPECT_EQ(lot.auction.award_of(0)->quantity, 10);
}

TEST(Supply, WhatBiddersSee) {
  Rules rules = lot_of(10);
  for (const auto visibility : {SupplyVisibility::price_and_own_award, SupplyVisibility::own_award, SupplyVisibility::nothing}) {
    format_of(rules).visibility = visibility;
    const Disclosure shown = disclosure(rules);
    EXPECT_EQ(shown.price, visibility == SupplyVisibility::price_and_own_award);
    EXPECT_EQ(shown.award, visibility != SupplyVisibility::nothing);
    EXPECT_EQ(shown.bidders, visibility != SupplyVisibility::nothing);
    Lot lot(rules);
    lot.offer(0, {{{5}, 20}});
    EXPECT_EQ(lot.auction.stage(at(1'011))->price.has_value(), shown.price);
  }
}

TEST(Supply, TheClock) {
  Rules rules = lot_of(10);
  rules.outage = OutageRule{at(5), at(30)};
  Lot lot(rules);
  lot.auction.pause(at(1'050));
  lot.auction.resume(at(1'080));
  EXPECT_EQ(lot.auction.ends_at(), at(1'130));
  lot.auction.extend(at(10), at(1'081));
  EXPECT_EQ(lot.auction.ends_at(), at(1'140));
  lot.auction.outage(at(1'100), at(1'120), at(1'120));
  EXPECT_EQ(lot.auction.ends_at(), at(1'160));
  EXPECT_TRUE(lot.offer(0, {{{5}, 10}}, at(1'160) - 1).accepted());
  lot.auction.close(at(1'160));
  EXPECT_EQ(lot.auction.result()->covered, 10);
  lot.auction.disqualify(0, at(1'200));
  EXPECT_EQ(lot.auction.result()->outcome, "nothing_covered");
}

TEST(Supply, RulesProblems) {
  const auto problems = [](auto change) {
    Rules rules = lot_of(100);
    change(rules, format_of(rules));
    std::string out;
    for (const RulesProblem& problem : validate(rules)) out += problem.path + " " + std::string(problem.name) + ";";
    return out;
  };
  using F = SupplySchedule;
  EXPECT_EQ(problems([](Rules&, F&) {}), "");
  EXPECT_EQ(problems([](Rules&, F& f) { f.demand = 0; }), "/demand/units out_of_range;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.unit = ""; }), "/demand/unit missing;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.unit = std::string(33, 'x'); }), "/demand/unit too_long;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.min_units = 0; }), "/demand/min_units out_of_range;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.min_units = 101; }), "/demand/min_units above_demand;");
  EXPECT_EQ(problems([](Rules& r, F&) { r.ceiling = kLargestAmount; }), "/ceiling demand_not_countable;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.max_award = 0; }), "/bidder_limit/units out_of_range;/bidder_limit less_than_a_unit;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.max_share_percent = Ratio{100, 1}; }), "/bidder_limit/percent percent_out_of_range;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.max_share_percent = Ratio{1, 2}; }), "/bidder_limit less_than_a_unit;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.margin = TimePriority{false, 0}; }), "/margin/min_award out_of_range;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.margin = TimePriority{false, 50}; f.max_award = 40; }), "/margin/min_award min_award_above_limit;");
  EXPECT_EQ(problems([](Rules&, F& f) { f.max_steps = 0; }), "/max_steps out_of_range;");
}

// Unit by unit: every unit within its bidder's limit on a list by price and time; the first ones are taken.
struct Unit {
  std::int64_t price;
  std::uint64_t entry;
  Bidder bidder;
};

TEST(Supply, RandomLotsBesideAReference) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const auto below = [&](std::int64_t most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)); };
    const bool pro_rata = below(2) == 1;
    Rules rules = lot_of(1 + below(120), static_cast<Pricing>(below(3)), pro_rata ? Margin{ProRata{}} : Margin{TimePriority{}});
    if (below(2)) format_of(rules).max_award = 1 + below(40);
    const std::int64_t demand = format_of(rules).demand, limit = format_of(rules).limit();
    Lot lot(rules, 6);
    std::map<Bidder, std::pair<std::uint64_t, Steps>> standing;
    std::uint64_t entries = 0;
    for (int i = 0; i < 25; ++i) {
      const auto bidder = static_cast<Bidder>(below(6));
      Steps steps(1 + static_cast<std::size_t>(below(4)));
      std::int64_t price = 1 + below(6);
      for (SupplyStep& step : steps) step = {{price += below(3)}, 1 + below(20)};
      const bool wrong = below(6) == 0;
      if (wrong) steps.front().quantity = 0;
      const bool accepted = lot.offer(bidder, steps).accepted();
      ASSERT_EQ(accepted, !wrong);
      if (accepted) standing[bidder] = {++entries, steps};
      std::vector<Unit> units;
      for (const auto& [who, schedule] : standing) {
        std::int64_t count = 0;
        for (const SupplyStep& step : schedule.second)
          for (std::int64_t unit = 0; unit < step.quantity; ++unit)
            if (count++ < limit) units.push_back({step.unit_price.minor, schedule.first, who});
      }
      std::stable_sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) {
        return a.price != b.price ? a.price < b.price : a.entry < b.entry;
      });
      const std::size_t taken = std::min<std::size_t>(units.size(), static_cast<std::size_t>(demand));
      std::map<Bidder, std::int64_t> sure, at_margin, expected, cost;
      const std::int64_t margin = taken == 0 ? 0 : units[taken - 1].price;
      std::int64_t margin_units = 0, margin_offered = 0;
      for (std::size_t k = 0; k < units.size(); ++k) {
        if (units[k].price < margin) ++sure[units[k].bidder], cost[units[k].bidder] += units[k].price;
        if (units[k].price == margin) ++at_margin[units[k].bidder], ++margin_offered, margin_units += k < taken;
        if (!pro_rata && k < taken) ++expected[units[k].bidder];
      }
      if (pro_rata) {
        // One seat at a time by the largest distance from the exact share: the same as largest remainders.
        std::map<Bidder, std::int64_t> got;
        std::int64_t given = 0;
        for (const auto& [who, offered] : at_margin) given += got[who] = margin_units * offered / margin_offered;
        while (given++ < margin_units) {
          Bidder most = kNobody;
          for (const auto& [who, offered] : at_margin) {
            if (most == kNobody) { most = who; continue; }
            const auto gap = [&](Bidder b) { return margin_units * at_margin[b] - got[b] * margin_offered; };
            if (gap(who) > gap(most) || (gap(who) == gap(most) && standing[who].first < standing[most].first)) most = who;
          }
          ++got[most];
        }
        for (const auto& [who, count] : sure) expected[who] += count;
        for (const auto& [who, count] : got) expected[who] += count;
      }
      std::erase_if(expected, [](const auto& item) { return item.second == 0; });
      const Clearing& cleared = lot.auction.clearing();
      std::map<Bidder, std::int64_t> actual;
      for (const Award& award : cleared.awards) {
        actual[award.bidder] = award.quantity;
        EXPECT_EQ(award.as_bid.minor, cost[award.bidder] + (award.quantity - sure[award.bidder]) * margin);
      }
      ASSERT_EQ(actual, expected);
      EXPECT_EQ(cleared.covered, static_cast<std::int64_t>(taken));
      EXPECT_EQ(cleared.highest_accepted.minor, margin);
      if (format_of(rules).pricing == Pricing::uniform_lowest_rejected) {
        EXPECT_EQ(cleared.lowest_rejected, taken < units.size() ? std::optional(Money{units[taken].price}) : std::nullopt);
      }
      // A uniform price clears: nobody is paid less than he asked, and no unit that was left is cheaper than one taken.
      const Money uniform = cleared.uniform_price(format_of(rules).pricing);
      EXPECT_GE(uniform.minor, margin);
      for (std::size_t k = taken; k < units.size(); ++k) EXPECT_GE(units[k].price, margin);
    }
  }
}

// A record of long runs: an accidental change of the rules shows here.
TEST(Supply, RecordedRuns) {
  const std::uint64_t wanted[] = {15504531572271965312u, 6205739701927515107u, 11146389290866830337u};
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    std::uint64_t state = seed, hash = 1469598103934665603u;
    const auto below = [&](std::int64_t most) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(most));
    };
    const auto note = [&](std::int64_t value) { hash = (hash ^ static_cast<std::uint64_t>(value)) * 1099511628211u; };
    Rules rules = lot_of(1'000, static_cast<Pricing>(seed - 1), seed == 2 ? Margin{ProRata{}} : Margin{TimePriority{true, 20}});
    rules.tick = {5};
    rules.ceiling = Money{5'000};
    format_of(rules).max_share_percent = Ratio{35, 1};
    SupplyAuction lot(rules);
    for (int i = 0; i < 30; ++i)
      lot.admit({i % 3 == 0 ? Adjustment::by_factor(Ratio::of(90 + below(20), 97)) : Adjustment::none()});
    lot.open(at(1'000));
    for (int i = 0; i < 3'000; ++i) {
      const Micros now = at(1'001) + i;
      const auto bidder = static_cast<Bidder>(below(31));
      Outcome outcome;
      const std::int64_t what = below(60);
      if (what == 0) {
        outcome = lot.offer({bidder, Withdraw{}}, now);
      } else if (what == 1 && below(10) == 0) {
        outcome = lot.disqualify(bidder, now);
      } else {
        Schedule schedule;
        std::int64_t price = 500 + 5 * below(300);
        for (std::int64_t left = 1 + below(5); left > 0; --left)
          schedule.steps.push_back({{price += 5 * below(40) - (below(90) == 0)}, 10 + below(90), below(6) == 0});
        outcome = lot.offer({bidder, schedule}, now);
      }
      note(static_cast<std::int64_t>(name(outcome.verdict).size()));
      note(outcome.rank);
      note(outcome.leader);
      for (const Award& award : lot.clearing().awards) note(award.bidder), note(award.quantity), note(award.as_bid.minor);
    }
    lot.close(lot.ends_at());
    const Result result = *lot.result();
    for (const Winner& winner : result.winners) note(winner.amount.minor);
    EXPECT_EQ(hash, wanted[seed - 1]) << seed;
  }
}

}  // namespace
}  // namespace terang::auction
