#include "tender/disclosure.h"

#include <algorithm>

#include "tender/tender_state.h"

namespace terang::tender {
namespace {

using enum Moment;

// Fails closed: what stands in no row is told to nobody. Beside the rows: what is its bidder's alone while its lot runs
// (Registry::withheld) is told to others at the opening, of bids in turns at the end of the turn; and of a cancelled
// tender the public is told nothing more but what was promised for its publication or its end: it may be tendered again.
constexpr DisclosureRule kRules[] = {
    //                      party    officers    auditors    public
    {"key.registered",     {at_once, never,      at_once,    at_award}},
    {"key.revoked",        {at_once, never,      at_once,    at_award}},
    {"log.key_rotated",    {at_once, at_once,    at_once,    at_once}},
    {"log.key_compromised", {at_once, at_once,   at_once,    at_once}},
    {"entry.erased",       {at_once, at_once,    at_once,    at_once}},
    {"tender.drafted",     {at_once, at_once,    at_once,    at_award}},
    {"tender.published",   {at_once, at_once,    at_once,    at_publication}},
    {"tender.amended",     {at_once, at_once,    at_once,    at_publication}},
    {"tender.scheduled",   {at_once, at_once,    at_once,    at_publication}},
    {"tender.covered",     {never,   at_opening, at_opening, at_award}},
    {"tender.cancelled",   {at_once, at_once,    at_once,    at_end}},
    {"tender.awarded",     {at_once, at_once,    at_once,    at_award}},
    {"bidder.applied",     {at_once, at_once,    at_once,    at_award}},
    {"bidder.named",       {at_once, at_once,    at_once,    at_award}},
    {"bidder.admitted",    {at_once, at_once,    at_once,    at_award}},
    {"lot.opened",         {never,   at_once,    at_once,    at_publication}},
    {"lot.advanced",       {never,   at_once,    at_once,    at_opening}},
    {"lot.closed",         {never,   at_once,    at_once,    at_opening}},
    {"lot.unsealed",       {never,   at_once,    at_once,    at_opening}},
    {"lot.settled",        {at_once, at_once,    at_once,    at_award}},
    {"lot.paused",         {at_once, at_once,    at_once,    at_publication}},
    {"lot.resumed",        {at_once, at_once,    at_once,    at_publication}},
    {"lot.extended",       {at_once, at_once,    at_once,    at_publication}},
    {"lot.cancelled",      {at_once, at_once,    at_once,    at_publication}},
    {"lot.outage",         {never,   at_once,    at_once,    at_publication}},
    {"lot.disqualified",   {at_once, at_once,    at_once,    at_end}},
    {"bid.placed",         {at_once, at_once,    at_once,    at_award}},
    {"offer.placed",       {at_once, at_opening, at_opening, at_award}},
    {"bid.proposed",       {at_once, at_once,    at_once,    at_award}},
    {"bid.approved",       {at_once, at_once,    at_once,    at_award}},
    {"bid.rejected",       {at_once, at_once,    at_once,    at_award}},
};

constexpr std::string_view kMomentNames[kMoments] = {"at_once",  "at_turn_end", "at_publication", "at_opening",
                                                     "at_award", "at_end",      "never"};
constexpr std::string_view kCircleNames[kCircles] = {"party", "officers", "auditors", "public"};

bool is_bid(std::string_view kind) { return kind == "bid.placed" || kind == "offer.placed" || kind == "bid.approved"; }

// May it hold what nobody but its bidder may notice? Only formats that surely do not are left out.
bool keeps_secrets(const auction::Rules& rules) {
  if (const auto* english = std::get_if<auction::English>(&rules.format)) return english->proxy;
  return !std::holds_alternative<auction::Dutch>(rules.format);
}

// Withheld as an `offer.placed` is: what withdraws, or bids on its own.
bool approves_offer(const EntryContent& entry) { return entry.kind == "bid.approved" && entry.data.find("content"); }
bool is_amount(const EntryContent& entry) {
  return entry.kind == "bid.placed" || (entry.kind == "bid.approved" && !approves_offer(entry));
}

// Till when what is withheld is its bidder's alone.
Moment held_until(const EntryContent& entry) { return is_amount(entry) ? at_turn_end : at_opening; }

bool told(const LotState& lot) { return is_over(lot) && !hushed(lot); }

std::optional<std::size_t> lot_of(const json::Value& data) {
  const std::string_view text = data.text("lot");
  std::size_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || number > 100'000) return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return number == 0 ? std::nullopt : std::optional(number - 1);
}

// Of a lot: the newest of what may have been last. Lots that are not told have none.
std::optional<Micros> time_told(const LotState& lot) {
  if (!told(lot)) return std::nullopt;
  std::optional<Micros> at;
  for (const LotEvent& event : lot.events)
    if (event.kind == LotEvent::Kind::closed || event.kind == LotEvent::Kind::unsealed || event.kind == LotEvent::Kind::cancelled)
      at = event.at;
  return at;
}

// When a bid was told that had been pending; nothing of bids that never were.
std::optional<Micros> revealed(const EntryContent& entry, const Standpoint& at) {
  const auto lot = is_amount(entry) ? lot_of(entry.data) : std::nullopt;
  // What was refused was never pending.
  if (!lot || *lot >= at.reveals.size() || entry.data.text("verdict") != "accepted") return std::nullopt;
  const auto& reveals = at.reveals[*lot];
  const auto reveal = std::lower_bound(reveals.begin(), reveals.end(), entry.seq,
                                       [](const Reveal& one, Seq seq) { return one.up_to < seq; });
  return reveal == reveals.end() ? std::nullopt : std::optional(reveal->at);
}

// When the moment came, for an entry of that time; nothing where it has not, or never will.
std::optional<Micros> came(Moment moment, Circle circle, const EntryContent& entry, Micros recorded, const Standpoint& at) {
  const bool over_for = circle == Circle::everybody && at.cancelled_at.has_value();
  switch (moment) {
    case at_once: return recorded;
    case at_turn_end: {
      if (at.withholds(entry.seq)) return std::nullopt;
      const auto told = revealed(entry, at);
      return told ? std::max(recorded, *told) : recorded;
    }
    case at_publication:
      if (at.state == State::none || at.state == State::draft) return std::nullopt;
      return std::max(recorded, at.published_at);
    case at_opening: {
      if (over_for) return std::nullopt;
      const auto lot = lot_of(entry.data);
      if (lot && *lot < at.lots_told.size())
        return at.lots_told[*lot] ? std::optional(std::max(recorded, at.told_at[*lot].value_or(recorded))) : std::nullopt;
      Micros last = recorded;
      for (std::size_t i = 0; i < at.lots_told.size(); ++i) {
        if (!at.lots_told[i]) return std::nullopt;
        last = std::max(last, at.told_at[i].value_or(recorded));
      }
      return at.lots_told.empty() ? std::nullopt : std::optional(last);
    }
    case at_award:
      if (entry.named_by_award) return recorded;
      return at.awarded_at ? std::optional(std::max(recorded, *at.awarded_at)) : std::nullopt;
    case at_end: {
      const auto end = at.awarded_at ? at.awarded_at : at.cancelled_at;
      return end ? std::optional(std::max(recorded, *end)) : std::nullopt;
    }
    case never: return std::nullopt;
  }
  TERANG_ASSERT(false);
  return std::nullopt;
}

// What the public was promised for a moment that a cancelled tender does not reach.
Moment to_come(Moment moment, Circle circle, const Standpoint& at) {
  const bool cancelled = circle == Circle::everybody && at.cancelled_at;
  return cancelled && (moment == at_opening || moment == at_award) ? never : moment;
}

}  // namespace

std::string_view name(Moment moment) { return kMomentNames[static_cast<std::size_t>(moment)]; }
std::string_view name(Circle circle) { return kCircleNames[static_cast<std::size_t>(circle)]; }
std::span<const DisclosureRule> disclosure_rules() { return kRules; }

Moment moment_of(std::string_view kind, Circle circle) {
  const auto rule = std::find_if(std::begin(kRules), std::end(kRules), [&](const DisclosureRule& one) { return one.kind == kind; });
  return rule == std::end(kRules) ? never : rule->moments[static_cast<std::size_t>(circle)];
}

Moment moment_for(const EntryContent& entry, Circle circle, const Standpoint& at) {
  const Moment moment = moment_of(entry.kind, circle);
  if (circle == Circle::party) return moment;
  return approves_offer(entry) || at.withholds(entry.seq) || revealed(entry, at) ? std::max(moment, held_until(entry)) : moment;
}

json::Value disclosure_rules_json() {
  json::Array rules, moments, audiences;
  for (const DisclosureRule& rule : kRules) {
    json::Value row = json::Value::object({{"kind", rule.kind}});
    for (std::size_t i = 0; i < kCircles; ++i) row.set(kCircleNames[i], name(rule.moments[i]));
    rules.push_back(std::move(row));
  }
  for (const std::string_view moment : kMomentNames) moments.emplace_back(moment);
  for (const std::string_view circle : kCircleNames) audiences.emplace_back(circle);
  return json::Value::object({{"audiences", std::move(audiences)},
                              {"moments", std::move(moments)},
                              {"rules", std::move(rules)},
                              {"version", kDisclosureVersion}});
}

bool Standpoint::withholds(Seq entry) const { return std::binary_search(withheld.begin(), withheld.end(), entry); }

Standpoint standpoint(const Registry& registry, const Actor& actor, std::string_view id, Seq from, Seq to) {
  Standpoint at;
  at.auditor = actor.role == Role::auditor;
  at.account = actor.account.text;
  const TenderState* tender = registry.find(id);
  if (!tender) return at;
  at.state = tender->state;
  at.entries = tender->entries;
  at.officer = registry.is_officer_of(actor, id);
  if (actor.role == Role::bidder && !actor.business.empty())
    if (const Pseudonym* who = registry.pseudonym_of(id, actor.business.text)) at.pseudonym = *who;
  if (!tender->versions.empty()) at.published = tender->versions.front().seq;
  at.published_at = tender->published_at;
  if (tender->award) at.awarded_at = tender->award->at;
  if (tender->cancelled) at.cancelled_at = tender->cancelled->at;
  for (const LotState& lot : tender->lots) {
    at.quiet = at.quiet || (!told(lot) && keeps_secrets(lot.auction->rules()));
    at.lots_told.push_back(told(lot));
    at.told_at.push_back(time_told(lot));
    at.reveals.push_back(lot.reveals);
    if (is_over(lot) && !lot.pending_bids.empty())
      at.reveals.back().push_back({tender->bids[lot.pending_bids.back()].seq, at.told_at.back().value_or(0)});
  }
  const Participant* own = tender->by_name(at.pseudonym.text);
  std::optional<std::uint32_t> self;
  if (own) self = static_cast<std::uint32_t>(own - tender->participants.data());
  at.withheld = registry.withheld(id, from, to, self);
  return at;
}

Disclosed disclosed_from(const EntryContent& entry, const Standpoint& at) {
  // His own bid is his at once, though it be withheld from all others; whoever else made an entry waits with them.
  const bool own_bid = is_bid(entry.kind) && !at.pseudonym.empty() && entry.data.text("bidder") == at.pseudonym.text;
  const json::Value* by = entry.data.find("by");
  const bool own_act = !at.account.empty() && by && by->text("account") == at.account;
  const bool hidden = at.withholds(entry.seq) && !own_bid;
  const std::pair<Circle, bool> circles[] = {{Circle::party, own_bid || own_act},
                                             {Circle::officers, at.officer},
                                             {Circle::auditors, at.auditor},
                                             {Circle::everybody, true}};
  Disclosed out;
  for (const auto& [circle, member] : circles) {
    if (!member) continue;
    const Moment moment = moment_for(entry, circle, at);
    if (!hidden && came(moment, circle, entry, 0, at)) {
      const bool waits = at.quiet && circle != Circle::party && entry.seq > at.published;
      return {true, !waits, circle, moment};
    }
    const Moment next = to_come(hidden ? std::max(moment, held_until(entry)) : moment, circle, at);
    if (next < out.moment) out = {false, false, circle, next};
  }
  return out;
}

std::optional<Micros> disclosed_at(const EntryContent& entry, Micros recorded, Circle circle, const Standpoint& at) {
  if (circle != Circle::party && at.withholds(entry.seq)) return std::nullopt;
  return came(moment_for(entry, circle, at), circle, entry, recorded, at);
}

}  // namespace terang::tender
