// The journal in PostgreSQL: group commit of whole batches, one writer per log.
//
// The writing connection holds a session advisory lock on the log; (log, seq) is the primary key. So a second writer is
// refused when it starts, and could not commit if it tried.
#pragma once

#include <memory>

#include "ledger/checkpoint.h"
#include "ledger/journal.h"

namespace terang::ledger {

class PgJournal final : public Journal {
 public:
  struct Owner {
    int process = 0;
    std::string host;
  };
  // `owner` is what a refused second writer is told. Failures: connection_lost, log_owned (says by whom),
  // schema_missing (say `terang migrate`), other.
  static Result<std::unique_ptr<PgJournal>> open(const std::string& conninfo, int log, const Owner& owner);
  // Without lock; write() then fails. For verifying, exporting and serving entries.
  static Result<std::unique_ptr<PgJournal>> open_read_only(const std::string& conninfo, int log);
  ~PgJournal() override;

  WriteResult write(const Batch& batch) override;
  Result<Head> head() override;
  Result<Head> reopen() override;
  Result<std::uint64_t> read(std::uint64_t from, std::uint64_t to, const Reader& reader) override;
  Result<std::uint64_t> read_tender(std::string_view tender, const Reader& reader) override;
  Result<bool> any_erased() override;
  Result<std::map<std::uint64_t, std::string>> envelopes(std::string_view tender, std::uint64_t from, std::size_t most) override;

  // The newest stored checkpoint note, with the cosignatures that are known for it; empty when there is none.
  Result<std::string> last_checkpoint();
  // When the desk last said that it could take commands; nothing before its first word.
  Result<std::optional<Micros>> last_alive();

  int log() const;

 private:
  struct State;
  explicit PgJournal(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Statements for a batch's projections.
Projection save_checkpoint(int log, const Checkpoint& checkpoint, std::string_view note, Micros at);
Projection save_alive(int log, Micros at);

}  // namespace terang::ledger
