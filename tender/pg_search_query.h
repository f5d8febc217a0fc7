// A TenderQuery checked and read: what pg_search.cpp makes SQL of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tender/pg_search.h"

namespace terang::tender {

enum class SearchSort { newest, closing, value };

// Where the page before ended. Every sort is a few phases, each in an order of its own (pg_search.cpp).
struct SearchCursor {
  int phase = 0;
  bool similar = false;
  std::string now;                // the first page's time: "soon" means the same on every page
  std::vector<std::string> keys;  // of the last row, as the phase orders
};

struct SearchPlan {
  std::vector<std::string> words;
  std::string buyer;
  std::vector<std::string> statuses;
  std::vector<std::string> categories;
  std::string source;
  std::string currency;
  std::optional<std::int64_t> least, most;        // minor units
  std::optional<std::string> from, before;        // RFC 3339
  SearchSort sort = SearchSort::newest;
  int limit = 20;
  std::optional<SearchCursor> cursor;
  std::string fingerprint;  // of everything but limit and cursor
};

Result<SearchPlan> plan_search(const TenderQuery& query);

std::string encode_cursor(const SearchCursor& cursor, const std::string& fingerprint);

// Splits at white space and ASCII punctuation, as search_words() of the database does; lower case for ASCII.
std::vector<std::string> words_of(std::string_view text);

bool is_utf8(std::string_view text);  // and without NUL

}  // namespace terang::tender
