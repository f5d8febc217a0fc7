#include "server/net/connection.h"

#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include "server/net/io_thread.h"

namespace terang::net {
namespace asio = boost::asio;
namespace {

constexpr std::size_t kTurn = 256 * 1024;               // octets written before others get their turn
constexpr std::size_t kLingerOctets = 4 * 1024 * 1024;  // thrown away at most while lingering

}  // namespace

Connection::Connection(IoThread& io, int socket, std::unique_ptr<Transport> transport, std::string address,
                       AddressTable::Hold hold)
    : io_(io),
      descriptor_(io.context().get_executor(), socket),
      transport_(std::move(transport)),
      address_(std::move(address)),
      hold_(std::move(hold)) {}

Connection::~Connection() = default;

void Connection::start(std::unique_ptr<Session> session) {
  session_ = std::move(session);
  deadline_ = Clock::now() + io_.limits().handshake;
  handshake();
}

void Connection::become(std::unique_ptr<Session> session) {
  former_ = std::move(session_);  // it is on the stack of whoever called
  session_ = std::move(session);
}

void Connection::handshake() {
  switch (transport_->handshake().status) {
    case IoStatus::ok:
      return established();
    case IoStatus::want_read:
      return wait(Descriptor::wait_read);
    case IoStatus::want_write:
      return wait(Descriptor::wait_write);
    default:
      io_.shared().count_handshake_failed(transport_->failure());
      io_.shared().log(LogLevel::debug, "tls_handshake_failed",
                       {{"address", address_}, {"why", transport_->failure()}});
      drop("handshake_failed");
  }
}

void Connection::established() {
  established_ = true;
  io_.count().handshakes.add();
  if (transport_->resumed()) io_.count().resumed.add();
  session_->on_readable();
}

IoResult Connection::read(char* into, std::size_t room) {
  if (dropped_) return {IoStatus::failed};
  if (!given_back_.empty()) {
    const std::size_t n = given_back_.copy(into, room);
    given_back_.erase(0, n);
    if (given_back_.empty()) std::string().swap(given_back_);
    return {IoStatus::ok, n};
  }
  const IoResult result = transport_->read(into, room);
  read_wants_write_ = result.status == IoStatus::want_write;
  if (result.status == IoStatus::ok) io_.count().bytes_in.add(result.bytes);
  return result;
}

void Connection::wait_readable() {
  wants_readable_ = true;
  wait(read_wants_write_ ? Descriptor::wait_write : Descriptor::wait_read);
}

void Connection::wait(Descriptor::wait_type what) {
  bool& armed = what == Descriptor::wait_read ? reading_armed_ : writing_armed_;
  if (armed || dropped_) return;
  armed = true;
  descriptor_.async_wait(what, [self = shared_from_this(), what](const boost::system::error_code& error) {
    self->on_ready(what, error);
  });
}

void Connection::on_ready(Descriptor::wait_type what, const boost::system::error_code& error) {
  (what == Descriptor::wait_read ? reading_armed_ : writing_armed_) = false;
  if (dropped_) return;
  if (error) return drop("connection_lost");
  if (!established_) return handshake();
  if (lingering_) return linger();
  if (!queue_.empty()) flush();
  const bool for_reader = what == (read_wants_write_ ? Descriptor::wait_write : Descriptor::wait_read);
  if (wants_readable_ && for_reader && !dropped_) {
    wants_readable_ = false;
    session_->on_readable();
  }
}

void Connection::write(Outgoing out) {
  if (dropped_ || finishing_) {
    if (out.done) {
      asio::post(descriptor_.get_executor(),
                 [done = std::move(out.done)]() mutable { done(asio::error::broken_pipe, 0); });
    }
    return;
  }
  queue_.push_back(std::move(out));
  if (queue_.size() > 1) return;
  start_head();
  flush();
}

bool Connection::write_now(std::string_view octets, const std::shared_ptr<const void>& hold, unsigned answers) {
  TERANG_ASSERT(queue_.empty() && !over());
  const IoResult result = transport_->write(octets.data(), octets.size());
  if (result.status == IoStatus::ok) io_.count().bytes_out.add(result.bytes);
  if (result.bytes == octets.size()) return true;
  if (result.status == IoStatus::closed || result.status == IoStatus::failed) {
    drop("connection_lost");
    return false;
  }
  if (hold) {
    queue_.push_back({hold, octets, {}, answers});
  } else {
    auto copy = std::make_shared<const std::string>(octets);
    const std::string_view kept = *copy;
    queue_.push_back({std::move(copy), kept, {}, answers});
  }
  start_head();
  head_sent_ = result.bytes;
  wait(result.status == IoStatus::want_read ? Descriptor::wait_read : Descriptor::wait_write);
  return false;
}

void Connection::start_head() {
  const Limits& limits = io_.limits();
  head_sent_ = 0;
  deadline_ = Clock::now() + limits.write_stall +
              milliseconds(queue_.front().octets.size() * 1000 / limits.write_bytes_per_second);
}

bool Connection::write_head() {
  const std::string_view octets = queue_.front().octets;
  std::size_t turn = 0;
  while (head_sent_ < octets.size()) {
    if (turn >= kTurn) {
      wait(Descriptor::wait_write);
      return false;
    }
    const IoResult result = transport_->write(octets.data() + head_sent_, octets.size() - head_sent_);
    switch (result.status) {
      case IoStatus::ok:
        head_sent_ += result.bytes;
        turn += result.bytes;
        io_.count().bytes_out.add(result.bytes);
        break;
      case IoStatus::want_write:
        wait(Descriptor::wait_write);
        return false;
      case IoStatus::want_read:
        wait(Descriptor::wait_read);
        return false;
      default:
        drop("connection_lost");
        return false;
    }
  }
  return true;
}

void Connection::flush() {
  if (flushing_) return;  // a session that writes from on_written is served by the loop that called it
  flushing_ = true;
  while (!queue_.empty() && !dropped_ && write_head()) {
    Outgoing sent = std::move(queue_.front());
    queue_.erase(queue_.begin());
    if (!queue_.empty()) {
      start_head();
    } else if (queue_.capacity() > 8) {
      std::vector<Outgoing>().swap(queue_);
    }
    if (sent.answers > 0) session_->on_answers_left(sent.answers);
    if (sent.done) {
      const std::size_t size = sent.octets.size();
      asio::post(descriptor_.get_executor(),
                 [done = std::move(sent.done), size]() mutable { done(boost::system::error_code(), size); });
    }
    if (queue_.empty() && !dropped_ && !finishing_) session_->on_written();
  }
  flushing_ = false;
  if (queue_.empty() && finishing_ && !lingering_ && !dropped_) begin_linger();
}

void Connection::finish(std::string reason) {
  if (over()) return;
  finishing_ = true;
  reason_ = std::move(reason);
  if (queue_.empty() && !flushing_) begin_linger();
}

// Closing at once a socket that has unread octets resets the connection, and our last words are lost with it
// (RFC 9112 §9.6): half-close, then read until the other side has closed too, for a while.
void Connection::begin_linger() {
  lingering_ = true;
  deadline_ = Clock::now() + io_.limits().linger;
  transport_->say_goodbye();
  ::shutdown(descriptor_.native_handle(), SHUT_WR);
  linger();
}

void Connection::linger() {
  std::string& scratch = io_.scratch();
  while (lingered_ < kLingerOctets) {
    const ssize_t got = ::recv(descriptor_.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return wait(Descriptor::wait_read);
    if (got <= 0) break;
    lingered_ += static_cast<std::size_t>(got);
  }
  drop(reason_);
}

void Connection::drop(std::string reason) {
  if (dropped_) return;
  dropped_ = true;
  if (!finishing_) reason_ = std::move(reason);
  io_.to_bury(shared_from_this());
}

void Connection::bury() {
  boost::system::error_code ignored;
  descriptor_.close(ignored);
  std::vector<Outgoing> rest;
  rest.swap(queue_);
  for (Outgoing& out : rest)
    if (out.done) out.done(asio::error::operation_aborted, 0);
  io_.shared().count_dropped(reason_);
  io_.shared().log(LogLevel::debug, "connection_ended", {{"address", address_}, {"why", reason_}});
  if (session_) session_->on_dropped(reason_);
}

void Connection::tick(Clock::time_point now) {
  if (dropped_) return;
  if (!established_) {
    if (now >= deadline_) {
      io_.shared().count_handshake_failed("deadline");
      drop("handshake_deadline");
    }
  } else if (lingering_) {
    if (now >= deadline_) drop(reason_);
  } else if (!queue_.empty() && now >= deadline_) {
    finishing_ = false;  // whatever it was to end with, this is why it ends now
    drop("write_stalled");
  } else if (session_) {
    session_->on_tick(now);
  }
}

}  // namespace terang::net
