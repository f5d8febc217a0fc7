// The bid: what the procedure asks before the auction is asked, in the order of the README, and the entry after it.
#include "auction/money.h"
#include "tender/bid_entry.h"
#include "tender/decider.h"

namespace terang::tender {
namespace {

using auction::Verdict;

std::size_t hash_of(const BidRecord& record) { return BidIndex::hash(record.id, record.participant); }

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

Decision Decider::operator()(const PlaceBid& command) {
  if (command.by.role != Role::bidder) return refuse_bid("not_your_role", now_);
  TenderState* tender = registry_.find(command.tender.text);
  if (!tender || tender->state == State::draft) return refuse_bid("no_such_tender", now_);
  const auto lot = tender->lot_index(command.lot.text);
  if (!lot) return refuse_bid("no_such_lot", now_);
  const auto known = tender->by_business.find(command.by.business.text);
  if (known == tender->by_business.end() || tender->participants[known->second].in_lot[*lot] == kNobody)
    return refuse_bid("not_admitted", now_);
  const KeyRecord* key = registry_.find_key(command.key.text);
  if (!key || key->revoked || key->account != command.by.account || key->business != command.by.business)
    return refuse_bid("key_unknown", now_);
  const auto id = parse_uuid(command.bid.text);
  if (!id) return refuse_bid("bid_id_malformed", now_);
  return decide_bid(registry_,
                    {tender, *lot, known->second, *id, command.amount, command.confirm, command.key.text,
                     command.signature},
                    now_);
}

Decision decide_bid(Registry::Impl& registry, const BidCase& bid, Micros now) {
  TenderState& tender = *bid.tender;
  const std::uint32_t before = tender.bid_index.find(bid.id, bid.participant, [&](std::uint32_t record) {
    return tender.bids[record].participant == bid.participant && tender.bids[record].id == bid.id;
  });
  if (before != BidIndex::kNone) {
    const BidRecord& record = tender.bids[before];
    if (!same_content(record, bid, tender.currency())) return refuse_bid("bid_id_reused", now);
    Decision decision;
    decision.bid = answer_of(tender, record);
    decision.bid->again = true;
    decision.verdict = decision.bid->verdict;
    decision.tender = tender.id;
    return decision;
  }
  if (!allowed(Act::place_bid, tender.state)) return refuse_bid("wrong_state", now);
  auction::Money amount;
  if (const Verdict verdict = auction::parse_amount(bid.amount, tender.currency(), amount);
      verdict != Verdict::accepted)
    return refuse_bid(auction::name(verdict), now);
  TERANG_ASSERT(now >= tender.last_time);

  LotState& lot = tender.lots[bid.lot];
  const Bidder bidder = tender.participants[bid.participant].in_lot[bid.lot];
  const auction::Outcome outcome = lot.auction->place({bidder, amount, bid.confirm}, now);

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
  record.leads = outcome.accepted() && outcome.leader == bidder;
  if (outcome.at_most && auction::disclosure(lot.auction->rules()).at_most) record.at_most = *outcome.at_most;
  if (outcome.extended != auction::Cause::none) {
    record.extended_to = outcome.ends_at;
    LotEvent& event = lot.events.emplace_back();
    event.kind = LotEvent::Kind::extended;
    event.cause = outcome.extended;
    event.trigger = lot.auction->extensions().back().trigger;
    event.at = now;
    event.end_before = lot.auction->extensions().back().previous_end;
    event.end_after = outcome.ends_at;
    registry.reschedule(tender);
  }
  LotBidder& by = lot.bidders[bidder];
  if (outcome.accepted()) {
    ++by.accepted;
    by.last_bid_at = lot.last_bid_at = now;
  } else {
    ++by.refused;
    ++lot.refused;
  }
  const auto number = static_cast<std::uint32_t>(tender.bids.size());
  tender.bids.push_back(record);
  lot.bids.push_back(number);
  tender.participants[bid.participant].bids.push_back(number);
  tender.bid_index.insert(number, [&](std::uint32_t r) { return hash_of(tender.bids[r]); });
  tender.last_time = now;

  Decision decision;
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
  data.confirm = bid.confirm;
  data.ends_at = decision.bid->extended_to;
  data.key = bid.key;
  data.lot = decision.lots.front().text;
  data.rank = decision.bid->rank;
  data.rank_before = decision.bid->rank_before;
  data.signature = bid.signature;
  data.verdict = decision.verdict;
  append_bid_data(data, decision.entry->data);
  registry.pending.waiting = true;
  registry.pending.tender = &tender;
  registry.pending.lots.assign(1, bid.lot);
  registry.pending.bid = true;
  registry.pending.changed = false;
  registry.pending.version = false;
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
