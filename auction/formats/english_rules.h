// The English reverse auction: prices fall by open bids until the clock runs out. `rank_only` is one of its visibilities.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "auction/disclosure.h"
#include "auction/money.h"
#include "auction/ratio.h"
#include "base/time.h"

namespace terang::auction {

struct Rules;
class RulesProblems;

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

struct English {
  Decrement own_decrement;
  Decrement leader_decrement;
  std::optional<Ratio> confirm_drop_percent;  // slip cap
  Visibility visibility = Visibility::leader_price_and_rank;
  Ties ties = Ties::earlier_wins;
  std::optional<SoftClose> soft_close;
  // A framework agreement: so many are awarded, each at his own price.
  std::uint32_t winners = 1;
  std::uint32_t min_winners = 1;  // with fewer the result is named too_few_winners
  // Bidders may leave a floor with the lot, which bids for them the least that is needed to lead.
  bool proxy = false;
  bool operator==(const English&) const = default;
};

void validate(const English& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const English& format);

std::string_view name(Visibility value);
std::string_view name(Ties value);
std::string_view name(Trigger value);
std::optional<Visibility> visibility_named(std::string_view name);
std::optional<Ties> ties_named(std::string_view name);
std::optional<Trigger> trigger_named(std::string_view name);

}  // namespace terang::auction
