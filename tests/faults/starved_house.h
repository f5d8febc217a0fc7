// A house whose database will run out of room, one bidder on a live line, and what was acknowledged to him.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "tests/faults/house.h"

namespace terang::faults {

class StarvedHouse {
 public:
  // With twenty bids that were accepted.
  explicit StarvedHouse(terang::test::PrivatePostgres::Options own);

  void place(int number);
  int place_next() { return place(++made_), made_; }
  std::string take(int number);        // the verdict
  void note(const json::Value& frame);  // one that came unasked
  // Bids until the server says that there is an outage; true when it did. `starve`: what else uses up room.
  bool bid_until_down(int most, milliseconds pause, const std::function<void(int)>& starve = {});
  // All that was acknowledged lies in the ledger.
  void expect_kept() const;
  // Once there is room again: what was not acknowledged is sent again and becomes one entry each; the clock stood still for
  // the outage by the published rule; the log holds.
  void expect_it_goes_on();

  House house;
  LiveLine line;

 private:
  std::string tender_;
  Micros ended_before_ = 0;
  int made_ = 0;
  std::map<std::string, std::int64_t> acknowledged_;
  std::set<int> sent_;
};

}  // namespace terang::faults
