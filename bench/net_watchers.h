// Processes beside the measured one: watchers that throw away what they get, and a sender that is nothing but
// a loop over send(2). Make them before the first thread: they are forks.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace terang::bench {

std::int64_t now_ns();  // CLOCK_MONOTONIC: the same in all processes

// What a helper and we both see.
struct Board {
  std::atomic<std::uint64_t> connected{0}, octets{0};
  std::atomic<std::int64_t> last_ns{0}, loop_ns{0}, started_ns{0};
  std::atomic<std::uint32_t> port{0}, failed{0};
};

class Helper {
 public:
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;
  ~Helper();
  Board& board() { return *board_; }

 protected:
  Helper();
  void start(void (*run)(int commands, Board& board));
  void tell(const void* command, std::size_t size);
  Board* board_;

 private:
  int pipe_ = -1, pid_ = -1;
};

// Connects, over TLS and upgraded to a WebSocket on /live or in plain, and from then on reads whatever comes
// without looking at it, so that both kinds cost the machine the same.
class Watchers : public Helper {
 public:
  Watchers();
  void connect(std::uint16_t port, std::uint32_t count, bool websocket);
  bool wait_connected(std::uint32_t count);       // false: some could not
  std::int64_t wait_octets(std::uint64_t total);  // when the last of so many came; 0: not within 20 s
};

// Accepts; sends one frame to all it has accepted, and says how long the loop took.
class RawSender : public Helper {
 public:
  RawSender();
  std::uint16_t port();
  void send_to_all(std::uint32_t frame_size);
};

}  // namespace terang::bench
