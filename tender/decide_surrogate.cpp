// A bid that a bidder handed in otherwise than by himself: one officer enters it with the document, another of the same
// buyer lets it count. Its time is that of the approval, and the auction is asked then.
#include <algorithm>

#include "auction/codec/json.h"
#include "tender/bid_effects.h"
#include "tender/decider.h"

namespace terang::tender {
namespace {

using auction::Verdict;
using json::Value;

constexpr json::Limits kContentLimits{.bytes = 64 * 1024, .depth = 8, .decimals = false};
constexpr std::size_t kMostProposals = 100;  // of a lot, open at once

// Whether bids of this lot are sealed now. What officers know of an amount must not reach such a lot.
bool sealed(const LotState& lot, Micros now) {
  const auction::Format& format = lot.auction->rules().format;
  if (std::holds_alternative<auction::SealedFirstPrice>(format) || std::holds_alternative<auction::SealedSecondPrice>(format))
    return true;
  if (!std::holds_alternative<auction::Hybrid>(format)) return false;
  const auto stage = lot.auction->stage(now);
  return !stage || stage->name != "live";
}

bool hexadecimal(std::string_view text, std::size_t length) {
  return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool known(const BidEvidence& document) {
  return hexadecimal(document.sha256, 64) && !document.name.empty() && document.name.size() <= 200 &&
         !document.type.empty() && document.type.size() <= 100 && document.size > 0;
}

bool said_before(const TenderState& tender, const Uuid& id, std::uint32_t participant) {
  const auto bid = tender.bid_index.find(id, participant, [&](std::uint32_t record) {
    return tender.bids[record].participant == participant && tender.bids[record].id == id;
  });
  const auto offer = tender.offer_index.find(id, participant, [&](std::uint32_t record) {
    return tender.offers[record].participant == participant && tender.offers[record].id == id;
  });
  return bid != BidIndex::kNone || offer != BidIndex::kNone;
}

Proposal* proposal_of(TenderState& tender, std::uint32_t lot, const BidId& bid) {
  const auto id = parse_uuid(bid.text);
  if (!id) return nullptr;
  const auto found = std::find_if(tender.proposals.begin(), tender.proposals.end(),
                                  [&](const Proposal& one) { return one.lot == lot && one.id == *id; });
  return found == tender.proposals.end() ? nullptr : &*found;
}

Value said_json(const Proposal& proposal, const TenderState& tender) {
  Value data = Value::object({{"bid", as_view(to_text(proposal.id))},
                              {"bidder", tender.participants[proposal.participant].pseudonym.text},
                              {"lot", std::to_string(proposal.lot + 1)}});
  if (proposal.content.empty())
    data.set("amount", auction::format_amount(proposal.amount, tender.currency()));
  else
    data.set("content", *json::parse(proposal.content, kContentLimits));
  return data;
}

Value document_json(const BidEvidence& document) {
  return Value::object({{"name", document.name},
                        {"sha256", document.sha256},
                        {"size", document.size},
                        {"type", document.type}});
}

// The amount or the content that was handed in; a refusal where it cannot be one.
std::optional<Decision> read_said(const ProposeBid& command, const TenderState& tender, const LotState& lot, Proposal& out) {
  if (command.content.empty()) {
    const Verdict verdict = auction::parse_amount(command.amount, tender.currency(), out.amount);
    return verdict == Verdict::accepted ? std::nullopt : std::optional(refuse(auction::name(verdict)));
  }
  const auto content = json::parse(command.content, kContentLimits);
  json::Problems problems;
  if (!content.ok())
    problems.push_back({"", content.error().name});
  else if (!auction::content_from_json(*content, "", lot.auction->rules().currency, problems))
    TERANG_ASSERT(!problems.empty());
  if (!problems.empty()) return refuse("content_malformed", problems);
  out.content = json::canonical(*content);
  return std::nullopt;
}

}  // namespace

Decision Decider::operator()(const ProposeBid& command) {
  LotGate at = lot_gate(Act::propose_bid, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  TenderState& tender = *at.tender;
  const Participant* participant = tender.by_name(command.pseudonym.text);
  if (!participant) return refuse("no_such_bidder");
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  if (participant->in_lot[at.index] == kNobody) return refuse("not_admitted");
  if (is_over(*at.lot)) return refuse("lot_over");
  if (sealed(*at.lot, now_)) return refuse("lot_sealed");
  const auto id = parse_uuid(command.bid.text);
  if (!id) return refuse("bid_id_malformed");
  const auto index = static_cast<std::uint32_t>(participant - tender.participants.data());
  const bool proposed = std::any_of(tender.proposals.begin(), tender.proposals.end(),
                                    [&](const Proposal& one) { return one.id == *id; });
  if (proposed || said_before(tender, *id, index)) return refuse("bid_id_reused");
  if (!known(command.document)) return refuse("document_unknown");
  Proposal proposal;
  if (auto refused = read_said(command, tender, *at.lot, proposal)) return *std::move(refused);
  const auto open = std::count_if(tender.proposals.begin(), tender.proposals.end(), [&](const Proposal& one) {
    return one.lot == at.index && one.state == Proposal::State::open;
  });
  if (static_cast<std::size_t>(open) >= kMostProposals) return refuse("too_many_proposals");

  proposal.id = *id;
  proposal.at = now_;
  proposal.participant = index;
  proposal.lot = static_cast<std::uint16_t>(at.index);
  proposal.by = command.by.account;
  proposal.document = command.document;
  proposal.reason = command.reason;
  Value data = said_json(proposal, tender);
  data.set("document", document_json(command.document));
  data.set("reason", command.reason);
  tender.proposals.push_back(std::move(proposal));
  Decision decision = accept(Act::propose_bid, tender, "bid.proposed", command.by, std::move(data), {at.index});
  registry_.pending.proposal = true;
  return decision;
}

Decision Decider::operator()(const ApproveBid& command) {
  LotGate at = lot_gate(Act::approve_bid, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  TenderState& tender = *at.tender;
  Proposal* proposal = proposal_of(tender, at.index, command.bid);
  if (!proposal) return refuse("no_such_proposal");
  if (proposal->state != Proposal::State::open) return refuse("proposal_decided");
  if (proposal->by == command.by.account) return refuse("same_officer");
  if (is_over(*at.lot)) return refuse("lot_over");
  if (sealed(*at.lot, now_)) return refuse("lot_sealed");
  if (said_before(tender, proposal->id, proposal->participant)) return refuse("bid_id_reused");

  LotState& lot = *at.lot;
  const BidderCase by{&tender, at.index, proposal->participant, proposal->id};
  const Bidder bidder = tender.participants[proposal->participant].in_lot[at.index];
  const auto due_before = lot.auction->next_due();
  Manner manner{.officers = true};
  // Two officers meant it: nothing is asked back.
  const auction::Outcome outcome = [&] {
    if (proposal->content.empty()) return lot.auction->place({bidder, proposal->amount, true}, now_);
    json::Problems none;
    auto content = auction::content_from_json(*json::parse(proposal->content, kContentLimits), "",
                                              lot.auction->rules().currency, none);
    manner.floor = is_floor(lot, *content);
    return lot.auction->offer({bidder, *std::move(content)}, now_);
  }();
  if (!outcome.accepted()) {
    Value answer = Value::object();
    if (outcome.at_most) answer.set("at_most", auction::format_amount(*outcome.at_most, tender.currency()));
    return refuse(auction::name(outcome.verdict), std::move(answer));
  }
  const BidEffects effects = apply_effects(registry_, by, outcome, due_before, now_, manner);
  proposal->state = Proposal::State::approved;
  proposal->decided = Remark{now_, ""};
  proposal->decided_by = command.by.account;

  Value data = said_json(*proposal, tender);
  data.set("proposed", Value::object({{"account", proposal->by.text}, {"seq", proposal->seq}}));
  // As a bid's own entry tells it: the bidder gets these bytes with the receipt.
  if (outcome.closed) data.set("closed", true);
  if (effects.extended_to != 0) data.set("ends_at", format_time(effects.extended_to));
  if (outcome.rank != 0 && auction::disclosure(lot.auction->rules()).rank) {
    data.set("rank", outcome.rank);
    data.set("rank_before", outcome.previous_rank);
  }
  if (!effects.moved.told.is_null()) data.set("moved", effects.moved.told);
  const bool amount = proposal->content.empty();
  amount ? keep(by, outcome, effects, proposal->amount) : keep(by, outcome, effects, proposal->content);
  std::vector<std::uint32_t> lots{at.index};
  lots.insert(lots.end(), effects.moved.lots.begin(), effects.moved.lots.end());
  Decision decision = accept(Act::approve_bid, tender, "bid.approved", command.by, std::move(data), std::move(lots));
  decision.tender_changed |= effects.tender_changed;
  registry_.pending.changed = decision.tender_changed;
  (amount ? registry_.pending.bid : registry_.pending.offer) = true;
  return decision;
}

Decision Decider::operator()(const RejectBid& command) {
  LotGate at = lot_gate(Act::reject_bid, command.by, command.tender, command.lot);
  if (at.refused) return *std::move(at.refused);
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  Proposal* proposal = proposal_of(*at.tender, at.index, command.bid);
  if (!proposal) return refuse("no_such_proposal");
  if (proposal->state != Proposal::State::open) return refuse("proposal_decided");
  proposal->state = Proposal::State::rejected;
  proposal->decided = Remark{now_, command.reason};
  proposal->decided_by = command.by.account;
  return accept(Act::reject_bid, *at.tender, "bid.rejected", command.by,
                Value::object({{"bid", as_view(to_text(proposal->id))},
                               {"bidder", at.tender->participants[proposal->participant].pseudonym.text},
                               {"lot", command.lot.text},
                               {"reason", command.reason}}),
                {at.index});
}

// The records that an approval leaves, as a bidder's own bid or offer does.
void Decider::keep(const BidderCase& by, const auction::Outcome& outcome, const BidEffects& effects, auction::Money amount) {
  BidRecord record;
  record.id = by.id;
  record.at = now_;
  record.amount = amount;
  record.participant = by.participant;
  record.lot = static_cast<std::uint16_t>(by.lot);
  record.verdict = outcome.verdict;
  record.confirm = true;
  record.rank = outcome.rank;
  record.rank_before = outcome.previous_rank;
  record.leads = !outcome.pending && outcome.leader == by.tender->participants[by.participant].in_lot[by.lot];
  record.extended_to = effects.extended_to;
  record.surrogate = true;
  keep_bid(*by.tender, record, outcome.pending);
}

void Decider::keep(const BidderCase& by, const auction::Outcome& outcome, const BidEffects& effects,
                   const std::string& content) {
  OfferRecord record;
  record.id = by.id;
  record.at = now_;
  record.extended_to = effects.extended_to;
  record.participant = by.participant;
  record.rank = outcome.rank;
  record.rank_before = outcome.previous_rank;
  record.lot = static_cast<std::uint16_t>(by.lot);
  record.verdict = outcome.verdict;
  record.content = content;
  record.surrogate = true;
  keep_offer(*by.tender, std::move(record));
}

}  // namespace terang::tender
