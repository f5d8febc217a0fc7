// terang witness: cosigns the checkpoints of logs it was told of. A process of its own, with its own key and state; it
// knows no database.
#include <CLI/CLI.hpp>
#include <signal.h>

#include <cstdio>

#include "ledger/key_file.h"
#include "ledger/policy.h"
#include "server/commands/commands.h"
#include "server/commands/stop_signals.h"
#include "server/config.h"
#include "server/desk_clock.h"
#include "server/log.h"
#include "server/witness_http.h"

namespace terang::server {
namespace {

constexpr std::size_t kMostOctets = 64 * 1024;  // 63 hashes and a checkpoint with its signatures
constexpr net::milliseconds kGrace{3000};

struct Wanted {
  std::string name, key, state, policy, address = "127.0.0.1", tls_cert, tls_key;
  std::vector<std::string> logs;
  std::uint16_t port = 8446;
  bool show_key = false;
};

bool loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

Result<std::vector<ledger::VerifierKey>> known_logs(const Wanted& wanted) {
  std::vector<ledger::VerifierKey> logs;
  for (const std::string& vkey : wanted.logs) {
    auto key = ledger::parse_vkey(vkey);
    if (!key) return key.error();
    logs.push_back(std::move(*key));
  }
  if (!wanted.policy.empty()) {
    const auto text = read_file(wanted.policy);
    if (!text) return text.error();
    const auto policy = ledger::parse_policy(*text);
    if (!policy) return policy.error();
    for (const auto& log : policy->logs) logs.push_back(log.key);
  }
  if (logs.empty()) return Failure{"log_missing", "Say --log VKEY or --policy FILE: a witness knows its logs beforehand."};
  return logs;
}

int witness(const Wanted& wanted) {
  if (!ledger::valid_key_name(wanted.name)) return fail("name_malformed", "--name can't be empty or hold a space or a plus.", 2);
  auto key = ledger::load_or_create_key(wanted.key);
  if (!key) return fail(key.error().name, key.error().message, 2);
  if (wanted.show_key) {
    std::printf("%s\n", ledger::format_vkey(ledger::verifier_key(*key, wanted.name, ledger::kCosignatureV1)).c_str());
    return 0;
  }
  if (wanted.state.empty()) return fail("state_missing", "Say --state FOLDER: what was cosigned must be remembered.", 2);
  auto logs = known_logs(wanted);
  if (!logs) return fail(logs.error().name, logs.error().message, 2);
  std::vector<std::string> origins;
  for (const auto& log : *logs) {
    origins.push_back(log.name);
    if (log.public_key == key->public_key()) return fail("key_of_log", "The witness's key is that of the log " + log.name + ".", 2);
  }
  net::Config listen;
  if (!wanted.tls_cert.empty() || !wanted.tls_key.empty()) {
    const auto certificate = read_file(wanted.tls_cert), private_key = read_file(wanted.tls_key);
    if (!certificate) return fail(certificate.error().name, certificate.error().message, 2);
    if (!private_key) return fail(private_key.error().name, private_key.error().message, 2);
    listen.certificate_pem = *certificate;
    listen.private_key_pem = *private_key;
  } else if (loopback(wanted.address)) {
    listen.tls = false;
  } else {
    return fail("certificate_missing", "Without --tls-cert and --tls-key a witness listens on loopback only.", 2);
  }
  auto state = ledger::WitnessState::open(wanted.state, origins);
  if (!state) return fail(state.error().name, state.error().message, 1);

  const sigset_t signals = block_stop_signals();
  const ledger::Witness core(wanted.name, std::move(*key), std::move(*logs));
  WitnessHttp http(core, **state, [] { return system_now(); });
  net::NetServer server(http, nullptr);
  listen.address = wanted.address;
  listen.port = wanted.port;
  listen.threads = 1;
  listen.limits.body_bytes = kMostOctets;
  const auto port = server.start(std::move(listen));
  if (!port) return fail(port.error().name, port.error().message, 1);
  log_info("witness.started", {{"port", *port}, {"vkey", ledger::format_vkey(core.key())}});
  int taken = 0;
  sigwait(&signals, &taken);
  server.stop_accepting();
  server.stop(kGrace);
  log_info("witness.stopped");
  return 0;
}

}  // namespace

void add_witness(CommandLine line) {
  auto* command = line.app.add_subcommand("witness", "Cosign the checkpoints of known logs (C2SP tlog-witness)");
  auto wanted = std::make_shared<Wanted>();
  command->add_option("--name", wanted->name, "The witness's name, an address without https://")->required();
  command->add_option("--key", wanted->key, "Its private key, PEM; made at first use")->required();
  command->add_option("--state", wanted->state, "Folder of what it has cosigned: never to be lost");
  command->add_option("--log", wanted->logs, "Verifier key of a log; may be said again");
  command->add_option("--policy", wanted->policy, "tlog-policy file whose logs are known");
  command->add_option("--address", wanted->address, "IP address to listen on");
  command->add_option("--port", wanted->port, "Port; 0: any free one");
  command->add_option("--tls-cert", wanted->tls_cert, "Certificate chain, PEM");
  command->add_option("--tls-key", wanted->tls_key, "Private key, PEM");
  command->add_flag("--show-key", wanted->show_key, "Print the verifier key that others put in their policies, and end");
  command->callback([line, wanted] { line.chosen = [wanted] { return witness(*wanted); }; });
}

}  // namespace terang::server
