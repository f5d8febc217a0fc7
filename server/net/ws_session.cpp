#include "server/net/ws_session.h"

#include <sys/socket.h>

#include <algorithm>

#include "server/net/io_thread.h"

namespace terang::net {
namespace {

constexpr std::size_t kRecord = 16 * 1024;  // the most that one TLS record holds
constexpr std::size_t kKept = 4;            // an idle connection has room for so many frames, not more

}  // namespace

WsSession::WsSession(Connection& connection, std::shared_ptr<void> state)
    : connection_(connection),
      peer_(std::make_shared<PeerImpl>(
          connection.io().shared().next_peer.fetch_add(1, std::memory_order_relaxed), connection.io(),
          connection.address(), std::move(state))),
      reader_(WsReader::make(connection, *this)),
      heard_(Clock::now()),
      pinged_(heard_),
      chatter_since_(heard_) {
  // A client that does not read holds this much of the kernel's memory, not the megabytes of its own choice;
  // and what it gets when it reads again is not older than that.
  const int size = connection.io().limits().send_buffer;
  ::setsockopt(connection.native_socket(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}

void become_websocket(Connection& connection, const HttpRequest& request, std::shared_ptr<void> state) {
  auto session = std::make_unique<WsSession>(connection, std::move(state));
  WsSession& ws = *session;
  connection.become(std::move(session));
  ws.accept(request);
}

std::size_t* WsSession::place_in(std::uint64_t topic) {
  for (Place& place : places_)
    if (place.topic == topic) return &place.index;
  return nullptr;
}

void WsSession::on_accepted() {
  if (connection_.over()) return;
  opened_ = true;
  connection_.io().count().websockets_opened.add();
  connection_.io().count().websockets_open.add();
  peer_->attach(this);
  connection_.io().shared().sockets->on_open(peer_);
}

void WsSession::on_message(std::string_view message, bool text) {
  heard_ = Clock::now();
  chatter_ = 0;
  in_message_ = false;
  if (silent()) return;
  if (!text) return close(close_code::kUnsupported, "text_only");
  if (!connection_.limits_of_address()->take_message(connection_.io().limits(), now_us()))
    return close(close_code::kPolicy, "message_rate");
  connection_.io().count().messages_in.add();
  connection_.io().shared().sockets->on_text(peer_, message);
}

std::int64_t WsSession::now_us() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(heard_.time_since_epoch()).count();
}

void WsSession::on_octets(std::size_t count) {
  heard_ = Clock::now();
  chatter_ += count;
  if (chatter_ > connection_.io().limits().chatter_bytes) close(close_code::kPolicy, "chatter");
}

void WsSession::on_close_written() {
  closing_ = true;
}

void WsSession::on_ended(std::string_view reason) {
  closing_ = true;
  connection_.finish(close_reason_.empty() ? std::string(reason) : close_reason_);
}

void WsSession::answer(FramePtr frame) {
  if (silent()) return peer_->answers_left(1);
  waiting_.push_back({true, 0, std::move(frame)});
  ++answers_waiting_;
  connection_.io().to_write(*this);
}

void WsSession::view(std::uint64_t slot, const FramePtr& frame) {
  if (silent()) return;
  const auto same = std::find_if(waiting_.begin(), waiting_.end(),
                                 [&](const Waiting& one) { return !one.answer && one.slot == slot; });
  if (same != waiting_.end()) {
    same->frame = frame;
    connection_.io().count().views_replaced.add();
  } else if (waiting_.size() - answers_waiting_ < connection_.io().limits().view_slots) {
    waiting_.push_back({false, slot, frame});
    connection_.io().to_write(*this);
  } else {
    connection_.drop("views_full");
  }
}

// After a time in which the socket took nothing, answers go before views.
void WsSession::on_written() {
  std::stable_partition(waiting_.begin(), waiting_.end(), [](const Waiting& one) { return one.answer; });
  write_waiting();
}

void WsSession::write_waiting() {
  IoThread& io = connection_.io();
  std::size_t taken = 0;
  while (!silent() && connection_.write_idle() && taken < waiting_.size()) {
    const FramePtr first = waiting_[taken].frame;
    std::size_t end = taken + 1, size = first->wire.size();
    unsigned answers = waiting_[taken].answer;
    for (; end < waiting_.size() && size + waiting_[end].frame->wire.size() <= kRecord; ++end) {
      size += waiting_[end].frame->wire.size();
      answers += waiting_[end].answer;
    }
    io.count().frames_out.add(end - taken);
    bool left;
    if (end == taken + 1) {
      left = connection_.write_now(first->wire, first, answers);
    } else {
      std::string& together = io.gathered();
      together.clear();
      for (std::size_t i = taken; i < end; ++i) together.append(waiting_[i].frame->wire);
      left = connection_.write_now(together, nullptr, answers);
    }
    if (left && answers > 0) peer_->answers_left(answers);
    answers_waiting_ -= answers;
    taken = end;
  }
  if (taken < waiting_.size()) {
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(taken));
  } else if (waiting_.capacity() <= kKept) {
    waiting_.clear();
  } else {
    std::vector<Waiting>().swap(waiting_);
  }
}

void WsSession::write_all_waiting() {
  write_waiting();
  connection_.io().count().frames_out.add(waiting_.size());
  for (const Waiting& one : waiting_) connection_.write({one.frame, one.frame->wire, {}, one.answer ? 1u : 0u});
  waiting_.clear();
  answers_waiting_ = 0;
}

void WsSession::close(std::uint16_t code, const std::string& reason) {
  if (silent()) return;
  write_all_waiting();
  const FramePtr frame = make_close_frame(code, reason);
  connection_.write({frame, frame->wire, {}});
  closing_ = true;
  close_reason_ = reason;
  close_deadline_ = Clock::now() + connection_.io().limits().linger;
  reader_->swallow_writes();
}

void WsSession::bye(const FramePtr& frame) {
  if (silent()) return;
  if (!opened_) return connection_.finish("server_restart");
  if (frame) {
    write_all_waiting();
    connection_.io().count().frames_out.add();
    connection_.write({frame, frame->wire, {}});
  }
  close(close_code::kServiceRestart, "server_restart");
}

void WsSession::on_tick(Clock::time_point now) {
  if (connection_.over()) return;
  const Limits& limits = connection_.io().limits();
  if (closing_ && !close_reason_.empty() && now >= close_deadline_) return connection_.finish(close_reason_);
  if (now - heard_ >= limits.silent) return connection_.drop("silent");
  if (closing_ || !opened_) return;
  if (now - chatter_since_ >= std::chrono::seconds(10)) {
    chatter_since_ = now;
    chatter_ = 0;
  }
  if (now - heard_ >= limits.ping_after && now - pinged_ >= limits.ping_after) {
    static const FramePtr ping = make_ping_frame();
    pinged_ = now;
    connection_.write({ping, ping->wire, {}});
  }
  if (!reader_->in_message()) {
    in_message_ = false;
  } else if (!in_message_) {
    in_message_ = true;
    message_since_ = now;
  } else if (now - message_since_ >= limits.message) {
    close(close_code::kPolicy, "message_deadline");
  }
}

void WsSession::on_dropped(std::string_view reason) {
  closing_ = true;
  reader_->abort();
  while (!places_.empty()) connection_.io().unsubscribe(*this, places_.back().topic);
  waiting_.clear();
  answers_waiting_ = 0;
  connection_.io().no_more_to_write(*this);
  peer_->attach(nullptr);
  if (!opened_) return;
  connection_.io().count().websockets_open.sub();
  connection_.io().shared().sockets->on_close(peer_, reason);
}

PeerImpl::PeerImpl(std::uint64_t id, IoThread& io, std::string address, std::shared_ptr<void> state)
    : id_(id),
      io_(&io),
      mailbox_(io.mailbox()),
      address_(std::move(address)),
      state_(std::move(state)),
      most_answers_(io.limits().answer_queue) {}

bool PeerImpl::here() const {
  return current_io_thread() == io_;
}

void PeerImpl::send(FramePtr frame) {
  const std::size_t waiting = answers_.fetch_add(1, std::memory_order_relaxed);
  if (waiting > most_answers_) {
    answers_.fetch_sub(1, std::memory_order_relaxed);
    return;  // it has overflowed before, and its end is on the way
  }
  if (here()) return waiting == most_answers_ ? overflow_here() : send_here(std::move(frame));
  if (waiting == most_answers_)
    return mailbox_->push(ask::Task{[self = shared_from_this()] { self->overflow_here(); }});
  mailbox_->push(ask::Send{shared_from_this(), std::move(frame)});
}

void PeerImpl::send_view(std::uint64_t slot, FramePtr frame) {
  if (here()) return view_here(slot, std::move(frame));
  mailbox_->push(ask::View{shared_from_this(), slot, std::move(frame)});
}

void PeerImpl::subscribe(std::uint64_t topic) {
  if (here()) return subscribe_here(topic, true);
  mailbox_->push(ask::Subscribe{shared_from_this(), topic, true});
}

void PeerImpl::unsubscribe(std::uint64_t topic) {
  if (here()) return subscribe_here(topic, false);
  mailbox_->push(ask::Subscribe{shared_from_this(), topic, false});
}

void PeerImpl::close(std::uint16_t code, std::string_view reason) {
  if (here()) return close_here(code, std::string(reason));
  mailbox_->push(ask::Close{shared_from_this(), code, std::string(reason)});
}

void PeerImpl::send_here(FramePtr frame) {
  session_ != nullptr ? session_->answer(std::move(frame)) : answers_left(1);
}

void PeerImpl::view_here(std::uint64_t slot, FramePtr frame) {
  if (session_ != nullptr) session_->view(slot, frame);
}

void PeerImpl::subscribe_here(std::uint64_t topic, bool on) {
  if (session_ == nullptr || session_->connection().over()) return;
  IoThread& io = session_->connection().io();
  on ? io.subscribe(*session_, topic) : io.unsubscribe(*session_, topic);
}

void PeerImpl::close_here(std::uint16_t code, const std::string& reason) {
  if (session_ != nullptr) session_->close(code, reason);
}

void PeerImpl::overflow_here() {
  if (session_ != nullptr) session_->connection().drop("answers_full");
}

}  // namespace terang::net
