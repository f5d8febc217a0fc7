// For those who oversee: a lot played again from its ledger, who could see what since when and was given it, tenders that
// one follows, and what the monitor of the log has found.
#include <algorithm>

#include "ledger/envelope.h"
#include "server/api/api.h"
#include "server/api/audit_page.h"
#include "server/monitor_feed.h"
#include "tender/lot_replay.h"

namespace terang::server {
namespace {

using json::Value;

constexpr std::uint64_t kMostListed = 200;
constexpr std::size_t kMostSteps = 1000;
constexpr std::uint64_t kMostReplayed = 200'000;  // entries; `terang replay` has no such bound
constexpr int kMostWatches = 200;                 // of one account

// A name of PostgreSQL's for our microseconds: whole numbers, no time zones.
constexpr const char* kMicros = "(extract(epoch from %) * 1000000)::bigint";
std::string micros(std::string_view column) {
  std::string text(kMicros);
  return text.replace(text.find('%'), 1, column);
}

Value seq_or_null(const pqxx::field& field) { return field.is_null() ? Value() : Value(field.as<std::uint64_t>()); }

// Each circle that is ever told of the entry, and since when.
void add_disclosures(const AuditRow& row, const tender::Standpoint& at, json::Array& out) {
  for (std::size_t i = 0; i < tender::kCircles; ++i) {
    const auto circle = static_cast<tender::Circle>(i);
    const tender::Moment moment = tender::moment_for(row.content(), circle, at);
    if (moment == tender::Moment::never) continue;
    const auto since = tender::disclosed_at(row.content(), row.time(), circle, at);
    out.push_back(Value::object({{"at", since ? Value(format_time(*since)) : Value()},
                                 {"audience", name(circle)},
                                 {"kind", row.kind},
                                 {"rule", std::string(tender::kDisclosureVersion) + " " + row.kind + " " +
                                              std::string(name(circle)) + " " + std::string(name(moment))},
                                 {"seq", row.seq}}));
  }
}

json::Array reads_of(pqxx::connection& db, const std::string& tender) {
  pqxx::read_transaction read_only(db);
  json::Array reads;
  for (const auto& row : read_only.exec_params("select " + micros("r.at") +
                                                   ", r.account, a.name, r.role, r.what, r.seq from evidence_read r "
                                                   "left join account a on a.id = r.account where r.tender = $1 "
                                                   "order by r.id desc limit 200",
                                               tender))
    reads.push_back(Value::object({{"account", row[1].as<std::string>()},
                                   {"at", format_time(row[0].as<Micros>())},
                                   {"name", row[2].is_null() ? Value() : Value(row[2].as<std::string>())},
                                   {"role", row[3].as<std::string>()},
                                   {"seq", seq_or_null(row[5])},
                                   {"what", row[4].as<std::string>()}}));
  return reads;
}

std::optional<std::uint64_t> newest_of(const Published::Tender& standing) {
  std::uint64_t seq = standing.tender.seq;
  for (const auto& [lot, view] : standing.lots) seq = std::max(seq, view.seq);
  return seq;
}

}  // namespace

void Api::get_replay(const CallPtr& call) {
  const auto after_text = call->request.parameter("after");
  const auto after = number(after_text);
  const auto lot = number(call->request.parameter("lot"));
  if ((after_text && !after) || !lot) return call->problem("query_malformed", "lot is one of the tender's, after a ledger sequence.");
  const std::string id = call->arguments[0];
  look(call, [this, call, id, lot = *lot, after](const tender::Registry& registry, Micros) -> Desk::Then {
    auto at = std::make_shared<tender::Standpoint>(tender::standpoint(registry, call->actor(), id));
    return [this, call, id, lot, after, at] {
      if (!may_look_at(*at)) return call->problem("no_such_tender", "There is no such tender, or it is not published.");
      if (lot == 0 || lot > at->lots_told.size()) return call->problem("no_such_lot", "There is no such lot.");
      if (at->quiet || (!oversees(*at) && !at->awarded_at))
        return call->problem("not_disclosed", "It can be played once all its entries are disclosed to you.");
      if (at->entries > kMostReplayed) return call->problem("replay_too_large", "Play its bundle on a computer of yours.");
      read(call, [this, call, id, lot, after, at](pqxx::connection& db) {
        tender::LotReplay replay(tender::LotId{std::to_string(lot)}, after, kMostSteps);
        std::optional<std::uint64_t> from;
        for (bool wanted = true; wanted;) {
          const TenderPage page = read_tender_page(db, parts_.log_id, id, from, kMostListed, *at);
          for (const AuditRow& row : page.rows) {
            const auto envelope = row.payload && row.told.content ? ledger::read_envelope(*row.payload) : std::nullopt;
            if (wanted && envelope) wanted = replay.add({row.seq, row.time(), row.kind, id, envelope->data});
          }
          from = page.next;
          wanted = wanted && from;
        }
        note_read(db, *call, "entries", id, after);
        call->json(200, replay.told());
      });
    };
  });
}

void Api::get_access(const CallPtr& call) {
  with_page(call, true, [call](pqxx::connection& db, const TenderPage& page, const tender::Standpoint& at) {
    const std::string& id = call->arguments[0];
    json::Array disclosures;
    for (const AuditRow& row : page.rows)
      if (row.told.content) add_disclosures(row, at, disclosures);
    call->json(200, Value::object({{"disclosures", std::move(disclosures)},
                                   {"next", page.next ? Value(*page.next) : Value()},
                                   {"reads", reads_of(db, id)},
                                   {"tender", id}}));
  });
}

// What is new is told as everybody's views tell it: a sealed bid is no news.
void Api::get_watches(const CallPtr& call) {
  read(call, [this, call](pqxx::connection& db) {
    auto watches = std::make_shared<json::Array>();
    auto newest = std::make_shared<std::vector<AuditRow>>();
    const auto stored = pqxx::read_transaction(db).exec_params(
        "select tender, " + micros("since") + ", seen_seq from watch where account = $1 order by since desc, tender limit " +
            std::to_string(kMostWatches),
        call->session->account);
    for (const auto& row : stored) {
      const std::string id = row[0].as<std::string>();
      Value watch = Value::object({{"newest_at", nullptr}, {"newest_kind", nullptr}, {"newest_seq", nullptr},
                                   {"seen_seq", seq_or_null(row[2])}, {"since", format_time(row[1].as<Micros>())},
                                   {"state", nullptr}, {"tender", id}, {"title", nullptr}});
      if (const auto standing = parts_.published.find(id); standing && !standing->tender.json.empty()) {
        const auto view = json::parse(standing->tender.json, {.bytes = 8u << 20, .depth = 32, .decimals = false});
        const Value* document = view ? view->find("document") : nullptr;
        if (document) {
          watch.set("title", document->text("title"));
          watch.set("state", view->text("state"));
        }
        const auto seq = newest_of(*standing);
        auto rows = seq ? read_rows(db, parts_.log_id, *seq, *seq + 1) : std::vector<AuditRow>();
        if (!rows.empty()) {
          watch.set("newest_at", format_time(rows[0].time()));
          watch.set("newest_seq", *seq);
          newest->push_back(std::move(rows[0]));
        }
      }
      watches->push_back(std::move(watch));
    }
    look(call, [call, watches, newest](const tender::Registry& registry, Micros) -> Desk::Then {
      for (AuditRow& row : *newest) {
        std::vector<AuditRow> one(1, std::move(row));
        judge_rows(registry, call->actor(), one[0].seq, one[0].seq + 1, one);
        row = std::move(one[0]);
      }
      return [call, watches, newest] {
        for (Value& watch : *watches)
          for (const AuditRow& row : *newest)
            if (row.told.content && row.tender == watch.text("tender")) watch.set("newest_kind", row.kind);
        call->json(200, Value::object({{"watches", std::move(*watches)}}));
      };
    });
  });
}

void Api::put_watch(const CallPtr& call) {
  json::Problems problems;
  const Value body = call->body.is_null() ? Value::object() : call->body;  // which `fields` reads on
  json::Fields fields(body, "", problems);
  const auto seq = fields.optional_integer("seen_seq", 0, std::int64_t{1} << 53);
  const std::optional<std::string> seen = seq ? std::optional(std::to_string(*seq)) : std::nullopt;
  fields.no_others();
  if (!problems.empty())
    return call->problem("invalid_request", {}, Value::object({{"problems", json::to_json(problems)}}));
  const std::string id = call->arguments[0];
  if (const auto standing = parts_.published.find(id); !standing || standing->tender.json.empty())
    return call->problem("no_such_tender", "There is no such tender, or it is not published.");
  read(call, [call, id, seen](pqxx::connection& db) {
    pqxx::work write(db);
    // One at a time of an account, so that the bound holds.
    write.exec_params("select pg_advisory_xact_lock(hashtext('watch' || $1::text))", call->session->account);
    const auto counted = write.exec_params("select count(*) filter (where tender <> $2) from watch where account = $1",
                                           call->session->account, id);
    if (counted[0][0].as<int>() >= kMostWatches) return call->problem("too_many_watches", "At most 200 tenders can be followed.");
    const auto rows = write.exec_params(
        "insert into watch (account, tender, seen_seq) values ($1, $2, $3) on conflict (account, tender) do update set "
        "seen_seq = greatest(watch.seen_seq, excluded.seen_seq) returning seen_seq",
        call->session->account, id, seen);
    write.commit();
    call->json(200, Value::object({{"seen_seq", seq_or_null(rows[0][0])}, {"tender", id}}));
  });
}

void Api::delete_watch(const CallPtr& call) {
  read(call, [call](pqxx::connection& db) {
    pqxx::work write(db);
    write.exec_params("delete from watch where account = $1 and tender = $2", call->session->account, call->arguments[0]);
    write.commit();
    net::HttpResponse response;
    response.status = 204;
    call->send(std::move(response));
  });
}

void Api::get_alerts(const CallPtr& call) {
  if (call->session->role != "auditor" && call->session->role != "administrator")
    return call->problem("not_your_role", "Alerts are for auditors and administrators.");
  const auto after_text = call->request.parameter("after");
  const auto after = number(after_text);
  if (after_text && !after) return call->problem("query_malformed", "after is an alert's id.");
  const bool taken = parts_.readers.post_plain([this, call, after] { call->json(200, read_monitor_feed(parts_.monitor_feed, after)); });
  if (!taken) call->problem("platform_busy", "Too many requests wait. Try again in a moment.");
}

}  // namespace terang::server
