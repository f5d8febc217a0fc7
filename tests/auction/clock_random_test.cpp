// Random Dutch and Japanese auctions, the engine beside a naive account: prices by arithmetic on the time, and who is in
// by going through all that was ever said, for every command anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>

#include "tests/auction/clock_lot.h"

namespace terang::auction::test {
namespace {

class Account {
 public:
  explicit Account(const Rules& rules) : rules_(rules), falls_(std::holds_alternative<Japanese>(rules.format)) {
    const PriceClock& clock = falls_ ? std::get<Japanese>(rules.format).clock : std::get<Dutch>(rules.format).clock;
    for (Money price = clock.start;; price = falls_ ? price - clock.step : price + clock.step) {
      if (clock.last ? (falls_ ? price < *clock.last : price > *clock.last)
                     : (falls_ ? price.minor <= 0 : price > *rules.ceiling))
        break;
      prices_.push_back(price.minor);
    }
    interval_ = clock.interval;
    origin_ = rules.starts_at;
  }

  void admit() {
    joined_.push_back(ever_opened_ ? level_ : 0);
    out_.push_back(false);
  }
  Micros ends_at() const { return closed_ ? closed_at_ : origin_ + interval_ * static_cast<Micros>(prices_.size()); }
  std::int64_t price() const { return prices_[level_]; }
  bool closed() const { return closed_; }
  std::size_t level() const { return level_; }

  // Everything that is due, up to and including `now`.
  void pass(Micros now) {
    while (!closed_ && !paused_ && now >= origin_ + interval_ * static_cast<Micros>(level_ + 1)) {
      ever_opened_ = true;
      ++over_;
      bool ends = level_ + 1 == prices_.size();
      if (falls_) {
        const auto& format = std::get<Japanese>(rules_.format);
        const std::size_t left = in(over_).size();
        ends |= left == 0 || (left <= format.winners && over_ >= format.min_levels);
      } else if (!ends && rules_.reserve) {
        ends = prices_[level_ + 1] > rules_.reserve->minor;
      }
      if (ends) {
        closed_at_ = level_ + 1 == prices_.size() ? ends_at() : now;
        closed_ = true;
      } else {
        ++level_;
      }
    }
    if (now >= rules_.starts_at) ever_opened_ = true;
  }

  Verdict say(Bidder bidder, std::int64_t amount, bool leave, Micros now) {
    if (!leave && amount <= 0) return Verdict::amount_not_positive;
    if (leave && !falls_) return Verdict::not_in_this_format;
    if (bidder >= out_.size()) return Verdict::not_admitted;
    if (out_[bidder]) return Verdict::disqualified;
    if (closed_) return Verdict::lot_closed;
    if (paused_) return Verdict::lot_paused;
    if (!ever_opened_) return Verdict::not_started;
    if (!leave && amount % rules_.tick.minor != 0) return Verdict::amount_off_tick;
    if (!leave && rules_.ceiling && amount > rules_.ceiling->minor) return Verdict::above_ceiling;
    const auto said = [&](const Said& one) { return one.bidder == bidder && one.level == level_; };
    if (falls_) {
      const auto before = in(level_);
      const auto now_said = std::find_if(said_.begin(), said_.end(), said);
      if (std::find(before.begin(), before.end(), bidder) == before.end()) return Verdict::no_longer_in;
      if (now_said != said_.end()) return now_said->leaves ? Verdict::no_longer_in : Verdict::already_stayed;
    } else {
      for (const Said& one : said_)
        if (one.bidder == bidder) return Verdict::already_taken;
    }
    if (leave) {
      said_.push_back({bidder, level_, true});
      return Verdict::accepted;
    }
    const auto at_level = std::find(prices_.begin(), prices_.end(), amount);
    if (at_level == prices_.end()) return Verdict::price_off_ladder;
    const std::size_t wanted = static_cast<std::size_t>(at_level - prices_.begin());
    if (wanted > level_) return Verdict::price_not_reached;
    if (falls_ && wanted < level_) return Verdict::price_passed;
    said_.push_back({bidder, wanted, false});
    if (!falls_ && order().size() == std::get<Dutch>(rules_.format).winners) {
      closed_ = true;
      closed_at_ = now;
    }
    return Verdict::accepted;
  }

  void pause(Micros now) { paused_ = now; }
  void resume(Micros now) {
    origin_ += now - *paused_;
    since_ = now;
    paused_.reset();
  }
  void hold(Micros by) { origin_ += by; }
  void outage(Micros from, Micros to, Micros now) {
    const Micros lost = to - std::max({from, rules_.starts_at, since_, counted_});
    if (lost < rules_.outage->min_length) return;
    counted_ = to;
    const Micros next = origin_ + interval_ * static_cast<Micros>(level_ + 1);
    hold(std::max(lost, now + rules_.outage->min_remaining - next));
  }
  void disqualify(Bidder bidder) { out_[bidder] = true; }
  bool paused() const { return paused_.has_value(); }
  std::size_t remaining() const { return in(level_).size(); }

  struct Place {
    Bidder bidder;
    std::int64_t amount;
  };
  std::vector<Place> order() const {
    std::vector<Place> list;
    if (falls_) {
      for (std::size_t level = level_ + 1; level-- > 0;)
        for (const Bidder bidder : stayed(level))
          if (std::none_of(list.begin(), list.end(), [&](const Place& place) { return place.bidder == bidder; }))
            list.push_back({bidder, prices_[level]});
    } else {
      for (const Said& one : said_)
        if (!out_[one.bidder]) list.push_back({one.bidder, prices_[one.level]});
      std::stable_sort(list.begin(), list.end(), [](const Place& a, const Place& b) { return a.amount < b.amount; });
    }
    return list;
  }

 private:
  struct Said {
    Bidder bidder;
    std::size_t level;
    bool leaves;
  };
  // Who stayed at a level, in order: those who said so, then the silent, who count once it is over.
  std::vector<Bidder> stayed(std::size_t level) const {
    std::vector<Bidder> list;
    for (const Said& one : said_)
      if (one.level == level && !one.leaves && !out_[one.bidder]) list.push_back(one.bidder);
    if (level == 0 || level >= over_ || std::get<Japanese>(rules_.format).silence == Silence::leaves) return list;
    for (const Bidder bidder : stayed(level - 1)) {
      const bool spoke = std::any_of(said_.begin(), said_.end(), [&](const Said& one) { return one.bidder == bidder && one.level == level; });
      if (!spoke) list.push_back(bidder);
    }
    return list;
  }
  std::vector<Bidder> in(std::size_t level) const {
    if (level > 0) return stayed(level - 1);
    std::vector<Bidder> list;
    for (Bidder bidder = 0; bidder < out_.size(); ++bidder)
      if (joined_[bidder] == 0 && !out_[bidder]) list.push_back(bidder);
    return list;
  }

  Rules rules_;
  bool falls_, ever_opened_ = false, closed_ = false;
  std::vector<std::int64_t> prices_;
  std::vector<std::size_t> joined_;  // by bidder: the level under way
  std::vector<bool> out_;
  std::vector<Said> said_;
  std::size_t level_ = 0, over_ = 0;
  Micros interval_ = 0, origin_ = 0, closed_at_ = 0, since_ = 0, counted_ = INT64_MIN;
  std::optional<Micros> paused_;
};

struct Dice {
  explicit Dice(std::uint64_t seed) : random(seed) {}
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool one_in(std::int64_t n) { return between(1, n) == 1; }
  std::mt19937_64 random;
};

Rules any_rules(Dice& dice) {
  Rules rules;
  rules.starts_at = at(1'000);
  rules.ends_at = at(100'000);
  rules.tick = {dice.between(1, 3)};
  rules.ceiling = Money{rules.tick.minor * dice.between(100, 120)};
  rules.outage = OutageRule{dice.between(1, 4) * kSecond, dice.between(0, 12) * kSecond};
  const bool falls = dice.one_in(2);
  const std::int64_t steps = dice.between(0, 12);
  PriceClock clock{{rules.tick.minor * (falls ? 90 : 20)}, {rules.tick.minor * dice.between(1, 6)}, dice.between(1, 9) * kSecond, {}};
  if (!dice.one_in(4)) clock.last = Money{clock.start.minor + steps * clock.step.minor * (falls ? -1 : 1)};
  const auto winners = static_cast<std::uint32_t>(dice.one_in(2) ? 1 : dice.between(1, 4));
  if (falls) {
    const auto levels = ladder_of(clock, Direction::falling, rules).levels;
    rules.format = Japanese{clock, dice.one_in(2) ? Silence::stays : Silence::leaves, winners,
                            static_cast<std::uint32_t>(dice.one_in(2) ? 1 : dice.between(1, levels)), dice.one_in(2)};
  } else {
    rules.format = Dutch{clock, winners};
    if (dice.one_in(2)) rules.reserve = Money{clock.start.minor + dice.between(0, 30)}, rules.has_reserve = true;
    if (rules.reserve && *rules.reserve > *rules.ceiling) rules.reserve = rules.ceiling;
  }
  return rules;
}

void expect_same(const LotAuction& engine, const Account& account, const Rules& rules) {
  ASSERT_EQ(engine.phase() == Phase::closed, account.closed());
  ASSERT_EQ(engine.ends_at(), account.ends_at());
  const auto order = account.order();
  const auto ranking = engine.ranking();
  ASSERT_EQ(ranking.size(), order.size());
  ASSERT_EQ(engine.leader(), order.empty() ? kNobody : order.front().bidder);
  for (std::size_t i = 0; i < order.size(); ++i) {
    ASSERT_EQ(ranking[i].bidder, order[i].bidder);
    ASSERT_EQ(ranking[i].amount.minor, order[i].amount);
    ASSERT_EQ(engine.rank_of(order[i].bidder), i + 1);
  }
  if (const auto stage = engine.stage(0)) {
    ASSERT_EQ(stage->price->minor, account.price());
    ASSERT_EQ(stage->number, account.level() + 1);
    if (stage->remaining) {
      ASSERT_EQ(*stage->remaining, account.remaining());
    }
  }
  if (!account.closed()) return;
  const Result result = *engine.result();
  const std::size_t wanted =
      std::holds_alternative<Japanese>(rules.format) ? std::get<Japanese>(rules.format).winners : order.size();
  ASSERT_EQ(result.winners.size(), std::min(wanted, order.size()));
  for (std::size_t i = 0; i < result.winners.size(); ++i) ASSERT_EQ(result.winners[i].bidder, order[i].bidder);
  if (!rules.reserve || !std::holds_alternative<Dutch>(rules.format)) return;
  for (const Winner& winner : result.winners) ASSERT_LE(winner.amount, *rules.reserve);
}

void play(std::uint64_t seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Dice dice(seed);
  const Rules rules = any_rules(dice);
  ASSERT_TRUE(validate(rules).empty()) << validate(rules).front().path << validate(rules).front().name;
  ClockLot lot(rules, 0);
  Account account(rules);
  Bidder bidders = 0;
  const auto admit = [&] {
    ASSERT_EQ(lot->admit({}), bidders++);
    account.admit();
  };
  for (std::int64_t i = dice.between(1, 7); i > 0; --i) admit();
  Micros now = at(995);
  for (int turn = 0; turn < 150; ++turn) {
    const Micros before = now;
    now += dice.one_in(2) ? 0 : dice.between(0, 3 * kSecond);
    if (lot->phase() == Phase::live && now > before && dice.one_in(8)) {
      // What falls within an outage waits until it is known.
      lot->outage(before, now, now);
      account.outage(before, now, now);
    }
    while (lot->next_due() && *lot->next_due() <= now) lot->give(*lot->due(), now);
    account.pass(now);
    expect_same(*lot.auction, account, rules);
    const auto bidder = static_cast<Bidder>(dice.between(0, bidders));  // one past: a stranger
    switch (dice.between(0, 24)) {
      case 0:
        if (lot->pause(now).accepted()) account.pause(now);
        break;
      case 1:
      case 2:
        if (lot->resume(now).accepted()) account.resume(now);
        break;
      case 3:
        if (lot->phase() != Phase::scheduled && lot->extend(2 * kSecond, now).accepted()) account.hold(2 * kSecond);
        break;
      case 4:
        if (dice.one_in(4) && lot->disqualify(bidder, now).accepted()) account.disqualify(bidder);
        break;
      case 5: admit(); break;
      case 6:
      case 7:
        ASSERT_EQ(name(lot->offer({bidder, Leave{}}, now).verdict), name(account.say(bidder, 0, true, now)));
        break;
      default: {
        std::int64_t amount = account.price();
        if (dice.one_in(4)) amount += dice.between(-12, 12) * (dice.one_in(3) ? 1 : rules.tick.minor);
        const Outcome outcome = lot->place({bidder, {amount}, false}, now);
        ASSERT_EQ(name(outcome.verdict), name(account.say(bidder, amount, false, now))) << "turn " << turn;
        if (outcome.accepted()) {
          ASSERT_EQ(outcome.rank, lot->rank_of(bidder));
          ASSERT_EQ(outcome.closed, account.closed());
        }
      }
    }
    expect_same(*lot.auction, account, rules);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

TEST(ClockRandom, EngineAndAccountAgree) {
  const char* wanted = std::getenv("TERANG_SEED");
  const std::uint64_t seed = wanted ? std::strtoull(wanted, nullptr, 10) : std::random_device{}();
  std::cout << "TERANG_SEED=" << seed << '\n';
  for (std::uint64_t i = 0; i < (wanted ? 1u : 1'500u); ++i) {
    play(seed + i);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace terang::auction::test
