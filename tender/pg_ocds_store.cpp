#include "tender/pg_ocds_store.h"

#include <map>
#include <set>

#include "tender/ocds_limits.h"
#include "tender/ocds_merge.h"

namespace terang::tender {
namespace {

using Column = std::vector<std::optional<std::string>>;

// Releases of one process that are merged at most; a process with more keeps its latest.
constexpr int kReleasesMerged = 2000;

struct Known {
  std::string hash;
  Micros date;
};

// The members of a batch that the table already has.
std::map<std::pair<std::string, std::string>, Known> known(pqxx::work& work, const std::vector<OcdsCandidate>& batch) {
  Column ocids, ids;
  for (const OcdsCandidate& one : batch) {
    ocids.push_back(one.release.ocid);
    ids.push_back(one.release.id);
  }
  const auto rows = work.exec_params(
      "select r.ocid, r.release_id, encode(r.hash, 'hex'), (extract(epoch from r.date) * 1000000)::bigint"
      " from unnest($1::text[], $2::text[]) as g(ocid, id)"
      " join ocds_release r on r.ocid = g.ocid and r.release_id = g.id",
      text_array(ocids), text_array(ids));
  std::map<std::pair<std::string, std::string>, Known> found;
  for (const auto& row : rows)
    found[{row[0].as<std::string>(), row[1].as<std::string>()}] = {row[2].as<std::string>(), row[3].as<Micros>()};
  return found;
}

void write_releases(pqxx::work& work, const std::vector<const OcdsCandidate*>& changed, int source) {
  Column ocid, id, date, compiled, hash, bids, awards, raw;
  for (const OcdsCandidate* one : changed) {
    ocid.push_back(one->release.ocid);
    id.push_back(one->release.id);
    date.push_back(format_time(one->release.date));
    compiled.push_back(one->release.compiled ? "t" : "f");
    hash.push_back("\\x" + to_hex(one->release.hash));
    bids.push_back(std::to_string(one->release.bids));
    awards.push_back(std::to_string(one->release.awards));
    raw.push_back(one->raw);
  }
  work.exec_params(
      "insert into ocds_release (ocid, release_id, date, compiled, hash, bids, awards, raw, source)"
      " select *, $9::int from unnest($1::text[], $2::text[], $3::timestamptz[], $4::boolean[], $5::bytea[], $6::int[],"
      "                               $7::int[], $8::text[])"
      " on conflict (ocid, release_id) do update set date = excluded.date, compiled = excluded.compiled,"
      "   hash = excluded.hash, bids = excluded.bids, awards = excluded.awards, raw = excluded.raw,"
      "   source = excluded.source, imported_at = excluded.imported_at",
      text_array(ocid), text_array(id), text_array(date), text_array(compiled), text_array(hash), text_array(bids),
      text_array(awards), text_array(raw), source);
}

void write_rows(pqxx::work& work, const std::vector<std::pair<std::string, OcdsRow>>& rows) {
  Column key, title, excerpt, body, buyer, status, category, currency, value, published, closes, bids;
  const auto number = [](const std::optional<std::int64_t>& n) {
    return n ? std::optional(std::to_string(*n)) : std::nullopt;
  };
  for (const auto& [ocid, row] : rows) {
    key.push_back(ocid);
    title.push_back(row.title);
    excerpt.push_back(row.excerpt);
    body.push_back(row.body);
    buyer.push_back(row.buyer);
    status.push_back(row.status);
    category.push_back(row.category);
    currency.push_back(row.currency);
    value.push_back(number(row.value));
    published.push_back(format_time(row.published_at));
    closes.push_back(row.closes_at ? std::optional(format_time(*row.closes_at)) : std::nullopt);
    bids.push_back(number(row.bids));
  }
  work.exec_params(
      "insert into tender_search as row (source, key, title, excerpt, body, buyer, status, category, currency, value,"
      "                                  published_at, closes_at, bids)"
      " select 'ocds', * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],"
      "                              $8::text[], $9::bigint[], $10::timestamptz[], $11::timestamptz[], $12::int[])"
      " on conflict (key) do update set title = excluded.title, excerpt = excluded.excerpt, body = excluded.body,"
      "   buyer = excluded.buyer, status = excluded.status, category = excluded.category,"
      "   currency = excluded.currency, value = excluded.value, published_at = excluded.published_at,"
      "   closes_at = excluded.closes_at, bids = excluded.bids"
      " where row.source = 'ocds'",
      text_array(key), text_array(title), text_array(excerpt), text_array(body), text_array(buyer), text_array(status),
      text_array(category), text_array(currency), text_array(value), text_array(published), text_array(closes),
      text_array(bids));
}

// Processes of the batch that have more than one release now.
std::set<std::string> to_merge(pqxx::work& work, const std::vector<const OcdsCandidate*>& changed) {
  Column ocids;
  for (const OcdsCandidate* one : changed) ocids.push_back(one->release.ocid);
  const auto rows = work.exec_params(
      "select ocid from ocds_release where ocid = any($1::text[]) group by ocid having count(*) > 1", text_array(ocids));
  std::set<std::string> found;
  for (const auto& row : rows) found.insert(row[0].as<std::string>());
  return found;
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

std::string text_array(const std::vector<std::optional<std::string>>& items) {
  std::string out = "{";
  for (const auto& item : items) {
    if (out.size() > 1) out += ',';
    if (!item) {
      out += "NULL";
      continue;
    }
    out += '"';
    for (const char c : *item) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out + "}";
}

json::Value merged_releases(pqxx::transaction_base& work, const std::string& ocid) {
  const auto rows = work.exec_params(
      "select raw from (select raw, date, arrival from ocds_release where ocid = $1"
      "                 order by date desc, arrival desc limit $2) as latest order by date, arrival",
      ocid, kReleasesMerged);
  std::vector<json::Value> releases;
  for (const auto& row : rows) {
    auto parsed = json::parse(row[0].as<std::string>(), kOcdsJson);
    if (parsed && parsed->is_object()) releases.push_back(std::move(parsed).value());  // others: changed by strange hands
  }
  if (releases.empty()) return {};
  if (releases.size() == 1) return std::move(releases.front());
  return merge_ocds(releases);
}

Result<std::unique_ptr<OcdsStore>> OcdsStore::open(const std::string& conninfo) {
  try {
    std::unique_ptr<OcdsStore> store(new OcdsStore(conninfo));
    pqxx::nontransaction work(store->connection_);
    if (work.exec1("select to_regclass('ocds_release') is null")[0].as<bool>())
      return Failure{"not_migrated", "The database has no table for imported releases; run 'terang migrate' first."};
    // Held as long as the connection lives. The number is "terangoc" in ASCII.
    if (!work.exec1("select pg_try_advisory_lock(8387515833640447843)")[0].as<bool>())
      return Failure{"import_running", "Another import is running on this database."};
    work.exec0("set client_min_messages = warning");
    return store;
  } catch (const pqxx::broken_connection& error) {
    return Failure{"database_unreachable", one_line(error.what())};
  } catch (const pqxx::sql_error& error) {
    return Failure{"database_unreachable", one_line(error.what())};
  }
}

int OcdsStore::source_id(pqxx::work& work, const OcdsSource& source) {
  // Two steps, so that a source that is known burns no number.
  const char* find = "select id from ocds_source where uri = $1 and publisher = $2 and licence = $3 and policy = $4";
  const auto found = work.exec_params(find, source.uri, source.publisher, source.licence, source.policy);
  if (!found.empty()) return found[0][0].as<int>();
  return work
      .exec_params1("insert into ocds_source (uri, publisher, licence, policy) values ($1, $2, $3, $4) returning id",
                    source.uri, source.publisher, source.licence, source.policy)[0]
      .as<int>();
}

Result<std::vector<OcdsStored>> OcdsStore::store(const std::vector<OcdsCandidate>& batch, const OcdsSource& source) {
  try {
    pqxx::work work(connection_);
    const auto present = known(work, batch);
    std::vector<OcdsStored> answers;
    std::vector<const OcdsCandidate*> changed;
    for (const OcdsCandidate& one : batch) {
      const auto found = present.find({one.release.ocid, one.release.id});
      if (found == present.end()) {
        answers.push_back(OcdsStored::added);
      } else if (found->second.hash == to_hex(one.release.hash)) {
        answers.push_back(OcdsStored::unchanged);
        continue;
      } else if (one.release.date < found->second.date) {
        answers.push_back(OcdsStored::older_than_stored);
        continue;
      } else {
        answers.push_back(OcdsStored::updated);
      }
      changed.push_back(&one);
    }
    if (!changed.empty()) {
      write_releases(work, changed, source_id(work, source));
      const std::set<std::string> several = to_merge(work, changed);
      std::vector<std::pair<std::string, OcdsRow>> rows;
      for (const OcdsCandidate* one : changed)
        if (!several.contains(one->release.ocid)) rows.emplace_back(one->release.ocid, search_row(one->release.value));
      for (const std::string& ocid : several) rows.emplace_back(ocid, search_row(merged_releases(work, ocid)));
      write_rows(work, rows);
    }
    work.commit();
    return answers;
  } catch (const pqxx::failure& error) {
    // Also when the answer to COMMIT was lost: the next import finds what was stored.
    return Failure{"database_failed", one_line(error.what())};
  }
}

void OcdsStore::begin_file() {
  try {
    pqxx::nontransaction work(connection_);
    file_began_ = work.exec1("select now()::text")[0].as<std::string>();
  } catch (const pqxx::failure&) {
    file_began_.clear();  // the first batch will say it
  }
}

std::optional<Failure> OcdsStore::settle_source(const OcdsSource& before, const OcdsSource& now) {
  try {
    pqxx::work work(connection_);
    const int from = source_id(work, before);
    const int to = source_id(work, now);
    work.exec_params("update ocds_release set source = $1 where source = $2 and imported_at >= $3::timestamptz", to, from,
                     file_began_);
    work.exec_params("delete from ocds_source where id = $1 and not exists"
                     " (select 1 from ocds_release where source = $1)", from);
    work.commit();
    return std::nullopt;
  } catch (const pqxx::failure& error) {
    return Failure{"database_failed", one_line(error.what())};
  }
}

void OcdsStore::settle_indexes() {
  try {
    pqxx::nontransaction work(connection_);
    work.exec("select gin_clean_pending_index('tender_search_words'), gin_clean_pending_index('tender_search_buyer'),"
              " gin_clean_pending_index('search_word_like')");
    work.exec0("analyze tender_search, ocds_release, search_word");
  } catch (const pqxx::failure&) {
    // Autovacuum will do it.
  }
}

}  // namespace terang::tender
