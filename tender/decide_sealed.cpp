// Sealed bids: the keys they are sealed to, their opening, and the entries that hide how many there are.
#include <algorithm>

#include "auction/codec/json.h"
#include "base/bytes.h"
#include "tender/decider.h"

namespace terang::tender {
namespace {

using json::Value;

constexpr std::size_t kPoint = 65;

bool is_point(const std::string& text) {
  const auto octets = from_base64(text);
  return octets && octets->size() == kPoint && octets->front() == 4;
}

// What was found, as the auction wants it: an amount that is none becomes a defect of that name.
auction::Opened opened_of(const OpenedBid& one, Bidder bidder, const auction::Currency& currency) {
  auction::Opened opened{bidder, std::nullopt, one.defect};
  if (!one.amount) return opened;
  auction::Money amount;
  const auction::Verdict verdict = auction::parse_amount(*one.amount, currency, amount);
  if (verdict == auction::Verdict::accepted)
    opened.amount = amount;
  else
    opened.defect = auction::name(verdict);
  return opened;
}

Value opened_row(const OpenedBid& one) {
  Value row = Value::object({{"bid", one.bid.text}, {"bidder", one.bidder.text}});
  if (one.amount) row.set("amount", *one.amount);
  if (!one.defect.empty()) row.set("defect", one.defect);
  return row;
}

}  // namespace

std::optional<Decision> Decider::take_keys(const TenderState& tender, const Document& read,
                                           const std::vector<SealingKey>& offered, std::vector<std::string>& keys,
                                           Value& entry) {
  json::Array taken;
  keys.assign(read.lots.size(), {});
  for (std::size_t i = 0; i < read.lots.size(); ++i) {
    if (i < tender.lots.size()) keys[i] = tender.lots[i].server_key;
    if (!keys[i].empty() || !auction::sealing_deadline(read.lots[i].rules)) continue;
    const auto key = std::find_if(offered.begin(), offered.end(),
                                  [&](const SealingKey& one) { return one.lot == read.lots[i].id; });
    const auto lot = [&] { return Value::object({{"lot", read.lots[i].id.text}}); };
    if (key == offered.end()) return refuse("sealing_key_missing", lot());
    if (!is_point(key->server_key)) return refuse("sealing_key_malformed", lot());
    keys[i] = key->server_key;
    taken.push_back(Value::object({{"lot", key->lot.text}, {"server_key", key->server_key}}));
  }
  if (!taken.empty()) entry.set("sealing", std::move(taken));
  return std::nullopt;
}

Decision Decider::operator()(const OpenSealed& command) {
  LotGate at = lot_gate(Act::open_sealed, Actor::clock(), command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  LotState& lot = *at.lot;
  // Not due, whoever is named: the auction says why.
  if (!lot.auction->awaits_opening()) return refuse(auction::name(lot.auction->open_sealed({}, now_).verdict));
  std::vector<auction::Opened> list;
  json::Array rows;
  for (const OpenedBid& one : command.opened) {
    const Participant* who = at.tender->by_name(one.bidder.text);
    const Bidder bidder = who ? who->in_lot[at.index] : kNobody;
    if (bidder == kNobody) return refuse("no_such_bidder");
    const std::uint32_t standing = lot.bidders[bidder].commitment;
    if (standing == kNoOffer || as_view(to_text(at.tender->offers[standing].id)) != one.bid.text)
      return refuse(auction::name(auction::Verdict::opening_unknown));
    list.push_back(opened_of(one, bidder, lot.auction->rules().currency));
    rows.push_back(opened_row(one));
  }
  const auction::Outcome outcome = lot.auction->open_sealed(list, now_);
  if (!outcome.accepted()) return refuse(auction::name(outcome.verdict));
  lot.opening_problem.clear();
  note(lot, LotEvent::Kind::unsealed);
  return accept(Act::open_sealed, *at.tender, "lot.unsealed", Actor::clock(),
                Value::object({{"closed_seq", lot.sealed_until},
                               {"deadline", format_time(*auction::sealing_deadline(lot.auction->rules()))},
                               {"lot", command.lot.text},
                               {"opened", std::move(rows)},
                               {"outcome", outcome_json(*at.tender, lot, outcome)},
                               {"private_key", command.private_key},
                               {"server_key", lot.server_key}}),
                {at.index});
}

Decision Decider::operator()(const Cover& command) {
  Gate gate_ = gate(Act::cover, Actor::clock(), command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  if (!std::any_of(tender.lots.begin(), tender.lots.end(), hushed_and_open)) return refuse("nothing_sealed");
  Decision decision;
  decision.entry = EntryDraft{"tender.covered", tender.id,
                              json::canonical(Value::object({{"by", to_json(Actor::clock())}, {"verdict", kAccepted}}))};
  decision.tender = tender.id;
  decision.silent = true;
  registry_.pending = {};
  registry_.pending.waiting = true;
  registry_.pending.tender = &tender;
  registry_.pending.cover = registry_.pending.silent = true;
  return decision;
}

// ---- what the server asks

std::vector<LotId> Registry::without_sealing_key(const TenderId& id, const Value* document) const {
  const TenderState* tender = impl_->find(id.text);
  std::vector<LotId> lots;
  if (!tender) return lots;
  json::Problems ignored;
  const Document read = read_document(document ? *document : tender->draft, ignored, Secrets::not_disclosed);
  for (std::size_t i = 0; i < read.lots.size(); ++i)
    if (auction::sealing_deadline(read.lots[i].rules) && (i >= tender->lots.size() || tender->lots[i].server_key.empty()))
      lots.push_back(read.lots[i].id);
  return lots;
}

std::optional<SealingTerms> Registry::sealing_terms(std::string_view id, std::string_view lot_id,
                                                    std::string_view business) const {
  const TenderState* tender = impl_->find(id);
  const auto index = tender ? tender->lot_index(lot_id) : std::nullopt;
  if (!index) return std::nullopt;
  const LotState& lot = tender->lots[*index];
  const auto deadline = auction::sealing_deadline(lot.auction->rules());
  const auto known = tender->by_business.find(business);
  if (!deadline || lot.server_key.empty() || known == tender->by_business.end() ||
      tender->participants[known->second].in_lot[*index] == kNobody)
    return std::nullopt;
  return SealingTerms{lot.server_key, *deadline, tender->participants[known->second].pseudonym};
}

namespace {

template <class Test>
std::vector<LotId> lots_where(const TenderState* tender, Test&& test) {
  std::vector<LotId> lots;
  for (std::size_t i = 0; tender && tender->state != State::cancelled && i < tender->lots.size(); ++i)
    if (test(tender->lots[i])) lots.emplace_back(std::to_string(i + 1));
  return lots;
}

}  // namespace

std::vector<LotId> Registry::awaiting_opening(const TenderId& id) const {
  return lots_where(impl_->find(id.text), [](const LotState& lot) { return lot.auction->awaits_opening(); });
}

std::vector<LotId> Registry::hushed_lots(const TenderId& id) const { return lots_where(impl_->find(id.text), hushed); }

std::optional<Opening> Registry::opening(const TenderId& id, const LotId& lot_id) const {
  const TenderState* tender = impl_->find(id.text);
  const auto index = tender ? tender->lot_index(lot_id.text) : std::nullopt;
  if (!index || !tender->lots[*index].auction->awaits_opening()) return std::nullopt;
  const LotState& lot = tender->lots[*index];
  Opening opening{lot.server_key, *auction::sealing_deadline(lot.auction->rules()), lot.sealed_until, {}};
  for (const auction::Committed& one : lot.auction->committed()) {
    const LotBidder& bidder = lot.bidders[one.bidder];
    const OfferRecord& offer = tender->offers[bidder.commitment];
    opening.bids.push_back({tender->participants[bidder.participant].pseudonym, BidId(as_view(to_text(offer.id))), offer.seq,
                            offer.content});
  }
  return opening;
}

bool Registry::needs_cover(const TenderId& id) const {
  const TenderState* tender = impl_->find(id.text);
  return tender && tender->state != State::cancelled && tender->scheduled &&
         std::any_of(tender->lots.begin(), tender->lots.end(), hushed_and_open);
}

bool Registry::note_opening_problem(const TenderId& id, const LotId& lot_id, std::string_view problem) {
  TenderState* tender = impl_->find(id.text);
  const auto index = tender ? tender->lot_index(lot_id.text) : std::nullopt;
  if (!index || tender->lots[*index].opening_problem == problem) return false;
  tender->lots[*index].opening_problem = problem;
  return true;
}

}  // namespace terang::tender
