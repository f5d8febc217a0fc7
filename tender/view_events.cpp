// What happened to a lot's clock, and to who may bid on it, as each audience may see it.
#include <algorithm>

#include "tender/view_parts.h"

namespace terang::tender {
namespace {

using json::Value;
using Kind = LotEvent::Kind;

constexpr std::size_t kNewestEvents = 5;  // in a view; the history has them all

std::string_view cause_of(const LotEvent& event) {
  switch (event.kind) {
    case Kind::opened:
    case Kind::advanced:
    case Kind::closed:
    case Kind::unsealed: return "clock";
    case Kind::settled: return event.reason.empty() ? "clock" : auction::name(auction::Cause::officer);
    case Kind::extended: return auction::name(event.cause);
    case Kind::planned: return auction::name(auction::Cause::sequence);
    case Kind::outage: return auction::name(auction::Cause::outage);
    default: return auction::name(auction::Cause::officer);
  }
}

}  // namespace

// Members in the order of their names: sorting them again then costs one pass.
Value event_json(const TenderState& tender, const LotEvent& event, bool who) {
  Value::Object out;
  out.reserve(10);
  out.emplace_back("at", time_json(event.at));
  out.emplace_back("cause", cause_of(event));
  if (event.end_before != event.end_after)
    out.emplace_back("end", Value::object({{"from", time_json(event.end_before)}, {"to", time_json(event.end_after)}}));
  if (event.to != 0) out.emplace_back("from", time_json(event.from));
  out.emplace_back("kind", name(event.kind));
  const bool disqualified = event.kind == Kind::disqualified;
  if (disqualified && who) out.emplace_back("pseudonym", tender.participants[event.participant].pseudonym.text);
  // The reason of a disqualification may say who it is as well as his number does.
  if (!event.reason.empty() && (!disqualified || who)) out.emplace_back("reason", event.reason);
  if (event.kind == Kind::extended && event.cause == auction::Cause::soft_close)
    out.emplace_back("rule", auction::name(event.trigger));
  out.emplace_back("seq", seq_json(event.seq));
  if (event.start != 0) out.emplace_back("start", time_json(event.start));
  if (event.to != 0) out.emplace_back("to", time_json(event.to));
  return Value::object(std::move(out));
}

bool tells_who(const LotState& lot, const LotEvent& event, const Audience& audience, std::uint32_t self) {
  return audience.kind == Audience::Kind::officer || lot.auction->phase() == auction::Phase::closed ||
         (audience.kind == Audience::Kind::bidder && event.participant == self);
}

Value events_json(const TenderState& tender, const LotState& lot, const Audience& audience) {
  json::Array newest;
  const std::size_t shown = std::min(kNewestEvents, lot.events.size());
  const auto nobody = static_cast<std::uint32_t>(tender.participants.size());
  for (auto event = lot.events.end() - static_cast<std::ptrdiff_t>(shown); event != lot.events.end(); ++event)
    newest.push_back(event_json(tender, *event, tells_who(lot, *event, audience, nobody)));
  return Value::object({{"count", static_cast<std::uint64_t>(lot.events.size())}, {"newest", std::move(newest)}});
}

}  // namespace terang::tender
