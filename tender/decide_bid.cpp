// The bid: what the procedure asks before the auction is asked, in the order of the README, and the entry after it.
#include "auction/money.h"
#include "tender/bid_effects.h"
#include "tender/bid_entry.h"
#include "tender/decider.h"

namespace terang::tender {
namespace {

using auction::Verdict;

BidAnswer answer_of(const TenderState& tender, const BidRecord& record) {
  const auction::Rules& rules = tender.lots[record.lot].auction->rules();
  BidAnswer answer;
  answer.verdict = auction::name(record.verdict);
  answer.seq = record.seq;
  answer.at = record.at;
  if (auction::disclosure(rules).rank) {
    answer.rank = record.rank;
    answer.rank_before = record.rank_before;
  }
  answer.leads = record.leads && (auction::disclosure(rules).rank || auction::disclosure(rules).price);
  if (record.at_most.minor >= 0) answer.at_most = auction::format_amount(record.at_most, rules.currency);
  answer.needs_confirm = record.verdict == Verdict::confirm_needed;
  if (record.extended_to != 0) answer.extended_to = record.extended_to;
  return answer;
}

Decision refuse_bid(std::string_view verdict, Micros now) {
  Decision decision;
  decision.verdict = verdict;
  decision.bid.emplace();
  decision.bid->verdict = verdict;
  decision.bid->at = now;
  return decision;
}

bool same_content(const BidRecord& record, const BidCase& bid, const auction::Currency& currency) {
  auction::Money amount;
  return record.lot == bid.lot && record.confirm == bid.confirm &&
         auction::parse_amount(bid.amount, currency, amount) == Verdict::accepted && amount == record.amount;
}

}  // namespace

std::optional<std::string_view> Decider::bidder_gate(const Actor& by, const TenderId& tender_id, const LotId& lot_id,
                                                     const KeyId& key_id, const BidId& bid_id, BidderCase& found) {
  if (by.role != Role::bidder) return "not_your_role";
  TenderState* tender = registry_.find(tender_id.text);
  if (!tender || tender->state == State::draft) return "no_such_tender";
  const auto lot = tender->lot_index(lot_id.text);
  if (!lot) return "no_such_lot";
  const auto known = tender->by_business.find(by.business.text);
  if (known == tender->by_business.end() || tender->participants[known->second].in_lot[*lot] == kNobody)
    return "not_admitted";
  const KeyRecord* key = registry_.find_key(key_id.text);
  if (!key || key->revoked || key->account != by.account || key->business != by.business) return "key_unknown";
  const auto id = parse_uuid(bid_id.text);
  if (!id) return "bid_id_malformed";
  found = {tender, *lot, known->second, *id};
  return std::nullopt;
}

Decision Decider::operator()(const PlaceBid& command) {
  BidCase bid{{}, command.amount, command.confirm, command.key.text, command.signature};
  if (const auto refused = bidder_gate(command.by, command.tender, command.lot, command.key, command.bid, bid))
    return refuse_bid(*refused, now_);
  return decide_bid(registry_, bid, now_);
}

Decision decide_bid(Registry::Impl& registry, const BidCase& bid, Micros now) {
  TenderState& tender = *bid.tender;
  const std::uint32_t before = tender.bid_index.find(bid.id, bid.participant, [&](std::uint32_t record) {
    return tender.bids[record].participant == bid.participant && tender.bids[record].id == bid.id;
  });
  if (before != BidIndex::kNone) {
    const BidRecord& record = tender.bids[before];
    if (!same_content(record, bid, tender.currency())) return refuse_bid("bid_id_reused", now);
    return said_before(tender, answer_of(tender, record));
  }
  if (!allowed(Act::place_bid, tender.state)) return refuse_bid("wrong_state", now);
  if (hushed(tender.lots[bid.lot])) return refuse_bid("sealed_bids_only", now);
  auction::Money amount;
  if (const Verdict verdict = auction::parse_amount(bid.amount, tender.currency(), amount);
      verdict != Verdict::accepted)
    return refuse_bid(auction::name(verdict), now);
  TERANG_ASSERT(now >= tender.last_time);

  LotState& lot = tender.lots[bid.lot];
  const Bidder bidder = tender.participants[bid.participant].in_lot[bid.lot];
  const auto due_before = lot.auction->next_due();
  const auction::Outcome outcome = lot.auction->place({bidder, amount, bid.confirm}, now);
  const BidEffects effects = apply_effects(registry, bid, outcome, due_before, now);

  BidRecord record;
  record.id = bid.id;
  record.at = now;
  record.amount = amount;
  record.participant = bid.participant;
  record.lot = static_cast<std::uint16_t>(bid.lot);
  record.verdict = outcome.verdict;
  record.confirm = bid.confirm;
  record.rank = outcome.rank;
  record.rank_before = outcome.previous_rank;
  record.leads = outcome.accepted() && !outcome.pending && outcome.leader == bidder;
  if (outcome.at_most && auction::disclosure(lot.auction->rules()).at_most) record.at_most = *outcome.at_most;
  record.extended_to = effects.extended_to;
  keep_bid(tender, record, outcome.pending);

  Decision decision;
  decision.tender_changed = effects.tender_changed;
  decision.bid = answer_of(tender, record);
  decision.verdict = decision.bid->verdict;
  decision.tender = tender.id;
  decision.lots.emplace_back(std::to_string(bid.lot + 1));
  decision.entry.emplace();
  decision.entry->kind = "bid.placed";
  decision.entry->tender = tender.id;
  BidData data;
  data.amount = bid.amount;
  data.at_most = decision.bid->at_most;
  const UuidText uuid = to_text(bid.id);
  data.bid = as_view(uuid);
  data.bidder = tender.participants[bid.participant].pseudonym.text;
  data.closed = outcome.closed;
  data.confirm = bid.confirm;
  data.ends_at = decision.bid->extended_to;
  data.key = bid.key;
  data.lot = std::string_view(decision.lots.front().text);
  const std::string moved = effects.moved.told.is_null() ? std::string() : json::canonical(effects.moved.told);
  data.moved = moved;
  data.rank = decision.bid->rank;
  data.rank_before = decision.bid->rank_before;
  data.signature = bid.signature;
  data.verdict = decision.verdict;
  append_bid_data(data, decision.entry->data);
  registry.pending.begin(&tender);
  registry.pending.lots.push_back(bid.lot);
  also_moved(effects.moved, decision, registry.pending);
  registry.pending.bid = true;
  registry.pending.changed = decision.tender_changed;
  return decision;
}

void append_json(const BidAnswer& answer, std::string& out) {
  char separator = '{';
  const auto key = [&](std::string_view name) {
    out += std::exchange(separator, ',');
    out += '"';
    out += name;
    out += "\":";
  };
  if (!answer.at_most.empty()) {
    key("at_most");
    json::append_string(answer.at_most, out);
  }
  if (answer.extended_to) {
    key("extended_to");
    json::append_string(format_time(*answer.extended_to), out);
  }
  if (answer.leads) {
    key("leads");
    out += "true";
  }
  if (answer.needs_confirm) {
    key("needs_confirm");
    out += "true";
  }
  if (answer.rank != 0) {
    key("rank");
    out += std::to_string(answer.rank);
    key("rank_before");
    out += std::to_string(answer.rank_before);
  }
  if (separator == '{') out += '{';
  out += '}';
}

json::Value to_json(const BidAnswer& answer) {
  json::Value out = json::Value::object();
  if (!answer.at_most.empty()) out.set("at_most", answer.at_most);
  if (answer.extended_to) out.set("extended_to", format_time(*answer.extended_to));
  if (answer.leads) out.set("leads", true);
  if (answer.needs_confirm) out.set("needs_confirm", true);
  if (answer.rank != 0) {
    out.set("rank", answer.rank);
    out.set("rank_before", answer.rank_before);
  }
  return out;
}

}  // namespace terang::tender
