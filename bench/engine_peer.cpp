#include "bench/engine_peer.h"

namespace terang::bench {

bool OrderBook::place(std::uint32_t bidder, std::int64_t price, std::uint32_t& leader) {
  const auto found = where_.find(bidder);
  if (found != where_.end()) {
    if (price >= found->second.level->first) return false;
    found->second.level->second.erase(found->second.order);
    if (found->second.level->second.empty()) levels_.erase(found->second.level);
  }
  const auto level = levels_.try_emplace(price).first;
  level->second.push_back({bidder, ++time_});
  where_[bidder] = {level, std::prev(level->second.end())};
  leader = levels_.begin()->second.front().bidder;
  return true;
}

}  // namespace terang::bench
