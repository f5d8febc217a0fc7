#include "bench/net_watchers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <new>
#include <stdexcept>
#include <vector>

#include "tests/net/client.h"

namespace terang::bench {
namespace {

struct Connect {
  std::uint32_t port, count, websocket;
};

void nap() {
  ::usleep(200);
}

void watch(int epoll, int socket) {
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = socket;
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

void connect_all(int epoll, const Connect& what, Board& board) {
  for (std::uint32_t i = 0; i < what.count; ++i) {
    try {
      net::test::ClientOptions options;
      options.tls = what.websocket != 0;
      net::test::Client client(static_cast<std::uint16_t>(what.port), options);
      if (what.websocket != 0) net::test::open_websocket(client);
      watch(epoll, ::dup(client.socket()));  // the TLS state is not needed any more: nothing is decrypted
      board.connected.fetch_add(1);
    } catch (const std::exception&) {
      board.failed.fetch_add(1);
    }
  }
}

void run_watchers(int commands, Board& board) {
  const int epoll = ::epoll_create1(0);
  watch(epoll, commands);
  std::vector<char> scratch(1 << 16);
  epoll_event events[512];
  while (true) {
    const int ready = ::epoll_wait(epoll, events, 512, -1);
    for (int i = 0; i < ready; ++i) {
      const int fd = events[i].data.fd;
      if (fd == commands) {
        Connect what;
        if (::read(commands, &what, sizeof what) != sizeof what) return;
        connect_all(epoll, what, board);
        continue;
      }
      const ssize_t got = ::recv(fd, scratch.data(), scratch.size(), 0);
      if (got > 0) board.octets.fetch_add(static_cast<std::uint64_t>(got), std::memory_order_relaxed);
      if (got == 0) ::close(fd);
    }
    board.last_ns.store(now_ns());
  }
}

void run_sender(int commands, Board& board) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  ::bind(listener, reinterpret_cast<sockaddr*>(&at), size);
  ::listen(listener, 4096);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size);
  const int epoll = ::epoll_create1(0);
  watch(epoll, commands);
  watch(epoll, listener);
  std::vector<int> sockets;
  board.port.store(ntohs(at.sin_port));
  epoll_event events[8];
  while (true) {
    const int ready = ::epoll_wait(epoll, events, 8, -1);
    for (int i = 0; i < ready; ++i) {
      if (events[i].data.fd == listener) {
        while (true) {
          const int socket = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
          if (socket < 0) break;
          const int on = 1;
          ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
          sockets.push_back(socket);
          board.connected.fetch_add(1);
        }
        continue;
      }
      std::uint32_t octets = 0;
      if (::read(commands, &octets, sizeof octets) != sizeof octets) return;
      const std::string frame(octets, 'f');
      const std::int64_t begun = now_ns();
      for (const int socket : sockets) ::send(socket, frame.data(), frame.size(), MSG_NOSIGNAL);
      board.started_ns.store(begun);
      board.loop_ns.store(now_ns() - begun);
    }
  }
}

}  // namespace

std::int64_t now_ns() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1'000'000'000) + time.tv_nsec;
}

Helper::Helper() {
  void* shared = ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw std::runtime_error("mmap");
  board_ = new (shared) Board();
}

void Helper::start(void (*run)(int, Board&)) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork");
  if (pid_ == 0) {
    ::close(ends[1]);
    run(ends[0], *board_);
    ::_exit(0);
  }
  ::close(ends[0]);
  pipe_ = ends[1];
}

Helper::~Helper() {
  ::close(pipe_);
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void Helper::tell(const void* command, std::size_t size) {
  if (::write(pipe_, command, size) != static_cast<ssize_t>(size))
    throw std::runtime_error("a helper has gone");
}

Watchers::Watchers() {
  start(run_watchers);
}

void Watchers::connect(std::uint16_t port, std::uint32_t count, bool websocket) {
  const Connect what{port, count, websocket ? 1u : 0u};
  tell(&what, sizeof what);
}

bool Watchers::wait_connected(std::uint32_t count) {
  while (board().connected.load() < count && board().failed.load() == 0) nap();
  return board().failed.load() == 0;
}

std::int64_t Watchers::wait_octets(std::uint64_t total) {
  const std::int64_t until = now_ns() + INT64_C(20'000'000'000);
  while (board().octets.load() < total) {
    if (now_ns() > until) return 0;
    nap();
  }
  ::usleep(2'000);  // the time is noted after the octets
  return board().last_ns.load();
}

RawSender::RawSender() {
  start(run_sender);
}

std::uint16_t RawSender::port() {
  while (board().port.load() == 0) nap();
  return static_cast<std::uint16_t>(board().port.load());
}

void RawSender::send_to_all(std::uint32_t frame_size) {
  board().loop_ns.store(0);
  tell(&frame_size, sizeof frame_size);
  while (board().loop_ns.load() == 0) nap();
}

}  // namespace terang::bench
