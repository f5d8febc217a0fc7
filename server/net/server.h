// The network side of the server: TLS (or plain), HTTP/1.1 and WebSocket on N I/O threads. The only folder
// that includes Asio and Beast is this one, and none of its headers that others include does.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/net/http.h"
#include "server/net/hub.h"
#include "server/net/limits.h"
#include "server/net/metrics.h"
#include "server/net/peer.h"
#include "server/net/security_headers.h"

namespace terang::net {

// Answers requests. Called on I/O threads, several at once: must be thread-safe and must not block; an answer
// that takes time is sent later through `reply`.
class HttpApp {
 public:
  virtual ~HttpApp() = default;
  virtual void handle(HttpRequest&& request, Reply&& reply) = 0;
};

// Whether a WebSocket may be opened: accepted with a state of the application's choice, or refused by an
// answer.
struct Admission {
  std::optional<HttpResponse> refusal;
  std::shared_ptr<void> state;

  static Admission accept(std::shared_ptr<void> state) { return {std::nullopt, std::move(state)}; }
  static Admission refuse(HttpResponse response) { return {std::move(response), nullptr}; }
};

// Speaks on WebSockets. Called on I/O threads; the calls of one peer never overlap: on_open, on_text…,
// on_close.
class SocketApp {
 public:
  virtual ~SocketApp() = default;
  virtual Admission admit(const HttpRequest& request) = 0;  // must not block
  virtual void on_open(const PeerPtr& peer) = 0;
  virtual void on_text(const PeerPtr& peer, std::string_view text) = 0;  // valid UTF-8, at most message_bytes
  virtual void on_close(const PeerPtr& peer, std::string_view reason) = 0;  // a stable name, see metrics.h
};

enum class LogLevel { debug, info, warning, error };
// `event` is a stable name; `fields` are name and value. May be called from any I/O thread.
using LogField = std::pair<std::string_view, std::string>;
using Log = std::function<void(LogLevel, std::string_view event, const std::vector<LogField>& fields)>;

struct Config {
  std::string address = "0.0.0.0";  // an IP address; "::" listens on IPv6 and IPv4
  std::uint16_t port = 0;           // 0: any free one, see NetServer::port()
  bool tls = true;                  // false only for a port on loopback or behind a proxy
  std::string certificate_pem;      // the chain, leaf first (contents, not a file name)
  std::string private_key_pem;
  unsigned threads = 2;
  std::string websocket_path;        // the one path that upgrades; empty: none
  std::vector<std::string> origins;  // "https://example.org": the only ones a WebSocket may come from
  std::vector<std::string> trusted_proxies;  // whose X-Forwarded-For is believed (trusted_proxies.h)
  SecurityHeaders security;          // put on answers that have not set them
  Limits limits;
  // The body limit for a route, in octets; nullptr: Limits::body_bytes everywhere.
  std::function<std::size_t(std::string_view method, std::string_view path)> body_limit;
  Log log;  // nullptr: silent
};

class NetServer {
 public:
  // The applications must outlive the server; `sockets` may be nullptr.
  NetServer(HttpApp& http, SocketApp* sockets);
  ~NetServer();  // stops at once if stop() was not called
  NetServer(const NetServer&) = delete;
  NetServer& operator=(const NetServer&) = delete;

  // Failure names: address_malformed, address_in_use, address_not_permitted, listen_failed,
  // certificate_unusable, private_key_unusable, proxy_malformed. After success connections are being served.
  Result<std::uint16_t> start(Config config);  // the port
  std::uint16_t port() const;

  // A renewed certificate for new connections. The same failure names.
  Result<bool> replace_certificate(const std::string& certificate_pem, const std::string& private_key_pem);

  Hub& hub();

  // Graceful end, in this order; each returns soon except stop, which waits for at most `grace`.
  void stop_accepting();               // no new connections; answers say Connection: close
  void broadcast_bye(FramePtr frame);  // to every WebSocket: what waits, this frame (if any), close 1012
  void stop(milliseconds grace);       // waits for the rest to leave, drops who has not, joins the threads

  Metrics metrics() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace terang::net
