// A small lot of stepped rounds: opens at second 1,000; 3 rounds, 300 s before the first turn, turns and pauses of 120 s.
#pragma once

#include "auction/formats/stepped.h"

namespace terang::auction::test {

constexpr Micros sec(std::int64_t seconds, Micros micros = 0) { return seconds * kSecond + micros; }
// Seconds after the opening.
constexpr Micros after(std::int64_t seconds, Micros micros = 0) { return sec(1'000 + seconds, micros); }

inline Rules stepped_rules(std::int64_t step = 10) {
  Rules rules;
  rules.starts_at = sec(1'000);
  rules.ends_at = sec(4'600);
  Stepped format;
  format.basis = SteppedPrice{Money{step}, std::nullopt};
  rules.format = format;
  return rules;
}

inline Stepped& stepped(Rules& rules) { return std::get<Stepped>(rules.format); }

inline SteppedEsco esco_basis(Date notice = {2017, 10, 3}, Ratio discount = {22, 1}, Ratio step = Ratio::of(6, 10)) {
  SteppedEsco esco;
  esco.notice = notice;
  esco.discount_percent = discount;
  esco.step_percent = step;
  return esco;
}

inline Rules esco_rules(const SteppedEsco& esco = esco_basis()) {
  Rules rules = stepped_rules();
  rules.currency = *Currency::of("UAH");
  stepped(rules).basis = esco;
  return rules;
}

// The first year's reduction and that of every later one, in minor units.
inline EscoOffer contract(Ratio share, std::int32_t years, std::int32_t days, std::int64_t first, std::int64_t later) {
  EscoOffer offer;
  offer.share = share;
  offer.years = years;
  offer.days = days;
  offer.reductions.fill(Money{later});
  offer.reductions[0] = Money{first};
  return offer;
}

struct SteppedLot {
  explicit SteppedLot(const Rules& rules, std::initializer_list<Adjustment> adjustments = {{}, {}, {}}) : auction(rules) {
    for (const Adjustment& adjustment : adjustments) auction.admit({adjustment});
  }
  Outcome bid(Bidder bidder, std::int64_t amount, Micros now) { return auction.place({bidder, {amount}}, now); }
  Verdict say(Bidder bidder, std::int64_t amount, Micros now) { return bid(bidder, amount, now).verdict; }
  Verdict withdraw(Bidder bidder, Micros now) { return auction.offer({bidder, Withdraw{}}, now).verdict; }
  Verdict say(Bidder bidder, const EscoOffer& offer, Micros now) { return auction.offer({bidder, offer}, now).verdict; }
  // Initial offers in the order of the bidders, the opening, and whatever is due until then.
  SteppedLot& opened(std::initializer_list<std::int64_t> amounts) {
    Bidder bidder = 0;
    for (const std::int64_t amount : amounts) {
      if (amount != 0) bid(bidder, amount, sec(900 + bidder));
      ++bidder;
    }
    return run(sec(1'000));
  }
  // Gives every deadline up to and including that time, each at its time.
  SteppedLot& run(Micros until) {
    while (auction.due() && auction.due()->at <= until) auction.give(*auction.due(), auction.due()->at);
    return *this;
  }
  std::vector<Bidder> ranking() const {
    std::vector<Bidder> list;
    for (const Standing& standing : auction.ranking()) list.push_back(standing.bidder);
    return list;
  }
  Stage stage() const { return *auction.stage(0); }
  SteppedAuction auction;
};

}  // namespace terang::auction::test
