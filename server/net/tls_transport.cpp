// TLS by OpenSSL straight over the socket: no BIO pair and no copy, and with SSL_MODE_RELEASE_BUFFERS an idle
// connection holds neither a read nor a write buffer (34 KB otherwise).
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <climits>

#include "server/net/transport.h"

namespace terang::net {
namespace {

struct Free {
  void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
  void operator()(SSL* p) const { SSL_free(p); }
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509* p) const { X509_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(BIO_METHOD* p) const { BIO_meth_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// OpenSSL's own socket BIO calls write(2), which raises SIGPIPE in a program that did not ignore it.
int socket_of(BIO* bio) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}
bool again() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int bio_write(BIO* bio, const char* octets, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = ::send(socket_of(bio), octets, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && again()) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}
int bio_read(BIO* bio, char* into, int room) {
  BIO_clear_retry_flags(bio);
  const ssize_t got = ::recv(socket_of(bio), into, static_cast<std::size_t>(room), 0);
  if (got < 0 && again()) BIO_set_retry_read(bio);
  return static_cast<int>(got);
}
long bio_ctrl(BIO*, int command, long, void*) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* bio_method() {
  static const Owned<BIO_METHOD> method = [] {
    Owned<BIO_METHOD> made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
    BIO_meth_set_write(made.get(), bio_write);
    BIO_meth_set_read(made.get(), bio_read);
    BIO_meth_set_ctrl(made.get(), bio_ctrl);
    return made;
  }();
  return method.get();
}

class TlsTransport final : public Transport {
 public:
  TlsTransport(SSL_CTX* context, int socket) : ssl_(SSL_new(context)) {
    TERANG_ASSERT(ssl_);
    BIO* bio = BIO_new(bio_method());
    TERANG_ASSERT(bio);
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);  // takes it, once
    SSL_set_accept_state(ssl_.get());
  }

  IoResult handshake() override {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) return {IoStatus::ok};
    return outcome(result);
  }
  IoResult read(char* into, std::size_t room) override {
    ERR_clear_error();
    const int got = SSL_read(ssl_.get(), into, static_cast<int>(std::min<std::size_t>(room, INT_MAX)));
    if (got > 0) return {IoStatus::ok, static_cast<std::size_t>(got)};
    return outcome(got);
  }
  IoResult write(const char* octets, std::size_t size) override {
    ERR_clear_error();
    const int sent = SSL_write(ssl_.get(), octets, static_cast<int>(std::min<std::size_t>(size, INT_MAX)));
    if (sent > 0) return {IoStatus::ok, static_cast<std::size_t>(sent)};
    return outcome(sent);
  }
  void say_goodbye() override {
    if (broken_ || SSL_in_init(ssl_.get())) return;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
  }
  bool pending() const override { return SSL_has_pending(ssl_.get()) == 1; }
  bool resumed() const override { return SSL_session_reused(ssl_.get()) == 1; }
  std::string failure() const override { return failure_; }

 private:
  IoResult outcome(int result) {
    switch (SSL_get_error(ssl_.get(), result)) {
      case SSL_ERROR_WANT_READ:
        return {IoStatus::want_read};
      case SSL_ERROR_WANT_WRITE:
        return {IoStatus::want_write};
      case SSL_ERROR_ZERO_RETURN:
        return {IoStatus::closed};
      default:
        break;
    }
    broken_ = true;  // after a fatal error the connection may not be used again, not even to say goodbye
    const unsigned long error = ERR_peek_error();
    const char* text = error == 0 ? nullptr : ERR_reason_error_string(error);
    failure_ = text != nullptr ? text : "connection lost";
    std::replace(failure_.begin(), failure_.end(), ' ', '_');
    ERR_clear_error();
    return {error == 0 ? IoStatus::closed : IoStatus::failed};
  }

  Owned<SSL> ssl_;
  bool broken_ = false;
  std::string failure_;
};

// ALPN: HTTP/1.1 or nothing. A client that offers only others is refused (RFC 7301 §3.2).
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
                    unsigned int in_size, void*) {
  static const unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, kOurs, sizeof kOurs - 1, in, in_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

class OpenSslContext final : public TlsContext {
 public:
  explicit OpenSslContext(Owned<SSL_CTX> context) : context_(std::move(context)) {}
  std::unique_ptr<Transport> transport(int socket) override {
    return std::make_unique<TlsTransport>(context_.get(), socket);
  }

 private:
  Owned<SSL_CTX> context_;
};

Failure failure(std::string name, std::string message) {
  char text[256] = "";
  if (const unsigned long error = ERR_peek_last_error()) ERR_error_string_n(error, text, sizeof text);
  ERR_clear_error();
  if (*text != '\0') message.append(" (").append(text).append(")");
  return {std::move(name), std::move(message)};
}

bool use_chain(SSL_CTX* context, const std::string& pem) {
  const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Owned<X509> leaf(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1) return false;
  while (Owned<X509> next{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
    if (SSL_CTX_add1_chain_cert(context, next.get()) != 1) return false;
  const unsigned long last = ERR_peek_last_error();  // the end of the file is reported as "no start line"
  if (ERR_GET_LIB(last) != ERR_LIB_PEM || ERR_GET_REASON(last) != PEM_R_NO_START_LINE) return false;
  ERR_clear_error();
  return true;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::make(const std::string& certificate_pem,
                                                     const std::string& private_key_pem) {
  ERR_clear_error();
  Owned<SSL_CTX> context(SSL_CTX_new(TLS_server_method()));
  TERANG_ASSERT(context);
  SSL_CTX* c = context.get();
  SSL_CTX_set_min_proto_version(c, TLS1_2_VERSION);
  SSL_CTX_set_options(c, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                             SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // Forward secrecy and authenticated encryption only. TLS 1.3 has nothing else.
  SSL_CTX_set_cipher_list(c, "ECDHE+AESGCM:ECDHE+CHACHA20:!PSK:!SRP");
  SSL_CTX_set_ciphersuites(c, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256");
  SSL_CTX_set1_groups_list(c, "X25519:P-256:P-384");
  // Resumption by tickets, which the client keeps; no cache of ours to fill.
  SSL_CTX_set_session_cache_mode(c, SSL_SESS_CACHE_OFF);
  static const unsigned char kSessionContext[] = "terang";
  SSL_CTX_set_session_id_context(c, kSessionContext, sizeof kSessionContext - 1);
  SSL_CTX_set_mode(
      c, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(c, 1);  // one recv for a record instead of one for its header and one for the rest
  SSL_CTX_set_alpn_select_cb(c, choose_protocol, nullptr);

  if (!use_chain(c, certificate_pem))
    return failure("certificate_unusable", "The TLS certificate cannot be used; it must be PEM, leaf first.");
  const Owned<BIO> bio(BIO_new_mem_buf(private_key_pem.data(), static_cast<int>(private_key_pem.size())));
  // The callback that gives no password keeps OpenSSL from asking for one on the terminal.
  const auto no_password = [](char*, int, int, void*) { return 0; };
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (!key || SSL_CTX_use_PrivateKey(c, key.get()) != 1 || SSL_CTX_check_private_key(c) != 1)
    return failure(
        "private_key_unusable",
        "The TLS private key cannot be used; it must be unencrypted PEM and belong to the certificate.");
  return std::shared_ptr<TlsContext>(std::make_shared<OpenSslContext>(std::move(context)));
}

}  // namespace terang::net
