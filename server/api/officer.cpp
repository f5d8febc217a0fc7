// What a procurement officer does with tenders and auctions.
#include "auction/codec/rehearse.h"
#include "server/api/api.h"
#include "server/people/accounts.h"
#include "server/random.h"
#include "server/sealing_keys.h"
#include "tender/practice.h"
#include "tender/view.h"

namespace terang::server {
namespace {

tender::TenderId tender_of(const CallPtr& call) { return tender::TenderId{call->arguments[0]}; }
tender::LotId lot_of(const CallPtr& call) { return tender::LotId{call->arguments[1]}; }
std::string reason_of(const CallPtr& call) { return std::string(call->body.text("reason")); }

bool complain(const CallPtr& call, const json::Problems& problems) {
  if (problems.empty()) return false;
  call->problem("invalid_request", {}, json::Value::object({{"problems", json::to_json(problems)}}));
  return true;
}

constexpr int kDraws = 8;

// A pseudonym that this tender does not use yet: three digits while they last.
std::string draw_pseudonym(const tender::Registry& registry, const std::string& tender) {
  for (std::uint64_t span = 900, least = 100;; span *= 10, least *= 10) {
    for (int tries = 0; tries < 64; ++tries) {
      std::string drawn = std::to_string(least + random_below(span));
      if (!registry.pseudonym_used(tender, drawn)) return drawn;
    }
    TERANG_ASSERT(least < 100'000);
  }
}

}  // namespace

void Api::submit_draft(const CallPtr& call, tender::SaveDraft draft, int status) {
  const std::string id = draft.tender.text;
  parts_.desk.submit(std::move(draft), [call, id, status](const Answer& answer) {
    if (answer.verdict != tender::kAccepted) return call->answer(status, answer);
    json::Value result = answer.detail;
    result.set("id", id);
    if (answer.seq) result.set("seq", *answer.seq);
    call->json(status, result);
  });
}

void Api::create_tender(const CallPtr& call) {
  submit_draft(call, {call->actor(), tender::TenderId{random_id()}, call->body}, 201);
}

void Api::get_draft(const CallPtr& call) {
  look(call, [call](const tender::Registry& registry, Micros) -> Desk::Then {
    const auto tender = tender_of(call);
    if (!registry.is_officer_of(call->actor(), tender.text)) return [call] { call->problem("no_such_tender"); };
    json::Value draft = tender::draft(registry, tender);
    if (draft.is_null()) return [call] { call->problem("no_such_tender"); };
    draft.set("id", tender.text);
    return [call, draft = std::move(draft)] { call->json(200, draft); };
  });
}

void Api::save_draft(const CallPtr& call) {
  tender::SaveDraft draft{call->actor(), tender_of(call), call->body};
  if (const auto version = call->request.parameter("version")) {
    draft.replaces = number(*version);
    if (!draft.replaces) return call->problem("query_malformed", "version is that of the draft you edited.");
  }
  submit_draft(call, std::move(draft), 200);
}

void Api::preview_tender(const CallPtr& call) { call->json(200, tender::preview(call->body)); }

// A draft of its own, to start in a quarter of an hour: the officer looks at it, publishes it, and admits who practises.
void Api::copy_for_practice(const CallPtr& call) {
  look(call, [this, call](const tender::Registry& registry, Micros now) -> Desk::Then {
    constexpr Micros kMinute = 60 * kSecond;
    const auto tender = tender_of(call);
    json::Value copy;
    if (registry.is_officer_of(call->actor(), tender.text))
      copy = tender::practice_copy(registry, tender, (now / kMinute + 16) * kMinute);
    return [this, call, copy = std::move(copy)] {
      if (copy.is_null()) return call->problem("no_such_tender", "There is no such tender of yours that could be copied.");
      submit_draft(call, {call->actor(), tender::TenderId{random_id()}, copy}, 201);
    };
  });
}

// A key for each lot that needs one is on disk before the command that publishes it is submitted.
void Api::with_sealing_keys(const CallPtr& call, const json::Value* document,
                            std::function<tender::Command(std::vector<tender::SealingKey>)> make) {
  look(call, [this, call, document, make = std::move(make)](const tender::Registry& registry, Micros) -> Desk::Then {
    std::vector<tender::LotId> lots;
    if (registry.is_officer_of(call->actor(), call->arguments[0])) lots = registry.without_sealing_key(tender_of(call), document);
    return [this, call, make, lots = std::move(lots)] {
      if (lots.empty()) return command(call, make({}));
      const bool taken = parts_.readers.post_plain([this, call, make, lots] {
        std::vector<tender::SealingKey> keys;
        for (const tender::LotId& lot : lots) {
          const auto key = parts_.sealing_keys.make();
          if (!key) return call->problem(key.error().name, key.error().message);
          keys.push_back({lot, *key});
        }
        command(call, make(std::move(keys)));
      });
      if (!taken) call->problem("platform_busy", "Too many requests wait. Try again in a moment.");
    };
  });
}

void Api::publish_tender(const CallPtr& call) {
  with_sealing_keys(call, nullptr, [call](std::vector<tender::SealingKey> keys) -> tender::Command {
    return tender::Publish{call->actor(), tender_of(call), std::move(keys)};
  });
}

void Api::amend_tender(const CallPtr& call) {
  const json::Value* document = call->body.find("document");  // the call keeps it
  with_sealing_keys(call, document, [call, document](std::vector<tender::SealingKey> keys) -> tender::Command {
    return tender::Amend{call->actor(), tender_of(call), document ? *document : json::Value(), reason_of(call), std::move(keys)};
  });
}

void Api::schedule_auction(const CallPtr& call) { command(call, tender::Schedule{call->actor(), tender_of(call)}); }

void Api::admit_bidder(const CallPtr& call) {
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  const std::string business = fields.text("business", 64);
  std::vector<tender::LotId> lots;
  if (const json::Array* list = fields.array("lots", 1, 1000))
    for (const json::Value& lot : *list) lots.emplace_back(lot.is_string() ? lot.as_string() : "");
  const json::Value* given = fields.any("adjustment");
  const json::Value adjustment = given ? *given : json::Value();
  const json::Value* own_ceiling = fields.any("ceiling");
  const json::Value ceiling = own_ceiling ? *own_ceiling : json::Value();
  std::vector<std::string> groups;
  if (const json::Array* list = fields.array("groups", 0, 2))
    for (const json::Value& group : *list) groups.push_back(group.is_string() ? group.as_string() : "");
  fields.no_others();
  if (complain(call, problems)) return;

  read(call, [this, call, wanted = tender::Admit{call->actor(), tender_of(call), {}, lots, adjustment, ceiling, groups},
              business](pqxx::connection& db) {
    const json::Value names = business_names(db, {business});
    if (!names.find(business)) return call->problem("no_such_business", "There is no such business.");
    name_and_admit(call, tender::BusinessId{business}, std::string(names.text(business)), wanted, kDraws);
  });
}

// Under the pseudonym it has, or a new one. Two officers may draw the same one at the same time: then draw again.
void Api::name_and_admit(const CallPtr& call, const tender::BusinessId& business, const std::string& name,
                         tender::Admit wanted, int draws) {
  look(call, [this, call, business, name, wanted = std::move(wanted), draws](const tender::Registry& registry,
                                                                            Micros) mutable -> Desk::Then {
    const std::string& tender = wanted.tender.text;
    if (const auto* who = registry.pseudonym_of(tender, business.text)) {
      wanted.pseudonym = *who;
      return [this, call, wanted] { command(call, wanted); };
    }
    wanted.pseudonym = tender::Pseudonym{draw_pseudonym(registry, tender)};
    return [this, call, business, name, wanted, draws] {
      parts_.desk.submit(tender::NameBidder{wanted.by, wanted.tender, business, name, wanted.pseudonym},
                         [this, call, business, name, wanted, draws](const Answer& answer) {
                           if (answer.verdict == tender::kAccepted) return command(call, wanted);
                           const bool crossed = answer.verdict == "pseudonym_taken" || answer.verdict == "business_already_named";
                           if (crossed && draws > 1) return name_and_admit(call, business, name, wanted, draws - 1);
                           call->answer(200, answer);
                         });
    };
  });
}

void Api::award_tender(const CallPtr& call) {
  tender::Award award{call->actor(), tender_of(call), {}, reason_of(call)};
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  fields.any("reason");
  if (const json::Array* lots = fields.array("lots", 1, 1000)) {
    for (std::size_t i = 0; i < lots->size(); ++i) {
      json::Fields lot((*lots)[i], "/lots/" + std::to_string(i), problems);
      tender::LotAward one{tender::LotId{lot.text("lot", 16)}, std::nullopt, lot.optional_text("reason", 2000)};
      if (std::string who = lot.optional_text("pseudonym", 16); !who.empty()) one.winner = tender::Pseudonym{who};
      lot.no_others();
      award.lots.push_back(std::move(one));
    }
  }
  fields.no_others();
  if (complain(call, problems)) return;
  command(call, std::move(award));
}

void Api::cancel_tender(const CallPtr& call) {
  command(call, tender::CancelTender{call->actor(), tender_of(call), reason_of(call)});
}

void Api::pause_lot(const CallPtr& call) {
  command(call, tender::PauseLot{call->actor(), tender_of(call), lot_of(call), reason_of(call)});
}

void Api::resume_lot(const CallPtr& call) {
  command(call, tender::ResumeLot{call->actor(), tender_of(call), lot_of(call), reason_of(call)});
}

void Api::extend_lot(const CallPtr& call) {
  json::Problems problems;
  json::Fields fields(call->body, "", problems);
  const std::int64_t by = fields.integer("by_seconds", 1, 86'400);
  fields.any("reason");
  fields.no_others();
  if (complain(call, problems)) return;
  command(call, tender::ExtendLot{call->actor(), tender_of(call), lot_of(call), by, reason_of(call)});
}

void Api::cancel_lot(const CallPtr& call) {
  command(call, tender::CancelLot{call->actor(), tender_of(call), lot_of(call), reason_of(call)});
}

void Api::disqualify_bidder(const CallPtr& call) {
  command(call, tender::Disqualify{call->actor(), tender_of(call), lot_of(call),
                                   tender::Pseudonym{call->body.text("pseudonym")}, reason_of(call)});
}

void Api::find_businesses(const CallPtr& call) {
  read(call, [call](pqxx::connection& db) {
    const auto part = call->request.parameter("q").value_or("");
    call->json(200, server::find_businesses(db, part.substr(0, 100)));
  });
}

void Api::rehearse(const CallPtr& call) {
  const auto play = [call](const auction::winner::Solver& solver) {
    const auto result = auction::rehearse(call->body, solver);
    if (!result)
      return call->problem("invalid_scenario", "The scenario can't be played.",
                           json::Value::object({{"problems", json::to_json(result.error())}}));
    call->json(200, *result);
  };
  if (auction::needs_solver(call->body)) {
    const auto refusal = parts_.solving.rehearse(call->actor().account.text, play);
    if (!refusal.empty()) call->problem(refusal, "The solver is at work for you, or has too much to do. Try again in a moment.");
    return;
  }
  if (!parts_.readers.post_plain([play] { play({}); }))
    call->problem("platform_busy", "Too many requests wait. Try again in a moment.");
}

}  // namespace terang::server
