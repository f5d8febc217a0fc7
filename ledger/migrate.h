// Forward-only migrations: NNNN_name.sql, applied once each, in order, each in a transaction of its own.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace terang::ledger {

struct Migrated {
  std::vector<std::string> applied;  // file names, now
  std::vector<std::string> already;  // applied earlier
};

// What was applied is remembered in table schema_migration with its SHA-256. Failures: migrations_unreadable (folder,
// or two files with one number), migration_changed (an applied file is no longer what it was: names it), schema_newer
// (the database has one that the folder lacks), migration_failed (names the file and what PostgreSQL says),
// connection_lost.
Result<Migrated> migrate(const std::string& conninfo, const std::string& folder);
// The same without applying: `applied` is what migrate would apply.
Result<Migrated> migrations_due(const std::string& conninfo, const std::string& folder);

}  // namespace terang::ledger
