// The public list: our tenders and the imported ones, found by words, buyer, status, category, value and date.
#pragma once

#include <pqxx/pqxx>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace terang::tender {

// As a person or a program typed it; "" where not asked for.
struct TenderQuery {
  std::string text{};       // words; each must occur, as the beginning of a word or by its stem
  std::string buyer{};      // part of the buyer's name
  std::string status{};     // one or several, with commas: published, scheduled, live, paused, closed, awarded, cancelled;
                          // of imported tenders also planned, unsuccessful
  std::string category{};   // goods, works, services; also several
  std::string source{};     // terang or ocds
  std::string currency{};   // ISO 4217
  std::string min_value{};  // decimal strings of major units; they need the currency
  std::string max_value{};
  std::string from{};       // published on or after: YYYY-MM-DD (UTC) or RFC 3339
  std::string to{};         // published on that day or before; with a time: before it
  std::string sort{};       // newest (default) | closing: soonest first, then what is over, latest first |
                          // value: by currency, greatest first, without value last
  std::string after{};      // "next" of the page before, with the same query
  int limit = 20;         // 1 to 100
  bool count = true;      // counting is left out for pages after the first anyway
};

inline constexpr int kCountedExactly = 1000;

// {"items":[{"id","source","ocid","title","description_excerpt","buyer","status","category","value":{"amount",
// "currency"}|null,"published_at","closes_at","bids"}],"next":cursor|null,"total":n|null,"total_is_exact":bool,
// "match":"words"|"similar"}. `total` is null on later pages and stops at 1,000 (then not exact). "similar": no
// tender has all the words, these have words like them or that contain them.
//
// Failures: text_too_long, text_not_utf8, too_many_words, status_unknown, category_unknown, source_unknown,
// currency_unknown, currency_missing, amount_malformed, amount_fractional, amount_overflow, value_range_reversed,
// date_malformed, date_range_reversed, sort_unknown, limit_out_of_range, cursor_malformed, cursor_of_another_query,
// search_took_too_long. What the database connection itself meets is thrown by libpqxx.
Result<json::Value> search_tenders(pqxx::connection& connection, const TenderQuery& query, Micros now);

// Names of buyers with most tenders whose name contains `part`: [{"name","tenders"}], for a search form.
json::Value search_buyers(pqxx::connection& connection, const std::string& part, int limit = 20);

}  // namespace terang::tender
