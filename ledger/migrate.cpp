#include "ledger/migrate.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <sstream>

#include "base/bytes.h"
#include "base/sha256.h"

namespace terang::ledger {
namespace {

namespace fs = std::filesystem;

struct File {
  std::string name, sql, sha256;
};

// By number. The number is the name's first four digits.
Result<std::map<int, File>> read_folder(const std::string& folder) {
  std::map<int, File> files;
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) return Failure{"migrations_unreadable", folder + ": " + error.message()};
  for (const auto& entry : entries) {
    const std::string name = entry.path().filename();
    const bool numbered = name.size() > 9 && std::all_of(name.begin(), name.begin() + 4, [](unsigned char c) {
                            return c >= '0' && c <= '9';
                          }) && name[4] == '_' && name.ends_with(".sql");
    if (!numbered) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) return Failure{"migrations_unreadable", entry.path().string() + " cannot be read."};
    const int number = std::stoi(name.substr(0, 4));
    if (files.contains(number))
      return Failure{"migrations_unreadable", name + " and " + files[number].name + " have the same number."};
    files[number] = {name, text.str(), to_hex(sha256(text.str()))};
  }
  return files;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Result<Migrated> run(const std::string& conninfo, const std::string& folder, bool apply) {
  const auto files = read_folder(folder);
  if (!files) return files.error();
  Migrated result;
  try {
    pqxx::connection connection(conninfo);
    {
      pqxx::nontransaction transaction(connection);
      if (apply) {
        // Two programs that migrate at once take turns; the lock goes with the connection.
        transaction.exec("SELECT pg_advisory_lock(hashtext('terang migrate'))");
        transaction.exec("SET client_min_messages = warning");
        transaction.exec(
            "CREATE TABLE IF NOT EXISTS schema_migration (number integer PRIMARY KEY, name text NOT NULL, "
            "sha256 text NOT NULL, at timestamptz NOT NULL DEFAULT now())");
      }
      const bool known = !transaction.exec("SELECT to_regclass('schema_migration')")[0][0].is_null();
      const auto rows = known ? transaction.exec("SELECT number, name, sha256 FROM schema_migration ORDER BY number")
                              : pqxx::result();
      for (const auto& row : rows) {
        const auto file = files->find(row[0].as<int>());
        const std::string name = row[1].as<std::string>();
        if (file == files->end())
          return Failure{"schema_newer", "The database has " + name + ", which this program does not know."};
        if (file->second.sha256 != row[2].as<std::string>() || file->second.name != name)
          return Failure{"migration_changed", file->second.name + " is not the file that was applied as " + name +
                                                  ": changes belong in a new file."};
        result.already.push_back(name);
      }
    }
    for (const auto& [number, file] : *files) {
      if (std::find(result.already.begin(), result.already.end(), file.name) != result.already.end()) continue;
      if (apply) {
        try {
          pqxx::work transaction(connection);
          transaction.exec(file.sql);
          transaction.exec_params("INSERT INTO schema_migration (number, name, sha256) VALUES ($1, $2, $3)", number,
                                  file.name, file.sha256);
          transaction.commit();
        } catch (const pqxx::sql_error& error) {
          return Failure{"migration_failed", file.name + ": " + one_line(error.what())};
        }
      }
      result.applied.push_back(file.name);
    }
  } catch (const pqxx::failure& error) {
    return Failure{"connection_lost", one_line(error.what())};
  }
  return result;
}

}  // namespace

Result<Migrated> migrate(const std::string& conninfo, const std::string& folder) { return run(conninfo, folder, true); }

Result<Migrated> migrations_due(const std::string& conninfo, const std::string& folder) {
  return run(conninfo, folder, false);
}

}  // namespace terang::ledger
