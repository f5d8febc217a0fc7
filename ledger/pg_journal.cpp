#include "ledger/pg_journal.h"

#include <map>
#include <mutex>
#include <pqxx/pqxx>
#include <thread>

#include "base/check.h"
#include "ledger/pg_append.h"
#include "ledger/pg_raw.h"
#include "ledger/pg_rows.h"

namespace terang::ledger {
namespace {

using namespace std::chrono_literals;

constexpr int kLockClass = 0x54524e47;  // "TRNG": the advisory locks of this program are (this, log)

std::int64_t at_most_int64(std::uint64_t number) { return static_cast<std::int64_t>(std::min<std::uint64_t>(number, INT64_MAX)); }

Failure lost(const std::exception& error) {
  std::string text = error.what();
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  for (char& c : text)
    if (c == '\n') c = ' ';
  return {"connection_lost", text};
}

bool is_connection_state(const std::string& sqlstate) {
  return sqlstate.starts_with("08") || sqlstate.starts_with("57P");  // connection exceptions; shutdown and start-up
}

WriteResult refused(const pqxx::sql_error& error) {
  const std::string& state = error.sqlstate();
  const std::string message = lost(error).message;
  if (state == "53100") return {WriteState::failed, WriteFailure::disk_full, message};
  if (state == "23505" && message.find("ledger_entry_pkey") != std::string::npos)
    return {WriteState::failed, WriteFailure::foreign_writer, message};
  return {WriteState::failed, WriteFailure::other, state + " " + message};
}

}  // namespace

std::string_view name(WriteFailure failure) {
  switch (failure) {
    case WriteFailure::none: return "none";
    case WriteFailure::connection_lost: return "connection_lost";
    case WriteFailure::disk_full: return "disk_full";
    case WriteFailure::foreign_writer: return "foreign_writer";
    case WriteFailure::other: return "other";
  }
  TERANG_ASSERT(false);
}

struct PgJournal::State {
  std::string conninfo;
  int log = 0;
  std::optional<Owner> owner;  // nothing: read only

  std::unique_ptr<pqxx::connection> writer;
  PGconn* raw = nullptr;                       // beneath the writer
  std::optional<PgAppend> append;
  int backend = 0;                             // of the newest writing connection, also when that is gone
  Head known;                                  // where we know the log to end
  std::optional<Head> doubt;                   // where it ends if the write in doubt was committed
  std::map<std::string, std::string> prepared; // projections: SQL → name

  // A connection that reads, opened when first needed or when it broke.
  struct Reading {
    std::mutex mutex;
    std::unique_ptr<pqxx::connection> connection;
  };
  Reading reading, beside;  // `beside`: while entries come through the other

  std::unique_ptr<pqxx::connection> connect() const {
    auto connection = std::make_unique<pqxx::connection>(conninfo);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    // libpqxx would silently connect again, without the lock.
    connection->inhibit_reactivation(true);
#pragma GCC diagnostic pop
    return connection;
  }

  template <class Use>
  auto with_reader(Use use) { return with(reading, use); }
  template <class Use>
  auto with(Reading& which, Use use) -> Result<decltype(use(std::declval<pqxx::connection&>()))> {
    const std::lock_guard lock(which.mutex);
    std::unique_ptr<pqxx::connection>& reader = which.connection;
    const auto opened = [&]() -> pqxx::connection& {
      if (!reader || !reader->is_open()) reader = connect();
      return *reader;
    };
    try {
      try {
        return use(opened());
      } catch (const pqxx::broken_connection&) {  // it broke since it was last used: once more with a new one
        reader.reset();
        return use(opened());
      }
    } catch (const pqxx::sql_error& error) {
      reader.reset();
      if (is_connection_state(error.sqlstate())) return lost(error);
      return Failure{error.sqlstate() == "42P01" ? "schema_missing" : "other", lost(error).message};
    } catch (const pqxx::failure& error) {
      reader.reset();
      return lost(error);
    }
  }

  Head read_head(pqxx::transaction_base& transaction) const {
    const auto rows = transaction.exec_params(
        "SELECT seq, header FROM ledger_entry WHERE log = $1 ORDER BY seq DESC LIMIT 1", log);
    if (rows.empty()) return {};
    const pqxx::binarystring header(rows[0][1]);
    const std::string_view octets(header.get(), header.size());
    const auto decoded = decode_header(octets);
    return {rows[0][0].as<std::uint64_t>() + 1, leaf_hash(octets), decoded ? decoded->time : 0};
  }

  std::optional<Failure> take_lock(pqxx::connection& connection);
  Failure owned_by_other(pqxx::transaction_base& transaction) const;
  Result<Head> take_up();
  void project(pqxx::transaction_base& transaction, const Projection& projection);
};

Failure PgJournal::State::owned_by_other(pqxx::transaction_base& transaction) const {
  const auto rows = transaction.exec_params(
      "SELECT process, host, to_char(since, 'YYYY-MM-DD HH24:MI:SS TZ') FROM log_owner WHERE log = $1", log);
  const std::string number = std::to_string(log);
  if (rows.empty()) return {"log_owned", "Log " + number + " is owned by another program."};
  return {"log_owned", "Log " + number + " is owned by process " + rows[0][0].c_str() + " on " + rows[0][1].c_str() +
                           " since " + rows[0][2].c_str() + ": stop that one first."};
}

std::optional<Failure> PgJournal::State::take_lock(pqxx::connection& connection) {
  pqxx::nontransaction transaction(connection);
  // A program that was killed leaves its backend for a moment. Our own earlier connection may hold the lock longer,
  // when the server has not noticed that it is gone: that one is ended.
  for (int attempt = 0;; ++attempt) {
    const auto rows = transaction.exec_params("SELECT pg_try_advisory_lock($1, $2), pg_backend_pid()", kLockClass, log);
    if (rows[0][0].as<bool>()) {
      backend = rows[0][1].as<int>();
      transaction.exec_params(
          "INSERT INTO log_owner VALUES ($1, $2, $3, $4, now()) ON CONFLICT (log) DO UPDATE SET "
          "(backend, process, host, since) = (EXCLUDED.backend, EXCLUDED.process, EXCLUDED.host, EXCLUDED.since)",
          log, backend, owner->process, owner->host);
      return std::nullopt;
    }
    if (attempt == 20) return owned_by_other(transaction);
    if (backend != 0 && attempt == 2)
      transaction.exec_params(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
          "AND classid = $1 AND objid = $2 AND pid = $3 "
          "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
          kLockClass, log, backend);
    std::this_thread::sleep_for(50ms);
  }
}

// Opens the writing connection, takes the lock, and finds the log where we left it.
Result<Head> PgJournal::State::take_up() {
  TERANG_ASSERT(owner.has_value());
  writer.reset();
  prepared.clear();
  try {
    auto connection = connect();
    if (const auto failure = take_lock(*connection)) return *failure;
    Head head;
    {
      pqxx::nontransaction transaction(*connection);
      // Off or local would acknowledge what a crash may take back; stronger settings are the operator's.
      transaction.exec("SELECT set_config('synchronous_commit', 'on', false) "
                       "WHERE current_setting('synchronous_commit') IN ('off', 'local')");
      head = read_head(transaction);
    }
    if (head != known && head != doubt)
      return Failure{"foreign_writer", "Log " + std::to_string(log) + " has " + std::to_string(head.size) +
                                           " entries, but this program left it with " + std::to_string(known.size) +
                                           (doubt ? " or " + std::to_string(doubt->size) : "") +
                                           ": somebody else wrote to it."};
    raw = raw_connection(pqxx::work(*connection));
    append.emplace(log);
    append->prepare(raw);
    known = head;
    doubt.reset();
    writer = std::move(connection);
    return head;
  } catch (const pqxx::sql_error& error) {
    if (is_connection_state(error.sqlstate())) return lost(error);
    return Failure{error.sqlstate() == "42P01" ? "schema_missing" : "other", lost(error).message};
  } catch (const pqxx::failure& error) {
    return lost(error);
  }
}

void PgJournal::State::project(pqxx::transaction_base& transaction, const Projection& projection) {
  std::vector<const char*> params;
  for (const auto& param : projection.params) params.push_back(param ? param->c_str() : nullptr);
  const auto values = pqxx::prepare::make_dynamic_params(params);
  auto at = prepared.find(projection.sql);
  if (at == prepared.end()) {
    // Statements are few and come again and again; a caller that builds SQL out of values just stays unprepared.
    constexpr std::size_t kMostPrepared = 256;
    if (prepared.size() >= kMostPrepared) {
      transaction.exec_params(projection.sql, values);
      return;
    }
    const std::string name = "projection_" + std::to_string(prepared.size());
    transaction.conn().prepare(name, projection.sql);
    at = prepared.emplace(projection.sql, name).first;
  }
  transaction.exec_prepared(at->second, values);
}

PgJournal::PgJournal(std::unique_ptr<State> state) : state_(std::move(state)) {}
PgJournal::~PgJournal() = default;
int PgJournal::log() const { return state_->log; }

Result<std::unique_ptr<PgJournal>> PgJournal::open(const std::string& conninfo, int log, const Owner& owner) {
  auto journal = open_read_only(conninfo, log);
  if (!journal) return journal;
  State& state = *(*journal)->state_;
  // Before the lock is held anybody may write: whatever is there when we have it is where we begin.
  for (int attempt = 0;; ++attempt) {
    state.owner.reset();
    auto head = (*journal)->head();
    if (!head) return head.error();
    state.known = *head;
    state.owner = owner;
    head = state.take_up();
    if (head) return journal;
    if (head.error().name != "foreign_writer" || attempt == 2) return head.error();
  }
}

Result<std::unique_ptr<PgJournal>> PgJournal::open_read_only(const std::string& conninfo, int log) {
  auto state = std::make_unique<State>();
  state->conninfo = conninfo;
  state->log = log;
  std::unique_ptr<PgJournal> journal(new PgJournal(std::move(state)));
  const auto head = journal->head();
  if (!head) {
    if (head.error().name == "schema_missing")
      return Failure{"schema_missing", "The database has no ledger tables: run `terang migrate`."};
    return head.error();
  }
  return journal;
}

WriteResult PgJournal::write(const Batch& batch) {
  State& state = *state_;
  if (!state.writer) return {WriteState::failed, WriteFailure::connection_lost, "not connected"};
  Head after = state.known;
  for (const Entry& entry : batch.entries) {
    TERANG_ASSERT(entry.header.seq == after.size && entry.header.prev == after.leaf);
    after = {entry.header.seq + 1, entry.leaf, entry.header.time};
  }
  const auto in_doubt = [&](const std::exception& error) {
    state.writer.reset();
    state.doubt = after;
    return WriteResult{WriteState::in_doubt, WriteFailure::connection_lost, lost(error).message};
  };
  bool committing = false;  // what is lost before COMMIT is sent is certainly not committed
  try {
    if (batch.projections.empty()) {
      if (batch.entries.empty()) return {};
      committing = true;  // one statement is its own transaction
      state.append->write(state.raw, batch.entries);
    } else {
      pqxx::work transaction(*state.writer);
      state.append->write(state.raw, batch.entries);
      for (const Projection& projection : batch.projections) state.project(transaction, projection);
      committing = true;
      transaction.commit();
    }
  } catch (const pqxx::in_doubt_error& error) {
    return in_doubt(error);
  } catch (const pqxx::sql_error& error) {
    if (!is_connection_state(error.sqlstate()) && state.writer->is_open()) {
      const WriteResult result = refused(error);
      if (result.failure == WriteFailure::foreign_writer) state.writer.reset();
      return result;
    }
    if (committing) return in_doubt(error);
    state.writer.reset();
    return {WriteState::failed, WriteFailure::connection_lost, lost(error).message};
  } catch (const pqxx::failure& error) {
    if (committing) return in_doubt(error);
    state.writer.reset();
    return {WriteState::failed, WriteFailure::connection_lost, lost(error).message};
  }
  state.known = after;
  return {};
}

Result<Head> PgJournal::head() {
  if (state_->owner) return reopen();
  return state_->with_reader([&](pqxx::connection& connection) {
    pqxx::nontransaction transaction(connection);
    return state_->read_head(transaction);
  });
}

Result<Head> PgJournal::reopen() {
  State& state = *state_;
  if (!state.owner) return head();
  if (state.writer) {
    try {
      pqxx::nontransaction transaction(*state.writer);
      const Head head = state.read_head(transaction);
      if (head == state.known) return head;
      return Failure{"foreign_writer", "Somebody else wrote to log " + std::to_string(state.log) + "."};
    } catch (const pqxx::failure&) {
      // Broken: take it up again.
    }
  }
  return state.take_up();
}

Result<std::uint64_t> PgJournal::read(std::uint64_t from, std::uint64_t to, const Reader& reader) {
  const auto clamp = [](std::uint64_t seq) { return std::to_string(at_most_int64(seq)); };
  return state_->with_reader([&](pqxx::connection& connection) {
    return copy_entries(connection,
                        "log = " + std::to_string(state_->log) + " AND seq >= " + clamp(from) + " AND seq < " + clamp(to),
                        reader);
  });
}

Result<std::uint64_t> PgJournal::read_tender(std::string_view tender, const Reader& reader) {
  return state_->with_reader([&](pqxx::connection& connection) {
    const std::string which = tender.empty() ? "IS NULL" : "= " + connection.quote(std::string(tender));
    return copy_entries(connection, "log = " + std::to_string(state_->log) + " AND tender " + which, reader);
  });
}

Result<bool> PgJournal::any_erased() {
  return state_->with_reader([&](pqxx::connection& connection) {
    pqxx::nontransaction transaction(connection);
    return transaction
        .exec_params("SELECT EXISTS (SELECT FROM ledger_entry WHERE log = $1 AND payload IS NULL)", state_->log)[0][0]
        .as<bool>();
  });
}

Result<std::map<std::uint64_t, std::string>> PgJournal::envelopes(std::string_view tender, std::uint64_t from, std::size_t most) {
  return state_->with(state_->beside, [&](pqxx::connection& connection) {
    pqxx::nontransaction transaction(connection);
    std::map<std::uint64_t, std::string> octets;
    for (const auto& row : transaction.exec_params(
             "SELECT seq, octets FROM sealed_envelope WHERE log = $1 AND ($2 = '' OR tender = $2) AND seq >= $3 ORDER BY seq LIMIT $4",
             state_->log, std::string(tender), at_most_int64(from), at_most_int64(most)))
      octets.emplace_hint(octets.end(), row[0].as<std::uint64_t>(), pqxx::binarystring(row[1]).str());
    return octets;
  });
}

Result<std::string> PgJournal::last_checkpoint() {
  return state_->with_reader([&](pqxx::connection& connection) {
    pqxx::nontransaction transaction(connection);
    const auto rows = transaction.exec_params(
        "SELECT note FROM ((SELECT size, note, 0 AS more FROM ledger_checkpoint WHERE log = $1 ORDER BY size DESC LIMIT 1) UNION ALL "
        "(SELECT size, note, 1 FROM ledger_cosigned WHERE log = $1 ORDER BY size DESC LIMIT 1)) AS newest ORDER BY size DESC, more DESC LIMIT 1",
        state_->log);
    return rows.empty() ? std::string() : rows[0][0].as<std::string>();
  });
}

Result<std::optional<Micros>> PgJournal::last_alive() {
  return state_->with_reader([&](pqxx::connection& connection) {
    pqxx::nontransaction transaction(connection);
    const auto rows = transaction.exec_params(
        "SELECT (extract(epoch FROM at) * 1000000)::bigint FROM desk_alive WHERE log = $1", state_->log);
    return rows.empty() ? std::optional<Micros>() : rows[0][0].as<Micros>();
  });
}

Projection save_checkpoint(int log, const Checkpoint& checkpoint, std::string_view note, Micros at) {
  return {"INSERT INTO ledger_checkpoint VALUES ($1::int, $2::bigint, decode($3, 'base64'), $4, $5::timestamptz) "
          "ON CONFLICT (log, size) DO NOTHING",
          {std::to_string(log), std::to_string(checkpoint.size), to_base64(as_chars(checkpoint.root)),
           std::string(note), format_time(at)}};
}

Projection save_alive(int log, Micros at) {
  return {"INSERT INTO desk_alive VALUES ($1::int, $2::timestamptz) ON CONFLICT (log) DO UPDATE SET at = EXCLUDED.at",
          {std::to_string(log), format_time(at)}};
}

}  // namespace terang::ledger
