// Whether a price is abnormally low beside the others: a flag that asks for an explanation, never a refusal.
#pragma once

#include <optional>
#include <span>

#include "auction/evaluation.h"
#include "auction/ratio.h"

namespace terang::auction {

// Percentages, above 0 and below 100. As the Law of Ukraine "On Public Procurement" has them (article 1(1), item 3).
struct AbnormallyLowRule {
  Ratio below_mean{40, 1};  // below the mean of the others' prices at the start
  Ratio below_next{30, 1};  // below the next price at the end
  bool operator==(const AbnormallyLowRule&) const = default;
};

struct AbnormallyLow {
  bool below_mean = false;
  bool below_next = false;
  bool operator==(const AbnormallyLow&) const = default;
};

// Exact: by that percentage or more below. False where there is nobody to compare with. Prices are not negative.
AbnormallyLow abnormally_low(const Evaluated& price, std::span<const Evaluated> others_at_start,
                             const std::optional<Evaluated>& next, const AbnormallyLowRule& rule);

}  // namespace terang::auction
