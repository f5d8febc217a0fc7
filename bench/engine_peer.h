// The peer: a textbook price-time order book on std::map, one resting order per bidder, as a reverse auction without
// rules would use it. It keeps the order and tells the leader; ranks would cost it a walk.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <unordered_map>

namespace terang::bench {

class OrderBook {
 public:
  // Replaces the bidder's order; false when it is no improvement. Gives the leader after it.
  bool place(std::uint32_t bidder, std::int64_t price, std::uint32_t& leader);

 private:
  struct Order {
    std::uint32_t bidder;
    std::uint64_t time;
  };
  using Level = std::list<Order>;  // first come first
  struct Where {
    std::map<std::int64_t, Level>::iterator level;
    Level::iterator order;
  };
  std::map<std::int64_t, Level> levels_;
  std::unordered_map<std::uint32_t, Where> where_;
  std::uint64_t time_ = 0;
};

}  // namespace terang::bench
