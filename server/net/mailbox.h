// What other threads ask of an I/O thread, in the order they asked.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

#include "server/net/frame.h"

namespace terang::net {

class PeerImpl;

namespace ask {
struct Send {
  std::shared_ptr<PeerImpl> peer;
  FramePtr frame;
};
struct View {
  std::shared_ptr<PeerImpl> peer;
  std::uint64_t slot;
  FramePtr frame;
};
struct Subscribe {
  std::shared_ptr<PeerImpl> peer;
  std::uint64_t topic;
  bool on;
};
struct Close {
  std::shared_ptr<PeerImpl> peer;
  std::uint16_t code;
  std::string reason;
};
struct Publish {
  std::uint64_t topic, slot;
  FramePtr frame;  // nullptr: overtaken by a newer one further back
};
struct Task {
  std::function<void()> run;
};
}  // namespace ask
using Command = std::variant<ask::Send, ask::View, ask::Subscribe, ask::Close, ask::Publish, ask::Task>;

class Mailbox {
 public:
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  void push(Command command);
  // A publication that still waits for this topic and slot is overtaken, so that a stalled thread holds one
  // frame of each at most. Says whether one was.
  bool publish(std::uint64_t topic, std::uint64_t slot, FramePtr frame);
  void take(std::vector<Command>&
                into);  // everything; `into` must be empty, its memory is used for what comes next
  void close();         // from now on nothing is taken, and what waits is forgotten

 private:
  void wake_if_first();

  std::function<void()> wake_;  // called under the lock, when the first command comes in
  std::mutex mutex_;
  std::vector<Command> commands_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::size_t> publications_;  // where in commands_
  bool closed_ = false;
};

}  // namespace terang::net
