// The first page of the public list beside what it would take to look without the search: PostgreSQL's ILIKE over title,
// buyer and body, in the same order, with the same columns. 5,500 tenders as imported, then 100,000; and the import.
//
// Invented tenders of words as frequent as in real titles (Zipf). TERANG_BENCH_DATABASE is the database to do it
// in (it is migrated, and cleared of these tenders again); TERANG_BENCH_TENDERS another size for the large round.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "ledger/migrate.h"
#include "tender/ocds_import.h"
#include "tender/pg_search.h"

namespace {

using namespace terang;
using namespace terang::tender;
using Clock = std::chrono::steady_clock;

double milliseconds(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

const char* const kFrequent[] = {"pembangunan", "rehabilitasi", "jembatan", "jalan", "gedung", "sekolah", "pengadaan", "jasa",
                                 "konsultansi", "pemeliharaan", "irigasi", "puskesmas", "kendaraan", "laptop", "drainase"};
constexpr std::size_t kVocabulary = 20'000;

std::string word(std::size_t rank) {
  if (rank < std::size(kFrequent)) return kFrequent[rank];
  static const char* const syllables[] = {"ba", "ci", "du", "ga", "ha", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa", "yo", "ngi"};
  std::string out;
  for (std::size_t n = rank * 2654435761u % 1048576 + 65536; n > 0; n /= 16) out += syllables[n % 16];
  return out;
}

class Tenders {
 public:
  explicit Tenders(unsigned seed) : random_(seed) {}
  std::string next(int number) {
    std::string title;
    for (int i = 0; i < 9; ++i) title += (i ? " " : "") + pick();
    std::string description = title;
    for (int i = 0; i < 25; ++i) description += " " + pick();
    char day[32];
    std::snprintf(day, sizeof day, "20%02d-%02d-%02dT", static_cast<int>(10 + random_() % 15),
                  static_cast<int>(1 + random_() % 12), static_cast<int>(1 + random_() % 28));
    static const char* const categories[] = {"works", "works", "works", "goods", "services"};
    static const char* const statuses[] = {"complete", "complete", "complete", "active", "cancelled"};
    return R"({"ocid":"bench-)" + std::to_string(number) + R"(","id":"1","date":")" + day + R"(00:00:00Z","tag":["tender"],)" +
           R"("buyer":{"name":"Dinas )" + word(random_() % 300 + 15) + R"("},"tender":{"id":"t","title":")" + title +
           R"(","description":")" + description + R"(","status":")" + statuses[random_() % 5] +
           R"(","mainProcurementCategory":")" + categories[random_() % 5] + R"(","value":{"amount":)" +
           std::to_string(random_() % 5'000'000'000) + R"(,"currency":"IDR"},"datePublished":")" + day +
           R"(00:00:00Z","tenderPeriod":{"endDate":")" + day + R"(12:00:00Z"}}})";
  }

 private:
  // Rank with probability about 1/rank.
  std::string pick() {
    const double u = static_cast<double>(random_()) / 4294967296.0;
    return word(static_cast<std::size_t>(std::pow(static_cast<double>(kVocabulary), u)) - 1);
  }
  std::mt19937 random_;
};

struct Case {
  const char* name;
  TenderQuery query;
  const char* plain;  // the same without the search's columns and indexes
};

const Case kCases[] = {
    {"no condition", {}, "true"},
    {"frequent word", {.text = "jembatan"}, "(title || ' ' || buyer || ' ' || body) ilike '%jembatan%'"},
    {"rare word", {.text = "ngiyoga"}, "(title || ' ' || buyer || ' ' || body) ilike '%ngiyoga%'"},
    {"two words, status", {.text = "gedung sekolah", .status = "closed"},
     "(title || ' ' || buyer || ' ' || body) ilike '%gedung%' and (title || ' ' || buyer || ' ' || body) ilike '%sekolah%' and status = 'closed'"},
    {"value range by value", {.currency = "IDR", .min_value = "1000000", .max_value = "50000000", .sort = "value"},
     "currency = 'IDR' and value between 100000000 and 5000000000"},
    {"mistyped word", {.text = "pembagunann"}, "(title || ' ' || buyer || ' ' || body) ilike '%pembagunann%'"},
};

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void measure(const std::string& conninfo, const std::string& size, bool small) {
  pqxx::connection connection(conninfo);
  const Micros now = *parse_time("2024-06-01T00:00:00Z");
  for (const Case& one : kCases) {
    std::vector<double> ours, plain;
    std::size_t items = 0;
    const std::string order = one.query.sort.empty() ? "published_at desc, key desc" : "value desc, key desc";
    for (int round = 0; round < 15; ++round) {
      auto start = Clock::now();
      const auto page = search_tenders(connection, one.query, now);
      ours.push_back(milliseconds(start));
      if (!page) {
        std::fprintf(stderr, "%s: %s\n", one.name, page.error().name.c_str());
        std::exit(1);
      }
      items = page->find("items")->as_array().size();
      if (!small && round >= 3) continue;  // the peer is slow there
      start = Clock::now();
      pqxx::read_transaction work(connection);
      // An expression, so that no index helps it.
      (void)work.exec("select key, title, excerpt, buyer, status from tender_search where " + std::string(one.plain) +
                      " order by " + order + " limit 21");
      (void)work.exec("select count(*) from (select 1 from tender_search where " + std::string(one.plain) + " limit 1001) c");
      plain.push_back(milliseconds(start));
    }
    const double mine = median(ours), theirs = median(plain);
    std::printf("BENCH|search: first page of %s, %s (%zu found)|%.1f ms|ILIKE %.1f ms|%.2f|%s|%s\n", size.c_str(), one.name, items,
                mine, theirs, mine / theirs, small ? "< 50 ms" : "", small ? (mine < 50 ? "yes" : "no") : "");
    std::fflush(stdout);
  }
}

void import(const std::string& conninfo, int from, int to) {
  const std::string path = "/tmp/terang-bench-" + std::to_string(::getpid()) + ".json";
  {
    Tenders tenders(static_cast<unsigned>(from) + 1);
    std::ofstream file(path);
    file << R"({"version":"1.1","uri":"urn:bench","publisher":{"name":"bench"},"releases":[)";
    for (int i = from; i < to; ++i) file << (i == from ? "" : ",\n") << tenders.next(i);
    file << "]}";
  }
  std::ifstream size(path, std::ios::ate);
  const double megabytes = static_cast<double>(size.tellg()) / 1e6;
  const auto start = Clock::now();
  const auto report = import_ocds({path}, conninfo);
  const double seconds = milliseconds(start) / 1000;
  std::remove(path.c_str());
  if (!report || report->exit_code() != 0) {
    std::fprintf(stderr, "%s\n", report ? to_text(*report).c_str() : report.error().message.c_str());
    std::exit(1);
  }
  std::printf("BENCH|search: import of %d releases|%.0f releases/s, %.1f MB/s||||\n", to - from, (to - from) / seconds,
              megabytes / seconds);
  std::fflush(stdout);
}

void clear(const std::string& conninfo) {
  pqxx::connection connection(conninfo);
  pqxx::nontransaction work(connection);
  work.exec("delete from ocds_release where ocid like 'bench-%'");
  work.exec("delete from tender_search where source = 'ocds' and key like 'bench-%'");
  work.exec("vacuum analyze tender_search");
}

}  // namespace

int main() {
  const char* cluster = std::getenv("TERANG_BENCH_DATABASE");
  if (!cluster) {
    std::fprintf(stderr, "TERANG_BENCH_DATABASE must name a PostgreSQL database (conninfo)\n");
    return 2;
  }
  const char* wanted = std::getenv("TERANG_BENCH_TENDERS");
  const int large = wanted ? std::atoi(wanted) : 100'000;
  const std::string conninfo = cluster;
  if (const auto migrated = ledger::migrate(conninfo, "sql"); !migrated) {
    std::fprintf(stderr, "%s: %s\n", migrated.error().name.c_str(), migrated.error().message.c_str());
    return 1;
  }
  clear(conninfo);
  import(conninfo, 0, 5'500);
  measure(conninfo, "5,500", true);
  if (large > 5'500) {
    import(conninfo, 5'500, large);
    measure(conninfo, std::to_string(large), false);
  }
  clear(conninfo);
}
