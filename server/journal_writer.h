// The journal's thread: everything that waits goes in one transaction, and the next batch gathers meanwhile. A batch
// that could not be written is tried again until it is, or is found to have been written; what follows waits.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ledger/journal.h"

namespace terang::server {

class Metrics;

class JournalWriter {
 public:
  // Both are called on the journal's thread.
  struct Events {
    // All entries of the batch are durable: the answers that waited for them may leave.
    std::function<void(const ledger::Batch&, std::vector<std::function<void()>>& answers)> durable;
    // The ledger can't be written (true), or can again (false).
    std::function<void(bool down, const std::string& why)> down;
    // It never will be by this process: another writer has the log, or a statement of ours is refused.
    std::function<void(const std::string& why)> fatal;
  };

  JournalWriter(ledger::Journal& journal, Metrics& metrics, Events events);
  ~JournalWriter();

  void push(ledger::Entry entry);
  void push_answer(std::function<void()> answer);  // to be given when the entries pushed so far are durable
  void push(ledger::Projection projection);  // runs after the entries pushed so far, in the same transaction or later
  void flush();                              // what was pushed may go: wakes the thread

  std::size_t unwritten() const { return unwritten_.load(std::memory_order_relaxed); }
  // Since when (steady_now) one write has been under way; 0 when none is.
  Micros writing_since() const { return writing_since_.load(std::memory_order_relaxed); }

  // Writes what is left and ends; false when something could not be written within `patience`.
  bool drain(Micros patience);

 private:
  void run();
  bool write(const ledger::Batch& batch);  // false: given up

  ledger::Journal& journal_;
  Metrics& metrics_;
  const Events events_;

  std::mutex mutex_;
  std::condition_variable wake_;
  ledger::Batch waiting_;
  std::vector<std::function<void()>> waiting_answers_;
  bool stopping_ = false;
  std::atomic<bool> give_up_{false};
  std::atomic<std::size_t> unwritten_{0};
  std::atomic<Micros> writing_since_{0};
  std::atomic<bool> ended_{false};
  ledger::Batch gathering_;  // the desk's side, handed over by flush()
  std::vector<std::function<void()>> gathering_answers_;
  std::thread thread_;
};

}  // namespace terang::server
