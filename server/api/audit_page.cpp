#include "server/api/audit_page.h"

#include <algorithm>
#include <map>

#include "base/bytes.h"
#include "ledger/entry.h"
#include "ledger/envelope.h"

namespace terang::server {
namespace {

constexpr json::Limits kData{.bytes = 8u << 20, .depth = 32, .decimals = false};
// No more than 32 MiB of payloads at once, and at least one entry.
constexpr const char* kColumns =
    "select seq, header, salt, payload, tender from (select *, row_number() over (order by seq) as nth, "
    "sum(coalesce(octet_length(payload), 0)) over (order by seq) as so_far from ";
constexpr const char* kBounded = ") e where so_far <= 33554432 or nth = 1 order by seq";
constexpr std::uint64_t kChunk = 256;

AuditRow row_of(const pqxx::row& stored) {
  AuditRow row;
  row.seq = stored[0].as<std::uint64_t>();
  row.header = pqxx::binarystring(stored[1]).str();
  if (!stored[4].is_null()) row.tender = stored[4].as<std::string>();
  if (stored[2].is_null() || stored[3].is_null()) return row;
  row.salt = pqxx::binarystring(stored[2]).str();
  row.payload = pqxx::binarystring(stored[3]).str();
  const auto envelope = ledger::read_envelope(*row.payload);
  auto data = envelope ? json::parse(envelope->data, kData) : Failure{"entry_malformed", {}};
  if (!data) return row;
  row.kind = envelope->kind;
  row.tseq = envelope->tseq;
  row.data = std::move(*data);
  return row;
}

std::string array_of(const std::vector<tender::Seq>& list) {
  std::string out = "{";
  for (const tender::Seq seq : list) (out.size() > 1 ? out += ',' : out) += std::to_string(seq);
  return out + "}";
}

// The business that a key entry is about: its own `by`.
std::string_view business_of(const json::Value& data) {
  const json::Value* by = data.find("by");
  return by ? by->text("business") : std::string_view();
}

}  // namespace

Micros AuditRow::time() const {
  const auto read = ledger::decode_header(header);
  return read ? read->time : 0;
}

std::vector<AuditRow> read_rows(pqxx::connection& db, int log, std::uint64_t from, std::uint64_t to) {
  pqxx::read_transaction read_only(db);
  std::vector<AuditRow> rows;
  for (const auto& row : read_only.exec_params(
           std::string(kColumns) + "ledger_entry where log = $1 and seq >= $2 and seq < $3" + kBounded,
           log, static_cast<std::int64_t>(from), static_cast<std::int64_t>(to)))
    rows.push_back(row_of(row));
  return rows;
}

void judge_rows(const tender::Registry& registry, const tender::Actor& actor, std::uint64_t from, std::uint64_t to,
                std::vector<AuditRow>& rows) {
  std::map<std::string, tender::Standpoint> standpoints;
  for (AuditRow& row : rows) {
    if (row.kind.empty()) continue;
    auto at = standpoints.find(row.tender);
    if (at == standpoints.end())
      at = standpoints.emplace(row.tender, tender::standpoint(registry, actor, row.tender, from, to)).first;
    const bool named = row.tender.empty() && registry.named_by_award(business_of(row.data));
    row.told = tender::disclosed_from({row.seq, row.kind, row.data, named}, at->second);
  }
}

std::string bundle_line(pqxx::connection& db, int log, const AuditRow& row) {
  const bool told = row.told.flesh && row.payload && row.salt;
  json::Value line = json::Value::object({{"header", to_base64(row.header)},
                                          {"payload", told ? json::Value(*row.payload) : json::Value()},
                                          {"salt", told ? json::Value(to_base64(*row.salt)) : json::Value()},
                                          {"seq", row.seq},
                                          {"tender", told && !row.tender.empty() ? json::Value(row.tender) : json::Value()}});
  if (told && row.kind == "offer.placed") {
    pqxx::read_transaction read_only(db);
    const auto octets = read_only.exec_params("select octets from sealed_envelope where log = $1 and seq = $2", log,
                                              static_cast<std::int64_t>(row.seq));
    if (!octets.empty()) line.set("envelope", to_base64(pqxx::binarystring(octets[0][0]).str()));
  }
  return json::canonical(line) + "\n";
}

bool may_look_at(const tender::Standpoint& at) {
  if (at.state == tender::State::none) return false;
  return at.state != tender::State::draft || at.officer || at.auditor;
}

bool oversees(const tender::Standpoint& at) { return at.officer || at.auditor; }

TenderPage read_tender_page(pqxx::connection& db, int log, const std::string& tender, std::optional<std::uint64_t> after,
                            std::uint64_t limit, const tender::Standpoint& at) {
  TenderPage page;
  pqxx::read_transaction read_only(db);
  const std::string withheld = array_of(at.withheld);
  std::int64_t last = after ? static_cast<std::int64_t>(std::min<std::uint64_t>(*after, INT64_MAX)) : -1;
  for (;;) {
    const auto rows = read_only.exec_params(
        std::string(kColumns) + "(select * from ledger_entry where log = $1 and tender = $2 and seq > $3 and "
                                "seq <> all($4::bigint[]) order by seq limit $5) few" + kBounded,
        log, tender, last, withheld, static_cast<std::int64_t>(kChunk));
    if (rows.empty()) return page;
    for (const auto& stored : rows) {
      AuditRow row = row_of(stored);
      last = static_cast<std::int64_t>(row.seq);
      // Recorded since we looked at its tender: how it stands is not known yet.
      if (!row.kind.empty() && row.tseq >= at.entries) return page;
      if (!row.kind.empty()) row.told = tender::disclosed_from(row.content(), at);
      if (at.quiet && !row.told.content) continue;
      if (page.rows.size() == limit) {
        page.next = page.rows.back().seq;
        return page;
      }
      page.rows.push_back(std::move(row));
    }
  }
}

json::Value index_line(const AuditRow& row, const tender::Standpoint& at) {
  using json::Value;
  const bool erased = !row.payload, told = row.told.content;
  const bool counted = told && (row.told.flesh || !at.quiet);
  // When the public is told it; of what he is not told himself, when he may be.
  const tender::Moment moment = told ? tender::moment_of(row.kind, tender::Circle::everybody) : row.told.moment;
  std::string rule(tender::kDisclosureVersion);
  if (told) rule += " " + row.kind + " " + std::string(name(row.told.circle)) + " " + std::string(name(row.told.moment));
  return Value::object({{"at", format_time(row.time())},
                        {"data", told ? row.data : Value()},
                        {"discloses", erased ? Value() : Value(name(moment))},
                        {"kind", told ? Value(row.kind) : Value()},
                        {"leaf", to_hex(ledger::leaf_hash(row.header))},
                        {"rule", rule},
                        {"seq", row.seq},
                        {"tseq", counted ? Value(row.tseq) : Value()},
                        {"withheld", told ? Value() : Value(erased ? "erased" : "undisclosed")}});
}

void note_read(pqxx::connection& db, const Call& call, std::string_view what, const std::string& tender,
               std::optional<std::uint64_t> seq) {
  if (!call.session) return;
  pqxx::work write(db);
  std::optional<std::string> of, entry;
  if (!tender.empty()) of = tender;
  if (seq) entry = std::to_string(*seq);
  write.exec_params("insert into evidence_read (tender, account, role, what, seq) values ($1, $2, $3, $4, $5)", of,
                    call.session->account, call.session->role, std::string(what), entry);
  write.commit();
}

}  // namespace terang::server
