// Receipts and bundles: what can be checked without us.
#include <charconv>

#include "ledger/bundle.h"
#include "ledger/pg_journal.h"
#include "ledger/proof.h"
#include "server/api/api.h"
#include "server/api/audit_page.h"
#include "server/bundle_extras.h"
#include "server/witnessing.h"
#include "tender/disclosure.h"

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

// What a bundle of the tender would gather in memory, before base64 makes a third more of it.
std::uint64_t stored_octets(pqxx::connection& db, int log, const std::string& tender) {
  pqxx::read_transaction read_only(db);
  return read_only
      .exec_params1("select (select coalesce(sum(256 + coalesce(octet_length(payload), 0)), 0) from ledger_entry where log = $1 and tender = $2) "
                    "+ (select coalesce(sum(octet_length(octets)), 0) from sealed_envelope where log = $1 and tender = $2)",
                    log, tender)[0]
      .as<std::uint64_t>();
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
      const json::Value* data = payload.find("data");
      const auto told = tender::disclosed_from({seq, payload.text("kind"), data ? *data : json::Value()},
                                               tender::standpoint(registry, call->actor(), payload.text("tender"), seq, seq + 1));
      // What everybody is told stands in bundles: a receipt is for those who had a part in it, or oversee it.
      const bool his = told.flesh && told.circle != tender::Circle::everybody;
      return [this, call, seq, entry, his, tender = std::string(payload.text("tender"))] {
        if (!his) return call->problem("not_yours", "You are no party to this entry.");
        const auto included = inclusion(seq);
        const auto salt = ledger::salt_from(entry.salt);
        if (!included && seq < parts_.log.size())
          return call->problem("log_key_unavailable", "The log's key cannot sign now: ask again for the receipt.");
        if (!included || !salt) return call->problem("no_such_entry");
        auto receipt = ledger::format_receipt(entry.header, *salt, entry.payload, included->proof, included->note);
        read(call, [call, seq, tender, receipt = std::move(receipt)](pqxx::connection& reader) {
          note_read(reader, *call, "receipt", tender, seq);
          call->send(net::make_response(200, "text/plain; charset=utf-8", receipt)
                         .set("Content-Disposition", "attachment; filename=\"terang-receipt-" + std::to_string(seq) + ".txt\"")
                         .set("Cache-Control", "no-store"));
        });
      };
    });
  });
}

void Api::get_bundle(const CallPtr& call) {
  const std::string id = call->arguments[0];
  const auto asked = call->request.parameter("documents");
  if (asked && *asked != "yes" && *asked != "no") return call->problem("query_malformed", "documents is yes or no.");
  const bool documents = asked == "yes";
  if (documents && !call->session) return call->problem("signed_out", "Documents name people: sign in, or ask for the bundle without them.");
  look(call, [this, call, id, documents](const tender::Registry& registry, Micros) -> Desk::Then {
    auto at = tender::standpoint(registry, call->actor(), id);
    const bool known = at.state != tender::State::none && at.state != tender::State::draft;
    const bool withheld = known && (at.quiet || registry.withholds_any(id));
    std::optional<std::set<std::string>> readable;
    if (documents) readable = registry.readable_documents(call->actor(), id);
    return [this, call, id, known, withheld, at = std::move(at), readable = std::move(readable)] {
      if (!known) return call->problem("no_such_tender");
      if (!at.awarded_at && !at.cancelled_at && !at.auditor)
        return call->problem("not_disclosed", "The bundle is disclosed once the tender is awarded or cancelled.");
      if (withheld)
        return call->problem("not_disclosed", "Bids of this tender are for their bidders alone until its lots are over.");
      // The same whether or not there are any.
      if (readable && readable->empty() && !oversees(at))
        return call->problem("not_yours", "You are no party to a document of this tender: ask for the bundle without documents.");
      send_bundle(call, id, at, readable);
    };
  });
}

void Api::send_bundle(const CallPtr& call, const std::string& tender, tender::Standpoint at, std::optional<std::set<std::string>> documents) {
  // The entries of a bundle are the same for all: nobody's own make it another.
  at.account.clear();
  at.pseudonym = {};
  at.officer = false;
  read(call, [this, call, tender, at = std::move(at), documents = std::move(documents)](pqxx::connection& db) {
    std::uint64_t octets = stored_octets(db, parts_.log_id, tender);
    if (octets > parts_.largest_bundle)
      return call->problem("bundle_too_large", "It is too large to download: `terang export --tender` writes it to a file.");
    note_read(db, *call, "bundle", tender, std::nullopt);
    if (documents) note_read(db, *call, "document", tender, std::nullopt);
    auto journal = ledger::PgJournal::open_read_only(parts_.database, parts_.log_id);
    if (!journal) return call->problem("database_unavailable", journal.error().message);
    const std::string note = covering_note(parts_.log.size());
    if (note.empty()) return call->problem("log_key_unavailable", "The log's key cannot sign now.");
    const ledger::BundleSigner signer = parts_.log.bundle_signer();
    const auto checkpoint = ledger::open_checkpoint(note, signer.key);
    if (!checkpoint) return call->problem("log_key_unavailable", "The log's key is being changed: ask again.");
    const BundleExtras extras(db);
    ledger::BundleSource source{
        **journal, signer, note,
        [&at](std::uint64_t seq, std::string_view kind, std::string_view of) {
          return tender::disclosed_from({seq, kind, {}, of.empty() && at.awarded_at}, at).flesh;
        },
        [this](std::uint64_t seq, std::uint64_t size) { return parts_.log.proof(seq, size); }};
    if (documents)
      source.document = [&](const ledger::BundleDocument& named) -> Result<std::optional<std::string>> {
        if (!documents->contains(named.sha256)) return std::optional<std::string>();
        if ((octets += named.size) > parts_.largest_bundle)
          return Failure{"bundle_too_large", "With its documents it is too large to download: ask for it without them and take each document by "
                                             "itself, or have `terang export --tender --documents` write it to a file."};
        auto stored = extras.document(named);
        if (!stored) return stored.error();
        return std::optional(*std::move(stored));
      };
    if (parts_.witnessing) source.policy = parts_.witnessing->policy();
    auto timestamps = extras.timestamps(parts_.log_id, checkpoint->size);
    if (!timestamps) return call->problem("database_unavailable", timestamps.error().message);
    source.timestamps = *std::move(timestamps);
    std::string bundle;
    const auto written = ledger::write_tender_bundle(source, tender, [&bundle](std::string_view text) { bundle += text; });
    if (!written) {
      const std::string& name = written.error().name;
      return call->problem(name == "bundle_too_large" || name.starts_with("document_") ? name : "database_unavailable", written.error().message);
    }
    call->send(net::make_response(200, "application/jsonl", std::move(bundle))
                   .set("Content-Disposition", "attachment; filename=\"terang-" + tender + (documents ? "-documents" : "") + ".jsonl\"")
                   .set("Cache-Control", "no-store"));
  });
}

}  // namespace terang::server
