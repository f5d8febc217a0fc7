// Receipts and bundles: what can be checked without us.
#include <charconv>

#include "ledger/bundle.h"
#include "ledger/pg_journal.h"
#include "ledger/proof.h"
#include "server/api/api.h"
#include "tender/view.h"

namespace terang::server {
namespace {

struct Stored {
  std::string header, salt, payload;
};

std::optional<Stored> read_entry(pqxx::connection& db, int log, std::uint64_t seq) {
  pqxx::read_transaction read_only(db);
  const auto rows = read_only.exec_params(
      "select header, salt, payload from ledger_entry where log = $1 and seq = $2 and payload is not null", log,
      static_cast<std::int64_t>(seq));
  if (rows.empty()) return std::nullopt;
  return Stored{pqxx::binarystring(rows[0][0]).str(), pqxx::binarystring(rows[0][1]).str(),
                pqxx::binarystring(rows[0][2]).str()};
}

// Whether this person is party to the entry: his own bid, key or request, or an officer's own act. Auditors see all but
// what is for its bidder alone while the lot runs.
bool is_party(const tender::Registry& registry, const tender::Actor& actor, const json::Value& payload,
              std::uint64_t seq) {
  const bool withheld = registry.withholds(payload.text("tender"), seq);
  if (actor.role == tender::Role::auditor && !withheld) return true;
  const json::Value* data = payload.find("data");
  if (!data) return false;
  const std::string tender(payload.text("tender"));
  if (const auto kind = payload.text("kind"); kind == "bid.placed" || kind == "offer.placed" || kind == "bid.approved") {
    const auto* who = registry.pseudonym_of(tender, actor.business.text);
    if (actor.role == tender::Role::bidder && who && who->text == data->text("bidder")) return true;
  }
  if (withheld) return false;
  if (const json::Value* by = data->find("by"); by && by->text("account") == actor.account.text) return true;
  return actor.role == tender::Role::officer && !tender.empty() && registry.is_officer_of(actor, tender);
}

}  // namespace

void Api::get_receipt(const CallPtr& call) {
  const std::string& text = call->arguments[0];
  std::uint64_t seq = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (error != std::errc{} || end != text.data() + text.size() || seq > (std::uint64_t{1} << 53))
    return call->problem("no_such_entry");
  read(call, [this, call, seq](pqxx::connection& db) {
    const auto entry = read_entry(db, parts_.log_id, seq);
    const auto payload = entry ? json::parse(entry->payload, {.bytes = 4 << 20, .depth = 32, .decimals = false})
                               : Failure{"no_such_entry", {}};
    if (!payload) return call->problem("no_such_entry", "There is no such entry, or its content was erased.");
    look(call, [this, call, seq, entry = *entry, payload = *payload](const tender::Registry& registry, Micros) -> Desk::Then {
      const bool party = is_party(registry, call->actor(), payload, seq);
      return [this, call, seq, entry, party] {
        if (!party) return call->problem("not_yours", "You are no party to this entry.");
        const auto inclusion = parts_.log.inclusion(seq);
        const auto salt = ledger::salt_from(entry.salt);
        if (!inclusion || !salt) return call->problem("no_such_entry");
        call->send(net::make_response(200, "text/plain; charset=utf-8",
                                      ledger::format_receipt(entry.header, *salt, entry.payload, inclusion->proof,
                                                             inclusion->note))
                       .set("Content-Disposition", "attachment; filename=\"terang-receipt-" + std::to_string(seq) + ".txt\"")
                       .set("Cache-Control", "no-store"));
      };
    });
  });
}

void Api::get_bundle(const CallPtr& call) {
  const std::string id = call->arguments[0];
  look(call, [this, call, id](const tender::Registry& registry, Micros) -> Desk::Then {
    const tender::TenderId tender{id};
    const bool known = registry.has(tender) && registry.state(tender) != tender::State::draft;
    const auto state = registry.state(tender);
    const bool over = state == tender::State::awarded || state == tender::State::cancelled;
    const bool auditor = call->actor().role == tender::Role::auditor && call->session.has_value();
    const bool withheld = known && registry.withholds_any(id);
    return [this, call, id, known, over, auditor, withheld, state] {
      if (!known) return call->problem("no_such_tender");
      if (!over && !auditor)
        return call->problem("not_disclosed", "The bundle is disclosed once the tender is awarded or cancelled.");
      if (withheld)
        return call->problem("not_disclosed", "Bids of this tender are for their bidders alone until its lots are over.");
      send_bundle(call, id, auditor || state == tender::State::awarded);
    };
  });
}

// Of a cancelled tender the public gets the officer's acts, not who wanted to bid what: it may be tendered again.
void Api::send_bundle(const CallPtr& call, const std::string& tender, bool whole) {
  const bool taken = parts_.readers.post_plain([this, call, tender, whole] {
    auto journal = ledger::PgJournal::open_read_only(parts_.database, parts_.log_id);
    if (!journal) return call->problem("database_unavailable", journal.error().message);
    const LogState::Signed newest = parts_.log.checkpoint();
    std::string bundle;
    const ledger::BundleSigner signer = parts_.log.bundle_signer();
    const auto written = ledger::write_tender_bundle(
        {**journal, signer, newest.note,
         [whole](std::uint64_t, std::string_view kind, std::string_view) {
           return whole || (kind != "tender.drafted" && !kind.starts_with("bid") && !kind.starts_with("offer"));
         },
         [this](std::uint64_t seq, std::uint64_t size) { return parts_.log.proof(seq, size); }},
        tender, [&bundle](std::string_view octets) { bundle += octets; });
    if (!written) return call->problem("database_unavailable", written.error().message);
    call->send(net::make_response(200, "application/jsonl", std::move(bundle))
                   .set("Content-Disposition", "attachment; filename=\"terang-" + tender + ".jsonl\"")
                   .set("Cache-Control", "no-store"));
  });
  if (!taken) call->problem("platform_busy", "Too many requests wait. Try again in a moment.");
}

}  // namespace terang::server
