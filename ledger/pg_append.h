// Appends entries to ledger_entry over a connection of libpq, as one statement: its own transaction unless one is open.
//
// One entry: a prepared INSERT. Some: arrays in binary through unnest, one round trip. Many: binary COPY, which costs
// PostgreSQL a third less an entry and takes a second round trip.
#pragma once

#include <span>
#include <vector>

#include "ledger/entry.h"
#include "ledger/pg_array.h"
#include "ledger/pg_raw.h"

namespace terang::ledger {

class PgAppend {
 public:
  explicit PgAppend(int log);
  void prepare(PGconn* connection);
  // Throws what libpqxx would: pqxx::sql_error, or pqxx::broken_connection where the answer did not come.
  void write(PGconn* connection, std::span<const Entry> entries);

 private:
  void one(PGconn* connection, const Entry& entry);
  void arrays(PGconn* connection, std::span<const Entry> entries);
  void copy(PGconn* connection, std::span<const Entry> entries);

  std::string log_;  // int4, big-endian
  std::string copy_;
  PgArray seqs_{PgArray::kInt8}, headers_{PgArray::kBytea}, salts_{PgArray::kBytea}, payloads_{PgArray::kBytea},
      tenders_{PgArray::kText};
  std::vector<char> rows_;
};

}  // namespace terang::ledger
