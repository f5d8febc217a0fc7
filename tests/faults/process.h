// A program started by a test. It goes when the test goes, however that ends.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace terang::faults {

using Words = std::vector<std::string>;

class Process {
 public:
  // `environment`: "NAME=value" on top of this process's own, of which no TERANG_* is handed on. What it writes goes to
  // two files in `folder`. The thread that starts it must outlive it.
  Process(const Words& command, const std::string& folder, const Words& environment = {}, const std::string& input = {});
  ~Process();  // SIGKILL when it still runs
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const;
  // The exit status, or 128 + the signal that ended it; nothing when it still runs after that time.
  std::optional<int> wait(std::chrono::milliseconds within);
  std::string out() const, err() const;
  long resident_kilobytes() const;
  // The most it ever had, once it has ended.
  long peak_kilobytes() const { return peak_; }

 private:
  pid_t pid_ = 0;
  std::optional<int> status_;
  long peak_ = 0;
  std::string out_, err_;
};

// "terang" or "terang-verify": in the folder TERANG_BIN where that is set, otherwise as built with this test.
std::string program(const std::string& name);

struct Finished {
  int code = -1;  // -1: it did not end in time
  std::string out, err;
};
Finished run(const Words& command, const std::string& folder, const Words& environment = {}, const std::string& input = {});

}  // namespace terang::faults
