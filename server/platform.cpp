#include "server/platform.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "auction/solver/solver.h"
#include "ledger/pg_journal.h"
#include "server/api/api.h"
#include "server/api/openapi_text.h"
#include "server/demo/demo.h"
#include "server/health.h"
#include "server/log.h"
#include "server/log_keys.h"
#include "server/log_replay.h"
#include "server/metrics.h"
#include "server/net/security_headers.h"
#include "server/sealing_keys.h"
#include "server/solving.h"
#include "server/timestamping.h"
#include "server/witnessing.h"

namespace terang::server {
namespace {

constexpr std::size_t kReaders = 2, kReadersWaiting = 512, kVaultWaiting = 32;
constexpr Micros kDrainPatience = 10 * kSecond;
constexpr net::milliseconds kGrace{3000};
constexpr int kSessionsEvery = 5;  // ticks

void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

std::string host_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

net::Log net_log() {
  return [](net::LogLevel level, std::string_view event, const std::vector<net::LogField>& fields) {
    if (level == net::LogLevel::debug) return;
    json::Value more = json::Value::object();
    for (const auto& [key, value] : fields) more.set(key, value);
    log(level == net::LogLevel::info      ? LogLevel::info
        : level == net::LogLevel::warning ? LogLevel::warning
                                          : LogLevel::error,
        event, {{"net", std::move(more)}});
  };
}

}  // namespace

struct Platform::Impl {
  ServerConfig config;
  Metrics metrics;
  KeyDirectory keys;
  Sessions sessions;
  Published published;
  std::unique_ptr<ledger::PgJournal> journal;
  std::unique_ptr<LogKeys> log_keys;
  std::unique_ptr<LogState> log_state;
  std::unique_ptr<Workers> readers, vault;
  std::unique_ptr<SealingKeys> sealing_keys;
  std::unique_ptr<Witnessing> witnessing;
  std::unique_ptr<Timestamping> timestamping;
  net::StaticFiles pages = net::StaticFiles::from({});
  // Declared so that whoever uses another is destroyed first.
  std::unique_ptr<Desk> desk;
  std::unique_ptr<Solving> solving;
  std::unique_ptr<Live> live;
  std::unique_ptr<Api> api;
  std::unique_ptr<Health> health;
  std::unique_ptr<net::NetServer> net;
  std::unique_ptr<net::NetServer> health_net;
  std::unique_ptr<Demo> demo;
  int ticks = 0;
  std::atomic<bool> serving{false};  // all of it stands, the demonstration included

  // The applications are made before the server that calls them, yet publish on its hub.
  struct LateHub final : net::Hub {
    net::Hub* target = nullptr;
    void publish(std::uint64_t topic, std::uint64_t slot, net::FramePtr frame) override {
      if (target) target->publish(topic, slot, std::move(frame));
    }
  } hub;

  std::function<bool()> stop_asked;

  Result<bool> start(std::function<void(const std::string&)> fatal);
  Result<bool> begin_vouching();
  Result<bool> serve(ledger::Chain chain, tender::Registry registry, std::optional<Micros> alive,
                     std::function<void(const std::string&)> fatal);
  void collect();
};

Result<bool> Platform::Impl::start(std::function<void(const std::string&)> fatal) {
  raise_file_limit();
  keep_memory_out_of_dumps();
  if (config.threads == 0) config.threads = std::max(1u, std::thread::hardware_concurrency());
  std::error_code error;
  std::filesystem::create_directories(config.data, error);
  log_keys = std::make_unique<LogKeys>(LogKeysConfig{config.data, config.log_key, config.log_key_next});
  sealing_keys = std::make_unique<SealingKeys>(config.data + "/sealing");
  auto opened = ledger::PgJournal::open(config.database, config.log_id, {getpid(), host_name()});
  if (!opened) return opened.error();
  journal = std::move(*opened);

  const Micros began = steady_now();
  tender::Registry registry;
  const auto promised = promise_of(*journal);
  if (!promised) return promised.error();
  auto stored = replay_log(*journal, registry, *promised, stop_asked);
  if (!stored) return stored.error();
  load_keys(registry, keys);
  const auto alive = journal->last_alive();
  if (!alive) return alive.error();
  log_info("log.replayed", {{"entries", stored->chain.head().size}, {"took_us", steady_now() - began}});

  const auto& rotated = registry.log_keys();
  const auto first = log_keys->at_start(rotated, config.origin);
  if (!first) return first.error();
  if (const auto kept = check_promise(*journal, registry, first->front(), config.origin); !kept) return kept.error();
  log_state = std::make_unique<LogState>(config.origin, first->front(), std::move(stored->tree));
  for (const ledger::SigningKey& key : *first) log_state->hold(key);
  TERANG_ASSERT(log_state->follow(rotated, system_now()));
  readers = std::make_unique<Workers>(config.database, kReaders, kReadersWaiting);
  vault = std::make_unique<Workers>(config.database, 1, kVaultWaiting);
  try {
    pqxx::connection db(config.database);
    sessions.load(db);
  } catch (const std::exception& failed) {
    return Failure{"database_unavailable", failed.what()};
  }
  if (auto loaded = net::StaticFiles::load(config.web)) {
    pages = std::move(*loaded);
  } else {
    log_warning("web.missing", {{"folder", config.web}, {"why", loaded.error().message}});
  }
  if (const auto begun = begin_vouching(); !begun) return begun.error();
  return serve(std::move(stored->chain), std::move(registry), *alive, std::move(fatal));
}

// Witnesses and the time-stamp authority, where they are configured.
Result<bool> Platform::Impl::begin_vouching() {
  if (!config.witness_policy.empty()) {
    auto policy = Witnessing::read_policy(config.witness_policy, log_state->verifier_keys(true));
    if (!policy) return policy.error();
    Witnessing::Options options;
    options.policy = std::move(*policy);
    options.ca_file = config.witness_ca;
    auto begun = Witnessing::start({*log_state, metrics, config.database, config.log_id}, std::move(options));
    if (!begun) return begun.error();
    witnessing = std::move(*begun);
  }
  if (!config.timestamp_url.empty()) {
    auto ca = read_file(config.timestamp_ca);
    if (!ca) return ca.error();
    Timestamping::Options options;
    options.url = config.timestamp_url;
    options.ca_pem = std::move(*ca);
    options.interval = config.timestamp_seconds * kSecond;
    auto begun = Timestamping::start({*log_state, metrics, config.database, config.log_id}, std::move(options));
    if (!begun) return begun.error();
    timestamping = std::move(*begun);
  }
  return true;
}

Result<bool> Platform::Impl::serve(ledger::Chain chain, tender::Registry registry, std::optional<Micros> alive,
                                   std::function<void(const std::string&)> fatal) {
  desk = std::make_unique<Desk>(
      Desk::Parts{*journal, *log_state, keys, published, metrics, hub,
                  [fatal](const std::string& why) {
                    log_error("ledger.fatal", {{"why", why}});
                    fatal(why);
                  },
                  [this](Micros since, std::optional<Micros> over) { live->tell_outage(hub, since, over); }, config.log_id,
                  *sealing_keys, config.database,
                  [this](Solving::JobPtr job) { solving->settle(std::move(job)); }},
      std::move(chain), std::move(registry), config.desk);
  solving = std::make_unique<Solving>(auction::solver::solve, std::string(auction::solver::version()),
                                      [this](tender::Command command, Desk::Answered answered) {
                                        desk->submit(std::move(command), std::move(answered));
                                      });
  live = std::make_unique<Live>(*desk, keys, sessions, metrics, config.origin, config.live);
  if (config.origins.empty())
    for (const char* host : {"localhost", "127.0.0.1", "[::1]"})
      config.origins.push_back("https://" + std::string(host) +
                               (config.port == 443 ? std::string() : ":" + std::to_string(config.port)));
  api = std::make_unique<Api>(Api::Parts{*desk, *solving, *log_state, published, keys, sessions, metrics, *readers, *vault, pages,
                                         config.origins, kOpenApiText, config.database, config.log_id, *sealing_keys,
                                         *log_keys, config.retention, config.largest_bundle, config.monitor_feed, witnessing.get(), timestamping.get()});
  net = std::make_unique<net::NetServer>(*api, live.get());
  hub.target = &net->hub();

  const auto certificate = read_file(config.tls_cert), private_key = read_file(config.tls_key);
  if (!certificate) return certificate.error();
  if (!private_key) return private_key.error();
  // The desk must be able to answer before the first connection is accepted.
  desk->start(alive);
  net::Config listen;
  listen.address = config.address;
  listen.port = config.port;
  listen.certificate_pem = *certificate;
  listen.private_key_pem = *private_key;
  listen.threads = config.threads;
  listen.websocket_path = "/api/v1/live";
  listen.origins = config.origins;
  listen.trusted_proxies = config.trusted_proxies;
  listen.security = net::security_headers(true);
  listen.limits = config.limits;
  listen.log = net_log();
  if (const auto started = net->start(std::move(listen)); !started) return started.error();

  health = std::make_unique<Health>(metrics, [this] { return serving && desk->ready(); }, [this] { collect(); });
  health_net = std::make_unique<net::NetServer>(*health, nullptr);
  net::Config inside;
  inside.address = config.health_address;
  inside.port = config.health_port;
  inside.tls = false;
  inside.threads = 1;
  inside.log = net_log();
  if (const auto started = health_net->start(std::move(inside)); !started) return started.error();

  if (config.demo) {
    demo = std::make_unique<Demo>(config.database, *desk, config.origin);
    if (const auto prepared = demo->prepare(stop_asked); !prepared) return prepared.error();
    demo->start();
  }
  serving = true;
  log_info("server.started", {{"health_port", health_net->port()}, {"port", net->port()}});
  return true;
}

void Platform::Impl::collect() {
  const net::Metrics counted = net->metrics();
  const auto gauge = [&](const char* name, const char* help, std::uint64_t value) {
    metrics.gauge(name, help, static_cast<double>(value));
  };
  gauge("terang_net_connections", "Open connections", counted.connections_open);
  gauge("terang_net_websockets", "Open WebSockets", counted.websockets_open);
  gauge("terang_net_handshakes", "TLS handshakes completed", counted.handshakes);
  gauge("terang_net_requests", "HTTP requests", counted.requests);
  gauge("terang_net_messages_in", "WebSocket messages received", counted.messages_in);
  gauge("terang_net_frames_out", "WebSocket frames sent", counted.frames_out);
  gauge("terang_net_views_replaced", "Views that a newer one overtook", counted.views_replaced);
  std::uint64_t refused = 0, dropped = 0;
  for (const auto& [name, count] : counted.refused) refused += count;
  for (const auto& [name, count] : counted.dropped) dropped += count;
  gauge("terang_net_refused", "Connections and requests refused by the network layer", refused);
  gauge("terang_net_dropped", "Connections ended", dropped);
}

Platform::Platform(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Platform::~Platform() {
  if (impl_ && impl_->net) stop();
}

Result<std::unique_ptr<Platform>> Platform::start(ServerConfig config, std::function<void(const std::string&)> fatal,
                                                  std::function<bool()> stop_asked) {
  auto impl = std::make_unique<Impl>();
  impl->config = std::move(config);
  impl->stop_asked = std::move(stop_asked);
  std::unique_ptr<Platform> platform(new Platform(std::move(impl)));
  if (const auto started = platform->impl_->start(std::move(fatal)); !started) return started.error();
  return platform;
}

std::uint16_t Platform::port() const { return impl_->net->port(); }
std::uint16_t Platform::health_port() const { return impl_->health_net->port(); }

void Platform::tick() {
  if (++impl_->ticks % kSessionsEvery != 0) return;
  (void)impl_->readers->post([this](pqxx::connection& db) { impl_->sessions.load(db); }, [](const std::string&) {});
}

bool Platform::stop() {
  if (!impl_->net) return true;
  if (impl_->demo) impl_->demo->stop();
  impl_->net->stop_accepting();
  const bool complete = !impl_->desk || impl_->desk->stop(kDrainPatience);
  impl_->net->broadcast_bye(net::make_text_frame(json::canonical(
      json::Value::object({{"reason", "restarting"}, {"retry_after_seconds", 2}, {"type", "bye"}}))));
  impl_->net->stop(kGrace);
  if (impl_->health_net) impl_->health_net->stop(net::milliseconds(200));
  if (impl_->readers) impl_->readers->stop();
  if (impl_->vault) impl_->vault->stop();
  impl_->witnessing.reset();  // their last requests end within their time
  impl_->timestamping.reset();
  impl_->demo.reset();
  impl_->solving.reset();  // what it submitted was answered
  // The desk holds connections of those who followed: they must go before the network layer that made them.
  impl_->desk.reset();
  impl_->net.reset();
  impl_->health_net.reset();
  log_info("server.stopped", {{"complete", complete}});
  return complete;
}

}  // namespace terang::server
