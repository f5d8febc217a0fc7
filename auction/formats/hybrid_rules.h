// Hybrid: a round of sealed bids, then a live English auction among the best of them.
#pragma once

#include "auction/formats/english_rules.h"

namespace terang::auction {

// Who of several with the evaluated price of the last place goes on.
enum class AtTheEdge : std::uint8_t { all_equal, earlier_wins };
std::string_view name(AtTheEdge value);
std::optional<AtTheEdge> at_the_edge_named(std::string_view name);

struct Hybrid {
  Micros sealed_for = 0;   // from the start to the deadline of sealed bids
  Micros opening_for = 0;  // from there to the start of the live round, which lasts to the end
  std::uint32_t best = 2;  // how many go on
  AtTheEdge at_the_edge = AtTheEdge::all_equal;
  English live;
  bool operator==(const Hybrid&) const = default;
};

void validate(const Hybrid& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const Hybrid& format);

}  // namespace terang::auction
