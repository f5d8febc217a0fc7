#include "server/desk_clock.h"

#include <algorithm>
#include <chrono>

namespace terang::server {

Micros system_now() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Micros steady_now() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

DeskClock::DeskClock(Micros floor)
    : anchor_wall_(std::max(system_now(), floor)), anchor_steady_(steady_now()), last_(anchor_wall_) {}

void DeskClock::not_before(Micros floor) { anchor_wall_ += std::max<Micros>(0, floor - reading()); }

Micros DeskClock::reading() const { return anchor_wall_ + (steady_now() - anchor_steady_); }

Micros DeskClock::now() {
  last_ = std::max(last_, reading());
  return last_;
}

Micros DeskClock::offset() const { return system_now() - reading(); }

}  // namespace terang::server
