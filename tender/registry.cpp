#include "tender/registry.h"

#include <algorithm>

#include "tender/decider.h"
#include "tender/registry_impl.h"

namespace terang::tender {

Registry::Registry() : Registry(Options{}) {}
Registry::Registry(Options options) : impl_(std::make_unique<Impl>()) { impl_->options = options; }
Registry::~Registry() = default;
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;

Decision Registry::decide(const Command& command, Micros now) {
  TERANG_ASSERT(!impl_->pending.waiting);
  return std::visit(Decider(*impl_, now), command);
}

void Registry::recorded(Seq seq) {
  Impl::Pending& pending = impl_->pending;
  TERANG_ASSERT(pending.waiting);
  pending.waiting = false;
  impl_->size = seq + 1;
  if (pending.log_key) {
    impl_->log_keys[impl_->log_keys.size() - 2].until_seq = seq;
    impl_->log_keys.back().from_seq = seq;
  }
  TenderState* tender = pending.tender;
  if (!tender) return;
  ++tender->entries;
  if (pending.bid) tender->bids.back().seq = seq;
  if (pending.offer) tender->offers.back().seq = seq;
  if (pending.proposal) tender->proposals.back().seq = seq;
  if (pending.named) tender->participants.back().named_seq = seq;
  if (pending.application) tender->applications[*pending.application].entries.push_back(seq);
  if (pending.cover) tender->covers.push_back(seq);
  if (pending.draft) impl_->drafts[tender->id.text].push_back(seq);
  if (pending.silent) return;
  tender->seq = seq;
  if (pending.changed) tender->changed_seq = seq;
  if (pending.version) tender->versions.back().seq = seq;
  for (const std::uint32_t index : pending.lots) {
    LotState& lot = tender->lots[index];
    lot.seq = seq;
    if (lot.sealed_until == kNoSeq && lot.auction->awaits_opening()) lot.sealed_until = seq;
    if (!lot.events.empty() && lot.events.back().seq == kNoSeq) lot.events.back().seq = seq;
    for (auto bid = lot.automatic.rbegin(); bid != lot.automatic.rend() && bid->seq == kNoSeq; ++bid) bid->seq = seq;
  }
}

void Registry::abandoned() { impl_->pending.waiting = false; }

std::optional<Micros> Registry::next_due() const {
  if (impl_->timetable.empty()) return std::nullopt;
  return impl_->timetable.begin()->first;
}

// Openings first: an outage is recorded between them and the rest.
std::vector<Command> Registry::due(Micros now) const {
  std::vector<Command> openings;
  std::vector<Command> others;
  for (const auto& [at, tender] : impl_->timetable) {
    if (at > now) break;
    for (std::size_t i = 0; i < tender->lots.size(); ++i) {
      const auto lot_due = tender->lots[i].auction->due();
      if (!lot_due || lot_due->at > now) continue;
      const LotId id(std::to_string(i + 1));
      switch (lot_due->what) {
        case auction::Deadline::open: openings.push_back(OpenLot{tender->id, id}); break;
        case auction::Deadline::advance: others.push_back(AdvanceLot{tender->id, id}); break;
        case auction::Deadline::close: others.push_back(CloseLot{tender->id, id}); break;
      }
    }
  }
  std::move(others.begin(), others.end(), std::back_inserter(openings));
  return openings;
}

std::vector<Command> Registry::after_outage(Micros from, Micros to) const {
  std::vector<TenderId> hit = with_live_lots();
  std::vector<Command> commands = due(to);
  std::erase_if(commands, [](const Command& command) { return !std::holds_alternative<OpenLot>(command); });
  for (const Command& opening : commands) hit.push_back(tender_of(opening));
  std::sort(hit.begin(), hit.end());
  hit.erase(std::unique(hit.begin(), hit.end()), hit.end());
  for (const TenderId& tender : hit) commands.push_back(RecordOutage{tender, from, to});
  return commands;
}

void Registry::drop_tender(const TenderId& id) {
  const auto found = impl_->tenders.find(id.text);
  if (found == impl_->tenders.end()) return;
  TenderState* tender = found->second.get();
  if (tender->due) impl_->timetable.erase({*tender->due, tender});
  if (impl_->pending.tender == tender) impl_->pending = {};
  if (tender->award) impl_->name(*tender, false);
  impl_->drafts.erase(id.text);
  for (auto* known : {&impl_->erased, &impl_->gaps})
    std::erase_if(*known, [&](const auto& one) { return one.second == id.text; });
  impl_->partial.erase(id.text);
  impl_->tenders.erase(found);
}

void Registry::drop_keys() {
  impl_->keys.clear();
  impl_->keys_by_account.clear();
}

bool Registry::has(const TenderId& tender) const { return impl_->find(tender.text) != nullptr; }

State Registry::state(const TenderId& tender) const {
  const TenderState* found = impl_->find(tender.text);
  return found ? found->state : State::none;
}

std::vector<TenderId> Registry::tenders() const {
  std::vector<TenderId> ids;
  ids.reserve(impl_->tenders.size());
  for (const auto& [id, tender] : impl_->tenders) ids.emplace_back(id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::size_t Registry::size() const { return impl_->tenders.size(); }

std::vector<LotId> Registry::lots(const TenderId& tender) const {
  std::vector<LotId> ids;
  const TenderState* found = impl_->find(tender.text);
  for (std::size_t i = 0; found && i < found->lots.size(); ++i) ids.emplace_back(std::to_string(i + 1));
  return ids;
}

std::vector<TenderId> Registry::with_live_lots() const {
  std::vector<TenderId> ids;
  // A live lot has an end: its tender stands in the timetable.
  for (const auto& [at, tender] : impl_->timetable)
    if (tender->state == State::live) ids.push_back(tender->id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

const KeyRecord* Registry::key(std::string_view key) const { return impl_->find_key(key); }

std::vector<const KeyRecord*> Registry::all_keys() const {
  std::vector<const KeyRecord*> records;
  records.reserve(impl_->keys.size());
  for (const auto& [id, record] : impl_->keys) records.push_back(&record);
  return records;
}

std::vector<const KeyRecord*> Registry::keys_of(std::string_view account) const {
  std::vector<const KeyRecord*> keys;
  const auto found = impl_->keys_by_account.find(account);
  if (found == impl_->keys_by_account.end()) return keys;
  for (const KeyId& id : found->second) keys.push_back(impl_->find_key(id.text));
  return keys;
}

const Pseudonym* Registry::pseudonym_of(std::string_view tender, std::string_view business) const {
  const TenderState* found = impl_->find(tender);
  if (!found) return nullptr;
  const auto known = found->by_business.find(business);
  return known == found->by_business.end() ? nullptr : &found->participants[known->second].pseudonym;
}

bool Registry::pseudonym_used(std::string_view tender, std::string_view pseudonym) const {
  const TenderState* found = impl_->find(tender);
  return found && found->by_name(pseudonym) != nullptr;
}

namespace {

// Does it hold for any entry that is its bidder's alone?
template <class Test>
bool any_withheld(const TenderState& tender, Test&& test) {
  for (const OfferRecord& offer : tender.offers) {
    const LotState& lot = tender.lots[offer.lot];
    if ((offer.sealed ? hushed(lot) : !is_over(lot)) && test(offer.seq, offer.participant)) return true;
  }
  const bool covered = tender.any_hushed();
  for (const Seq cover : tender.covers)
    if (covered && test(cover, kNobody)) return true;
  for (const LotState& lot : tender.lots)
    for (const std::uint32_t bid : lot.pending_bids)
      if (!is_over(lot) && test(tender.bids[bid].seq, tender.bids[bid].participant)) return true;
  return false;
}

}  // namespace

std::vector<Seq> Registry::withheld(std::string_view tender, Seq from, Seq to, std::optional<std::uint32_t> but) const {
  std::vector<Seq> list;
  if (const TenderState* found = impl_->find(tender))
    any_withheld(*found, [&](Seq seq, std::uint32_t participant) {
      if (seq >= from && seq < to && (!but || participant != *but)) list.push_back(seq);
      return false;
    });
  std::sort(list.begin(), list.end());
  return list;
}

bool Registry::withholds_any(std::string_view tender) const {
  const TenderState* found = impl_->find(tender);
  // Whether anyone has sealed a bid may not be told either.
  return found && (found->any_hushed() || any_withheld(*found, [](Seq, std::uint32_t) { return true; }));
}

bool Registry::named_by_award(std::string_view business) const {
  return !business.empty() && impl_->named.find(business) != impl_->named.end();
}

bool Registry::admitted(std::string_view tender, std::string_view business) const {
  const TenderState* found = impl_->find(tender);
  if (!found) return false;
  const auto known = found->by_business.find(business);
  if (known == found->by_business.end()) return false;
  const std::vector<Bidder>& lots = found->participants[known->second].in_lot;
  return std::any_of(lots.begin(), lots.end(), [](Bidder bidder) { return bidder != kNobody; });
}

bool Registry::may_read_document(const Actor& actor, std::string_view tender, std::string_view sha256) const {
  const TenderState* found = impl_->find(tender);
  if (!found) return false;
  if (actor.role == Role::auditor || is_officer_of(actor, tender)) return true;
  return actor.role == Role::bidder && !actor.business.empty() &&
         std::any_of(found->proposals.begin(), found->proposals.end(), [&](const Proposal& one) {
           return one.document.sha256 == sha256 && found->participants[one.participant].business == actor.business;
         });
}

std::set<std::string> Registry::readable_documents(const Actor& actor, std::string_view tender) const {
  std::set<std::string> readable;
  if (const TenderState* found = impl_->find(tender))
    for (const Proposal& one : found->proposals)
      if (may_read_document(actor, tender, one.document.sha256)) readable.insert(one.document.sha256);
  return readable;
}

bool Registry::is_practice(const TenderId& tender) const {
  const TenderState* found = impl_->find(tender.text);
  return found && found->read.practice;
}

bool Registry::is_officer_of(const Actor& actor, std::string_view tender) const {
  const TenderState* found = impl_->find(tender);
  return found && actor.role == Role::officer && found->buyer == actor.business;
}

std::vector<std::pair<BusinessId, Pseudonym>> Registry::bidders(std::string_view tender) const {
  std::vector<std::pair<BusinessId, Pseudonym>> list;
  const TenderState* found = impl_->find(tender);
  if (!found) return list;
  for (const Participant& participant : found->participants) list.emplace_back(participant.business, participant.pseudonym);
  return list;
}

const TenderState* Registry::find(std::string_view tender) const { return impl_->find(tender); }

}  // namespace terang::tender
