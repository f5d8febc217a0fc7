#include "tender/lot_replay.h"

#include <algorithm>

#include "auction/codec/json.h"
#include "auction/codec/steps.h"
#include "tender/tender_state.h"

namespace terang::tender {
namespace {

using json::Value;

constexpr json::Limits kData{.bytes = 8u << 20, .depth = 32, .decimals = false};
constexpr std::uint32_t kDepth = 50;  // of the ranking after each step

// As scenarios call it; "" where it is nothing that an auction is told.
std::string_view what_of(std::string_view kind, const Value& data) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"bid.placed", "bid"},           {"offer.placed", "offer"},   {"lot.opened", "open"},
      {"lot.advanced", "advance"},     {"lot.closed", "close"},     {"lot.paused", "pause"},
      {"lot.resumed", "resume"},       {"lot.extended", "extend"},  {"lot.cancelled", "cancel"},
      {"tender.cancelled", "cancel"},  {"lot.outage", "outage"},    {"lot.disqualified", "disqualify"},
      {"lot.unsealed", "open_sealed"}, {"lot.settled", "settle"},   {"bidder.admitted", "admit"},
      {"tender.amended", "amend"}};
  if (kind == "bid.approved") return data.find("content") ? "offer" : "bid";
  const auto word = std::find_if(std::begin(kWords), std::end(kWords), [&](const auto& one) { return one.first == kind; });
  return word == std::end(kWords) ? std::string_view() : word->second;
}

// The member of `lots` that is about this lot: an object that names it, or its id.
const Value* among_lots(const Value& data, const LotId& lot) {
  const Value* lots = data.find("lots");
  if (!lots || !lots->is_array()) return nullptr;
  for (const Value& one : lots->as_array())
    if (one.text("lot") == lot.text || (one.is_string() && one.as_string() == lot.text)) return &one;
  return nullptr;
}

// What the entry's own outcome says: of an outage there is one for each lot.
void add_outcome(const Value& data, const LotId& lot, Value& step) {
  const Value* of_lot = among_lots(data, lot);
  const Value* outcome = data.find("outcome");
  if (!outcome && of_lot) outcome = of_lot->find("outcome");
  if (!outcome || !outcome->is_object()) return;
  for (const auto& [name, value] : outcome->as_object()) step.set(name, value);
}

// Of a bid the rank, also where the rules do not let its bidder be told.
void add_ranks(const TenderState& tender, const LotState& lot, std::string_view kind, Seq seq, Value& step) {
  std::uint32_t rank = 0, before = 0;
  if (!tender.bids.empty() && tender.bids.back().seq == seq) {
    rank = tender.bids.back().rank;
    before = tender.bids.back().rank_before;
  } else if (!tender.offers.empty() && tender.offers.back().seq == seq) {
    rank = tender.offers.back().rank;
    before = tender.offers.back().rank_before;
  }
  if (rank == 0 || !(kind.starts_with("bid.") || kind.starts_with("offer."))) return;
  step.set("rank", rank);
  if (before != 0) step.set("previous_rank", before);
  const Bidder leader = lot.auction->leader();
  step.set("leader", leader == kNobody ? Value() : Value(tender.pseudonym_in(lot, leader)));
}

}  // namespace

LotReplay::LotReplay(LotId lot, std::optional<Seq> after, std::size_t most)
    : registry_(Registry::Options{.partial = true}), lot_(std::move(lot)), after_(after), most_(most) {}

bool LotReplay::add(const EntryView& entry) {
  tender_ = entry.tender;
  const bool wanted = !after_ || entry.seq > *after_;
  const auto data = json::parse(entry.data, kData);
  if (!data) return true;
  // What touches the lot is known once it was applied; whether there is room for it must be known before.
  const std::string_view what = what_of(entry.kind, *data);
  const bool names_it = !what.empty() && (data->text("lot") == lot_.text || among_lots(*data, lot_));
  if (wanted && names_it && steps_.size() >= most_) {
    more_ = true;
    return false;
  }
  if (const auto differs = registry_.replay(entry); differs && mismatch_.is_null())
    mismatch_ = Value::object(
        {{"expected", differs->expected}, {"found", differs->found}, {"path", differs->path}, {"seq", entry.seq}});
  const TenderState* tender = registry_.find(entry.tender);
  const auto index = tender ? tender->lot_index(lot_.text) : std::nullopt;
  if (!index || !wanted) return true;
  const LotState& lot = tender->lots[*index];
  if (what.empty() || (!names_it && lot.seq != entry.seq)) return true;

  Value step = Value::object({{"seq", entry.seq}, {"verdict", data->text("verdict")}});
  add_outcome(*data, lot_, step);
  for (const char* member : {"amount", "at_most", "bidder", "closed", "confirm", "content", "moved", "reason"})
    if (const Value* value = data->find(member)) step.set(member, *value);
  if (const auto pseudonym = data->text("pseudonym"); !pseudonym.empty()) step.set("bidder", pseudonym);
  add_ranks(*tender, lot, entry.kind, entry.seq, step);
  auction::set_standing(step, *lot.auction, lot_.text, what, entry.time, kDepth,
                        [&](Bidder bidder) { return tender->pseudonym_in(lot, bidder); });
  steps_.push_back(std::move(step));
  last_ = entry.seq;
  return true;
}

Value LotReplay::told() const {
  json::Array lots;
  Value rules;
  const TenderState* tender = registry_.find(tender_);
  if (const auto index = tender ? tender->lot_index(lot_.text) : std::nullopt) {
    const LotState& lot = tender->lots[*index];
    lots.push_back(auction::summary_to_json(*lot.auction, lot_.text, lot.refused, kDepth,
                                            [&](Bidder bidder) { return tender->pseudonym_in(lot, bidder); }));
    rules = auction::public_rules_to_json(lot.auction->rules());
  }
  return Value::object({{"lots", std::move(lots)},
                        {"mismatch", mismatch_},
                        {"next", more_ ? Value(last_) : Value()},
                        {"rules", std::move(rules)},
                        {"steps", steps_}});
}

}  // namespace terang::tender
