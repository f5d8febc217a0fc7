// Small pieces that several views share. For this folder only.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "base/time.h"
#include "tender/tender_state.h"
#include "tender/view.h"

namespace terang::tender {

inline json::Value seq_json(Seq seq) { return seq == kNoSeq ? json::Value() : json::Value(seq); }
inline json::Value time_json(Micros at) { return json::Value(format_time(at)); }
inline json::Value time_json(const std::optional<Micros>& at) { return at ? time_json(*at) : json::Value(); }
json::Value remark_json(const std::optional<Remark>& remark);  // null or {"at","reason"}
json::Value money_json(const std::optional<auction::Money>& amount, const auction::Currency& currency);
json::Value text_or_null(std::string text);
json::Value score_json(const std::optional<auction::Score>& score);  // null or {"name","value","evaluated"?}

// {"count","newest":[…]}, oldest first.
json::Value events_json(const TenderState& tender, const LotState& lot, const Audience& audience);
// `who`: with pseudonym and reason of a disqualification, which are told by tells_who().
json::Value event_json(const TenderState& tender, const LotEvent& event, bool who);
// `self`: position of the bidder who looks among the participants; their number where nobody of them does.
bool tells_who(const LotState& lot, const LotEvent& event, const Audience& audience, std::uint32_t self);

// Surrogate bids that officers have entered for this lot, newest first, at most a hundred. For officers.
json::Value proposals_json(const TenderState& tender, std::uint32_t lot);

// The best price below the estimate: {"amount","negative","percent"}; percent with two decimals, rounded towards
// zero so that no saving is overstated. Null without estimate or price.
json::Value saving_json(std::optional<auction::Money> estimate, std::optional<auction::Money> best,
                        const auction::Currency& currency);

}  // namespace terang::tender
