#include "ledger/pg_append.h"

#include <cstring>

namespace terang::ledger {
namespace {

constexpr std::size_t kCopyFrom = 256;        // entries: from here on the second round trip of COPY pays
constexpr std::size_t kCopyPiece = 64 * 1024;  // sent while PostgreSQL already works on those before
constexpr std::string_view kColumns = "(log, seq, header, salt, payload, tender)";

template <class Number>
std::string big_endian(Number number) {
  std::string octets(sizeof number, '\0');
  for (std::size_t i = 0; i < sizeof number; ++i)
    octets[i] = static_cast<char>(static_cast<std::uint64_t>(number) >> 8 * (sizeof number - 1 - i));
  return octets;
}

// A row of COPY … (FORMAT binary): i16 number of fields | { i32 size or -1 | octets }.
class RowPen {
 public:
  explicit RowPen(char* at) : at_(at) {}
  void count(std::uint16_t fields) {
    fields = __builtin_bswap16(fields);
    put(&fields, sizeof fields);
  }
  void field(std::string_view octets) {
    size(static_cast<std::uint32_t>(octets.size()));
    put(octets.data(), octets.size());
  }
  void null() { size(0xffff'ffffu); }
  char* at() const { return at_; }

 private:
  void size(std::uint32_t octets) {
    octets = __builtin_bswap32(octets);
    put(&octets, sizeof octets);
  }
  void put(const void* octets, std::size_t size) {
    std::memcpy(at_, octets, size);
    at_ += size;
  }
  char* at_;
};

}  // namespace

PgAppend::PgAppend(int log)
    : log_(big_endian(static_cast<std::uint32_t>(log))),
      copy_("COPY ledger_entry " + std::string(kColumns) + " FROM STDIN (FORMAT binary)") {}

void PgAppend::prepare(PGconn* connection) {
  const std::string insert = "INSERT INTO ledger_entry " + std::string(kColumns);
  expect(connection,
         PQprepare(connection, "append_one", (insert + " VALUES ($1::int, $2::bigint, $3::bytea, $4::bytea, $5::bytea, $6::text)").c_str(), 0, nullptr),
         PGRES_COMMAND_OK);
  expect(connection,
         PQprepare(connection, "append_many",
                   (insert + " SELECT $1::int, unnest($2::bigint[]), unnest($3::bytea[]), unnest($4::bytea[]), "
                             "unnest($5::bytea[]), unnest($6::text[])").c_str(), 0, nullptr),
         PGRES_COMMAND_OK);
}

void PgAppend::write(PGconn* connection, std::span<const Entry> entries) {
  if (entries.empty()) return;
  if (entries.size() == 1) return one(connection, entries.front());
  entries.size() < kCopyFrom ? arrays(connection, entries) : copy(connection, entries);
}

void PgAppend::one(PGconn* connection, const Entry& entry) {
  const std::string seq = big_endian(entry.header.seq);
  const std::string_view header = entry.header_octets(), salt = as_chars(entry.salt);
  const char* values[] = {log_.data(), seq.data(), header.data(), salt.data(), entry.payload.data(),
                          entry.tender.empty() ? nullptr : entry.tender.data()};
  const int lengths[] = {4, 8, static_cast<int>(header.size()), static_cast<int>(salt.size()),
                         static_cast<int>(entry.payload.size()), static_cast<int>(entry.tender.size())};
  constexpr int formats[] = {1, 1, 1, 1, 1, 1};
  expect(connection, PQexecPrepared(connection, "append_one", 6, values, lengths, formats, 1), PGRES_COMMAND_OK);
}

void PgAppend::arrays(PGconn* connection, std::span<const Entry> entries) {
  const std::size_t n = entries.size();
  std::size_t payload_octets = 0, tender_octets = 0;
  for (const Entry& entry : entries) {
    payload_octets += entry.payload.size();
    tender_octets += entry.tender.size();
  }
  seqs_.begin(n, 8 * n);
  headers_.begin(n, kHeaderSize * n);
  salts_.begin(n, 16 * n);
  payloads_.begin(n, payload_octets);
  tenders_.begin(n, tender_octets);
  for (const Entry& entry : entries) {
    seqs_.add_int8(entry.header.seq);
    headers_.add(entry.header_octets());
    salts_.add(as_chars(entry.salt));
    payloads_.add(entry.payload);
    entry.tender.empty() ? tenders_.add_null() : tenders_.add(entry.tender);
  }
  const std::string* parts[] = {&log_, &seqs_.octets(), &headers_.octets(), &salts_.octets(), &payloads_.octets(), &tenders_.octets()};
  const char* values[6];
  int lengths[6];
  for (int i = 0; i < 6; ++i) {
    values[i] = parts[i]->data();
    lengths[i] = static_cast<int>(parts[i]->size());
  }
  constexpr int formats[] = {1, 1, 1, 1, 1, 1};
  expect(connection, PQexecPrepared(connection, "append_many", 6, values, lengths, formats, 1), PGRES_COMMAND_OK);
}

void PgAppend::copy(PGconn* connection, std::span<const Entry> entries) {
  constexpr std::string_view kHead("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19), kEnd("\377\377", 2);
  expect(connection, PQexec(connection, copy_.c_str()), PGRES_COPY_IN);
  const auto send = [&](std::string_view octets) {
    if (PQputCopyData(connection, octets.data(), static_cast<int>(octets.size())) != 1)
      throw pqxx::broken_connection(PQerrorMessage(connection));
  };
  if (rows_.size() < kCopyPiece) rows_.resize(kCopyPiece);
  std::size_t used = kHead.size();
  std::memcpy(rows_.data(), kHead.data(), used);
  for (const Entry& entry : entries) {
    const std::size_t size = 2 + 6 * 4 + 4 + 8 + kHeaderSize + 16 + entry.payload.size() + entry.tender.size();
    if (used + size > rows_.size()) {
      send({rows_.data(), used});
      used = 0;
      if (size > rows_.size()) rows_.resize(size);
    }
    RowPen pen(rows_.data() + used);
    pen.count(6);
    pen.field(log_);
    const std::uint64_t seq = __builtin_bswap64(entry.header.seq);
    pen.field({reinterpret_cast<const char*>(&seq), sizeof seq});
    pen.field(entry.header_octets());
    pen.field(as_chars(entry.salt));
    pen.field(entry.payload);
    entry.tender.empty() ? pen.null() : pen.field(entry.tender);
    used = static_cast<std::size_t>(pen.at() - rows_.data());
  }
  send({rows_.data(), used});
  send(kEnd);
  if (PQputCopyEnd(connection, nullptr) != 1) throw pqxx::broken_connection(PQerrorMessage(connection));
  // The answer is complete only with the null result after it, also where it is an error.
  RawResult answer(PQgetResult(connection));
  while (PGresult* more = PQgetResult(connection)) PQclear(more);
  expect(connection, answer.release(), PGRES_COMMAND_OK);
}

}  // namespace terang::ledger
