// An entry of the ledger decided again. The bytes must come out the same.
#include <algorithm>
#include <charconv>

#include "auction/money.h"
#include "tender/bid_entry.h"
#include "tender/decider.h"
#include "tender/entry_command.h"
#include "tender/registry_impl.h"

namespace terang::tender {
namespace {

constexpr json::Limits kDataLimits{.bytes = 8u << 20, .depth = 20, .decimals = false};

const json::Value* at_pointer(const json::Value& value, std::string_view path) {
  const json::Value* here = &value;
  while (here && !path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (here->is_array()) {
      std::size_t index = here->as_array().size();
      std::from_chars(segment.data(), segment.data() + segment.size(), index);
      here = index < here->as_array().size() ? &here->as_array()[index] : nullptr;
    } else {
      here = here->find(segment);
    }
    path.remove_prefix(end);
  }
  return here;
}

std::string text_at(const json::Value& value, const std::string& path) {
  const json::Value* found = at_pointer(value, path);
  return found ? json::canonical(*found) : "nothing";
}

ReplayMismatch first_difference(std::string_view expected, std::string_view found) {
  const auto a = json::parse(expected, kDataLimits);
  const auto b = json::parse(found, kDataLimits);
  if (a.ok() && b.ok()) {
    const auto paths = differences(*a, *b);
    if (!paths.empty()) return {paths.front(), text_at(*a, paths.front()), text_at(*b, paths.front())};
  }
  return {"", std::string(expected), std::string(found)};
}

std::optional<ReplayMismatch> compare(const Decision& decision, const EntryView& entry) {
  if (!decision.entry)
    return ReplayMismatch{"/verdict", '"' + std::string(decision.verdict) + "\" (no entry)", "an entry"};
  if (decision.entry->kind != entry.kind)
    return ReplayMismatch{"", std::string(decision.entry->kind), std::string(entry.kind)};
  if (decision.entry->data != entry.data) return first_difference(decision.entry->data, entry.data);
  return std::nullopt;
}

// The key of a logged bid was the bidder's when the bid was made. (It may have been revoked since: a tender may be
// read again after later key entries.)
bool key_fits(const Registry::Impl& registry, const Participant& bidder, std::string_view id, Micros at) {
  const KeyRecord* key = registry.find_key(id);
  return key && key->business == bidder.business && key->registered_at <= at && (!key->revoked || key->revoked_at >= at);
}

std::optional<ReplayMismatch> replay_bid(Registry::Impl& registry, TenderState& tender, const EntryView& entry,
                                         Decision& decision) {
  BidData data;
  if (!read_bid_data(entry.data, data)) return ReplayMismatch{"", "a bid in canonical form", std::string(entry.data)};
  const auto lot = tender.lot_index(data.lot);
  if (!lot) return ReplayMismatch{"/lot", "a lot of the tender", std::string(data.lot)};
  const Participant* bidder = tender.by_name(data.bidder);
  if (!bidder || bidder->in_lot[*lot] == kNobody)
    return ReplayMismatch{"/bidder", "a bidder admitted to the lot", std::string(data.bidder)};
  if (!registry.partial_of(tender.id.text) && !key_fits(registry, *bidder, data.key, entry.time))
    return ReplayMismatch{"/key", "a registered key of the bidder", std::string(data.key)};
  const auto id = parse_uuid(data.bid);
  if (!id) return ReplayMismatch{"/bid", "a UUID", std::string(data.bid)};
  BidCase bid{{&tender, *lot, static_cast<std::uint32_t>(bidder - tender.participants.data()), *id},
              data.amount, data.confirm, data.key, data.signature};
  decision = decide_bid(registry, bid, entry.time);
  return compare(decision, entry);
}

// The same of an offer, which is rare: through a JSON tree.
std::optional<ReplayMismatch> replay_offer(Registry::Impl& registry, TenderState& tender, const EntryView& entry,
                                           Decision& decision) {
  const auto data = json::parse(entry.data, kDataLimits);
  const json::Value* content = data.ok() ? data->find("content") : nullptr;
  if (!content || !content->is_object()) return ReplayMismatch{"", "an offer", std::string(entry.data)};
  const std::string_view lot_id = data->text("lot"), pseudonym = data->text("bidder"), key = data->text("key");
  const auto lot = tender.lot_index(lot_id);
  if (!lot) return ReplayMismatch{"/lot", "a lot of the tender", std::string(lot_id)};
  const Participant* bidder = tender.by_name(pseudonym);
  if (!bidder || bidder->in_lot[*lot] == kNobody)
    return ReplayMismatch{"/bidder", "a bidder admitted to the lot", std::string(pseudonym)};
  if (!registry.partial_of(tender.id.text) && !key_fits(registry, *bidder, key, entry.time))
    return ReplayMismatch{"/key", "a registered key of the bidder", std::string(key)};
  const auto id = parse_uuid(data->text("bid"));
  if (!id) return ReplayMismatch{"/bid", "a UUID", std::string(data->text("bid"))};
  const std::string text = json::canonical(*content);
  OfferCase offer{{&tender, *lot, static_cast<std::uint32_t>(bidder - tender.participants.data()), *id},
                  text, key, data->text("signature")};
  decision = decide_offer(registry, offer, entry.time);
  return compare(decision, entry);
}

// What was proposed, from what was decided on it.
void fill_in_proposal(TenderState& tender, const json::Value& data) {
  const auto lot = tender.lot_index(data.text("lot"));
  const auto id = parse_uuid(data.text("bid"));
  const Participant* bidder = tender.by_name(data.text("bidder"));
  if (!lot || !id || !bidder) return;
  if (std::any_of(tender.proposals.begin(), tender.proposals.end(), [&](const Proposal& one) { return one.id == *id; })) return;
  Proposal proposal;
  proposal.id = *id;
  proposal.lot = static_cast<std::uint16_t>(*lot);
  proposal.participant = static_cast<std::uint32_t>(bidder - tender.participants.data());
  if (const json::Value* content = data.find("content")) proposal.content = json::canonical(*content);
  if (const json::Value* amount = data.find("amount"); amount && amount->is_string())
    (void)auction::parse_amount(amount->as_string(), tender.currency(), proposal.amount);
  const json::Value* proposed = data.find("proposed");
  const json::Value* seq = proposed ? proposed->find("seq") : nullptr;
  if (proposed) proposal.by = AccountId(proposed->text("account"));
  if (seq && seq->is_int()) proposal.seq = static_cast<Seq>(seq->as_int());
  tender.proposals.push_back(std::move(proposal));
}

// What a partial replay was not told is taken from what it is told.
void fill_in(Registry::Impl& registry, const EntryView& entry, const json::Value& data) {
  TenderState* tender = registry.find(entry.tender);
  if (entry.kind == "tender.published") {
    const json::Value* by = data.find("by");
    const json::Value* document = data.find("document");
    if (!by || !document) return;
    if (!tender) {
      auto made = std::make_unique<TenderState>();
      made->id = TenderId(entry.tender);
      made->buyer = BusinessId(by->text("business"));
      made->state = State::draft;
      made->draft = *document;
      tender = made.get();
      registry.tenders.emplace(made->id.text, std::move(made));
    }
    // Of several drafts the one that is told need not be the last.
    if (tender->state == State::draft && registry.partial.contains(entry.tender)) tender->draft = *document;
    const json::Value* tseq = data.find("draft_tseq");
    if (tseq && tseq->is_int() && tseq->as_int() >= 0) tender->draft_tseq = static_cast<std::uint64_t>(tseq->as_int());
  } else if (entry.kind == "bidder.admitted" && tender) {
    const std::string_view pseudonym = data.text("pseudonym");
    if (tender->by_name(pseudonym)) return;
    tender->by_pseudonym.emplace(pseudonym, static_cast<std::uint32_t>(tender->participants.size()));
    tender->participants.push_back(
        {Pseudonym(pseudonym), BusinessId(), "", std::vector<Bidder>(tender->lots.size(), kNobody)});
  } else if ((entry.kind == "bid.approved" || entry.kind == "bid.rejected") && tender) {
    fill_in_proposal(*tender, data);
  }
}

}  // namespace

std::optional<ReplayMismatch> Registry::replay(const EntryView& entry) {
  TERANG_ASSERT(!impl_->pending.waiting);
  TenderState* tender = impl_->find(entry.tender);
  if (tender && entry.time < tender->last_time)
    return ReplayMismatch{"", "time not before " + format_time(tender->last_time), format_time(entry.time)};
  Decision decision;
  std::optional<ReplayMismatch> mismatch;
  if (entry.kind == "bid.placed" || entry.kind == "offer.placed") {
    if (!tender || tender->state == State::draft)
      return ReplayMismatch{"/tender", "a published tender", std::string(entry.tender)};
    mismatch = entry.kind == "bid.placed" ? replay_bid(*impl_, *tender, entry, decision)
                                          : replay_offer(*impl_, *tender, entry, decision);
  } else if (entry.kind == "tender.drafted" && impl_->partial.contains(entry.tender)) {
    // Drafts before it are missing: what came of them stands in the publication.
    impl_->size = entry.seq + 1;
    impl_->drafts[std::string(entry.tender)].push_back(entry.seq);
    if (tender) ++tender->entries;
  } else {
    const auto data = json::parse(entry.data, kDataLimits);
    if (!data.ok()) return ReplayMismatch{"", "JSON", data.error().name};
    const auto command = command_from(entry.kind, TenderId(entry.tender), *data);
    if (!command) return ReplayMismatch{"", "an entry of a known kind", std::string(entry.kind)};
    if (impl_->partial_of(entry.tender)) fill_in(*impl_, entry, *data);
    decision = decide(*command, entry.time);
    mismatch = compare(decision, entry);
  }
  if (impl_->pending.waiting) recorded(entry.seq);
  return mismatch;
}

}  // namespace terang::tender
