// Package lots after the close: their bids, what the solver is at, other scenarios.
#include <algorithm>

#include "auction/formats/package_rules.h"
#include "server/api/api.h"
#include "tender/view.h"

namespace terang::server {
namespace {

tender::TenderId tender_of(const CallPtr& call) { return tender::TenderId{call->arguments[0]}; }
tender::LotId lot_of(const CallPtr& call) { return tender::LotId{call->arguments[1]}; }

void taken(const CallPtr& call, std::string_view refusal) {
  if (refusal.empty()) return call->json(202, json::Value::object({{"state", "waiting"}}));
  call->problem(refusal, "The solver is at work for you, or has too much to do. Wait for it, or stop it.");
}

}  // namespace

void Api::get_packages(const CallPtr& call) {
  look(call, [call](const tender::Registry& registry, Micros) -> Desk::Then {
    const auto audience = tender::audience_of(registry, tender_of(call), call->actor());
    json::Value found = tender::packages(registry, tender_of(call), lot_of(call), audience);
    return [call, found = std::move(found)] {
      if (found.is_null()) return call->problem("no_such_lot", "There is no such lot of packages.");
      call->json(200, found);
    };
  });
}

void Api::get_solution(const CallPtr& call) {
  look(call, [this, call](const tender::Registry& registry, Micros) -> Desk::Then {
    const auto audience = tender::audience_of(registry, tender_of(call), call->actor());
    const bool officer = audience.kind == tender::Audience::Kind::officer;
    const bool there = !tender::packages(registry, tender_of(call), lot_of(call), {}).is_null();
    return [this, call, officer, there] {
      if (!officer) return call->problem("not_disclosed", "Only officers of the buyer follow the solver.");
      if (!there) return call->problem("no_such_lot", "There is no such lot of packages.");
      call->json(200, parts_.solving.state(tender_of(call), lot_of(call)));
    };
  });
}

void Api::with_job(const CallPtr& call, const std::string& scenario,
                   std::function<void(Solving::JobPtr, bool awaits)> then) {
  look(call, [call, scenario, then = std::move(then)](const tender::Registry& registry, Micros) -> Desk::Then {
    const tender::TenderId tender = tender_of(call);
    if (!registry.is_officer_of(call->actor(), tender.text)) return [call] { call->problem("not_your_tender"); };
    auto job = tender::package_job(registry, tender, lot_of(call), scenario);
    if (!job) {
      const bool closed = tender::package_job(registry, tender, lot_of(call), auction::kCheapest).has_value();
      return [call, closed] { call->problem(closed ? "unknown_scenario" : "not_ended", "There is nothing to solve."); };
    }
    const auto waiting = tender::awaiting_solution(registry, tender);
    const bool awaits = std::find(waiting.begin(), waiting.end(), lot_of(call)) != waiting.end();
    return [job = std::make_shared<const tender::PackageJob>(*std::move(job)), awaits, then] { then(job, awaits); };
  });
}

void Api::solve_packages(const CallPtr& call) {
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  std::string scenario = fields.optional_text("scenario", 200);
  if (scenario.empty()) scenario = auction::kCheapest;
  const std::string reason = fields.optional_text("reason", 2000);
  const auto limit = fields.optional_integer("time_limit_seconds", 1, auction::kLongestSolve / kSecond);
  fields.no_others();
  if (!problems.empty())
    return call->problem("invalid_request", {}, json::Value::object({{"problems", json::to_json(problems)}}));
  with_job(call, scenario, [this, call, scenario, reason, limit](Solving::JobPtr job, bool awaits) {
    if (!awaits) return taken(call, parts_.solving.resettle(std::move(job), call->actor(), reason));
    // What is settled first is the cheapest; another scenario may take its place, with a reason.
    if (scenario != auction::kCheapest) return call->problem("not_settled", "The lot is not settled yet.");
    taken(call, parts_.solving.settle_again(std::move(job), limit ? std::optional(*limit * kSecond) : std::nullopt));
  });
}

void Api::compare_packages(const CallPtr& call) {
  with_job(call, std::string(auction::kCheapest), [this, call](Solving::JobPtr job, bool) {
    taken(call, parts_.solving.compare(std::move(job), call->actor().account.text));
  });
}

void Api::cancel_solving(const CallPtr& call) {
  with_job(call, std::string(auction::kCheapest), [this, call](Solving::JobPtr, bool) {
    if (!parts_.solving.cancel(tender_of(call), lot_of(call)))
      return call->problem("nothing_to_cancel", "The solver is not at work on this lot.");
    call->json(200, parts_.solving.state(tender_of(call), lot_of(call)));
  });
}

}  // namespace terang::server
