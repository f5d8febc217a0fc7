// Publishing: order, newest view wins, several threads at once, coming and going.
#include <atomic>
#include <set>

#include "server/net/mailbox.h"
#include "tests/net/fixture.h"

namespace terang::net::test {
namespace {

using Broadcast = NetTest;

void subscribe(Client& client, int topic) {
  client.send(ws_frame(1, "sub " + std::to_string(topic)));
  ASSERT_EQ(read_frame(client).payload, "echo sub " + std::to_string(topic));
}

TEST_F(Broadcast, ReachesSubscribersAndNobodyElse) {
  start();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 9; ++i) {
    clients.push_back(std::make_unique<Client>(port));
    open_websocket(*clients.back());
    subscribe(*clients.back(), i % 3);
    if (i % 3 == 0) subscribe(*clients.back(), 0);  // twice is once
  }
  EXPECT_EQ(server.metrics().subscriptions, 9u);
  for (int topic = 0; topic < 3; ++topic)
    server.hub().publish(static_cast<std::uint64_t>(topic), 1, make_text_frame("t" + std::to_string(topic)));
  for (int i = 0; i < 9; ++i) EXPECT_EQ(read_frame(*clients[i]).payload, "t" + std::to_string(i % 3));
  clients[0]->send(ws_frame(1, "unsub 0"));
  EXPECT_EQ(read_frame(*clients[0]).payload, "echo unsub 0");
  clients[3].reset();
  EXPECT_TRUE(eventually([&] { return server.metrics().subscriptions == 7; }));
  server.hub().publish(0, 1, make_text_frame("again"));
  EXPECT_EQ(read_frame(*clients[6]).payload, "again");
  EXPECT_EQ(read_frame(*clients[0], milliseconds(50)).opcode, -1);
}

TEST_F(Broadcast, KeepsTheOrderOfOneThread) {
  start();
  Client client(port);
  open_websocket(client);
  const PeerPtr peer = sockets.peer();
  for (int i = 0; i < 50; ++i) {
    const std::uint64_t topic = 100 + static_cast<std::uint64_t>(i);
    server.hub().publish(topic, 1, make_text_frame("before"));  // not yet subscribed
    peer->send_view(topic, make_text_frame("snapshot"));
    peer->subscribe(topic);
    server.hub().publish(topic, topic, make_text_frame("after"));
    peer->send(make_text_frame("answer"));
  }
  peer->send(make_text_frame("end"));
  int snapshots = 0, after = 0, answers = 0;
  for (WsFrame frame = read_frame(client); frame.payload != "end"; frame = read_frame(client)) {
    ASSERT_EQ(frame.opcode, 1);
    EXPECT_NE(frame.payload, "before");
    snapshots += frame.payload == "snapshot";
    after += frame.payload == "after";
    answers += frame.payload == "answer";
  }
  EXPECT_EQ(answers, 50);
  EXPECT_EQ(after, 50);
  EXPECT_LE(snapshots, 50);
}

// Views may skip states, never go back, and end with the last.
TEST_F(Broadcast, TwoThreadsPublishing) {
  start();
  constexpr int kClients = 8, kViews = 3'000;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<Client>(port));
    open_websocket(*clients.back());
    subscribe(*clients.back(), 1);
  }
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t)
    threads.emplace_back([&, t] {
      for (int i = 1; i <= kViews; ++i)
        server.hub().publish(1, static_cast<std::uint64_t>(t),
                             make_text_frame(std::to_string(t) + " " + std::to_string(i)));
    });
  std::atomic<int> good{0};
  for (auto& client : clients)
    threads.emplace_back([&good, &client] {
      int last[2] = {0, 0};
      while (last[0] < kViews || last[1] < kViews) {
        const WsFrame frame = read_frame(*client);
        if (frame.opcode != 1) return;
        const int t = frame.payload[0] - '0', i = std::stoi(frame.payload.substr(2));
        if (i <= last[t]) return;
        last[t] = i;
      }
      ++good;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, kClients);
}

// A watcher that reads again after a stall gets the newest view of every slot, and none older after it.
TEST_F(Broadcast, EverySlotArrivesAfterAStall) {
  start();
  ClientOptions options;
  options.receive_buffer = 4096;
  Client client(port, options);
  open_websocket(client);
  subscribe(client, 1);
  constexpr int kSlots = 40;
  int rounds = 0;
  while (server.metrics().views_replaced == 0 &&
         rounds < 3'000) {  // what waits in the mailbox is overtaken uncounted
    ++rounds;
    for (int slot = 0; slot < kSlots; ++slot)
      server.hub().publish(1, static_cast<std::uint64_t>(slot),
                           make_text_frame(std::to_string(slot) + " " + std::to_string(rounds) + " " +
                                           std::string(9'000, 'v')));
    std::this_thread::sleep_for(milliseconds(2));
  }
  ASSERT_GT(server.metrics().views_replaced, 0u);
  std::map<int, int> last;
  for (int finished = 0; finished < kSlots;) {
    const WsFrame frame = read_frame(client);
    ASSERT_EQ(frame.opcode, 1);
    const int slot = std::stoi(frame.payload),
              round = std::stoi(frame.payload.substr(frame.payload.find(' ')));
    ASSERT_GT(round, last[slot]);
    last[slot] = round;
    finished += round == rounds;
  }
}

// Large views interleaved with pings (which Beast answers itself): no frame is cut by another.
TEST_F(Broadcast, ControlFramesDoNotCutViews) {
  start();
  Client client(port);
  open_websocket(client);
  subscribe(client, 1);
  std::atomic<bool> done{false};
  std::thread publisher([&] {
    for (int i = 0; i < 300; ++i) {
      server.hub().publish(1, static_cast<std::uint64_t>(i % 5),
                           make_text_frame(std::string(30'000, static_cast<char>('a' + i % 26))));
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    done = true;
  });
  for (int i = 0; i < 300; ++i) client.send(ws_frame(9, "p" + std::to_string(i)));
  client.send(ws_frame(1, "bye"));
  bool echoed = false;
  while (!echoed || !done) {
    const WsFrame frame = read_frame(client, milliseconds(500));
    if (frame.opcode < 0) {
      if (done && echoed) break;
      ASSERT_FALSE(client.closed());
      continue;
    }
    if (frame.payload == "echo bye") {
      echoed = true;
    } else if (frame.opcode == 1) {
      ASSERT_EQ(frame.payload, std::string(30'000, frame.payload[0]));
    } else {
      ASSERT_EQ(frame.opcode, 10);
    }
  }
  publisher.join();
}

// Peers come, subscribe, are closed and vanish while others publish and send: nothing is lost track of.
TEST_F(Broadcast, ComingAndGoingUnderLoad) {
  start();
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t)
    threads.emplace_back([&, t] {
      for (std::uint64_t i = 0; !stop; ++i) {
        server.hub().publish(1, i % 7, make_text_frame("view"));
        for (const PeerPtr& peer : sockets.peers(0)) {
          peer->send(make_text_frame("answer"));
          if (i % 50 == 0) peer->unsubscribe(1);
          if (i % 200 == static_cast<std::uint64_t>(t)) peer->close(close_code::kGoingAway, "moved");
        }
        std::this_thread::sleep_for(std::chrono::microseconds(500));
      }
    });
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 60 && !stop; ++i) {
        try {
          Client client(port);
          open_websocket(client);
          client.send(ws_frame(1, "sub 1"));
          for (int k = 0; k < 20 && !client.closed(); ++k) client.read_some(milliseconds(5));
          if (i % 3 == t) client.send(ws_frame(8, ""));
        } catch (const std::exception&) {  // refused or cut: also a way to go
        }
      }
    });
  for (std::size_t i = 2; i < threads.size(); ++i) threads[i].join();
  stop = true;
  threads[0].join();
  threads[1].join();
  EXPECT_TRUE(eventually([&] { return server.metrics().connections_open == 0; }));
  EXPECT_EQ(server.metrics().subscriptions, 0u);
  EXPECT_EQ(server.metrics().websockets_open, 0u);
}

TEST(Mailbox, AStalledThreadHoldsOneFrameOfEachView) {
  int woken = 0;
  Mailbox mailbox([&] { ++woken; });
  EXPECT_FALSE(mailbox.publish(1, 1, make_text_frame("a")));
  EXPECT_FALSE(mailbox.publish(1, 2, make_text_frame("b")));
  EXPECT_TRUE(mailbox.publish(1, 1, make_text_frame("c")));
  EXPECT_EQ(woken, 1);
  std::vector<Command> commands;
  mailbox.take(commands);
  std::vector<std::string> payloads;
  for (const Command& command : commands)
    if (const auto& frame = std::get<ask::Publish>(command).frame) payloads.emplace_back(frame->payload());
  EXPECT_EQ(payloads, (std::vector<std::string>{"b", "c"}));
  EXPECT_FALSE(mailbox.publish(1, 1, make_text_frame("d")));  // taken is not waiting
  mailbox.close();
  commands.clear();
  mailbox.push(ask::Task{[] {}});
  mailbox.take(commands);
  EXPECT_TRUE(commands.empty());
}

TEST(Frame, IsAsRfc6455Says) {
  EXPECT_EQ(make_text_frame("Hello")->wire, "\x81\x05Hello");  // §5.7
  EXPECT_EQ(make_text_frame(std::string(125, 'a'))->payload_at, 2u);
  EXPECT_EQ(make_text_frame(std::string(126, 'a'))->wire.substr(0, 4), std::string("\x81\x7e\x00\x7e", 4));
  EXPECT_EQ(make_text_frame(std::string(65535, 'a'))->payload_at, 4u);
  EXPECT_EQ(make_text_frame(std::string(65536, 'a'))->wire.substr(0, 10),
            std::string("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
  EXPECT_EQ(make_close_frame(1012, "x")->wire, "\x88\x03\x03\xf4x");
  EXPECT_EQ(make_ping_frame()->wire, std::string("\x89\x00", 2));
  EXPECT_EQ(make_text_frame("Hello")->payload(), "Hello");
}

}  // namespace
}  // namespace terang::net::test
