// Erasing what names people, once the rules of retention let it go (retention.h). The entry stays in the chain and the
// tree; its salt and payload go, in the transaction of the entry that says so.
#include <algorithm>

#include "tender/decider.h"
#include "tender/retained.h"

namespace terang::tender {
namespace {

constexpr std::size_t kMostAtOnce = 1000;

json::Value of_entry(Seq seq) { return json::Value::object({{"seq", seq}}); }

// As a replay that never read the entry has it.
void forget_name(Registry::Impl& registry, TenderState& tender, Seq seq) {
  for (Participant& one : tender.participants) {
    if (one.named_seq != seq) continue;
    if (tender.state == State::awarded && --registry.named[one.business.text] == 0) registry.named.erase(one.business.text);
    tender.by_business.erase(one.business.text);
    one.business = BusinessId();
    one.name.clear();
  }
}
void forget_application(TenderState& tender, Seq seq) {
  for (Application& one : tender.applications) std::erase(one.entries, seq);
  std::erase_if(tender.applications, [](const Application& one) { return one.entries.empty(); });
}
void forget_proposal(TenderState& tender, Seq seq, std::vector<std::string>& documents) {
  for (Proposal& one : tender.proposals) {
    if (one.seq != seq || one.document.sha256.empty()) continue;
    documents.push_back(one.document.sha256);
    one.document = {};
    one.reason.clear();
  }
}

}  // namespace

Decision Decider::operator()(const EraseEntries& command) {
  if (command.by.role != Role::administrator) return refuse("not_your_role");
  std::vector<NamedEntry> entries = command.entries;
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  entries.erase(std::unique(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.seq == b.seq; }),
                entries.end());
  if (entries.empty()) return refuse("nothing_to_erase");
  if (entries.size() > kMostAtOnce) return refuse("too_many_entries");
  for (const NamedEntry& entry : entries)
    if (!entry.found) return refuse("no_such_entry", of_entry(entry.seq));
  for (const NamedEntry& entry : entries)
    if (entry.erased || registry_.erased.contains(entry.seq)) return refuse("already_erased", of_entry(entry.seq));
  for (const NamedEntry& entry : entries)
    if (!command.years.contains(entry.kind) || entry.tender.empty()) return refuse("kind_not_erasable", of_entry(entry.seq));
  for (const NamedEntry& entry : entries)
    if (entry.tender != command.tender) return refuse("several_tenders", of_entry(entry.seq));
  TenderState* tender = registry_.find(command.tender.text);
  const auto over = tender ? over_since(*tender) : std::nullopt;
  if (!over) return refuse("tender_not_over");
  for (const NamedEntry& entry : entries) {
    const Micros from = after_years(*over, command.years.find(entry.kind)->second);
    if (now_ >= from) continue;
    json::Value answer = of_entry(entry.seq);
    answer.set("erasable_from", format_time(from));
    return refuse("retention_not_passed", std::move(answer));
  }
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);

  Erasure erasure;
  json::Array seqs, kinds;
  json::Value years = json::Value::object();
  for (const NamedEntry& entry : entries) {
    registry_.erased.emplace(entry.seq, command.tender.text);
    erasure.entries.push_back(entry.seq);
    seqs.emplace_back(entry.seq);
    kinds.emplace_back(entry.kind);
    years.set(entry.kind, command.years.find(entry.kind)->second);
    forget_name(registry_, *tender, entry.seq);
    forget_application(*tender, entry.seq);
    forget_proposal(*tender, entry.seq, erasure.documents);
    if (entry.kind == "tender.drafted") tender->draft = {};
  }
  // A document that another bid came in stays as long as that bid's entry.
  std::erase_if(erasure.documents, [&](const std::string& document) {
    return std::any_of(tender->proposals.begin(), tender->proposals.end(),
                       [&](const Proposal& one) { return one.document.sha256 == document; });
  });
  tender->last_time = now_;
  Decision decision;
  decision.entry = EntryDraft{"entry.erased", tender->id,
                              json::canonical(json::Value::object({{"by", to_json(command.by)},
                                                                   {"erased", std::move(seqs)},
                                                                   {"kinds", std::move(kinds)},
                                                                   {"reason", command.reason},
                                                                   {"rules", kRetentionRules},
                                                                   {"verdict", kAccepted},
                                                                   {"years", std::move(years)}}))};
  decision.tender = tender->id;
  decision.tender_changed = true;
  decision.erasure = std::move(erasure);
  registry_.pending = {};
  registry_.pending.waiting = true;
  registry_.pending.tender = tender;
  registry_.pending.changed = true;
  return decision;
}

void Registry::missing(const EntryView& entry) {
  TERANG_ASSERT(!impl_->pending.waiting);
  impl_->size = entry.seq + 1;
  impl_->gaps.emplace(entry.seq, entry.tender);
  if (entry.tender.empty()) return;
  impl_->partial.emplace(entry.tender);
  if (TenderState* tender = impl_->find(entry.tender)) ++tender->entries;
}

std::vector<Registry::Retained> Registry::retained(const TenderId& id) const {
  std::vector<Retained> found;
  const TenderState* tender = impl_->find(id.text);
  if (!tender) return found;
  const auto add = [&](Seq seq, std::string_view kind) {
    if (seq != kNoSeq && !impl_->erased.contains(seq)) found.push_back({seq, kind});
  };
  if (const auto drafts = impl_->drafts.find(id.text); drafts != impl_->drafts.end())
    for (const Seq seq : drafts->second) add(seq, "tender.drafted");
  for (const Application& one : tender->applications)
    for (const Seq seq : one.entries) add(seq, "bidder.applied");
  for (const Participant& one : tender->participants) add(one.named_seq, "bidder.named");
  for (const Proposal& one : tender->proposals) add(one.seq, "bid.proposed");
  std::sort(found.begin(), found.end(), [](const Retained& a, const Retained& b) { return a.seq < b.seq; });
  return found;
}

std::vector<Seq> Registry::unexplained() const {
  std::vector<Seq> seqs;
  for (const auto& [seq, tender] : impl_->gaps) {
    const auto found = impl_->erased.find(seq);
    if (found == impl_->erased.end() || found->second != tender) seqs.push_back(seq);
  }
  return seqs;
}

std::size_t Registry::erased() const { return impl_->erased.size(); }

std::vector<TenderId> Registry::partial_tenders() const {
  std::vector<TenderId> ids;
  for (const std::string& id : impl_->partial) ids.emplace_back(id);
  return ids;
}

}  // namespace terang::tender
