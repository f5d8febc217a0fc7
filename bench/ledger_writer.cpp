// Durable entries a second beside the raw batch insert of the same bytes, and how long a bid waits for its commit.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "bench/ledger_common.h"
#include "ledger/pg_array.h"
#include "ledger/pg_journal.h"

namespace {

using namespace terang;
using namespace terang::bench;
using namespace terang::ledger;

// The peer: libpq by hand, the same table, log 2 and up.
class RawWriter {
 public:
  RawWriter(const std::string& conninfo, int log) : log_(std::to_string(log)), connection_(PQconnectdb(conninfo.c_str())) {
    PQclear(PQprepare(connection_, "many",
                      "INSERT INTO ledger_entry SELECT $1::int, unnest($2::bigint[]), unnest($3::bytea[]), "
                      "unnest($4::bytea[]), unnest($5::bytea[]), unnest($6::text[])", 0, nullptr));
    PQclear(PQprepare(connection_, "one", "INSERT INTO ledger_entry VALUES ($1::int, $2::bigint, $3::bytea, $4::bytea, "
                                          "$5::bytea, $6::text)", 0, nullptr));
  }
  ~RawWriter() { PQfinish(connection_); }

  void write(const std::vector<Entry>& entries) {
    PgArray seqs(PgArray::kInt8, entries.size(), 8 * entries.size()), headers(PgArray::kBytea, entries.size(), 81 * entries.size()),
        salts(PgArray::kBytea, entries.size(), 16 * entries.size()), payloads(PgArray::kBytea, entries.size(), 512 * entries.size()),
        tenders(PgArray::kText, entries.size(), 12 * entries.size());
    for (const Entry& entry : entries) {
      seqs.add_int8(entry.header.seq);
      headers.add(entry.header_octets());
      salts.add(as_chars(entry.salt));
      payloads.add(entry.payload);
      tenders.add(entry.tender);
    }
    const std::string* arrays[] = {&seqs.octets(), &headers.octets(), &salts.octets(), &payloads.octets(), &tenders.octets()};
    const char* values[6] = {log_.c_str()};
    int lengths[6] = {}, formats[6] = {};
    for (int i = 0; i < 5; ++i) {
      values[i + 1] = arrays[i]->data();
      lengths[i + 1] = static_cast<int>(arrays[i]->size());
      formats[i + 1] = 1;
    }
    done(PQexecPrepared(connection_, "many", 6, values, lengths, formats, 0));
  }
  void write_one(const Entry& entry) {
    const std::string seq = std::to_string(entry.header.seq);
    const char* values[] = {log_.c_str(), seq.c_str(), reinterpret_cast<const char*>(entry.header_bytes.data()),
                            reinterpret_cast<const char*>(entry.salt.data()), entry.payload.data(), entry.tender.c_str()};
    const int lengths[] = {0, 0, 81, 16, static_cast<int>(entry.payload.size()), 0}, formats[] = {0, 0, 1, 1, 1, 0};
    done(PQexecPrepared(connection_, "one", 6, values, lengths, formats, 0));
  }

 private:
  void done(PGresult* result) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
      std::fprintf(stderr, "%s", PQerrorMessage(connection_));
      std::exit(1);
    }
    PQclear(result);
  }
  std::string log_;
  PGconn* connection_;
};

void must(const WriteResult& result) {
  if (result.durable()) return;
  std::fprintf(stderr, "%s\n", result.message.c_str());
  std::exit(1);
}

void batches(PgJournal& journal, Chain& chain, RawWriter& raw, Chain& raw_chain, std::size_t size) {
  std::vector<double> ours, peers, ratios;
  const auto started = Clock::now();
  for (int round = 0; round < 40 && (round < 4 || seconds_since(started) < 8); ++round) {
    constexpr int kWrites = 4;
    std::vector<std::vector<Entry>> mine, other;
    for (int i = 0; i < kWrites; ++i) {
      mine.push_back(make_bids(chain, size));
      other.push_back(make_bids(raw_chain, size));
    }
    const auto time = [&](const auto& write) {
      const auto begin = Clock::now();
      for (int i = 0; i < kWrites; ++i) write(i);
      return static_cast<double>(kWrites * size) / seconds_since(begin);
    };
    const auto journal_writes = [&](int i) { must(journal.write({std::move(mine[static_cast<std::size_t>(i)]), {}})); };
    const auto raw_writes = [&](int i) { raw.write(other[static_cast<std::size_t>(i)]); };
    double a = 0, b = 0;
    if (round % 2) {
      a = time(journal_writes);
      b = time(raw_writes);
    } else {
      b = time(raw_writes);
      a = time(journal_writes);
    }
    ours.push_back(a);
    peers.push_back(b);
    ratios.push_back(a / b);
  }
  const double ratio = percentile(ratios, 0.5);
  const std::string subject = "ledger writer, batches of " + std::to_string(size) + ", beside raw libpq of the same bytes";
  report(subject.c_str(), text("%.0f entries/s", percentile(ours, 0.5)), text("%.0f rows/s", percentile(peers, 0.5)), ratio,
         ">= 1.0", ratio >= 0.995);
}

struct Latencies {
  double p50, p99;
};
Latencies of(const std::vector<double>& micros) { return {percentile(micros, 0.5), percentile(micros, 0.99)}; }

// One bidder: each waits for his answer. Interleaved one by one with the single-row commit, the disk in the same state.
Latencies one_bidder(PgJournal& journal, Chain& chain, RawWriter& raw, Chain& raw_chain) {
  std::vector<double> ours, peers;
  const auto started = Clock::now();
  for (int i = 0; i < 3000 && seconds_since(started) < 10; ++i) {
    auto begin = Clock::now();
    must(journal.write({make_bids(chain, 1), {}}));
    ours.push_back(seconds_since(begin) * 1e6);
    begin = Clock::now();
    raw.write_one(make_bids(raw_chain, 1)[0]);
    peers.push_back(seconds_since(begin) * 1e6);
  }
  const Latencies mine = of(ours), peer = of(peers);
  report("ledger acknowledgement, one bidder, p50, beside a single-row commit", text("%.0f us", mine.p50),
         text("%.0f us", peer.p50), mine.p50 / peer.p50, "<= 2", mine.p50 / peer.p50 <= 2);
  report("ledger acknowledgement, one bidder, p99, beside a single-row commit", text("%.0f us", mine.p99),
         text("%.0f us", peer.p99), mine.p99 / peer.p99, "<= 8", mine.p99 / peer.p99 <= 8);
  return peer;
}

// Bids arrive at a steady rate; whatever waits goes in the next transaction.
void offered(PgJournal& journal, Chain& chain, double rate, RawWriter& raw, Chain& raw_chain) {
  constexpr double kSeconds = 4;
  const std::size_t total = static_cast<std::size_t>(rate * kSeconds);
  std::vector<double> waits, peers;
  waits.reserve(total);
  const auto begin = Clock::now();
  const auto due = [&](std::size_t i) { return begin + std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 * static_cast<double>(i) / rate)); };
  for (std::size_t next = 0; next < total;) {
    const auto now = Clock::now();
    std::size_t end = next;
    while (end < total && end - next < 4096 && due(end) <= now) ++end;
    if (end == next) continue;
    must(journal.write({make_bids(chain, end - next), {}}));
    const auto acknowledged = Clock::now();
    for (; next < end; ++next) waits.push_back(std::chrono::duration<double, std::micro>(acknowledged - due(next)).count());
  }
  const double took = seconds_since(begin);
  for (int i = 0; i < 2000 && seconds_since(begin) < kSeconds + 20; ++i) {  // the peer right after, at its own best: back to back
    const auto start = Clock::now();
    raw.write_one(make_bids(raw_chain, 1)[0]);
    peers.push_back(seconds_since(start) * 1e6);
  }
  const Latencies mine = of(waits), peer = of(peers);
  std::printf("offered %.0f/s, served %.0f/s\n", rate, static_cast<double>(total) / took);
  report("ledger acknowledgement, 20,000 bids/s offered, p50, beside a single-row commit", text("%.0f us", mine.p50),
         text("%.0f us", peer.p50), mine.p50 / peer.p50, "<= 2", mine.p50 / peer.p50 <= 2);
  report("ledger acknowledgement, 20,000 bids/s offered, p99, beside a single-row commit", text("%.0f us", mine.p99),
         text("%.0f us", peer.p99), mine.p99 / peer.p99, "<= 8", mine.p99 / peer.p99 <= 8);
}

// 64 bidders who each wait for their answer: group commit beside a transaction and a connection for each.
void sixty_four(const std::string& conninfo, PgJournal& journal, Chain& chain) {
  constexpr int kBidders = 64;
  constexpr double kSeconds = 1;
  std::vector<double> ours, peers, ratios;
  std::vector<std::unique_ptr<RawWriter>> writers;
  std::vector<Chain> chains(kBidders);
  for (int i = 0; i < kBidders; ++i) writers.push_back(std::make_unique<RawWriter>(conninfo, 100 + i));
  for (int round = 0; round < 4; ++round) {
    auto begin = Clock::now();
    std::size_t count = 0;
    while (seconds_since(begin) < kSeconds) {
      must(journal.write({make_bids(chain, kBidders), {}}));
      count += kBidders;
    }
    ours.push_back(static_cast<double>(count) / seconds_since(begin));
    std::atomic<std::size_t> single = 0;
    begin = Clock::now();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kBidders; ++i)
      threads.emplace_back([&, i] {
        while (seconds_since(begin) < kSeconds) {
          writers[i]->write_one(make_bids(chains[i], 1)[0]);
          ++single;
        }
      });
    for (auto& thread : threads) thread.join();
    peers.push_back(static_cast<double>(single) / seconds_since(begin));
    ratios.push_back(ours.back() / peers.back());
  }
  const double ratio = percentile(ratios, 0.5);
  report("ledger writer, 64 bidders, beside one transaction per bid", text("%.0f bids/s", percentile(ours, 0.5)),
         text("%.0f bids/s", percentile(peers, 0.5)), ratio, ">= 8", ratio >= 8);
}

}  // namespace

// bench_ledger_writer [batches|one|offered|many]: all, or one part.
int main(int argc, char** argv) {
  const std::string part = argc > 1 ? argv[1] : "";
  const auto wanted = [&](const char* name) { return part.empty() || part == name; };
  const Database database;
  const auto journal = PgJournal::open(database.conninfo, 1, {1, "bench"});
  if (!journal) {
    std::fprintf(stderr, "%s\n", journal.error().message.c_str());
    return 1;
  }
  RawWriter raw(database.conninfo, 2);
  Chain chain, raw_chain;
  if (wanted("batches"))
    for (const std::size_t size : {64, 512, 4096}) batches(**journal, chain, raw, raw_chain, size);
  if (wanted("one")) one_bidder(**journal, chain, raw, raw_chain);
  if (wanted("offered")) offered(**journal, chain, 20'000, raw, raw_chain);
  if (wanted("many")) sixty_four(database.conninfo, **journal, chain);
}
