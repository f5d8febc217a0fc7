// A server on an ephemeral port of loopback, with applications that can be steered.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "server/net/security_headers.h"
#include "server/net/server.h"
#include "tests/net/client.h"

namespace terang::net::test {

// Answers with what it was asked: "METHOD path|body". Paths: /big (1 MiB), /later (from another thread),
// /never (destroys the reply), /hold (kept until released), /evil (a header with a line end).
class EchoHttp : public HttpApp {
 public:
  ~EchoHttp() override {
    for (std::thread& thread : threads_) thread.join();
  }
  void handle(HttpRequest&& request, Reply&& reply) override {
    if (request.path == "/never") return;
    if (request.path == "/hold") {
      const std::lock_guard lock(mutex_);
      held_.push_back(std::move(reply));
      return;
    }
    if (request.path == "/big")
      return reply.send(make_response(200, "text/plain", std::string(1 << 20, 'x')));
    if (request.path == "/evil") {
      HttpResponse response = make_response(200, "text/plain", "x");
      return reply.send(std::move(response.set("X-Name", "a\r\nSet-Cookie: stolen=1")));
    }
    std::string body = request.method + " " + request.path + "|" + request.body;
    if (request.path == "/later") {
      const std::lock_guard lock(mutex_);
      threads_.emplace_back([body, r = std::make_shared<Reply>(std::move(reply))] {
        std::this_thread::sleep_for(milliseconds(20));
        r->send(make_response(200, "text/plain", body));
      });
      return;
    }
    const bool page = request.path == "/page";
    {
      const std::lock_guard lock(mutex_);
      last_ = std::move(request);
    }
    reply.send(make_response(200, page ? "text/html; charset=utf-8" : "text/plain", std::move(body)));
  }
  HttpRequest last() {
    const std::lock_guard lock(mutex_);
    return last_;
  }
  std::size_t held() {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }
  void release() {
    const std::lock_guard lock(mutex_);
    for (Reply& reply : held_) reply.send(make_response(200, "text/plain", "released"));
    held_.clear();
  }

 private:
  std::mutex mutex_;
  HttpRequest last_;
  std::vector<Reply> held_;
  std::vector<std::thread> threads_;
};

// Echoes texts; "sub N" subscribes to topic N, "unsub N" ends that, "close" closes with 1000 "asked".
class EchoSockets : public SocketApp {
 public:
  Admission admit(const HttpRequest& request) override {
    if (request.parameter("no"))
      return Admission::refuse(make_problem(401, "not_signed_in", "Sign in first."));
    return Admission::accept(std::make_shared<std::string>(request.cookie("name")));
  }
  void on_open(const PeerPtr& peer) override {
    const std::lock_guard lock(mutex_);
    peers_[peer->id()] = peer;
    changed_.notify_all();
  }
  void on_text(const PeerPtr& peer, std::string_view text) override {
    if (text.starts_with("sub ")) {
      peer->subscribe(std::stoull(std::string(text.substr(4))));
    } else if (text.starts_with("unsub ")) {
      peer->unsubscribe(std::stoull(std::string(text.substr(6))));
    } else if (text == "close") {
      return peer->close(close_code::kNormal, "asked");
    }
    peer->send(make_text_frame("echo " + std::string(text)));
  }
  void on_close(const PeerPtr& peer, std::string_view reason) override {
    const std::lock_guard lock(mutex_);
    peers_.erase(peer->id());
    reasons_.emplace_back(reason);
    changed_.notify_all();
  }
  // The only peer, once there is one.
  PeerPtr peer() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, milliseconds(5000), [&] { return !peers_.empty(); });
    return peers_.empty() ? nullptr : peers_.rbegin()->second;
  }
  std::vector<PeerPtr> peers(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, milliseconds(10000), [&] { return peers_.size() >= count; });
    std::vector<PeerPtr> all;
    for (const auto& [id, peer] : peers_) all.push_back(peer);
    return all;
  }
  std::string close_reason(milliseconds within = milliseconds(5000)) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, within, [&] { return !reasons_.empty(); });
    return reasons_.empty() ? "" : reasons_.back();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, PeerPtr> peers_;
  std::vector<std::string> reasons_;
};

class NetTest : public ::testing::Test {
 protected:
  static Config default_config() {
    Config config;
    config.address = "127.0.0.1";
    config.certificate_pem = test_certificate().certificate_pem;
    config.private_key_pem = test_certificate().private_key_pem;
    config.websocket_path = "/live";
    config.origins = {"https://here.example"};
    config.security = security_headers(true);
    config.limits.tick = milliseconds(20);
    config.limits.linger = milliseconds(150);
    return config;
  }
  void start(Config config = default_config()) {
    const auto started = server.start(std::move(config));
    ASSERT_TRUE(started.ok()) << started.error().message;
    port = *started;
  }
  // The counter reaches the value soon.
  bool eventually(const std::function<bool()>& holds, milliseconds within = milliseconds(5000)) {
    const auto until = std::chrono::steady_clock::now() + within;
    while (std::chrono::steady_clock::now() < until) {
      if (holds()) return true;
      std::this_thread::sleep_for(milliseconds(5));
    }
    return holds();
  }

  EchoHttp http;
  EchoSockets sockets;
  NetServer server{http, &sockets};
  std::uint16_t port = 0;
};

}  // namespace terang::net::test
