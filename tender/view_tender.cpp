// A tender as each audience may see it.
#include <algorithm>

#include "auction/codec/json.h"
#include "auction/formats/package.h"
#include "tender/evaluated_text.h"
#include "tender/lot_sequence.h"
#include "tender/tender_state.h"
#include "tender/view.h"
#include "tender/view_parts.h"

namespace terang::tender {
namespace {

using json::Value;
using Object = Value::Object;

Value lots_json(const std::vector<std::uint32_t>& lots) {
  json::Array ids;
  for (const std::uint32_t lot : lots) ids.emplace_back(std::to_string(lot + 1));
  return Value(std::move(ids));
}

std::vector<std::uint32_t> lots_of(const Participant& participant) {
  std::vector<std::uint32_t> lots;
  for (std::uint32_t i = 0; i < participant.in_lot.size(); ++i)
    if (participant.in_lot[i] != kNobody) lots.push_back(i);
  return lots;
}

Value addenda_json(const TenderState& tender) {
  json::Array rows;
  for (std::size_t i = 1; i < tender.versions.size(); ++i) {
    const Version& version = tender.versions[i];
    rows.push_back(Value::object({{"at", time_json(version.at)},
                                  {"changed", json::Array(version.changed.begin(), version.changed.end())},
                                  {"reason", version.reason},
                                  {"seq", seq_json(version.seq)}}));
  }
  return Value(std::move(rows));
}

Value award_json(const TenderState& tender) {
  if (!tender.award) return {};
  json::Array rows;
  for (const LotResult& lot : tender.award->lots) {
    const Participant* winner = lot.winner ? &tender.participants[*lot.winner] : nullptr;
    Value row = Value::object(
        {{"amount", winner ? Value(auction::format_amount(lot.amount, tender.currency())) : Value()},
         {"evaluated", text_or_null(lot.evaluated)},
         {"lot", std::to_string(lot.lot + 1)},
         {"name", winner ? text_or_null(winner->name) : Value()},
         {"reason", text_or_null(lot.reason)},
         {"winner", winner ? Value(winner->pseudonym.text) : Value()}});
    json::Array winners;
    for (const LotWinner& one : lot.winners) {
      const Participant& who = tender.participants[one.participant];
      winners.push_back(Value::object({{"amount", auction::format_amount(one.amount, tender.currency())},
                                       {"name", text_or_null(who.name)},
                                       {"quantity", one.quantity},
                                       {"winner", who.pseudonym.text}}));
    }
    if (!winners.empty()) row.set("winners", Value(std::move(winners)));
    rows.push_back(std::move(row));
  }
  return Value::object(
      {{"at", time_json(tender.award->at)}, {"lots", std::move(rows)}, {"reason", tender.award->reason}});
}

Value lot_rows(const TenderState& tender) {
  json::Array rows;
  for (std::size_t i = 0; i < tender.lots.size(); ++i) {
    const auction::LotAuction& auction = *tender.lots[i].auction;
    const DocumentLot& read = tender.read.lots[i];
    rows.push_back(Value::object({{"ends_at", time_json(auction.ends_at())},
                                  {"estimate", money_json(read.estimate, tender.currency())},
                                  {"lot", read.id.text},
                                  {"opens_after", text_or_null(opens_after(tender, static_cast<std::uint32_t>(i)))},
                                  {"phase", auction::name(auction.phase())},
                                  {"starts_at", time_json(auction.starts_at())},
                                  {"title", read.title}}));
  }
  return Value(std::move(rows));
}

bool admitted_anywhere(const Participant& participant) {
  return std::any_of(participant.in_lot.begin(), participant.in_lot.end(),
                     [](Bidder bidder) { return bidder != kNobody; });
}

std::uint64_t admitted_count(const TenderState& tender) {
  return static_cast<std::uint64_t>(
      std::count_if(tender.participants.begin(), tender.participants.end(), admitted_anywhere));
}

Value names_json(const TenderState& tender) {
  json::Array rows;
  if (tender.names_disclosed())
    for (const Participant& participant : tender.participants)
      if (admitted_anywhere(participant))
        rows.push_back(
            Value::object({{"name", text_or_null(participant.name)}, {"pseudonym", participant.pseudonym.text}}));
  return Value(std::move(rows));
}

Object tender_object(const TenderState& tender, bool officer = false) {
  Object out;
  out.reserve(24);
  out.emplace_back("addenda", addenda_json(tender));
  // How many may bid is a bound on how many have sealed a bid: the officer, who admitted them, knows it.
  out.emplace_back("admitted", officer || !tender.any_hushed() ? Value(admitted_count(tender)) : Value());
  out.emplace_back("award", award_json(tender));
  out.emplace_back("bidders", names_json(tender));
  out.emplace_back("cancelled", remark_json(tender.cancelled));
  out.emplace_back("document", tender.document);
  out.emplace_back("id", tender.id.text);
  out.emplace_back("lots", lot_rows(tender));
  out.emplace_back("published_at", tender.published_at == 0 ? Value() : time_json(tender.published_at));  // a preview
  out.emplace_back("schedule", Value::object({{"auction_ends_at", time_json(tender.read.auction_ends_at)},
                                              {"auction_starts_at", time_json(tender.read.auction_starts_at)},
                                              {"confirmed", tender.scheduled}}));
  out.emplace_back("seq", seq_json(tender.seq));
  out.emplace_back("state", name(tender.state));
  return out;
}

Value participant_json(const TenderState& tender, const Participant& participant) {
  const std::vector<std::uint32_t> lots = lots_of(participant);
  Value adjustments = Value::object();
  Value ceilings = Value::object();
  for (const std::uint32_t lot : lots) {
    if (const auto& own = tender.lots[lot].bidders[participant.in_lot[lot]].ceiling)
      ceilings.set(std::to_string(lot + 1), auction::format_amount(*own, tender.currency()));
    adjustments.set(std::to_string(lot + 1),
                    auction::adjustment_to_json(tender.lots[lot].auction->adjustment_of(participant.in_lot[lot]),
                                                tender.currency()));
  }
  return Value::object({{"adjustments", std::move(adjustments)},
                        {"business", text_or_null(participant.business.text)},
                        {"ceilings", std::move(ceilings)},
                        {"lots", lots_json(lots)},
                        {"name", text_or_null(participant.name)},
                        {"pseudonym", participant.pseudonym.text}});
}

// Lots that a business asked for and is not admitted to.
std::vector<std::uint32_t> open_lots(const TenderState& tender, const Application& application) {
  const auto known = tender.by_business.find(application.business.text);
  std::vector<std::uint32_t> lots;
  for (const std::uint32_t lot : application.lots)
    if (known == tender.by_business.end() || tender.participants[known->second].in_lot[lot] == kNobody)
      lots.push_back(lot);
  return lots;
}

Value applied_json(const TenderState& tender) {
  json::Array rows;
  for (const Application& application : tender.applications) {
    const std::vector<std::uint32_t> lots = open_lots(tender, application);
    if (lots.empty()) continue;
    const auto known = tender.by_business.find(application.business.text);
    rows.push_back(Value::object(
        {{"at", time_json(application.at)},
         {"business", application.business.text},
         {"lots", lots_json(lots)},
         {"name", application.name},
         {"pseudonym", known == tender.by_business.end() ? Value()
                                                          : Value(tender.participants[known->second].pseudonym.text)}}));
  }
  return Value(std::move(rows));
}

bool awaits_opening(const TenderState& tender) {
  return std::any_of(tender.lots.begin(), tender.lots.end(),
                     [](const LotState& lot) { return lot.auction->awaits_opening(); });
}

// What the state allows, without what there is nothing to do it to.
bool has_object(Act act, const TenderState& tender) {
  const auto any_lot = [&](auto has) { return std::any_of(tender.lots.begin(), tender.lots.end(), has); };
  switch (act) {
    case Act::award: return !awaits_opening(tender);
    case Act::cancel_lot: return tender.state != State::closed || awaits_opening(tender);
    case Act::approve_bid:
    case Act::reject_bid:
      return std::any_of(tender.proposals.begin(), tender.proposals.end(),
                         [](const Proposal& one) { return one.state == Proposal::State::open; });
    case Act::resettle_packages:
      return any_lot([](const LotState& lot) { return auction::as_packages(*lot.auction) != nullptr; });
    default: return true;
  }
}

Value may_json(const TenderState& tender) {
  json::Array acts;
  for (const Transition& row : transitions())
    if (row.who == Role::officer && allowed(row.act, tender.state) && has_object(row.act, tender)) acts.emplace_back(name(row.act));
  return Value(std::move(acts));
}

Value officer_draft(const TenderState& tender) {
  json::Problems problems;
  read_document(tender.draft, problems);
  return Value::object({{"document", tender.draft},
                        {"id", tender.id.text},
                        {"lots", json::Array()},
                        {"may", may_json(tender)},
                        {"problems", json::to_json(problems)},
                        {"seq", seq_json(tender.seq)},
                        {"state", name(tender.state)}});
}

std::int64_t waiting(const TenderState& tender) {
  const auto asking = std::count_if(tender.applications.begin(), tender.applications.end(),
                                    [&](const Application& a) { return !open_lots(tender, a).empty(); });
  return asking + (tender.state == State::closed ? 1 : 0);
}

}  // namespace

Audience audience_of(const Registry& registry, const TenderId& id, const Actor& actor) {
  const TenderState* tender = registry.find(id.text);
  if (!tender) return Audience::everybody();
  if (registry.is_officer_of(actor, id.text)) return Audience::officer();
  // An auditor looks behind the pseudonyms once nothing can be influenced any more.
  const bool over = tender->state == State::closed || tender->state == State::awarded || tender->state == State::cancelled;
  if (actor.role == Role::auditor && over) return Audience::officer();
  if (actor.role == Role::bidder && registry.admitted(id.text, actor.business.text))
    return Audience::bidder(*registry.pseudonym_of(id.text, actor.business.text));
  return Audience::everybody();
}

Value public_tender(const Registry& registry, const TenderId& id) {
  const TenderState* tender = registry.find(id.text);
  if (!tender || tender->state == State::draft) return {};
  return Value::object(tender_object(*tender));
}

Value officer_tender(const Registry& registry, const TenderId& id) {
  const TenderState* tender = registry.find(id.text);
  if (!tender) return {};
  if (tender->state == State::draft) return officer_draft(*tender);
  Object out = tender_object(*tender, true);
  json::Array admitted;
  json::Array named;
  for (const Participant& participant : tender->participants)
    (lots_of(participant).empty() ? named : admitted).push_back(participant_json(*tender, participant));
  Value reserves = Value::object();
  for (const DocumentLot& lot : tender->read.lots)
    if (lot.rules.reserve) reserves.set(lot.id.text, auction::format_amount(*lot.rules.reserve, tender->currency()));
  out.emplace_back("admitted_bidders", std::move(admitted));
  out.emplace_back("applied", applied_json(*tender));
  out.emplace_back("may", may_json(*tender));
  out.emplace_back("named", std::move(named));
  out.emplace_back("problems", json::Array());
  out.emplace_back("reserves", std::move(reserves));
  out.emplace_back("versions", static_cast<std::uint64_t>(tender->versions.size()));
  return Value::object(std::move(out));
}

Value draft(const Registry& registry, const TenderId& id) {
  const TenderState* tender = registry.find(id.text);
  if (!tender || tender->draft.is_null()) return {};
  json::Problems problems;
  read_document(tender->draft, problems);
  return Value::object({{"document", tender->draft},
                        {"problems", json::to_json(problems)},
                        {"version", draft_version(*tender)}});
}

Value preview(const Value& document) {
  TenderState tender;
  json::Problems problems;
  tender.read = read_document(document, problems);
  tender.document = without_secrets(document);
  tender.state = State::published;
  if (problems.empty())
    for (const DocumentLot& lot : tender.read.lots) tender.lots.emplace_back(lot.rules);
  auction::begin(tender.read.sequence, tender.clocks());
  return Value::object({{"problems", json::to_json(problems)}, {"tender", Value::object(tender_object(tender))}});
}

Value desk_items(const Registry& registry, const Actor& actor) {
  std::vector<const TenderState*> mine;
  for (const TenderId& id : registry.tenders()) {
    const TenderState* tender = registry.find(id.text);
    const bool asked = std::any_of(tender->applications.begin(), tender->applications.end(),
                                   [&](const Application& a) { return a.business == actor.business; });
    if (registry.is_officer_of(actor, id.text) || (actor.role == Role::auditor && tender->state != State::draft) ||
        (actor.role == Role::bidder && (asked || registry.admitted(id.text, actor.business.text))))
      mine.push_back(tender);
  }
  std::sort(mine.begin(), mine.end(), [](const TenderState* a, const TenderState* b) {
    return a->drafted_at != b->drafted_at ? a->drafted_at > b->drafted_at : a->id < b->id;
  });
  json::Array rows;
  for (const TenderState* tender : mine) {
    const bool drafted = tender->state == State::draft;
    rows.push_back(Value::object(
        {{"auction_ends_at", drafted ? Value() : time_json(tender->ends_at())},
         {"auction_starts_at", drafted ? Value() : time_json(tender->read.auction_starts_at)},
         {"id", tender->id.text},
         {"practice", tender->read.practice},
         {"state", name(tender->state)},
         {"title", std::string(drafted ? tender->draft.text("title") : std::string_view(tender->read.title))},
         {"waiting", actor.role == Role::officer ? waiting(*tender) : 0}}));
  }
  return Value(std::move(rows));
}

}  // namespace terang::tender
