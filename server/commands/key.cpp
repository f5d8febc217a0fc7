// terang key: the log's keys, asked of the running platform and changed there. It alone holds them, and writes the entry
// that says so; this program signs in as an administrator over HTTPS, like anybody else.
#include <CLI/CLI.hpp>

#include <cstdio>

#include "http/client.h"
#include "server/commands/commands.h"
#include "server/config.h"

namespace terang::server {
namespace {

using json::Value;

constexpr json::Limits kReply{.bytes = 1u << 20, .depth = 16, .decimals = false};

struct Wanted {
  std::string url = "https://localhost:8443", ca, login, reason, vkey;
  std::int64_t overlap = 30 * 24 * 3600;
  std::uint64_t from_size = 0;
};

class Platform {
 public:
  explicit Platform(const Wanted& wanted) : base_(wanted.url), client_(http::Options{.ca_file = wanted.ca}) {
    while (base_.ends_with('/')) base_.pop_back();
  }
  // The answer's JSON. Failures: those of http::Client, reply_malformed, and what the platform refuses by its own names.
  Result<Value> get(const std::string& path) { return read(client_.get(base_ + path, headers_)); }
  Result<Value> post(const std::string& path, const Value& body) {
    return read(client_.post(base_ + path, "application/json", json::canonical(body), headers_));
  }
  Result<Value> sign_in(const std::string& login, const std::string& password) {
    const auto response = client_.post(base_ + "/api/v1/session", "application/json",
                                       json::canonical(Value::object({{"login", login}, {"password", password}})));
    if (response && response->status == 200) {
      const std::string_view cookie = response->header("set-cookie");
      headers_ = {{"Cookie", std::string(cookie.substr(0, cookie.find(';')))}};
    }
    return read(response);
  }

 private:
  static Result<Value> read(const Result<http::Response>& response) {
    if (!response) return response.error();
    auto body = json::parse(response->body, kReply);
    if (!body) return Failure{"reply_malformed", "What answers there with status " + std::to_string(response->status) + " is not Terang."};
    if (response->status / 100 == 2) return *body;
    const std::string code(body->text("code")), detail(body->text("detail"));
    return Failure{code.empty() ? "reply_malformed" : code, detail.empty() ? "The platform refuses it." : detail};
  }

  std::string base_;
  http::Client client_;
  std::vector<http::Header> headers_;
};

int refused(const Failure& failure) {
  const bool unasked = failure.name.starts_with("http_") || failure.name == "reply_malformed";
  return fail(failure.name, failure.message, unasked ? 2 : 1);
}

int list(Platform& platform) {
  const auto log = platform.get("/api/v1/log");
  if (!log) return refused(log.error());
  const Value* keys = log->find("vkeys");
  if (!keys || !keys->is_array()) return refused({"reply_malformed", "What answers there is not Terang."});
  for (const Value& key : keys->as_array())
    std::printf("%s\t%s\n", std::string(key.text("vkey")).c_str(), std::string(key.text("state")).c_str());
  return 0;
}

int change(const Wanted& wanted, const char* path, const Value& said) {
  Platform platform(wanted);
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
    Platform platform(*wanted);
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
