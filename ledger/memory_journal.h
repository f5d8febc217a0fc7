// A journal in memory for tests, which loses, stalls, fails and leaves in doubt by script. Projections are only kept.
#pragma once

#include <chrono>
#include <deque>
#include <mutex>

#include "ledger/journal.h"

namespace terang::ledger {

class MemoryJournal final : public Journal {
 public:
  struct Fault {
    enum class Kind {
      none,              // an ordinary write
      fail,              // failed(failure)
      in_doubt_kept,     // in doubt, and it was committed
      in_doubt_lost,     // in doubt, and it was not
      unsynced,          // durable, says the disk; lose_unsynced() forgets it and all after it
    };
    Kind kind = Kind::none;
    WriteFailure failure = WriteFailure::connection_lost;
    std::chrono::milliseconds stall{0};  // before anything else
  };

  void next(Fault fault);    // faults are used up one a write, in order; without one, writes succeed
  void lose_unsynced();      // as a power cut would
  void refuse_head(bool on); // head() and reopen() fail with connection_lost

  WriteResult write(const Batch& batch) override;
  Result<Head> head() override;
  Result<Head> reopen() override { return head(); }
  Result<std::uint64_t> read(std::uint64_t from, std::uint64_t to, const Reader& reader) override;
  Result<std::uint64_t> read_tender(std::string_view tender, const Reader& reader) override;
  Result<bool> any_erased() override { return false; }
  Result<std::map<std::uint64_t, std::string>> envelopes(std::string_view, std::uint64_t from, std::size_t most) override;
  void keep_envelope(std::uint64_t seq, std::string octets) { envelopes_[seq] = std::move(octets); }

  std::vector<Projection> projections() const;

 private:
  struct Stored {
    std::string header, salt, payload, tender;
    bool synced;
  };
  Result<std::uint64_t> read_where(const std::function<bool(std::size_t)>& wanted, const Reader& reader);

  mutable std::mutex mutex_;
  std::vector<Stored> entries_;
  std::vector<Projection> projections_;
  std::map<std::uint64_t, std::string> envelopes_;
  std::deque<Fault> faults_;
  bool refuse_head_ = false;
};

}  // namespace terang::ledger
