// A client for tests: blocking sockets, TLS by OpenSSL, and exactly the octets it is told to send.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace terang::net::test {

using std::chrono::milliseconds;

struct Certificate {
  std::string certificate_pem, private_key_pem;
};
const Certificate& test_certificate();  // self-signed, P-256, made once per run

struct ClientOptions {
  bool tls = true;
  int min_version = 0, max_version = 0;  // TLS1_2_VERSION …; 0: the library's
  std::string alpn;                      // wire form
  SSL_SESSION* resume = nullptr;
  int receive_buffer = 0;  // SO_RCVBUF; 0: the kernel's
};

class Client {
 public:
  // Throws std::runtime_error when the connection or the handshake fails.
  explicit Client(std::uint16_t port, const ClientOptions& options = {});
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool send(std::string_view octets);  // false: the connection has gone
  // Octets that are there within the time; empty at the end of the stream (closed() says so) or of the time.
  std::string read_some(milliseconds within = milliseconds(5000));
  std::string read_until(std::string_view end, milliseconds within = milliseconds(5000));
  std::string read_all(milliseconds within = milliseconds(5000));  // until the end of the stream
  bool closed() const { return closed_; }
  void put_back(std::string octets) { rest_.insert(0, octets); }
  int socket() const { return socket_; }
  SSL* ssl() { return ssl_; }

 private:
  int socket_ = -1;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  std::string rest_;
  bool closed_ = false;
};

struct Response {
  int status = 0;
  std::string head, body;
  std::string header(std::string_view name) const;  // first, trimmed; the name's case does not matter
};
// One answer with a Content-Length (or none). `head_only`: no body follows.
Response read_response(Client& client, bool head_only = false);
Response fetch(std::uint16_t port, const std::string& request, const ClientOptions& options = {});

// WebSocket frames (RFC 6455 §5.2).
struct WsFrame {
  int opcode = -1;  // -1: the stream has ended or the time is over
  bool fin = false;
  std::string payload;
  int close_code() const;
};
std::string ws_frame(int opcode, std::string_view payload, bool fin = true, bool masked = true);
WsFrame read_frame(Client& client, milliseconds within = milliseconds(5000));
std::string upgrade_request(std::string_view path = "/live",
                            std::string_view origin = "https://here.example");
// Sends the upgrade and reads the 101; throws when it is refused.
void open_websocket(Client& client, std::string_view path = "/live");

}  // namespace terang::net::test
