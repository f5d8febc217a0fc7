#include "server/api/api.h"

#include <algorithm>

#include "server/api/sign_in_guard.h"
#include "server/log.h"
#include "server/metrics.h"

namespace terang::server {
namespace {

constexpr json::Limits kBody{.bytes = 1024 * 1024, .depth = 16, .decimals = false};

bool is_write(const std::string& method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

}  // namespace

Api::Api(Parts parts) : parts_(std::move(parts)), guard_(std::make_unique<SignInGuard>()) {}
Api::~Api() = default;

const std::vector<Api::Route>& Api::routes() {
  // `anybody` handlers look at the session themselves where it changes what is seen.
  static const std::vector<Route> kRoutes = {
      {"GET", {"time"}, Who::anybody, &Api::get_time},
      {"GET", {"openapi.json"}, Who::anybody, &Api::get_openapi},
      {"GET", {"log"}, Who::anybody, &Api::get_log},
      {"GET", {"log", "entries"}, Who::anybody, &Api::get_log_entries},
      {"GET", {"disclosure"}, Who::anybody, &Api::get_disclosure},
      {"POST", {"log", "keys"}, Who::signed_in, &Api::rotate_log_key},
      {"POST", {"log", "keys", "compromised"}, Who::signed_in, &Api::distrust_log_key},
      {"GET", {"retention"}, Who::anybody, &Api::get_retention},
      {"GET", {"retention", "tenders"}, Who::signed_in, &Api::get_retained},
      {"POST", {"erasures"}, Who::signed_in, &Api::erase_entries},
      {"GET", {"tenders"}, Who::anybody, &Api::search_tenders},
      {"POST", {"tenders"}, Who::officer, &Api::create_tender},
      {"GET", {"tenders", "*"}, Who::anybody, &Api::get_tender},
      {"GET", {"tenders", "*", "bundle"}, Who::anybody, &Api::get_bundle},
      {"GET", {"tenders", "*", "entries"}, Who::anybody, &Api::get_tender_entries},
      {"GET", {"tenders", "*", "replay"}, Who::anybody, &Api::get_replay},
      {"GET", {"tenders", "*", "access"}, Who::signed_in, &Api::get_access},
      {"GET", {"tenders", "*", "draft"}, Who::officer, &Api::get_draft},
      {"PUT", {"tenders", "*", "draft"}, Who::officer, &Api::save_draft},
      {"POST", {"tenders", "*", "preview"}, Who::officer, &Api::preview_tender},
      {"POST", {"tenders", "*", "practice"}, Who::officer, &Api::copy_for_practice},
      {"POST", {"tenders", "*", "publish"}, Who::officer, &Api::publish_tender},
      {"POST", {"tenders", "*", "addenda"}, Who::officer, &Api::amend_tender},
      {"POST", {"tenders", "*", "schedule"}, Who::officer, &Api::schedule_auction},
      {"POST", {"tenders", "*", "participation"}, Who::signed_in, &Api::apply_to_tender},
      {"POST", {"tenders", "*", "bidders"}, Who::officer, &Api::admit_bidder},
      {"POST", {"tenders", "*", "award"}, Who::officer, &Api::award_tender},
      {"POST", {"tenders", "*", "cancel"}, Who::officer, &Api::cancel_tender},
      {"GET", {"tenders", "*", "my-bids"}, Who::signed_in, &Api::get_my_bids},
      {"GET", {"tenders", "*", "lots", "*", "history"}, Who::anybody, &Api::get_history},
      {"GET", {"tenders", "*", "lots", "*", "standings"}, Who::signed_in, &Api::get_standings},
      {"POST", {"tenders", "*", "lots", "*", "pause"}, Who::officer, &Api::pause_lot},
      {"POST", {"tenders", "*", "lots", "*", "resume"}, Who::officer, &Api::resume_lot},
      {"POST", {"tenders", "*", "lots", "*", "extend"}, Who::officer, &Api::extend_lot},
      {"POST", {"tenders", "*", "lots", "*", "cancel"}, Who::officer, &Api::cancel_lot},
      {"POST", {"tenders", "*", "lots", "*", "disqualify"}, Who::officer, &Api::disqualify_bidder},
      {"POST", {"tenders", "*", "documents"}, Who::officer, &Api::upload_document},
      {"GET", {"tenders", "*", "documents", "*"}, Who::signed_in, &Api::get_document},
      {"POST", {"tenders", "*", "lots", "*", "proposals"}, Who::officer, &Api::propose_bid},
      {"POST", {"tenders", "*", "lots", "*", "proposals", "*", "approve"}, Who::officer, &Api::approve_bid},
      {"POST", {"tenders", "*", "lots", "*", "proposals", "*", "reject"}, Who::officer, &Api::reject_bid},
      {"GET", {"tenders", "*", "lots", "*", "packages"}, Who::anybody, &Api::get_packages},
      {"GET", {"tenders", "*", "lots", "*", "solution"}, Who::signed_in, &Api::get_solution},
      {"POST", {"tenders", "*", "lots", "*", "solution"}, Who::officer, &Api::solve_packages},
      {"POST", {"tenders", "*", "lots", "*", "solution", "cancel"}, Who::officer, &Api::cancel_solving},
      {"POST", {"tenders", "*", "lots", "*", "comparison"}, Who::officer, &Api::compare_packages},
      {"GET", {"receipts", "*"}, Who::signed_in, &Api::get_receipt},
      {"GET", {"watches"}, Who::signed_in, &Api::get_watches},
      {"PUT", {"watches", "*"}, Who::signed_in, &Api::put_watch},
      {"DELETE", {"watches", "*"}, Who::signed_in, &Api::delete_watch},
      {"GET", {"alerts"}, Who::signed_in, &Api::get_alerts},
      {"GET", {"desk"}, Who::signed_in, &Api::get_desk},
      {"GET", {"businesses"}, Who::officer, &Api::find_businesses},
      {"POST", {"rehearsals"}, Who::officer, &Api::rehearse},
      {"POST", {"session"}, Who::anybody, &Api::sign_in},
      {"GET", {"session"}, Who::anybody, &Api::get_session},
      {"DELETE", {"session"}, Who::signed_in, &Api::sign_out},
      {"POST", {"keys"}, Who::signed_in, &Api::register_key},
      {"GET", {"keys"}, Who::signed_in, &Api::get_keys},
      {"POST", {"keys", "*", "revoke"}, Who::signed_in, &Api::revoke_key},
  };
  return kRoutes;
}

void Api::handle(net::HttpRequest&& request, net::Reply&& reply) {
  const Micros began = steady_now();
  net::Reply counted([this, began, inner = std::make_shared<net::Reply>(std::move(reply))](net::HttpResponse&& response) {
    parts_.metrics.http_answered(static_cast<unsigned>(response.status), steady_now() - began);
    inner->send(std::move(response));
  });
  auto call = std::make_shared<Call>(std::move(request), std::move(counted));
  const auto& segments = call->request.segments;

  if (!segments.empty() && segments[0] == "log") return get_log_file(call);
  if (segments.size() < 2 || segments[0] != "api" || segments[1] != "v1") {
    if (auto page = parts_.pages.answer(call->request)) return call->send(std::move(*page));
    return call->problem("no_such_page");
  }
  const std::string& method = call->request.method == "HEAD" ? "GET" : call->request.method;
  bool path_known = false;
  for (const Route& route : routes()) {
    if (route.path.size() != segments.size() - 2) continue;
    bool fits = true;
    call->arguments.clear();
    for (std::size_t i = 0; i < route.path.size() && fits; ++i) {
      if (route.path[i] == "*") {
        call->arguments.push_back(segments[i + 2]);
      } else {
        fits = route.path[i] == segments[i + 2];
      }
    }
    if (!fits) continue;
    path_known = true;
    if (route.method != method) continue;

    if (const auto token = call->request.cookie(kSessionCookie); !token.empty())
      call->session = parts_.sessions.find(token, system_now());
    if (is_write(method) && !admit_write(call)) return;
    if (route.who != Who::anybody && !call->session) return call->problem("signed_out", "Sign in first.");
    if (route.who == Who::officer && call->session->role != "officer")
      return call->problem("not_your_role", "Only a procurement officer may do this.");
    return (this->*route.handler)(call);
  }
  call->problem(path_known ? "method_not_allowed" : "no_such_page");
}

// A write comes from one of our own pages (Fetch metadata and Origin) and brings JSON or nothing. A request without an
// Origin comes from no browser, and so carries no one's cookie but its maker's own; it must still say so by JSON.
bool Api::admit_write(const CallPtr& call) const {
  const auto origin = call->request.header("origin");
  const auto site = call->request.header("sec-fetch-site");
  const bool foreign = !origin.empty() && std::find(parts_.origins.begin(), parts_.origins.end(), origin) == parts_.origins.end();
  if (foreign || (!site.empty() && site != "same-origin")) {
    call->problem("origin_refused", "Writes are taken from this site's own pages only.");
    return false;
  }
  const auto type = call->request.header("content-type");
  const bool is_json = type == "application/json" || type.starts_with("application/json;");
  if (call->request.body.empty()) {
    if (origin.empty() && !is_json) {
      call->problem("origin_refused", "A write needs an Origin, or the content type application/json.");
      return false;
    }
    return true;
  }
  if (!is_json) {
    call->problem("not_json", "Send application/json.");
    return false;
  }
  auto body = json::parse(call->request.body, kBody);
  if (!body) {
    call->problem("body_malformed", body.error().message, json::Value::object({{"reason", body.error().name}}));
    return false;
  }
  call->body = std::move(*body);
  return true;
}

void Api::read(const CallPtr& call, std::function<void(pqxx::connection&)> job) { read(parts_.readers, call, std::move(job)); }

void Api::read(Workers& workers, const CallPtr& call, std::function<void(pqxx::connection&)> job) {
  const bool taken = workers.post(std::move(job), [call](const std::string&) {
    call->problem("database_unavailable", "The archive can't be read now. Try again in a moment.");
  });
  if (!taken) call->problem("platform_busy", "Too many requests wait. Try again in a moment.");
}

void Api::look(const CallPtr& call, std::function<Desk::Then(const tender::Registry&, Micros)> question) {
  if (!parts_.desk.ask(std::move(question)))
    call->problem("platform_unavailable", "The platform can't tell now. Try again in a moment.");
}

void Api::command(const CallPtr& call, tender::Command command, int status) {
  parts_.desk.submit(std::move(command), [call, status](const Answer& answer) { call->answer(status, answer); });
}

}  // namespace terang::server
