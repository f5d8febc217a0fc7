// One connection on its I/O thread: the socket, the transport over it, one queue of writes. Each write is
// atomic in the stream: nothing goes between its octets. What is spoken on the connection is a Session. All
// functions: on the I/O thread only.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/net/address_table.h"
#include "server/net/frame.h"
#include "server/net/io_handler.h"
#include "server/net/transport.h"

namespace terang::net {

class IoThread;
class Connection;
using Clock = std::chrono::steady_clock;

class Session {
 public:
  virtual ~Session() = default;
  virtual void on_readable() = 0;                   // wait_readable was asked for
  virtual void on_written() {}                      // the queue has become empty
  virtual void on_answers_left(unsigned) {}         // so many that a write was said to hold are with the kernel
  virtual void on_tick(Clock::time_point now) = 0;  // every Limits::tick
  virtual void on_stopping() = 0;                   // the server wants to end: finish when it can be done
  virtual void on_dropped(std::string_view reason) = 0;  // last call; the connection is of no use any more
};

struct Outgoing {
  std::shared_ptr<const void> hold;  // keeps the octets alive
  std::string_view octets;
  IoHandler done;  // may be empty
  unsigned answers = 0;  // of a WebSocket in it
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(IoThread& io, int socket, std::unique_ptr<Transport> transport, std::string address,
             AddressTable::Hold hold);
  ~Connection();

  void start(std::unique_ptr<Session> session);   // handshake, then session->on_readable()
  void become(std::unique_ptr<Session> session);  // speaks something else from now on

  // want_* : nothing there, call wait_readable. closed, failed: it is over.
  IoResult read(char* into, std::size_t room);
  bool may_read_now() const { return !given_back_.empty() || transport_->pending(); }
  void wait_readable();
  void give_back(std::string octets) { given_back_ = std::move(octets); }  // read again first

  // For when nothing waits: octets that need no place in the queue when they leave at once. `hold` keeps them alive;
  // where it is empty, what could not leave is copied. True: they have left.
  bool write_now(std::string_view octets, const std::shared_ptr<const void>& hold, unsigned answers);
  void write(Outgoing out);  // right away when nothing waits
  bool write_idle() const { return queue_.empty(); }

  void finish(
      std::string reason);  // no more writes are taken; when those there have left: goodbye, linger, drop
  void drop(
      std::string reason);  // at once; the first reason counts. on_dropped comes later, never from inside
  bool over() const { return dropped_ || finishing_; }

  void tick(Clock::time_point now);
  void bury();  // by IoThread, after drop
  void on_stopping() {
    if (!over() && session_) session_->on_stopping();
  }

  IoThread& io() { return io_; }
  const std::string& address() const { return address_; }
  AddressTable::Hold& limits_of_address() { return hold_; }
  // It turned out to be another's, whose proxy the socket leads to.
  void belongs_to(std::string address, AddressTable::Hold hold) {
    address_ = std::move(address);
    hold_ = std::move(hold);
  }
  int native_socket() { return descriptor_.native_handle(); }
  Session* session() { return session_.get(); }
  std::size_t list_index = 0;  // IoThread's

 private:
  using Descriptor = boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

  void handshake();
  void established();
  void wait(Descriptor::wait_type what);
  void on_ready(Descriptor::wait_type what, const boost::system::error_code& error);
  void flush();
  bool write_head();  // true: the head has left
  void start_head();
  void begin_linger();
  void linger();

  IoThread& io_;
  Descriptor descriptor_;
  std::unique_ptr<Transport> transport_;
  std::unique_ptr<Session> session_, former_;
  std::string address_, given_back_, reason_;
  AddressTable::Hold hold_;
  std::vector<Outgoing> queue_;  // few: a vector's front is erased cheaply enough, and empty it holds nothing
  std::size_t head_sent_ = 0;
  Clock::time_point deadline_;  // of the handshake, of the head of the queue, of lingering
  std::size_t lingered_ = 0;
  bool established_ = false, reading_armed_ = false, writing_armed_ = false, read_wants_write_ = false,
       wants_readable_ = false, finishing_ = false, lingering_ = false, dropped_ = false, flushing_ = false;
};

}  // namespace terang::net
