#include "auction/codec/rehearse.h"
#include "auction/solver/solver.h"

#include <CLI/CLI.hpp>

#include <cstdio>

#include "server/commands/commands.h"
#include "server/config.h"

namespace terang::server {

void add_rehearse(CommandLine line) {
  auto* command = line.app.add_subcommand("rehearse", "Play an auction from a scenario file (auction/README.md)");
  auto path = std::make_shared<std::string>();
  command->add_option("scenario", *path, "Scenario, JSON")->required();
  command->callback([line, path] {
    line.chosen = [path] {
      const auto text = read_file(*path);
      if (!text) return fail(text.error().name, text.error().message, 2);
      const auto scenario = json::parse(*text, auction::kScenarioLimits);
      if (!scenario) return fail(scenario.error().name, *path + ": " + scenario.error().message, 2);
      const auto played = auction::rehearse(*scenario, auction::solver::solve);
      if (!played) {
        for (const json::Problem& problem : played.error())
          std::fprintf(stderr, "terang: %s: %s%s\n", problem.name.c_str(), path->c_str(), problem.path.c_str());
        return 2;
      }
      std::printf("%s\n", json::canonical(*played).c_str());
      return 0;
    };
  });
}

}  // namespace terang::server
