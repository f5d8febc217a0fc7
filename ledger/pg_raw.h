// libpq beneath a libpqxx connection, for what libpqxx 6.4 lacks: binary parameters that are not copied twice, binary COPY.
#pragma once

#include <postgresql/libpq-fe.h>

#include <memory>
#include <pqxx/largeobject>
#include <pqxx/pqxx>

namespace terang::ledger {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using RawResult = std::unique_ptr<PGresult, ClearResult>;

// Good as long as the transaction's connection is. pqxx::largeobject is libpqxx's own door for those who derive from it.
inline PGconn* raw_connection(const pqxx::dbtransaction& transaction) {
  struct Door : pqxx::largeobject {
    static PGconn* of(const pqxx::dbtransaction& t) { return raw_connection(t); }
  };
  return Door::of(transaction);
}

// Throws what libpqxx would have thrown, unless the result is of that kind.
inline RawResult expect(PGconn* connection, PGresult* got, ExecStatusType wanted) {
  RawResult result(got);
  if (result && PQresultStatus(result.get()) == wanted) return result;
  const char* state = result ? PQresultErrorField(result.get(), PG_DIAG_SQLSTATE) : nullptr;
  const std::string message = PQerrorMessage(connection);
  if (PQstatus(connection) != CONNECTION_OK || !state) throw pqxx::broken_connection(message);
  throw pqxx::sql_error(message, "", state);
}

}  // namespace terang::ledger
