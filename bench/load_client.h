// Many bidders, or watchers, on one thread: WebSockets over TLS with epoll, and as little work a message as can be, because
// this shares the machine with the server it measures. What is sent was made and signed beforehand.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace terang::bench {

std::int64_t steady_ns();

std::string masked_text_frame(std::string_view payload);  // as a client sends it, RFC 6455 §5.2

class LoadClient {
 public:
  LoadClient();
  ~LoadClient();
  LoadClient(const LoadClient&) = delete;
  LoadClient& operator=(const LoadClient&) = delete;

  // Connects and upgrades; throws std::runtime_error when refused. `cookie` empty: a stranger.
  void add(std::uint16_t port, const std::string& cookie, const std::string& origin);
  std::size_t size() const { return lines_.size(); }
  void tell_all(std::string_view payload);  // the same text frame on every connection

  struct Told {
    std::uint64_t accepted = 0, other = 0, views = 0;  // answers to bids, by verdict; and views of any kind
    std::string first_other;                           // the first answer or error that was no acceptance
    std::int64_t began_ns = 0, ended_ns = 0;           // the first bid's departure, the last answer's arrival
    std::vector<std::uint32_t> waits_us;               // of each accepted bid
    double seconds() const { return static_cast<double>(ended_ns - began_ns) * 1e-9; }
    double rate() const { return static_cast<double>(accepted) / seconds(); }
  };

  // `bids[i]` are frames for connection i, sent in order. Ends when all were answered, or with an exception after
  // `patience` seconds of silence.
  // At most `window` in flight on a connection, each answer making room for the next:
  Told saturate(const std::vector<std::vector<std::string>>& bids, std::size_t window, int patience = 20);
  // One bid every 1/rate seconds, the connections in turn; a bid waits from when it was due:
  Told offer(const std::vector<std::vector<std::string>>& bids, double rate, int patience = 20);
  // Only listens, until told to stop.
  Told listen(const std::function<bool()>& go_on);

 private:
  struct Line {
    SSL* ssl = nullptr;
    int socket = -1;
    std::size_t index = 0;
    std::string rest;    // of a frame that has not come whole
    std::string unsent;  // that the socket did not take yet
    std::deque<std::int64_t> since;  // when each bid in flight was sent, or due
    std::size_t next = 0;            // of its bids
  };
  using Bids = std::vector<std::vector<std::string>>;

  void write(Line& line);
  void send_next(Line& line, const std::vector<std::string>& bids, std::size_t count, std::int64_t since);
  std::size_t read(Line& line, Told& told);  // how many answers came
  void take(Line& line, std::string_view payload, Told& told, std::size_t& answers);
  Told run(const Bids& bids, std::size_t window, double rate, int patience);

  SSL_CTX* context_;
  int epoll_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::vector<char> scratch_;
};

}  // namespace terang::bench
