#include "auction/money.h"

#include "base/check.h"

namespace terang::auction {
namespace {

// ISO 4217 active codes (2024), by the number of decimals of their minor unit; funds, metals and test codes left out.
struct Group {
  std::uint8_t exponent;
  std::string_view codes;
};
constexpr Group kCodes[] = {
    {2, "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP "
        "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR "
        "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN "
        "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP "
        "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG"},
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"},
    {3, "BHD IQD JOD KWD LYD OMR TND"},
};

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Currency> Currency::of(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  for (const Group& group : kCodes) {
    for (std::size_t at = 0; at < group.codes.size(); at += 4) {
      if (group.codes.substr(at, 3) != code) continue;
      Currency currency;
      for (std::size_t i = 0; i < 3; ++i) currency.code_[i] = code[i];
      currency.exponent_ = group.exponent;
      return currency;
    }
  }
  return std::nullopt;
}

Verdict parse_amount(std::string_view text, const Currency& currency, Money& amount) {
  const bool negative = !text.empty() && text[0] == '-';
  const std::string_view figures = text.substr(negative ? 1 : 0);
  std::size_t units = 0;
  while (units < figures.size() && digit(figures[units])) ++units;
  if (units == 0 || (units > 1 && figures[0] == '0')) return Verdict::amount_malformed;
  std::string_view decimals;
  if (units < figures.size()) {
    decimals = figures.substr(units + 1);
    if (figures[units] != '.' || decimals.empty()) return Verdict::amount_malformed;
    for (const char c : decimals)
      if (!digit(c)) return Verdict::amount_malformed;
  }
  if (negative) return Verdict::amount_not_positive;
  const auto exponent = static_cast<std::size_t>(currency.exponent());
  if (decimals.size() > exponent) return Verdict::amount_fractional;
  // Shorter than the currency's, or all zeros: some other form is the canonical one.
  if (!decimals.empty() &&
      (decimals.size() < exponent || decimals.find_first_not_of('0') == std::string_view::npos))
    return Verdict::amount_malformed;

  std::int64_t value = 0;
  const auto take = [&value](char c) {
    value = value * 10 + (c - '0');
    return value <= kLargestAmount.minor;
  };
  for (const char c : figures.substr(0, units))
    if (!take(c)) return Verdict::amount_overflow;
  for (std::size_t i = 0; i < exponent; ++i)
    if (!take(decimals.empty() ? '0' : decimals[i])) return Verdict::amount_overflow;
  if (value == 0) return Verdict::amount_not_positive;
  amount = {value};
  return Verdict::accepted;
}

std::string format_amount(Money amount, const Currency& currency) {
  TERANG_ASSERT(amount.minor >= 0);
  std::int64_t scale = 1;
  for (int i = 0; i < currency.exponent(); ++i) scale *= 10;
  std::string out = std::to_string(amount.minor / scale);
  if (std::int64_t rest = amount.minor % scale; rest != 0) {
    out += '.';
    while (scale > 1) {
      scale /= 10;
      out += static_cast<char>('0' + rest / scale);
      rest %= scale;
    }
  }
  return out;
}

}  // namespace terang::auction
