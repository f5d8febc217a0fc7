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

// One kind of command each, in the order of the Command variant.
enum class Act : std::uint8_t {
  place_bid, register_key, revoke_key, save_draft, publish, amend, name_bidder, admit, schedule, apply, open_lot,
  close_lot, pause_lot, resume_lot, extend_lot, cancel_lot, disqualify, record_outage, award, cancel_tender
};
inline constexpr std::size_t kActs = std::variant_size_v<Command>;
inline Act act_of(const Command& command) { return static_cast<Act>(command.index()); }

// Where the state goes when the command is accepted.
enum class Next : std::uint8_t { stays, draft, published, scheduled, from_lots, awarded, cancelled };

struct Transition {
  Act act;
  Role who;
  std::initializer_list<State> from;
  Next next;
};

std::span<const Transition> transitions();
const Transition* transition_of(Act act);  // nullptr for the key commands, which belong to no tender
bool allowed(Act act, State from);

}  // namespace terang::tender
