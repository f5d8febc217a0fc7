// Bids one by one, as each audience may see them.
#include <algorithm>

#include "tender/tender_state.h"
#include "tender/view.h"
#include "tender/view_parts.h"

namespace terang::tender {
namespace {

using json::Value;

struct Seen {
  bool at_all = false;
  bool who = false;
  bool rank = false;
};

Seen seen_by_everybody(const LotState& lot, const BidRecord& bid) {
  if (bid.verdict != auction::Verdict::accepted || bid.superseded) return {};
  if (lot.auction->phase() == auction::Phase::closed) return {true, true, true};
  if (auction::disclosure(lot.auction->rules()).offers) return {true, true, false};
  // While it runs the rules tell the best price at most: the bids that led, not those behind them.
  return {auction::disclosure(lot.auction->rules()).price && bid.leads, false, false};
}

Seen seen_by(const TenderState& tender, const LotState& lot, std::uint32_t number, const Audience& audience,
             std::uint32_t self) {
  const BidRecord& bid = tender.bids[number];
  const bool own = audience.kind == Audience::Kind::bidder && bid.participant == self;
  if (withheld(lot, number) && !own) return {};
  if (audience.kind == Audience::Kind::officer) return {!bid.superseded, true, true};
  if (own)
    return {true, true, auction::disclosure(lot.auction->rules()).rank || lot.auction->phase() == auction::Phase::closed};
  return seen_by_everybody(lot, bid);
}

Value point_json(const TenderState& tender, const BidRecord& bid, const Seen& seen) {
  Value::Object out;
  out.reserve(8);
  out.emplace_back("amount", auction::format_amount(bid.amount, tender.currency()));
  out.emplace_back("at", time_json(bid.at));
  if (seen.who) out.emplace_back("pseudonym", tender.participants[bid.participant].pseudonym.text);
  out.emplace_back("rank", seen.rank && bid.rank ? Value(bid.rank) : Value());
  out.emplace_back("seq", seq_json(bid.seq));
  if (bid.superseded) out.emplace_back("superseded", true);
  if (bid.surrogate) out.emplace_back("surrogate", true);
  out.emplace_back("verdict", auction::name(bid.verdict));
  return Value::object(std::move(out));
}

Seen seen_by(const LotState& lot, const AutomaticRecord& bid, const Audience& audience, std::uint32_t self) {
  const auction::Disclosure told = auction::disclosure(lot.auction->rules());
  const bool over = lot.auction->phase() == auction::Phase::closed;
  if (over || audience.kind == Audience::Kind::officer) return {true, true, true};
  if (audience.kind == Audience::Kind::bidder && bid.participant == self) return {true, true, told.rank};
  return {told.price && bid.leads, false, false};
}

Value point_json(const TenderState& tender, const AutomaticRecord& bid, const Seen& seen) {
  Value point = Value::object({{"amount", auction::format_amount(bid.amount, tender.currency())},
                               {"at", time_json(bid.at)},
                               {"rank", seen.rank ? Value(bid.rank) : Value()},
                               {"seq", seq_json(bid.seq)},
                               {"verdict", auction::name(auction::Verdict::accepted)}});
  if (seen.who) {  // that somebody has left a floor is for nobody else to know
    point.set("automatic", true);
    point.set("pseudonym", tender.participants[bid.participant].pseudonym.text);
  }
  if (bid.surrogate) point.set("surrogate", true);
  return point;
}

}  // namespace

Value history(const Registry& registry, const TenderId& id, const LotId& lot_id, const Audience& audience,
              std::optional<Seq> since, std::size_t most) {
  const TenderState* tender = registry.find(id.text);
  const auto index = tender ? tender->lot_index(lot_id.text) : std::nullopt;
  if (!index) return {};
  const LotState& lot = tender->lots[*index];
  std::uint32_t self = static_cast<std::uint32_t>(tender->participants.size());
  if (const Participant* who = tender->by_name(audience.pseudonym.text))
    self = static_cast<std::uint32_t>(who - tender->participants.data());

  auto next = lot.bids.begin();
  if (since)
    next = std::upper_bound(lot.bids.begin(), lot.bids.end(), *since,
                            [&](Seq seq, std::uint32_t bid) { return seq < tender->bids[bid].seq; });
  auto event = lot.events.begin();
  if (since)
    event = std::upper_bound(lot.events.begin(), lot.events.end(), *since,
                             [](Seq seq, const LotEvent& e) { return seq < e.seq; });
  auto automatic = lot.automatic.begin();
  if (since)
    automatic = std::upper_bound(lot.automatic.begin(), lot.automatic.end(), *since,
                                 [](Seq seq, const AutomaticRecord& bid) { return seq < bid.seq; });
  json::Array points, events;
  bool more = false;
  while (next != lot.bids.end() || event != lot.events.end() || automatic != lot.automatic.end()) {
    const Seq of_bid = next == lot.bids.end() ? kNoSeq : tender->bids[*next].seq;
    const Seq of_event = event == lot.events.end() ? kNoSeq : event->seq;
    const Seq of_automatic = automatic == lot.automatic.end() ? kNoSeq : automatic->seq;
    // A bid that moved the end, and what floors answered to it, is one entry: told whole or not at all.
    const Seq seq = std::min({of_bid, of_event, of_automatic});
    json::Array told;
    if (next != lot.bids.end() && of_bid == seq) {
      if (const Seen seen = seen_by(*tender, lot, *next, audience, self); seen.at_all)
        told.push_back(point_json(*tender, tender->bids[*next], seen));
      ++next;
    }
    for (; automatic != lot.automatic.end() && automatic->seq == seq; ++automatic)
      if (const Seen seen = seen_by(lot, *automatic, audience, self); seen.at_all)
        told.push_back(point_json(*tender, *automatic, seen));
    const bool event_now = event != lot.events.end() && of_event == seq;
    if ((!told.empty() || event_now) && points.size() + events.size() >= most) {
      more = true;
      break;
    }
    for (Value& point : told) points.push_back(std::move(point));
    if (event_now) {
      events.push_back(event_json(*tender, *event, tells_who(lot, *event, audience, self)));
      ++event;
    }
  }
  return Value::object({{"events", std::move(events)}, {"more", more}, {"points", std::move(points)}});
}

namespace {

// Those of one lot that his floor made, newest first.
void append_own_automatic(const TenderState& tender, std::size_t index, std::uint32_t self, std::size_t most,
                          json::Array& out) {
  const LotState& lot = tender.lots[index];
  const bool rank = auction::disclosure(lot.auction->rules()).rank || lot.auction->phase() == auction::Phase::closed;
  for (auto bid = lot.automatic.rbegin(); bid != lot.automatic.rend() && out.size() < most; ++bid)
    if (bid->participant == self)
      out.push_back(Value::object({{"amount", auction::format_amount(bid->amount, tender.currency())},
                                   {"at", time_json(bid->at)},
                                   {"lot", std::to_string(index + 1)},
                                   {"rank", rank ? Value(bid->rank) : Value()},
                                   {"seq", seq_json(bid->seq)},
                                   {"surrogate", bid->surrogate}}));
}

}  // namespace

Value own_bids(const Registry& registry, const TenderId& id, const Pseudonym& who, std::size_t most) {
  const TenderState* tender = registry.find(id.text);
  const Participant* participant = tender ? tender->by_name(who.text) : nullptr;
  if (!participant) return {};
  json::Array bids;
  for (auto at = participant->bids.rbegin(); at != participant->bids.rend() && bids.size() < most; ++at) {
    const BidRecord& bid = tender->bids[*at];
    const LotState& lot = tender->lots[bid.lot];
    const bool rank = auction::disclosure(lot.auction->rules()).rank || lot.auction->phase() == auction::Phase::closed;
    bids.push_back(Value::object({{"amount", auction::format_amount(bid.amount, tender->currency())},
                                  {"at", time_json(bid.at)},
                                  {"bid", as_view(to_text(bid.id))},
                                  {"lot", std::to_string(bid.lot + 1)},
                                  {"rank", rank && bid.rank ? Value(bid.rank) : Value()},
                                  {"seq", seq_json(bid.seq)},
                                  {"surrogate", bid.surrogate},
                                  {"verdict", auction::name(bid.verdict)}}));
  }
  const auto self = static_cast<std::uint32_t>(participant - tender->participants.data());
  json::Array automatic;
  for (std::size_t lot = 0; lot < tender->lots.size(); ++lot)
    append_own_automatic(*tender, lot, self, most, automatic);
  json::Array offers;
  for (auto offer = tender->offers.rbegin(); offer != tender->offers.rend() && offers.size() < most; ++offer) {
    if (offer->participant != self) continue;
    const auto content = json::parse(offer->content);
    offers.push_back(Value::object({{"at", time_json(offer->at)},
                                    {"bid", as_view(to_text(offer->id))},
                                    {"content", content.ok() ? *content : Value()},
                                    {"lot", std::to_string(offer->lot + 1)},
                                    {"seq", seq_json(offer->seq)},
                                    {"surrogate", offer->surrogate},
                                    {"verdict", auction::name(offer->verdict)}}));
  }
  return Value::object(
      {{"automatic", std::move(automatic)}, {"bids", std::move(bids)}, {"more", participant->bids.size() > most}, {"offers", std::move(offers)}});
}

}  // namespace terang::tender
