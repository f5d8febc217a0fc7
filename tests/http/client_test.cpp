#include "http/client.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "tests/net/fixture.h"

namespace terang::http {
namespace {

using net::test::EchoHttp;
using std::chrono::milliseconds;

struct Running {
  explicit Running(bool tls = false) : server(echo, nullptr) {
    net::Config config;
    config.address = "127.0.0.1";
    config.tls = tls;
    config.threads = 1;
    if (tls) {
      config.certificate_pem = net::test::test_certificate().certificate_pem;
      config.private_key_pem = net::test::test_certificate().private_key_pem;
    }
    const auto started = server.start(std::move(config));
    EXPECT_TRUE(started.ok());
    url = std::string(tls ? "https" : "http") + "://127.0.0.1:" + std::to_string(server.port());
  }
  EchoHttp echo;
  net::NetServer server;
  std::string url;
};

std::string failure(const Result<Response>& result) { return result ? "none" : result.error().name; }

TEST(HttpClient, GetsAndPosts) {
  Running here;
  Client client;
  const auto got = client.get(here.url + "/a?b=c", {{"X-Asked", "yes"}});
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_EQ(got->status, 200);
  EXPECT_EQ(got->body, "GET /a|");
  EXPECT_EQ(got->header("content-type"), "text/plain");
  EXPECT_EQ(got->header("x-none"), "");
  EXPECT_EQ(here.echo.last().header("x-asked"), "yes");
  const std::string body("one\0two\n", 8);
  const auto posted = client.post(here.url + "/p", "application/timestamp-query", body);
  ASSERT_TRUE(posted.ok()) << posted.error().message;
  EXPECT_EQ(posted->body, "POST /p|" + body);
  EXPECT_EQ(here.echo.last().header("content-type"), "application/timestamp-query");
  const auto empty = client.post(here.url + "/p", "text/plain", {});
  ASSERT_TRUE(empty.ok()) << empty.error().message;
  EXPECT_EQ(empty->body, "POST /p|");
}

TEST(HttpClient, AnyStatusIsAResponse) {
  Running here;
  const auto got = Client().get(here.url + "/never");  // 500 no_answer
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(got->status, 500);
}

TEST(HttpClient, KeepsItsConnection) {
  Running here;
  Client client;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(client.get(here.url + "/a").ok());
  EXPECT_EQ(here.server.metrics().connections_open, 1u);
}

TEST(HttpClient, BodiesAreBounded) {
  Running here;
  Options small;
  small.most_octets = (1 << 20) - 1;
  EXPECT_EQ(failure(Client(small).get(here.url + "/big")), "http_too_large");
  small.most_octets = 1 << 20;
  const auto whole = Client(small).get(here.url + "/big");
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(whole->body.size(), 1u << 20);
}

TEST(HttpClient, TimeIsBounded) {
  Running here;
  Options hasty;
  hasty.timeout = milliseconds(100);
  EXPECT_EQ(failure(Client(hasty).get(here.url + "/hold")), "http_timeout");
  here.echo.release();
}

TEST(HttpClient, NobodyListens) {
  std::uint16_t port;
  {
    Running gone;
    port = gone.server.port();
  }
  EXPECT_EQ(failure(Client().get("http://127.0.0.1:" + std::to_string(port) + "/")), "http_unreachable");
}

TEST(HttpClient, AddressesAreHttpAlone) {
  for (const char* url : {"", "example.org", "ftp://example.org/", "file:///etc/passwd", "HTTP//x", "http://"})
    EXPECT_EQ(failure(Client().get(url)), "http_url_malformed") << url;
}

TEST(HttpClient, CertificatesMustBeVouchedFor) {
  Running here(true);
  EXPECT_EQ(failure(Client().get(here.url + "/a")), "http_tls");
  Options careless;
  careless.insecure = true;
  EXPECT_EQ(failure(Client(careless).get(here.url + "/a")), "none");
  Options plain_to_tls;
  plain_to_tls.timeout = milliseconds(2000);
  EXPECT_EQ(failure(Client(plain_to_tls).get("https://127.0.0.1:1/")), "http_unreachable");
}

TEST(HttpClient, CaFileMustBeReadable) {
  Running here(true);
  Options lost;
  lost.ca_file = "/nonexistent/ca.pem";
  EXPECT_EQ(failure(Client(lost).get(here.url + "/a")), "http_tls");
}

}  // namespace
}  // namespace terang::http
