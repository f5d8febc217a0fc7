// The graceful end.
#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

using Stop = NetTest;
const std::string kGet = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string kHold = "GET /hold HTTP/1.1\r\nHost: h\r\n\r\n";

TEST_F(Stop, LetsWhatIsBeingAnsweredBeAnswered) {
  start();
  Client busy(port), idle(port);
  busy.send(kHold);
  idle.send(kGet);
  EXPECT_EQ(read_response(idle).status, 200);
  ASSERT_TRUE(eventually([&] { return http.held() == 1; }));
  server.stop_accepting();
  EXPECT_EQ(idle.read_all(), "");  // between requests: closed
  EXPECT_TRUE(idle.closed());
  EXPECT_THROW(Client late(port), std::runtime_error);
  std::thread stopping([&] { server.stop(milliseconds(5000)); });
  std::this_thread::sleep_for(milliseconds(50));
  http.release();
  const Response response = read_response(busy);
  EXPECT_EQ(response.body, "released");
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_EQ(busy.read_all(), "");
  stopping.join();
  EXPECT_EQ(server.metrics().connections_open, 0u);
}

TEST_F(Stop, SaysByeToWebSockets) {
  start();
  Client client(port);
  open_websocket(client);
  ASSERT_NE(sockets.peer(), nullptr);
  server.stop_accepting();
  client.send(ws_frame(1, "still here"));  // until bye is said, all goes on
  EXPECT_EQ(read_frame(client).payload, "echo still here");
  server.broadcast_bye(make_text_frame("come back"));
  EXPECT_EQ(read_frame(client).payload, "come back");
  const WsFrame close = read_frame(client);
  EXPECT_EQ(close.close_code(), 1012);
  client.send(ws_frame(8, close.payload));
  server.stop(milliseconds(5000));
  EXPECT_EQ(sockets.close_reason(), "server_restart");
}

TEST_F(Stop, DoesNotWaitLongerThanItsGrace) {
  start();
  Client client(port);
  client.send(kHold);
  ASSERT_TRUE(eventually([&] { return http.held() == 1; }));
  const auto since = std::chrono::steady_clock::now();
  server.stop(milliseconds(200));
  EXPECT_GE(std::chrono::steady_clock::now() - since, milliseconds(190));
  EXPECT_LT(std::chrono::steady_clock::now() - since, milliseconds(2000));
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(server.metrics().connections_open, 0u);
  EXPECT_EQ(server.metrics().dropped["server_stopped"], 1u);
  http.release();  // into the void
}

TEST_F(Stop, PeersOutliveTheServer) {
  PeerPtr peer;
  {
    NetServer short_lived(http, &sockets);
    const std::uint16_t at = *short_lived.start(default_config());
    Client client(at);
    open_websocket(client);
    peer = sockets.peer();
    short_lived.stop(milliseconds(0));
    peer->send(make_text_frame("x"));
    short_lived.hub().publish(1, 1, make_text_frame("x"));
  }
  peer->send(make_text_frame("x"));
  peer->send_view(1, make_text_frame("x"));
  peer->subscribe(1);
  peer->close(close_code::kNormal, "x");
  EXPECT_EQ(peer->remote_address(), "127.0.0.1");
}

TEST_F(Stop, EndsUnderLoad) {
  start();
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&] {
      while (!stop) try {
          Client client(port);
          open_websocket(client);
          client.send(ws_frame(1, "sub 1"));
          while (!stop && !client.closed()) client.read_some(milliseconds(10));
        } catch (const std::exception&) {
          std::this_thread::sleep_for(milliseconds(1));
        }
    });
  threads.emplace_back([&] {
    while (!stop) {
      server.hub().publish(1, 1, make_text_frame(std::string(2'000, 'x')));
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  });
  std::this_thread::sleep_for(milliseconds(300));
  server.broadcast_bye(nullptr);
  server.stop(milliseconds(300));
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(server.metrics().connections_open, 0u);
  EXPECT_EQ(server.metrics().websockets_open, 0u);
}

}  // namespace
}  // namespace terang::net::test
