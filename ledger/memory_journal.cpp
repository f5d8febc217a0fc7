#include "ledger/memory_journal.h"

#include <thread>

#include "base/check.h"

namespace terang::ledger {

void MemoryJournal::next(Fault fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(fault);
}

void MemoryJournal::lose_unsynced() {
  const std::lock_guard lock(mutex_);
  std::size_t keep = 0;
  while (keep < entries_.size() && entries_[keep].synced) ++keep;
  entries_.resize(keep);
}

void MemoryJournal::refuse_head(bool on) {
  const std::lock_guard lock(mutex_);
  refuse_head_ = on;
}

WriteResult MemoryJournal::write(const Batch& batch) {
  using Kind = Fault::Kind;
  Fault fault;
  {
    const std::lock_guard lock(mutex_);
    if (!faults_.empty()) {
      fault = faults_.front();
      faults_.pop_front();
    }
  }
  std::this_thread::sleep_for(fault.stall);
  const std::lock_guard lock(mutex_);
  if (fault.kind == Kind::fail) return {WriteState::failed, fault.failure, "failed by script"};
  if (fault.kind != Kind::in_doubt_lost) {
    for (const Entry& entry : batch.entries) {
      TERANG_ASSERT(entry.header.seq == entries_.size());
      entries_.push_back({std::string(entry.header_octets()), std::string(as_chars(entry.salt)), entry.payload,
                          entry.tender, fault.kind != Kind::unsynced});
    }
    projections_.insert(projections_.end(), batch.projections.begin(), batch.projections.end());
  }
  if (fault.kind == Kind::in_doubt_kept || fault.kind == Kind::in_doubt_lost)
    return {WriteState::in_doubt, WriteFailure::connection_lost, "in doubt by script"};
  return {};
}

Result<Head> MemoryJournal::head() {
  const std::lock_guard lock(mutex_);
  if (refuse_head_) return Failure{"connection_lost", "refused by script"};
  if (entries_.empty()) return Head{};
  const auto header = decode_header(entries_.back().header);
  TERANG_ASSERT(header.has_value());
  return Head{entries_.size(), leaf_hash(entries_.back().header), header->time};
}

Result<std::uint64_t> MemoryJournal::read_where(const std::function<bool(std::size_t)>& wanted, const Reader& reader) {
  const std::lock_guard lock(mutex_);
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!wanted(i)) continue;
    ++count;
    const Stored& stored = entries_[i];
    if (!reader({i, stored.header, stored.salt, stored.payload, stored.tender})) break;
  }
  return count;
}

Result<std::uint64_t> MemoryJournal::read(std::uint64_t from, std::uint64_t to, const Reader& reader) {
  return read_where([&](std::size_t i) { return i >= from && i < to; }, reader);
}

Result<std::uint64_t> MemoryJournal::read_tender(std::string_view tender, const Reader& reader) {
  return read_where([&](std::size_t i) { return entries_[i].tender == tender; }, reader);
}

Result<std::map<std::uint64_t, std::string>> MemoryJournal::envelopes(std::string_view, std::uint64_t from, std::size_t most) {
  std::map<std::uint64_t, std::string> some;
  for (auto at = envelopes_.lower_bound(from); at != envelopes_.end() && some.size() < most; ++at) some.insert(*at);
  return some;
}

std::vector<Projection> MemoryJournal::projections() const {
  const std::lock_guard lock(mutex_);
  return projections_;
}

}  // namespace terang::ledger
