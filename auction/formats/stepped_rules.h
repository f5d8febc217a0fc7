// Stepped rounds with turns: in each round every bidder has one turn, worst first, and may better his own offer.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "auction/abnormally_low.h"
#include "auction/disclosure.h"
#include "auction/formats/esco.h"
#include "auction/money.h"
#include "auction/ratio.h"
#include "base/time.h"

namespace terang::auction {

struct Rules;
class RulesProblems;

// Prices, lowest evaluated price first.
struct SteppedPrice {
  Money step;  // a change lies at least this much below one's own price
  std::optional<AbnormallyLowRule> abnormally_low;
  bool operator==(const SteppedPrice&) const = default;
};

// Energy-performance contracts, highest net present value first.
struct SteppedEsco {
  Date notice;             // the day the procurement was announced: what comes later is discounted
  Ratio discount_percent;  // a year
  Ratio step_percent;      // a change lies at least this much above one's own net present value
  Ratio share_least{4, 5}, share_most{1, 1};  // of what is saved, to the supplier
  std::int32_t longest_days = kLongestTerm;
  bool operator==(const SteppedEsco&) const = default;
};

struct Stepped {
  std::uint32_t rounds = 3;
  Micros opening_pause = 300 * kSecond;
  Micros turn = 120 * kSecond;
  Micros pause = 120 * kSecond;  // before each round but the first
  Micros pre_announcement = 120 * kSecond;
  std::variant<SteppedPrice, SteppedEsco> basis;
  bool operator==(const Stepped&) const = default;
};

void validate(const Stepped& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const Stepped& format);

}  // namespace terang::auction
