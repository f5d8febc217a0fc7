// What is wrong with rules, and the checks that formats share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auction/money.h"
#include "auction/ratio.h"
#include "base/time.h"

namespace terang::auction {

// `path` is the JSON Pointer of the field within the rules ("/soft_close/window_seconds").
struct RulesProblem {
  std::string path;
  std::string_view name;
  bool operator==(const RulesProblem&) const = default;
};

// No duration in the rules, and no auction as planned, is longer than this.
inline constexpr Micros kLongest = 366 * 86'400 * kSecond;

class RulesProblems {
 public:
  void add(std::string path, std::string_view name) { list_.push_back({std::move(path), name}); }
  // Adds amount_not_positive, amount_overflow; percent_out_of_range (not above 0 and below 100), percent_too_fine;
  // out_of_range (shorter than `least` or longer than kLongest).
  void amount(const std::string& path, Money amount);
  void percent(const std::string& path, Ratio percent);
  void duration(const std::string& path, Micros duration, Micros least);

  std::vector<RulesProblem> take() && { return std::move(list_); }

 private:
  std::vector<RulesProblem> list_;
};

// The value that a list of stable names gives a name.
template <class Enum, std::size_t N>
std::optional<Enum> enum_named(const std::string_view (&names)[N], std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace terang::auction
