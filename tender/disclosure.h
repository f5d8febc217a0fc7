// Who may see the flesh of which entry, and from when: a table, and the one function that reads it. Receipts, bundles and
// the lists of entries all ask here. The table stands in tender/README.md too; a test compares them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "tender/registry.h"
#include "tender/reveal.h"

namespace terang::tender {

// Changes with the table: who was told something once can say by which rule.
inline constexpr std::string_view kDisclosureVersion = "terang.disclosure.v1";

enum class Moment : std::uint8_t {
  at_once,         // when the entry is recorded
  at_turn_end,     // when what was pending with it is made public: of bids in turns, in place of at_once
  at_publication,  // when the tender is published
  at_opening,      // when its lot is over and nothing of it is sealed; without a lot: when that is so of all
  at_award,
  at_end,          // awarded or cancelled
  never,
};
inline constexpr std::size_t kMoments = 7;
std::string_view name(Moment moment);

enum class Circle : std::uint8_t {
  party,      // whose bid it is, or who did it
  officers,   // of the buyer
  auditors,
  everybody,  // "public"
};
inline constexpr std::size_t kCircles = 4;
std::string_view name(Circle circle);

struct DisclosureRule {
  std::string_view kind;
  std::array<Moment, kCircles> moments;  // in the order of Circle
};
std::span<const DisclosureRule> disclosure_rules();
Moment moment_of(std::string_view kind, Circle circle);  // never, of a kind that is not in the table
json::Value disclosure_rules_json();  // {"version","audiences","moments","rules"}

// How a tender stands towards somebody who asks, cut loose from the registry: entries are judged on other threads.
struct Standpoint {
  State state = State::none;
  std::uint64_t entries = 0;  // of the tender, as it stood
  bool officer = false, auditor = false;
  std::string account;    // who asks; empty: nobody in particular
  Pseudonym pseudonym;    // his business's in this tender; empty: none
  // While a lot may hold entries that nobody else may notice, an entry's own tseq would count them: salt and payload of
  // what came after the publication then wait, though what it says may be told.
  bool quiet = false;
  Seq published = kNoSeq;
  std::vector<Seq> withheld;  // for their bidders alone now, the asker's own left out; ascending
  std::vector<bool> lots_told;                // by lot: over, and nothing of it is sealed
  std::vector<std::optional<Micros>> told_at;  // since when
  std::vector<std::vector<Reveal>> reveals;    // by lot: when bids that had been pending were told
  Micros published_at = 0;
  std::optional<Micros> awarded_at, cancelled_at;
  bool withholds(Seq entry) const;
};
// Of entries [from, to). An unknown tender (none, for instance) has the state `none`.
Standpoint standpoint(const Registry& registry, const Actor& actor, std::string_view tender, Seq from = 0, Seq to = kNoSeq);

struct EntryContent {
  Seq seq = 0;
  std::string_view kind;
  const json::Value& data;
  // Of an entry that belongs to no tender (keys): whether it concerns a business that an award has named.
  bool named_by_award = false;
};

struct Disclosed {
  bool content = false;  // kind and data
  bool flesh = false;    // salt and payload: the same, and where it stands among the tender's entries
  Circle circle = Circle::everybody;  // as whom he is told
  Moment moment = Moment::never;      // by which rule; where he is not told: the soonest that may come
};
Disclosed disclosed_from(const EntryContent& entry, const Standpoint& at);
// By which rule that circle is told of this entry: the table's, or a later moment for what was its bidder's alone at first.
Moment moment_for(const EntryContent& entry, Circle circle, const Standpoint& at);
// When that circle was told; nothing while it was not.
std::optional<Micros> disclosed_at(const EntryContent& entry, Micros recorded, Circle circle, const Standpoint& at);

}  // namespace terang::tender
