// One thread with its own io_context: its connections, its topics, its mailbox.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/net/connection.h"
#include "server/net/mailbox.h"
#include "server/net/server.h"
#include "server/net/trusted_proxies.h"

namespace terang::net {

class WsSession;

// A counter with one writer: read by others, no locked instruction.
class Counter {
 public:
  void add(std::uint64_t n = 1) {
    value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  void sub() { value_.store(value_.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed); }
  std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

struct IoCounters {
  Counter open, websockets_opened, websockets_open, handshakes, resumed, requests, messages_in, frames_out,
      views_replaced, bytes_in, bytes_out, subscriptions;
};

// What all I/O threads of a server share.
struct Shared {
  explicit Shared(Config c) : config(std::move(c)), addresses(config.limits) {}
  const Config config;
  AddressTable addresses;
  TrustedProxies proxies;
  HttpApp* http = nullptr;
  SocketApp* sockets = nullptr;
  std::atomic<std::uint64_t> next_peer{1}, accepted{0}, publishes{0};
  std::atomic<std::size_t> open{0};
  std::atomic<bool> stopping{false};

  void count_refused(std::string_view name);
  void count_dropped(std::string_view name);
  void count_handshake_failed(std::string_view name);
  void log(LogLevel level, std::string_view event, const std::vector<LogField>& fields) const {
    if (config.log) config.log(level, event, fields);
  }
  void add_names(Metrics& to);
  std::shared_ptr<TlsContext> tls();  // nullptr: plain
  void set_tls(std::shared_ptr<TlsContext> context);

 private:
  std::mutex mutex_;
  std::shared_ptr<TlsContext> tls_;
  std::map<std::string, std::uint64_t, std::less<>> refused_, dropped_, handshakes_failed_;
};

class IoThread;
const IoThread* current_io_thread();  // nullptr on any other thread

class IoThread {
 public:
  explicit IoThread(Shared& shared);
  ~IoThread();
  void start();
  void stop_and_join();  // drops what is left; from another thread

  // From any thread.
  void push(Command command) { mailbox_->push(std::move(command)); }
  const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }
  void publish(std::uint64_t topic, std::uint64_t slot, const FramePtr& frame);
  void adopt(int socket, std::string address, AddressTable::Hold hold);
  bool is_current() const;
  const IoCounters& counters() const { return counters_; }

  // On this thread.
  boost::asio::io_context& context() { return context_; }
  Shared& shared() { return shared_; }
  const Limits& limits() const { return shared_.config.limits; }
  IoCounters& count() { return counters_; }
  std::string& scratch() { return scratch_; }  // 16 KiB + to read into; not across calls
  const std::string& http_date();              // IMF-fixdate of now
  void subscribe(WsSession& session, std::uint64_t topic);
  void unsubscribe(WsSession& session, std::uint64_t topic);
  void to_bury(std::shared_ptr<Connection> connection);
  // The session has answers or views waiting. All that is asked for in one go is gathered first; then those with answers
  // are written, then the others, some at a time: nobody's bid waits behind a thousand views.
  void to_write(WsSession& session);
  void no_more_to_write(WsSession& session);
  std::string& gathered() { return gathered_; }  // frames that leave together
  void stopping();  // every session is told
  void bye(const FramePtr& frame);

 private:
  void run_commands();
  void run(Command& command);
  void publish_here(std::uint64_t topic, std::uint64_t slot, const FramePtr& frame);
  void adopt_here(int socket, std::string address, AddressTable::Hold hold);
  void bury_dropped();
  void write_some();
  void tick();

  Shared& shared_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<Mailbox> mailbox_;
  std::vector<Command> running_;
  std::vector<std::shared_ptr<Connection>> connections_, dropped_;
  std::unordered_map<std::uint64_t, std::vector<WsSession*>> topics_;
  std::vector<WsSession*> urgent_, unhurried_;  // nullptr: has gone, or has written
  std::size_t next_unhurried_ = 0;
  bool gathering_ = false, write_posted_ = false;
  IoCounters counters_;
  std::string scratch_, gathered_, date_;
  std::int64_t date_second_ = -1;
  std::thread thread_;
};

}  // namespace terang::net
