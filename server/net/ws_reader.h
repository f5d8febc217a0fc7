// The reading half of a WebSocket, by Beast: accepts the upgrade, puts messages together, checks masks, UTF-8
// and lengths, and answers pings and closes.
#pragma once

#include <memory>
#include <string_view>

#include "server/net/connection.h"
#include "server/net/http.h"

namespace terang::net {

class WsEvents {
 public:
  virtual ~WsEvents() = default;
  virtual void on_accepted() = 0;
  virtual void on_message(std::string_view message, bool text) = 0;
  virtual void on_octets(std::size_t count) = 0;  // anything read
  virtual void on_close_written() = 0;            // Beast has written a close frame: nothing may follow it
  virtual void on_ended(std::string_view reason) = 0;  // no more of the above
};

class WsReader {
 public:
  virtual ~WsReader() = default;
  virtual void accept(const HttpRequest& request) = 0;
  virtual void on_readable() = 0;
  virtual void abort() = 0;             // the connection has gone
  virtual void swallow_writes() = 0;    // we have written a close frame ourselves
  virtual bool in_message() const = 0;  // a part of a message is here

  static std::unique_ptr<WsReader> make(Connection& connection, WsEvents& events);
};

}  // namespace terang::net
