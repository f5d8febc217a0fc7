#include "server/net/http_session.h"

#include <algorithm>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "server/net/http_wire.h"
#include "server/net/io_thread.h"
#include "server/net/request_head.h"
#include "server/net/ws_session.h"

namespace terang::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using Parser = http::request_parser<http::string_body>;

std::int64_t micros(Clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

class HttpSession final : public Session {
 public:
  explicit HttpSession(Connection& connection)
      : connection_(connection),
        alive_(std::make_shared<HttpSession*>(this)),
        deadline_(Clock::now() + connection.io().limits().keep_alive) {}

  void on_readable() override;
  void on_written() override;
  void on_tick(Clock::time_point now) override;
  void on_stopping() override {
    if (state_ == State::idle) connection_.finish("server_stopping");
  }
  void on_dropped(std::string_view) override { *alive_ = nullptr; }

 private:
  // idle: between requests. answering: the application has it. writing: the answer is on its way.
  enum class State { idle, head, body, answering, writing, upgraded };

  const Limits& limits() const { return connection_.io().limits(); }
  Shared& shared() { return connection_.io().shared(); }

  void advance();    // as far as the octets that are here allow
  bool read_head();  // true: there may be more to do
  bool read_body();
  bool take_request();  // false: too many from where it comes
  void prepare_for_body(std::size_t expected);
  void hand_over();
  void upgrade(HttpRequest&& request);
  void answer(HttpResponse&& response);
  void refuse(const Refusal& refusal);
  void refuse(int status, std::string_view name, std::string_view detail) {
    refuse(Refusal{status, name, detail});
  }
  void next_request();

  Connection& connection_;
  std::shared_ptr<HttpSession*> alive_;  // *alive_ is nullptr once the connection has gone
  State state_ = State::idle;
  Clock::time_point deadline_;
  std::string in_;
  std::size_t scanned_ = 0;
  std::optional<Parser> parser_;
  Target target_;
  std::string client_;  // the address that the request comes from
  std::uint32_t requests_ = 0;
  bool keep_alive_ = true, head_only_ = false, in_advance_ = false;
};

void HttpSession::on_readable() {
  std::string& scratch = connection_.io().scratch();
  while (state_ == State::idle || state_ == State::head || state_ == State::body) {
    const IoResult result = connection_.read(scratch.data(), scratch.size());
    switch (result.status) {
      case IoStatus::ok:
        in_.append(scratch.data(), result.bytes);
        advance();
        break;
      case IoStatus::want_read:
      case IoStatus::want_write:
        connection_.wait_readable();
        return;
      case IoStatus::closed:
        connection_.finish("closed_by_peer");
        return;
      case IoStatus::failed:
        connection_.drop("connection_lost");
        return;
    }
    if (connection_.over()) return;
  }
}

void HttpSession::advance() {
  if (in_advance_) return;  // an answer given inside handle() is followed up by the loop below
  in_advance_ = true;
  bool more = true;
  while (more && !connection_.over()) {
    if (state_ == State::idle && !in_.empty()) {
      state_ = State::head;
      deadline_ = Clock::now() + limits().header;
    }
    more = state_ == State::head ? read_head() : state_ == State::body && read_body();
  }
  in_advance_ = false;
}

bool HttpSession::read_head() {
  const std::size_t end = in_.find("\r\n\r\n", scanned_ > 3 ? scanned_ - 3 : 0);
  if (end == std::string::npos) {
    const auto refusal = check_partial_head(in_, scanned_, limits());
    scanned_ = in_.size();
    if (refusal) refuse(*refusal);
    return false;
  }
  const std::string_view block = std::string_view(in_).substr(0, end + 4);
  head_only_ = block.starts_with("HEAD ");
  target_ = {};
  auto refusal = check_head(block, limits());
  if (!refusal)
    refusal = read_target(
        block.substr(block.find(' ') + 1, block.find(' ', block.find(' ') + 1) - block.find(' ') - 1),
        target_);
  if (refusal) {
    refuse(*refusal);
    return false;
  }
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(limits().header_bytes));
  const std::string_view method = block.substr(0, block.find(' '));
  const std::size_t body_limit =
      shared().config.body_limit ? shared().config.body_limit(method, target_.path) : limits().body_bytes;
  parser_->body_limit(body_limit);
  beast::error_code error;
  parser_->put(boost::asio::buffer(block.data(), block.size()), error);
  in_.erase(0, block.size());
  scanned_ = 0;
  if (error == http::error::body_limit) {
    refuse(413, "body_too_large", "The body is larger than this address takes.");
    return false;
  }
  if (error || !parser_->is_header_done()) {
    refuse(400, "request_malformed", "The request cannot be read.");
    return false;
  }
  keep_alive_ = parser_->get().keep_alive();
  if (!take_request()) {
    refuse(429, "request_rate", "Too many requests from this address; try again in a moment.");
    return false;
  }
  prepare_for_body(static_cast<std::size_t>(parser_->content_length().value_or(0)));
  return true;
}

// Behind a proxy of ours, the requests of one connection come from many.
bool HttpSession::take_request() {
  const std::int64_t now = micros(Clock::now());
  client_ = connection_.address();
  if (shared().proxies.trusts(client_)) {
    std::vector<Header> forwarded;
    for (const auto& field : parser_->get())
      if (equal_ignoring_case(field.name_string(), "x-forwarded-for"))
        forwarded.emplace_back("x-forwarded-for", field.value());
    client_ = shared().proxies.client(connection_.address(), forwarded);
    if (client_ != connection_.address()) return shared().addresses.entry(client_, now)->take_request(limits(), now);
  }
  return connection_.limits_of_address()->take_request(limits(), now);
}

void HttpSession::prepare_for_body(std::size_t expected) {
  state_ = State::body;
  deadline_ =
      Clock::now() + limits().body_grace + milliseconds(expected * 1000 / limits().body_bytes_per_second);
  if (expected > 0 && in_.empty() && !parser_->get()[http::field::expect].empty())
    connection_.write({nullptr, "HTTP/1.1 100 Continue\r\n\r\n", {}});
}

bool HttpSession::read_body() {
  beast::error_code error;
  while (!parser_->is_done() && !in_.empty()) {
    parser_->eager(true);
    const std::size_t used = parser_->put(boost::asio::buffer(in_), error);
    in_.erase(0, used);
    if (error && error != http::error::need_more) {
      refuse(400, "request_malformed", "The request cannot be read.");
      return false;
    }
    if (used == 0) break;
  }
  if (!parser_->is_done() && parser_->content_length().value_or(0) > 0) return false;
  hand_over();
  return true;
}

void HttpSession::hand_over() {
  auto message = parser_->release();
  HttpRequest request = to_request(message, std::move(target_));
  request.remote_address = client_;
  request.secure = shared().config.tls;
  parser_.reset();
  state_ = State::answering;
  deadline_ = Clock::now() + limits().answer;
  if (++requests_ >= limits().requests_per_connection) keep_alive_ = false;
  if (!request.header("upgrade").empty()) return upgrade(std::move(request));
  connection_.io().count().requests.add();

  // The reply may come from any thread, and long after the connection has gone.
  IoThread* io = &connection_.io();
  std::weak_ptr<HttpSession*> alive = alive_;
  const std::uint32_t number = requests_;
  const auto here = [alive, number](HttpResponse&& response) {
    const auto session = alive.lock();
    if (session && *session && (*session)->requests_ == number && (*session)->state_ == State::answering)
      (*session)->answer(std::move(response));
  };
  shared().http->handle(std::move(request),
                        Reply([io, mailbox = io->mailbox(), here](HttpResponse&& response) {
                          if (current_io_thread() == io) return here(std::move(response));
                          auto held = std::make_shared<HttpResponse>(std::move(response));
                          mailbox->push(ask::Task{[here, held] { here(std::move(*held)); }});
                        }));
}

void HttpSession::upgrade(HttpRequest&& request) {
  keep_alive_ = false;  // whatever is answered other than an upgrade ends the connection
  const Config& config = shared().config;
  if (auto refusal = check_upgrade(request, config)) {
    shared().count_refused(refusal->first);
    return answer(std::move(refusal->second));
  }
  if (client_ != connection_.address()) {
    std::string_view refused;
    AddressTable::Hold hold = shared().addresses.admit(client_, micros(Clock::now()), refused);
    if (!hold) {
      shared().count_refused(refused);
      return answer(make_problem(429, refused, "Too many connections from this address."));
    }
    connection_.belongs_to(client_, std::move(hold));
  }
  Admission admission = shared().sockets->admit(request);
  if (admission.refusal) return answer(std::move(*admission.refusal));
  if (connection_.over()) return;
  state_ = State::upgraded;
  connection_.give_back(std::move(in_));
  *alive_ = nullptr;
  become_websocket(connection_, std::move(request), std::move(admission.state));
}

void HttpSession::answer(HttpResponse&& response) {
  if (connection_.over()) return;
  if (shared().stopping.load(std::memory_order_relaxed)) keep_alive_ = false;
  WireResponse wire = to_wire(std::move(response), head_only_, keep_alive_, connection_.io().http_date(),
                              shared().config.security);
  const auto head = std::make_shared<const std::string>(std::move(wire.head));
  state_ = State::answering;  // until the last write is in: on_written may come after the first
  if (wire.body) connection_.write({head, *head, {}});
  state_ = State::writing;
  const std::shared_ptr<const std::string>& last = wire.body ? wire.body : head;
  connection_.write({last, *last, {}});
  if (!keep_alive_) connection_.finish("answered");
}

void HttpSession::refuse(const Refusal& refusal) {
  shared().count_refused(refusal.name);
  keep_alive_ = false;
  HttpResponse response = make_problem(refusal.status, refusal.name, refusal.detail);
  if (refusal.status == 429) response.set("Retry-After", "1");
  if (refusal.status == 405) response.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  answer(std::move(response));
}

void HttpSession::on_written() {
  if (state_ != State::writing || !keep_alive_) return;
  next_request();
}

void HttpSession::next_request() {
  state_ = State::idle;
  deadline_ = Clock::now() + limits().keep_alive;
  if (shared().stopping.load(std::memory_order_relaxed)) return connection_.finish("server_stopping");
  if (in_.empty()) std::string().swap(in_);
  if (in_advance_) return;  // the loops above go on
  advance();
  if (!connection_.over() && (state_ == State::idle || state_ == State::head || state_ == State::body))
    on_readable();
}

void HttpSession::on_tick(Clock::time_point now) {
  if (connection_.over() || now < deadline_) return;
  switch (state_) {
    case State::idle:
      return connection_.finish("keep_alive_deadline");
    case State::head:
      return refuse(408, "header_deadline", "The headers took too long.");
    case State::body:
      return refuse(408, "body_deadline", "The body came too slowly.");
    case State::answering:
      keep_alive_ = false;
      shared().count_refused("answer_deadline");
      return answer(make_problem(503, "answer_deadline", "The server took too long; try again.")
                        .set("Retry-After", "5"));
    default:
      return;
  }
}

}  // namespace

std::unique_ptr<Session> make_http_session(Connection& connection) {
  return std::make_unique<HttpSession>(connection);
}

}  // namespace terang::net
