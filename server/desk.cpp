#include "server/desk.h"

#include <algorithm>

#include "ledger/pg_journal.h"
#include "server/log.h"
#include "server/log_state.h"
#include "server/metrics.h"
#include "server/own_lines.h"
#include "server/random.h"
#include "tender/projection.h"

namespace terang::server {
namespace {

constexpr Micros kAliveInterval = kSecond;
constexpr Micros kCheckpointInterval = kSecond;
constexpr std::size_t kCommandsPerFlush = 64;
// So few answers the journal's thread gives itself: waking the desk for them would cost as much as a commit.
constexpr std::size_t kAnsweredAtOnce = 16;
// While the journal writes, bids may gather so far before the desk is woken for them: what is decided must wait anyway.
constexpr std::size_t kGathered = 16;

}  // namespace

Desk::Desk(Parts parts, ledger::Chain chain, tender::Registry registry, DeskOptions options)
    : parts_(std::move(parts)),
      options_(options),
      chain_(std::move(chain)),
      registry_(std::move(registry)),
      clock_(chain_.head().time),
      durable_(chain_.head().size),
      own_(std::make_unique<OwnLines>()) {}

Desk::~Desk() { stop(0); }

void Desk::start(std::optional<Micros> alive) {
  TERANG_ASSERT(!thread_.joinable());
  const auto report = [this](Report what) {
    {
      const std::lock_guard lock(mutex_);
      reports_.push_back(std::move(what));
    }
    wake_.notify_one();
  };
  JournalWriter::Events events;
  events.durable = [this, report](const ledger::Batch& batch, std::vector<std::function<void()>>& answers) {
    if (batch.entries.empty()) {
      { const std::lock_guard lock(mutex_); }
      wake_.notify_one();  // for bids that gathered meanwhile
      return;
    }
    parts_.log.append(batch.entries);
    // In order: not while the desk has others to give.
    if (answers.size() <= kAnsweredAtOnce && reported_ == followed_.load(std::memory_order_acquire)) {
      for (const auto& answer : answers) answer();
      answers.clear();
    }
    ++reported_;
    report(Durable{batch.entries.back().header.seq + 1, std::move(answers)});
  };
  events.down = [report](bool down, const std::string& why) { report(Down{down, why}); };
  events.fatal = parts_.fatal;
  writer_ = std::make_unique<JournalWriter>(parts_.journal, parts_.metrics, std::move(events));
  opener_ = std::make_unique<Opener>(parts_.database, parts_.log_id, parts_.sealing_keys,
                                     [this](const Opener::Job& job, tender::OpenSealed command, std::string_view problem) {
                                       {
                                         const std::lock_guard lock(mutex_);  // never dropped: at most one a lot
                                         inbox_.push_back(Unsealed{job, std::move(command), problem});
                                       }
                                       wake_.notify_one();
                                     });

  clock_.not_before(alive.value_or(0));
  const Micros now = clock_.now();
  parts_.metrics.log_size(durable_);
  publish_all(now);
  // The process before this one was away from its last sign of life until now: before any deadline is looked at.
  record_outage(std::max(alive.value_or(0), chain_.head().time), now);
  for (const tender::TenderId& tender : registry_.tenders()) {
    follow_sealed(tender, now);
    have_solved(tender);
  }
  writer_->flush();
  thread_ = std::thread([this] { run(); });
  started_ = true;
}

bool Desk::stop(Micros patience) {
  if (!thread_.joinable()) return true;
  state_ = State::stopping;
  // What the inbox still holds is answered by the desk, so that nothing is pushed to the writer after it was drained.
  {
    std::unique_lock lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
  opener_.reset();
  const bool complete = writer_->drain(patience);
  for (Report& report : reports_) handle(report);
  reports_.clear();
  return complete;
}

bool Desk::push(Item&& item) {
  const auto* submitted = std::get_if<Submitted>(&item);
  const bool bid = submitted && std::holds_alternative<tender::PlaceBid>(submitted->command);
  std::size_t waiting;
  {
    const std::lock_guard lock(mutex_);
    if (ending_ || inbox_.size() >= options_.inbox) return false;
    inbox_.push_back(std::move(item));
    waiting = inbox_.size();
  }
  // The write under way wakes the desk when it ends; looked at after the push, or its end could be missed.
  if (!bid || waiting >= kGathered || !started_ || writer_->writing_since() == 0) wake_.notify_one();
  return true;
}

void Desk::submit(tender::Command command, Answered answered) {
  const auto refuse = [&](std::string_view verdict) { answered(Answer{verdict, {}, 0, {}, {}}); };
  const State state = state_;
  if (state == State::stopping) return refuse(kRestarting);
  if (state == State::down) return refuse(kPlatformUnavailable);
  Item item = Submitted{std::move(command), std::move(answered)};
  if (push(std::move(item))) return;
  answered = std::move(std::get<Submitted>(item).answered);  // NOLINT(bugprone-use-after-move): it was not taken
  refuse(kPlatformBusy);
}

bool Desk::ask(Question question) { return state_ == State::up && push(std::move(question)); }

void Desk::watch(net::PeerPtr peer, tender::Actor actor, tender::TenderId tender, std::optional<std::uint64_t> since,
                 std::function<void()> missing) {
  // A full inbox: the client asks again when nothing comes.
  (void)push(Watch{std::move(peer), std::move(actor), std::move(tender), since, std::move(missing)});
}

void Desk::unwatch(std::uint64_t peer, std::optional<tender::TenderId> tender) {
  const std::lock_guard lock(mutex_);
  inbox_.push_back(Unwatch{peer, std::move(tender), nullptr});  // never dropped: at most one a connection and tender
}

void Desk::unwatch_topics(const net::PeerPtr& peer, const tender::TenderId& tender) {
  const std::lock_guard lock(mutex_);
  inbox_.push_back(Unwatch{peer->id(), tender, peer});
}

std::optional<Micros> Desk::down_since() const {
  const Micros at = down_at_;
  return at == 0 ? std::nullopt : std::optional(at);
}

Micros Desk::clock_reading() const { return clock_.reading(); }

Micros Desk::wake_at(Micros now) const {
  Micros at = now + kSecond / 2;
  if (state_ == State::up)
    if (const auto due = registry_.next_due()) at = std::min(at, *due);
  for (const std::string& tender : dirty_) {
    const auto views = views_.find(tender);
    at = std::min(at, views->second.captured_at + options_.view_interval);
  }
  return sealed_wake(at);
}

void Desk::run() {
  std::vector<Item> items;
  std::vector<Report> reports;
  for (;;) {
    items.clear();
    reports.clear();
    bool ending;
    const Micros asleep = clock_.now();
    const Micros pause = std::max<Micros>(0, wake_at(asleep) - asleep);
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, std::chrono::microseconds(pause),
                     [this] { return !inbox_.empty() || !reports_.empty() || ending_; });
      std::swap(items, inbox_);
      std::swap(reports, reports_);
      ending = ending_;
    }
    for (Report& report : reports) handle(report);
    Micros now = clock_.now();
    look_for_stall(now);
    run_due(now);
    run_sealed(now);
    std::size_t handled = 0;
    for (Item& item : items) {
      handle(item);
      if (++handled % kCommandsPerFlush == 0) writer_->flush();
    }
    writer_->flush();
    now = clock_.now();
    capture_due(now);
    if (ending) alive_at_ = 0;  // the last sign of life, so that what follows counts as an outage from here
    keep_alive(now);
    say_checkpoint(now);
    writer_->flush();
    parts_.metrics.inbox_depth(items.size());
    if (ending) break;
  }
}

void Desk::handle(Report& report) {
  if (auto* durable = std::get_if<Durable>(&report)) {
    durable_ = durable->size;
    chain_.confirm(durable_);
    parts_.metrics.log_size(durable_);
    // A write that had stalled came through after all.
    if (state_ == State::down && !journal_down_) come_up(clock_.now());
    for (const auto& answer : durable->answers) answer();
    followed_.fetch_add(1, std::memory_order_release);
    while (!releases_.empty() && releases_.front().size <= durable_) {
      const Then then = std::move(releases_.front().then);
      releases_.pop_front();
      then();
    }
    return;
  }
  const auto& change = std::get<Down>(report);
  journal_down_ = change.down;
  if (change.down) {
    go_down(clock_.now(), change.why);
  } else {
    come_up(clock_.now());
  }
}

void Desk::handle(Item& item) {
  if (auto* submitted = std::get_if<Submitted>(&item)) {
    const State state = state_;
    const auto refuse = [&](std::string_view verdict) { submitted->answered(Answer{verdict, {}, 0, {}, {}}); };
    if (state == State::stopping) return refuse(kRestarting);
    if (state == State::down) return refuse(kPlatformUnavailable);
    if (writer_->unwritten() >= options_.unwritten) return refuse(kPlatformBusy);
    run_due(clock_.now());
    execute(submitted->command, std::move(submitted->answered));
  } else if (auto* question = std::get_if<Question>(&item)) {
    release((*question)(registry_, clock_.now()));
  } else if (auto* watch = std::get_if<Watch>(&item)) {
    begin_watch(*watch);
  } else if (auto* unsealed = std::get_if<Unsealed>(&item)) {
    handle_opened(*unsealed);
  } else {
    auto& leaving = std::get<Unwatch>(item);
    std::vector<std::string> tenders;
    if (leaving.tender) {
      tenders.push_back(leaving.tender->text);
    } else {
      tenders = own_->tenders_of(leaving.peer);
    }
    for (const std::string& tender : tenders) {
      own_->remove_officer(tender, leaving.peer);
      if (const auto views = views_.find(tender); leaving.still_here && views != views_.end()) {
        leaving.still_here->unsubscribe(views->second.topics.everybody);
        leaving.still_here->unsubscribe(views->second.topics.officers);
      }
      if (own_->remove_bidder(tender, leaving.peer)) say_presence(tender);
    }
  }
}

std::string_view Desk::execute(const tender::Command& command, Answered answered) {
  const Micros now = clock_.now();
  if (const auto* offer = std::get_if<tender::PlaceOffer>(&command); offer && !offer->envelope.empty()) {
    if (const std::string_view problem = envelope_problem(*offer); !problem.empty()) {
      answered(Answer{problem, {}, 0, {}, {}, true});
      return problem;
    }
  }
  const bool cancels = std::holds_alternative<tender::CancelLot>(command) || std::holds_alternative<tender::CancelTender>(command);
  const auto hushed = cancels ? registry_.hushed_lots(tender::tender_of(command)) : std::vector<tender::LotId>();
  tender::Decision decision = registry_.decide(command, now);
  Answer answer{decision.verdict, {}, now, std::move(decision.answer), std::move(decision.bid), decision.silent};
  const std::string_view verdict = answer.verdict;
  if (decision.entry) {
    ledger::Entry entry = chain_.append(decision.entry->kind, decision.entry->tender.text, decision.entry->data, now,
                                        random_salt());
    answer.seq = entry.header.seq;
    registry_.recorded(entry.header.seq);
    if (answer.bid) answer.bid->seq = entry.header.seq;
    writer_->push(std::move(entry));
    keep_envelopes(command, hushed, decision);
    if (decision.erasure)
      for (ledger::Projection& statement : erase_flesh(parts_.log_id, decision.tender, *decision.erasure))
        writer_->push(std::move(statement));
    if (decision.tender_changed)
      for (tender::ProjectionRow& row : tender::projections(registry_, decision.tender))
        writer_->push(ledger::Projection{std::move(row.sql), std::move(row.params)});
  } else if (answer.bid && answer.bid->again && answer.bid->seq != tender::kNoSeq) {
    answer.seq = answer.bid->seq;
    answer.at = answer.bid->at;
  }
  if (decision.silent)
    tell_bidder(decision, now);
  else
    touch(decision);
  // Who changed a tender finds it changed when he looks: its views leave before his answer, without waiting their turn.
  if (decision.entry && decision.tender_changed) capture(decision.tender.text, views_of(decision.tender.text), now);
  if (!answer.bid && !decision.silent) parts_.metrics.command_done(tender::name(tender::act_of(command)), answer.verdict);
  if (!answer.bid && decision.silent) parts_.metrics.sealed_or_cover();
  if (!answer.bid && decision.entry && !decision.silent && !decision.tender.empty()) {
    follow_sealed(decision.tender, now);
    have_solved(decision.tender);
  }
  if (decision.keys_changed) {
    release([this, command, log_keys = registry_.log_keys(), answered = std::move(answered), answer = std::move(answer)] {
      keys_changed(command, log_keys);
      if (answered) answered(answer);
    });
  } else if (answered && decision.entry && answer.bid) {
    writer_->push_answer([answered = std::move(answered), answer = std::move(answer)] { answered(answer); });
  } else if (answered) {
    release([answered = std::move(answered), answer = std::move(answer)] { answered(answer); });
  }
  return verdict;
}

// In the transaction of the entry: the octets of what was committed; away with those of a lot that is never opened.
void Desk::keep_envelopes(const tender::Command& command, const std::vector<tender::LotId>& hushed,
                          const tender::Decision& decision) {
  const auto* offer = std::get_if<tender::PlaceOffer>(&command);
  if (offer && !offer->envelope.empty() && decision.silent && decision.accepted())
    writer_->push(save_envelope(parts_.log_id, chain_.head().size - 1, offer->tender, offer->lot, offer->envelope));
  if (hushed.empty()) return;
  const auto still = registry_.hushed_lots(decision.tender);
  for (const tender::LotId& lot : hushed)
    if (std::find(still.begin(), still.end(), lot) == still.end())
      writer_->push(forget_envelopes_but(parts_.log_id, decision.tender, lot, {}));
}

void Desk::have_solved(const tender::TenderId& tender) {
  if (!parts_.solve) return;
  for (const tender::LotId& lot : tender::awaiting_solution(registry_, tender)) {
    auto job = tender::package_job(registry_, tender, lot, auction::kCheapest);
    TERANG_ASSERT(job.has_value());
    release([this, job = std::make_shared<const tender::PackageJob>(*std::move(job))] { parts_.solve(job); });
  }
}

void Desk::keys_changed(const tender::Command& command, const LogState::Keys& log_keys) {
  if (const auto* registered = std::get_if<tender::RegisterKey>(&command)) {
    const auto spki = from_base64(registered->spki);
    const auto key = spki ? PublicKey::parse(*spki) : Failure{"key_malformed", {}};
    TERANG_ASSERT(key.ok());  // it was verified before it was submitted
    parts_.keys.put(registered->by.account.text, *key);
  } else if (const auto* revoked = std::get_if<tender::RevokeKey>(&command)) {
    parts_.keys.remove(revoked->key.text);
  } else {
    TERANG_ASSERT(parts_.log.follow(log_keys, clock_.now()));  // what is rotated to was put in hand before
    log_info("log_key.changed", {{"vkey", parts_.log.vkey()}});
  }
}

void Desk::run_due(Micros now) {
  while (state_ == State::up) {
    const auto due = registry_.next_due();
    if (!due || *due > now) return;
    const auto commands = registry_.due(now);
    TERANG_ASSERT(!commands.empty());
    for (const tender::Command& command : commands) execute(command, {});
  }
}

void Desk::record_outage(Micros from, Micros now) {
  if (from >= now) return;
  for (const tender::Command& command : registry_.after_outage(from, now)) {
    if (!std::holds_alternative<tender::RecordOutage>(command)) {
      execute(command, {});
      continue;
    }
    execute(command, [tender = tender::tender_of(command)](const Answer& answer) {
      log_info("outage.recorded", {{"tender", tender.text}, {"verdict", answer.verdict}});
    });
  }
}

void Desk::release(Then then) {
  if (!then) return;
  if (chain_.head().size <= durable_) {
    then();
  } else {
    releases_.push_back({chain_.head().size, std::move(then)});
  }
}

void Desk::go_down(Micros now, const std::string& why) {
  State up = State::up;
  if (!state_.compare_exchange_strong(up, State::down)) return;
  down_at_ = now;
  parts_.metrics.journal_down(true);
  log_error("ledger.down", {{"why", why}});
  parts_.outage(now, std::nullopt);
}

void Desk::come_up(Micros now) {
  State down = State::down;
  if (!state_.compare_exchange_strong(down, State::up)) return;
  parts_.metrics.journal_down(false);
  const Micros since = down_at_.exchange(0);
  log_info("ledger.up", {{"down_since", format_time(since)}});
  record_outage(since, now);
  parts_.outage(since, now);
}

void Desk::look_for_stall(Micros now) {
  const Micros since = writer_->writing_since();
  if (since != 0 && steady_now() - since > options_.stall_after) go_down(now, "stalled");
}

void Desk::keep_alive(Micros now) {
  if (state_ == State::down || now - alive_at_ < kAliveInterval) return;
  alive_at_ = now;
  parts_.log.retire(now);
  parts_.metrics.clock_offset(clock_.offset());
  // Only while a clock runs: an idle platform writes nothing.
  if (!registry_.with_live_lots().empty()) writer_->push(ledger::save_alive(parts_.log_id, now));
}

void Desk::say_checkpoint(Micros now) {
  if (state_ != State::up || durable_ == checkpoint_size_ || now - checkpoint_at_ < kCheckpointInterval) return;
  const LogState::Signed newest = parts_.log.checkpoint();
  checkpoint_at_ = now;
  if (newest.checkpoint.size == checkpoint_size_ || newest.note.empty()) return;  // its key cannot sign now
  checkpoint_size_ = newest.checkpoint.size;
  writer_->push(ledger::save_checkpoint(parts_.log_id, newest.checkpoint, newest.note, now));
}

}  // namespace terang::server
