// A bidder who bids as fast as he is answered, from a thread of his own, and comes back when his connection goes: he
// follows his tender from the last entry he saw and sends what was not answered again, under the same id.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/faults/house.h"

namespace terang::faults {

class BiddingThread {
 public:
  struct Answer {
    std::string verdict;
    std::int64_t seq = -1;
    Micros at = 0;
  };
  // A return after a lost connection: what was asked for and what was told.
  struct Return {
    std::int64_t since = 0, until = 0;  // `until`: the lot's view knew the log so far
    std::vector<std::int64_t> points;   // seqs
    bool more = false, complete = false;
  };

  BiddingThread(House& house, const Person& person, std::string tender, int number);
  ~BiddingThread();

  void pause() { bidding_ = false; }   // what is under way is still waited for
  void resume() { bidding_ = true; }
  bool idle() const { return idle_; }  // nothing sent is unanswered
  std::size_t answered() const;
  void end();                          // joins; then the members below may be read

  std::map<std::string, std::string> sent;  // bid id → amount
  std::map<std::string, Answer> answers;    // those that stand in the ledger
  std::map<std::string, int> not_recorded;  // refusals that ask to send the same bid again, by verdict
  std::vector<Return> returns;
  std::vector<std::string> byes;            // reasons
  std::vector<std::string> surprises;       // what should never be
  int sent_again = 0;
  Micros slowest = 0;                       // from a bid's first frame to its answer, on a connection that lived

 private:
  void run();
  void talk(LiveLine& line);
  void take(const json::Value& frame);

  House& house_;
  const Person& person_;
  const std::string tender_;
  const int number_;
  int made_ = 0;
  Micros amount_ = 1'000'000;
  std::map<std::string, Micros> unanswered_;  // bid id → when it was sent on this connection
  std::int64_t seen_ = -1;                    // newest entry that anybody told him of
  Return* returning_ = nullptr;
  mutable std::mutex mutex_;
  std::atomic<bool> bidding_{true}, ending_{false}, idle_{true};
  std::thread thread_;
};

}  // namespace terang::faults
