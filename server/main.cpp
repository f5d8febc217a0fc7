// terang: serve | migrate | rebuild | rehearse | replay | export | import | user | witness
#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstring>
#include <filesystem>

#include "server/commands/commands.h"
#include "server/config.h"

namespace terang::server {

void add_database(CLI::App& command, ServerConfig& config) {
  command.add_option("--database", config.database, "libpq connection string")->envname("TERANG_DATABASE_URL");
}

int fail(const std::string& name, const std::string& message, int code) {
  std::fprintf(stderr, "terang: %s: %s\n", name.c_str(), message.c_str());
  return code;
}

namespace {

// The file is read before the flags, which write over it.
std::string config_path(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], "--config") == 0) return argv[i + 1];
  for (int i = 1; i < argc; ++i)
    if (std::strncmp(argv[i], "--config=", 9) == 0) return argv[i] + 9;
  if (const char* named = std::getenv("TERANG_CONFIG")) return named;
  return std::filesystem::exists("terang.toml") ? "terang.toml" : "";
}

int run(int argc, char** argv) {
  ServerConfig config;
  if (const std::string path = config_path(argc, argv); !path.empty())
    if (const auto read = read_config(path, config); !read) return fail(read.error().name, read.error().message, 2);

  CLI::App app("Terang: tenders, live auctions and their ledger.", "terang");
  app.require_subcommand(1);
  app.fallthrough();
  std::string ignored;
  app.add_option("--config", ignored, "Configuration file (terang.toml)");
  std::function<int()> chosen;
  const CommandLine line{app, config, chosen};
  add_serve(line);
  add_migrate(line);
  add_rebuild(line);
  add_rehearse(line);
  add_replay(line);
  add_export(line);
  add_import(line);
  add_user(line);
  add_key(line);
  add_retention(line);
  add_witness(line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  }
  return chosen ? chosen() : 2;
}

}  // namespace
}  // namespace terang::server

int main(int argc, char** argv) {
  try {
    return terang::server::run(argc, argv);
  } catch (const std::exception& error) {
    return terang::server::fail("unexpected", error.what(), 2);
  }
}
