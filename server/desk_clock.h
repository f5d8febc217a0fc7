// The desk's clock: the only place of the server where decisions get their time from. It never goes back: not when
// the system clock is stepped back, and not before the newest ledger entry. It advances by the monotonic clock from
// the moment it was set, so a stepped system clock moves no deadline of a running auction.
#pragma once

#include "base/time.h"

namespace terang::server {

class DeskClock {
 public:
  // `floor`: the time of the newest ledger entry; the clock starts at the system's time or just there if later.
  explicit DeskClock(Micros floor);

  // The process before this one said that it was alive then: what people were shown is not taken back. Before any
  // other thread reads it.
  void not_before(Micros floor);

  Micros now();            // never less than any value it returned before; one thread
  Micros reading() const;  // the same clock to show to people, from any thread

  // How far the system's clock stands from this one now, in microseconds (positive: the system is ahead).
  Micros offset() const;

 private:
  Micros anchor_wall_;
  Micros anchor_steady_;
  Micros last_;
};

Micros system_now();  // for log lines and accounts, never for a decision
Micros steady_now();  // monotonic microseconds from an arbitrary origin

}  // namespace terang::server
