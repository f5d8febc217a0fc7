#include "server/journal_writer.h"

#include <chrono>
#include <iterator>

#include "server/desk_clock.h"
#include "server/log.h"
#include "server/metrics.h"

namespace terang::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{50}, kLongestPause{1000};
// A statement that PostgreSQL refuses this often is our own mistake; a restart begins from what is durable.
constexpr int kMostRefusals = 20;

}  // namespace

JournalWriter::JournalWriter(ledger::Journal& journal, Metrics& metrics, Events events)
    : journal_(journal), metrics_(metrics), events_(std::move(events)), thread_([this] { run(); }) {}

JournalWriter::~JournalWriter() {
  give_up_ = true;
  drain(0);
}

void JournalWriter::push(ledger::Entry entry) {
  unwritten_.fetch_add(1, std::memory_order_relaxed);
  gathering_.entries.push_back(std::move(entry));
}

void JournalWriter::push_answer(std::function<void()> answer) { gathering_answers_.push_back(std::move(answer)); }

void JournalWriter::push(ledger::Projection projection) { gathering_.projections.push_back(std::move(projection)); }

void JournalWriter::flush() {
  if (gathering_.entries.empty() && gathering_.projections.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.entries.empty() && waiting_.projections.empty()) {
      std::swap(waiting_, gathering_);
      std::swap(waiting_answers_, gathering_answers_);
    } else {
      std::move(gathering_.entries.begin(), gathering_.entries.end(), std::back_inserter(waiting_.entries));
      std::move(gathering_.projections.begin(), gathering_.projections.end(),
                std::back_inserter(waiting_.projections));
      std::move(gathering_answers_.begin(), gathering_answers_.end(), std::back_inserter(waiting_answers_));
    }
  }
  gathering_.entries.clear();
  gathering_.projections.clear();
  gathering_answers_.clear();
  wake_.notify_one();
}

void JournalWriter::run() {
  ledger::Batch batch;
  std::vector<std::function<void()>> answers;
  for (;;) {
    batch.entries.clear();
    batch.projections.clear();
    answers.clear();
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.entries.empty() || !waiting_.projections.empty(); });
      if (waiting_.entries.empty() && waiting_.projections.empty()) break;
      std::swap(batch, waiting_);
      std::swap(answers, waiting_answers_);
    }
    const Micros began = steady_now();
    writing_since_ = began;
    if (!write(batch)) {
      writing_since_ = 0;
      break;
    }
    unwritten_.fetch_sub(batch.entries.size(), std::memory_order_relaxed);
    metrics_.batch_written(batch.entries.size(), steady_now() - began);
    events_.durable(batch, answers);
  }
  ended_ = true;
}

bool JournalWriter::write(const ledger::Batch& batch) {
  const std::uint64_t end = batch.entries.empty() ? 0 : batch.entries.back().header.seq + 1;
  bool down = false;
  int refusals = 0;
  milliseconds pause = kFirstPause;
  const auto up = [&] {
    // Before the word that it is up again, lest the desk, which hears it at once, take this write for one that stalls.
    writing_since_ = 0;
    if (down) events_.down(false, {});
    return true;
  };
  for (;;) {
    const ledger::WriteResult result = journal_.write(batch);
    if (result.durable()) return up();
    log_error("journal.write_failed", {{"entries", static_cast<std::int64_t>(batch.entries.size())},
                                       {"failure", ledger::name(result.failure)},
                                       {"state", result.state == ledger::WriteState::in_doubt ? "in_doubt" : "failed"},
                                       {"why", result.message}});
    if (result.failure == ledger::WriteFailure::foreign_writer) {
      events_.fatal("another process wrote to this log: " + result.message);
      return false;
    }
    if (result.failure == ledger::WriteFailure::other && ++refusals >= kMostRefusals) {
      events_.fatal("PostgreSQL refuses what the ledger writes: " + result.message);
      return false;
    }
    if (!std::exchange(down, true)) events_.down(true, std::string(ledger::name(result.failure)));
    // Settle whether the batch is there before trying it again.
    for (;;) {
      if (give_up_) return false;
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 2, kLongestPause);
      const auto head = journal_.head();
      if (head) {
        if (end != 0 && head->size >= end) return up();
        break;
      }
      if (head.error().name == "foreign_writer" || head.error().name == "log_owned") {
        events_.fatal(head.error().message);
        return false;
      }
    }
  }
}

bool JournalWriter::drain(Micros patience) {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  const Micros until = steady_now() + patience;
  while (!ended_ && steady_now() < until) std::this_thread::sleep_for(milliseconds(2));
  const bool complete = ended_ && unwritten_ == 0;
  give_up_ = true;
  if (thread_.joinable()) thread_.join();
  return complete;
}

}  // namespace terang::server
