// Package lots solved beside the desk: what was found becomes a command like any other. Settlements have a thread of their
// own; what people ask for (another scenario, comparisons, rehearsals) shares a second one, so that it holds up no award.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "auction/winner/solver.h"
#include "server/desk.h"
#include "tender/packages.h"

namespace terang::server {

class Solving {
 public:
  using Submit = std::function<void(tender::Command, Desk::Answered)>;
  Solving(auction::winner::Solver solver, std::string solver_name, Submit submit);
  ~Solving();  // stops what is under way: the next start begins it again

  using JobPtr = std::shared_ptr<const tender::PackageJob>;
  // A lot awaits its solution. The same again changes nothing; a changed one takes the place of what is under way.
  void settle(JobPtr job);

  // Asked by people. Refused by name: "solver_busy" (the account has something under way, the same was asked, or too much
  // waits).
  [[nodiscard]] std::string_view settle_again(JobPtr job, std::optional<Micros> time_limit);
  [[nodiscard]] std::string_view resettle(JobPtr job, tender::Actor by, std::string reason);
  [[nodiscard]] std::string_view compare(JobPtr job, const std::string& account);
  // `work` is given a solver that keeps within the bounds of a rehearsal.
  [[nodiscard]] std::string_view rehearse(const std::string& account,
                                          std::function<void(const auction::winner::Solver&)> work);

  // {"comparison":null|{…},"solving":null|{…}}: what was asked last, and how it stands.
  json::Value state(const tender::TenderId& tender, const tender::LotId& lot) const;
  bool cancel(const tender::TenderId& tender, const tender::LotId& lot);  // false: nothing is under way

 private:
  struct Work {
    enum class Kind { settle, resettle, compare, rehearse } kind = Kind::settle;
    std::string account;
    JobPtr job;  // not of a rehearsal
    Micros time_limit = 0;
    Micros not_before = 0;  // steady
    tender::Actor by;
    std::string reason;
    std::function<void(const auction::winner::Solver&)> rehearsal;
    std::atomic<bool> cancelled{false};

    // Under the mutex.
    std::string_view state = "waiting";  // "solving", "settled", "compared", "failed", "cancelled"
    std::string why;
    Micros asked_at = 0;
    std::optional<auction::winner::Progress> progress;  // of the solve under way
    int solve = 0, solves = 0;                          // of a comparison: which it is at, of at most how many
    json::Value scenarios;
  };
  using WorkPtr = std::shared_ptr<Work>;
  struct Line {
    std::deque<WorkPtr> waiting;
    WorkPtr running;
    std::thread thread;
  };
  struct Known {
    WorkPtr solving, comparison;
  };
  using Place = std::pair<std::string, std::string>;  // tender, lot

  [[nodiscard]] std::string_view ask(WorkPtr work);
  Known& known_at(const tender::PackageJob& job);
  void begin(Known& known, JobPtr job, Micros time_limit);
  void run(Line& line);
  void work_on(const WorkPtr& work);
  void work_on_solution(const WorkPtr& work, const auction::winner::SolveOptions& options);
  void finish(const WorkPtr& work, std::string_view state, std::string_view why = {});
  json::Value to_json(const Work& work) const;

  const auction::winner::Solver solver_;
  const std::string solver_name_;
  const Submit submit_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<Place, Known> known_;
  std::deque<Place> order_;  // of known_, oldest first: it is bounded
  Line settlements_, asked_;
  bool stopping_ = false;
};

}  // namespace terang::server
