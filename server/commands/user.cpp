#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>

#include "server/commands/commands.h"
#include "server/config.h"
#include "server/people/accounts.h"

namespace terang::server {
namespace {

int with_database(const ServerConfig& config, const std::function<int(pqxx::connection&)>& act) {
  if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
  try {
    pqxx::connection db(config.database);
    return act(db);
  } catch (const std::exception& error) {
    return fail("database_unavailable", error.what(), 2);
  }
}

int told(const Result<bool>& done) { return done ? 0 : fail(done.error().name, done.error().message, 1); }

}  // namespace

std::string read_password() {
  if (const char* given = std::getenv("TERANG_PASSWORD")) return given;
  if (isatty(0)) std::fputs("Password: ", stderr);
  std::string line;
  std::getline(std::cin, line);
  return line;
}

void add_user(CommandLine line) {
  auto* user = line.app.add_subcommand("user", "Accounts");
  user->require_subcommand(1);
  add_database(*user, line.config);
  const auto on = [line, user](const char* name, const char* help, std::function<void(CLI::App&)> options,
                               std::function<int(pqxx::connection&)> act) {
    auto* command = user->add_subcommand(name, help);
    if (options) options(*command);
    command->callback([line, act] {
      line.chosen = [&config = line.config, act] { return with_database(config, act); };
    });
  };
  auto wanted = std::make_shared<NewAccount>();
  const auto login = [wanted](CLI::App& command) { command.add_option("login", wanted->login)->required(); };
  on("add", "Make an account; the password comes from TERANG_PASSWORD or standard input",
     [wanted, login](CLI::App& command) {
       login(command);
       command.add_option("--name", wanted->name, "Name of the person")->required();
       command.add_option("--role", wanted->role, "bidder, officer, auditor or administrator")->required();
       command.add_option("--for", wanted->business_name, "Business of a bidder, or buyer of an officer");
     },
     [wanted](pqxx::connection& db) {
       wanted->password = read_password();
       const auto made = create_account(db, *wanted);
       if (!made) return fail(made.error().name, made.error().message, 1);
       std::printf("%s %s\n", made->id.c_str(), made->login.c_str());
       return 0;
     });
  on("list", "All accounts", {}, [](pqxx::connection& db) {
    for (const Account& account : list_accounts(db))
      std::printf("%s\t%s\t%s\t%s\t%s%s\n", account.id.c_str(), account.login.c_str(), account.role.c_str(),
                  account.name.c_str(), account.business_name.c_str(), account.disabled ? "\tdisabled" : "");
    return 0;
  });
  on("password", "Set a password and end the account's sessions", login,
     [wanted](pqxx::connection& db) { return told(set_password(db, wanted->login, read_password())); });
  on("disable", "Close an account and end its sessions", login,
     [wanted](pqxx::connection& db) { return told(set_disabled(db, wanted->login, true)); });
  on("enable", "Open a closed account again", login,
     [wanted](pqxx::connection& db) { return told(set_disabled(db, wanted->login, false)); });
}

}  // namespace terang::server
