#include "ledger/verify/live_log.h"

#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <thread>
#include <utility>

#include "http/client.h"
#include "ledger/bundle_reader.h"
#include "ledger/envelope.h"
#include "ledger/key_history.h"
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

// The log's keys as it tells of them; who endorsed whom stands in the entries, which bear the keys' own signatures.
KeyHistory told_keys(Server& server, const std::string& origin) {
  KeyHistory history;
  const auto text = server.get("/api/v1/log");
  const auto log = text ? json::parse(*text) : json::parse("");
  const json::Value* keys = log ? log->find("vkeys") : nullptr;
  if (!keys || !keys->is_array()) return history;
  std::vector<json::Value> compromised;
  for (const json::Value& key : keys->as_array()) {
    if (const json::Value* size = key.find("compromised_from"); size && size->is_int())
      compromised.push_back(json::Value::object({{"from_size", size->as_int()}, {"vkey", key.text("vkey")}}));
    const json::Value* from = key.find("from_seq");
    if (!from || !from->is_int()) continue;
    const auto octets = server.get("/api/v1/log/entries?from=" + std::to_string(from->as_int()) + "&limit=1");
    BundleLine line;
    if (!octets || read_bundle_line(std::string_view(*octets).substr(0, octets->find('\n')), line)) return history;
    const auto payload = line.payload ? read_envelope(*line.payload) : std::nullopt;
    if (!payload || history.add({line.seq, 0, payload->kind, {}, 0, payload->data}, origin)) return history;
  }
  for (const json::Value& said : compromised) (void)history.add({0, 0, "log.key_compromised", {}, 0, {}}, said, origin);
  return history;
}

// Whom the log's own entries lead to from those that are trusted, when nobody of these has signed (KEYS.md): each key has
// endorsed the next. Where they lead nowhere nothing changes, and following the log says what is wrong.
std::string trust_successors(Server& server, Trust& trust) {
  const auto note = server.get(trust.policy ? "/log/checkpoint.witnessed" : "/log/checkpoint");
  const auto opened = note ? open_trusted(*note, trust) : Result<Trusted>(note.error());
  if (opened || opened.error().name != "note_unsigned") return {};
  std::vector<VerifierKey> held;
  if (trust.key) held.push_back(*trust.key);
  if (trust.policy)
    for (const Policy::Log& log : trust.policy->logs) held.push_back(log.key);
  if (held.empty()) return {};
  const auto parsed = parse_checkpoint(parse_note(*note)->text);
  // As late as can be: a key that has left signs nothing more.
  for (const VerifierKey& key : told_keys(server, held.front().name).believed(held, parsed->size, std::numeric_limits<Micros>::max())) {
    Trust next = trust;
    if (next.policy) next.policy = with_log_keys(*next.policy, {&key, 1});
    if (next.key) next.key = key;
    if (const auto now = open_trusted(*note, next); !now && now.error().name == "note_unsigned") continue;
    trust = std::move(next);
    return format_vkey(key);
  }
  return {};
}

// Tenders that were awarded among the entries that nobody has looked at yet. What the server does not tell now is asked for
// at the next visit.
void note_awards(Server& server, std::uint64_t to, MonitorState& state) {
  while (state.looked_at < to) {
    const auto lines = server.get("/api/v1/log/entries?from=" + std::to_string(state.looked_at) + "&limit=256");
    if (!lines) return;
    std::istringstream in(*lines);
    std::uint64_t last = state.looked_at;
    for (std::string text; std::getline(in, text);) {
      BundleLine line;
      if (read_bundle_line(text, line)) return;
      last = line.seq + 1;
      const auto payload = line.payload ? read_envelope(*line.payload) : std::nullopt;
      if (payload && payload->kind == "tender.awarded") state.undecided.emplace_back(payload->tender);
    }
    if (last <= state.looked_at) return;
    state.looked_at = last;
  }
}

// Their decisions taken again from their public bundles, one after the other; the first that does not hold.
std::optional<Finding> check_tenders(Server& server, const Monitoring& monitoring, std::uint64_t to, MonitorState& state) {
  note_awards(server, to, state);
  const std::vector<std::string> asked = std::exchange(state.undecided, {});
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto bundle = server.get("/api/v1/tenders/" + asked[i] + "/bundle");
    if (!bundle) {
      state.undecided.push_back(asked[i]);
      continue;
    }
    std::istringstream octets(*bundle);
    auto report = verify_bundle(octets, {{}, monitoring.replay});
    if (!report || !report->finding) continue;
    state.undecided.insert(state.undecided.end(), asked.begin() + static_cast<std::ptrdiff_t>(i) + 1, asked.end());
    return std::move(report->finding);
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
  Trust trust = log.trust;
  const std::string successor = trust_successors(server, trust);
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
      trust, memory);
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
                              {"led_to", successor.empty() ? json::Value() : json::Value(successor)},
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
    if (!successor.empty()) std::printf(" It is signed by another key now, which its own entries lead to: %s", successor.c_str());
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
  Trust trust = log.trust;
  bool broken = false;
  for (int round = 0; !stopped && (monitoring.rounds == 0 || round < monitoring.rounds); ++round) {
    if (round > 0)
      for (int i = 0; i < 10 * monitoring.every && !stopped; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (stopped) break;
    (void)trust_successors(server, trust);
    const std::string lines = visit(fetch, trust, {.stall = monitoring.stall * kSecond}, now(), state,
                                    [&](std::uint64_t to) { return check_tenders(server, monitoring, to, state); });
    std::ofstream alerts(monitoring.alerts, std::ios::binary | std::ios::app);
    alerts << lines << std::flush;
    if (!alerts) return fail(monitoring.alerts + " cannot be written: " + std::strerror(errno));
    if (!write_whole_file(path, write_monitor_state(state))) return fail(path + " cannot be written: " + std::strerror(errno));
    // People who look on see what is more than a heartbeat.
    std::istringstream each(lines);
    for (std::string line; std::getline(each, line);)
      if (line.find("\"alert\":\"heartbeat\"") == std::string::npos) std::fprintf(stdout, "%s\n", line.c_str());
    broken = broken || lines.find("\"alert\":\"rule_broken\"") != std::string::npos;
    std::fflush(stdout);
  }
  return state.condition.empty() && !broken ? kHolds : kDoesNotHold;
}

}  // namespace terang::ledger
