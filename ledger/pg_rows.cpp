#include "ledger/pg_rows.h"

#include "ledger/pg_raw.h"

namespace terang::ledger {
namespace {

constexpr std::string_view kSignature("PGCOPY\n\377\r\n\0", 11);

// A row of COPY … (FORMAT binary): i16 number of fields | { i32 size or -1 | octets }; i16 -1 ends the stream.
class Row {
 public:
  explicit Row(std::string_view octets) : rest_(octets) {}

  std::int64_t integer(std::size_t octets) {
    const std::string_view field = take(octets);
    std::uint64_t value = 0;
    for (const char c : field) value = value << 8 | static_cast<std::uint8_t>(c);
    // Sign-extend from the field's width.
    const unsigned unused = static_cast<unsigned>(64 - 8 * octets);
    return static_cast<std::int64_t>(value << unused) >> unused;
  }
  std::optional<std::string_view> field() {
    const std::int64_t size = integer(4);
    if (size < 0) return std::nullopt;
    return take(static_cast<std::size_t>(size));
  }
  std::string_view take(std::size_t octets) {
    if (octets > rest_.size()) throw pqxx::failure("COPY sent a row that ends early");
    const std::string_view field = rest_.substr(0, octets);
    rest_.remove_prefix(octets);
    return field;
  }

 private:
  std::string_view rest_;
};

struct FreeRow {
  void operator()(char* row) const { PQfreemem(row); }
};

// A COPY has to be read to its end; cancelling brings the end near. The transaction is then rolled back.
void drain(PGconn* connection) {
  char why[256];
  if (PGcancel* cancel = PQgetCancel(connection)) {
    PQcancel(cancel, why, sizeof why);
    PQfreeCancel(cancel);
  }
  for (char* row = nullptr; PQgetCopyData(connection, &row, 0) > 0;) PQfreemem(row);
  while (PGresult* result = PQgetResult(connection)) PQclear(result);
}

StoredEntry entry_of(Row row) {
  StoredEntry entry;
  const auto seq = row.field();
  if (!seq) throw pqxx::failure("COPY sent an entry without a number");
  entry.seq = static_cast<std::uint64_t>(Row(*seq).integer(8));
  entry.header = row.field().value_or(std::string_view{});
  entry.salt = row.field();
  entry.payload = row.field();
  entry.tender = row.field().value_or(std::string_view{});
  return entry;
}

}  // namespace

std::uint64_t copy_entries(pqxx::connection& connection, const std::string& where, const Journal::Reader& reader) {
  pqxx::work transaction(connection);
  PGconn* raw = raw_connection(transaction);
  const std::string query = "COPY (SELECT seq, header, salt, payload, tender FROM ledger_entry WHERE " + where +
                            " ORDER BY seq) TO STDOUT (FORMAT binary)";
  expect(raw, PQexec(raw, query.c_str()), PGRES_COPY_OUT);
  std::uint64_t count = 0;
  bool first = true;
  for (;;) {
    char* got = nullptr;
    const int size = PQgetCopyData(raw, &got, 0);
    if (size == -2) throw pqxx::broken_connection(PQerrorMessage(raw));
    if (size == -1) break;
    const std::unique_ptr<char, FreeRow> keep(got);
    std::string_view octets(got, static_cast<std::size_t>(size));
    if (std::exchange(first, false)) {
      // The stream's head comes in front of the first row: signature | i32 flags | i32 size of an extension | extension.
      if (!octets.starts_with(kSignature)) throw pqxx::failure("COPY did not answer in binary");
      Row head(octets.substr(kSignature.size() + 4));
      const std::int64_t extension = head.integer(4);
      octets.remove_prefix(kSignature.size() + 8 + static_cast<std::size_t>(extension));
      if (octets.empty()) continue;
    }
    Row row(octets);
    if (row.integer(2) != 5) continue;  // the end
    ++count;
    if (!reader(entry_of(row))) {
      drain(raw);
      return count;
    }
  }
  expect(raw, PQgetResult(raw), PGRES_COMMAND_OK);
  while (PGresult* more = PQgetResult(raw)) PQclear(more);
  transaction.commit();
  return count;
}

}  // namespace terang::ledger
