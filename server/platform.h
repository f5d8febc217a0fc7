// The whole server, put together: opens the log, checks and replays it, and serves until it is told to stop.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/config.h"

namespace terang::server {

class Platform {
 public:
  // Failure names: those of the parts (log_owned, commitment_mismatch, key_file_exposed, address_in_use, …) and
  // replay_mismatch: an entry is not what the rules make of it. `fatal` is called at most once, from any thread, when
  // the platform can't go on. A long start asks `stop_asked` now and then, and fails as `stopped` when it is true.
  static Result<std::unique_ptr<Platform>> start(ServerConfig config, std::function<void(const std::string&)> fatal,
                                                 std::function<bool()> stop_asked = [] { return false; });
  ~Platform();

  std::uint16_t port() const;
  std::uint16_t health_port() const;
  void tick();  // about once a second: what other processes changed (accounts), counters

  // Graceful: no new bids, the journal drained, clients told to come back. True when everything decided was written.
  bool stop();

  struct Impl;

 private:
  explicit Platform(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace terang::server
