#include "bench/load_client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <stdexcept>

namespace terang::bench {
namespace {

constexpr std::size_t kRecord = 16 * 1024;  // the most plaintext of one TLS record
constexpr std::string_view kAccepted = "\"verdict\":\"accepted\"}";

[[noreturn]] void broken(const std::string& what) { throw std::runtime_error("load client: " + what); }

bool contains(std::string_view text, std::string_view part) {
  return ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

}  // namespace

std::int64_t steady_ns() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1'000'000'000) + time.tv_nsec;
}

std::string masked_text_frame(std::string_view payload) {
  constexpr std::string_view kMask = "\x11\x22\x33\x44";
  std::string frame("\x81", 1);
  if (payload.size() < 126) {
    frame.push_back(static_cast<char>(0x80 | payload.size()));
  } else {
    if (payload.size() > 0xffff) broken("a frame is too long");
    frame.push_back(static_cast<char>(0x80 | 126));
    frame.push_back(static_cast<char>(payload.size() >> 8));
    frame.push_back(static_cast<char>(payload.size() & 0xff));
  }
  frame.append(kMask);
  for (std::size_t i = 0; i < payload.size(); ++i) frame.push_back(static_cast<char>(payload[i] ^ kMask[i % 4]));
  return frame;
}

LoadClient::LoadClient() : context_(SSL_CTX_new(TLS_client_method())), epoll_(::epoll_create1(EPOLL_CLOEXEC)), scratch_(1 << 17) {
  // One read(2) takes what is there, instead of one for each record's head and one for its body.
  SSL_CTX_set_read_ahead(context_, 1);
  SSL_CTX_set_mode(context_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
}

LoadClient::~LoadClient() {
  for (const auto& line : lines_) {
    SSL_free(line->ssl);
    ::close(line->socket);
  }
  ::close(epoll_);
  SSL_CTX_free(context_);
}

void LoadClient::add(std::uint16_t port, const std::string& cookie, const std::string& origin) {
  auto line = std::make_unique<Line>();
  line->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(line->socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) broken("can't connect");
  const int on = 1;
  ::setsockopt(line->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  line->ssl = SSL_new(context_);
  SSL_set_fd(line->ssl, line->socket);
  if (SSL_connect(line->ssl) != 1) broken("the handshake failed");
  std::string request =
      "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: " + origin + "\r\n";
  if (!cookie.empty()) request += "Cookie: " + cookie + "\r\n";
  request += "\r\n";
  if (SSL_write(line->ssl, request.data(), static_cast<int>(request.size())) <= 0) broken("can't ask for a WebSocket");
  std::string head;
  while (head.find("\r\n\r\n") == std::string::npos) {
    const int got = SSL_read(line->ssl, scratch_.data(), static_cast<int>(scratch_.size()));
    if (got <= 0) broken("no answer to the upgrade");
    head.append(scratch_.data(), static_cast<std::size_t>(got));
  }
  if (!head.starts_with("HTTP/1.1 101 ")) broken("no WebSocket: " + head);
  line->rest = head.substr(head.find("\r\n\r\n") + 4);
  ::fcntl(line->socket, F_SETFL, O_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = line.get();
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, line->socket, &event);
  line->index = lines_.size();
  lines_.push_back(std::move(line));
}

void LoadClient::tell_all(std::string_view payload) {
  const std::string frame = masked_text_frame(payload);
  for (const auto& line : lines_) {
    line->unsent += frame;
    write(*line);
  }
}

void LoadClient::write(Line& line) {
  while (!line.unsent.empty()) {
    const int sent = SSL_write(line.ssl, line.unsent.data(), static_cast<int>(std::min(line.unsent.size(), kRecord)));
    if (sent > 0) {
      line.unsent.erase(0, static_cast<std::size_t>(sent));
      continue;
    }
    const int why = SSL_get_error(line.ssl, sent);
    if (why == SSL_ERROR_WANT_WRITE || why == SSL_ERROR_WANT_READ) return;
    broken("a connection was lost while writing");
  }
}

void LoadClient::send_next(Line& line, const std::vector<std::string>& bids, std::size_t count, std::int64_t since) {
  for (; count > 0 && line.next < bids.size(); --count) {
    line.unsent += bids[line.next++];
    line.since.push_back(since);
  }
  write(line);
}

void LoadClient::take(Line& line, std::string_view payload, Told& told, std::size_t& answers) {
  const bool accepted = payload.ends_with(kAccepted);
  if (!accepted && contains(payload, "\"view\":")) {
    ++told.views;
    return;
  }
  if (!accepted && !contains(payload, "\"type\":\"answer\"")) {
    if (contains(payload, "\"type\":\"error\"")) broken(std::string(payload));
    return;  // hello, points
  }
  if (line.since.empty()) broken("an answer to nothing: " + std::string(payload));
  ++answers;
  if (accepted) {
    ++told.accepted;
    told.waits_us.push_back(static_cast<std::uint32_t>((told.ended_ns - line.since.front()) / 1000));
  } else if (told.other++ == 0) {
    told.first_other = payload;
  }
  line.since.pop_front();
}

std::size_t LoadClient::read(Line& line, Told& told) {
  std::size_t answers = 0;
  for (;;) {
    const std::size_t kept = line.rest.size();
    if (kept > scratch_.size() / 2) broken("a frame is too long");
    std::memcpy(scratch_.data(), line.rest.data(), kept);
    line.rest.clear();
    const int got = SSL_read(line.ssl, scratch_.data() + kept, static_cast<int>(scratch_.size() - kept));
    if (got <= 0) {
      line.rest.assign(scratch_.data(), kept);
      const int why = SSL_get_error(line.ssl, got);
      if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) return answers;
      broken("a connection was lost");
    }
    told.ended_ns = steady_ns();
    std::string_view octets(scratch_.data(), kept + static_cast<std::size_t>(got));
    while (octets.size() >= 2) {
      const auto octet = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(octets[i])); };
      std::size_t size = octet(1), head = 2;
      if (size == 126) {
        if (octets.size() < 4) break;
        size = octet(2) << 8 | octet(3);
        head = 4;
      } else if (size == 127) {
        broken("a frame is too long");
      }
      if (octets.size() < head + size) break;
      const std::size_t opcode = octet(0) & 15;
      if (opcode == 1) take(line, octets.substr(head, size), told, answers);
      else if (opcode == 8) broken("the server closed a connection: " + std::string(octets.substr(head, size)));
      else if (opcode == 9) line.unsent += std::string("\x8a\x80\0\0\0\0", 6);  // its pings are empty
      octets.remove_prefix(head + size);
    }
    line.rest.assign(octets);
  }
}

LoadClient::Told LoadClient::run(const Bids& bids, std::size_t window, double rate, int patience) {
  Told told, before;
  std::size_t waiting = 0, unsent = 0;
  for (const auto& line : lines_) {
    read(*line, before);  // what came since the last run
    line->next = 0;
    line->since.clear();
    waiting += bids[line->index].size();
  }
  unsent = waiting;
  told.waits_us.reserve(waiting);
  told.began_ns = told.ended_ns = steady_ns();
  std::size_t turn = 0, sent = 0;
  const auto due = [&] { return told.began_ns + static_cast<std::int64_t>(1e9 * static_cast<double>(sent) / rate); };
  if (window > 0) {
    for (const auto& line : lines_) send_next(*line, bids[line->index], window, steady_ns());
    unsent = 0;  // from here on answers make them leave
  }
  std::int64_t heard = steady_ns();
  epoll_event events[512];
  while (waiting > 0) {
    std::int64_t now = steady_ns();
    for (; unsent > 0 && due() <= now; ++sent, --unsent) {
      // Connections that have none left are passed over.
      while (lines_[turn % lines_.size()]->next >= bids[turn % lines_.size()].size()) ++turn;
      send_next(*lines_[turn % lines_.size()], bids[turn % lines_.size()], 1, due());
      ++turn;
    }
    const int pause = unsent > 0 ? static_cast<int>(std::max<std::int64_t>(0, (due() - now) / 1'000'000)) : 1000;
    const int ready = ::epoll_wait(epoll_, events, 512, pause);
    now = steady_ns();
    if (ready > 0) heard = now;
    if (now - heard > patience * INT64_C(1'000'000'000)) broken("the server went silent");
    for (int i = 0; i < ready; ++i) {
      Line& line = *static_cast<Line*>(events[i].data.ptr);
      const std::size_t answers = read(line, told);
      waiting -= answers;
      send_next(line, bids[line.index], window > 0 ? answers : 0, steady_ns());
    }
  }
  return told;
}

LoadClient::Told LoadClient::saturate(const Bids& bids, std::size_t window, int patience) {
  return run(bids, window, 0, patience);
}

LoadClient::Told LoadClient::offer(const Bids& bids, double rate, int patience) { return run(bids, 0, rate, patience); }

LoadClient::Told LoadClient::listen(const std::function<bool()>& go_on) {
  Told told;
  epoll_event events[512];
  for (const auto& line : lines_) read(*line, told);
  told.views = 0;  // those of the beginning
  told.began_ns = told.ended_ns = steady_ns();
  while (go_on()) {
    const int ready = ::epoll_wait(epoll_, events, 512, 20);
    for (int i = 0; i < ready; ++i) {
      Line& line = *static_cast<Line*>(events[i].data.ptr);
      read(line, told);
      write(line);
    }
  }
  return told;
}

}  // namespace terang::bench
