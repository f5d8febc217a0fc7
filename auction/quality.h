// What quality is worth in price: a coefficient from what a bidder offers beside the price, exact.
//
//   c = 1 + Σ p / (1 − Σ m)          evaluated = amount / c
//
// p: what a feature of the offer counts; m: the most that feature can count; both as parts of one.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "auction/ratio.h"

namespace terang::auction {

struct Feature {
  Ratio value;    // p
  Ratio largest;  // m
};

// Why features cannot be used: "quality_out_of_range" (a value above its largest, or Σ m not below one),
// "quality_too_fine" (the coefficient has no fraction with terms up to kLargestRatioTerm). Nothing: they can.
std::optional<std::string_view> problem_of(std::span<const Feature> features);

// c. Asserts that they can be used.
Ratio quality_coefficient(std::span<const Feature> features);

}  // namespace terang::auction
