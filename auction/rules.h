// The rules of one lot's English reverse auction, as data. Every rule's meaning and formula is in README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auction/money.h"
#include "auction/ratio.h"
#include "base/time.h"

namespace terang::auction {

// What bidders are shown while the lot runs. The engine does not act on it; views do.
enum class Visibility : std::uint8_t { leader_price_and_rank, rank_only, best_price_only, nothing };

enum class Ties : std::uint8_t { not_allowed, earlier_wins };

// What makes the clock extend inside the window.
enum class Trigger : std::uint8_t { any_bid, leader_change, any_rank_change, top_k_change };

// By how much a bid must lie below a price.
struct Decrement {
  enum class Kind : std::uint8_t { none, absolute, percent };
  Kind kind = Kind::none;
  Money amount;   // absolute
  Ratio percent;  // percent: 0 < percent < 100
  bool operator==(const Decrement&) const = default;
};

struct SoftClose {
  Micros window = 0;     // a bid at `now` is inside when ends_at - window ≤ now < ends_at
  Micros extension = 0;  // ends_at moves by this
  Trigger trigger = Trigger::any_bid;
  std::uint32_t top_k = 0;                 // for top_k_change, else 0
  std::optional<std::uint32_t> max_times;  // nothing: without limit
  bool operator==(const SoftClose&) const = default;
};

struct OutageRule {
  Micros min_length = 0;     // an outage shorter than this moves nothing
  Micros min_remaining = 0;  // at least this remains afterwards
  bool operator==(const OutageRule&) const = default;
};

struct Rules {
  Currency currency;
  Micros starts_at = 0;
  Micros ends_at = 0;  // as planned
  Money tick{1};       // every amount is a multiple of it
  std::optional<Money> ceiling;
  std::optional<Money> reserve;  // secret
  bool has_reserve = false;      // public: that there is one. True where `reserve` is set.
  Decrement own_decrement;
  Decrement leader_decrement;
  std::optional<Ratio> confirm_drop_percent;  // slip cap
  Visibility visibility = Visibility::leader_price_and_rank;
  Ties ties = Ties::earlier_wins;
  std::optional<SoftClose> soft_close;
  std::optional<OutageRule> outage;
  bool operator==(const Rules&) const = default;
};

// `path` is the JSON Pointer of the field within the rules ("/soft_close/window_seconds").
struct RulesProblem {
  std::string path;
  std::string_view name;
  bool operator==(const RulesProblem&) const = default;
};

// All problems, in the order of the fields; empty: the rules may be used. Names are listed in README.md.
std::vector<RulesProblem> validate(const Rules& rules);

// No duration in the rules, and no auction as planned, is longer than this.
inline constexpr Micros kLongest = 366 * 86'400 * kSecond;

std::string_view name(Visibility value);
std::string_view name(Ties value);
std::string_view name(Trigger value);
std::optional<Visibility> visibility_named(std::string_view name);
std::optional<Ties> ties_named(std::string_view name);
std::optional<Trigger> trigger_named(std::string_view name);

}  // namespace terang::auction
