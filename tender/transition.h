// The procedure as a table: in which state a command may come, from whom, and where it leads. Questions, envelopes,
// evaluation, complaints and contract grow out of it as further rows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "tender/command.h"
#include "tender/role.h"

namespace terang::tender {

enum class State : std::uint8_t { none, draft, published, scheduled, live, paused, closed, awarded, cancelled };
inline constexpr std::size_t kStates = 9;

std::string_view name(State state);
std::optional<State> state_from(std::string_view name);

// One a kind of command, in the order of the Command variant.
enum class Act : std::uint8_t {
  place_bid, register_key, revoke_key, save_draft, publish, amend, name_bidder, admit, schedule, apply, open_lot,
  close_lot, pause_lot, resume_lot, extend_lot, cancel_lot, disqualify, record_outage, award, cancel_tender,
  place_offer, advance_lot, propose_bid, approve_bid, reject_bid, open_sealed, cover, settle_packages, resettle_packages,
  rotate_log_key, distrust_log_key, erase_entries
};
inline constexpr std::size_t kActs = std::variant_size_v<Command>;
inline Act act_of(const Command& command) { return static_cast<Act>(command.index()); }
std::string_view name(Act act);

// Where the tender goes when the command is accepted. `from_lots`: where its lots say (state_tender.cpp).
enum class Next : std::uint8_t { stays, draft, published, scheduled, from_lots, awarded, cancelled };

// A set of states, one bit each.
using States = std::uint16_t;
constexpr States bit(State state) { return static_cast<States>(1u << static_cast<unsigned>(state)); }

struct Transition {
  Act act;
  Role who;
  States from;
  Next next;
};

std::span<const Transition> transitions();
// nullptr for commands on keys, which belong to no tender, and for erasing, which asks for the rules of retention.
const Transition* transition_of(Act act);
bool allowed(Act act, State from);

}  // namespace terang::tender
