// What a bidder may say in a format beside an amount. A format refuses what is none of its own (not_in_this_format).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "auction/money.h"
#include "auction/ratio.h"
#include "auction/winner/problem.h"

namespace terang::auction {

using Bidder = std::uint32_t;  // index of a bidder, dense in the order of admission to the lot
inline constexpr Bidder kNobody = 0xffff'ffff;  // a stranger

struct Leave {};     // goes for good, at the price he last stayed at
struct Withdraw {};  // takes back what he said while it is still his to change

// So many units at this price each, or none of them where it is all or nothing.
struct SupplyStep {
  Money unit_price;
  std::int64_t quantity = 0;
  bool all_or_nothing = false;
  bool operator==(const SupplyStep&) const = default;
};
// How much is supplied at which price; units of a later step come on top of the earlier ones, never before them.
struct Schedule {
  std::vector<SupplyStep> steps;
};

// Bid for me the least that is needed to lead, down to this and not below. Told to nobody else while the lot runs.
struct Proxy {
  Money floor;
};

// An energy-performance contract: what the buyer saves, and the supplier's share of it for a term (formats/esco.h).
inline constexpr std::size_t kEscoPeriods = 21;
struct EscoOffer {
  Ratio share;
  std::int32_t years = 0, days = 0;  // the term
  std::array<Money, kEscoPeriods> reductions{};  // of the buyer's costs; may be zero
  bool operator==(const EscoOffer&) const = default;
};

// Sealed bids: what the record holds until the deadline. It says that there is a bid, and nothing of it.
using Digest = std::array<std::uint8_t, 32>;  // SHA-256
struct Commit {
  Digest envelope{};
  std::uint32_t version = 0;  // 1, then one more with each replacement
  std::optional<Digest> key = std::nullopt;  // what binds the key inside; a rehearsal has none
};

// Parts bought together (formats/package.h): all of it for one price, or nothing. One of the same name is replaced.
struct PackageItem {
  std::string part;
  std::optional<std::int64_t> units;  // absent: all that are needed
};
struct PackageBid {
  std::string name;  // the bidder's own
  std::vector<PackageItem> items;
  Money amount;
  std::string alternative;  // of his bids with the same word at most one wins; "": none
};
struct WithdrawPackage {
  std::string name;
};
struct PackageTerms {  // of all that he wins; takes the place of the earlier ones
  winner::Capacity capacity;
  std::optional<winner::Discount> discount;
};

using Content = std::variant<Leave, Withdraw, Schedule, EscoOffer, Commit, Proxy, PackageBid, WithdrawPackage, PackageTerms>;

struct Offer {
  Bidder bidder = kNobody;
  Content content;
  bool late = false;  // by the order of the record: it came after the checkpoint that was forced at the deadline
};

// A sealed bid that is to be opened.
struct Committed {
  Bidder bidder = kNobody;
  Digest envelope{};
  std::uint32_t version = 0;
};

// How it was found: an amount, or the name of what is wrong with it; after the opening also both, where the amount is
// one that the rules do not take.
struct Opened {
  Bidder bidder = kNobody;
  std::optional<Money> amount;
  std::string defect;
};

}  // namespace terang::auction
