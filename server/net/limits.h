// Every bound and deadline of the network layer, with its default.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace terang::net {

using std::chrono::milliseconds;

// So many at once, then so many a second. Zero a second: no limit.
struct Rate {
  std::uint32_t burst = 0;
  std::uint32_t per_second = 0;
};

struct Limits {
  // connections
  std::size_t connections = 20'000;
  std::size_t connections_per_address = 512;  // IPv6: per /64
  Rate new_connections_per_address{400, 50};  // more: closed before the handshake
  Rate requests_per_address{400, 100};        // more: 429 "request_rate"
  Rate messages_per_address{2'000, 1'000};    // WebSocket messages; more: closed 1008 "message_rate"
  std::size_t addresses = 65'536;             // remembered; the longest unused are forgotten

  // HTTP
  std::size_t header_bytes = 16 * 1024;            // request line and headers; more: 431
  std::size_t header_fields = 64;                  // more: 431
  std::size_t target_bytes = 4 * 1024;             // more: 414
  std::size_t body_bytes = 1024 * 1024;            // more: 413 (Config::body_limit may change it per route)
  std::uint32_t body_bytes_per_second = 2 * 1024;  // slower, beyond the grace: 408
  milliseconds handshake{10'000};
  milliseconds header{10'000};  // first octet to last of the header
  milliseconds body_grace{10'000};
  milliseconds keep_alive{30'000};                 // between requests
  milliseconds answer{60'000};                     // the application's time to answer; more: 503
  std::uint32_t requests_per_connection = 10'000;  // then Connection: close

  // WebSocket
  std::size_t message_bytes = 64 * 1024;   // more: closed 1009
  milliseconds message{20'000};            // first octet of a message's payload to its last
  std::size_t chatter_bytes = 512 * 1024;  // wire octets in ten seconds without one whole message
  milliseconds ping_after{20'000};         // nothing heard: ping
  milliseconds silent{45'000};             // nothing heard: dropped
  std::size_t answer_queue = 256;
  std::size_t view_slots = 1'024;
  int send_buffer = 64 * 1024;  // SO_SNDBUF of a WebSocket; the kernel doubles it

  // writing: what stands first in the queue must have left after this and its size at the rate
  milliseconds write_stall{20'000};
  std::uint32_t write_bytes_per_second = 2 * 1024;
  milliseconds linger{2'000};  // for the other side to read our last words

  milliseconds tick{500};  // how often deadlines are looked at
};

}  // namespace terang::net
