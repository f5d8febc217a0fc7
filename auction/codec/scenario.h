// A scenario as it was read: what rehearse() runs. The form is in auction/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "auction/lot_auction.h"
#include "auction/sequence.h"
#include "base/fields.h"

namespace terang::auction {

struct Scenario {
  struct Named {
    std::string name;
    BidderTerms terms;
  };
  struct Lot {
    std::string id;
    Rules rules;
    std::vector<Named> bidders;
  };
  enum class Do : std::uint8_t { bid, pause, resume, extend, cancel, disqualify, admit, outage, offer, open_sealed };
  struct Command {
    Micros at = 0;
    Do what = Do::bid;
    std::optional<std::size_t> lot;  // nothing: an outage of every lot
    std::string bidder;
    std::string amount;  // as written: whether it is one is a verdict, not a problem
    bool confirm = false;
    std::string reason;
    Micros by = 0;
    Micros from = 0, to = 0;
    BidderTerms terms;
    std::optional<Content> content;  // of an offer
    bool late = false;
    struct Found {
      std::string bidder, amount, defect;  // as written
    };
    std::vector<Found> opened;  // of open_sealed
  };
  std::vector<Lot> lots;
  Sequence sequence;
  std::vector<Command> commands;
  std::optional<Micros> until;
  std::optional<std::uint32_t> ranking_depth;
};

std::string_view name(Scenario::Do what);

// Usable only when no problem was added.
Scenario scenario_from_json(const json::Value& value, json::Problems& problems);

}  // namespace terang::auction
