// The rules of one lot's auction, as data: what every format shares, and the format. Meanings and formulas: README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "auction/evaluation.h"
#include "auction/formats/dutch_rules.h"
#include "auction/formats/english_rules.h"
#include "auction/formats/hybrid_rules.h"
#include "auction/formats/japanese_rules.h"
#include "auction/formats/package_rules.h"
#include "auction/formats/sealed_rules.h"
#include "auction/formats/stepped_rules.h"
#include "auction/formats/supply_rules.h"
#include "auction/money.h"
#include "auction/rules_problem.h"
#include "base/time.h"

namespace terang::auction {

struct OutageRule {
  Micros min_length = 0;     // an outage shorter than this moves nothing
  Micros min_remaining = 0;  // at least this remains afterwards
  bool operator==(const OutageRule&) const = default;
};

// What a format alone has stands in its own type: an option that another format knows cannot be written here.
using Format = std::variant<English, Dutch, Japanese, SupplySchedule, Stepped, SealedFirstPrice,
                            SealedSecondPrice, Hybrid, Packages>;

struct Rules {
  Currency currency;
  Micros starts_at = 0;
  Micros ends_at = 0;  // as planned
  Money tick{1};       // every amount is a multiple of it
  std::optional<Money> ceiling;
  std::optional<Money> reserve;  // secret
  bool has_reserve = false;      // public: that there is one. True where `reserve` is set.
  std::optional<OutageRule> outage;
  Format format = English{};
  bool operator==(const Rules&) const = default;

  // Only of a lot of that format.
  English& english() { return std::get<English>(format); }
  const English& english() const { return std::get<English>(format); }
};

// All problems, what is shared first, each in the order of the fields; empty: the rules may be used. Names: README.md.
std::vector<RulesProblem> validate(const Rules& rules);

Disclosure disclosure(const Rules& rules);

// The deadline that sealed bids are bound to, as published; nothing where no bid is sealed.
std::optional<Micros> sealing_deadline(const Rules& rules);
// The reserve decides who wins and at what price, rather than being told beside the result.
bool settles_by_reserve(const Rules& rules);
// The rules of open bids: the format's, or those of a hybrid's live round; null where it has none.
const English* open_bids(const Rules& rules);

// Why a bidder of this lot cannot have it: problem_of(adjustment), or "adjustment_not_in_format" where the format knows
// no evaluated price. Nothing: he can.
std::optional<std::string_view> problem_of(const Adjustment& adjustment, const Rules& rules);

// Why a bidder cannot have this ceiling of his own: "ceiling_not_in_format" (offers are no prices), "ceiling_below_tick"
// (no amount would be possible), "ceiling_above_lot" (it would say nothing). Nothing: he can.
std::optional<std::string_view> problem_of(Money own_ceiling, const Rules& rules);

}  // namespace terang::auction
