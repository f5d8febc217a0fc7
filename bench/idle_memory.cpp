// What an idle WebSocket over TLS costs the server: the growth of its resident memory over 2,000 connections
// made by another process, after each has got views and been quiet since.
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "bench/net_watchers.h"
#include "server/net/server.h"
#include "tests/net/client.h"

namespace {

using namespace terang;
using namespace terang::net;

class NoHttp : public HttpApp {
  void handle(HttpRequest&&, Reply&&) override {}
};
class Sockets : public SocketApp {
  Admission admit(const HttpRequest&) override { return Admission::accept(nullptr); }
  void on_open(const PeerPtr& peer) override { peer->subscribe(1); }
  void on_text(const PeerPtr&, std::string_view) override {}
  void on_close(const PeerPtr&, std::string_view) override {}
};

double resident_kb() {
  std::ifstream in("/proc/self/statm");
  double size = 0, resident = 0;
  in >> size >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024;
}

}  // namespace

int main() {
  constexpr std::uint32_t kWarm = 100, kCount = 2'000;
  bench::Watchers watchers;
  NoHttp http;
  Sockets sockets;
  NetServer server(http, &sockets);
  Config config;
  config.address = "127.0.0.1";
  config.certificate_pem = test::test_certificate().certificate_pem;
  config.private_key_pem = test::test_certificate().private_key_pem;
  config.websocket_path = "/live";
  config.origins = {"https://here.example"};
  config.limits.connections_per_address = kCount + kWarm;
  config.limits.new_connections_per_address = config.limits.requests_per_address = {};
  // The watchers read and never answer; on a loaded machine connecting takes longer than the heartbeat's
  // patience.
  config.limits.ping_after = config.limits.silent = std::chrono::hours(1);
  const auto port = server.start(std::move(config));
  if (!port) return 1;
  const auto settle = [&](std::uint32_t total) {
    watchers.connect(*port, total == kWarm ? kWarm : kCount, true);
    if (!watchers.wait_connected(total)) {
      std::fprintf(stderr, "not all watchers could connect; see ulimit -n\n");
      return false;
    }
    for (int i = 0; i < 20; ++i) {
      server.hub().publish(1, 1, make_text_frame(std::string(2'000, 'v')));
      ::usleep(50'000);
    }
    return server.metrics().websockets_open == total;
  };
  if (!settle(kWarm)) return 1;
  const double before = resident_kb();
  if (!settle(kWarm + kCount)) return 1;
  const double each = (resident_kb() - before) / kCount;
  std::printf("BENCH|memory per idle WebSocket over TLS|%.1f KB|limit 40 KB|%.2f|<= 1|%s\n", each, each / 40,
              each <= 40 ? "yes" : "NO");
  return 0;
}
