// Broadcast: one frame to every subscriber of a topic, over all I/O threads. Any thread; never blocks.
#pragma once

#include <cstdint>

#include "server/net/frame.h"

namespace terang::net {

class Hub {
 public:
  virtual ~Hub() = default;
  // Each subscriber gets `frame` as if by Peer::send_view(slot, frame): newest view wins while it cannot keep
  // up.
  virtual void publish(std::uint64_t topic, std::uint64_t slot, FramePtr frame) = 0;
};

}  // namespace terang::net
