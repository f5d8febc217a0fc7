// The door to storage: what the ledger needs of it. Implementations: PgJournal (PostgreSQL), MemoryJournal (tests).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/chain.h"
#include "ledger/entry.h"

namespace terang::ledger {

// One statement to run in the same transaction as the entries, in order. Parameters are text, $1, $2, …
struct Projection {
  std::string sql;
  std::vector<std::optional<std::string>> params;  // nullopt: NULL
};

struct Batch {
  std::vector<Entry> entries;  // consecutive; may be empty when there are only projections
  std::vector<Projection> projections;
};

enum class WriteState {
  durable,   // committed and flushed
  failed,    // certainly not committed
  in_doubt,  // the answer to COMMIT was lost: head() settles it
};

enum class WriteFailure {
  none,
  connection_lost,  // also: the server is shutting down or starting up
  disk_full,        // SQLSTATE 53100
  foreign_writer,   // somebody else wrote to this log, or the lock on it is lost: stop
  other,            // e.g. a projection that the database refuses
};
std::string_view name(WriteFailure failure);

struct WriteResult {
  WriteState state = WriteState::durable;
  WriteFailure failure = WriteFailure::none;
  std::string message;  // one line, for the log
  bool durable() const { return state == WriteState::durable; }
};

class Journal {
 public:
  // Return false to stop reading early.
  using Reader = std::function<bool(const StoredEntry&)>;

  virtual ~Journal() = default;

  // All of the batch or nothing.
  virtual WriteResult write(const Batch& batch) = 0;
  // Where the stored log ends. Reopens a lost connection first; after an in_doubt write its answer is final, because
  // it is read only once the lock proves that the earlier connection is gone.
  virtual Result<Head> head() = 0;
  // Takes up a lost connection again; cheap when it is well. Failures: connection_lost, log_owned, foreign_writer.
  virtual Result<Head> reopen() = 0;
  // Entries [from, to) in order; the value is how many were given. May be called while another thread writes.
  virtual Result<std::uint64_t> read(std::uint64_t from, std::uint64_t to, const Reader& reader) = 0;
  // An empty tender: the entries that belong to none.
  virtual Result<std::uint64_t> read_tender(std::string_view tender, const Reader& reader) = 0;
  // Whether any entry lost its salt and payload.
  virtual Result<bool> any_erased() = 0;
  // Octets that are kept beside the entries that commit to them, by index; an empty tender: of all. They are no part of the
  // ledger: whoever reads them holds them against the entry. The first `most` of entries not before `from`. May be called
  // by a Reader.
  virtual Result<std::map<std::uint64_t, std::string>> envelopes(std::string_view tender, std::uint64_t from, std::size_t most) = 0;
};

}  // namespace terang::ledger
