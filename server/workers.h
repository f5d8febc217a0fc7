// A few threads for work that blocks: database reads and password hashing. Each has its own connection, made when
// first needed and made again after it broke. The queue is bounded: when it is full the caller is told.
#pragma once

#include <pqxx/pqxx>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace terang::server {

class Workers {
 public:
  using Job = std::function<void(pqxx::connection&)>;
  // Called instead of the job when the database can't be reached or the job's query failed on the connection.
  using Failed = std::function<void(const std::string& why)>;

  Workers(std::string conninfo, std::size_t threads, std::size_t most_waiting);
  ~Workers();  // finishes what is queued

  [[nodiscard]] bool post(Job job, Failed failed);  // false: full
  [[nodiscard]] bool post_plain(std::function<void()> job);  // needs no database
  void stop();

 private:
  struct Task {
    Job job;
    Failed failed;
    std::function<void()> plain;
  };
  bool push(Task task);
  void run();

  const std::string conninfo_;
  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace terang::server
