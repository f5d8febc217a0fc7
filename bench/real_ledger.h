// A ledger of any size in PostgreSQL as the platform itself writes it: tenders from draft to award, decided by the tender core,
// every bid signed by its bidder's own key, a signed checkpoint at the end. It ends before now, so that a server can take it up.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace terang::bench {

struct RealLedgerPlace {
  std::string conninfo;  // migrated
  int log = 1;
  std::string data;  // folder; the log's key is made there where it is missing
  std::string origin;
};

class RealLedger {
 public:
  // Throws std::runtime_error with what went wrong.
  explicit RealLedger(RealLedgerPlace place);
  ~RealLedger();
  RealLedger(const RealLedger&) = delete;
  RealLedger& operator=(const RealLedger&) = delete;

  // Until there are at least so many, whole tenders of 2,000 bids each; the last checkpoint covers them all.
  void grow_to(std::uint64_t entries);
  // So many entries as they stand (the last tender may be in its midst), and a checkpoint.
  void grow_by(std::uint64_t entries);
  // Somebody else may write to the log; nobody did until reopen().
  void close();
  void reopen();
  std::uint64_t size() const;
  std::uint64_t bids() const;
  std::string vkey() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace terang::bench
