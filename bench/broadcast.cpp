// One view of 200 octets to 1,000 and 10,000 watchers over TLS, beside a loop over send(2) in plain: the same
// frame, the same number of sockets, watchers of the same kind, in turn in one run. Both times are taken:
// until the last send has returned on one thread (the server's goes on in slices after publish has returned, so its
// counter of frames is watched), and until the last watcher has the frame.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <future>
#include <vector>

#include "bench/net_watchers.h"
#include "server/net/server.h"
#include "tests/net/client.h"

namespace {

using namespace terang;
using namespace terang::net;

constexpr std::uint64_t kTopic = 1, kSlot = 1;
constexpr std::size_t kPayload = 200;

class NoHttp : public HttpApp {
  void handle(HttpRequest&&, Reply&&) override {}
};

// Watchers subscribe by coming. The last peer that came publishes when it is told "go".
class Sockets : public SocketApp {
 public:
  Hub* hub = nullptr;
  FramePtr frame;
  std::promise<std::int64_t>* begun = nullptr;

 private:
  Admission admit(const HttpRequest&) override { return Admission::accept(nullptr); }
  void on_open(const PeerPtr& peer) override { peer->subscribe(kTopic); }
  void on_text(const PeerPtr& peer, std::string_view text) override {
    if (text == "leave") return peer->unsubscribe(kTopic);
    begun->set_value(bench::now_ns());
    hub->publish(kTopic, kSlot, frame);
  }
  void on_close(const PeerPtr&, std::string_view) override {}
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Times {
  std::vector<double> loop, delivered;  // milliseconds
};

void print(const char* what, std::uint32_t watchers, const std::vector<double>& ours,
           const std::vector<double>& raw, const char* goal) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < ours.size(); ++i) ratios.push_back(ours[i] / raw[i]);
  const double ratio = median(ratios);
  std::printf("BENCH|broadcast over TLS to %u, %s|%.2f ms|raw send loop in plain %.2f ms|%.2f|%s|%s\n",
              watchers, what, median(ours), median(raw), ratio, goal, ratio <= 1.3 ? "yes" : "NO");
}

int run(std::uint32_t count, unsigned threads, int rounds) {
  bench::Watchers tls_watchers, plain_watchers;
  bench::RawSender raw;
  plain_watchers.connect(raw.port(), count, false);
  NoHttp http;
  Sockets sockets;
  NetServer server(http, &sockets);
  Config config;
  config.address = "127.0.0.1";
  config.threads = threads;
  config.certificate_pem = test::test_certificate().certificate_pem;
  config.private_key_pem = test::test_certificate().private_key_pem;
  config.websocket_path = "/live";
  config.origins = {"https://here.example"};
  config.limits.connections_per_address = config.limits.connections = count + 10;
  config.limits.new_connections_per_address = config.limits.requests_per_address = {};
  config.limits.ping_after = config.limits.silent = std::chrono::hours(1);
  const auto port = server.start(std::move(config));
  if (!port) return 1;
  sockets.hub = &server.hub();
  sockets.frame = make_text_frame(std::string(kPayload, 'v'));
  tls_watchers.connect(*port, count, true);
  if (!tls_watchers.wait_connected(count) || !plain_watchers.wait_connected(count)) {
    std::fprintf(stderr, "not all watchers could connect; see ulimit -n\n");
    return 1;
  }
  test::Client control(*port);
  test::open_websocket(control);
  control.send(test::ws_frame(1, "leave"));
  while (server.metrics().subscriptions != count) ::usleep(1'000);

  // A TLS 1.3 record has a header of 5, the type's octet and a tag of 16 more (RFC 8446 §5.2).
  const std::uint64_t plain_size = sockets.frame->wire.size(), tls_size = plain_size + 22;
  ::usleep(100'000);
  std::uint64_t tls_total = tls_watchers.board().octets.load(),
                plain_total = plain_watchers.board().octets.load();
  Times ours, theirs;
  for (int i = 0; i < rounds; ++i) {
    std::promise<std::int64_t> published;
    sockets.begun = &published;
    const std::uint64_t before = server.metrics().frames_out;
    control.send(test::ws_frame(1, "go"));
    const std::int64_t begun = published.get_future().get();
    while (server.metrics().frames_out < before + count) ::usleep(50);
    const std::int64_t took = bench::now_ns() - begun;
    const std::int64_t last = tls_watchers.wait_octets(tls_total += tls_size * count);
    raw.send_to_all(static_cast<std::uint32_t>(plain_size));
    const std::int64_t raw_last = plain_watchers.wait_octets(plain_total += plain_size * count);
    if (last == 0 || raw_last == 0) {
      std::fprintf(stderr, "frames were lost\n");
      return 1;
    }
    if (i < 2) continue;  // warm
    ours.loop.push_back(static_cast<double>(took) / 1e6);
    ours.delivered.push_back(static_cast<double>(last - begun) / 1e6);
    theirs.loop.push_back(static_cast<double>(raw.board().loop_ns.load()) / 1e6);
    theirs.delivered.push_back(static_cast<double>(raw_last - raw.board().started_ns.load()) / 1e6);
  }
  if (threads == 1) {
    print("1 I/O thread, last send", count, ours.loop, theirs.loop, "<= 1.3");
    print("1 I/O thread, last watcher has it", count, ours.delivered, theirs.delivered, "<= 1.3");
  } else {
    print("2 I/O threads, last watcher has it", count, ours.delivered, theirs.delivered, "<= 1.3");
  }
  return 0;
}

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const int failed = run(1'000, 1, 42) + run(1'000, 2, 42) + run(10'000, 1, 14) + run(10'000, 2, 14);
  return failed == 0 ? 0 : 1;
}
