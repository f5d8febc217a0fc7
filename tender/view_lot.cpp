// One lot as each audience may see it.
#include <algorithm>

#include "auction/codec/format_json.h"
#include "auction/codec/json.h"
#include "auction/codec/package_solution_json.h"
#include "tender/decider.h"
#include "tender/evaluated_text.h"
#include "tender/lot_sequence.h"
#include "tender/tender_state.h"
#include "tender/view.h"
#include "tender/view_parts.h"

namespace terang::tender {
namespace {

using auction::Phase;
using json::Value;
using Object = Value::Object;

constexpr std::uint32_t kStandings = 1000;    // places shown at most, once closed
constexpr std::uint32_t kLiveStandings = 50;  // before: an officer's view leaves with every change; standings() has all

struct At {
  const TenderState* tender = nullptr;
  const LotState* lot = nullptr;
  std::uint32_t index = 0;
  const auction::LotAuction& auction() const { return *lot->auction; }
  const auction::Rules& rules() const { return lot->auction->rules(); }
  const auction::Currency& currency() const { return rules().currency; }
};

std::optional<At> locate(const Registry& registry, const TenderId& id, const LotId& lot) {
  const TenderState* tender = registry.find(id.text);
  if (!tender || tender->state == State::draft) return std::nullopt;
  const auto index = tender->lot_index(lot.text);
  if (!index) return std::nullopt;
  return At{tender, &tender->lots[*index], *index};
}

std::string reason_of_last_extension(const LotState& lot, const auction::Extension& extension) {
  if (extension.cause != auction::Cause::officer) return {};
  const auto event = std::find_if(lot.events.rbegin(), lot.events.rend(),
                                  [](const LotEvent& e) { return e.cause == auction::Cause::officer; });
  return event == lot.events.rend() ? std::string() : event->reason;
}

Value extensions_json(const At& at) {
  const auto all = at.auction().extensions();
  const auto* english = auction::open_bids(at.rules());
  const auto most = english && english->soft_close ? english->soft_close->max_times : std::nullopt;
  Value last;
  if (!all.empty()) {
    const auction::Extension& extension = all.back();
    const bool ruled = extension.cause == auction::Cause::soft_close;
    last = Value::object(
        {{"at", time_json(extension.at)},
         {"by_seconds", (extension.new_end - extension.previous_end) / kSecond},
         {"cause", auction::name(extension.cause)},
         {"ends_at", time_json(extension.new_end)},
         {"reason", text_or_null(reason_of_last_extension(*at.lot, extension))},
         {"rule", ruled ? Value(auction::name(extension.trigger)) : Value()}});
  }
  return Value::object({{"last", std::move(last)},
                        {"most", most ? Value(*most) : Value()},
                        {"soft", at.auction().soft_extensions()},
                        {"used", static_cast<std::uint64_t>(all.size())}});
}

// What a row of standings has only in some formats.
void add_format_members(const At& at, Bidder bidder, Value& row) {
  if (const auto number = at.auction().number_of(bidder)) row.set("number", number);
  if (const auto score = at.auction().score_of(bidder)) row.set("score", score_json(score));
}

Value public_standings(const At& at) {
  json::Array rows;
  const Phase phase = at.auction().phase();
  const bool running = phase == Phase::live || phase == Phase::paused;
  if (phase != Phase::closed && !(running && auction::disclosure(at.rules()).offers)) return Value(std::move(rows));
  for (const auction::Standing& standing : at.auction().top(running ? kLiveStandings : kStandings)) {
    const Participant& who = at.tender->participants[at.lot->bidders[standing.bidder].participant];
    Value row = Value::object({{"amount", auction::format_amount(standing.amount, at.currency())},
                               {"evaluated", text_or_null(evaluated_text(at.auction(), standing.bidder))},
                               {"pseudonym", who.pseudonym.text},
                               {"rank", standing.rank}});
    if (at.tender->names_disclosed()) row.set("name", text_or_null(who.name));
    if (standing.quantity) row.set("quantity", *standing.quantity);
    if (at.lot->bidders[standing.bidder].surrogate) row.set("surrogate", true);
    add_format_members(at, standing.bidder, row);
    rows.push_back(std::move(row));
  }
  return Value(std::move(rows));
}

Value officer_row(const At& at, Bidder bidder, std::uint32_t rank) {
  const LotBidder& own = at.lot->bidders[bidder];
  const Participant& who = at.tender->participants[own.participant];
  const bool told = !hushed(*at.lot);
  Value row =
      Value::object({{"amount", money_json(at.auction().best_of(bidder), at.currency())},
                     {"bids", told ? Value(own.accepted) : Value()},
                        {"business", text_or_null(who.business.text)},
                        {"disqualified", remark_json(own.disqualified)},
                        {"evaluated", text_or_null(evaluated_text(at.auction(), bidder))},
                        {"last_bid_at", told && own.accepted ? time_json(own.last_bid_at) : Value()},
                        {"name", text_or_null(who.name)},
                        {"pseudonym", who.pseudonym.text},
                        {"rank", rank ? Value(rank) : Value()},
                     {"refused", told ? Value(own.refused) : Value()},
                     {"surrogate", own.surrogate}});
  add_format_members(at, bidder, row);
  return row;
}

// The ranked, then those who are admitted and have no rank (no bid yet, or disqualified): `most` of them after `skip`.
json::Array officer_standings(const At& at, std::uint32_t skip, std::uint32_t most) {
  json::Array rows;
  const std::uint32_t ranked = at.auction().ranked();
  if (skip < ranked) {
    const auto top = at.auction().top(skip + most);
    for (std::size_t i = skip; i < top.size(); ++i) rows.push_back(officer_row(at, top[i].bidder, top[i].rank));
  }
  std::uint32_t pass = skip > ranked ? skip - ranked : 0;
  for (Bidder bidder = 0; bidder < at.lot->bidders.size() && rows.size() < most; ++bidder) {
    if (at.auction().rank_of(bidder) != 0) continue;
    if (pass > 0)
      --pass;
    else
      rows.push_back(officer_row(at, bidder, 0));
  }
  return rows;
}

Value standings_of(const At& at, bool officer) {
  if (!officer) return public_standings(at);
  return officer_standings(at, 0, at.auction().phase() == Phase::closed ? kStandings : kLiveStandings);
}

bool best_is_public(const At& at) { return auction::disclosure(at.rules()).price || at.auction().phase() == Phase::closed; }

// The format's own result. Whether the secret reserve was met is the officer's to know until the award: where it decides
// who wins, the result is, too.
Value lot_result(const At& at, const auction::Result& result, bool officer) {
  if (!officer && at.rules().has_reserve && auction::settles_by_reserve(at.rules()) && !at.tender->names_disclosed()) return {};
  Value value = auction::result_to_json(result, at.auction(),
                                        [&](Bidder bidder) { return at.tender->pseudonym_in(*at.lot, bidder); });
  if (!officer) value.erase("reserve");
  return value;
}

// What the bids are sealed to, until when, and why they could not be opened, where they could not.
Value sealing_json(const At& at) {
  const auto deadline = auction::sealing_deadline(at.rules());
  if (!deadline || at.lot->server_key.empty()) return {};
  return Value::object({{"deadline", time_json(*deadline)},
                        {"mode", "server"},
                        {"problem", text_or_null(at.lot->opening_problem)},
                        {"server_key", at.lot->server_key}});
}

Value opened_json(const auction::Opened& one, const At& at) {
  return Value::object({{"amount", money_json(one.amount, at.currency())}, {"defect", text_or_null(one.defect)}});
}

// As many as standings are shown, earliest first; null until there is an opening.
Value all_opened_json(const At& at) {
  const auction::Phase phase = at.auction().phase();
  if (!auction::sealing_deadline(at.rules()) || hushed(*at.lot) || phase == Phase::cancelled) return {};
  json::Array rows;
  for (const auction::Opened& one : at.auction().opened()) {
    if (rows.size() >= (phase == Phase::closed ? kStandings : kLiveStandings)) break;
    Value row = opened_json(one, at);
    row.set("bidder", at.tender->pseudonym_in(*at.lot, one.bidder));
    rows.push_back(std::move(row));
  }
  return Value(std::move(rows));
}

// Whose turn it is when in this round, or in the one that comes; null where the format has no turns.
Value turns_json(const At& at) {
  const std::vector<Bidder> order = at.auction().turns();
  if (order.empty()) return {};
  json::Array rows;
  for (const Bidder bidder : order) rows.emplace_back(at.tender->pseudonym_in(*at.lot, bidder));
  return Value(std::move(rows));
}

// Members in the order of their names: sorting them again then costs one pass.
Object lot_object(const At& at, bool officer) {
  const auction::LotAuction& auction = at.auction();
  const DocumentLot& read = at.tender->read.lots[at.index];
  const auto* english = auction::open_bids(at.rules());
  const bool hush = hushed(*at.lot);
  Object out;
  out.reserve(32);
  // How many may bid is a bound on how many have: the officer, who admitted them, knows it.
  out.emplace_back("admitted", officer || !hush ? Value(static_cast<std::uint64_t>(at.lot->bidders.size())) : Value());
  out.emplace_back("best", officer || best_is_public(at) ? money_json(auction.best(), at.currency()) : Value());
  // A format that opens its bids at the end tells nobody, officers included, how many there are.
  const bool counted = auction::disclosure(at.rules()).bidders || (auction.phase() == Phase::closed && !hush);
  out.emplace_back("bidders", counted ? Value(auction.ranked()) : Value());
  out.emplace_back("bids", counted ? Value(auction.bid_count() - auction.pending_count()) : Value());
  out.emplace_back("cancelled", remark_json(at.lot->cancelled));
  out.emplace_back("ceiling", money_json(at.rules().ceiling, at.currency()));
  out.emplace_back("currency", at.currency().code());
  out.emplace_back("ends_at", time_json(auction.ends_at()));
  out.emplace_back("estimate", money_json(read.estimate, at.currency()));
  out.emplace_back("events", events_json(*at.tender, *at.lot, officer ? Audience::officer() : Audience::everybody()));
  out.emplace_back("extensions", extensions_json(at));
  out.emplace_back("format", auction::format_json(at.rules().format).type);
  out.emplace_back("lot", read.id.text);
  out.emplace_back("opened", all_opened_json(at));
  out.emplace_back("opens_after", text_or_null(opens_after(*at.tender, at.index)));
  out.emplace_back("paused", remark_json(at.lot->paused));
  out.emplace_back("phase", auction::name(auction.phase()));
  out.emplace_back("practice", at.tender->read.practice);
  out.emplace_back("remaining_us", auction.phase() == Phase::paused ? Value(auction.remaining_when_paused()) : Value());
  const auto result = auction.result();
  out.emplace_back("result", result ? lot_result(at, *result, officer) : Value());
  out.emplace_back("sealing", sealing_json(at));
  out.emplace_back("seq", seq_json(at.lot->seq));
  const auto stage = auction.stage(auction.latest());
  out.emplace_back("stage", stage ? stage_json(*at.tender, *at.lot, *stage) : Value());
  out.emplace_back("standings", standings_of(at, officer));
  out.emplace_back("starts_at", time_json(auction.starts_at()));
  out.emplace_back("tender", at.tender->id.text);
  out.emplace_back("title", read.title);
  out.emplace_back("turns", turns_json(at));
  out.emplace_back("visibility", english ? Value(auction::name(english->visibility)) : Value());
  return out;
}

// The bidder's own commitment, while it stands; it stands on when it is opened.
Value commitment_json(const At& at, const LotBidder& own) {
  if (own.commitment == kNoOffer) return {};
  const OfferRecord& offer = at.tender->offers[own.commitment];
  const auto content = json::parse(offer.content);
  const Value* version = content.ok() ? content->find("version") : nullptr;
  return Value::object({{"at", time_json(offer.at)},
                        {"bid", as_view(to_text(offer.id))},
                        {"seq", seq_json(offer.seq)},
                        {"version", version ? *version : Value()}});
}

Value own_opened_json(const At& at, Bidder bidder) {
  if (hushed(*at.lot)) return {};
  for (const auction::Opened& one : at.auction().opened())
    if (one.bidder == bidder) return opened_json(one, at);
  return {};
}

Seq newest(Seq a, Seq b) { return a == kNoSeq ? b : b == kNoSeq ? a : std::max(a, b); }

Value pending_json(const auction::Said& said, const auction::Currency& currency) {
  Value value = Value::object({{"amount", auction::format_amount(said.amount, currency)}});
  if (said.content) value.set("content", auction::content_to_json(*said.content, currency));
  if (said.score) value.set("score", score_json(said.score));
  return value;
}

// Of the whole lot, once that is known: at a second price it is not what the leader asked.
std::optional<auction::Money> price_to_pay(const At& at) {
  const auto result = at.auction().result();
  const bool one = result && result->winners.size() == 1 && result->winners.front().quantity == 1;
  return one ? std::optional(result->amount()) : at.auction().best();
}

std::string_view reserve_met(const At& at) {
  const auto& reserve = at.rules().reserve;
  if (!reserve) return auction::name(at.rules().has_reserve ? auction::Reserve::undisclosed : auction::Reserve::none);
  // Of packages it is for all that is paid together.
  if (auction::as_packages(at.auction())) {
    const auto result = at.auction().result();
    return auction::name(result ? result->reserve : auction::Reserve::not_met);
  }
  const auto best = at.auction().best();
  return auction::name(best && *best <= *reserve ? auction::Reserve::met : auction::Reserve::not_met);
}

}  // namespace

Value public_lot(const Registry& registry, const TenderId& tender, const LotId& lot) {
  const auto at = locate(registry, tender, lot);
  return at ? Value::object(lot_object(*at, false)) : Value();
}

Value officer_lot(const Registry& registry, const TenderId& tender, const LotId& lot) {
  const auto at = locate(registry, tender, lot);
  if (!at) return {};
  Object out = lot_object(*at, true);
  const Bidder leader = at->auction().leader();
  const bool told = !hushed(*at->lot);
  out.emplace_back("last_bid_at", told && at->lot->last_bid_at ? time_json(at->lot->last_bid_at) : Value());
  out.emplace_back("leader", leader == kNobody ? Value() : Value(at->tender->pseudonym_in(*at->lot, leader)));
  out.emplace_back("proposals", proposals_json(*at->tender, at->index));
  out.emplace_back("refused", told ? Value(at->lot->refused) : Value());
  out.emplace_back("reserve", money_json(at->rules().reserve, at->currency()));
  out.emplace_back("reserve_met", reserve_met(*at));
  // The price of one unit says nothing about the estimate of all.
  const bool of_units = std::holds_alternative<auction::SupplySchedule>(at->rules().format);
  out.emplace_back("saving", of_units ? Value()
                                      : saving_json(at->tender->read.lots[at->index].estimate, price_to_pay(*at),
                                                    at->currency()));
  return Value::object(std::move(out));
}

Value standings(const Registry& registry, const TenderId& tender, const LotId& lot, std::uint32_t skip,
                std::uint32_t most) {
  const auto at = locate(registry, tender, lot);
  if (!at) return {};
  json::Array rows = officer_standings(*at, skip, most);
  const bool more = skip + rows.size() < at->lot->bidders.size();
  return Value::object({{"more", more}, {"standings", std::move(rows)}});
}

Value bidder_line(const Registry& registry, const TenderId& tender, const LotId& lot, const Pseudonym& who) {
  const auto at = locate(registry, tender, lot);
  const Participant* participant = at ? at->tender->by_name(who.text) : nullptr;
  const Bidder bidder = participant ? participant->in_lot[at->index] : kNobody;
  if (bidder == kNobody) return {};
  const auction::LotAuction& auction = at->auction();
  const LotBidder& own = at->lot->bidders[bidder];
  const bool closed = auction.phase() == Phase::closed;
  const bool over = closed || auction.phase() == Phase::cancelled;
  const bool price = closed || auction::disclosure(at->rules()).price;
  const bool rank_told = closed || auction::disclosure(at->rules()).rank;
  const bool leads = auction.leader() == bidder;
  const std::uint32_t rank = auction.rank_of(bidder);
  const auction::NextValid next = over ? auction::NextValid{} : auction.next_valid(bidder);
  const bool next_told = next.possible && auction::disclosure(at->rules()).at_most;

  Object out;
  out.reserve(24);
  out.emplace_back("adjustment", auction::adjustment_to_json(auction.adjustment_of(bidder), at->currency()));
  // Of a lot that is divided: what he would win as it stands.
  const auto award = closed || auction::disclosure(at->rules()).award ? auction.award_of(bidder) : std::nullopt;
  out.emplace_back("award", award ? Value::object({{"amount", auction::format_amount(award->amount, at->currency())},
                                                   {"quantity", award->quantity}})
                                  : Value());
  out.emplace_back("best", money_json(auction.best_of(bidder), at->currency()));
  out.emplace_back("bids", own.accepted + own.pending);
  out.emplace_back("can_bid", next.possible);
  out.emplace_back("ceiling", money_json(own.ceiling, at->currency()));
  out.emplace_back("committed", commitment_json(*at, own));
  out.emplace_back("disqualified", remark_json(own.disqualified));
  out.emplace_back("evaluated", text_or_null(evaluated_text(auction, bidder)));
  out.emplace_back("leads", price || rank_told ? Value(leads) : Value());
  out.emplace_back("least_score", over ? Value() : score_json(auction.least_score_of(bidder)));
  out.emplace_back("lot", std::to_string(at->index + 1));
  out.emplace_back("next_version", auction.sealed() ? Value(auction.next_version(bidder)) : Value());
  out.emplace_back("next_valid", next_told ? money_json(next.at_most, at->currency()) : Value());
  const auto number = auction.number_of(bidder);
  out.emplace_back("number", number ? Value(number) : Value());
  const auto content = auction.content_of(bidder);
  out.emplace_back("offer", content ? auction::content_to_json(*content, at->currency()) : Value());
  out.emplace_back("opened", own_opened_json(*at, bidder));
  const auto* packages = auction::as_packages(auction);
  out.emplace_back("packages", packages ? auction::packages_to_json(*packages, bidder) : Value());
  const auto pending = auction.pending_of(bidder);
  out.emplace_back("pending", pending ? pending_json(*pending, at->currency()) : Value());
  out.emplace_back("phase", auction::name(auction.phase()));
  out.emplace_back("pseudonym", who.text);
  out.emplace_back("rank", rank_told && rank ? Value(rank) : Value());
  out.emplace_back("refused", own.refused);
  out.emplace_back("score", score_json(auction.score_of(bidder)));
  out.emplace_back("seq", seq_json(own.commitment == kNoOffer ? at->lot->seq : newest(at->lot->seq, at->tender->offers[own.commitment].seq)));
  out.emplace_back("tender", at->tender->id.text);
  out.emplace_back("to_beat", price && !leads ? money_json(auction.best(), at->currency()) : Value());
  return Value::object(std::move(out));
}

}  // namespace terang::tender
