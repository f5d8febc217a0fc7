// Stepped rounds: nanoseconds per change said in one's own turn, per end of a turn (published, ranked, next turn), and per
// contract compared by its exact net present value, beside the least that could do it: a table with a time and a price,
// a std::set of prices, the same sum in binary floating point.
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <vector>

#include "auction/formats/stepped.h"

namespace {

using namespace terang;
using namespace terang::auction;

// CPU time of this thread: what others do on the machine meanwhile is not counted.
double thread_nanos() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

volatile std::int64_t sink = 0;

Rules rules_of(std::variant<SteppedPrice, SteppedEsco> basis) {
  Rules rules;
  rules.starts_at = 1'000 * kSecond;
  rules.ends_at = 100'000 * kSecond;
  Stepped format;
  format.turn = 3'600 * kSecond;
  format.basis = std::move(basis);
  rules.format = format;
  return rules;
}

void must(bool held) {
  if (held) return;
  std::fprintf(stderr, "format_stepped: an offer was refused\n");
  std::exit(1);
}

constexpr Bidder kBidders = 1'000;
constexpr int kBids = 200'000;

std::int64_t first_price(Bidder bidder) { return 1'000'000'000 + static_cast<std::int64_t>(bidder) * 7'919 % 1'000'003; }

struct Figures {
  double bid, turn;
};

Figures engine() {
  SteppedAuction lot(rules_of(SteppedPrice{Money{10}, std::nullopt}));
  for (Bidder i = 0; i < kBidders; ++i) {
    lot.admit({});
    must(lot.place({i, {first_price(i)}}, 10).accepted());
  }
  lot.open(lot.starts_at());
  lot.advance(*lot.next_due());
  const Bidder whose = lot.stage(0)->turn;
  const std::int64_t own = lot.best_of(whose)->minor;
  const Micros since = *lot.stage(0)->since;
  double start = thread_nanos();
  for (int i = 0; i < kBids; ++i) sink = sink + lot.place({whose, {own - 10 - i}}, since + i).accepted();
  Figures figures{(thread_nanos() - start) / kBids, 0};
  must(lot.pending_of(whose)->amount.minor == own - 9 - kBids);
  start = thread_nanos();
  for (Bidder i = 0; i + 1 < kBidders; ++i) {
    const Micros due = *lot.next_due();
    const Bidder turn = lot.stage(0)->turn;
    must(lot.place({turn, {lot.best_of(turn)->minor - 500'000}}, due - 1).accepted());
    lot.advance(due);
  }
  figures.turn = (thread_nanos() - start) / (kBidders - 1);
  return figures;
}

// One price a bidder, whose turn it is and until when; prices in a std::set.
Figures table() {
  struct Row {
    std::int64_t own = 0, said = 0;
  };
  std::vector<Row> rows(kBidders);
  std::set<std::pair<std::int64_t, Bidder>> order;
  for (Bidder i = 0; i < kBidders; ++i) {
    rows[i].own = first_price(i);
    order.emplace(rows[i].own, i);
  }
  volatile Bidder turn = order.rbegin()->second;
  volatile Micros until = kBids + 1;
  const std::int64_t own = rows[turn].own;
  double start = thread_nanos();
  for (int i = 0; i < kBids; ++i) {
    const Bidder whose = turn;
    const std::int64_t amount = own - 10 - i;
    if (whose == turn && i < until && amount <= rows[whose].own - 10) rows[whose].said = amount;
    sink = sink + rows[whose].said;
  }
  Figures figures{(thread_nanos() - start) / kBids, 0};
  start = thread_nanos();
  for (Bidder i = 0; i + 1 < kBidders; ++i) {
    order.erase({rows[i].own, i});
    rows[i].own -= 500'000;
    order.emplace(rows[i].own, i);
    sink = sink + order.begin()->first;
  }
  figures.turn = (thread_nanos() - start) / (kBidders - 1);
  return figures;
}

EscoOffer contract(int i) {
  EscoOffer offer;
  offer.share = {17, 20};
  offer.years = 12;
  offer.days = 200;
  offer.reductions.fill(Money{9'000'000'000 + i});
  return offer;
}

double exact_values(int count) {
  SteppedEsco esco;
  esco.notice = {2017, 10, 3};
  esco.discount_percent = {123'457, 10'000};
  esco.step_percent = Ratio::of(1, 1'000);
  SteppedAuction lot(rules_of(esco));
  lot.admit({});
  must(lot.offer({0, contract(0)}, 10).accepted());
  lot.open(lot.starts_at());
  lot.advance(*lot.next_due());
  const Micros since = *lot.stage(0)->since;
  const double start = thread_nanos();
  for (int i = 0; i < count; ++i) must(lot.offer({0, contract(90'000'000 + i)}, since + i).accepted());
  return (thread_nanos() - start) / count;
}

double floating_values(int count) {
  const double rate = 0.123457;
  double best = 0;
  const double start = thread_nanos();
  for (int i = 0; i < count; ++i) {
    const EscoOffer offer = contract(90'000'000 + i);
    double left = offer.years * 365 + offer.days, factor = 1, sum = 0;
    for (std::size_t p = 0; p < kEscoPeriods; ++p) {
      const double days = p == 0 ? 89 : p == 20 ? 276 : 365, paid = std::min(left, days);
      left -= paid;
      factor *= 1 + rate * days / 365;
      const auto reduction = static_cast<double>(offer.reductions[p].minor);
      sum += (reduction * (p == 0 ? 1 : days / 365) - 0.85 * reduction * paid / days) / factor;
    }
    best = std::max(best, sum);
  }
  const double nanos = (thread_nanos() - start) / count;
  sink = sink + static_cast<std::int64_t>(best);
  return nanos;
}

}  // namespace

// bench_format_stepped [ROUNDS]
int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
  Figures ours{1e9, 1e9}, theirs{1e9, 1e9};
  double exact = 1e9, floating = 1e9;
  for (int i = 0; i < rounds; ++i) {
    const Figures one = engine(), other = table();
    ours = {std::min(ours.bid, one.bid), std::min(ours.turn, one.turn)};
    theirs = {std::min(theirs.bid, other.bid), std::min(theirs.turn, other.turn)};
    exact = std::min(exact, exact_values(20'000));
    floating = std::min(floating, floating_values(20'000));
  }
  std::printf("BENCH|stepped: a change in one's turn|%.0f ns|a table with a time and a price %.1f ns|%.1f||\n", ours.bid, theirs.bid, ours.bid / theirs.bid);
  std::printf("BENCH|stepped: a turn said, ended, ranked among 1,000|%.0f ns|std::set of prices %.0f ns|%.1f||\n", ours.turn, theirs.turn, ours.turn / theirs.turn);
  std::printf("BENCH|stepped: a contract by exact net present value|%.0f ns|the sum in floating point %.0f ns|%.1f||\n", exact, floating, exact / floating);
}
