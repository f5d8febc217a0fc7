#include "tests/net/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace terang::net::test {
namespace {

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

Certificate make_certificate() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* x509 = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -60);
  X509_gmtime_adj(X509_getm_notAfter(x509), 24 * 3600);
  X509_set_pubkey(x509, key);
  X509_NAME* name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(x509, name);
  X509_sign(x509, key, EVP_sha256());
  Certificate made;
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, x509);
  made.certificate_pem = text_of(bio);
  bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  made.private_key_pem = text_of(bio);
  X509_free(x509);
  EVP_PKEY_free(key);
  return made;
}

}  // namespace

const Certificate& test_certificate() {
  static const Certificate made = make_certificate();
  return made;
}

Client::Client(std::uint16_t port, const ClientOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (options.receive_buffer > 0)
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer, sizeof options.receive_buffer);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect");
  }
  if (!options.tls) return;
  context_ = SSL_CTX_new(TLS_client_method());
  ssl_ = SSL_new(context_);
  if (options.min_version != 0) SSL_set_min_proto_version(ssl_, options.min_version);
  if (options.max_version != 0) SSL_set_max_proto_version(ssl_, options.max_version);
  if (!options.alpn.empty())
    SSL_set_alpn_protos(ssl_, reinterpret_cast<const unsigned char*>(options.alpn.data()),
                        static_cast<unsigned>(options.alpn.size()));
  if (options.resume != nullptr) SSL_set_session(ssl_, options.resume);
  SSL_set_fd(ssl_, socket_);
  ERR_clear_error();
  if (SSL_connect(ssl_) != 1) {
    const char* why = ERR_reason_error_string(ERR_peek_error());
    const std::string text = std::string("handshake failed: ") + (why != nullptr ? why : "connection lost");
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    ::close(socket_);
    throw std::runtime_error(text);
  }
}

Client::~Client() {
  if (ssl_ != nullptr) SSL_free(ssl_);
  if (context_ != nullptr) SSL_CTX_free(context_);
  if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view octets) {
  while (!octets.empty()) {
    const int most = static_cast<int>(std::min<std::size_t>(octets.size(), 1 << 20));
    const ssize_t sent = ssl_ != nullptr
                             ? SSL_write(ssl_, octets.data(), most)
                             : ::send(socket_, octets.data(), static_cast<std::size_t>(most), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    octets.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string Client::read_some(milliseconds within) {
  if (!rest_.empty()) return std::exchange(rest_, {});
  if (closed_) return {};
  if (ssl_ == nullptr || SSL_has_pending(ssl_) == 0) {
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(within.count())) <= 0) return {};
  }
  char buffer[16384];
  const ssize_t got =
      ssl_ != nullptr ? SSL_read(ssl_, buffer, sizeof buffer) : ::recv(socket_, buffer, sizeof buffer, 0);
  if (got <= 0) {
    closed_ = true;
    return {};
  }
  return std::string(buffer, static_cast<std::size_t>(got));
}

std::string Client::read_until(std::string_view end, milliseconds within) {
  std::string text;
  const auto until = std::chrono::steady_clock::now() + within;
  while (true) {
    if (const std::size_t at = text.find(end); at != std::string::npos) {
      rest_.insert(0, text.substr(at + end.size()));
      text.resize(at + end.size());
      return text;
    }
    const auto left = std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
    const std::string more = left.count() > 0 ? read_some(left) : std::string();
    if (more.empty()) return text;
    text += more;
  }
}

std::string Client::read_all(milliseconds within) {
  std::string text;
  const auto until = std::chrono::steady_clock::now() + within;
  while (!closed_) {
    const auto left = std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    text += read_some(left);
  }
  return text;
}

std::string Response::header(std::string_view name) const {
  std::size_t at = 0;
  while ((at = head.find("\r\n", at)) != std::string::npos) {
    at += 2;
    if (strncasecmp(head.c_str() + at, name.data(), name.size()) != 0 || head[at + name.size()] != ':')
      continue;
    const std::size_t from = head.find_first_not_of(' ', at + name.size() + 1);
    return head.substr(from, head.find("\r\n", from) - from);
  }
  return {};
}

Response read_response(Client& client, bool head_only) {
  Response response;
  response.head = client.read_until("\r\n\r\n");
  if (response.head.size() < 12) return response;
  response.status = std::atoi(response.head.c_str() + 9);
  const std::size_t size = static_cast<std::size_t>(std::atol(response.header("Content-Length").c_str()));
  while (!head_only && response.body.size() < size) {
    const std::string more = client.read_some();
    if (more.empty()) break;
    response.body += more;
  }
  if (!head_only && response.body.size() > size) {
    client.put_back(response.body.substr(size));
    response.body.resize(size);
  }
  return response;
}

Response fetch(std::uint16_t port, const std::string& request, const ClientOptions& options) {
  Client client(port, options);
  client.send(request);
  return read_response(client, request.starts_with("HEAD "));
}

int WsFrame::close_code() const {
  if (opcode != 8 || payload.size() < 2) return 0;
  return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
}

std::string ws_frame(int opcode, std::string_view payload, bool fin, bool masked) {
  std::string frame(1, static_cast<char>((fin ? 0x80 : 0) | opcode));
  const int mask_bit = masked ? 0x80 : 0;
  if (payload.size() < 126) {
    frame.push_back(static_cast<char>(mask_bit | static_cast<int>(payload.size())));
  } else {
    const int octets = payload.size() <= 0xffff ? 2 : 8;
    frame.push_back(static_cast<char>(mask_bit | (octets == 2 ? 126 : 127)));
    for (int i = octets - 1; i >= 0; --i) frame.push_back(static_cast<char>(payload.size() >> (8 * i)));
  }
  const std::string_view mask = "\x11\x22\x33\x44";
  if (masked) frame.append(mask);
  for (std::size_t i = 0; i < payload.size(); ++i)
    frame.push_back(masked ? static_cast<char>(payload[i] ^ mask[i % 4]) : payload[i]);
  return frame;
}

WsFrame read_frame(Client& client, milliseconds within) {
  std::string octets;
  const auto until = std::chrono::steady_clock::now() + within;
  while (true) {
    if (octets.size() >= 2) {
      std::size_t size = static_cast<unsigned char>(octets[1]) & 0x7f, at = 2;
      const std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
      if (octets.size() >= at + extra) {
        if (extra > 0) size = 0;
        for (std::size_t i = 0; i < extra; ++i) size = size << 8 | static_cast<unsigned char>(octets[at + i]);
        at += extra;
        if (octets.size() >= at + size) {
          WsFrame frame;
          frame.opcode = octets[0] & 0x0f;
          frame.fin = (octets[0] & 0x80) != 0;
          frame.payload = octets.substr(at, size);
          client.put_back(octets.substr(at + size));
          return frame;
        }
      }
    }
    const auto left = std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
    const std::string more = left.count() > 0 ? client.read_some(left) : std::string();
    if (more.empty()) {
      client.put_back(octets);
      return {};
    }
    octets += more;
  }
}

std::string upgrade_request(std::string_view path, std::string_view origin) {
  std::string request = "GET " + std::string(path) +
                        " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  if (!origin.empty()) request.append("Origin: ").append(origin).append("\r\n");
  return request + "\r\n";
}

void open_websocket(Client& client, std::string_view path) {
  client.send(upgrade_request(path));
  const std::string head = client.read_until("\r\n\r\n");
  if (!head.starts_with("HTTP/1.1 101 ")) throw std::runtime_error("upgrade refused: " + head);
}

}  // namespace terang::net::test
