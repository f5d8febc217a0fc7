// terang key: the log's keys, asked of the running platform and changed there. It alone holds them, and writes the entry
// that says so; this program signs in as an administrator over HTTPS, like anybody else.
#include <CLI/CLI.hpp>

#include <cstdio>

#include "server/commands/commands.h"
#include "server/commands/remote_platform.h"
#include "server/config.h"

namespace terang::server {
namespace {

using json::Value;

struct Wanted {
  std::string url = "https://localhost:8443", ca, login, reason, vkey;
  std::int64_t overlap = 30 * 24 * 3600;
  std::uint64_t from_size = 0;
};

int list(RemotePlatform& platform) {
  const auto log = platform.get("/api/v1/log");
  if (!log) return refused(log.error());
  const Value* keys = log->find("vkeys");
  if (!keys || !keys->is_array()) return refused({"reply_malformed", "What answers there is not Terang."});
  for (const Value& key : keys->as_array())
    std::printf("%s\t%s\n", std::string(key.text("vkey")).c_str(), std::string(key.text("state")).c_str());
  return 0;
}

int change(const Wanted& wanted, const char* path, const Value& said) {
  RemotePlatform platform(wanted.url, wanted.ca);
  const auto signed_in = platform.sign_in(wanted.login, read_password());
  if (!signed_in) return refused(signed_in.error());
  const auto done = platform.post(path, said);
  return done ? list(platform) : refused(done.error());
}

}  // namespace

void add_key(CommandLine line) {
  auto* key = line.app.add_subcommand("key", "The log's keys, of the platform that runs (ledger/KEYS.md)");
  key->require_subcommand(1);
  auto wanted = std::make_shared<Wanted>();
  const auto on = [&](const char* name, const char* help, bool signs_in, std::function<int()> act) {
    auto* command = key->add_subcommand(name, help);
    command->add_option("--url", wanted->url, "Where the platform serves")->capture_default_str();
    command->add_option("--ca", wanted->ca, "PEM that vouches for its certificate; the system's where absent");
    if (signs_in) {
      command->add_option("--login", wanted->login, "An administrator; the password comes from TERANG_PASSWORD or standard input")->required();
      command->add_option("--reason", wanted->reason, "What the log will say of it")->required();
    }
    command->callback([line, act] { line.chosen = act; });
    return command;
  };
  on("list", "All keys, and what is to be believed of them", false, [wanted] {
    RemotePlatform platform(wanted->url, wanted->ca);
    return list(platform);
  });
  on("rotate", "Let the next key sign in the place of this one", true, [wanted] {
    return change(*wanted, "/api/v1/log/keys", Value::object({{"overlap_seconds", wanted->overlap}, {"reason", wanted->reason}}));
  })->add_option("--overlap", wanted->overlap, "Seconds in which both sign; 0 where the old one was stolen")->capture_default_str();
  auto* distrust = on("distrust", "Say from which size of the log on a key is not to be believed", true, [wanted] {
    return change(*wanted, "/api/v1/log/keys/compromised",
                  Value::object({{"from_size", wanted->from_size}, {"reason", wanted->reason}, {"vkey", wanted->vkey}}));
  });
  distrust->add_option("--vkey", wanted->vkey, "The key")->required();
  distrust->add_option("--from-size", wanted->from_size, "Size of the last checkpoint that is surely yours, plus one")->required();
}

}  // namespace terang::server
