// What a bidder says beside an amount: the same questions as of a bid, and the same kind of entry.
#include "auction/codec/json.h"
#include "tender/bid_effects.h"
#include "tender/decider.h"

namespace terang::tender {
namespace {

using auction::Verdict;
using json::Value;

constexpr json::Limits kContentLimits{.bytes = 64 * 1024, .depth = 8, .decimals = false};

Decision refuse_offer(std::string_view verdict, Micros now, Value answer = {}) {
  Decision decision;
  decision.verdict = verdict;
  decision.answer = std::move(answer);
  decision.bid.emplace();
  decision.bid->verdict = verdict;
  decision.bid->at = now;
  return decision;
}

BidAnswer answer_of(const TenderState& tender, const OfferRecord& record) {
  const auction::Disclosure told = auction::disclosure(tender.lots[record.lot].auction->rules());
  BidAnswer answer;
  answer.verdict = auction::name(record.verdict);
  answer.seq = record.seq;
  answer.at = record.at;
  if (told.rank) {
    answer.rank = record.rank;
    answer.rank_before = record.rank_before;
  }
  if (record.extended_to != 0) answer.extended_to = record.extended_to;
  return answer;
}

Value entry_data(const OfferCase& offer, const OfferRecord& record, const BidAnswer& answer, const Value& content,
                 bool closed, const Moved& moved) {
  const TenderState& tender = *offer.tender;
  Value data = Value::object({{"bid", as_view(to_text(record.id))},
                              {"bidder", tender.participants[offer.participant].pseudonym.text},
                              {"content", content},
                              {"key", offer.key},
                              {"lot", std::to_string(offer.lot + 1)},
                              {"signature", offer.signature},
                              {"verdict", answer.verdict}});
  if (closed) data.set("closed", true);
  if (answer.extended_to) data.set("ends_at", format_time(*answer.extended_to));
  if (!moved.told.is_null()) data.set("moved", moved.told);
  if (answer.rank != 0) {
    data.set("rank", answer.rank);
    data.set("rank_before", answer.rank_before);
  }
  return data;
}

}  // namespace

Decision Decider::operator()(const PlaceOffer& command) {
  OfferCase offer{{}, command.content, command.key.text, command.signature};
  if (const auto refused = bidder_gate(command.by, command.tender, command.lot, command.key, command.bid, offer))
    return refuse_offer(*refused, now_);
  return decide_offer(registry_, offer, now_);
}

Decision decide_offer(Registry::Impl& registry, const OfferCase& offer, Micros now) {
  TenderState& tender = *offer.tender;
  const std::uint32_t before = tender.offer_index.find(offer.id, offer.participant, [&](std::uint32_t record) {
    return tender.offers[record].participant == offer.participant && tender.offers[record].id == offer.id;
  });
  if (before != BidIndex::kNone) {
    const OfferRecord& record = tender.offers[before];
    if (record.lot != offer.lot || record.content != offer.content) return refuse_offer("bid_id_reused", now);
    return said_before(tender, answer_of(tender, record));
  }
  if (!allowed(Act::place_offer, tender.state)) return refuse_offer("wrong_state", now);
  LotState& lot = tender.lots[offer.lot];
  const auto content = json::parse(offer.content, kContentLimits);
  json::Problems problems;
  std::optional<auction::Content> read;
  if (content.ok())
    read = auction::content_from_json(*content, "", lot.auction->rules().currency, problems);
  else
    problems.push_back({"", content.error().name});
  // Without its key commitment an envelope cannot be opened; a share is a committee's.
  const auto* commit = read ? std::get_if<auction::Commit>(&*read) : nullptr;
  if (commit && !commit->key) problems.push_back({"/key", "missing"});
  if (commit && !content->find("shares")) problems.push_back({"/shares", "missing"});
  if (!problems.empty() || !read)
    return refuse_offer("content_malformed", now, Value::object({{"problems", json::to_json(problems)}}));
  TERANG_ASSERT(now >= tender.last_time);

  const Bidder bidder = tender.participants[offer.participant].in_lot[offer.lot];
  const auto due_before = lot.auction->next_due();
  const bool hush = hushed(lot), commits = commit != nullptr;
  const Manner manner{.officers = false, .floor = is_floor(lot, *read)};
  const auction::Outcome outcome = lot.auction->offer({bidder, *std::move(read)}, now);
  const BidEffects effects = apply_effects(registry, offer, outcome, due_before, now, manner);

  OfferRecord record;
  record.id = offer.id;
  record.at = now;
  record.extended_to = effects.extended_to;
  record.participant = offer.participant;
  record.rank = outcome.rank;
  record.rank_before = outcome.previous_rank;
  record.lot = static_cast<std::uint16_t>(offer.lot);
  record.verdict = outcome.verdict;
  record.sealed = hush;
  record.content = offer.content;
  if (hush && outcome.accepted())
    lot.bidders[bidder].commitment = commits ? static_cast<std::uint32_t>(tender.offers.size()) : kNoOffer;
  keep_offer(tender, std::move(record));

  Decision decision;
  decision.bid = answer_of(tender, tender.offers.back());
  decision.verdict = decision.bid->verdict;
  decision.tender = tender.id;
  decision.tender_changed = effects.tender_changed;
  decision.silent = hush;
  if (hush) decision.silent_bidder = tender.participants[offer.participant].pseudonym;
  decision.lots.emplace_back(std::to_string(offer.lot + 1));
  decision.entry = EntryDraft{
      "offer.placed", tender.id,
      json::canonical(entry_data(offer, tender.offers.back(), *decision.bid, *content, outcome.closed, effects.moved))};
  registry.pending = {};
  registry.pending.waiting = true;
  registry.pending.tender = &tender;
  registry.pending.lots.assign(1, offer.lot);
  also_moved(effects.moved, decision, registry.pending);
  registry.pending.changed = decision.tender_changed;
  registry.pending.offer = true;
  registry.pending.silent = hush;
  return decision;
}

}  // namespace terang::tender
