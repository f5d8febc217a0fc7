// A small lot for tests: starts at second 1,000, runs 100 s, three bidders, no optional rule but what a test sets.
#pragma once

#include "auction/formats/english.h"

namespace terang::auction::test {

constexpr Micros at(std::int64_t seconds, Micros micros = 0) { return seconds * kSecond + micros; }

inline Rules plain_rules() {
  Rules rules;
  rules.starts_at = at(1'000);
  rules.ends_at = at(1'100);
  return rules;
}

inline Decrement by_amount(std::int64_t amount) { return {Decrement::Kind::absolute, {amount}, {}}; }
inline Decrement by_percent(std::int64_t num, std::int64_t den = 1) {
  return {Decrement::Kind::percent, {}, Ratio::of(num, den)};
}

struct Lot {
  explicit Lot(const Rules& rules, std::initializer_list<Adjustment> adjustments = {{}, {}, {}}) : auction(rules) {
    for (const Adjustment& adjustment : adjustments) auction.admit({adjustment});
  }
  Lot& opened() {
    auction.open(auction.starts_at());
    return *this;
  }
  Outcome bid(Bidder bidder, std::int64_t amount, Micros now = at(1'010), bool confirm = false) {
    return auction.place({bidder, {amount}, confirm}, now);
  }
  EnglishAuction auction;
};

}  // namespace terang::auction::test
