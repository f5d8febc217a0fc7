// What the ledger's benchmarks share: entries like those of an auction, time, and the lines that bench/run gathers.
#pragma once

#include <postgresql/libpq-fe.h>

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "ledger/chain.h"

namespace terang::bench {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// Of this thread alone: what only computes is measured so, because a busy machine does not show in it.
inline double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

inline double percentile(std::vector<double> values, double part) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// BENCH|subject|figure|peer figure|ratio|goal|yes
inline void report(const char* subject, const std::string& figure, const std::string& peer, double ratio,
                   const char* goal, bool met) {
  std::printf("BENCH|%s|%s|%s|%.2f|%s|%s\n", subject, figure.c_str(), peer.c_str(), ratio, goal, met ? "yes" : "no");
  std::fflush(stdout);
}

inline std::string text(const char* format, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}

// The data of a bid as it is logged: 330 octets.
inline const std::string& bid_data() {
  static const std::string data =
      "{\"amount\":\"1250000000\",\"bid\":\"8e1f0000-0000-4000-8000-000000000000\",\"bidder\":\"417\",\"confirm\":false,"
      "\"key\":\"0123456789abcdef\",\"lot\":\"1\",\"rank\":3,\"rank_before\":5,\"signature\":\"" +
      std::string(86, 'A') + "==\",\"verdict\":\"accepted\"}";
  return data;
}

inline ledger::Salt salt_of(std::uint64_t n) {
  ledger::Salt salt{};
  for (std::size_t i = 0; i < 8; ++i) salt[i] = static_cast<std::uint8_t>(n >> (8 * i));
  return salt;
}

inline std::vector<ledger::Entry> make_bids(ledger::Chain& chain, std::size_t count) {
  std::vector<ledger::Entry> entries;
  entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t n = chain.head().size;
    entries.push_back(chain.append("bid.placed", n % 2 ? "t1a2b3c4d5e6" : "t6e5d4c3b2a1", bid_data(),
                                   1'795'316'400'000'000 + static_cast<Micros>(n), salt_of(n)));
  }
  chain.confirm(chain.head().size);
  return entries;
}

// A fresh schema with the ledger's tables in the database that bench/run names; exits with 77 when there is none.
class Database {
 public:
  Database() {
    const char* base = std::getenv("TERANG_BENCH_DATABASE");
    if (!base) {
      std::fprintf(stderr, "TERANG_BENCH_DATABASE is not set: bench/run sets it\n");
      std::exit(77);
    }
    base_ = base;
    run(base_, "DROP SCHEMA IF EXISTS bench_ledger CASCADE");
    run(base_, "CREATE SCHEMA bench_ledger");
    conninfo = base_ + " options='-c search_path=bench_ledger,public'";
    std::ifstream file(std::string(TERANG_SOURCE_DIR) + "/sql/0001_ledger.sql");
    const std::string tables{std::istreambuf_iterator<char>(file), {}};
    run(conninfo, tables.c_str());
  }
  ~Database() { run(base_, "DROP SCHEMA bench_ledger CASCADE"); }
  static void run(const std::string& where, const char* sql) {
    PGconn* connection = PQconnectdb(where.c_str());
    PQclear(PQexec(connection, "SET client_min_messages = warning"));
    PGresult* result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) std::fprintf(stderr, "%s: %s\n", sql, PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
  }
  std::string conninfo;

 private:
  std::string base_;
};

}  // namespace terang::bench
