#include "tender/pg_search_query.h"

#include <algorithm>
#include <array>

#include "auction/money.h"
#include "base/bytes.h"
#include "base/sha256.h"

namespace terang::tender {
namespace {

constexpr std::size_t kTextBytes = 300;
constexpr std::size_t kWords = 12;
constexpr std::array<std::string_view, 9> kStatuses = {"published", "scheduled", "live",    "paused",      "closed",
                                                       "awarded",   "cancelled", "planned", "unsuccessful"};
constexpr std::array<std::string_view, 3> kCategories = {"goods", "works", "services"};
constexpr Micros kDay = 86'400 * kSecond;

bool is_space(char c) { return static_cast<unsigned char>(c) <= 0x20; }

std::string trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

// "a,b" → {a, b}; nothing where one is unknown.
template <class Known>
std::optional<std::vector<std::string>> choices(const std::string& text, const Known& known) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size() && !text.empty();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string one = trim(std::string_view(text).substr(at, comma - at));
    if (std::find(known.begin(), known.end(), one) == known.end()) return std::nullopt;
    out.push_back(one);
    at = comma + 1;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<Failure> read_value(const std::string& text, const char* field, const auction::Currency& currency,
                                  std::optional<std::int64_t>& value) {
  if (text.empty()) return std::nullopt;
  if (text == "0") {
    value = 0;
    return std::nullopt;
  }
  auction::Money money;
  const auction::Verdict verdict = auction::parse_amount(text, currency, money);
  value = money.minor;
  if (verdict == auction::Verdict::accepted) return std::nullopt;
  std::string name(auction::name(verdict));
  if (name == "amount_not_positive") name = "amount_malformed";
  return Failure{name, std::string(field) + " is no amount of that currency, such as 1250000 or 12.50."};
}

// A day is the whole day; `end` asks for what comes right after it.
std::optional<Micros> read_day(const std::string& text, bool end) {
  if (text.size() == 10) {
    const auto day = parse_time(text + "T00:00:00Z");
    return day && end ? std::optional(*day + kDay) : day;
  }
  return parse_time(text);
}

std::optional<Failure> read_days(const TenderQuery& query, SearchPlan& plan) {
  const Failure malformed{"date_malformed", "A date is written YYYY-MM-DD."};
  if (!query.from.empty()) {
    const auto from = read_day(query.from, false);
    if (!from) return malformed;
    plan.from = format_time(*from);
  }
  if (!query.to.empty()) {
    const auto before = read_day(query.to, true);
    if (!before) return malformed;
    plan.before = format_time(*before);
  }
  // Both are UTC of one length: their order as text is their order in time.
  if (plan.from && plan.before && *plan.from >= *plan.before)
    return Failure{"date_range_reversed", "The first day comes after the last."};
  return std::nullopt;
}

std::string to_url(std::string base64) {
  std::replace(base64.begin(), base64.end(), '+', '-');
  std::replace(base64.begin(), base64.end(), '/', '_');
  while (!base64.empty() && base64.back() == '=') base64.pop_back();
  return base64;
}

std::optional<std::string> from_url(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  while (text.size() % 4 != 0) text += '=';
  return from_base64(text);
}

// [fingerprint, phase, similar, now, [keys]]
Result<SearchCursor> read_cursor(const std::string& text, const SearchPlan& plan) {
  const Failure malformed{"cursor_malformed", "'after' is not the cursor of a page."};
  if (text.size() > 4000) return malformed;
  const auto octets = from_url(text);
  if (!octets) return malformed;
  const auto value = json::parse(*octets);
  if (!value || !value->is_array() || value->as_array().size() != 5) return malformed;
  const json::Array& parts = value->as_array();
  if (!parts[0].is_string() || !parts[1].is_int() || !parts[2].is_bool() || !parts[3].is_string() ||
      !parts[4].is_array() || !parse_time(parts[3].as_string()))
    return malformed;
  if (parts[0].as_string() != plan.fingerprint)
    return Failure{"cursor_of_another_query", "The cursor belongs to a search with other conditions."};
  SearchCursor cursor;
  if (parts[1].as_int() < 0 || parts[1].as_int() > 2) return malformed;
  cursor.phase = static_cast<int>(parts[1].as_int());
  cursor.similar = parts[2].as_bool();
  cursor.now = parts[3].as_string();
  for (const json::Value& key : parts[4].as_array()) {
    if (!key.is_string() || !is_utf8(key.as_string())) return malformed;
    cursor.keys.push_back(key.as_string());
  }
  return cursor;
}

}  // namespace

bool is_utf8(std::string_view text) {
  // json::parse validates; as a JSON text the octets need no second validator.
  std::string quoted;
  json::append_string(text, quoted);
  return text.find('\0') == std::string_view::npos && json::parse(quoted).ok();
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    word.clear();
  };
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else {
      end();
    }
  }
  end();
  return words;
}

std::string encode_cursor(const SearchCursor& cursor, const std::string& fingerprint) {
  json::Array keys(cursor.keys.begin(), cursor.keys.end());
  return to_url(to_base64(json::canonical(
      json::Value::array({fingerprint, cursor.phase, cursor.similar, cursor.now, std::move(keys)}))));
}

Result<SearchPlan> plan_search(const TenderQuery& query) {
  SearchPlan plan;
  for (const std::string* text : {&query.text, &query.buyer})
    if (text->size() > kTextBytes) return Failure{"text_too_long", "A search has at most 300 bytes of text."};
  for (const std::string* text : {&query.text, &query.buyer})
    if (!is_utf8(*text)) return Failure{"text_not_utf8", "The text of the search is not UTF-8."};
  plan.words = words_of(query.text);
  if (plan.words.size() > kWords) return Failure{"too_many_words", "A search has at most 12 words."};
  plan.buyer = trim(query.buyer);

  auto statuses = choices(query.status, kStatuses);
  if (!statuses) return Failure{"status_unknown", "There is no such status."};
  plan.statuses = std::move(*statuses);
  auto categories = choices(query.category, kCategories);
  if (!categories) return Failure{"category_unknown", "The categories are goods, works and services."};
  plan.categories = std::move(*categories);
  if (!query.source.empty() && query.source != "terang" && query.source != "ocds")
    return Failure{"source_unknown", "The sources are terang and ocds."};
  plan.source = query.source;

  const auto currency = auction::Currency::of(query.currency.empty() ? "IDR" : query.currency);
  if (!currency) return Failure{"currency_unknown", "The currency is no code of ISO 4217."};
  plan.currency = query.currency;
  if (query.currency.empty() && (!query.min_value.empty() || !query.max_value.empty()))
    return Failure{"currency_missing", "A range of values needs a currency."};
  if (auto failure = read_value(query.min_value, "min_value", *currency, plan.least)) return *failure;
  if (auto failure = read_value(query.max_value, "max_value", *currency, plan.most)) return *failure;
  if (plan.least && plan.most && *plan.least > *plan.most)
    return Failure{"value_range_reversed", "The least value is greater than the greatest."};

  if (auto failure = read_days(query, plan)) return *failure;

  if (query.sort == "closing") {
    plan.sort = SearchSort::closing;
  } else if (query.sort == "value") {
    plan.sort = SearchSort::value;
  } else if (!query.sort.empty() && query.sort != "newest") {
    return Failure{"sort_unknown", "The orders are newest, closing and value."};
  }
  if (query.limit < 1 || query.limit > 100) return Failure{"limit_out_of_range", "A page has 1 to 100 tenders."};
  plan.limit = query.limit;

  std::string all;
  for (const auto& part : {std::vector<std::string>{plan.buyer, plan.source, plan.currency, query.min_value,
                                                    query.max_value, plan.from.value_or(""), plan.before.value_or(""),
                                                    std::to_string(static_cast<int>(plan.sort))},
                           plan.words, plan.statuses, plan.categories}) {
    for (const std::string& one : part) all += one + '\x1f';
    all += '\x1e';
  }
  plan.fingerprint = to_hex(sha256(all)).substr(0, 16);

  if (!query.after.empty()) {
    auto cursor = read_cursor(query.after, plan);
    if (!cursor) return cursor.error();
    plan.cursor = std::move(cursor).value();
  }
  return plan;
}

}  // namespace terang::tender
