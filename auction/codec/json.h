// Rules, adjustments and outcomes as JSON. The formats are in auction/README.md; what is written is deterministic.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "auction/lot_auction.h"
#include "base/fields.h"
#include "base/json.h"

namespace terang::auction {

// What the surroundings of the rules already say (a tender's document does). A field that is set here may be absent
// in the JSON; for the times the JSON's own value wins, for the currency it must be the same ("currency_differs").
struct RulesDefaults {
  std::optional<Currency> currency;
  std::optional<Micros> starts_at;
  std::optional<Micros> ends_at;
};

// Reads and validates as a whole: every problem, with its JSON Pointer below `path`. Use the result only when no
// problem was added.
Rules rules_from_json(const json::Value& value, const std::string& path, json::Problems& problems,
                      const RulesDefaults& defaults = {});

json::Value rules_to_json(const Rules& rules);         // with the reserve: secret
json::Value public_rules_to_json(const Rules& rules);  // "has_reserve" in its place

// null, or one of "factor", "divisor", "quality", and one of "add", "subtract", "life_cycle", or both; written as
// "factor" and "add" or "subtract"
Adjustment adjustment_from_json(const json::Value* value, const std::string& path, const Currency& currency,
                                json::Problems& problems);
// The same for a bidder of a lot with these rules (problem_of).
Adjustment adjustment_from_json(const json::Value* value, const std::string& path, const Rules& rules,
                                json::Problems& problems);
json::Value adjustment_to_json(const Adjustment& adjustment, const Currency& currency);

// What a bidder says beside an amount: {"kind":"leave"}, {"kind":"withdraw"},
// {"kind":"schedule","steps":[{"unit_price","quantity","all_or_nothing"}]}, {"kind":"proxy","floor"},
// {"kind":"esco","share","years","days","reductions":[21 amounts, "0" among them]}, {"kind":"package","name","parts":["id",
// {"part","units"}],"amount","alternative"}, {"kind":"withdraw_package","name"}, {"kind":"package_terms","capacity",
// "discount"}. Problems: "unknown_kind", and of the
// fields of that kind.
std::optional<Content> content_from_json(const json::Value& value, const std::string& path, const Currency& currency,
                                         json::Problems& problems);
json::Value content_to_json(const Content& content, const Currency& currency);

// How a bidder of the lot is called in what is written (a pseudonym, a scenario's name).
using BidderName = std::function<std::string(Bidder)>;

// The deterministic effects of a command on the lot, for ledgers and answers: "verdict"; for an accepted bid "rank",
// "leader" and, where he had one, "previous_rank"; "leader_changed": true with "leader" (or null) where another leads
// than before; "at_most" where the amount was refused; "extended": {"cause","trigger"} with the new "ends_at" where the
// end moved; "closed": true where the format ended the lot; "change" of a sealed bid: "placed", "replaced",
// "withdrawn"; "automatic": [{"amount","bidder"}] what proxies bid thereupon. What does not apply is absent.
json::Value outcome_to_json(const Outcome& outcome, const LotAuction& lot, const BidderName& name);
json::Value extension_to_json(const Extension& extension, const BidderName& name);
// [{"rank","bidder","amount"}], and "evaluated" (exact, as text) where the bidder has an adjustment
json::Value standings_to_json(const std::vector<Standing>& standings, const LotAuction& lot, const BidderName& name);
json::Value ranking_to_json(const LotAuction& lot, const BidderName& name);
// {"name", …} of what applies: "number", "of", "since", "until", "price", "turn", "remaining"
json::Value stage_to_json(const Stage& stage, const LotAuction& lot, const BidderName& name);
// {"amount", "content" where it is more than an amount, its score}: for the bidder himself
json::Value said_to_json(const Said& said, const LotAuction& lot);
// [{"bidder", "amount", "defect"}] of sealed bids, earliest first: an amount, what is wrong, or both
json::Value opened_to_json(const std::vector<Opened>& opened, const LotAuction& lot, const BidderName& name);
json::Value result_to_json(const Result& result, const LotAuction& lot, const BidderName& name);

}  // namespace terang::auction
