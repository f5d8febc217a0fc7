// Random auctions beside a plain model that keeps a list of offers and sorts it, with its own fractions and its own clock;
// what must hold of every one; and recorded runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/auction/stepped_lot.h"

namespace terang::auction::test {
namespace {

struct Model {
  struct Seat {
    Adjustment adjustment;
    std::int64_t own = 0, said = 0;  // 0: none
    int own_at = 0, said_at = 0;
    bool out = false;
  };
  explicit Model(const Rules& r) : rules(r), format(std::get<Stepped>(r.format)), step(std::get<SteppedPrice>(format.basis).step.minor) {}

  bool better(Bidder a, Bidder b) const {
    const Seat &x = seats[a], &y = seats[b];
    const auto top = [](const Seat& s) { return Int128{s.own} * s.adjustment.factor.num + Int128{s.adjustment.add.minor} * s.adjustment.factor.den; };
    const Int128 left = top(x) * y.adjustment.factor.den, right = top(y) * x.adjustment.factor.den;
    return left != right ? left < right : x.own_at < y.own_at;
  }
  std::vector<Bidder> ranking() const {
    std::vector<Bidder> list;
    if (stage == "before") return list;
    for (Bidder i = 0; i < seats.size(); ++i)
      if (seats[i].own && !seats[i].out) list.push_back(i);
    std::sort(list.begin(), list.end(), [this](Bidder a, Bidder b) { return better(a, b); });
    return list;
  }
  Micros end() const {
    if (stage == "end") return until;
    Micros at = until + format.pre_announcement;
    for (const Bidder bidder : todo)
      if (!seats[bidder].out) at += format.turn;
    const auto alive = static_cast<std::int64_t>(ranking().size());
    if (alive) at += (format.rounds - round) * (format.pause + alive * format.turn);
    return at;
  }
  void open(Micros now) {
    stage = "pause";
    round = 1;
    for (Seat& seat : seats) {
      if (!seat.out) seat.own = seat.said, seat.own_at = seat.said_at;
      seat.said = 0;
    }
    todo = ranking();
    std::reverse(todo.begin(), todo.end());
    until = now + format.opening_pause;
  }
  void next(Micros now) {
    while (!todo.empty() && seats[todo.front()].out) todo.erase(todo.begin());
    if (!todo.empty()) {
      stage = "turn", turn = todo.front(), until = now + format.turn;
      todo.erase(todo.begin());
    } else if (round < format.rounds && !ranking().empty()) {
      stage = "pause", ++round, turn = kNobody, until = now + format.pause;
      todo = ranking();
      std::reverse(todo.begin(), todo.end());
    } else {
      stage = "end", turn = kNobody, until = now + format.pre_announcement;
    }
  }
  void advance(Micros now) {
    if (stage == "turn" && seats[turn].said) {
      seats[turn].own = seats[turn].said, seats[turn].own_at = seats[turn].said_at;
      seats[turn].said = 0;
    }
    next(now);
  }
  Verdict say(Bidder bidder, std::int64_t amount) {
    if (amount <= 0) return Verdict::amount_not_positive;
    if (bidder >= seats.size()) return Verdict::not_admitted;
    Seat& seat = seats[bidder];
    if (seat.out) return Verdict::disqualified;
    if (stage != "before") {
      if (paused) return Verdict::lot_paused;
      if (!seat.own) return Verdict::no_initial_offer;
      if (stage != "turn" || turn != bidder) return Verdict::not_your_turn;
    }
    if (amount % rules.tick.minor) return Verdict::amount_off_tick;
    if (rules.ceiling && amount > rules.ceiling->minor) return Verdict::above_ceiling;
    if (Int128{amount} * seat.adjustment.factor.num + Int128{seat.adjustment.add.minor} * seat.adjustment.factor.den <= 0)
      return Verdict::evaluated_not_positive;
    if (stage != "before" && amount >= seat.own) return Verdict::not_below_own;
    if (stage != "before" && amount > seat.own - step) return Verdict::own_decrement_too_small;
    seat.said = amount, seat.said_at = ++entries;
    return Verdict::accepted;
  }

  const Rules& rules;
  Stepped format;
  std::int64_t step;
  std::vector<Seat> seats;
  std::string stage = "before";
  std::uint32_t round = 0;
  Bidder turn = kNobody;
  std::vector<Bidder> todo;
  Micros until = 0, rest = 0;
  bool paused = false;
  int entries = 0;
};

struct Fnv {
  std::uint64_t state = 14695981039346656037u;
  void add(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) state = (state ^ (value >> (8 * i) & 0xff)) * 1099511628211u;
  }
};

// A generator of our own: standard distributions differ between libraries.
struct Dice {
  std::uint64_t state;
  std::int64_t below(std::int64_t most) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(most));
  }
};

std::uint64_t play(std::uint64_t seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Dice dice{seed};
  Rules rules = stepped_rules(30);
  rules.tick = {10};
  if (dice.below(2)) rules.ceiling = Money{3'000};
  rules.outage = OutageRule{sec(5), sec(30)};
  stepped(rules).rounds = static_cast<std::uint32_t>(1 + dice.below(4));
  SteppedAuction lot(rules);
  Model model(rules);
  const Bidder count = static_cast<Bidder>(1 + dice.below(8));
  for (Bidder i = 0; i < count; ++i) {
    Adjustment adjustment;
    if (dice.below(3) == 0) adjustment.factor = Ratio::of(80 + dice.below(40), 97);
    if (dice.below(3) == 0) adjustment.add = {dice.below(600) - 300};
    lot.admit({adjustment});
    model.seats.push_back({adjustment, 0, 0, 0, 0, false});
  }
  Fnv hash;
  Micros now = sec(500), live_since = rules.starts_at, outage_until = 0;
  while (lot.phase() != Phase::closed) {
    now += dice.below(sec(40));
    while (lot.due() && lot.due()->at <= now) {
      const Due due = *lot.due();
      EXPECT_TRUE(lot.give(due, due.at).accepted());
      if (due.what == Deadline::open) model.open(due.at);
      if (due.what == Deadline::advance) model.advance(due.at);
      if (due.what == Deadline::close) { EXPECT_EQ(model.until, due.at); }
    }
    if (lot.phase() == Phase::closed) break;
    const Bidder whose = model.turn != kNobody && dice.below(3) ? model.turn : static_cast<Bidder>(dice.below(count + 1));
    const bool running = model.stage != "before";
    switch (dice.below(60)) {
      case 0:
        if (lot.pause(now).accepted()) model.paused = true, model.rest = model.until - now;
        break;
      case 1: case 2: case 3: case 4: case 5: case 6:
        if (lot.resume(now).accepted()) model.paused = false, model.until = now + model.rest, live_since = now;
        break;
      case 7:
        if (running && lot.extend(sec(20), now).accepted()) model.until += sec(20), model.rest += sec(20);
        break;
      case 8: {
        const Micros lost = now - std::max({now - sec(50), live_since, outage_until});
        if (lot.outage(now - sec(50), now, now).accepted())
          model.until += std::max(lost, now + sec(30) - model.until), outage_until = now;
        break;
      }
      case 9:
        if (lot.disqualify(whose, now).accepted()) {
          model.seats[whose].out = true, model.seats[whose].said = 0;
          if (model.turn == whose) {
            const Micros clock = model.paused ? model.until - model.rest : now;
            model.next(clock);
            if (model.paused) model.rest = model.until - clock;
          }
        }
        break;
      case 10: case 11: {
        const bool might = lot.pending_of(whose).has_value();
        const Outcome outcome = lot.offer({whose, Withdraw{}}, now);
        if (outcome.accepted()) {
          EXPECT_TRUE(might);
          model.seats[whose].said = 0;
        }
        if (outcome.verdict == Verdict::nothing_to_withdraw) { EXPECT_FALSE(might); }
        break;
      }
      default: {
        const NextValid next = lot.next_valid(whose);
        const std::int64_t amount = (next.at_most ? next.at_most->minor + 30 - dice.below(12) * 10 : dice.below(400) * 10) + (dice.below(20) == 0);
        const auto before = lot.pending_of(whose);
        const std::uint64_t bids = lot.bid_count();
        const Outcome outcome = lot.place({whose, {amount}}, now);
        EXPECT_EQ(name(outcome.verdict), name(model.say(whose, amount)));
        if (!outcome.accepted()) {
          EXPECT_EQ(lot.bid_count(), bids);
          EXPECT_EQ(lot.pending_of(whose).has_value(), before.has_value());
          if (before) { EXPECT_EQ(lot.pending_of(whose)->amount, before->amount); }
        }
        if (outcome.at_most && running && !model.seats[whose].out && model.turn == whose) {
          EXPECT_EQ(model.say(whose, outcome.at_most->minor), lot.place({whose, *outcome.at_most}, now).verdict);
        }
        for (const char c : name(outcome.verdict)) hash.add(static_cast<std::uint64_t>(c));
      }
    }
    EXPECT_EQ(lot.ends_at(), running ? model.end() : rules.ends_at);
    std::vector<Bidder> ranking;
    for (const Standing& standing : lot.ranking()) {
      EXPECT_EQ(standing.rank, lot.rank_of(standing.bidder));
      EXPECT_EQ(standing.amount.minor, model.seats[standing.bidder].own);
      ranking.push_back(standing.bidder);
    }
    EXPECT_EQ(ranking, model.ranking());
    if (running) { EXPECT_EQ(lot.stage(now)->turn, model.turn); }
    for (Bidder i = 0; i < count; ++i) {
      const auto pending = lot.pending_of(i);
      EXPECT_EQ(pending ? pending->amount.minor : 0, model.seats[i].said);
    }
    hash.add(static_cast<std::uint64_t>(lot.ends_at()));
    hash.add(lot.leader());
    if (testing::Test::HasFailure()) return 0;
  }
  // The winner is the best of what was accepted and stands.
  const Result result = *lot.result();
  const auto ranking = model.ranking();
  EXPECT_EQ(result.winner(), ranking.empty() ? kNobody : ranking.front());
  hash.add(result.winner());
  hash.add(static_cast<std::uint64_t>(result.amount().minor));
  return hash.state;
}

TEST(SteppedRandom, AsTheModelSays) {
  for (std::uint64_t seed = 1; seed <= 1'500 && !HasFailure(); ++seed) play(seed);
}

TEST(SteppedRandom, RecordedRuns) {
  std::uint64_t hash = 0;
  for (std::uint64_t seed = 1'000'001; seed <= 1'000'200; ++seed) hash = hash * 31 + play(seed);
  EXPECT_EQ(hash, 5104710405547641989u);
}

// A standing price never rises, and nobody's offer depends on what others say: an extra bid that is refused changes nothing,
// whoever makes it.
TEST(SteppedRandom, RefusedBidsAndOthersChangeNothing) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Dice dice{seed};
    SteppedLot quiet(stepped_rules(), {{}, {}, {}, {}}), loud(stepped_rules(), {{}, {}, {}, {}});
    quiet.opened({500, 480, 520, 500});
    loud.opened({500, 480, 520, 500});
    std::vector<std::int64_t> before(4, INT64_MAX);
    while (quiet.auction.phase() != Phase::closed) {
      const Micros now = *quiet.auction.next_due() - sec(1);
      const Stage stage = quiet.stage();
      if (stage.turn != kNobody && dice.below(3)) {
        const std::int64_t amount = quiet.auction.best_of(stage.turn)->minor - 10 - dice.below(50);
        if (amount > 0) {
          EXPECT_EQ(quiet.say(stage.turn, amount, now), Verdict::accepted);
          EXPECT_EQ(loud.say(stage.turn, amount, now), Verdict::accepted);
        }
      }
      for (Bidder i = 0; i < 5; ++i) EXPECT_NE(loud.say(i, loud.auction.best_of(i).value_or(Money{99}).minor - 9, now), Verdict::accepted);
      quiet.run(now + sec(1));
      loud.run(now + sec(1));
      for (Bidder i = 0; i < 4; ++i) {
        EXPECT_LE(quiet.auction.best_of(i)->minor, before[i]);
        before[i] = quiet.auction.best_of(i)->minor;
        EXPECT_EQ(quiet.auction.best_of(i), loud.auction.best_of(i));
      }
      EXPECT_EQ(quiet.ranking(), loud.ranking());
    }
  }
}

}  // namespace
}  // namespace terang::auction::test
