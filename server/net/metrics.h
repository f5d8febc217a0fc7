// What the network layer counts. Counters only grow; gauges are marked.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace terang::net {

struct Metrics {
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_open = 0;  // gauge
  std::uint64_t websockets_opened = 0;
  std::uint64_t websockets_open = 0;  // gauge
  std::uint64_t handshakes = 0;       // TLS, completed
  std::uint64_t handshakes_resumed = 0;
  std::uint64_t requests = 0;  // given to the application
  std::uint64_t messages_in = 0;
  std::uint64_t frames_out = 0;      // text frames handed to the kernel
  std::uint64_t views_replaced = 0;  // views that a newer one overtook
  std::uint64_t publishes = 0;
  std::uint64_t bytes_in = 0;  // plaintext
  std::uint64_t bytes_out = 0;
  std::uint64_t subscriptions = 0;  // gauge
  // By name. Refused: connections that were closed before a handshake ("connections_full", "address_full",
  // "connection_rate", "out_of_files") and requests answered by this layer ("host_missing",
  // "transfer_encoding", …). Dropped: connections that we or they ended ("handshake_deadline",
  // "answers_full", "write_stalled", "silent", "closed_by_peer", …).
  std::map<std::string, std::uint64_t> refused;
  std::map<std::string, std::uint64_t> dropped;
  std::map<std::string, std::uint64_t> handshakes_failed;  // by reason
};

}  // namespace terang::net
