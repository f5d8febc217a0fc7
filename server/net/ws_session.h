// A WebSocket on its I/O thread: what is written to it and when, its topics, its heartbeat.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "server/net/connection.h"
#include "server/net/http.h"
#include "server/net/mailbox.h"
#include "server/net/peer.h"
#include "server/net/ws_reader.h"

namespace terang::net {

class WsSession;

// The handle that the application holds, and may hold long after the connection has gone.
class PeerImpl final : public Peer, public std::enable_shared_from_this<PeerImpl> {
 public:
  PeerImpl(std::uint64_t id, IoThread& io, std::string address, std::shared_ptr<void> state);

  void send(FramePtr frame) override;
  void send_view(std::uint64_t slot, FramePtr frame) override;
  void subscribe(std::uint64_t topic) override;
  void unsubscribe(std::uint64_t topic) override;
  void close(std::uint16_t code, std::string_view reason) override;
  std::uint64_t id() const override { return id_; }
  const std::string& remote_address() const override { return address_; }
  const std::shared_ptr<void>& state() const override { return state_; }

  // On the I/O thread.
  void attach(WsSession* session) { session_ = session; }
  void answers_left(std::size_t count) { answers_.fetch_sub(count, std::memory_order_relaxed); }
  void send_here(FramePtr frame);
  void view_here(std::uint64_t slot, FramePtr frame);
  void subscribe_here(std::uint64_t topic, bool on);
  void close_here(std::uint16_t code, const std::string& reason);
  void overflow_here();

 private:
  bool here() const;

  const std::uint64_t id_;
  const IoThread* const io_;  // compared, never followed: it may have ended before us
  const std::shared_ptr<Mailbox> mailbox_;
  const std::string address_;
  const std::shared_ptr<void> state_;
  const std::size_t most_answers_;
  std::atomic<std::size_t> answers_{0};  // given to send and not yet with the kernel
  WsSession* session_ = nullptr;
};

// A session's place among those that have something to write.
struct WriteTurn {
  static constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t urgent = kNone, unhurried = kNone;  // in the thread's two lists
};

class WsSession final : public Session, private WsEvents {
 public:
  struct Place {
    std::uint64_t topic;
    std::size_t index;  // in the topic's list
  };

  WsSession(Connection& connection, std::shared_ptr<void> state);
  void accept(const HttpRequest& request) { reader_->accept(request); }

  void answer(FramePtr frame);
  void view(std::uint64_t slot, const FramePtr& frame);
  void close(std::uint16_t code, const std::string& reason);
  void bye(const FramePtr& frame);
  // Writes what waits in as few records as can be: one costs more than what is in it.
  void write_waiting();
  Connection& connection() { return connection_; }
  std::vector<Place>& places() { return places_; }
  std::size_t* place_in(std::uint64_t topic);
  bool has_answers() const { return answers_waiting_ > 0; }
  WriteTurn turn;  // IoThread's

 private:
  void on_readable() override { reader_->on_readable(); }
  void on_written() override;
  void on_answers_left(unsigned count) override { peer_->answers_left(count); }
  void on_tick(Clock::time_point now) override;
  void on_stopping() override {}  // bye does
  void on_dropped(std::string_view reason) override;

  void on_accepted() override;
  void on_message(std::string_view message, bool text) override;
  void on_octets(std::size_t count) override;
  void on_close_written() override;
  void on_ended(std::string_view reason) override;

  bool silent() const { return closing_ || connection_.over(); }
  void write_all_waiting();  // into the connection's queue where need be
  std::int64_t now_us() const;

  struct Waiting {
    bool answer;
    std::uint64_t slot;  // of a view
    FramePtr frame;
  };

  Connection& connection_;
  std::shared_ptr<PeerImpl> peer_;
  std::unique_ptr<WsReader> reader_;
  std::vector<Waiting> waiting_;  // in the order they were asked for, as long as the socket takes them
  std::size_t answers_waiting_ = 0;
  std::vector<Place> places_;
  std::string close_reason_;
  Clock::time_point heard_, pinged_, chatter_since_, message_since_, close_deadline_;
  std::size_t chatter_ = 0;
  bool opened_ = false, closing_ = false, in_message_ = false;
};

// Hands the connection over, after a checked and admitted upgrade.
void become_websocket(Connection& connection, const HttpRequest& request, std::shared_ptr<void> state);

}  // namespace terang::net
