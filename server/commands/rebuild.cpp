#include <CLI/CLI.hpp>
#include <unistd.h>

#include <cstdio>

#include "ledger/pg_journal.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "server/log_replay.h"
#include "tender/projection.h"

namespace terang::server {
namespace {

ledger::Projection statement(tender::ProjectionRow row) { return {std::move(row.sql), std::move(row.params)}; }

// All of it in one transaction, under the log's lock: a server that runs is refused by name, and nobody ever sees
// half-made tables.
int rebuild(const ServerConfig& config) {
  if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
  auto journal = ledger::PgJournal::open(config.database, config.log_id, {getpid(), "terang rebuild"});
  if (!journal) return fail(journal.error().name, journal.error().message, 1);
  tender::Registry registry;
  const auto promised = promise_of(**journal);
  if (!promised) return fail(promised.error().name, promised.error().message, 1);
  const auto stored = replay_log(**journal, registry, *promised);
  if (!stored) return fail(stored.error().name, stored.error().message, 1);
  ledger::Batch batch;
  for (tender::ProjectionRow& row : tender::forget_projections()) batch.projections.push_back(statement(std::move(row)));
  const auto tenders = registry.tenders();
  for (const tender::TenderId& tender : tenders)
    for (tender::ProjectionRow& row : tender::projections(registry, tender))
      batch.projections.push_back(statement(std::move(row)));
  const auto written = (*journal)->write(batch);
  if (!written.durable()) return fail(std::string(ledger::name(written.failure)), written.message, 1);
  std::printf("%llu entries replayed, %zu tenders remade\n", static_cast<unsigned long long>(stored->chain.head().size),
              tenders.size());
  return 0;
}

}  // namespace

void add_rebuild(CommandLine line) {
  auto* command = line.app.add_subcommand("rebuild", "Drop the tables that come from the ledger and remake them from it");
  add_database(*command, line.config);
  command->callback([line] { line.chosen = [&config = line.config] { return rebuild(config); }; });
}

}  // namespace terang::server
