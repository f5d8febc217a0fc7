// A witness's door: C2SP tlog-witness over HTTP. Requests are decided on threads of their own, since an answer waits for
// the disk; the queue is bounded, and a full one answers 503 `witness_busy`.
//
//   POST /add-checkpoint     ledger/witness.h
//   GET /                    its name, key and logs, as text
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/time.h"
#include "ledger/witness_state.h"
#include "server/net/server.h"

namespace terang::server {

class WitnessHttp final : public net::HttpApp {
 public:
  using Clock = std::function<Micros()>;
  WitnessHttp(const ledger::Witness& witness, ledger::WitnessState& state, Clock clock);
  ~WitnessHttp() override;  // answers what waits

  void handle(net::HttpRequest&& request, net::Reply&& reply) override;

 private:
  struct Waiting {
    std::string body;
    net::Reply reply;
  };
  void run();
  void answer(Waiting waiting);

  const ledger::Witness& witness_;
  ledger::WitnessState& state_;
  const Clock clock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace terang::server
