// Parts that are bought together: suppliers bid for parts and packages of them, the buyer takes the bids that cost
// least and keep his constraints. What a constraint, a ceiling, a reserve mean: winner/problem.h, package.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "auction/disclosure.h"
#include "auction/winner/problem.h"
#include "base/time.h"

namespace terang::auction {

struct Rules;

struct Part {
  winner::Lot needed;  // its reserve is public: the result depends on it
  std::string title;
  bool operator==(const Part&) const = default;
};

struct Packages {
  std::vector<Part> parts;
  bool surplus = false;
  winner::Payment payment = winner::Payment::pay_as_bid;
  std::vector<winner::Constraint> constraints;
  std::vector<winner::Variant> scenarios;  // compared by the officer; none is the award's unless he says so
  std::uint32_t max_bids = 50;             // of one bidder at a time
  Micros time_limit = 60 * kSecond;        // of each solve
  bool operator==(const Packages&) const = default;

  // Its lots and constraints, and those of a scenario; no suppliers, no bids.
  winner::Problem problem(const winner::Variant* scenario) const;
  const winner::Variant* scenario(std::string_view name) const;
};

inline constexpr std::size_t kMostParts = 2'000, kMostScenarios = 20;
inline constexpr std::uint32_t kMostPackages = 1'000;
inline constexpr Micros kLongestSolve = 3'600 * kSecond;
// What all standing bids may amount to, in ticks: beyond it a solver's arithmetic is not to be trusted.
inline constexpr std::int64_t kMostTicks = std::int64_t{1} << 50;
inline constexpr std::string_view kCheapest = "cheapest";  // the rules' own constraints alone

void validate(const Packages& format, const Rules& rules, RulesProblems& problems);
Disclosure disclosure(const Packages& format);

}  // namespace terang::auction
