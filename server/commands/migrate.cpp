#include "ledger/migrate.h"

#include <CLI/CLI.hpp>

#include <cstdio>

#include "server/commands/commands.h"
#include "server/config.h"

namespace terang::server {

void add_migrate(CommandLine line) {
  auto* command = line.app.add_subcommand("migrate", "Bring the database to this version");
  add_database(*command, line.config);
  auto folder = std::make_shared<std::string>(TERANG_SQL_FOLDER);
  command->add_option("--sql", *folder, "Folder of the migrations");
  command->callback([line, folder] {
    line.chosen = [&config = line.config, folder] {
      if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
      const auto done = ledger::migrate(config.database, *folder);
      if (!done) return fail(done.error().name, done.error().message, 1);
      for (const std::string& name : done->applied) std::printf("applied %s\n", name.c_str());
      if (done->applied.empty()) std::printf("up to date (%zu migrations)\n", done->already.size());
      return 0;
    };
  });
}

}  // namespace terang::server
