#include "ledger/stored_log.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace terang::ledger {
namespace {

constexpr std::size_t kBlockOctets = 1 << 19, kBlockEntries = 1024, kMostBlocks = 6;

// Some entries in a row with their octets.
struct Block {
  std::unique_ptr<char[]> octets;
  std::size_t room = 0, used = 0;
  std::vector<StoredEntry> entries;

  static std::size_t size_of(const StoredEntry& entry) {
    return entry.header.size() + entry.salt.value_or(std::string_view{}).size() +
           entry.payload.value_or(std::string_view{}).size() + entry.tender.size();
  }
  bool takes(const StoredEntry& entry) const { return entries.size() < kBlockEntries && size_of(entry) <= room - used; }
  void make_room(std::size_t size) {
    used = 0;
    entries.clear();
    if (room >= size) return;
    octets = std::make_unique_for_overwrite<char[]>(size);
    room = size;
  }
  void add(const StoredEntry& entry) {
    const auto keep = [this](std::string_view text) {
      char* at = octets.get() + used;
      if (!text.empty()) std::memcpy(at, text.data(), text.size());
      used += text.size();
      return std::string_view(at, text.size());
    };
    StoredEntry kept;
    kept.seq = entry.seq;
    kept.header = keep(entry.header);
    if (entry.salt) kept.salt = keep(*entry.salt);
    if (entry.payload) kept.payload = keep(*entry.payload);
    kept.tender = keep(entry.tender);
    entries.push_back(kept);
  }
};

// Reads the journal on a thread of its own, a few blocks ahead of whoever checks them.
class ReadingAhead {
 public:
  explicit ReadingAhead(Journal& journal) : thread_([this, &journal] { run(journal); }) {}
  ~ReadingAhead() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  // The next entries in order; nullptr at the end. They stay until the next call.
  const Block* next() {
    std::unique_lock lock(mutex_);
    if (current_) spare_.push_back(std::move(current_));
    changed_.wait(lock, [this] { return !ready_.empty() || ended_; });
    if (ready_.empty()) return nullptr;
    current_ = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return current_.get();
  }
  // After the end: how the reading went.
  const Result<std::uint64_t>& result() const { return result_; }

 private:
  void run(Journal& journal) {
    auto block = std::make_unique<Block>();
    block->make_room(kBlockOctets);
    const auto read = journal.read(0, UINT64_MAX, [&](const StoredEntry& entry) {
      if (!block->takes(entry)) {
        if (!hand_over(block)) return false;
        block->make_room(std::max(kBlockOctets, Block::size_of(entry)));
      }
      block->add(entry);
      return true;
    });
    if (!block->entries.empty()) hand_over(block);
    const std::lock_guard lock(mutex_);
    result_ = read;
    ended_ = true;
    changed_.notify_all();
  }
  // False when nobody wants more. Gives a spare one back.
  bool hand_over(std::unique_ptr<Block>& block) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ready_.size() < kMostBlocks || stopped_; });
    if (stopped_) return false;
    ready_.push_back(std::move(block));
    changed_.notify_all();
    if (spare_.empty()) {
      block = std::make_unique<Block>();
    } else {
      block = std::move(spare_.back());
      spare_.pop_back();
    }
    return true;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Block>> ready_;
  std::vector<std::unique_ptr<Block>> spare_;
  std::unique_ptr<Block> current_;
  bool stopped_ = false, ended_ = false;
  Result<std::uint64_t> result_ = std::uint64_t{0};
  std::thread thread_;  // the last: it uses all of the others
};

}  // namespace

Result<StoredLog> verify_stored_log(Journal& journal, const std::optional<Checkpoint>& promised,
                                    const EntryVisitor& visit) {
  LogChecker checker;
  ReadingAhead reading(journal);
  std::vector<EntryHashes> hashes(kBlockEntries);
  while (const Block* block = reading.next()) {
    hash_entries(block->entries, hashes.data());
    for (std::size_t i = 0; i < block->entries.size(); ++i) {
      if (const auto wrong = checker.add(block->entries[i], hashes[i])) return to_failure(*wrong);
      if (visit) visit(checker.view());
    }
  }
  if (!reading.result()) return reading.result().error();
  if (promised && checker.head().size < promised->size)
    return Failure{"log_truncated", "The log ends before entry " + std::to_string(checker.head().size) +
                                        ", but a checkpoint was signed for " + std::to_string(promised->size) +
                                        " entries."};
  if (promised && root_at(checker.tree(), promised->size) != promised->root)
    return Failure{"root_mismatch", "The log's tree of " + std::to_string(promised->size) +
                                        " entries is not the one that its checkpoint signs."};
  return StoredLog{checker.take_chain(), checker.take_tree()};
}

}  // namespace terang::ledger
