#include "tender/pg_search.h"

#include <algorithm>
#include <span>

#include "tender/ocds_money.h"
#include "tender/pg_ocds_store.h"
#include "tender/pg_search_query.h"

namespace terang::tender {
namespace {

// A search is cut off rather than let to keep a connection: the public list is for everyone.
constexpr const char* kSettings =
    "set local statement_timeout = '2s'; set local jit = off; set local pg_trgm.similarity_threshold = 0.4";

class Sql {
 public:
  std::string text;
  std::vector<std::string> values;

  Sql& operator<<(std::string_view part) {
    text += part;
    return *this;
  }
  Sql& operator<<(int number) { return *this << std::to_string(number); }
  std::string bind(std::string value) {
    values.push_back(std::move(value));
    return "$" + std::to_string(values.size());
  }
  pqxx::result run(pqxx::transaction_base& work) const {
    return work.exec_params(text, pqxx::prepare::make_dynamic_params(values));
  }
};

struct Phase {
  const char* condition;           // $NOW stands for the first page's time
  const char* order;
  const char* keys[3];             // columns of the order, as text for the cursor
  const char* beyond;              // $1, $2, $3 stand for the keys of the last row
  const char* only_without = "";   // "currency": the phase is empty where one is asked for
};

constexpr const char* kPublished = "to_char(published_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
constexpr const char* kCloses = "to_char(closes_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

constexpr Phase kNewest[] = {
    {"true", "published_at desc, key desc", {kPublished, "key"}, "(published_at, key) < ($1::timestamptz, $2)"}};
constexpr Phase kClosing[] = {
    {"closes_at >= $NOW::timestamptz", "closes_at, key", {kCloses, "key"}, "(closes_at, key) > ($1::timestamptz, $2)"},
    {"closes_at < $NOW::timestamptz", "closes_at desc, key desc", {kCloses, "key"},
     "(closes_at, key) < ($1::timestamptz, $2)"},
    {"closes_at is null", "published_at desc, key desc", {kPublished, "key"},
     "(published_at, key) < ($1::timestamptz, $2)"}};
constexpr Phase kValue[] = {
    {"value is not null", "currency, value desc, key desc", {"currency", "value::text", "key"},
     "currency >= $1 and (currency > $1 or (value, key) < ($2::bigint, $3))"},
    {"value is null", "published_at desc, key desc", {kPublished, "key"},
     "(published_at, key) < ($1::timestamptz, $2)", "currency"}};

std::span<const Phase> phases(SearchSort sort) {
  switch (sort) {
    case SearchSort::newest: return kNewest;
    case SearchSort::closing: return kClosing;
    case SearchSort::value: return kValue;
  }
  return kNewest;
}

std::size_t key_count(const Phase& phase) { return phase.keys[2] ? 3 : 2; }

std::string like_pattern(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string one_of(Sql& sql, const char* column, const std::vector<std::string>& values) {
  if (values.size() == 1) return std::string(column) + " = " + sql.bind(values[0]);
  return std::string(column) + " = any(" +
         sql.bind(text_array(std::vector<std::optional<std::string>>(values.begin(), values.end()))) + "::text[])";
}

// "where …" of everything but the phase.
void add_conditions(Sql& sql, const SearchPlan& plan, const std::string& words) {
  sql << " where true";
  if (!plan.buyer.empty())
    sql << " and buyer_plain like '%' || search_plain(" << sql.bind(like_pattern(plan.buyer)) << ") || '%'";
  if (!plan.statuses.empty()) sql << " and " << one_of(sql, "status", plan.statuses);
  if (!plan.categories.empty()) sql << " and " << one_of(sql, "category", plan.categories);
  if (!plan.source.empty()) sql << " and source = " << sql.bind(plan.source);
  if (!plan.currency.empty()) sql << " and currency = " << sql.bind(plan.currency);
  if (plan.least) sql << " and value >= " << sql.bind(std::to_string(*plan.least)) << "::bigint";
  if (plan.most) sql << " and value <= " << sql.bind(std::to_string(*plan.most)) << "::bigint";
  if (plan.from) sql << " and published_at >= " << sql.bind(*plan.from) << "::timestamptz";
  if (plan.before) sql << " and published_at < " << sql.bind(*plan.before) << "::timestamptz";
  // Last: PostgreSQL tries conditions of equal cost in this order, and this one is the slowest.
  if (!words.empty()) sql << " and words @@ " << sql.bind(words) << "::tsquery";
}

std::string replace(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

json::Value item(const pqxx::row& row) {
  const auto text_or_null = [&](int column) {
    return row[column].is_null() ? json::Value() : json::Value(row[column].as<std::string>());
  };
  const bool imported = row[1].as<std::string>() == "ocds";
  return json::Value::object(
      {{"id", row[0].as<std::string>()},
       {"source", row[1].as<std::string>()},
       {"ocid", imported ? text_or_null(0) : json::Value()},
       {"title", row[2].as<std::string>()},
       {"description_excerpt", row[3].as<std::string>()},
       {"buyer", row[4].as<std::string>()},
       {"status", row[5].as<std::string>()},
       {"category", text_or_null(6)},
       {"value", row[7].is_null() ? json::Value() : money_json(row[7].as<std::int64_t>(), row[8].as<std::string>())},
       {"published_at", row[9].as<std::string>()},
       {"closes_at", text_or_null(10)},
       {"bids", row[11].is_null() ? json::Value() : json::Value(row[11].as<std::int64_t>())}});
}

// "" where no word is one to the database either.
std::string as_tsquery(pqxx::transaction_base& work, const std::vector<std::string>& words, bool similar) {
  if (words.empty()) return {};
  const std::string array = text_array(std::vector<std::optional<std::string>>(words.begin(), words.end()));
  const char* sql = similar ? "select coalesce(search_query_like($1::text[])::text, '')"
                            : "select coalesce(search_query($1::text[])::text, '')";
  return work.exec_params1(sql, array)[0].as<std::string>();
}

struct Found {
  json::Value item;
  int phase;
  std::vector<std::string> keys;
};

// At most one more than the page holds.
std::vector<Found> fetch(pqxx::transaction_base& work, const SearchPlan& plan, const std::string& words,
                         const std::string& now) {
  std::vector<Found> found;
  const auto all = phases(plan.sort);
  for (int number = plan.cursor ? plan.cursor->phase : 0; number < static_cast<int>(all.size()); ++number) {
    const Phase& phase = all[static_cast<std::size_t>(number)];
    if (*phase.only_without && !plan.currency.empty()) continue;
    const int wanted = plan.limit + 1 - static_cast<int>(found.size());
    if (wanted <= 0) break;
    Sql sql;
    sql << "select key, source, title, excerpt, buyer, status, category, value, currency, " << kPublished << ", "
        << kCloses << ", bids";
    for (std::size_t i = 0; i < key_count(phase); ++i) sql << ", " << phase.keys[i] << " as order_key_" << static_cast<int>(i);
    sql << " from tender_search";
    add_conditions(sql, plan, words);
    std::string condition = phase.condition;
    if (condition.find("$NOW") != std::string::npos) condition = replace(condition, "$NOW", sql.bind(now));
    sql << " and " << condition;
    if (plan.cursor && plan.cursor->phase == number) {
      std::string beyond = phase.beyond;
      for (std::size_t i = key_count(phase); i > 0; --i)
        beyond = replace(beyond, "$" + std::to_string(i), "\x01" + std::to_string(i));
      for (std::size_t i = key_count(phase); i > 0; --i)
        beyond = replace(beyond, "\x01" + std::to_string(i), sql.bind(plan.cursor->keys[i - 1]));
      sql << " and " << beyond;
    }
    sql << " order by " << phase.order << " limit " << wanted;
    for (const auto& row : sql.run(work)) {
      Found one{item(row), number, {}};
      for (std::size_t i = 0; i < key_count(phase); ++i)
        one.keys.push_back(row[static_cast<int>(12 + i)].as<std::string>());
      found.push_back(std::move(one));
    }
  }
  return found;
}

std::int64_t count(pqxx::transaction_base& work, const SearchPlan& plan, const std::string& words) {
  Sql sql;
  sql << "select count(*) from (select 1 from tender_search";
  add_conditions(sql, plan, words);
  sql << " limit " << kCountedExactly + 1 << ") as counted";
  return sql.run(work)[0][0].as<std::int64_t>();
}

bool cursor_fits(const SearchPlan& plan) {
  const auto all = phases(plan.sort);
  return plan.cursor->phase < static_cast<int>(all.size()) &&
         plan.cursor->keys.size() == key_count(all[static_cast<std::size_t>(plan.cursor->phase)]);
}

}  // namespace

Result<json::Value> search_tenders(pqxx::connection& connection, const TenderQuery& query, Micros now) {
  const auto plan = plan_search(query);
  if (!plan) return plan.error();
  const Failure malformed{"cursor_malformed", "'after' is not the cursor of a page."};
  if (plan->cursor && !cursor_fits(*plan)) return malformed;
  try {
    pqxx::read_transaction work(connection);
    work.exec0(kSettings);
    const std::string first_at = plan->cursor ? plan->cursor->now : format_time(now);
    bool similar = plan->cursor && plan->cursor->similar;
    std::string words = as_tsquery(work, plan->words, similar);
    std::vector<Found> found = fetch(work, *plan, words, first_at);
    if (!plan->cursor && found.empty() && !words.empty()) {
      similar = true;
      words = as_tsquery(work, plan->words, similar);
      found = fetch(work, *plan, words, first_at);
    }
    const bool more = found.size() > static_cast<std::size_t>(plan->limit);
    json::Value page = json::Value::object({{"total", nullptr}, {"total_is_exact", false}, {"next", nullptr}});
    if (!plan->cursor && query.count) {
      const std::int64_t total =
          more ? count(work, *plan, words) : static_cast<std::int64_t>(found.size());
      page.set("total", std::min<std::int64_t>(total, kCountedExactly));
      page.set("total_is_exact", total <= kCountedExactly);
    }
    if (more) {
      found.resize(static_cast<std::size_t>(plan->limit));
      page.set("next", encode_cursor({found.back().phase, similar, first_at, found.back().keys}, plan->fingerprint));
    }
    json::Array items;
    for (Found& one : found) items.push_back(std::move(one.item));
    page.set("items", std::move(items));
    page.set("match", similar ? "similar" : "words");
    return page;
  } catch (const pqxx::data_exception&) {
    if (plan->cursor) return malformed;  // its keys are no values of their columns: nobody got it from us
    throw;
  } catch (const pqxx::sql_error& error) {
    if (error.sqlstate() == "57014")
      return Failure{"search_took_too_long", "The search took too long; say more exactly what to look for."};
    throw;
  }
}

json::Value search_buyers(pqxx::connection& connection, const std::string& part, int limit) {
  json::Array buyers;
  if (part.size() < 2 || part.size() > 300 || !is_utf8(part)) return json::Value(std::move(buyers));
  pqxx::read_transaction work(connection);
  work.exec0(kSettings);
  const auto rows = work.exec_params(
      "select buyer, count(*) from tender_search where buyer_plain like '%' || search_plain($1) || '%'"
      " group by buyer order by count(*) desc, buyer limit $2",
      like_pattern(part), std::clamp(limit, 1, 100));
  for (const auto& row : rows)
    buyers.push_back(json::Value::object({{"name", row[0].as<std::string>()}, {"tenders", row[1].as<std::int64_t>()}}));
  return json::Value(std::move(buyers));
}

}  // namespace terang::tender
