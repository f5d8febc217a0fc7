#include "auction/rules_problem.h"

namespace terang::auction {
namespace {

constexpr std::int64_t kFinestPercent = 10'000;

}  // namespace

void RulesProblems::amount(const std::string& path, Money amount) {
  if (amount.minor <= 0) add(path, "amount_not_positive");
  if (amount > kLargestAmount) add(path, "amount_overflow");
}

void RulesProblems::percent(const std::string& path, Ratio percent) {
  if (percent.den <= 0 || percent.num <= 0 || percent.num / percent.den >= 100)
    add(path, "percent_out_of_range");
  else if (percent.den > kFinestPercent)
    add(path, "percent_too_fine");
}

void RulesProblems::duration(const std::string& path, Micros duration, Micros least) {
  if (duration < least || duration > kLongest) add(path, "out_of_range");
}

}  // namespace terang::auction
