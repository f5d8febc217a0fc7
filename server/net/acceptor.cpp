#include "server/net/acceptor.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <future>

namespace terang::net {
namespace {

constexpr int kAtATime = 64;  // accepted before others get their turn
constexpr int kBacklog = 4'096;

int open_spare() {
  return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

std::string text_of(const sockaddr_storage& from) {
  char text[INET6_ADDRSTRLEN] = "";
  if (from.ss_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(from).sin_addr, text, sizeof text);
    return text;
  }
  const in6_addr& v6 = reinterpret_cast<const sockaddr_in6&>(from).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&v6)) {
    inet_ntop(AF_INET, v6.s6_addr + 12, text, sizeof text);
  } else {
    inet_ntop(AF_INET6, &v6, text, sizeof text);
  }
  return text;
}

}  // namespace

Acceptor::Acceptor(Shared& shared, const std::vector<std::unique_ptr<IoThread>>& threads)
    : shared_(shared), threads_(threads), listener_(threads.front()->context()), spare_(open_spare()) {}

Acceptor::~Acceptor() {
  if (spare_ >= 0) ::close(spare_);
}

Result<std::uint16_t> Acceptor::listen(const std::string& address, std::uint16_t port) {
  sockaddr_storage where{};
  socklen_t size = 0;
  auto& v4 = reinterpret_cast<sockaddr_in&>(where);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(where);
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    size = sizeof v4;
  } else if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    size = sizeof v6;
  } else {
    return Failure{"address_malformed", "'" + address + "' is not an IP address to listen on."};
  }
  const std::string place = address + " port " + std::to_string(port);
  const auto failed = [&](const char* name) {
    return Failure{name, "Cannot listen on " + place + ": " + std::strerror(errno) + "."};
  };
  const int fd = ::socket(where.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return failed("listen_failed");
  listener_.assign(fd);
  const int on = 1, off = 0;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (where.ss_family == AF_INET6) ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  if (::bind(fd, reinterpret_cast<sockaddr*>(&where), size) != 0)
    return failed(errno == EADDRINUSE ? "address_in_use"
                  : errno == EACCES   ? "address_not_permitted"
                                      : "listen_failed");
  if (::listen(fd, kBacklog) != 0) return failed(errno == EADDRINUSE ? "address_in_use" : "listen_failed");
  size = sizeof where;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&where), &size);
  return static_cast<std::uint16_t>(ntohs(where.ss_family == AF_INET ? v4.sin_port : v6.sin6_port));
}

void Acceptor::start() {
  boost::asio::post(listener_.get_executor(), [this] { wait(); });
}

void Acceptor::stop() {
  std::promise<void> done;
  boost::asio::post(listener_.get_executor(), [this, &done] {
    boost::system::error_code ignored;
    listener_.close(ignored);
    done.set_value();
  });
  done.get_future().wait();
}

void Acceptor::wait() {
  listener_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                       [this](const boost::system::error_code& error) {
                         if (error || !listener_.is_open()) return;
                         accept_some();
                         wait();
                       });
}

void Acceptor::accept_some() {
  for (int i = 0; i < kAtATime; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const int socket = ::accept4(listener_.native_handle(), reinterpret_cast<sockaddr*>(&from), &size,
                                 SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      take(socket, text_of(from));
    } else if (errno == EMFILE || errno == ENFILE) {
      return out_of_files();
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return;
    }
  }
}

// Left in the backlog the connection would wake us again at once, for ever.
void Acceptor::out_of_files() {
  shared_.count_refused("out_of_files");
  if (spare_ >= 0) ::close(spare_);
  const int socket = ::accept(listener_.native_handle(), nullptr, nullptr);
  if (socket >= 0) ::close(socket);
  spare_ = open_spare();
}

void Acceptor::take(int socket, const std::string& address) {
  const auto now =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
  std::string_view refused;
  AddressTable::Hold hold;
  if (shared_.open.load(std::memory_order_relaxed) >= shared_.config.limits.connections) {
    refused = "connections_full";
  } else {
    hold = shared_.proxies.trusts(address) ? shared_.addresses.admit_proxy(address, now)
                                           : shared_.addresses.admit(address, now, refused);
  }
  if (!hold) {
    shared_.count_refused(refused);
    ::close(socket);
    return;
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  shared_.open.fetch_add(1, std::memory_order_relaxed);
  shared_.accepted.fetch_add(1, std::memory_order_relaxed);
  threads_[next_++ % threads_.size()]->adopt(socket, address, std::move(hold));
}

}  // namespace terang::net
