// Deadlines and bounds: the slow, the greedy, the many.
#include <sys/socket.h>

#include "server/net/address_table.h"
#include "server/net/token_bucket.h"
#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

const std::string kGet = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
using NetLimits = NetTest;

TEST_F(NetLimits, AHandshakeThatNeverComes) {
  Config config = default_config();
  config.limits.handshake = milliseconds(100);
  start(std::move(config));
  ClientOptions plain;
  plain.tls = false;
  Client silent(port, plain);
  EXPECT_EQ(silent.read_all(milliseconds(3000)), "");
  EXPECT_TRUE(silent.closed());
  EXPECT_EQ(server.metrics().handshakes_failed["deadline"], 1u);
}

TEST_F(NetLimits, AHandshakeOfOctetsThatAreNone) {
  start();
  ClientOptions plain;
  plain.tls = false;
  Client client(port, plain);
  client.send(kGet);
  client.read_all();
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(eventually([&] { return server.metrics().handshakes_failed["http_request"] == 1; }));
}

TEST_F(NetLimits, HeadersThatTrickle) {
  Config config = default_config();
  config.limits.header = milliseconds(200);
  start(std::move(config));
  Client client(port);
  const auto since = std::chrono::steady_clock::now();
  bool alive = client.send("GET / HTTP/1.1\r\nHost: h\r\n");
  while (alive &&
         std::chrono::steady_clock::now() - since < milliseconds(3000)) {  // one header after the other
    alive = client.send("X: y\r\n") && client.read_some(milliseconds(20)).empty();
    if (client.closed()) break;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - since, milliseconds(1500));
  EXPECT_EQ(server.metrics().refused["header_deadline"], 1u);
}

TEST_F(NetLimits, ABodyThatTrickles) {
  Config config = default_config();
  config.limits.body_grace = milliseconds(100);
  config.limits.body_bytes_per_second = 100'000;
  start(std::move(config));
  Client client(port);
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10000\r\n\r\nabc");
  EXPECT_EQ(read_response(client).status, 408);
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(server.metrics().refused["body_deadline"], 1u);
}

TEST_F(NetLimits, AnIdleConnectionIsClosed) {
  Config config = default_config();
  config.limits.keep_alive = milliseconds(150);
  start(std::move(config));
  Client client(port);
  client.send(kGet);
  EXPECT_EQ(read_response(client).status, 200);
  EXPECT_EQ(client.read_all(milliseconds(3000)), "");
  EXPECT_TRUE(client.closed());
}

TEST_F(NetLimits, AnAnswerThatNobodyReads) {
  Config config = default_config();
  config.limits.write_stall = milliseconds(200);
  config.limits.write_bytes_per_second = 100'000'000;
  start(std::move(config));
  ClientOptions options;
  options.receive_buffer = 4096;
  Client client(port, options);
  for (int i = 0; i < 20; ++i) client.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return server.metrics().dropped["write_stalled"] == 1; }));
  EXPECT_TRUE(eventually([&] { return server.metrics().connections_open == 0; }));
}

TEST_F(NetLimits, RequestsOfOneAddress) {
  Config config = default_config();
  config.limits.requests_per_address = {5, 1};
  start(std::move(config));
  Client client(port);
  int good = 0;
  Response response;
  for (int i = 0; i < 10 && (i == 0 || response.status == 200); ++i) {
    client.send(kGet);
    response = read_response(client);
    good += response.status == 200;
  }
  EXPECT_EQ(good, 5);
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.header("Retry-After"), "1");
}

TEST_F(NetLimits, RequestsOfOneConnection) {
  Config config = default_config();
  config.limits.requests_per_connection = 2;
  start(std::move(config));
  Client client(port);
  client.send(kGet + kGet + kGet);
  EXPECT_EQ(read_response(client).header("Connection"), "");
  EXPECT_EQ(read_response(client).header("Connection"), "close");
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(NetLimits, ConnectionsOfOneAddressAndOfAll) {
  for (const bool of_all : {false, true}) {
    NetServer limited(http, &sockets);
    Config config = default_config();
    (of_all ? config.limits.connections : config.limits.connections_per_address) = 3;
    const std::uint16_t at = *limited.start(std::move(config));
    {
      Client a(at), b(at), c(at);
      EXPECT_THROW(Client d(at), std::runtime_error);
      EXPECT_GE(limited.metrics().refused[of_all ? "connections_full" : "address_full"], 1u);
      a.send(kGet);
      EXPECT_EQ(read_response(a).status, 200);
    }
    EXPECT_TRUE(eventually([&] { return limited.metrics().connections_open == 0; }));
    EXPECT_EQ(fetch(at, kGet).status, 200);  // there is room again
  }
}

TEST_F(NetLimits, NewConnectionsOfOneAddress) {
  Config config = default_config();
  config.limits.new_connections_per_address = {3, 1};
  start(std::move(config));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(fetch(port, kGet).status, 200);
  EXPECT_THROW(Client d(port), std::runtime_error);
  EXPECT_EQ(server.metrics().refused["connection_rate"], 1u);
}

// A client that never reads: what it is sent is bounded, and it goes.
TEST_F(NetLimits, AWatcherThatNeverReads) {
  Config config = default_config();
  config.limits.write_stall = milliseconds(500);
  config.limits.write_bytes_per_second = 100'000'000;
  start(std::move(config));
  ClientOptions options;
  options.receive_buffer = 4096;
  Client stuck(port, options), good(port);
  open_websocket(stuck);
  open_websocket(good);
  for (Client* client : {&stuck, &good}) {
    client->send(ws_frame(1, "sub 7"));
    EXPECT_EQ(read_frame(*client).payload, "echo sub 7");
  }
  const std::string filling(4'000, 'v');
  std::string last;
  int published = 0;
  while (server.metrics().dropped["write_stalled"] == 0 && published < 20'000) {
    last = std::to_string(++published) + filling;
    server.hub().publish(7, 1, make_text_frame(last));
    std::this_thread::sleep_for(milliseconds(1));
    while (!good.read_some(milliseconds(0)).empty()) {
    }
  }
  EXPECT_EQ(server.metrics().dropped["write_stalled"], 1u);
  EXPECT_GT(server.metrics().views_replaced, 0u);
  EXPECT_EQ(sockets.close_reason(), "write_stalled");
  EXPECT_EQ(server.metrics().websockets_open, 1u);  // the other watches on
}

TEST_F(NetLimits, AnswersThatNobodyReads) {
  Config config = default_config();
  config.limits.answer_queue = 16;
  start(std::move(config));
  ClientOptions options;
  options.receive_buffer = 4096;
  Client client(port, options);
  open_websocket(client);
  const PeerPtr peer = sockets.peer();
  const FramePtr frame = make_text_frame(std::string(20'000, 'a'));
  for (int i = 0; i < 2'000 && sockets.close_reason(milliseconds(0)).empty(); ++i) peer->send(frame);
  EXPECT_EQ(sockets.close_reason(), "answers_full");
  peer->send(frame);  // of no effect, and no harm
}

TEST_F(NetLimits, TooManyViewsWaiting) {
  Config config = default_config();
  config.limits.view_slots = 8;
  start(std::move(config));
  ClientOptions options;
  options.receive_buffer = 4096;
  Client client(port, options);
  open_websocket(client);
  const PeerPtr peer = sockets.peer();
  const FramePtr frame = make_text_frame(std::string(60'000, 'a'));
  for (std::uint64_t i = 0; i < 2'000 && sockets.close_reason(milliseconds(0)).empty(); ++i)
    peer->send_view(i, frame);
  EXPECT_EQ(sockets.close_reason(), "views_full");
}

TEST(TokenBucket, GivesTheBurstThenTheRate) {
  TokenBucket bucket;
  const Rate rate{3, 2};
  std::int64_t now = 1'000'000'000;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.take(rate, now));
  EXPECT_FALSE(bucket.take(rate, now));
  EXPECT_EQ(bucket.wait_us(rate, now), 500'000);
  EXPECT_FALSE(bucket.take(rate, now + 499'999));
  EXPECT_TRUE(bucket.take(rate, now + 500'000));
  EXPECT_FALSE(bucket.take(rate, now + 400'000));  // time that goes back gives nothing
  now += INT64_C(1'000'000) * 3600 * 24 * 365 * 100;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.take(rate, now));
  EXPECT_FALSE(bucket.take(rate, now));
  EXPECT_TRUE(TokenBucket().take({0, 0}, now));  // no limit
}

TEST(AddressTable, CountsIpv6ByItsNetwork) {
  EXPECT_EQ(address_unit("2001:db8:1:2::1"), address_unit("2001:db8:1:2:ffff::9"));
  EXPECT_NE(address_unit("2001:db8:1:2::1"), address_unit("2001:db8:1:3::1"));
  EXPECT_NE(address_unit("10.0.0.1"), address_unit("10.0.0.2"));
}

TEST(AddressTable, ForgetsTheLongestUnused) {
  Limits limits;
  limits.addresses = 100;
  limits.new_connections_per_address = {1, 1};
  AddressTable table(limits);
  std::string_view refused;
  auto held = table.admit("held", 0, refused);
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(table.admit(std::to_string(i), i * 1000, refused));
  EXPECT_FALSE(table.admit("9999", 9'999'000, refused));  // the latest is remembered
  EXPECT_EQ(refused, "connection_rate");
  EXPECT_TRUE(table.admit("0", 10'000'000, refused));  // the first is forgotten
  EXPECT_FALSE(table.admit("held", 1, refused));       // who has a connection is not
}

}  // namespace
}  // namespace terang::net::test
