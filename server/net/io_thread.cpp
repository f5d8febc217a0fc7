#include "server/net/io_thread.h"

#include <boost/asio/post.hpp>
#include <ctime>

#include "server/net/http_session.h"
#include "server/net/ws_session.h"

namespace terang::net {
namespace asio = boost::asio;
namespace {

thread_local const IoThread* current_thread = nullptr;

constexpr std::size_t kScratch = 17 * 1024;  // one TLS record
constexpr std::size_t kWrittenInTurn = 32;   // connections that get views before others have their turn

void count(std::map<std::string, std::uint64_t, std::less<>>& map, std::string_view name) {
  const auto found = map.find(name);
  if (found != map.end()) {
    ++found->second;
  } else {
    map.emplace(name, 1);
  }
}

}  // namespace

void Shared::count_refused(std::string_view name) {
  const std::lock_guard lock(mutex_);
  count(refused_, name);
}
void Shared::count_dropped(std::string_view name) {
  const std::lock_guard lock(mutex_);
  count(dropped_, name);
}
void Shared::count_handshake_failed(std::string_view name) {
  const std::lock_guard lock(mutex_);
  count(handshakes_failed_, name);
}
void Shared::add_names(Metrics& to) {
  const std::lock_guard lock(mutex_);
  to.refused.insert(refused_.begin(), refused_.end());
  to.dropped.insert(dropped_.begin(), dropped_.end());
  to.handshakes_failed.insert(handshakes_failed_.begin(), handshakes_failed_.end());
}
std::shared_ptr<TlsContext> Shared::tls() {
  const std::lock_guard lock(mutex_);
  return tls_;
}
void Shared::set_tls(std::shared_ptr<TlsContext> context) {
  const std::lock_guard lock(mutex_);
  tls_ = std::move(context);
}

IoThread::IoThread(Shared& shared)
    : shared_(shared), work_(context_.get_executor()), timer_(context_), scratch_(kScratch, '\0') {
  mailbox_ = std::make_shared<Mailbox>([this] { asio::post(context_, [this] { run_commands(); }); });
}

IoThread::~IoThread() {
  stop_and_join();
}

void IoThread::start() {
  thread_ = std::thread([this] {
    current_thread = this;
    tick();
    context_.run();
    current_thread = nullptr;
  });
}

void IoThread::stop_and_join() {
  if (!thread_.joinable()) return;
  asio::post(context_, [this] {
    for (const auto& connection : connections_) connection->drop("server_stopped");
    bury_dropped();
    asio::post(context_, [this] { context_.stop(); });  // after the handlers that burying has set free
  });
  thread_.join();
  mailbox_->close();
}

const IoThread* current_io_thread() {
  return current_thread;
}

bool IoThread::is_current() const {
  return current_thread == this;
}

void IoThread::publish(std::uint64_t topic, std::uint64_t slot, const FramePtr& frame) {
  if (is_current()) {
    publish_here(topic, slot, frame);
  } else {
    mailbox_->publish(topic, slot, frame);
  }
}

void IoThread::adopt(int socket, std::string address, AddressTable::Hold hold) {
  if (is_current()) return adopt_here(socket, std::move(address), std::move(hold));
  auto shared_hold = std::make_shared<AddressTable::Hold>(std::move(hold));
  push(ask::Task{[this, socket, address = std::move(address), shared_hold] {
    adopt_here(socket, address, std::move(*shared_hold));
  }});
}

void IoThread::adopt_here(int socket, std::string address, AddressTable::Hold hold) {
  const std::shared_ptr<TlsContext> tls = shared_.tls();
  auto connection =
      std::make_shared<Connection>(*this, socket, tls ? tls->transport(socket) : make_plain_transport(socket),
                                   std::move(address), std::move(hold));
  connection->list_index = connections_.size();
  connections_.push_back(connection);
  counters_.open.add();
  connection->start(make_http_session(*connection));
}

void IoThread::run_commands() {
  mailbox_->take(running_);
  gathering_ = true;
  for (Command& command : running_) run(command);
  gathering_ = false;
  running_.clear();
  if (!write_posted_) write_some();
}

void IoThread::to_write(WsSession& session) {
  const bool urgent = session.has_answers();
  std::size_t& turn = urgent ? session.turn.urgent : session.turn.unhurried;
  if (turn != WriteTurn::kNone) return;
  std::vector<WsSession*>& list = urgent ? urgent_ : unhurried_;
  turn = list.size();
  list.push_back(&session);
  if (gathering_ || write_posted_) return;
  write_posted_ = true;
  asio::post(context_, [this] { write_some(); });
}

void IoThread::no_more_to_write(WsSession& session) {
  if (session.turn.urgent != WriteTurn::kNone) urgent_[session.turn.urgent] = nullptr;
  if (session.turn.unhurried != WriteTurn::kNone) unhurried_[session.turn.unhurried] = nullptr;
  session.turn = {};
}

// Nothing in it changes the lists but itself: what a write brings about comes later.
void IoThread::write_some() {
  write_posted_ = false;
  for (WsSession* session : urgent_) {
    if (session == nullptr) continue;
    session->turn.urgent = WriteTurn::kNone;
    session->write_waiting();
  }
  urgent_.clear();
  for (std::size_t written = 0; written < kWrittenInTurn && next_unhurried_ < unhurried_.size(); ++next_unhurried_) {
    WsSession* session = unhurried_[next_unhurried_];
    if (session == nullptr) continue;
    session->turn.unhurried = WriteTurn::kNone;
    session->write_waiting();
    ++written;
  }
  if (next_unhurried_ == unhurried_.size()) {
    unhurried_.clear();
    next_unhurried_ = 0;
    return;
  }
  write_posted_ = true;
  asio::post(context_, [this] { write_some(); });
}

void IoThread::run(Command& command) {
  std::visit(
      [this](auto& what) {
        using What = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<What, ask::Publish>) {
          if (what.frame) publish_here(what.topic, what.slot, what.frame);
        } else if constexpr (std::is_same_v<What, ask::Task>) {
          what.run();
        } else if constexpr (std::is_same_v<What, ask::Send>) {
          what.peer->send_here(std::move(what.frame));
        } else if constexpr (std::is_same_v<What, ask::View>) {
          what.peer->view_here(what.slot, std::move(what.frame));
        } else if constexpr (std::is_same_v<What, ask::Subscribe>) {
          what.peer->subscribe_here(what.topic, what.on);
        } else {
          what.peer->close_here(what.code, what.reason);
        }
      },
      command);
}

// Nothing in it changes the list: dropping comes later (to_bury).
void IoThread::publish_here(std::uint64_t topic, std::uint64_t slot, const FramePtr& frame) {
  const auto found = topics_.find(topic);
  if (found == topics_.end()) return;
  for (WsSession* session : found->second) session->view(slot, frame);
}

void IoThread::subscribe(WsSession& session, std::uint64_t topic) {
  if (session.place_in(topic) != nullptr) return;
  std::vector<WsSession*>& subscribers = topics_[topic];
  session.places().push_back({topic, subscribers.size()});
  subscribers.push_back(&session);
  counters_.subscriptions.add();
}

void IoThread::unsubscribe(WsSession& session, std::uint64_t topic) {
  const std::size_t* place = session.place_in(topic);
  if (place == nullptr) return;
  const auto found = topics_.find(topic);
  std::vector<WsSession*>& subscribers = found->second;
  WsSession* last = subscribers.back();
  *last->place_in(topic) = *place;
  subscribers[*session.place_in(topic)] = last;
  subscribers.pop_back();
  if (subscribers.empty()) topics_.erase(found);
  std::erase_if(session.places(), [&](const WsSession::Place& p) { return p.topic == topic; });
  counters_.subscriptions.sub();
}

void IoThread::to_bury(std::shared_ptr<Connection> connection) {
  dropped_.push_back(std::move(connection));
  if (dropped_.size() == 1) asio::post(context_, [this] { bury_dropped(); });
}

void IoThread::bury_dropped() {
  while (!dropped_.empty()) {
    std::vector<std::shared_ptr<Connection>> now;
    now.swap(dropped_);
    for (const auto& connection : now) {
      connection->bury();
      const std::size_t index = connection->list_index;
      connections_[index] = connections_.back();
      connections_[index]->list_index = index;
      connections_.pop_back();
      counters_.open.sub();
      shared_.open.fetch_sub(1, std::memory_order_relaxed);
    }
  }
}

void IoThread::tick() {
  const Clock::time_point now = Clock::now();
  for (const auto& connection : connections_) connection->tick(now);
  timer_.expires_at(now + limits().tick);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) tick();
  });
}

void IoThread::stopping() {
  for (const auto& connection : connections_) connection->on_stopping();
}

void IoThread::bye(const FramePtr& frame) {
  for (const auto& connection : connections_)
    if (auto* session = dynamic_cast<WsSession*>(connection->session())) session->bye(frame);
}

const std::string& IoThread::http_date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_second_) {
    date_second_ = now;
    std::tm parts{};
    gmtime_r(&now, &parts);
    static const char* const kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[parts.tm_wday],
                  parts.tm_mday, kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                  parts.tm_sec);
    date_ = text;
  }
  return date_;
}

}  // namespace terang::net
