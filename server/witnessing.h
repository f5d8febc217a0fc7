// The platform as the client of witnesses (C2SP tlog-witness): its newest checkpoint, at most once a second, goes to
// every witness of the policy that has a URL, each asked on a thread of its own. What they answer is verified before it
// is kept; who answers wrongly is named and not counted. Nobody waits for it: the desk knows nothing of witnesses.
#pragma once

#include <pqxx/pqxx>

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "http/client.h"
#include "ledger/policy.h"
#include "server/log_state.h"

namespace terang::server {

class Metrics;

class Witnessing {
 public:
  struct Parts {
    LogState& log;
    Metrics& metrics;
    std::string database;
    int log_id = 0;
  };
  struct Options {
    ledger::Policy policy;
    std::string ca_file;                      // of the witnesses' certificates; empty: the system's
    std::chrono::milliseconds timeout{5000};  // one request
    Micros interval = kSecond;                // between checkpoints
    Micros patience = 3 * kSecond;            // for a slow witness, before the others go on to a newer checkpoint
    Micros first_pause = kSecond, longest_pause = 60 * kSecond;  // of a witness that did not cosign
  };
  // A policy this platform can satisfy. Failures: file_unreadable, those of parse_policy, witness_policy_foreign_log (it
  // lists logs, and none by a key that this one has or had), witness_policy_unreachable (without the witnesses that have a
  // URL there is no quorum, or none is asked for). `keys`: the log's, the one that signs last.
  static Result<ledger::Policy> read_policy(const std::string& path, std::span<const ledger::VerifierKey> keys);

  // Begins from what was kept before: that is verified again against the policy and the tree. Failure: database_unavailable.
  static Result<std::unique_ptr<Witnessing>> start(Parts parts, Options options);
  ~Witnessing();  // waits for requests that are under way

  struct Cosigned {
    ledger::Checkpoint checkpoint;
    std::string note;  // of the log and, below, of witnesses
    std::vector<ledger::PolicyVerdict::Cosigned> by;
    bool quorum = false;
  };
  std::optional<Cosigned> witnessed() const;               // the newest that satisfies the policy
  std::string note_of(const LogState::Signed& checkpoint) const;  // with the cosignatures that are known for it
  std::string policy() const { return effective().text; }  // as it is gone by: with the keys that the log was given since
  json::Value view() const;                                // the member `witnesses` of GET /api/v1/log
  static json::Value view_without();                       // where none is configured

 private:
  // What a witness made of one checkpoint: `cosigned`, `behind` (it has seen a newer one of ours: the next is asked
  // for), a failure of http/client.h, a refusal, or a lie.
  struct Outcome {
    std::string name, why;
    bool lie = false;
    std::string line;
    std::uint64_t seconds = 0;
  };
  struct Asked {  // one witness; its own thread's, but for what the mutex guards
    const ledger::Policy::Witness* witness = nullptr;
    std::unique_ptr<http::Client> client;
    std::uint64_t seen = 0;  // the size it is thought to have cosigned last
    // guarded
    std::uint64_t done = 0;
    bool busy = false;
    Micros not_before = 0, pause = 0;
    std::string last;  // outcome, so that only changes are logged
    std::thread thread;
  };
  struct Round {
    LogState::Signed target;
    Micros begun = 0;
    std::map<std::string, std::pair<std::string, std::uint64_t>> lines;  // by witness: its line, its time
  };

  Witnessing(Parts parts, Options options);
  ledger::Policy effective() const;
  bool names_key() const;         // whether the policy's own text names the key that signs now
  void look_at_key();
  void load(pqxx::connection& db);
  void run(Asked& asked);
  std::optional<LogState::Signed> next(Asked& asked);
  bool begin_round(Micros now);
  Outcome ask(Asked& asked, const LogState::Signed& target);
  Outcome read_cosignature(const Asked& asked, const LogState::Signed& target, const std::string& body) const;
  void settle(Asked& asked, const LogState::Signed& target, const Outcome& outcome);
  Cosigned assemble(const Round& round) const;
  void store(const Cosigned& cosigned);

  const Parts parts_;
  const Options options_;
  std::vector<ledger::VerifierKey> named_;  // logs' keys in the policy's own text
  bool named_key_ = true;                   // as it was when last looked; guarded
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::deque<Round> rounds_;  // the newest last
  std::optional<Cosigned> newest_, witnessed_;
  std::mutex database_mutex_;
  std::unique_ptr<pqxx::connection> database_;
  std::vector<std::unique_ptr<Asked>> asked_;
};

}  // namespace terang::server
