// Small lots whose price follows a clock, for tests: they start at second 1,000; a level lasts 10 s.
#pragma once

#include <memory>

#include "tests/auction/lot.h"

namespace terang::auction::test {

inline Rules clock_rules() {
  Rules rules;
  rules.starts_at = at(1'000);
  rules.ends_at = at(1'500);
  rules.tick = {5};
  rules.outage = OutageRule{2 * kSecond, 3 * kSecond};
  return rules;
}

// 100, 110, … 200
inline Rules dutch_rules() {
  Rules rules = clock_rules();
  rules.ceiling = Money{220};
  rules.format = Dutch{{{100}, {10}, 10 * kSecond, Money{200}}, 1};
  return rules;
}

// 200, 190, … 100
inline Rules japanese_rules() {
  Rules rules = clock_rules();
  rules.ceiling = Money{220};
  Japanese format;
  format.clock = {{200}, {10}, 10 * kSecond, Money{100}};
  rules.format = format;
  return rules;
}

inline Dutch& dutch(Rules& rules) { return std::get<Dutch>(rules.format); }
inline Japanese& japanese(Rules& rules) { return std::get<Japanese>(rules.format); }

// Gives what is due before anything else, as whoever runs a lot does.
struct ClockLot {
  explicit ClockLot(const Rules& rules, int bidders = 3) : auction(make_auction(rules)) {
    for (int i = 0; i < bidders; ++i) auction->admit({});
  }
  ClockLot& until(Micros now) {
    while (auction->next_due() && *auction->next_due() <= now) last = auction->give(*auction->due(), *auction->next_due());
    return *this;
  }
  Outcome bid(Bidder bidder, std::int64_t amount, Micros now) {
    until(now);
    return auction->place({bidder, {amount}, false}, now);
  }
  Outcome leave(Bidder bidder, Micros now) {
    until(now);
    return auction->offer({bidder, Leave{}}, now);
  }
  LotAuction* operator->() { return auction.get(); }

  std::unique_ptr<LotAuction> auction;
  Outcome last;  // of the latest deadline
};

}  // namespace terang::auction::test
