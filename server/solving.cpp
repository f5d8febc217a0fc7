#include "server/solving.h"

#include <algorithm>

#include "auction/codec/package_json.h"
#include "auction/winner/comparison.h"
#include "server/desk_clock.h"
#include "server/log.h"

namespace terang::server {
namespace {

namespace winner = auction::winner;

constexpr std::size_t kMostWaiting = 8;
constexpr std::size_t kMostKnown = 256;
constexpr Micros kRehearsal = 20 * kSecond;  // all solves of one together
constexpr Micros kRetry = kSecond;           // while the ledger cannot be written

auction::PackageScenario scenario_of(const tender::PackageJob& job) {
  auction::PackageScenario scenario;
  scenario.currency = job.currency;
  scenario.payment = job.task.payment;
  scenario.problem = job.task.problem;
  scenario.variants = job.scenarios;
  return scenario;
}

}  // namespace

Solving::Solving(winner::Solver solver, std::string solver_name, Submit submit)
    : solver_(std::move(solver)), solver_name_(std::move(solver_name)), submit_(std::move(submit)) {
  settlements_.thread = std::thread([this] { run(settlements_); });
  asked_.thread = std::thread([this] { run(asked_); });
}

Solving::~Solving() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (Line* line : {&settlements_, &asked_})
      if (line->running) line->running->cancelled = true;
  }
  wake_.notify_all();
  settlements_.thread.join();
  asked_.thread.join();
}

namespace {

template <class WorkPtr>
bool under_way(const WorkPtr& work) {
  return work && (work->state == "waiting" || work->state == "solving");
}

}  // namespace

Solving::Known& Solving::known_at(const tender::PackageJob& job) {
  const Place place{job.tender.text, job.lot.text};
  if (known_.contains(place)) return known_[place];
  order_.push_back(place);
  if (order_.size() > kMostKnown) {
    known_.erase(order_.front());
    order_.pop_front();
  }
  return known_[place];
}

void Solving::begin(Known& known, JobPtr job, Micros time_limit) {
  auto work = std::make_shared<Work>();
  work->time_limit = time_limit;
  work->job = std::move(job);
  work->asked_at = system_now();
  known.solving = work;
  settlements_.waiting.push_back(std::move(work));
  wake_.notify_all();
}

void Solving::settle(JobPtr job) {
  const std::lock_guard lock(mutex_);
  Known& known = known_at(*job);
  if (under_way(known.solving)) {
    if (known.solving->job->task.names == job->task.names) return;
    known.solving->cancelled = true;
    std::erase(settlements_.waiting, known.solving);
  }
  const Micros limit = job->task.time_limit;
  begin(known, std::move(job), limit);
}

std::string_view Solving::settle_again(JobPtr job, std::optional<Micros> time_limit) {
  const std::lock_guard lock(mutex_);
  Known& known = known_at(*job);
  if (under_way(known.solving)) return "solver_busy";
  const Micros limit = time_limit.value_or(job->task.time_limit);
  begin(known, std::move(job), limit);
  return {};
}

std::string_view Solving::ask(WorkPtr work) {
  const std::lock_guard lock(mutex_);
  const auto his = [&](const WorkPtr& one) { return one && one->account == work->account; };
  if (asked_.waiting.size() >= kMostWaiting || his(asked_.running) ||
      std::any_of(asked_.waiting.begin(), asked_.waiting.end(), his))
    return "solver_busy";
  work->asked_at = system_now();
  if (work->job) {
    Known& known = known_at(*work->job);
    WorkPtr& before = work->kind == Work::Kind::compare ? known.comparison : known.solving;
    if (under_way(before)) return "solver_busy";
    before = work;
  }
  asked_.waiting.push_back(std::move(work));
  wake_.notify_all();
  return {};
}

std::string_view Solving::resettle(JobPtr job, tender::Actor by, std::string reason) {
  auto work = std::make_shared<Work>();
  work->kind = Work::Kind::resettle;
  work->account = by.account.text;
  work->time_limit = job->task.time_limit;
  work->job = std::move(job);
  work->by = std::move(by);
  work->reason = std::move(reason);
  return ask(std::move(work));
}

std::string_view Solving::compare(JobPtr job, const std::string& account) {
  auto work = std::make_shared<Work>();
  work->kind = Work::Kind::compare;
  work->account = account;
  work->time_limit = job->task.time_limit;
  work->job = std::move(job);
  return ask(std::move(work));
}

std::string_view Solving::rehearse(const std::string& account, std::function<void(const winner::Solver&)> rehearsal) {
  auto work = std::make_shared<Work>();
  work->kind = Work::Kind::rehearse;
  work->account = account;
  work->rehearsal = std::move(rehearsal);
  return ask(std::move(work));
}

bool Solving::cancel(const tender::TenderId& tender, const tender::LotId& lot) {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find({tender.text, lot.text});
  if (known == known_.end()) return false;
  bool any = false;
  for (const WorkPtr& work : {known->second.solving, known->second.comparison}) {
    if (!under_way(work)) continue;
    any = true;
    work->cancelled = true;
    for (Line* line : {&settlements_, &asked_})
      if (std::erase(line->waiting, work) != 0) work->state = "cancelled";
  }
  return any;
}

void Solving::run(Line& line) {
  for (;;) {
    WorkPtr work;
    {
      std::unique_lock lock(mutex_);
      line.running = nullptr;
      wake_.wait(lock, [&] { return stopping_ || !line.waiting.empty(); });
      if (stopping_) return;
      const Micros rest = line.waiting.front()->not_before - steady_now();
      if (rest > 0) {
        wake_.wait_for(lock, std::chrono::microseconds(rest));
        continue;
      }
      work = std::move(line.waiting.front());
      line.waiting.pop_front();
      line.running = work;
      work->state = "solving";
    }
    work_on(work);
  }
}

void Solving::work_on(const WorkPtr& work) {
  winner::SolveOptions options;
  options.time_limit = work->time_limit;
  options.cancel = &work->cancelled;
  options.progress = [&](const winner::Progress& progress) {
    const std::lock_guard lock(mutex_);
    work->progress = progress;
  };
  switch (work->kind) {
    case Work::Kind::settle:
    case Work::Kind::resettle: return work_on_solution(work, options);
    case Work::Kind::compare: {
      const auction::PackageScenario scenario = scenario_of(*work->job);
      int solves = 1;
      for (const winner::Variant& variant : scenario.variants) {
        const auto constraints = static_cast<int>(variant.constraints.size());
        solves += constraints > 1 ? 1 + constraints : 1;
      }
      const auto counted = [&](const winner::Problem& problem, const winner::SolveOptions& wanted) {
        {
          const std::lock_guard lock(mutex_);
          ++work->solve;
          work->solves = solves;
          work->progress.reset();
        }
        return solver_(problem, wanted);
      };
      const auto compared = winner::compare(scenario.problem, scenario.variants, counted, options);
      json::Value found = auction::comparison_to_json(scenario, compared);
      const std::lock_guard lock(mutex_);
      work->scenarios = std::move(found);
      work->state = work->cancelled ? "cancelled" : "compared";
      return;
    }
    case Work::Kind::rehearse: {
      const Micros until = steady_now() + kRehearsal;
      work->rehearsal([&](const winner::Problem& problem, const winner::SolveOptions& wanted) {
        winner::SolveOptions bounded = wanted;
        bounded.time_limit = std::clamp<Micros>(until - steady_now(), kSecond / 10, wanted.time_limit);
        bounded.cancel = &work->cancelled;
        return solver_(problem, bounded);
      });
      return finish(work, "settled");
    }
  }
}

void Solving::work_on_solution(const WorkPtr& work, const winner::SolveOptions& options) {
  const tender::PackageJob& job = *work->job;
  const Micros began = steady_now();
  const auction::PackageSolved solved = auction::solve(job.task, solver_, options, solver_name_);
  log_info("packages.solved", {{"bids", static_cast<std::int64_t>(job.task.problem.bids.size())},
                               {"lot", job.lot.text},
                               {"status", solved.why.empty() ? winner::name(solved.solution.status) : solved.why},
                               {"took_us", steady_now() - began},
                               {"tender", job.tender.text}});
  if (!solved.why.empty()) return finish(work, solved.why == "cancelled" ? "cancelled" : "failed", solved.why);
  json::Value found = tender::solution_json(job, solved.solution);
  tender::Command command = tender::SettlePackages{job.tender, job.lot, found};
  if (work->kind == Work::Kind::resettle)
    command = tender::ResettlePackages{work->by, job.tender, job.lot, found, work->reason};
  submit_(std::move(command), [this, work](const Answer& answer) {
    const bool away = answer.verdict == kPlatformBusy || answer.verdict == kPlatformUnavailable;
    if (work->kind != Work::Kind::settle || !away)
      return finish(work, answer.verdict == tender::kAccepted ? "settled" : "failed",
                    answer.verdict == tender::kAccepted ? std::string_view() : answer.verdict);
    const std::lock_guard lock(mutex_);
    work->state = "waiting";
    work->not_before = steady_now() + kRetry;
    settlements_.waiting.push_back(work);
  });
}

void Solving::finish(const WorkPtr& work, std::string_view state, std::string_view why) {
  const std::lock_guard lock(mutex_);
  work->state = state;
  work->why = why;
}

json::Value Solving::to_json(const Work& work) const {
  json::Value out = json::Value::object({{"asked_at", format_time(work.asked_at)},
                                         {"progress", nullptr},
                                         {"scenario", work.job->task.scenario},
                                         {"state", work.state},
                                         {"time_limit_seconds", work.time_limit / kSecond},
                                         {"why", work.why.empty() ? json::Value() : json::Value(work.why)}});
  if (work.progress) {
    auction::PackageScenario scenario;
    scenario.currency = work.job->currency;
    out.set("progress", auction::progress_to_json(scenario, *work.progress));
  }
  if (work.kind == Work::Kind::compare) {
    out.erase("scenario");
    if (work.solve > 0) {
      out.set("solve", work.solve);
      out.set("solves", work.solves);
    }
    out.set("scenarios", work.scenarios);
  }
  return out;
}

json::Value Solving::state(const tender::TenderId& tender, const tender::LotId& lot) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find({tender.text, lot.text});
  const auto one = [&](const WorkPtr& work) { return work ? to_json(*work) : json::Value(); };
  if (known == known_.end()) return json::Value::object({{"comparison", nullptr}, {"solving", nullptr}});
  return json::Value::object({{"comparison", one(known->second.comparison)}, {"solving", one(known->second.solving)}});
}

}  // namespace terang::server
