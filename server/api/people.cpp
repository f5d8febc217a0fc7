// Signing in and out, keys, what waits for you, and what a business does.
#include <algorithm>

#include "ledger/signed_bytes.h"
#include "server/api/api.h"
#include "server/api/sign_in_guard.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/people/password.h"
#include "tender/view.h"

namespace terang::server {
namespace {

std::string cookie(std::string_view token, std::int64_t seconds) {
  return std::string(kSessionCookie) + "=" + std::string(token) + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" +
         std::to_string(seconds);
}

json::Value session_json(const Session& session, const std::string& origin) {
  return json::Value::object(
      {{"account", session.account},
       {"business", session.business.empty()
                        ? json::Value()
                        : json::Value::object({{"id", session.business}, {"name", session.business_name}})},
       {"expires_at", format_time(session.expires_at)},
       {"login", session.login},
       {"name", session.name},
       {"origin", origin},
       {"role", session.role}});
}

}  // namespace

void Api::sign_in(const CallPtr& call) {
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  std::string login = fields.text("login", 100), password = fields.text("password", kLongestPassword);
  fields.no_others();
  if (!problems.empty())
    return call->problem("invalid_request", "Give a sign-in name and a password.",
                         json::Value::object({{"problems", json::to_json(problems)}}));
  std::transform(login.begin(), login.end(), login.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::string address = call->request.remote_address;
  if (!guard_->allowed(login, address, steady_now())) {
    parts_.metrics.sign_in("too_often");
    return call->problem("sign_in_too_often", "Too many failed tries. Wait a quarter of an hour, then try again.");
  }
  read(parts_.vault, call, [this, call, login, password, address](pqxx::connection& db) {
    const auto account = find_account(db, login);
    // An unknown name takes as long as a known one.
    const bool matches = password_matches(password, account ? account->password : nobodys_password());
    if (!account || !matches || account->disabled) {
      guard_->failed(login, address, steady_now());
      parts_.metrics.sign_in("failed");
      return call->problem("sign_in_failed", "The name or the password is not right.");
    }
    guard_->succeeded(login, address);
    parts_.metrics.sign_in("succeeded");
    const std::string token = parts_.sessions.begin(db, *account, system_now());
    const auto session = parts_.sessions.find(token, system_now());
    TERANG_ASSERT(session.has_value());
    auto response = net::make_response(200, "application/json",
                                       json::canonical(session_json(*session, parts_.log.origin())));
    response.set("Cache-Control", "no-store");
    response.set("Set-Cookie", cookie(token, kSessionLength / kSecond));
    call->send(std::move(response));
  });
}

// Nobody is as good an answer as somebody: pages ask this of every visitor.
void Api::get_session(const CallPtr& call) {
  call->json(200, call->session ? session_json(*call->session, parts_.log.origin()) : json::Value());
}

void Api::sign_out(const CallPtr& call) {
  read(call, [this, call](pqxx::connection& db) {
    parts_.sessions.end(db, call->request.cookie(kSessionCookie));
    net::HttpResponse response;
    response.status = 204;
    response.set("Set-Cookie", cookie("", 0));
    call->send(std::move(response));
  });
}

void Api::register_key(const CallPtr& call) {
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  const std::string spki_text = fields.text("spki", 700), signature_text = fields.text("signature", 88);
  fields.no_others();
  if (!problems.empty())
    return call->problem("invalid_request", {}, json::Value::object({{"problems", json::to_json(problems)}}));
  const auto spki = from_base64(spki_text), signature = from_base64(signature_text);
  const auto key = spki ? PublicKey::parse(*spki) : Failure{"key_malformed", "The key is not base64."};
  if (!key) return call->problem(key.error().name, key.error().message);
  if (!signature ||
      !(*key)->verify(ledger::bytes_of(ledger::SignedKey{call->session->account, parts_.log.origin(), spki_text}), *signature))
    return call->problem("signature_invalid", "The registration is not signed by the key it registers.");
  command(call, tender::RegisterKey{call->actor(), tender::KeyId{(*key)->id()}, spki_text, signature_text}, 201);
}

void Api::get_keys(const CallPtr& call) {
  look(call, [call](const tender::Registry& registry, Micros) -> Desk::Then {
    json::Array keys;
    for (const tender::KeyRecord* key : registry.keys_of(call->session->account))
      keys.push_back(json::Value::object({{"key", key->key.text},
                                          {"registered_at", format_time(key->registered_at)},
                                          {"revoked", key->revoked},
                                          {"spki", key->spki}}));
    return [call, keys = std::move(keys)] { call->json(200, json::Value::object({{"keys", keys}})); };
  });
}

void Api::revoke_key(const CallPtr& call) {
  command(call, tender::RevokeKey{call->actor(), tender::KeyId{call->arguments[0]}, std::string(call->body.text("reason"))});
}

void Api::get_desk(const CallPtr& call) {
  look(call, [call](const tender::Registry& registry, Micros) -> Desk::Then {
    json::Value items = tender::desk_items(registry, call->actor());
    return [call, items = std::move(items)] { call->json(200, json::Value::object({{"tenders", items}})); };
  });
}

void Api::apply_to_tender(const CallPtr& call) {
  tender::Apply apply{call->actor(), tender::TenderId{call->arguments[0]}, {}, call->session->business_name};
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  if (const json::Array* lots = fields.array("lots", 1, 1000))
    for (const json::Value& lot : *lots) apply.lots.emplace_back(lot.is_string() ? lot.as_string() : "");
  fields.no_others();
  if (!problems.empty())
    return call->problem("invalid_request", {}, json::Value::object({{"problems", json::to_json(problems)}}));
  command(call, std::move(apply));
}

void Api::get_my_bids(const CallPtr& call) {
  look(call, [call](const tender::Registry& registry, Micros) -> Desk::Then {
    const tender::TenderId tender{call->arguments[0]};
    const tender::Pseudonym* who = registry.pseudonym_of(tender.text, call->session->business);
    json::Value bids = who ? tender::own_bids(registry, tender, *who) : json::Value();
    if (bids.is_null()) bids = json::Value::object({{"bids", json::Array{}}, {"more", false}});
    return [call, bids = std::move(bids)] { call->json(200, bids); };
  });
}

}  // namespace terang::server
