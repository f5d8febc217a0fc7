// What an auditor does with a whole ledger: export it, verify the file with both verifiers, follow the live log, fetch its tiles.
// The ledger is real (real_ledger.h); TERANG_BENCH_ENTRIES says how long, 200,000 entries where it is absent.
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <pqxx/pqxx>
#include <random>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "base/json.h"
#include "base/sha256.h"
#include "bench/ledger_common.h"
#include "bench/real_ledger.h"
#include "ledger/migrate.h"
#include "ledger/p256.h"
#include "ledger/tile.h"
#include "server/random.h"
#include "tests/faults/process.h"
#include "tests/net/client.h"

namespace {

using namespace terang;
using namespace terang::bench;
using faults::Process;
using faults::Words;
namespace fs = std::filesystem;

constexpr char kOrigin[] = "bench.example/terang/log1";
constexpr std::uint64_t kNewEntries = 1000;
// A peer's rate does not change with the length of the ledger; beyond these the peer only costs time.
constexpr std::uint64_t kSampledSignatures = 500'000, kSampledMegabytes = 4'096;
constexpr std::uint64_t kSecondVerifierUpTo = 2'000'000;

[[noreturn]] void broken(const std::string& what) { throw std::runtime_error(what); }

double timed(const std::function<void()>& work) {
  const auto began = Clock::now();
  work();
  return seconds_since(began);
}

// `count` pieces of work, on all cores.
double on_all_cores(std::uint64_t count, const std::function<void(std::uint64_t)>& each) {
  std::atomic<std::uint64_t> next = 0;
  return timed([&] {
    std::vector<std::jthread> threads;
    for (unsigned core = 0; core < std::max(1u, std::thread::hardware_concurrency()); ++core)
      threads.emplace_back([&] {
        for (std::uint64_t i; (i = next++) < count;) each(i);
      });
  });
}

// A log, keys, a configuration and files of this run's own.
class Place {
 public:
  Place() : folder_(fs::temp_directory_path() / ("terang-bench-" + server::random_id())) {
    const char* base = std::getenv("TERANG_BENCH_DATABASE");
    if (!base) {
      std::fprintf(stderr, "TERANG_BENCH_DATABASE is not set: bench/run sets it\n");
      std::exit(77);
    }
    database_ = base;
    fs::create_directories(folder_ / "data");
    fs::permissions(folder_ / "data", fs::perms::owner_all);
    const auto& certificate = net::test::test_certificate();
    std::ofstream(path("cert.pem")) << certificate.certificate_pem;
    std::ofstream(path("key.pem")) << certificate.private_key_pem;
    std::ofstream(path("terang.toml"))
        << "log = " << log_ << "\norigin = '" << kOrigin << "'\ndata = '" << path("data") << "'\nweb = '" << path("no-web") << "'\n"
        << "address = '127.0.0.1'\nport = 0\nhealth_port = 0\norigins = ['https://here.example']\n"
        << "tls_cert = '" << path("cert.pem") << "'\ntls_key = '" << path("key.pem") << "'\n"
        << "[limits]\nconnections_per_address = 20000\nnew_connections_per_address = [1, 0]\nrequests_per_address = [1, 0]\n";
  }
  ~Place() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  const std::string& database() const { return database_; }
  int log() const { return log_; }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string folder() const { return folder_.string(); }
  Words terang(const std::string& command) const {
    return {TERANG_PROGRAM, "--config", path("terang.toml"), command, "--database", database_};
  }

 private:
  fs::path folder_;
  std::string database_;
  int log_ = static_cast<int>(1'000 + server::random_below(1'000'000'000));
};

struct Done {
  std::string out;
  double peak_megabytes = 0;
};

Done must(const Words& command, const Place& place, std::chrono::seconds within) {
  Process process(command, place.folder());
  const auto status = process.wait(within);
  if (!status || *status != 0) broken(command[0] + " " + command.back() + ": " + process.out() + process.err());
  return {process.out(), static_cast<double>(process.peak_kilobytes()) / 1024};
}

// Both ways read the file as a stream of lines; what it must hash is most of its octets, and a signature for each bid.
void verify_file(const Place& place, const RealLedger& ledger) {
  const std::string file = place.path("all.jsonl");
  const double exported = timed([&] {
    Words command = place.terang("export");
    command.insert(command.end(), {"--all", "--out", file});
    must(command, place, std::chrono::hours(1));
  });
  const double copied = timed([&] {
    must({"/usr/bin/psql", place.database(), "-qc",
          "\\copy (SELECT seq, header, salt, payload, tender FROM ledger_entry WHERE log = " + std::to_string(place.log()) + " ORDER BY seq) TO '" + place.path("rows") + "'"},
         place, std::chrono::hours(1));
  });
  fs::remove(place.path("rows"));
  const double entries = static_cast<double>(ledger.size()), octets = static_cast<double>(fs::file_size(file));
  report("audit: a ledger exported as one bundle, beside psql's \\copy of the same rows", text("%.0f entries/s", entries / exported),
         text("%.0f rows/s", entries / copied), exported / copied, "-", true);

  Done verification;
  const double verified = timed([&] { verification = must({TERANG_VERIFY_PROGRAM, file}, place, std::chrono::hours(2)); });
  const std::string block(1 << 20, 'x');
  const auto megabytes = static_cast<std::uint64_t>(octets) >> 20;
  const auto sampled_megabytes = std::min(std::max<std::uint64_t>(megabytes, 1), kSampledMegabytes);
  const double hashed = on_all_cores(sampled_megabytes, [&](std::uint64_t) { (void)sha256(block); }) * octets / (1 << 20) / static_cast<double>(sampled_megabytes);
  const auto key = ledger::P256PrivateKey::generate();
  const auto known = *ledger::P256Key::parse(key.spki());
  const std::string message(200, 'm'), signature = key.sign(message);
  const auto sampled = std::min(ledger.bids(), kSampledSignatures);
  const double signatures = on_all_cores(sampled, [&](std::uint64_t) {
    if (!known->verify(message, signature)) std::abort();
  }) * static_cast<double>(ledger.bids()) / static_cast<double>(sampled);
  report("audit: that bundle verified, all of it, beside SHA-256 of its octets on all cores", text("%.1f s", verified), text("%.1f s", hashed),
         verified / hashed, "-", true);
  report("audit: the same, beside SHA-256 of its octets and an ECDSA verification for each bid", text("%.0f entries/s", entries / verified),
         text("%.0f entries/s", entries / (hashed + signatures)), verified / (hashed + signatures), "-", true);
  report("audit: memory of that verification at its most, beside the bundle's size", text("%.0f MB", verification.peak_megabytes),
         text("%.0f MB", octets / (1 << 20)), verification.peak_megabytes * (1 << 20) / octets, "-", true);

  const std::string second = std::string(TERANG_SOURCE_DIR) + "/web/scripts/verify.mjs";
  if (ledger.size() > kSecondVerifierUpTo) {
    std::puts("the second verifier is skipped: a ledger this long takes it hours");
  } else if (!fs::exists(std::string(TERANG_SOURCE_DIR) + "/web/node_modules")) {
    std::puts("the second verifier is skipped: its packages are not installed (./test web installs them)");
  } else {
    const double again = timed([&] { must({"/usr/bin/env", "node", second, file}, place, std::chrono::hours(4)); });
    report("audit: that bundle verified by the second verifier (Node), beside terang-verify", text("%.1f s", again), text("%.1f s", verified),
           again / verified, "-", true);
  }
  fs::remove(file);
}

class Served {
 public:
  explicit Served(const Place& place) {
    process_ = std::make_unique<Process>(place.terang("serve"), place.folder());
    const auto until = Clock::now() + std::chrono::hours(1);
    while (port_ == 0) {
      if (process_->wait(std::chrono::milliseconds(50)) || Clock::now() > until) broken("the server does not start: " + process_->err());
      std::istringstream log(process_->err());
      for (std::string line; std::getline(log, line);)
        if (const auto parsed = json::parse(line); parsed && parsed->text("event") == "server.started")
          port_ = static_cast<std::uint16_t>(parsed->find("port")->as_int());
    }
  }
  ~Served() {
    process_->signal(SIGTERM);
    process_->wait(std::chrono::seconds(60));
  }
  std::uint16_t port() const { return port_; }

 private:
  std::unique_ptr<Process> process_;
  std::uint16_t port_ = 0;
};

json::Value follow(const Place& place, const Served& served, const std::string& vkey) {
  return *json::parse(must({TERANG_VERIFY_PROGRAM, "--log", "https://localhost:" + std::to_string(served.port()), "--state", place.path("memory.json"),
                            "--ca", place.path("cert.pem"), "--vkey", vkey, "--json"},
                           place, std::chrono::hours(2))
                          .out);
}

std::vector<std::string> tile_paths(std::uint64_t entries, bool bundles) {
  std::vector<std::string> paths;
  for (std::uint64_t i = 0; i < entries / ledger::HashTree::kWidth && i < 4096; ++i)
    paths.push_back(ledger::format_tile_path({.entries = bundles, .index = i}));
  return paths;
}

// One connection that is kept, and begun again where the server ends it: each does after so many requests.
class Fetcher {
 public:
  explicit Fetcher(std::uint16_t port) : port_(port) {}
  std::string get(const std::string& path) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (!client_) client_ = std::make_unique<net::test::Client>(port_);
      client_->send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      auto response = net::test::read_response(*client_);
      if (response.status == 200) return std::move(response.body);
      if (response.status != 0) broken("port " + std::to_string(port_) + ": " + path + " answers " + std::to_string(response.status));
      client_.reset();
    }
    broken(path + " is not answered");
  }

 private:
  std::uint16_t port_;
  std::unique_ptr<net::test::Client> client_;
};

// Requests a second, four connections that are kept; paths in random order.
double fetch_rate(std::uint16_t port, const std::string& prefix, const std::vector<std::string>& paths, double seconds) {
  std::atomic<std::uint64_t> fetched = 0;
  const auto began = Clock::now();
  std::vector<std::future<void>> fetching;
  for (unsigned n = 0; n < 4; ++n)
    fetching.push_back(std::async(std::launch::async, [&, n] {
      std::mt19937 random(n);
      Fetcher fetcher(port);
      while (seconds_since(began) < seconds) {
        fetcher.get(prefix + paths[random() % paths.size()]);
        ++fetched;
      }
    }));
  for (auto& one : fetching) one.get();
  return static_cast<double>(fetched) / seconds_since(began);
}

// nginx takes no port 0.
std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    broken("no free port");
  ::close(socket);
  return ntohs(address.sin_port);
}

void serve_tiles(const Place& place, const Served& served, std::uint64_t entries) {
  if (!fs::exists("/usr/sbin/nginx")) {
    std::puts("tiles beside a static file server are skipped: nginx is not installed");
    return;
  }
  const auto hashes = tile_paths(entries, false), bundles = tile_paths(entries, true);
  {
    Fetcher fetcher(served.port());
    for (const auto* paths : {&hashes, &bundles})
      for (const std::string& path : *paths) {
        const fs::path file = place.path("static/log/" + path);
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << fetcher.get("/log/" + path);
      }
  }
  const std::uint16_t port = free_port();
  std::ofstream(place.path("nginx.conf"))
      << "daemon off;\nworker_rlimit_nofile 40000;\nworker_processes 2;\npid " << place.path("nginx.pid") << ";\nerror_log stderr;\nuser root;\n"
      << "events { worker_connections 256; }\nhttp {\naccess_log off;\nsendfile on;\nkeepalive_requests 1000000000;\n"
      << "server { listen 127.0.0.1:" << port << " ssl; root " << place.path("static") << ";\nssl_certificate " << place.path("cert.pem")
      << ";\nssl_certificate_key " << place.path("key.pem") << ";\nadd_header Cache-Control \"public, max-age=31536000, immutable\"; } }\n";
  fs::permissions(place.folder(), fs::perms::owner_all | fs::perms::others_exec | fs::perms::group_exec);
  Process nginx({"/usr/sbin/nginx", "-c", place.path("nginx.conf")}, place.folder());
  for (int i = 0;; ++i) {
    try {
      net::test::Client client(port);
      break;
    } catch (const std::runtime_error&) {
      if (i == 100 || nginx.wait(std::chrono::milliseconds(0))) broken("nginx does not start: " + nginx.err());
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
  for (const bool entry_bundles : {false, true}) {
    const auto& paths = entry_bundles ? bundles : hashes;
    std::vector<double> ours, theirs;
    for (int round = 0; round < 5; ++round) {
      ours.push_back(fetch_rate(served.port(), "/log/", paths, 2));
      theirs.push_back(fetch_rate(port, "/log/", paths, 2));
    }
    const double mine = percentile(ours, 0.5), peer = percentile(theirs, 0.5);
    report(entry_bundles ? "audit: entry bundles served over TLS, beside nginx with files" : "audit: tiles served over TLS, beside nginx with files",
           text("%.0f /s", mine), text("%.0f /s", peer), mine / peer, "-", true);
  }
  nginx.signal(SIGTERM);
  nginx.wait(std::chrono::seconds(10));
}

}  // namespace

int main() try {
  const char* wanted = std::getenv("TERANG_BENCH_ENTRIES");
  const std::uint64_t entries = wanted ? std::strtoull(wanted, nullptr, 10) : 200'000;
  const Place place;
  if (const auto migrated = ledger::migrate(place.database(), std::string(TERANG_SOURCE_DIR) + "/sql"); !migrated) broken(migrated.error().message);
  std::unique_ptr<RealLedger> ledger;
  const double written = timed([&] {
    ledger = std::make_unique<RealLedger>(RealLedgerPlace{place.database(), place.log(), place.path("data"), kOrigin});
    ledger->grow_to(entries);
  });
  std::printf("%llu entries, %llu of them bids, written in %.1f s\n", static_cast<unsigned long long>(ledger->size()),
              static_cast<unsigned long long>(ledger->bids()), written);
  Database::run(place.database(), "VACUUM ANALYZE ledger_entry");
  verify_file(place, *ledger);

  // The writer's place is free while the server has it: the ledger grows between two servers.
  ledger->close();
  {
    const Served served(place);
    const double whole = timed([&] { follow(place, served, ledger->vkey()); });
    std::printf("the live log followed from its beginning in %.1f s\n", whole);
  }
  ledger->reopen();
  ledger->grow_by(kNewEntries);
  ledger->close();
  const Served served(place);
  const auto visit = follow(place, served, ledger->vkey());
  const double own = static_cast<double>(visit.find("own_microseconds")->as_int()) / 1e3;
  const double network = static_cast<double>(visit.find("network_microseconds")->as_int()) / 1e3;
  report("audit: 1,000 new entries of the live log verified, beside the time of the network", text("%.2f ms", own), text("%.1f ms", network),
         own / network, "< 50 ms", own < 50);
  serve_tiles(place, served, ledger->size());
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
