// Opens the sealed bids of a lot once its deadline has passed: on threads of its own, from the stored octets, with the
// lot's private key. What it finds is a command like any other.
#pragma once

#include <pqxx/pqxx>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/time.h"
#include "ledger/journal.h"
#include "server/sealing_keys.h"
#include "tender/registry.h"

namespace terang::server {

class Opener {
 public:
  struct Job {
    tender::TenderId tender;
    tender::LotId lot;
    tender::Opening opening;
  };
  // Called on the opener's thread. `problem` names why it could not be opened (and the command is empty).
  using Done = std::function<void(const Job&, tender::OpenSealed, std::string_view problem)>;

  Opener(std::string conninfo, int log, const SealingKeys& keys, Done done);
  ~Opener();  // leaves what is not opened to the next start

  void open(Job job);

 private:
  void run();
  std::string_view work(const Job& job, tender::OpenSealed& opened);

  const std::string conninfo_;
  const int log_;
  const SealingKeys& keys_;
  const Done done_;
  std::unique_ptr<pqxx::connection> db_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

// Statements for a batch's projections.
ledger::Projection save_envelope(int log, std::uint64_t seq, const tender::TenderId& tender, const tender::LotId& lot,
                                 std::string_view octets);
// Salts and payloads of entries, with what is kept beside them.
std::vector<ledger::Projection> erase_flesh(int log, const tender::TenderId& tender, const tender::Erasure& erasure);
// What was replaced, withdrawn or is not opened is its bidder's secret, though the key is public from here on.
ledger::Projection forget_envelopes_but(int log, const tender::TenderId& tender, const tender::LotId& lot,
                                        const std::vector<std::uint64_t>& kept);

}  // namespace terang::server
