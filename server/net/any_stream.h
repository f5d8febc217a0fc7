// The one stream type that Beast's WebSocket is instantiated over: a handle to the reading and writing of a
// Connection, with every handler type erased.
#pragma once

#include <array>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/system/error_code.hpp>

#include "server/net/io_handler.h"

namespace terang::net {

// What an AnyStream asks of whoever owns the connection. Handlers are never called from inside these.
class StreamDoor {
 public:
  virtual ~StreamDoor() = default;
  virtual boost::asio::io_context::executor_type executor() = 0;
  virtual void read_some(boost::asio::mutable_buffer into, IoHandler handler) = 0;
  virtual void write_all(std::string octets, IoHandler handler) = 0;
  virtual void abandon() = 0;
};

class AnyStream {
 public:
  using executor_type = boost::asio::io_context::executor_type;
  explicit AnyStream(StreamDoor& door) : door_(&door) {}
  executor_type get_executor() const { return door_->executor(); }
  StreamDoor& door() { return *door_; }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [door = door_](auto&& handler, const Buffers& where) {
          boost::asio::mutable_buffer first;
          for (auto it = boost::asio::buffer_sequence_begin(where);
               it != boost::asio::buffer_sequence_end(where); ++it)
            if (first.size() == 0) first = boost::asio::mutable_buffer(*it);
          door->read_some(first, IoHandler(std::forward<decltype(handler)>(handler)));
        },
        token, buffers);
  }

  // Takes all of it: so a control frame of Beast's is one write, and nothing comes between its octets.
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [door = door_](auto&& handler, const Buffers& what) {
          std::string octets;
          for (auto it = boost::asio::buffer_sequence_begin(what);
               it != boost::asio::buffer_sequence_end(what); ++it) {
            const boost::asio::const_buffer buffer(*it);
            octets.append(static_cast<const char*>(buffer.data()), buffer.size());
          }
          door->write_all(std::move(octets), IoHandler(std::forward<decltype(handler)>(handler)));
        },
        token, buffers);
  }

 private:
  StreamDoor* door_;
};

// Customisation points that websocket::stream looks for. The session ends the connection itself, after it has
// heard from Beast why.
template <class Handler>
void async_teardown(boost::beast::role_type, AnyStream& stream, Handler&& handler) {
  boost::asio::post(stream.get_executor(),
                    [h = std::forward<Handler>(handler)]() mutable { h(boost::system::error_code()); });
}
inline void teardown(boost::beast::role_type, AnyStream&, boost::system::error_code& error) {
  error = {};
}
inline void beast_close_socket(AnyStream& stream) {
  stream.door().abandon();
}

}  // namespace terang::net
