// What runs the platform and decides nothing in a tender: the log's keys, and erasing what retention lets go.
#include <algorithm>

#include "ledger/envelope.h"
#include "ledger/key_history.h"
#include "server/api/api.h"
#include "server/log_keys.h"
#include "tender/retained.h"
#include "tender/tender_state.h"

namespace terang::server {
namespace {

constexpr std::int64_t kMostSeconds = 1'000'000'000;
constexpr std::size_t kMostEntries = 1000;
constexpr std::size_t kMostTenders = 50, kMostLookedAt = 2000;  // a page

bool told_problems(const CallPtr& call, const json::Problems& problems) {
  if (problems.empty()) return false;
  call->problem("invalid_request", {}, json::Value::object({{"problems", json::to_json(problems)}}));
  return true;
}

// The core says it too; but before it, keys would be made and entries read for somebody who may not.
bool is_administrator(const CallPtr& call) {
  if (call->actor().role == tender::Role::administrator) return true;
  call->problem("not_your_role", "Only an administrator of the platform may do this.");
  return false;
}

tender::NamedEntry read_entry(const pqxx::row& row) {
  tender::NamedEntry entry;
  entry.seq = row[0].as<std::uint64_t>();
  entry.tender = tender::TenderId{row[1].is_null() ? std::string() : row[1].as<std::string>()};
  entry.erased = row[2].is_null();
  if (entry.erased) return entry;
  const std::string payload = pqxx::binarystring(row[2]).str();
  if (const auto envelope = ledger::read_envelope(payload)) entry.kind = envelope->kind;
  return entry;
}

}  // namespace

void Api::rotate_log_key(const CallPtr& call) {
  if (!is_administrator(call)) return;
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  const std::int64_t overlap = fields.integer("overlap_seconds", 0, kMostSeconds);
  const std::string reason = fields.text("reason", 4000);
  fields.no_others();
  if (told_problems(call, problems)) return;
  look(call, [this, call, overlap, reason](const tender::Registry& registry, Micros) -> Desk::Then {
    return [this, call, overlap, reason, keys = registry.log_keys()] {
      // Keys are read and made, and modules asked, on a thread that may wait.
      const bool taken = parts_.vault.post_plain([this, call, overlap, reason, keys] {
        const auto next = parts_.log_keys.next(keys, parts_.log.origin());
        if (!next) return call->problem("log_key_unavailable", next.error().message, json::Value::object({{"reason", next.error().name}}));
        tender::RotateLogKey command{call->actor(), parts_.log.vkey(), {}, overlap, {}, {}, reason};
        command.new_vkey = ledger::format_vkey(ledger::verifier_key(*next, parts_.log.origin()));
        const std::string said =
            ledger::bytes_of_rotation(parts_.log.origin(), command.old_vkey, command.new_vkey, overlap);
        const auto endorsed = parts_.log.key().try_sign(said), accepted = next->try_sign(said);
        if (!endorsed || !accepted)
          return call->problem("log_key_unavailable", (endorsed ? accepted : endorsed).error().message);
        command.endorsed = to_base64(*endorsed);
        command.accepted = to_base64(*accepted);
        parts_.log.hold(*next);
        this->command(call, std::move(command), 201);
      });
      if (!taken) call->problem("platform_busy", "Too many requests wait. Try again in a moment.");
    };
  });
}

void Api::distrust_log_key(const CallPtr& call) {
  if (!is_administrator(call)) return;
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  tender::DistrustLogKey distrust{call->actor(), fields.text("vkey", 1000), 0, fields.text("reason", 4000)};
  distrust.from_size = static_cast<std::uint64_t>(fields.integer("from_size", 0, std::int64_t{1} << 53));
  fields.no_others();
  if (!told_problems(call, problems)) command(call, std::move(distrust), 201);
}

void Api::erase_entries(const CallPtr& call) {
  if (!is_administrator(call)) return;
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  tender::EraseEntries erase{call->actor(), {}, {}, parts_.retention, fields.text("reason", 4000)};
  if (const json::Array* seqs = fields.array("entries", 1, kMostEntries))
    for (const json::Value& seq : *seqs) {
      if (!seq.is_int() || seq.as_int() < 0) problems.push_back({"/entries", "not_a_sequence"});
      else erase.entries.push_back({static_cast<std::uint64_t>(seq.as_int()), {}, {}, false});
    }
  fields.no_others();
  if (told_problems(call, problems)) return;
  read(call, [this, call, erase = std::move(erase)](pqxx::connection& db) mutable {
    pqxx::read_transaction read_only(db);
    for (tender::NamedEntry& entry : erase.entries) {
      const auto rows = read_only.exec_params("select seq, tender, payload from ledger_entry where log = $1 and seq = $2",
                                              parts_.log_id, static_cast<std::int64_t>(entry.seq));
      if (!rows.empty()) entry = read_entry(rows[0]);
    }
    erase.tender = erase.entries.front().tender;
    command(call, std::move(erase), 201);
  });
}

void Api::get_retention(const CallPtr& call) { call->json(200, tender::to_json(parts_.retention)); }

// Of tenders that are over, in the order of their ids, or of the one that is named: what may be erased and what not yet.
void Api::get_retained(const CallPtr& call) {
  if (call->session->role != "administrator" && call->session->role != "auditor")
    return call->problem("not_your_role", "For those who erase, and those who oversee it.");
  const auto text = [&](const char* name) { return std::string(call->request.parameter(name).value_or("")); };
  const bool due = text("due") == "true";
  look(call, [this, call, due, wanted = text("tender"), after = text("after")](const tender::Registry& registry, Micros now) -> Desk::Then {
    json::Array found;
    json::Value next;
    const auto take = [&](const tender::TenderState& tender) {
      if (!due || any_erasable(registry, tender, parts_.retention, now)) found.push_back(retention_view(registry, tender, parts_.retention, now));
    };
    if (!wanted.empty()) {
      const tender::TenderState* one = registry.find(wanted);
      if (!one || (one->state == tender::State::draft)) return [call] { call->problem("no_such_tender", "There is no such tender, or it is not published."); };
      take(*one);
    } else {
      const auto ids = registry.tenders();
      auto at = std::upper_bound(ids.begin(), ids.end(), tender::TenderId(after));
      // The desk waits for nobody who looks through many.
      for (std::size_t looked = 0; at != ids.end() && looked < kMostLookedAt && found.size() < kMostTenders; ++at, ++looked)
        if (const auto& one = *registry.find(at->text); over_since(one)) take(one);
      if (at != ids.end() && at != ids.begin()) next = std::prev(at)->text;
    }
    json::Value told = json::Value::object(
        {{"next", std::move(next)}, {"now", format_time(now)}, {"rules", tender::kRetentionRules}, {"tenders", std::move(found)}});
    return [call, told = std::move(told)] { call->json(200, told); };
  });
}

}  // namespace terang::server
