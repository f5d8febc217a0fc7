// Practice auctions, one after another: published, everybody admitted, live within a minute, with robots to beat. A new
// one begins a while after the last was over, so that whoever comes finds one to bid in.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "server/demo/robot.h"

namespace terang::server {

class Practice {
 public:
  Practice(Desk& desk, std::string origin, tender::Actor officer, std::string buyer_name,
           const std::vector<Account>& people, const std::vector<Account>& robots);
  ~Practice();

 private:
  void run_all();
  // The tender's id; nothing when the platform could not take it now.
  std::optional<tender::TenderId> begin();
  void play(const tender::TenderId& tender);
  // What officers published to practise on: robots ask to take part, and play where they were admitted.
  void visit_others(const tender::TenderId& own);
  bool idle(Micros time);  // rests so long, visiting; false: it is time to stop
  bool rest(Micros time);  // false: it is time to stop
  tender::State state_of(const tender::TenderId& tender);

  Desk& desk_;
  const tender::Actor officer_;
  const std::string buyer_name_;
  const std::vector<Account> people_;
  std::vector<Robot> robots_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::set<std::string> asked_;  // account and tender
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace terang::server
