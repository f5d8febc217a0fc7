// The only unit that instantiates Beast's WebSocket: it costs half a minute.
#include "server/net/ws_reader.h"

#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "server/net/any_stream.h"
#include "server/net/io_thread.h"

namespace terang::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr std::size_t kKeptBuffer = 4 * 1024;  // a larger read buffer is given back after its message

std::string_view reason_of(const boost::system::error_code& error) {
  if (error == websocket::error::closed || error == asio::error::eof) return "closed_by_peer";
  if (error == websocket::error::message_too_big) return "message_too_big";
  if (error == websocket::error::bad_frame_payload) return "invalid_utf8";
  if (error == websocket::condition::protocol_violation) return "protocol_violation";
  return "connection_lost";
}

class BeastReader final : public WsReader, private StreamDoor {
 public:
  BeastReader(Connection& connection, WsEvents& events)
      : connection_(connection), events_(events), stream_(static_cast<StreamDoor&>(*this)) {
    stream_.read_message_max(connection.io().limits().message_bytes);
    stream_.set_option(websocket::stream_base::timeout{websocket::stream_base::none(),
                                                       websocket::stream_base::none(), false});
  }

  void accept(const HttpRequest& request) override {
    beast::http::request<beast::http::empty_body> message;
    message.version(11);
    message.method(beast::http::verb::get);
    message.target("/");
    for (const char* name : {"host", "connection", "upgrade", "sec-websocket-key", "sec-websocket-version"})
      message.set(name, std::string(request.header(name)));
    stream_.async_accept(message,
                         [this, hold = connection_.shared_from_this()](boost::system::error_code error) {
                           if (error) return events_.on_ended("upgrade_failed");
                           accepted_ = true;
                           events_.on_accepted();
                           read_message();
                         });
  }
  void on_readable() override { try_read(); }
  void abort() override {
    if (reader_) finish_read(asio::error::operation_aborted, 0);
  }
  void swallow_writes() override { swallow_ = true; }
  bool in_message() const override { return buffer_.size() > 0; }

 private:
  void read_message() {
    stream_.async_read(buffer_, [this, hold = connection_.shared_from_this()](
                                    boost::system::error_code error, std::size_t) { on_read(error); });
  }
  void on_read(const boost::system::error_code& error) {
    if (error) return events_.on_ended(reason_of(error));
    const auto data = buffer_.cdata();
    events_.on_message({static_cast<const char*>(data.data()), data.size()}, stream_.got_text());
    buffer_.consume(buffer_.size());
    if (buffer_.capacity() > kKeptBuffer) buffer_.shrink_to_fit();
    read_message();
  }

  asio::io_context::executor_type executor() override { return connection_.io().context().get_executor(); }
  void read_some(asio::mutable_buffer into, IoHandler handler) override {
    into_ = into;
    reader_ = std::move(handler);
    if (connection_.over() || into.size() == 0 || connection_.may_read_now()) {
      asio::post(executor(), [this, hold = connection_.shared_from_this()] { try_read(); });
    } else {
      connection_.wait_readable();
    }
  }
  void try_read() {
    if (!reader_) return;
    if (connection_.over()) return finish_read(asio::error::operation_aborted, 0);
    if (into_.size() == 0) return finish_read({}, 0);
    const IoResult result = connection_.read(static_cast<char*>(into_.data()), into_.size());
    switch (result.status) {
      case IoStatus::ok:
        events_.on_octets(result.bytes);
        return finish_read({}, result.bytes);
      case IoStatus::closed:
        return finish_read(asio::error::eof, 0);
      case IoStatus::failed:
        return finish_read(asio::error::connection_reset, 0);
      default:
        return connection_.wait_readable();
    }
  }
  void finish_read(boost::system::error_code error, std::size_t bytes) {
    IoHandler handler = std::move(reader_);
    handler(error, bytes);
  }
  void write_all(std::string octets, IoHandler handler) override {
    const std::size_t size = octets.size();
    if (swallow_) {
      asio::post(executor(), [h = std::move(handler), size]() mutable { h({}, size); });
      return;
    }
    const bool close = accepted_ && !octets.empty() && (static_cast<unsigned char>(octets[0]) & 0x0f) == 0x8;
    auto held = std::make_shared<const std::string>(std::move(octets));
    const std::string_view view = *held;
    connection_.write({std::move(held), view, std::move(handler)});
    if (close) {
      swallow_ = true;
      events_.on_close_written();
    }
  }
  void abandon() override { connection_.drop("connection_lost"); }

  Connection& connection_;
  WsEvents& events_;
  websocket::stream<AnyStream, false> stream_;  // without permessage-deflate
  beast::flat_buffer buffer_;
  asio::mutable_buffer into_;
  IoHandler reader_;
  bool accepted_ = false, swallow_ = false;
};

}  // namespace

std::unique_ptr<WsReader> WsReader::make(Connection& connection, WsEvents& events) {
  return std::make_unique<BeastReader>(connection, events);
}

}  // namespace terang::net
