// What anybody may ask: time, search, tenders, bids as far as they are public.
#include <algorithm>

#include "server/api/api.h"
#include "tender/pg_reference.h"
#include "tender/pg_search.h"
#include "tender/view.h"

namespace terang::server {
namespace {

constexpr std::uint64_t kMostStandings = 1'000'000;

// The query string as a search; an unknown parameter is told rather than ignored.
Result<tender::TenderQuery> tender_query(const std::vector<std::pair<std::string, std::string>>& parameters) {
  tender::TenderQuery query;
  const std::pair<std::string_view, std::string*> known[] = {
      {"q", &query.text},           {"buyer", &query.buyer},         {"status", &query.status},
      {"category", &query.category}, {"source", &query.source},       {"currency", &query.currency},
      {"min_value", &query.min_value}, {"max_value", &query.max_value}, {"from", &query.from},
      {"to", &query.to},            {"sort", &query.sort},           {"after", &query.after}};
  for (const auto& [name, value] : parameters) {
    if (name == "limit") {
      const auto limit = number(value);
      query.limit = limit && *limit <= 1000 ? static_cast<int>(*limit) : 0;  // 0 is refused by name
      continue;
    }
    const auto at = std::find_if(std::begin(known), std::end(known), [&](const auto& one) { return one.first == name; });
    if (at == std::end(known)) return Failure{"parameter_unknown", "There is no search by " + name + "."};
    *at->second = value;
  }
  return query;
}

// While a tender goes on the list has its schedule; the lots' own views follow their clocks.
void tell_ends(json::Value& page, const Published& published) {
  for (json::Value& item : page.find("items")->as_array()) {
    const std::string_view status = item.text("status");
    const auto standing = status == "live" || status == "paused" || status == "scheduled" ? published.find(std::string(item.text("id"))) : nullptr;
    if (!standing) continue;
    std::string last;
    for (const auto& [lot, view] : standing->lots) {
      const auto read = json::parse(view.json, {.bytes = 8u << 20, .depth = 20, .decimals = false});
      if (read.ok()) last = std::max(last, std::string(read->text("ends_at")));
    }
    if (!last.empty()) item.set("closes_at", last);
  }
}

}  // namespace

void Api::get_time(const CallPtr& call) {
  call->json(200, json::Value::object({{"now", format_time(parts_.desk.clock_reading())}}));
}

void Api::get_openapi(const CallPtr& call) {
  auto response = net::make_response(200, "application/json", parts_.openapi);
  call->send(std::move(response).set("Cache-Control", "public, max-age=300"));
}

void Api::search_tenders(const CallPtr& call) {
  auto query = tender_query(call->request.query);
  if (!query) return call->problem("query_malformed", query.error().message,
                                   json::Value::object({{"reason", query.error().name}}));
  read(call, [this, call, query = std::move(*query), now = parts_.desk.clock_reading()](pqxx::connection& db) {
    auto page = tender::search_tenders(db, query, now);
    if (!page) return call->problem("query_malformed", page.error().message,
                                    json::Value::object({{"reason", page.error().name}}));
    tell_ends(*page, parts_.published);
    call->json_for_all(json::canonical(*page));
  });
}

// Everybody gets what was last published, without asking the desk. Whoever may see more gets it from the desk.
void Api::get_tender(const CallPtr& call) {
  const std::string id = call->arguments[0];
  const auto standing = parts_.published.find(id);
  if (!call->session) return standing ? send_published(call, id) : send_reference(call, id);
  const bool asked = parts_.desk.ask([this, call, id](const tender::Registry& registry, Micros now) -> Desk::Then {
    const tender::TenderId tender{id};
    if (!registry.has(tender)) return [this, call, id] { send_reference(call, id); };
    const tender::Audience audience = tender::audience_of(registry, tender, call->actor());
    const bool officer = audience.kind == tender::Audience::Kind::officer;
    json::Value view = officer ? tender::officer_tender(registry, tender) : tender::public_tender(registry, tender);
    if (view.is_null()) return [call] { call->problem("no_such_tender", "There is no such tender, or it is not published."); };
    json::Array lots;
    for (const tender::LotId& lot : registry.lots(tender)) {
      json::Value lot_view = officer ? tender::officer_lot(registry, tender, lot) : tender::public_lot(registry, tender, lot);
      if (lot_view.is_null()) continue;
      json::Value own = audience.kind == tender::Audience::Kind::bidder
                            ? tender::bidder_line(registry, tender, lot, audience.pseudonym)
                            : json::Value();
      lots.push_back(json::Value::object({{"lot", lot.text}, {"view", std::move(lot_view)}, {"you", std::move(own)}}));
    }
    json::Value seq = view.find("seq") ? *view.find("seq") : json::Value(0);
    json::Value whole = json::Value::object({{"id", id},
                                             {"lots", std::move(lots)},
                                             {"now", format_time(now)},
                                             {"seq", std::move(seq)},
                                             {"source", "terang"},
                                             {"tender", std::move(view)}});
    return [call, whole = std::move(whole)] { call->json(200, whole); };
  });
  if (asked) return;
  // While the desk can't tell, the public view is better than none.
  standing ? send_published(call, id) : call->problem("platform_unavailable", "Try again in a moment.");
}

void Api::send_published(const CallPtr& call, const std::string& tender) {
  const auto standing = parts_.published.find(tender);
  if (!standing || standing->tender.json.empty()) return call->problem("no_such_tender");
  std::uint64_t seq = standing->tender.seq;
  std::string lots;
  for (const auto& [lot, view] : standing->lots) {
    if (!lots.empty()) lots += ',';
    lots += "{\"lot\":";
    json::append_string(lot, lots);
    lots += ",\"view\":" + view.json + ",\"you\":null}";
    seq = std::max(seq, view.seq);
  }
  std::string text = "{\"id\":";
  json::append_string(tender, text);
  text += ",\"lots\":[" + lots + "],\"now\":\"" + format_time(parts_.desk.clock_reading()) +
          "\",\"seq\":" + std::to_string(seq) + ",\"source\":\"terang\",\"tender\":" + standing->tender.json + '}';
  call->json_for_all(std::move(text));
}

void Api::send_reference(const CallPtr& call, const std::string& tender) {
  read(call, [call, tender](pqxx::connection& db) {
    auto record = tender::reference_tender(db, tender);
    if (!record) return call->problem("no_such_tender", "There is no such tender, or it is not published.");
    call->json(200, json::Value::object({{"id", tender}, {"reference", std::move(*record)}, {"source", "ocds"}}));
  });
}

void Api::get_history(const CallPtr& call) {
  const auto since_text = call->request.parameter("since");
  const auto since = number(since_text);
  if (since_text && !since) return call->problem("query_malformed", "since is a ledger sequence.");
  look(call, [call, since](const tender::Registry& registry, Micros) -> Desk::Then {
    const tender::TenderId tender{call->arguments[0]};
    json::Value points;
    if (registry.has(tender))
      points = tender::history(registry, tender, tender::LotId{call->arguments[1]},
                               tender::audience_of(registry, tender, call->actor()), since);
    return [call, points = std::move(points)] {
      if (points.is_null()) return call->problem("no_such_lot", "There is no such lot, or it is not published.");
      call->json(200, points);
    };
  });
}

void Api::get_standings(const CallPtr& call) {
  const auto from_text = call->request.parameter("from");
  const auto from = from_text ? number(from_text) : 0;
  if (!from || *from > kMostStandings) return call->problem("query_malformed", "from is how many rows to leave out.");
  look(call, [call, from = static_cast<std::uint32_t>(*from)](const tender::Registry& registry, Micros) -> Desk::Then {
    const tender::TenderId tender{call->arguments[0]};
    const auto audience = tender::audience_of(registry, tender, call->actor());
    const bool officer = audience.kind == tender::Audience::Kind::officer;
    json::Value page = officer ? tender::standings(registry, tender, tender::LotId{call->arguments[1]}, from) : json::Value();
    return [call, officer, page = std::move(page)] {
      if (!officer) return call->problem("not_disclosed", "Only officers of the buyer see every bidder.");
      if (page.is_null()) return call->problem("no_such_lot", "There is no such lot, or it is not published.");
      call->json(200, page);
    };
  });
}

}  // namespace terang::server
