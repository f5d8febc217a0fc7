// Requests that two programs may read differently, and other malformed octets, sent raw over TLS: each is
// refused by its name, and the connection ends, so that nothing after it is taken for a request.
#include <random>

#include "server/net/request_head.h"
#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

struct Raw {
  const char* name;  // up to "__" the refusal's
  int status;
  std::string request;
};

// What an attacker would smuggle: it must never be answered.
const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

std::string get(const std::string& target, const std::string& headers = "Host: h\r\n") {
  return "GET " + target + " HTTP/1.1\r\n" + headers + "\r\n";
}
std::string post(const std::string& headers, const std::string& body = "") {
  return "POST /p HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}
std::string many_headers(int count) {
  std::string headers = "Host: h\r\n";
  for (int i = 1; i < count; ++i) headers += "X-" + std::to_string(i) + ": y\r\n";
  return headers;
}
std::string with_nul(std::string text) {
  std::replace(text.begin(), text.end(), '@', '\0');
  return text;
}

void PrintTo(const Raw& raw, std::ostream* out) { *out << raw.name; }

class RawHttp : public NetTest, public ::testing::WithParamInterface<Raw> {};

TEST_P(RawHttp, IsRefusedAndEndsTheConnection) {
  start();
  Client client(port);
  client.send(GetParam().request + kSmuggled);
  const Response response = read_response(client);
  EXPECT_EQ(response.status, GetParam().status) << response.head;
  const std::string name = GetParam().name;
  const std::string refusal = name.substr(0, name.find("__"));
  if (!GetParam().request.starts_with("HEAD ")) {
    EXPECT_NE(response.body.find("urn:terang:problem:" + refusal + "\""), std::string::npos) << response.body;
  }
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(client.read_all(), "");
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(server.metrics().requests, 0u);  // the application has seen nothing
  EXPECT_EQ(server.metrics().refused[refusal], 1u);
}

INSTANTIATE_TEST_SUITE_P(
    All, RawHttp,
    ::testing::Values(
        // Line ends.
        Raw{"line_end__bare_lf", 400, "GET / HTTP/1.1\nHost: h\n\n"},
        Raw{"line_end__bare_lf_in_headers", 400, "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n"},
        Raw{"line_end__bare_cr", 400,
            "GET / HTTP/1.1\r\nHost: h\r\nX: a\rTransfer-Encoding: chunked\r\n\r\n"},
        Raw{"line_end__cr_cr_lf", 400, "GET / HTTP/1.1\r\r\nHost: h\r\n\r\n"},
        Raw{"line_end__lf_first", 400, "\n" + get("/")},
        // The first line.
        Raw{"request_line__empty_line_first", 400, "\r\n" + get("/")},
        Raw{"request_line__http_09", 400, "GET /\r\n\r\n"},
        Raw{"request_line__two_spaces", 400, "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"request_line__space_in_target", 400, get("/a b")},
        Raw{"request_line__space_at_the_end", 400, "GET / HTTP/1.1 \r\nHost: h\r\n\r\n"},
        Raw{"request_line__tab", 400, "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"request_line__method_no_token", 400, "G(T / HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"request_line__lower_case_version", 400, "GET / http/1.1\r\nHost: h\r\n\r\n"},
        Raw{"version_unsupported__2", 505, "PRI * HTTP/2.0\r\n\r\n"},
        Raw{"version_unsupported__12", 505, "GET / HTTP/1.2\r\nHost: h\r\n\r\n"},
        Raw{"method_unknown", 501, "BREW / HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"method_unknown__lower_case", 501, "get / HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"method_refused__trace", 405, "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"method_refused__connect", 405, "CONNECT a:443 HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"target_too_long", 414, get("/" + std::string(4096, 'a'))},
        Raw{"target_form__absolute", 400, get("http://evil.example/")},
        Raw{"target_form__authority", 400, get("evil.example:80")},
        Raw{"target_form__asterisk", 400, "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"},
        Raw{"target_form__fragment", 400, get("/#a")},
        Raw{"target_form__raw_octets", 400, get("/caf\xc3\xa9")},
        Raw{"target_form__backslash", 400, get("/a\\b")}, Raw{"target_form__nul", 400, with_nul(get("/a@b"))},
        Raw{"target_percent", 400, get("/%zz")}, Raw{"target_percent__cut", 400, get("/a%2")},
        Raw{"target_percent__query", 400, get("/?a=%")}, Raw{"target_control__nul", 400, get("/a%00b")},
        Raw{"target_control__line_end", 400, get("/?a=%0d%0aX:y")},
        Raw{"target_not_utf8", 400, get("/%c3%28")},
        Raw{"target_not_utf8__overlong", 400, get("/%c0%ae%c0%ae/")}, Raw{"path_dots", 400, get("/a/../b")},
        Raw{"path_dots__encoded", 400, get("/a/%2e%2E/b")}, Raw{"path_dots__one", 400, get("/./a")},
        Raw{"path_dots__last", 400, get("/a/..")}, Raw{"path_slash", 400, get("/a%2fb")},
        Raw{"path_slash__backslash", 400, get("/a%5cb")},
        Raw{"path_empty_segment", 400, get("//evil.example/a")},
        // Header lines.
        Raw{"headers_too_many", 431, get("/", many_headers(65))},
        Raw{"header_too_large", 431, get("/", "Host: h\r\nX: " + std::string(16 * 1024, 'a') + "\r\n")},
        Raw{"header_too_large__without_end", 431, "GET / HTTP/1.1\r\nX: " + std::string(20 * 1024, 'a')},
        Raw{"header_folded", 400, get("/", "Host: h\r\nX: a\r\n b\r\n")},
        Raw{"header_folded__tab", 400, get("/", "Host: h\r\nX: a\r\n\tb\r\n")},
        Raw{"header_folded__first", 400, get("/", " Host: h\r\n")},
        Raw{"header_malformed__space_before_colon", 400, post("Content-Length : 5\r\n", "abcde")},
        Raw{"header_malformed__no_colon", 400, get("/", "Host: h\r\nNonsense\r\n")},
        Raw{"header_malformed__no_name", 400, get("/", "Host: h\r\n: a\r\n")},
        Raw{"header_malformed__name_no_token", 400, get("/", "Host: h\r\nA(b): c\r\n")},
        Raw{"header_malformed__nul_in_name", 400, with_nul(get("/", "Host: h\r\nA@b: c\r\n"))},
        Raw{"header_control__nul", 400, with_nul(get("/", "Host: h\r\nX: a@b\r\n"))},
        Raw{"header_control__escape", 400, get("/", "Host: h\r\nX: \x1b[31m\r\n")},
        Raw{"header_control__vertical_tab", 400, post("Content-Length:\v5\r\n", "abcde")},
        // Host.
        Raw{"host_missing", 400, "GET / HTTP/1.1\r\n\r\n"},
        Raw{"host_missing__http10", 400, "GET / HTTP/1.0\r\n\r\n"},
        Raw{"host_repeated", 400, get("/", "Host: a\r\nhost: a\r\n")},
        Raw{"host_malformed__two_in_one", 400, get("/", "Host: a, b\r\n")},
        Raw{"host_malformed__empty", 400, get("/", "Host:\r\n")},
        Raw{"host_malformed__path", 400, get("/", "Host: a/b\r\n")},
        Raw{"host_malformed__user", 400, get("/", "Host: a@b\r\n")},
        Raw{"host_malformed__port", 400, get("/", "Host: a:80x\r\n")},
        // Lengths and codings.
        Raw{"transfer_encoding__chunked", 411, post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        Raw{"transfer_encoding__xchunked", 411, post("Transfer-Encoding: xchunked\r\n")},
        Raw{"transfer_encoding__identity", 411, post("Transfer-Encoding: chunked, identity\r\n")},
        Raw{"transfer_encoding__two", 411, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n")},
        Raw{"transfer_encoding__empty", 411, post("Transfer-Encoding:\r\n")},
        Raw{"transfer_encoding__and_length", 411,
            post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        Raw{"transfer_encoding__trailers", 411,
            post("Transfer-Encoding: chunked\r\nTrailer: X-Role\r\n", "0\r\nX-Role: officer\r\n\r\n")},
        Raw{"transfer_encoding__http10", 411,
            "POST /p HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        Raw{"content_length_repeated", 400, post("Content-Length: 5\r\nContent-Length: 5\r\n", "abcde")},
        Raw{"content_length_repeated__differs", 400,
            post("Content-Length: 5\r\nContent-Length: 6\r\n", "abcde")},
        Raw{"content_length_malformed__list", 400, post("Content-Length: 5, 5\r\n", "abcde")},
        Raw{"content_length_malformed__plus", 400, post("Content-Length: +5\r\n", "abcde")},
        Raw{"content_length_malformed__minus", 400, post("Content-Length: -5\r\n")},
        Raw{"content_length_malformed__hex", 400, post("Content-Length: 0x5\r\n", "abcde")},
        Raw{"content_length_malformed__empty", 400, post("Content-Length:\r\n")},
        Raw{"content_length_malformed__overflow", 400,
            post("Content-Length: 18446744073709551621\r\n", "abcde")},
        Raw{"body_too_large", 413, post("Content-Length: 1048577\r\n")},
        Raw{"body_unexpected__get", 400, get("/", "Host: h\r\nContent-Length: 5\r\n") + "abcde"},
        Raw{"body_unexpected__head", 400, "HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabcde"},
        Raw{"expectation_unknown", 417, post("Content-Length: 5\r\nExpect: miracles\r\n", "abcde")},
        Raw{"expectation_unknown__http10", 417,
            "POST / HTTP/1.0\r\nHost: h\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\na"},
        Raw{"upgrade_not_here__h2c", 400,
            get("/", "Host: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n")}),
    [](const auto& instance) { return std::string(instance.param.name); });

// What is unusual and right.
TEST_F(RawHttp, TakesWhatIsUnusualAndRight) {
  start();
  EXPECT_EQ(fetch(port, get("/", many_headers(64))).status, 200);
  EXPECT_EQ(fetch(port, get("/" + std::string(4095, 'a'))).status, 200);
  EXPECT_EQ(fetch(port, get("/", "hOST:\t[::1]:8443 \r\nX:\r\n")).status, 200);
  EXPECT_EQ(fetch(port, get("/", "Host: h\r\nContent-Length: 0\r\n")).status, 200);
  EXPECT_EQ(fetch(port, get("/", "Host: h\r\nTE: trailers\r\n")).status, 200);
  EXPECT_EQ(fetch(port, post("")).body, "POST /p|");
  EXPECT_EQ(fetch(port, post("Content-Length: 003\r\n", "abc")).body, "POST /p|abc");
  EXPECT_EQ(fetch(port, post("Content-Length: 1048576\r\n", std::string(1048576, 'b'))).body.size(),
            8 + 1048576u);
  EXPECT_EQ(fetch(port, get("/.well-known/...")).status, 200);
  EXPECT_EQ(fetch(port, get("/?next=../%2fa")).status, 200);
}

TEST_F(RawHttp, ABodyLimitForARoute) {
  Config config = default_config();
  config.body_limit = [](std::string_view, std::string_view path) -> std::size_t {
    return path == "/p" ? 4 : 100;
  };
  start(std::move(config));
  EXPECT_EQ(fetch(port, post("Content-Length: 5\r\n", "abcde")).status, 413);
  EXPECT_EQ(fetch(port, post("Content-Length: 4\r\n", "abcd")).status, 200);
}

// Every prefix of a good request is waited for, and octets from anywhere neither crash nor are taken for it.
TEST_F(RawHttp, NoiseIsRefused) {
  const std::string good = post("Content-Length: 0\r\nCookie: a=b\r\n");
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const Limits limits;
  for (int i = 0; i < 200'000; ++i) {
    std::string text = good;
    for (int changes = 1 + static_cast<int>(random() % 4); changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.erase(at, random() % 5);
          break;
        default:
          text.insert(at, 1, "\r\n :\t,5a%/."[random() % 11]);
          break;
      }
      if (text.empty()) text = "x";
    }
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) {
      (void)check_partial_head(text, random() % (text.size() + 1), limits);
      continue;
    }
    text.resize(end + 4);
    if (check_head(text, limits)) continue;
    // What passed keeps the promises of its reading.
    std::size_t hosts = 0;
    for (std::size_t at = text.find("\r\n"); at + 2 < text.size(); at = text.find("\r\n", at + 2)) {
      const std::string_view line = std::string_view(text).substr(at + 2);
      if (line.size() > 5 && equal_ignoring_case(line.substr(0, 5), "host:")) ++hosts;
      ASSERT_FALSE(line.size() > 18 && equal_ignoring_case(line.substr(0, 18), "transfer-encoding:")) << text;
    }
    ASSERT_EQ(hosts, 1u) << text;
    Target target;
    const std::size_t from = text.find(' ') + 1;
    if (!read_target(std::string_view(text).substr(from, text.find(' ', from) - from), target)) {
      ASSERT_EQ(target.path.find('\0'), std::string::npos);
      ASSERT_TRUE(target.path.starts_with('/'));
    }
  }
}

}  // namespace
}  // namespace terang::net::test
