// Sealed bids, opened all at once after the deadline. First price: who asks least is paid what he asked.
// Second price (Vickrey): he is paid what the next one asked. Each for one award or several.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "auction/disclosure.h"
#include "base/time.h"

namespace terang::auction {

struct Rules;
class RulesProblems;

inline constexpr std::uint32_t kMostSealedWinners = 1'000;

// What several winners of a first-price lot are paid.
enum class Pay : std::uint8_t {
  own_price,
  match_lowest,  // each the price at which his evaluated price is the best one's
};
std::string_view name(Pay value);
std::optional<Pay> pay_named(std::string_view name);

struct SealedFirstPrice {
  std::uint32_t winners = 1;
  Pay pay = Pay::own_price;
  bool operator==(const SealedFirstPrice&) const = default;
};

struct SealedSecondPrice {
  std::uint32_t winners = 1;  // k: each is paid by the best of those who do not win
  bool operator==(const SealedSecondPrice&) const = default;
};

void validate(const SealedFirstPrice& format, const Rules& rules, RulesProblems& problems);
void validate(const SealedSecondPrice& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const SealedFirstPrice& format);
Disclosure disclosure(const SealedSecondPrice& format);

}  // namespace terang::auction
