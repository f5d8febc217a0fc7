#include "ledger/verify/live_log.h"

#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "http/client.h"
#include "ledger/bundle_reader.h"
#include "ledger/envelope.h"
#include "ledger/verify/monitor.h"
#include "ledger/verify/verifier.h"
#include "ledger/verify/whole_file.h"

namespace terang::ledger {
namespace {

constexpr int kHolds = 0, kDoesNotHold = 1, kCannotBeAsked = 2;

int fail(const std::string& what) {
  std::fprintf(stderr, "terang-verify: %s\n", what.c_str());
  return kCannotBeAsked;
}
int fail(const Failure& failure) { return fail(failure.name + ": " + failure.message); }

class Server {
 public:
  explicit Server(const LiveLog& log) : base_(log.url), client_(http::Options{.most_octets = 256u << 20, .ca_file = log.ca}) {
    while (base_.ends_with('/')) base_.pop_back();
    if (base_.ends_with("/log")) base_.resize(base_.size() - 4);
  }
  Result<std::string> get(const std::string& path) {
    auto response = client_.get(base_ + path);
    if (!response) return response.error();
    if (response->status != 200)
      return Failure{"log_file_missing", base_ + path + " answers " + std::to_string(response->status) + "."};
    return std::move(response->body);
  }
  Fetch fetch() {
    return [this](const std::string& path) { return get("/log/" + path); };
  }

 private:
  std::string base_;
  http::Client client_;
};

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

Micros now() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// The decisions of tenders that ended among the new entries, taken again from their public bundles. A server that does
// not disclose them is not asked.
std::optional<Finding> check_tenders(Server& server, const Monitoring& monitoring, std::uint64_t from, std::uint64_t to) {
  while (from < to) {
    const auto lines = server.get("/api/v1/log/entries?from=" + std::to_string(from) + "&limit=256");
    if (!lines) return std::nullopt;
    std::istringstream in(*lines);
    std::uint64_t last = from;
    for (std::string text; std::getline(in, text);) {
      BundleLine line;
      if (read_bundle_line(text, line)) return std::nullopt;
      last = line.seq + 1;
      const auto payload = line.payload ? read_envelope(*line.payload) : std::nullopt;
      if (!payload || payload->kind != "tender.awarded") continue;
      const auto bundle = server.get("/api/v1/tenders/" + std::string(payload->tender) + "/bundle");
      if (!bundle) continue;
      std::istringstream octets(*bundle);
      const auto report = verify_bundle(octets, {{}, monitoring.replay});
      if (report && report->finding) return report->finding;
    }
    if (last == from) return std::nullopt;
    from = last;
  }
  return std::nullopt;
}

volatile std::sig_atomic_t stopped = 0;

}  // namespace

int verify_live_log(const LiveLog& log, json::Value& told) {
  const auto unasked = [&](const Failure& failure) {
    told = problem_json(log.url, failure);
    return fail(failure);
  };
  LogMemory memory;
  if (const auto text = read_file(log.memory)) {
    auto read = read_memory(*text);
    if (!read) return unasked({read.error().name, log.memory + ": " + read.error().message});
    memory = std::move(*read);
  }
  Server server(log);
  double network = 0;
  const auto began = std::chrono::steady_clock::now();
  const auto seconds_since = [](std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
  };
  const auto followed = follow_log(
      [&](const std::string& path) {
        const auto asked = std::chrono::steady_clock::now();
        auto octets = server.get("/log/" + path);
        network += seconds_since(asked);
        return octets;
      },
      log.trust, memory);
  const double own = seconds_since(began) - network;
  if (!followed) return unasked(followed.error());
  if (!followed->finding && !write_whole_file(log.memory, write_memory(memory)))
    return unasked({"memory_unwritable", log.memory + " cannot be written: " + std::strerror(errno)});
  json::Array cosigned;
  for (const auto& one : followed->cosigned) cosigned.emplace_back(one.witness);
  told = json::Value::object({{"name", log.url},
                              {"holds", !followed->finding},
                              {"finding", to_json(followed->finding)},
                              {"from", followed->from},
                              {"to", followed->to},
                              {"cosigned_by", std::move(cosigned)},
                              {"own_microseconds", static_cast<std::int64_t>(own * 1e6)},
                              {"network_microseconds", static_cast<std::int64_t>(network * 1e6)}});
  const auto note = parse_note(memory.note);
  const auto checkpoint = note ? parse_checkpoint(note->text) : Result<Checkpoint>(Failure{});
  told.set("checkpoint", checkpoint ? to_json(*checkpoint) : json::Value());
  if (log.json) {
    std::puts(json::canonical(told).c_str());
  } else if (followed->finding) {
    std::fprintf(stderr, "%s: %s\n", log.url.c_str(), sentence(*followed->finding).c_str());
  } else {
    const std::string news = followed->from == followed->to ? "No entry is new"
                             : followed->to - followed->from == 1
                                 ? "Entry " + std::to_string(followed->from) + " is new and follows what was seen before"
                                 : "Entries " + std::to_string(followed->from) + " to " + std::to_string(followed->to - 1) +
                                       " are new and follow what was seen before";
    std::printf("%s: holds. %s (%.1f ms, beside %.1f ms of network).", log.url.c_str(), news.c_str(), own * 1e3, network * 1e3);
    for (const auto& one : followed->cosigned) std::printf(" Witnessed by %s.", one.witness.c_str());
    std::puts("");
  }
  return followed->finding ? kDoesNotHold : kHolds;
}

int monitor_live_log(const LiveLog& log, const Monitoring& monitoring) {
  ::mkdir(log.memory.c_str(), 0755);
  const std::string path = log.memory + "/monitor.json";
  MonitorState state;
  if (const auto text = read_file(path)) {
    auto read = read_monitor_state(*text);
    if (!read) return fail(Failure{read.error().name, path + ": " + read.error().message});
    state = std::move(*read);
  }
  std::signal(SIGTERM, [](int) { stopped = 1; });
  std::signal(SIGINT, [](int) { stopped = 1; });
  Server server(log);
  const Fetch fetch = server.fetch();
  for (int round = 0; !stopped && (monitoring.rounds == 0 || round < monitoring.rounds); ++round) {
    if (round > 0)
      for (int i = 0; i < 10 * monitoring.every && !stopped; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (stopped) break;
    const std::string lines = visit(fetch, log.trust, {.stall = monitoring.stall * kSecond}, now(), state,
                                    [&](std::uint64_t from, std::uint64_t to) { return check_tenders(server, monitoring, from, to); });
    std::ofstream alerts(monitoring.alerts, std::ios::binary | std::ios::app);
    alerts << lines << std::flush;
    if (!alerts) return fail(monitoring.alerts + " cannot be written: " + std::strerror(errno));
    if (!write_whole_file(path, write_monitor_state(state))) return fail(path + " cannot be written: " + std::strerror(errno));
    // People who look on see what is more than a heartbeat.
    std::istringstream each(lines);
    for (std::string line; std::getline(each, line);)
      if (line.find("\"alert\":\"heartbeat\"") == std::string::npos) std::fprintf(stdout, "%s\n", line.c_str());
    std::fflush(stdout);
  }
  return state.condition.empty() ? kHolds : kDoesNotHold;
}

}  // namespace terang::ledger
