#include "server/workers.h"

#include "server/log.h"

namespace terang::server {

Workers::Workers(std::string conninfo, std::size_t threads, std::size_t most_waiting)
    : conninfo_(std::move(conninfo)), most_waiting_(most_waiting) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { stop(); }

void Workers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool Workers::post(Job job, Failed failed) { return push(Task{std::move(job), std::move(failed), {}}); }

bool Workers::post_plain(std::function<void()> job) { return push(Task{{}, {}, std::move(job)}); }

bool Workers::push(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || tasks_.size() >= most_waiting_) return false;
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

void Workers::run() {
  std::unique_ptr<pqxx::connection> connection;
  for (;;) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    if (task.plain) {
      task.plain();
      continue;
    }
    try {
      if (!connection || !connection->is_open()) connection = std::make_unique<pqxx::connection>(conninfo_);
      task.job(*connection);
    } catch (const std::exception& error) {
      log_warning("database.query_failed", {{"why", error.what()}});
      connection.reset();
      task.failed(error.what());
    }
  }
}

}  // namespace terang::server
