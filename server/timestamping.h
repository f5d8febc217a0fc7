// RFC 3161 time stamps over checkpoints, from a configured authority: now and then the newest checkpoint's text is sent,
// on a thread of its own, and the token is verified before it is kept. The desk knows nothing of it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/json.h"
#include "base/time.h"
#include "ledger/timestamp.h"
#include "server/log_state.h"

namespace terang::server {

class Metrics;

class Timestamping {
 public:
  struct Parts {
    LogState& log;
    Metrics& metrics;
    std::string database;
    int log_id = 0;
  };
  struct Options {
    std::string url;
    std::string ca_pem;                           // vouches for the authority, and for its HTTPS certificate nothing
    Micros interval = 3600 * kSecond;             // between tokens, where the log has grown
    Micros first_pause = 5 * kSecond, longest_pause = 600 * kSecond;  // after a failure
  };
  // Failure: database_unavailable.
  static Result<std::unique_ptr<Timestamping>> start(Parts parts, Options options);
  ~Timestamping();  // waits for a request that is under way

  // The member `timestamps` of GET /api/v1/log.
  json::Value view() const;
  static json::Value view_without();

 private:
  struct Stamped {
    std::uint64_t size = 0;
    Micros at = 0;
  };
  Timestamping(Parts parts, Options options);
  void run();
  Result<Stamped> stamp(const ledger::Checkpoint& checkpoint) const;

  const Parts parts_;
  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::optional<Stamped> newest_;
  std::thread thread_;
};

}  // namespace terang::server
