#include <CLI/CLI.hpp>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>

#include "server/commands/commands.h"
#include "server/config.h"
#include "tender/ocds_import.h"

namespace terang::server {
namespace {

std::atomic<bool> stop_asked{false};

void show(const tender::OcdsProgress& progress) {
  const double percent =
      progress.bytes_total == 0 ? 0 : 100.0 * static_cast<double>(progress.bytes_read) / static_cast<double>(progress.bytes_total);
  std::fprintf(stderr, "\r%s: %3.0f %%, %llu releases", progress.file.c_str(), percent,
               static_cast<unsigned long long>(progress.releases));
  std::fflush(stderr);
}

}  // namespace

void add_import(CommandLine line) {
  auto* import = line.app.add_subcommand("import", "Take in what others published");
  import->require_subcommand(1);
  auto* command = import->add_subcommand("ocds", "OCDS 1.1 release or record packages, plain or gzip");
  add_database(*command, line.config);
  auto files = std::make_shared<std::vector<std::string>>();
  auto as_json = std::make_shared<bool>(false);
  command->add_option("files", *files, "Files")->required();
  command->add_flag("--json", *as_json, "Report as JSON");
  command->callback([line, files, as_json] {
    line.chosen = [&config = line.config, files, as_json] {
      if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
      signal(SIGINT, [](int) { stop_asked = true; });
      tender::OcdsImportOptions options;
      options.stop = &stop_asked;
      const bool person = isatty(2) != 0;
      const auto report = tender::import_ocds(
          *files, config.database, person ? show : std::function<void(const tender::OcdsProgress&)>{}, options);
      if (person) std::fputc('\n', stderr);
      if (!report) return fail(report.error().name, report.error().message, 2);
      const std::string text =
          *as_json ? json::canonical(tender::to_json(*report)) + "\n" : tender::to_text(*report);
      std::fputs(text.c_str(), stdout);
      for (const tender::OcdsFileFailure& failed : report->failures)
        fail(failed.failure.name, failed.file + ": " + failed.failure.message, 2);
      return report->exit_code();
    };
  });
}

}  // namespace terang::server
