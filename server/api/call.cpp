#include "server/api/call.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "server/net/compress.h"
#include "tender/role.h"

namespace terang::server {
namespace {

struct Known {
  std::string_view name;
  int status;
};

// Refusals that are not the common case, a conflict with the state of things (409).
constexpr Known kStatuses[] = {
    {"body_malformed", 400},      {"query_malformed", 400},   {"origin_refused", 403},
    {"not_your_role", 403},       {"not_your_tender", 403},   {"not_your_buyer", 403},
    {"not_yours", 403},           {"not_disclosed", 403},     {"signed_out", 401},
    {"sign_in_failed", 401},      {"no_such_tender", 404},    {"no_such_lot", 404},
    {"no_such_bidder", 404},      {"no_such_business", 404},  {"no_such_entry", 404},
    {"no_such_page", 404},  {"not_witnessed", 404},       {"no_such_document", 404},  {"no_such_proposal", 404},
    {"document_unknown", 422},    {"bid_id_malformed", 422},  {"content_malformed", 422},
    {"file_too_large", 413},      {"bundle_too_large", 413},
         {"file_type_refused", 415},        {"key_unknown", 404},       {"method_not_allowed", 405},
    {"not_json", 415},            {"invalid_document", 422},  {"invalid_scenario", 422},
    {"invalid_request", 422},     {"reason_missing", 422},    {"reason_too_long", 422},
    {"not_an_object", 422},       {"document_too_large", 413}, {"adjustment_invalid", 422}, {"ceiling_invalid", 422},
    {"signature_invalid", 422},   {"key_malformed", 422},     {"key_not_p256", 422},
    {"no_lots", 422},             {"start_not_in_future", 422}, {"extension_not_positive", 422},
    {"too_many_requests", 429},   {"sign_in_too_often", 429}, {"internal_error", 500},
    {"platform_busy", 503},       {"platform_unavailable", 503}, {"restarting", 503},
    {"document_missing", 500},    {"document_mismatch", 500},
    {"database_unavailable", 503}, {"log_key_unavailable", 503}, {"vkey_unknown", 404}, {"overlap_out_of_range", 422},
    {"from_size_ahead", 422}, {"nothing_to_erase", 422}, {"too_many_entries", 422}, {"sealing_key_unwritable", 503},
};

}  // namespace

std::optional<std::uint64_t> number(std::optional<std::string_view> text) {
  std::uint64_t value = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

int problem_status(std::string_view name) {
  const auto at = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                               [&](const Known& known) { return known.name == name; });
  return at == std::end(kStatuses) ? 409 : at->status;
}

net::HttpResponse problem_response(std::string_view name, std::string_view detail, json::Value more) {
  const int status = problem_status(name);
  json::Value document = more.is_object() ? std::move(more) : json::Value::object();
  document.set("code", name);
  if (!detail.empty()) document.set("detail", detail);
  document.set("status", status);
  document.set("title", net::reason_phrase(status));
  document.set("type", "urn:terang:problem:" + std::string(name));
  auto response = net::make_response(status, "application/problem+json", json::canonical(document));
  response.set("Cache-Control", "no-store");
  if (status == 503 || status == 429) response.set("Retry-After", "2");
  return response;
}

tender::Actor Call::actor() const {
  if (!session) return {tender::AccountId{}, tender::Role::bidder, tender::BusinessId{}};
  return {tender::AccountId{session->account}, tender::role_from(session->role).value_or(tender::Role::bidder),
          tender::BusinessId{session->business}};
}

void Call::send(net::HttpResponse response) {
  if (reply_) {
    net::Reply reply = std::move(reply_);
    reply.send(std::move(response));
  }
}

void Call::json_text(int status, std::string text) {
  send(net::make_response(status, "application/json", std::move(text)).set("Cache-Control", "no-store"));
}

void Call::json_for_all(std::string text) {
  constexpr std::size_t kLeast = 1000;  // below it a packet is a packet
  const bool wanted = request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (session || !wanted || text.size() < kLeast) return json_text(200, std::move(text));
  auto response = net::make_response(200, "application/json", net::gzip(text));
  response.set("Cache-Control", "no-store");
  response.set("Content-Encoding", "gzip");
  response.set("Vary", "Accept-Encoding, Cookie");
  send(std::move(response));
}

void Call::json(int status, const json::Value& value) { json_text(status, json::canonical(value)); }

void Call::problem(std::string_view name, std::string_view detail, json::Value more) {
  send(problem_response(name, detail, std::move(more)));
}

void Call::answer(int status, const Answer& answer) {
  if (answer.verdict != tender::kAccepted) return problem(answer.verdict, {}, answer.detail);
  json::Value value = json::Value::object({{"detail", answer.detail.is_object() ? answer.detail : json::Value::object()},
                                           {"verdict", answer.verdict}});
  if (answer.seq) value.set("seq", *answer.seq);
  json(status, value);
}

}  // namespace terang::server
