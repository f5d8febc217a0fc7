#include "server/witnessing.h"

#include <algorithm>

#include "ledger/cosignature.h"
#include "ledger/decimal.h"
#include "ledger/witness.h"
#include "server/config.h"
#include "server/desk_clock.h"
#include "server/log.h"
#include "server/metrics.h"

namespace terang::server {
namespace {

constexpr std::size_t kMostRounds = 8, kMostOctets = 64 * 1024;
constexpr int kMostTries = 3;  // of one checkpoint: its size was not the one we thought of, and changed again
constexpr std::chrono::milliseconds kLook{100};

bool contains(std::span<const ledger::VerifierKey> keys, const ledger::VerifierKey& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string at(const ledger::Checkpoint& checkpoint) { return "size " + std::to_string(checkpoint.size); }

}  // namespace

Result<ledger::Policy> Witnessing::read_policy(const std::string& path, std::span<const ledger::VerifierKey> keys) {
  const auto text = read_file(path);
  if (!text) return text.error();
  auto policy = ledger::parse_policy(*text);
  if (!policy) return Failure{policy.error().name, path + ": " + policy.error().message};
  const bool lists_us = std::any_of(policy->logs.begin(), policy->logs.end(), [&](const auto& one) { return contains(keys, one.key); });
  if (!policy->logs.empty() && !lists_us)
    return Failure{"witness_policy_foreign_log", path + " lists logs, but not this one: " + ledger::format_vkey(keys.back())};
  std::vector<std::string> reachable;
  for (const auto& witness : policy->witnesses)
    if (!witness.url.empty()) reachable.push_back(witness.name);
  if (policy->quorum == "none" || !ledger::quorum_holds(*policy, reachable))
    return Failure{"witness_policy_unreachable", path + ": the witnesses that have a URL are no quorum, or none is asked for."};
  return policy;
}

Witnessing::Witnessing(Parts parts, Options options) : parts_(std::move(parts)), options_(std::move(options)) {
  for (const auto& log : options_.policy.logs) named_.push_back(log.key);
}

ledger::Policy Witnessing::effective() const { return ledger::with_log_keys(options_.policy, parts_.log.verifier_keys()); }

bool Witnessing::names_key() const { return named_.empty() || contains(named_, parts_.log.verifier_key()); }

// Said when it becomes so, which may be at the start: whoever has a copy of the file needs the new key too.
void Witnessing::look_at_key() {
  const bool names = names_key();
  parts_.metrics.gauge("terang_witness_policy_names_key", "1 if the file of the witness policy names the key that signs the log", names);
  if (named_key_ && !names)
    log_warning("witness.policy_names_old_key",
                {{"add", "log " + parts_.log.vkey()},
                 {"why", "The log was given another key. It is witnessed on, but witnesses and verifiers who have only the old one must be given this one: ledger/KEYS.md."}});
  named_key_ = names;
}

Result<std::unique_ptr<Witnessing>> Witnessing::start(Parts parts, Options options) {
  std::unique_ptr<Witnessing> made(new Witnessing(std::move(parts), std::move(options)));
  try {
    pqxx::connection db(made->parts_.database);
    made->load(db);
  } catch (const std::exception& failed) {
    return Failure{"database_unavailable", failed.what()};
  }
  for (const auto& witness : made->options_.policy.witnesses) {
    if (witness.url.empty()) continue;
    auto asked = std::make_unique<Asked>();
    asked->witness = &witness;
    http::Options http;
    http.timeout = made->options_.timeout;
    http.most_octets = kMostOctets;
    http.ca_file = made->options_.ca_file;
    asked->client = std::make_unique<http::Client>(std::move(http));
    made->asked_.push_back(std::move(asked));
  }
  for (const auto& asked : made->asked_) asked->thread = std::thread([self = made.get(), one = asked.get()] { self->run(*one); });
  return made;
}

Witnessing::~Witnessing() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (const auto& asked : asked_)
    if (asked->thread.joinable()) asked->thread.join();
}

// What the tables hold is believed as little as what comes over the network.
void Witnessing::load(pqxx::connection& db) {
  pqxx::read_transaction read_only(db);
  const std::vector<ledger::VerifierKey> own = parts_.log.verifier_keys();
  const ledger::Policy policy = effective();
  for (const char* which : {"", " and quorum"}) {
    const auto rows = read_only.exec_params(
        "select note from ledger_cosigned where log = $1" + std::string(which) + " order by size desc limit 1", parts_.log_id);
    if (rows.empty()) continue;
    const std::string note = rows[0][0].as<std::string>();
    const auto verdict = ledger::evaluate(policy, note, own);
    const ledger::Checkpoint* kept = verdict ? &verdict->checkpoint : nullptr;
    if (!kept || kept->size > parts_.log.size() || parts_.log.checkpoint_at(kept->size).checkpoint != *kept) {
      log_error("witness.kept_note_refused", {{"note", note}, {"why", verdict ? "It is not of this log: was the log rolled back?" : verdict.error().message}});
      continue;
    }
    Cosigned cosigned{*kept, note, verdict->cosigned, verdict->quorum};
    if (!newest_ || newest_->checkpoint.size < kept->size) newest_ = cosigned;
    if (verdict->quorum && (!witnessed_ || witnessed_->checkpoint.size < kept->size)) witnessed_ = std::move(cosigned);
  }
}

void Witnessing::run(Asked& asked) {
  while (const auto target = next(asked)) settle(asked, *target, ask(asked, *target));
}

std::optional<LogState::Signed> Witnessing::next(Asked& asked) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (stopping_) return std::nullopt;
    const Micros now = steady_now();
    if (now >= asked.not_before) {
      if (begin_round(now)) wake_.notify_all();
      if (!rounds_.empty() && rounds_.back().target.checkpoint.size > asked.done) {
        asked.busy = true;
        return rounds_.back().target;
      }
    }
    wake_.wait_for(lock, kLook);
  }
}

// All are asked about the same checkpoint, or they would never be a quorum of one.
bool Witnessing::begin_round(Micros now) {
  const std::uint64_t size = parts_.log.size();
  if (size == 0) return false;
  if (!rounds_.empty()) {
    const Round& last = rounds_.back();
    const bool busy = std::any_of(asked_.begin(), asked_.end(), [](const auto& one) { return one->busy; });
    if (size <= last.target.checkpoint.size || now - last.begun < (busy ? options_.patience : options_.interval)) return false;
  }
  look_at_key();
  LogState::Signed target = parts_.log.checkpoint();
  if (target.note.empty()) return false;  // the log's key cannot sign now
  rounds_.push_back({std::move(target), now, {}});
  if (rounds_.size() > kMostRounds) rounds_.pop_front();
  return true;
}

Witnessing::Outcome Witnessing::ask(Asked& asked, const LogState::Signed& target) {
  const std::uint64_t size = target.checkpoint.size;
  std::string url = asked.witness->url;
  while (url.ends_with('/')) url.pop_back();
  if (asked.seen > size) return {"behind", {}, false, {}, 0};
  for (int tries = 0; tries < kMostTries; ++tries) {
    const ledger::AddCheckpoint request{asked.seen, parts_.log.consistency(asked.seen, size), target.note};
    const auto response = asked.client->post(url + "/add-checkpoint", "text/plain; charset=utf-8", ledger::format_add_checkpoint(request));
    if (!response) return {response.error().name, response.error().message, false, {}, 0};
    const std::string said = response->body.substr(0, 300);
    if (response->status == 200) {
      Outcome outcome = read_cosignature(asked, target, response->body);
      if (!outcome.lie) asked.seen = size;
      return outcome;
    }
    if (response->status == 409 && response->header("content-type") == "text/x.tlog.size") {
      const auto known = response->body.ends_with('\n') ? ledger::parse_decimal(std::string_view(response->body).substr(0, response->body.size() - 1))
                                                        : std::nullopt;
      if (!known) return {"size_malformed", "It answers 409 without a size: " + said, true, {}, 0};
      if (*known > parts_.log.size())
        return {"size_impossible", "It says it has cosigned size " + std::to_string(*known) + ", and the log never was so long. Either the witness lies or the log was rolled back.", true, {}, 0};
      if (*known == asked.seen) return {"size_contradicted", "It refuses the very size that it asks for.", true, {}, 0};
      asked.seen = *known;
      if (asked.seen > size) return {"behind", {}, false, {}, 0};
      continue;
    }
    if (response->status == 409 || response->status == 422)
      return {"fork_claimed", "It says that this log does not continue what it has seen: " + said, false, {}, 0};
    if (response->status == 403)
      return {"log_key_unknown", "It does not know the key that signs this log: give it " + parts_.log.vkey() + ". It says: " + said, false, {}, 0};
    return {"refused_" + std::to_string(response->status), said, false, {}, 0};
  }
  return {"size_restless", "Its size changed with every answer.", false, {}, 0};
}

Witnessing::Outcome Witnessing::read_cosignature(const Asked& asked, const LogState::Signed& target, const std::string& body) const {
  const ledger::VerifierKey& key = asked.witness->key;
  const auto note = ledger::parse_note(ledger::checkpoint_text(target.checkpoint) + "\n" + body);
  if (!note) return {"answer_malformed", "Its answer is no signature line.", true, {}, 0};
  for (const auto& signature : note->signatures) {
    if (signature.name != key.name || signature.id != key.id) continue;  // another key of its: of no interest
    const auto seconds = ledger::cosignature_time(key, note->text, signature.signature);
    if (!seconds) return {"cosignature_invalid", "Its cosignature does not verify over the checkpoint it was shown.", true, {}, 0};
    return {"cosigned", {}, false, ledger::signature_line(key, signature.signature), *seconds};
  }
  return {"cosignature_missing", "It answers with no cosignature by the key of the policy.", true, {}, 0};
}

void Witnessing::settle(Asked& asked, const LogState::Signed& target, const Outcome& outcome) {
  const std::string& name = asked.witness->name;
  const bool cosigned = outcome.name == "cosigned", failed = !cosigned && outcome.name != "behind";
  parts_.metrics.witness_answered(name, outcome.name);
  std::optional<Cosigned> kept;
  {
    const std::lock_guard lock(mutex_);
    asked.busy = false;
    if (failed) {
      asked.pause = outcome.lie ? options_.longest_pause
                                : std::clamp(asked.pause * 2, options_.first_pause, options_.longest_pause);
      asked.not_before = steady_now() + asked.pause;
    } else {
      asked.pause = 0;
      asked.done = target.checkpoint.size;
    }
    if (asked.last != outcome.name) {
      const bool grave = outcome.lie || outcome.name == "fork_claimed";
      log(grave ? LogLevel::error : failed ? LogLevel::warning : LogLevel::info,
          outcome.lie ? "witness.lied" : cosigned ? "witness.cosigns" : "witness.silent",
          {{"answer", outcome.name}, {"size", target.checkpoint.size}, {"url", asked.witness->url}, {"why", outcome.why}, {"witness", name}});
      asked.last = outcome.name;
    }
    const auto round = std::find_if(rounds_.begin(), rounds_.end(), [&](const Round& one) { return one.target.checkpoint == target.checkpoint; });
    if (cosigned && round != rounds_.end()) {
      round->lines[name] = {outcome.line, outcome.seconds};
      kept = assemble(*round);
      if (!newest_ || newest_->checkpoint.size <= kept->checkpoint.size) newest_ = kept;
      if (kept->quorum && (!witnessed_ || witnessed_->checkpoint.size <= kept->checkpoint.size)) witnessed_ = kept;
    }
  }
  wake_.notify_all();
  if (!kept) return;
  if (kept->quorum) parts_.metrics.gauge("terang_witnessed_entries", "Entries under the newest checkpoint that satisfies the witness policy", static_cast<double>(kept->checkpoint.size));
  store(*kept);
}

Witnessing::Cosigned Witnessing::assemble(const Round& round) const {
  Cosigned made{round.target.checkpoint, round.target.note, {}, false};
  std::vector<std::string> names;
  for (const auto& witness : options_.policy.witnesses) {
    const auto line = round.lines.find(witness.name);
    if (line == round.lines.end()) continue;
    made.note += line->second.first;
    made.by.push_back({witness.name, line->second.second});
    names.push_back(witness.name);
  }
  made.quorum = ledger::quorum_holds(options_.policy, names);
  return made;
}

void Witnessing::store(const Cosigned& cosigned) {
  const std::lock_guard lock(database_mutex_);
  try {
    if (!database_) database_ = std::make_unique<pqxx::connection>(parts_.database);
    pqxx::work work(*database_);
    // A later one of the same size has more lines; a database that comes back late must not take them away.
    work.exec_params("insert into ledger_cosigned values ($1, $2, $3, $4, $5::timestamptz) on conflict (log, size) do update "
                     "set note = excluded.note, quorum = excluded.quorum, at = excluded.at "
                     "where length(excluded.note) >= length(ledger_cosigned.note)",
                     parts_.log_id, static_cast<std::int64_t>(cosigned.checkpoint.size), cosigned.note, cosigned.quorum, format_time(system_now()));
    work.commit();
  } catch (const std::exception& failed) {
    database_.reset();
    log_warning("witness.note_not_kept", {{"checkpoint", at(cosigned.checkpoint)}, {"why", failed.what()}});
  }
}

std::optional<Witnessing::Cosigned> Witnessing::witnessed() const {
  const std::lock_guard lock(mutex_);
  return witnessed_;
}

std::string Witnessing::note_of(const LogState::Signed& checkpoint) const {
  const std::lock_guard lock(mutex_);
  for (const Round& round : rounds_)
    if (round.target.checkpoint == checkpoint.checkpoint && !round.lines.empty()) return assemble(round).note;
  if (newest_ && newest_->checkpoint == checkpoint.checkpoint) return newest_->note;
  return checkpoint.note;
}

json::Value Witnessing::view_without() {
  return json::Value::object({{"configured", false}, {"names_key", json::Value()}, {"newest", json::Value()}, {"policy", json::Value()},
                              {"quorum", false}, {"silent", json::Array()}});
}

json::Value Witnessing::view() const {
  const std::lock_guard lock(mutex_);
  const std::optional<Cosigned>& shown = witnessed_ ? witnessed_ : newest_;
  json::Value newest;
  if (shown) {
    json::Array by;
    std::uint64_t last = 0;
    for (const auto& one : shown->by) {
      by.push_back(json::Value::object({{"at", format_time(static_cast<Micros>(one.seconds) * kSecond)}, {"name", one.witness}}));
      last = std::max(last, one.seconds);
    }
    newest = json::Value::object({{"at", format_time(static_cast<Micros>(last) * kSecond)}, {"cosigned_by", std::move(by)}, {"size", shown->checkpoint.size}});
  }
  json::Array silent;
  for (const auto& asked : asked_)
    if (!asked->last.empty() && asked->last != "cosigned" && asked->last != "behind")
      silent.push_back(json::Value::object({{"answer", asked->last}, {"name", asked->witness->name}}));
  return json::Value::object({{"configured", true}, {"names_key", names_key()}, {"newest", std::move(newest)}, {"policy", policy()},
                              {"quorum", witnessed_.has_value()}, {"silent", std::move(silent)}});
}

}  // namespace terang::server
