// WebSocket as it should be, and every way of misusing it.
#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

using WebSocket = NetTest;

// The frame that ends it, after whatever else comes.
WsFrame last_frame(Client& client) {
  WsFrame last;
  for (WsFrame frame = read_frame(client); frame.opcode >= 0; frame = read_frame(client)) {
    last = frame;
    if (frame.opcode == 8) break;
  }
  return last;
}

TEST_F(WebSocket, Echoes) {
  start();
  Client client(port);
  open_websocket(client);
  for (std::size_t size : {0u, 1u, 125u, 126u, 65'000u}) {
    const std::string text(size, 'a');
    client.send(ws_frame(1, text));
    const WsFrame frame = read_frame(client);
    EXPECT_EQ(frame.opcode, 1);
    EXPECT_EQ(frame.payload, "echo " + text);
  }
  client.send(ws_frame(8, std::string("\x03\xe8", 2)));
  EXPECT_EQ(read_frame(client).close_code(), 1000);
  EXPECT_EQ(client.read_some(), "");
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(sockets.close_reason(), "closed_by_peer");
}

TEST_F(WebSocket, KeepsTheStateOfItsAdmission) {
  start();
  Client client(port);
  std::string request = upgrade_request();
  request.insert(request.size() - 2, "Cookie: name=wati\r\n");
  client.send(request + ws_frame(1, "early"));  // in the same segment as the upgrade
  EXPECT_TRUE(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 101 "));
  EXPECT_EQ(read_frame(client).payload, "echo early");
  const PeerPtr peer = sockets.peer();
  ASSERT_NE(peer, nullptr);
  EXPECT_EQ(peer->state_as<std::string>(), "wati");
  EXPECT_EQ(peer->remote_address(), "127.0.0.1");
}

TEST_F(WebSocket, PutsFragmentsTogetherAndAnswersPings) {
  start();
  Client client(port);
  open_websocket(client);
  client.send(ws_frame(1, "ab", false) + ws_frame(9, "hello") + ws_frame(0, "cd", false) +
              ws_frame(0, "ef", true));
  const WsFrame pong = read_frame(client);
  EXPECT_EQ(pong.opcode, 10);
  EXPECT_EQ(pong.payload, "hello");
  EXPECT_EQ(read_frame(client).payload, "echo abcdef");
}

TEST_F(WebSocket, ClosesByOurOwnWish) {
  start();
  Client client(port);
  open_websocket(client);
  client.send(ws_frame(1, "close"));
  const WsFrame frame = read_frame(client);
  EXPECT_EQ(frame.close_code(), 1000);
  EXPECT_EQ(frame.payload.substr(2), "asked");
  client.send(ws_frame(8, frame.payload));
  EXPECT_EQ(client.read_some(), "");
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(sockets.close_reason(), "asked");
}

TEST_F(WebSocket, ClosesThoughTheOtherSideDoesNotAnswer) {
  Config config = default_config();
  config.limits.linger = milliseconds(100);
  start(std::move(config));
  Client client(port);
  open_websocket(client);
  sockets.peer()->close(close_code::kPolicy, "enough");
  EXPECT_EQ(sockets.close_reason(), "enough");
  EXPECT_EQ(read_frame(client).close_code(), 1008);
}

struct Misuse {
  const char* name;
  std::string octets;
  int code;
  const char* reason;
};
void PrintTo(const Misuse& misuse, std::ostream* out) { *out << misuse.name; }
class WebSocketMisuse : public NetTest, public ::testing::WithParamInterface<Misuse> {};

TEST_P(WebSocketMisuse, IsClosedByName) {
  start();
  Client client(port);
  open_websocket(client);
  client.send(GetParam().octets);
  EXPECT_EQ(last_frame(client).close_code(), GetParam().code);
  EXPECT_EQ(client.read_some(), "");
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(sockets.close_reason(), GetParam().reason);
  Client next(port);  // and nobody else is harmed
  open_websocket(next);
  next.send(ws_frame(1, "x"));
  EXPECT_EQ(read_frame(next).payload, "echo x");
}

INSTANTIATE_TEST_SUITE_P(
    All, WebSocketMisuse,
    ::testing::Values(
        Misuse{"unmasked", ws_frame(1, "x", true, false), 1002, "protocol_violation"},
        Misuse{"binary", ws_frame(2, "x"), 1003, "text_only"},
        Misuse{"invalid_utf8", ws_frame(1, "\xc3\x28"), 1007, "invalid_utf8"},
        Misuse{"surrogate", ws_frame(1, "\xed\xa0\x80"), 1007, "invalid_utf8"},
        Misuse{"too_big", ws_frame(1, std::string(64 * 1024 + 1, 'a')), 1009, "message_too_big"},
        Misuse{"too_big_in_fragments",
               ws_frame(1, std::string(40'000, 'a'), false) + ws_frame(0, std::string(40'000, 'a')), 1009,
               "message_too_big"},
        Misuse{"huge_length", std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x01\x02\x03\x04", 14),
               1009, "message_too_big"},
        Misuse{"negative_length", std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x02\x03\x04", 14),
               1009, "message_too_big"},
        Misuse{"length_not_shortest", std::string("\x81\xfe\x00\x01\x01\x02\x03\x04\x70", 9), 1002,
               "protocol_violation"},
        Misuse{"reserved_bit", std::string("\xc1\x81\x01\x02\x03\x04\x70", 7), 1002, "protocol_violation"},
        Misuse{"reserved_opcode", ws_frame(3, "x"), 1002, "protocol_violation"},
        Misuse{"reserved_control", ws_frame(11, "x"), 1002, "protocol_violation"},
        Misuse{"continuation_of_nothing", ws_frame(0, "x"), 1002, "protocol_violation"},
        Misuse{"new_message_inside_another", ws_frame(1, "x", false) + ws_frame(1, "y"), 1002,
               "protocol_violation"},
        Misuse{"fragmented_ping", ws_frame(9, "x", false), 1002, "protocol_violation"},
        Misuse{"long_ping", ws_frame(9, std::string(126, 'a')), 1002, "protocol_violation"},
        Misuse{"close_of_one_octet", ws_frame(8, "x"), 1002, "protocol_violation"},
        Misuse{"close_code_unknown", ws_frame(8, std::string("\x03\xec", 2)), 1002, "protocol_violation"},
        Misuse{"http_after_upgrade", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 1002, "protocol_violation"}),
    [](const auto& instance) { return instance.param.name; });

TEST_F(WebSocket, AnUncleanEndIsNoticed) {
  start();
  {
    Client client(port);
    open_websocket(client);
    client.send(std::string("\x81\x85\x01\x02", 4));  // half a frame
    ASSERT_NE(sockets.peer(), nullptr);
  }
  EXPECT_EQ(sockets.close_reason(), "closed_by_peer");
  EXPECT_TRUE(eventually([&] { return server.metrics().connections_open == 0; }));
  EXPECT_EQ(server.metrics().websockets_open, 0u);
}

TEST_F(WebSocket, AFloodOfEmptyFragmentsIsBounded) {
  Config config = default_config();
  config.limits.chatter_bytes = 10'000;
  start(std::move(config));
  Client client(port);
  open_websocket(client);
  std::string flood = ws_frame(1, "", false);
  for (int i = 0; i < 5'000; ++i) flood += ws_frame(0, "", false);
  client.send(flood);
  EXPECT_EQ(last_frame(client).close_code(), 1008);
  EXPECT_EQ(sockets.close_reason(), "chatter");
}

TEST_F(WebSocket, AMessageThatNeverEndsIsDropped) {
  Config config = default_config();
  config.limits.message = milliseconds(150);
  start(std::move(config));
  Client client(port);
  open_websocket(client);
  client.send(ws_frame(1, "begun", false));
  EXPECT_EQ(last_frame(client).close_code(), 1008);
  EXPECT_EQ(sockets.close_reason(), "message_deadline");
}

TEST_F(WebSocket, PingsTheSilentAndDropsTheDead) {
  Config config = default_config();
  config.limits.ping_after = milliseconds(100);
  config.limits.silent = milliseconds(400);
  start(std::move(config));
  Client client(port);
  open_websocket(client);
  const auto since = std::chrono::steady_clock::now();
  for (int i = 0; i < 6; ++i) {  // alive while it answers
    ASSERT_EQ(read_frame(client).opcode, 9);
    client.send(ws_frame(10, ""));
  }
  EXPECT_GE(std::chrono::steady_clock::now() - since, milliseconds(500));
  EXPECT_EQ(sockets.close_reason(milliseconds(3000)), "silent");  // and from here on it does not
}

TEST_F(WebSocket, TooManyMessagesOfOneAddress) {
  Config config = default_config();
  config.limits.messages_per_address = {20, 1};
  start(std::move(config));
  Client client(port);
  open_websocket(client);
  std::string many;
  for (int i = 0; i < 30; ++i) many += ws_frame(1, "x");
  client.send(many);
  EXPECT_EQ(last_frame(client).close_code(), 1008);
  EXPECT_EQ(sockets.close_reason(), "message_rate");
}

struct Refused {
  const char* name;
  std::string request;
  int status;
};
void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.name; }
class UpgradeRefused : public NetTest, public ::testing::WithParamInterface<Refused> {};

std::string changed(std::string request, const std::string& from, const std::string& to) {
  const std::size_t at = request.find(from);
  return request.replace(at, from.size(), to);
}

TEST_P(UpgradeRefused, ByName) {
  start();
  const Response response = fetch(port, GetParam().request);
  EXPECT_EQ(response.status, GetParam().status);
  const std::string name = GetParam().name;
  EXPECT_NE(response.body.find("urn:terang:problem:" + name.substr(0, name.find("__")) + "\""),
            std::string::npos)
      << response.body;
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_EQ(server.metrics().websockets_opened, 0u);
}

INSTANTIATE_TEST_SUITE_P(
    All, UpgradeRefused,
    ::testing::Values(
        Refused{"origin_refused", upgrade_request("/live", "https://evil.example"), 403},
        Refused{"origin_refused__prefix", upgrade_request("/live", "https://here.example.evil.example"), 403},
        Refused{"origin_refused__scheme", upgrade_request("/live", "http://here.example"), 403},
        Refused{"origin_refused__port", upgrade_request("/live", "https://here.example:8443"), 403},
        Refused{"origin_refused__null", upgrade_request("/live", "null"), 403},
        Refused{"origin_missing", upgrade_request("/live", ""), 403},
        Refused{"origin_missing__two",
                changed(upgrade_request(), "\r\n\r\n", "\r\nOrigin: https://here.example\r\n\r\n"), 403},
        Refused{"upgrade_not_here", upgrade_request("/elsewhere"), 400},
        Refused{"upgrade_not_here__post", changed(upgrade_request(), "GET", "POST"), 400},
        Refused{"upgrade_unknown", changed(upgrade_request(), "websocket", "h2c"), 400},
        Refused{"upgrade_unknown__connection",
                changed(upgrade_request(), "Connection: Upgrade", "Connection: close"), 400},
        Refused{"websocket_version", changed(upgrade_request(), "Version: 13", "Version: 8"), 426},
        Refused{"websocket_key", changed(upgrade_request(), "dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ="), 400},
        Refused{"not_signed_in", upgrade_request("/live?no"), 401}),
    [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace terang::net::test
