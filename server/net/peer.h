// One WebSocket connection as the application sees it. Every function may be called from any thread and never
// blocks; what one thread asks for is done in the order it asked, also across send, send_view, subscribe and
// Hub::publish. Calls on a peer that has gone do nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/net/frame.h"

namespace terang::net {

// Close codes of RFC 6455 §7.4.1 and the IANA registry that we send.
namespace close_code {
inline constexpr std::uint16_t kNormal = 1000, kGoingAway = 1001, kProtocolError = 1002, kUnsupported = 1003,
                               kInvalidPayload = 1007, kPolicy = 1008, kTooBig = 1009, kInternal = 1011,
                               kServiceRestart = 1012, kTryAgainLater = 1013;
}

class Peer {
 public:
  virtual ~Peer() = default;

  // An answer: kept in order, never replaced. When more than Limits::answer_queue of them wait, the
  // connection is dropped with the reason "answers_full".
  virtual void send(FramePtr frame) = 0;

  // A view of a state: while an older view of the same slot still waits, the newer one takes its place. Views
  // that wait leave after the answers that wait. More than Limits::view_slots slots waiting: dropped,
  // "views_full".
  virtual void send_view(std::uint64_t slot, FramePtr frame) = 0;

  // To get what is published on a topic (Hub::publish). Twice is the same as once.
  virtual void subscribe(std::uint64_t topic) = 0;
  virtual void unsubscribe(std::uint64_t topic) = 0;

  // Sends what waits, then a close frame, and drops the connection when the other side has answered or too
  // late. `reason` is a short stable name (at most 123 octets).
  virtual void close(std::uint16_t code, std::string_view reason) = 0;

  virtual std::uint64_t id() const = 0;                    // unique within the process, from 1
  virtual const std::string& remote_address() const = 0;   // without the port
  virtual const std::shared_ptr<void>& state() const = 0;  // what Admission::accept was given

  template <class T>
  T& state_as() const {
    return *static_cast<T*>(state().get());
  }
};
using PeerPtr = std::shared_ptr<Peer>;

}  // namespace terang::net
