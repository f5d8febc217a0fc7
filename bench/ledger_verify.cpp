// Reading a stored log back and checking it, as every start does: beside a plain COPY OUT and beside SHA-256 alone.
#include "base/sha256.h"
#include "bench/ledger_common.h"
#include "ledger/pg_journal.h"
#include "ledger/stored_log.h"

int main() {
  using namespace terang;
  using namespace terang::bench;
  using namespace terang::ledger;
  constexpr std::size_t kEntries = 300'000;
  const Database database;
  Chain chain;
  std::size_t octets = 0;
  {
    auto journal = PgJournal::open(database.conninfo, 1, {1, "bench"});
    if (!journal) return 1;
    while (chain.head().size < kEntries) {
      auto entries = make_bids(chain, 4000);
      for (const Entry& entry : entries) octets += kHeaderSize + 16 + entry.payload.size();
      if (!(*journal)->write({std::move(entries), {}}).durable()) return 1;
    }
  }
  Database::run(database.conninfo, "VACUUM ANALYZE ledger_entry");
  const auto journal = PgJournal::open_read_only(database.conninfo, 1);
  if (!journal) return 1;

  std::vector<double> ours, copies, hashes, to_copy, to_hash;
  const auto started = Clock::now();
  for (int round = 0; round < 7 && (round < 2 || seconds_since(started) < 30); ++round) {
    auto begin = Clock::now();
    const auto log = verify_stored_log(**journal);
    const double verify = seconds_since(begin);
    if (!log || log->chain.head() != chain.head()) return 1;

    begin = Clock::now();
    PGconn* connection = PQconnectdb(database.conninfo.c_str());
    PQclear(PQexec(connection, "COPY (SELECT seq, header, salt, payload, tender FROM ledger_entry WHERE log = 1 ORDER BY seq)"
                               " TO STDOUT (FORMAT binary)"));
    char* buffer = nullptr;
    std::size_t rows = 0;
    while (PQgetCopyData(connection, &buffer, 0) > 0) {
      ++rows;
      PQfreemem(buffer);
    }
    PQfinish(connection);
    const double copy = seconds_since(begin);
    if (rows < kEntries) return 1;

    const std::string block(16'384, 'x');
    begin = Clock::now();
    unsigned sink = 0;
    constexpr int kBlocks = 4000;
    for (int i = 0; i < kBlocks; ++i) sink += sha256(block)[0];
    const double hash = static_cast<double>(kBlocks * block.size()) / 1e6 / seconds_since(begin) + (sink & 0);

    const double mb = static_cast<double>(octets) / 1e6 / verify;
    ours.push_back(kEntries / verify);
    copies.push_back(kEntries / copy);
    hashes.push_back(hash);
    to_copy.push_back(copy / verify);
    to_hash.push_back(mb / hash);
  }
  const double rate = percentile(ours, 0.5), each = static_cast<double>(octets) / kEntries;
  report("ledger read back and checked on restart", text("%.0f entries/s", rate), "500000 entries/s", rate / 500'000,
         ">= 1.0", rate >= 500'000);
  report("ledger verify, rows, beside a plain COPY OUT", text("%.0f rows/s", rate),
         text("%.0f rows/s", percentile(copies, 0.5)), percentile(to_copy, 0.5), "none", true);
  report("ledger verify, bytes, beside SHA-256 of 16 KB blocks", text("%.0f MB/s", rate * each / 1e6),
         text("%.0f MB/s", percentile(hashes, 0.5)), percentile(to_hash, 0.5), "none", true);
}
