// HTTP as it should be: what an ordinary client does.
#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

constexpr const char* kEnd = " HTTP/1.1\r\nHost: localhost\r\n";

using Http = NetTest;

TEST_F(Http, AnswersAndKeepsTheConnection) {
  start();
  Client client(port);
  for (int i = 0; i < 3; ++i) {
    client.send(std::string("GET /a/b") + kEnd + "\r\n");
    const Response response = read_response(client);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "GET /a/b|");
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_NE(response.header("Strict-Transport-Security"), "");
    EXPECT_EQ(response.header("X-Frame-Options"), "DENY");
    EXPECT_EQ(response.header("Content-Security-Policy"), "");
    EXPECT_NE(response.header("Date"), "");
    EXPECT_EQ(response.header("Connection"), "");
  }
  EXPECT_EQ(server.metrics().requests, 3u);
  EXPECT_EQ(server.metrics().handshakes, 1u);
}

TEST_F(Http, DocumentsSayWhatTheyMayLoad) {
  start();
  Client client(port);
  client.send(std::string("GET /page") + kEnd + "\r\n");
  const Response response = read_response(client);
  EXPECT_NE(response.header("Content-Security-Policy").find("default-src 'self'"), std::string::npos);
  for (const char* name : {"Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy",
                           "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options"})
    EXPECT_NE(response.header(name), "") << name;
}

TEST_F(Http, TakesPipelinedRequestsInOrder) {
  start();
  Client client(port);
  std::string all;
  for (const char* path : {"/1", "/later", "/3", "/big", "/5"})
    all += std::string("GET ") + path + kEnd + "\r\n";
  client.send(all);
  EXPECT_EQ(read_response(client).body, "GET /1|");
  EXPECT_EQ(read_response(client).body, "GET /later|");
  EXPECT_EQ(read_response(client).body, "GET /3|");
  EXPECT_EQ(read_response(client).body, std::string(1 << 20, 'x'));
  EXPECT_EQ(read_response(client).body, "GET /5|");
}

TEST_F(Http, ReadsABodyInPieces) {
  start();
  Client client(port);
  client.send(std::string("POST /p") + kEnd + "Content-Length: 10\r\n\r\nabc");
  std::this_thread::sleep_for(milliseconds(30));
  client.send("defg");
  std::this_thread::sleep_for(milliseconds(30));
  client.send(std::string("hijGET /next") + kEnd + "\r\n");
  EXPECT_EQ(read_response(client).body, "POST /p|abcdefghij");
  EXPECT_EQ(read_response(client).body, "GET /next|");
}

TEST_F(Http, ReadsAHeadOctetByOctet) {
  start();
  Client client(port);
  for (char c : std::string("GET /slow") + kEnd + "X-A: b\r\n\r\n") client.send({&c, 1});
  EXPECT_EQ(read_response(client).body, "GET /slow|");
}

TEST_F(Http, SaysContinueWhenAsked) {
  start();
  Client client(port);
  client.send(std::string("PUT /p") + kEnd + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_EQ(read_response(client).body, "PUT /p|abc");
}

TEST_F(Http, AnswersHeadWithoutABody) {
  start();
  Client client(port);
  client.send(std::string("HEAD /h") + kEnd + "\r\n" + "GET /g" + kEnd + "\r\n");
  const Response head = read_response(client, true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "8");
  EXPECT_EQ(read_response(client).body, "GET /g|");
}

TEST_F(Http, ClosesWhenAskedAndForHttp10) {
  start();
  Client client(port);
  client.send("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(read_response(client).header("Connection"), "close");
  EXPECT_EQ(client.read_some(), "");
  EXPECT_TRUE(client.closed());
  Client old(port);
  old.send("GET /x HTTP/1.0\r\nHost: h\r\n\r\n");
  EXPECT_EQ(read_response(old).body, "GET /x|");
  EXPECT_EQ(old.read_some(), "");
  EXPECT_TRUE(old.closed());
}

TEST_F(Http, TakesTheTargetApart) {
  start();
  fetch(port,
        "GET /tender/p%C3%A9%20x/?q=a+b%26c&q=2&empty HTTP/1.1\r\nHost: h\r\nCookie: a=1; __Host-s=tok=en; "
        "b=2\r\n\r\n");
  const HttpRequest request = http.last();
  EXPECT_EQ(request.path, "/tender/p\u00e9 x/");
  EXPECT_EQ(request.segments, (std::vector<std::string>{"tender", "p\u00e9 x"}));
  EXPECT_EQ(request.parameter("q"), "a b&c");
  EXPECT_EQ(request.parameter("empty"), "");
  EXPECT_FALSE(request.parameter("none"));
  EXPECT_EQ(request.query.size(), 3u);
  EXPECT_EQ(request.cookie("__Host-s"), "tok=en");
  EXPECT_EQ(request.cookie("b"), "2");
  EXPECT_EQ(request.cookie("c"), "");
  EXPECT_EQ(request.remote_address, "127.0.0.1");
  EXPECT_TRUE(request.secure);
}

TEST_F(Http, AForgottenReplyIsAnError) {
  start();
  const Response response = fetch(port, std::string("GET /never") + kEnd + "\r\n");
  EXPECT_EQ(response.status, 500);
  EXPECT_NE(response.body.find("urn:terang:problem:no_answer"), std::string::npos);
}

TEST_F(Http, AHeaderWithALineEndIsNotWritten) {
  start();
  const Response response = fetch(port, std::string("GET /evil") + kEnd + "\r\n");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.header("Set-Cookie"), "");
  EXPECT_NE(response.body.find("answer_unsafe"), std::string::npos);
}

TEST_F(Http, AReplyForAConnectionThatHasGoneDoesNothing) {
  start();
  {
    Client client(port);
    client.send(std::string("GET /hold") + kEnd + "\r\n");
    ASSERT_TRUE(eventually([&] { return http.held() == 1; }));
  }
  std::this_thread::sleep_for(milliseconds(50));
  http.release();
  EXPECT_EQ(fetch(port, std::string("GET /ok") + kEnd + "\r\n").status, 200);
}

TEST_F(Http, ASilentApplicationIsAnsweredFor) {
  Config config = default_config();
  config.limits.answer = milliseconds(100);
  start(std::move(config));
  const Response response = fetch(port, std::string("GET /hold") + kEnd + "\r\n");
  EXPECT_EQ(response.status, 503);
  EXPECT_NE(response.body.find("answer_deadline"), std::string::npos);
  http.release();  // too late: nothing happens
}

TEST_F(Http, ManyClientsAtOnce) {
  start();
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Client client(port);
      for (int i = 0; i < 100; ++i) {
        const std::string path = "/" + std::to_string(t) + "/" + std::to_string(i);
        client.send("GET " + path + kEnd + "\r\n");
        if (read_response(client).body == "GET " + path + "|") ++good;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 400);
}

TEST_F(Http, PlainServesWithoutTls) {
  Config config = default_config();
  config.tls = false;
  config.websocket_path.clear();
  start(std::move(config));
  ClientOptions plain;
  plain.tls = false;
  EXPECT_EQ(fetch(port, std::string("GET /metrics") + kEnd + "\r\n", plain).body, "GET /metrics|");
  EXPECT_FALSE(http.last().secure);
}

TEST_F(Http, SaysWhyItCannotStart) {
  start();
  NetServer second(http, &sockets);
  Config config = default_config();
  config.port = port;
  EXPECT_EQ(second.start(config).error().name, "address_in_use");
  config.address = "localhost";
  EXPECT_EQ(second.start(config).error().name, "address_malformed");
  config.address = "127.0.0.1";
  config.certificate_pem = "no";
  EXPECT_EQ(second.start(config).error().name, "certificate_unusable");
  config = default_config();
  config.private_key_pem = "no";
  EXPECT_EQ(second.start(config).error().name, "private_key_unusable");
}

}  // namespace
}  // namespace terang::net::test
