// What is spoken below HTTP.
#include <openssl/err.h>
#include <unistd.h>

#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

using Tls = NetTest;
const std::string kGet = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";

TEST_F(Tls, Speaks12And13AndNothingOlder) {
  start();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    ClientOptions options;
    options.min_version = options.max_version = version;
    Client client(port, options);
    EXPECT_EQ(SSL_version(client.ssl()), version);
    const std::string cipher = SSL_get_cipher_name(client.ssl());
    EXPECT_TRUE(cipher.find("GCM") != std::string::npos || cipher.find("CHACHA20") != std::string::npos)
        << cipher;
    client.send(kGet);
    EXPECT_EQ(read_response(client).status, 200);
  }
  ClientOptions old;
  old.min_version = old.max_version = TLS1_1_VERSION;
  EXPECT_THROW(Client client(port, old), std::runtime_error);
}

TEST_F(Tls, ChoosesHttp11ByAlpnAndRefusesOthers) {
  start();
  ClientOptions options;
  options.alpn = std::string("\x02h2\x08http/1.1", 12);
  Client client(port, options);
  const unsigned char* chosen = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(client.ssl(), &chosen, &size);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(chosen), size), "http/1.1");
  options.alpn = std::string("\x02h2", 3);
  EXPECT_THROW(Client other(port, options), std::runtime_error);
}

TEST_F(Tls, ResumesASession) {
  start();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    ClientOptions options;
    options.min_version = options.max_version = version;
    Client first(port, options);
    first.send(kGet);
    EXPECT_EQ(read_response(first).status, 200);  // with 1.3 the ticket comes with the first octets
    SSL_SESSION* session = SSL_get1_session(first.ssl());
    options.resume = session;
    Client second(port, options);
    EXPECT_EQ(SSL_session_reused(second.ssl()), 1);
    second.send(kGet);
    EXPECT_EQ(read_response(second).status, 200);
    SSL_SESSION_free(session);
  }
  EXPECT_EQ(server.metrics().handshakes_resumed, 2u);
}

TEST_F(Tls, RefusesRenegotiation) {
  start();
  ClientOptions options;
  options.min_version = options.max_version = TLS1_2_VERSION;
  Client client(port, options);
  ERR_clear_error();
  SSL_renegotiate(client.ssl());
  EXPECT_NE(SSL_do_handshake(client.ssl()), 1);
}

TEST_F(Tls, SurvivesKeyUpdates) {
  start();
  ClientOptions options;
  options.min_version = TLS1_3_VERSION;
  Client client(port, options);
  for (int i = 0; i < 20; ++i) {
    SSL_key_update(client.ssl(), SSL_KEY_UPDATE_REQUESTED);
    client.send(kGet);
    ASSERT_EQ(read_response(client).status, 200);
  }
}

TEST_F(Tls, TakesANewCertificateWithoutARestart) {
  start();
  Client before(port);
  EXPECT_EQ(server.replace_certificate("no", "no").error().name, "certificate_unusable");
  EXPECT_TRUE(
      server.replace_certificate(test_certificate().certificate_pem, test_certificate().private_key_pem)
          .ok());
  before.send(kGet);
  EXPECT_EQ(read_response(before).status, 200);
  EXPECT_EQ(fetch(port, kGet).status, 200);
}

TEST_F(Tls, RubbishInsideTheStreamEndsIt) {
  start();
  Client client(port);
  client.send(kGet);
  EXPECT_EQ(read_response(client).status, 200);
  const char rubbish[] = "\x17\x03\x03\x00\x20 this is no record of ours, truly";
  ASSERT_GT(::write(client.socket(), rubbish, sizeof rubbish), 0);
  EXPECT_EQ(client.read_all(), "");
  EXPECT_TRUE(eventually([&] { return server.metrics().connections_open == 0; }));
}

}  // namespace
}  // namespace terang::net::test
