#include <sys/socket.h>

#include <cerrno>

#include "server/net/transport.h"

namespace terang::net {
namespace {

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int socket) : socket_(socket) {}

  IoResult handshake() override { return {IoStatus::ok}; }
  IoResult read(char* into, std::size_t room) override {
    const ssize_t got = ::recv(socket_, into, room, 0);
    if (got > 0) return {IoStatus::ok, static_cast<std::size_t>(got)};
    if (got == 0) return {IoStatus::closed};
    return {again() ? IoStatus::want_read : IoStatus::failed};
  }
  IoResult write(const char* octets, std::size_t size) override {
    const ssize_t sent = ::send(socket_, octets, size, MSG_NOSIGNAL);
    if (sent >= 0) return {IoStatus::ok, static_cast<std::size_t>(sent)};
    return {again() ? IoStatus::want_write : IoStatus::failed};
  }
  void say_goodbye() override {}
  bool pending() const override { return false; }
  bool resumed() const override { return false; }
  std::string failure() const override { return "none"; }

 private:
  static bool again() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }
  int socket_;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(int socket) {
  return std::make_unique<PlainTransport>(socket);
}

}  // namespace terang::net
