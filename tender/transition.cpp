#include "tender/transition.h"

#include <array>

namespace terang::tender {
namespace {

constexpr std::array<std::string_view, kStates> kStateNames = {"none",   "draft",  "published", "scheduled", "live",
                                                               "paused", "closed", "awarded",   "cancelled"};
constexpr std::array<std::string_view, kActs> kActNames = {
    "place_bid",  "register_key", "revoke_key", "save_draft",     "publish", "amend",        "name_bidder",
    "admit",      "schedule",     "apply",      "open_lot",       "close_lot", "pause_lot",  "resume_lot",
    "extend_lot", "cancel_lot",   "disqualify", "record_outage",  "award",   "cancel_tender",
    "place_offer", "advance_lot", "propose_bid", "approve_bid", "reject_bid", "open_sealed", "cover", "settle_packages",
    "resettle_packages", "rotate_log_key", "distrust_log_key", "erase_entries"};

template <class... S>
constexpr States in(S... states) {
  return static_cast<States>((... | bit(states)));
}

using enum State;
constexpr States kRunning = in(scheduled, live, paused);
constexpr States kOpen = kRunning | in(published);

constexpr std::array kTable = {
    Transition{Act::save_draft, Role::officer, in(none, draft), Next::draft},
    Transition{Act::publish, Role::officer, in(draft), Next::published},
    Transition{Act::amend, Role::officer, kOpen | in(closed), Next::stays},
    Transition{Act::apply, Role::bidder, in(published, scheduled), Next::stays},
    Transition{Act::name_bidder, Role::officer, kOpen, Next::stays},
    Transition{Act::admit, Role::officer, kOpen, Next::stays},
    Transition{Act::schedule, Role::officer, in(published), Next::scheduled},
    Transition{Act::open_lot, Role::clock, kRunning, Next::from_lots},
    Transition{Act::place_bid, Role::bidder, kOpen | in(closed), Next::stays},
    Transition{Act::place_offer, Role::bidder, kOpen | in(closed), Next::stays},
    Transition{Act::advance_lot, Role::clock, kRunning, Next::from_lots},
    Transition{Act::open_sealed, Role::clock, kRunning | in(closed), Next::from_lots},
    Transition{Act::cover, Role::clock, kRunning | in(closed), Next::stays},
    Transition{Act::close_lot, Role::clock, kRunning, Next::from_lots},
    Transition{Act::pause_lot, Role::officer, kRunning, Next::from_lots},
    Transition{Act::resume_lot, Role::officer, kRunning, Next::from_lots},
    Transition{Act::extend_lot, Role::officer, kRunning, Next::from_lots},
    Transition{Act::cancel_lot, Role::officer, kOpen | in(closed), Next::from_lots},
    Transition{Act::disqualify, Role::officer, kRunning | in(closed), Next::stays},
    Transition{Act::propose_bid, Role::officer, kRunning, Next::stays},
    Transition{Act::approve_bid, Role::officer, kRunning | in(closed), Next::from_lots},
    Transition{Act::reject_bid, Role::officer, kRunning | in(closed), Next::stays},
    Transition{Act::record_outage, Role::clock, kRunning, Next::from_lots},
    Transition{Act::settle_packages, Role::clock, kRunning | in(closed), Next::stays},
    Transition{Act::resettle_packages, Role::officer, in(closed), Next::stays},
    Transition{Act::award, Role::officer, in(closed), Next::awarded},
    Transition{Act::cancel_tender, Role::officer, kOpen | in(closed), Next::cancelled},
};

constexpr std::array<const Transition*, kActs> by_act() {
  std::array<const Transition*, kActs> rows{};
  for (const Transition& row : kTable) rows[static_cast<std::size_t>(row.act)] = &row;
  return rows;
}
constexpr auto kByAct = by_act();

}  // namespace

std::string_view name(State state) { return kStateNames[static_cast<std::size_t>(state)]; }
std::string_view name(Act act) { return kActNames[static_cast<std::size_t>(act)]; }

std::optional<State> state_from(std::string_view name) {
  for (std::size_t i = 0; i < kStates; ++i)
    if (kStateNames[i] == name) return static_cast<State>(i);
  return std::nullopt;
}

std::span<const Transition> transitions() { return kTable; }
const Transition* transition_of(Act act) { return kByAct[static_cast<std::size_t>(act)]; }

bool allowed(Act act, State from) {
  const Transition* row = transition_of(act);
  return row && (row->from & bit(from)) != 0;
}

}  // namespace terang::tender
