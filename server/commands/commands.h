// The subcommands of `terang`. Each adds itself to the command line; its callback returns the exit code: 0 when what
// was asked holds, 1 when it does not, 2 when it could not be asked. Errors go to standard error, one line each.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace terang::server {

struct ServerConfig;

struct CommandLine {
  CLI::App& app;
  ServerConfig& config;           // from terang.toml; flags and the environment write over it
  std::function<int()>& chosen;   // what the subcommand that was named does
};

void add_serve(CommandLine line);
void add_migrate(CommandLine line);
void add_rebuild(CommandLine line);
void add_rehearse(CommandLine line);
void add_replay(CommandLine line);
void add_export(CommandLine line);
void add_import(CommandLine line);
void add_user(CommandLine line);
void add_key(CommandLine line);
void add_retention(CommandLine line);
void add_witness(CommandLine line);

// --database, or TERANG_DATABASE_URL; on a subcommand.
void add_database(CLI::App& command, ServerConfig& config);
// From the environment (TERANG_PASSWORD) or standard input, never from the command line, which other users of the machine can read.
std::string read_password();
// "terang: <name>: <message>" on standard error; returns `code`.
int fail(const std::string& name, const std::string& message, int code);

}  // namespace terang::server
