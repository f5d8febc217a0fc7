// What auditors, and everybody who wants to check, read of the ledger: who may see what, and the entries themselves, as
// far as whoever asks may see them.
#include "server/api/audit_page.h"
#include "server/api/api.h"

namespace terang::server {
namespace {

constexpr std::uint64_t kMostLines = 256;      // as many as one tile has
constexpr std::uint64_t kMostListed = 200;
constexpr std::size_t kMostSent = 8u << 20;    // octets of one page of entries

json::Value seq_or_null(std::optional<std::uint64_t> seq) { return seq ? json::Value(*seq) : json::Value(); }

}  // namespace

void Api::get_disclosure(const CallPtr& call) { call->json_for_all(json::canonical(tender::disclosure_rules_json())); }

void Api::get_log_entries(const CallPtr& call) {
  const auto from_text = call->request.parameter("from"), limit_text = call->request.parameter("limit");
  const auto from = from_text ? number(from_text) : 0, limit = limit_text ? number(limit_text) : kMostLines;
  if (!from || !limit || *limit == 0 || *limit > kMostLines)
    return call->problem("query_malformed", "from is a ledger sequence, limit 1 to 256.");
  const std::uint64_t size = parts_.log.size(), first = std::min(*from, size), end = std::min(first + *limit, size);
  read(call, [this, call, from = first, end](pqxx::connection& db) {
    auto rows = std::make_shared<std::vector<AuditRow>>(read_rows(db, parts_.log_id, from, end));
    look(call, [this, call, rows, from, end](const tender::Registry& registry, Micros) -> Desk::Then {
      judge_rows(registry, call->actor(), from, end, *rows);
      return [this, call, rows] {
        read(call, [this, call, rows](pqxx::connection& sender) {
          std::string out;
          for (const AuditRow& row : *rows) {
            out += bundle_line(sender, parts_.log_id, row);
            if (out.size() > kMostSent) break;  // the next page goes on from there
          }
          note_read(sender, *call, "entries", {}, rows->empty() ? std::nullopt : std::optional(rows->front().seq));
          call->send(net::make_response(200, "application/jsonl", std::move(out)).set("Cache-Control", "no-store"));
        });
      };
    });
  });
}

void Api::with_page(const CallPtr& call, bool overseers_only, PageSender send) {
  const auto after_text = call->request.parameter("after"), limit_text = call->request.parameter("limit");
  const auto after = number(after_text), limit = limit_text ? number(limit_text) : kMostListed;
  if ((after_text && !after) || !limit || *limit == 0 || *limit > kMostListed)
    return call->problem("query_malformed", "after is a ledger sequence, limit 1 to 200.");
  const std::string id = call->arguments[0];
  look(call, [this, call, overseers_only, send = std::move(send), id, after, limit = *limit](const tender::Registry& registry, Micros) -> Desk::Then {
    auto at = std::make_shared<tender::Standpoint>(tender::standpoint(registry, call->actor(), id));
    return [this, call, overseers_only, send, id, after, limit, at] {
      if (!may_look_at(*at)) return call->problem("no_such_tender", "There is no such tender, or it is not published.");
      if (overseers_only && !oversees(*at))
        return call->problem("not_disclosed", "Auditors and officers of the buyer see who saw what.");
      read(call, [this, call, id, after, limit, at, send](pqxx::connection& db) {
        send(db, read_tender_page(db, parts_.log_id, id, after, limit, *at), *at);
      });
    };
  });
}

void Api::get_tender_entries(const CallPtr& call) {
  with_page(call, false, [call](pqxx::connection& db, const TenderPage& page, const tender::Standpoint& at) {
    const std::string& id = call->arguments[0];
    json::Array entries;
    for (const AuditRow& row : page.rows) entries.push_back(index_line(row, at));
    note_read(db, *call, "entries", id, page.rows.empty() ? std::nullopt : std::optional(page.rows.front().seq));
    call->json(200, json::Value::object({{"entries", std::move(entries)},
                                         {"hushed", at.quiet},
                                         {"next", seq_or_null(page.next)},
                                         {"tender", id}}));
  });
}

}  // namespace terang::server
