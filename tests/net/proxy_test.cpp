// Behind a proxy: whose address counts.
#include "server/net/trusted_proxies.h"
#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

using Lines = std::vector<std::string>;

std::string client(const Lines& trusted, const std::string& peer, const Lines& forwarded) {
  const auto proxies = TrustedProxies::parse(trusted);
  EXPECT_TRUE(proxies.ok());
  std::vector<Header> headers{{"host", "h"}};
  for (const std::string& line : forwarded) headers.emplace_back("x-forwarded-for", line);
  return proxies->client(peer, headers);
}

TEST(TrustedProxies, TheRightmostThatIsNotOurs) {
  const Lines ours{"10.0.0.0/8", "::1", "fd00::/9"};
  EXPECT_EQ(client(ours, "10.1.2.3", {"203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(client(ours, "10.1.2.3", {"198.51.100.1, 203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(client(ours, "10.1.2.3", {"198.51.100.1", "203.0.113.9 ,10.9.9.9"}), "203.0.113.9");
  EXPECT_EQ(client(ours, "10.1.2.3", {"198.51.100.1, 203.0.113.9", "10.9.9.9"}), "203.0.113.9");
  EXPECT_EQ(client(ours, "::1", {"2001:DB8:0::7"}), "2001:db8::7");
  EXPECT_EQ(client(ours, "fd7f::1", {"::ffff:203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(client(ours, "fd80::1", {"203.0.113.9"}), "fd80::1");
  EXPECT_EQ(client(ours, "::1", {"203.0.113.9:4711"}), "203.0.113.9");
  EXPECT_EQ(client(ours, "::1", {"[2001:db8::7]:4711"}), "2001:db8::7");
}

TEST(TrustedProxies, NobodyElseIsBelieved) {
  EXPECT_EQ(client({}, "127.0.0.1", {"203.0.113.9"}), "127.0.0.1");
  EXPECT_EQ(client({"10.0.0.1"}, "10.0.0.2", {"203.0.113.9"}), "10.0.0.2");
  EXPECT_EQ(client({"10.0.0.1/31"}, "10.0.0.2", {"203.0.113.9"}), "10.0.0.2");
  EXPECT_EQ(client({"10.0.0.3/31"}, "10.0.0.2", {"203.0.113.9"}), "203.0.113.9");
}

TEST(TrustedProxies, WhatIsNoAddressEndsTheSearch) {
  const Lines ours{"10.0.0.0/8"};
  EXPECT_EQ(client(ours, "10.0.0.1", {}), "10.0.0.1");
  for (const char* line : {"", "unknown", "203.0.113.9,", "203.0.113.999", "[::1", "1.2.3.4.5"})
    EXPECT_EQ(client(ours, "10.0.0.1", {line}), "10.0.0.1") << line;
  EXPECT_EQ(client(ours, "10.0.0.1", {"203.0.113.9, nonsense, 10.0.0.7"}), "10.0.0.7");
  EXPECT_EQ(client(ours, "10.0.0.1", {"10.0.0.8, 10.0.0.7"}), "10.0.0.8");  // all ours
}

TEST(TrustedProxies, MalformedIsRefused) {
  for (const char* item :
       {"", "proxy", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "/8"}) {
    const auto proxies = TrustedProxies::parse({"::1", item});
    ASSERT_FALSE(proxies.ok()) << item;
    EXPECT_EQ(proxies.error().name, "proxy_malformed");
  }
}

using Proxy = NetTest;

std::string get(const std::string& from) {
  return "GET /x HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: " + from + "\r\n\r\n";
}

TEST_F(Proxy, EveryClientHasRequestsOfHisOwn) {
  Config config = default_config();
  config.trusted_proxies = {"127.0.0.1"};
  config.limits.requests_per_address = {2, 1};
  config.limits.connections_per_address = 1;  // of clients: the proxy has as many as it needs
  config.limits.new_connections_per_address = {1, 1};
  start(std::move(config));
  Client one(port), other(port);
  for (int i = 0; i < 2; ++i) {
    one.send(get("203.0.113.1"));
    EXPECT_EQ(read_response(one).status, 200);
    EXPECT_EQ(http.last().remote_address, "203.0.113.1");
    one.send(get("203.0.113.2"));
    EXPECT_EQ(read_response(one).status, 200);
    EXPECT_EQ(http.last().remote_address, "203.0.113.2");
  }
  other.send(get("203.0.113.1"));
  EXPECT_EQ(read_response(other).status, 429);
  Client third(port);
  third.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");  // the proxy itself
  EXPECT_EQ(read_response(third).status, 200);
  EXPECT_EQ(http.last().remote_address, "127.0.0.1");
}

TEST_F(Proxy, AWebSocketIsItsClients) {
  Config config = default_config();
  config.trusted_proxies = {"127.0.0.0/8"};
  config.limits.connections_per_address = 1;
  start(std::move(config));
  const auto upgrade = [](const std::string& from) {
    return "GET /live HTTP/1.1\r\nHost: h\r\nOrigin: https://here.example\r\nConnection: Upgrade\r\nUpgrade: "
           "websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Forwarded-For: " +
           from + "\r\n\r\n";
  };
  {
    Client first(port), second(port), third(port);
    first.send(upgrade("203.0.113.1"));
    EXPECT_EQ(read_response(first).status, 101);
    EXPECT_EQ(sockets.peer()->remote_address(), "203.0.113.1");
    second.send(upgrade("203.0.113.1"));
    EXPECT_EQ(read_response(second).status, 429);
    EXPECT_EQ(server.metrics().refused["address_full"], 1u);
    third.send(upgrade("203.0.113.2"));
    EXPECT_EQ(read_response(third).status, 101);
  }
  EXPECT_TRUE(eventually([&] { return server.metrics().connections_open == 0; }));
  Client again(port);
  again.send(upgrade("203.0.113.1"));  // there is room again
  EXPECT_EQ(read_response(again).status, 101);
}

TEST_F(Proxy, ByDefaultNobodyIsBelieved) {
  start();
  EXPECT_EQ(fetch(port, get("203.0.113.1")).status, 200);
  EXPECT_EQ(http.last().remote_address, "127.0.0.1");
}

TEST_F(Proxy, AMalformedListDoesNotStart) {
  Config config = default_config();
  config.trusted_proxies = {"everybody"};
  const auto started = server.start(std::move(config));
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.error().name, "proxy_malformed");
}

}  // namespace
}  // namespace terang::net::test
