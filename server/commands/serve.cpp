#include <CLI/CLI.hpp>
#include <signal.h>
#include <unistd.h>

#include <atomic>

#include "server/commands/commands.h"
#include "server/commands/stop_signals.h"
#include "server/log.h"
#include "server/platform.h"

namespace terang::server {
namespace {

std::atomic<bool> broken{false};

int serve(const ServerConfig& config) {
  if (config.database.empty()) return fail("database_missing", "Say --database or set TERANG_DATABASE_URL.", 2);
  if (config.tls_cert.empty() || config.tls_key.empty())
    return fail("certificate_missing", "Say --tls-cert and --tls-key.", 2);
  const sigset_t signals = block_stop_signals();

  const auto stop_asked = [] {
    sigset_t waiting;
    sigpending(&waiting);
    return sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1;
  };
  auto platform = Platform::start(
      config,
      [](const std::string&) {
        broken = true;
        kill(getpid(), SIGTERM);
      },
      stop_asked);
  if (!platform && platform.error().name == "stopped") {
    log_info("server.stopped", {{"complete", true}});
    return broken ? 1 : 0;
  }
  if (!platform) return fail(platform.error().name, platform.error().message, 1);
  for (;;) {
    const timespec second{1, 0};
    if (sigtimedwait(&signals, nullptr, &second) > 0) break;
    (*platform)->tick();
  }
  log_info("server.stopping");
  const bool complete = (*platform)->stop();
  return complete && !broken ? 0 : 1;
}

}  // namespace

void add_serve(CommandLine line) {
  auto* command = line.app.add_subcommand("serve", "Serve the platform until told to stop");
  ServerConfig& config = line.config;
  add_database(*command, config);
  command->add_option("--address", config.address, "IP address to listen on")->envname("TERANG_ADDRESS");
  command->add_option("--port", config.port, "HTTPS port")->envname("TERANG_PORT");
  command->add_option("--health-port", config.health_port, "Port for health and metrics, on loopback")
      ->envname("TERANG_HEALTH_PORT");
  command->add_option("--tls-cert", config.tls_cert, "Certificate chain, PEM")->envname("TERANG_TLS_CERT");
  command->add_option("--tls-key", config.tls_key, "Private key, PEM")->envname("TERANG_TLS_KEY");
  command->add_option("--web", config.web, "Folder of the built web pages")->envname("TERANG_WEB");
  command->add_option("--data", config.data, "Folder of the log's private keys")->envname("TERANG_DATA");
  command->add_option("--log-key", config.log_key, "The log's private key: a file, or pkcs11:…")->envname("TERANG_LOG_KEY");
  command->add_option("--log-key-next", config.log_key_next, "The one of the next rotation")->envname("TERANG_LOG_KEY_NEXT");
  command->add_option("--origin", config.origin, "The log's name")->envname("TERANG_ORIGIN");
  command->add_option("--web-origin", config.origins, "Origin the pages are served from, as browsers say it");
  command->add_option("--threads", config.threads, "I/O threads; 0: one a core")->envname("TERANG_THREADS");
  command->add_flag("--demo", config.demo, "Practice agency, accounts, tenders and robots");
  command->callback([line] { line.chosen = [&config = line.config] { return serve(config); }; });
}

}  // namespace terang::server
