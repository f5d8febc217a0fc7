#include <CLI/CLI.hpp>

#include <cstdio>

#include "ledger/pg_journal.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "server/desk_clock.h"
#include "server/log_replay.h"

namespace terang::server {
namespace {

int replay(const ServerConfig& config) {
  if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
  auto journal = ledger::PgJournal::open_read_only(config.database, config.log_id);
  if (!journal) return fail(journal.error().name, journal.error().message, 2);
  tender::Registry registry;
  const Micros began = steady_now();
  const auto promised = promise_of(**journal);
  if (!promised) return fail(promised.error().name, promised.error().message, 1);
  const auto stored = replay_log(**journal, registry, *promised);
  if (!stored) return fail(stored.error().name, stored.error().message, 1);
  const Micros took = std::max<Micros>(1, steady_now() - began);
  const auto entries = static_cast<long long>(stored->chain.head().size);
  std::printf("%lld entries, %zu tenders: every verdict comes out the same (%lld ms, %lld entries/s)\n", entries,
              registry.size(), static_cast<long long>(took / 1000), entries * kSecond / took);
  for (const tender::TenderId& tender : registry.partial_tenders())
    std::printf("tender %s: partial, some of its entries were erased\n", tender.text.c_str());
  return 0;
}

}  // namespace

void add_replay(CommandLine line) {
  auto* command = line.app.add_subcommand("replay", "Check the stored log and decide all its commands again");
  add_database(*command, line.config);
  command->callback([line] { line.chosen = [&config = line.config] { return replay(config); }; });
}

}  // namespace terang::server
