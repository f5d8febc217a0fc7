// Amounts as OCDS files write them ("value": {"amount": 1234.567, "currency": "INR"}): kept as written, and rounded to
// the currency's minor unit for search and sorting. A published amount with more decimals than its currency has is a
// fact about the world, no error of ours to refuse.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"

namespace terang::tender {

struct OcdsAmount {
  std::string text;                   // as published
  std::string currency;               // "" where the file does not say or the code is none of ISO 4217
  std::optional<std::int64_t> minor;  // half away from zero; nothing without a currency or beyond our range
  bool exact = false;                 // minor is the very amount
};

// A JSON number or a text that reads as one, of any size and exponent. Nothing where it is neither.
std::optional<std::int64_t> minor_units(std::string_view decimal, int exponent, bool& exact);

// From a Value object of the standard; nothing where `value` is null, no object or has no amount.
std::optional<OcdsAmount> read_ocds_amount(const json::Value* value);

// {"amount":"1234.57","currency":"INR","published":"1234.567"}; "published" only where it differs in value, "amount"
// only where there is one.
json::Value to_json(const OcdsAmount& amount);
// {"amount":…,"currency":…} of a row of search.
json::Value money_json(std::int64_t minor, std::string_view currency);

}  // namespace terang::tender
