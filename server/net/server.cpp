#include "server/net/server.h"

#include "server/net/acceptor.h"
#include "server/net/io_thread.h"
#include "server/net/transport.h"

namespace terang::net {

struct NetServer::Impl final : public Hub {
  HttpApp& http;
  SocketApp* sockets;
  // In the order of their making: the threads use `shared`, the acceptor the threads.
  std::unique_ptr<Shared> shared;
  std::vector<std::unique_ptr<IoThread>> threads;
  std::unique_ptr<Acceptor> acceptor;
  std::uint16_t port = 0;
  bool said_bye = false;

  Impl(HttpApp& h, SocketApp* s) : http(h), sockets(s) {}

  void publish(std::uint64_t topic, std::uint64_t slot, FramePtr frame) override {
    if (!shared) return;
    shared->publishes.fetch_add(1, std::memory_order_relaxed);
    for (const auto& thread : threads) thread->publish(topic, slot, frame);
  }
};

NetServer::NetServer(HttpApp& http, SocketApp* sockets) : impl_(std::make_unique<Impl>(http, sockets)) {}
NetServer::~NetServer() {
  stop(milliseconds(0));
}

Result<std::uint16_t> NetServer::start(Config config) {
  Impl& impl = *impl_;
  TERANG_ASSERT(!impl.shared && config.threads > 0);
  TERANG_ASSERT(config.websocket_path.empty() || impl.sockets != nullptr);
  std::shared_ptr<TlsContext> tls;
  if (config.tls) {
    auto made = TlsContext::make(config.certificate_pem, config.private_key_pem);
    if (!made) return made.error();
    tls = std::move(made).value();
  }
  auto proxies = TrustedProxies::parse(config.trusted_proxies);
  if (!proxies) return proxies.error();
  const std::string address = config.address;
  const std::uint16_t port = config.port;
  impl.shared = std::make_unique<Shared>(std::move(config));
  impl.shared->http = &impl.http;
  impl.shared->sockets = impl.sockets;
  impl.shared->set_tls(std::move(tls));
  impl.shared->proxies = std::move(*proxies);
  for (unsigned i = 0; i < impl.shared->config.threads; ++i)
    impl.threads.push_back(std::make_unique<IoThread>(*impl.shared));
  impl.acceptor = std::make_unique<Acceptor>(*impl.shared, impl.threads);
  auto listening = impl.acceptor->listen(address, port);
  if (!listening) {
    impl.acceptor.reset();
    impl.threads.clear();
    impl.shared.reset();
    return listening;
  }
  impl.port = *listening;
  for (const auto& thread : impl.threads) thread->start();
  impl.acceptor->start();
  return listening;
}

std::uint16_t NetServer::port() const {
  return impl_->port;
}

Hub& NetServer::hub() {
  return *impl_;
}

Result<bool> NetServer::replace_certificate(const std::string& certificate_pem,
                                            const std::string& private_key_pem) {
  TERANG_ASSERT(impl_->shared && impl_->shared->config.tls);
  auto made = TlsContext::make(certificate_pem, private_key_pem);
  if (!made) return made.error();
  impl_->shared->set_tls(std::move(made).value());
  return true;
}

void NetServer::stop_accepting() {
  Impl& impl = *impl_;
  if (!impl.acceptor || impl.shared->stopping.exchange(true)) return;
  impl.acceptor->stop();
  for (const auto& thread : impl.threads) thread->push(ask::Task{[t = thread.get()] { t->stopping(); }});
}

void NetServer::broadcast_bye(FramePtr frame) {
  Impl& impl = *impl_;
  if (!impl.acceptor) return;
  impl.said_bye = true;
  for (const auto& thread : impl.threads)
    thread->push(ask::Task{[t = thread.get(), frame] { t->bye(frame); }});
}

void NetServer::stop(milliseconds grace) {
  Impl& impl = *impl_;
  if (!impl.acceptor) return;
  stop_accepting();
  if (!impl.said_bye) broadcast_bye(nullptr);
  const Clock::time_point end = Clock::now() + grace;
  while (impl.shared->open.load() > 0 && Clock::now() < end) std::this_thread::sleep_for(milliseconds(2));
  for (const auto& thread : impl.threads) thread->stop_and_join();
  impl.acceptor.reset();
  // The threads stay until the server goes: peers that the application still holds compare themselves with
  // them, and metrics are still asked for.
}

Metrics NetServer::metrics() const {
  Metrics m;
  const Impl& impl = *impl_;
  if (!impl.shared) return m;
  m.connections_accepted = impl.shared->accepted.load();
  m.publishes = impl.shared->publishes.load();
  for (const auto& thread : impl.threads) {
    const IoCounters& c = thread->counters();
    m.connections_open += c.open.get();
    m.websockets_opened += c.websockets_opened.get();
    m.websockets_open += c.websockets_open.get();
    m.handshakes += c.handshakes.get();
    m.handshakes_resumed += c.resumed.get();
    m.requests += c.requests.get();
    m.messages_in += c.messages_in.get();
    m.frames_out += c.frames_out.get();
    m.views_replaced += c.views_replaced.get();
    m.bytes_in += c.bytes_in.get();
    m.bytes_out += c.bytes_out.get();
    m.subscriptions += c.subscriptions.get();
  }
  impl.shared->add_names(m);
  return m;
}

}  // namespace terang::net
