// What an officer does with a tender as a whole: draft, publication, addendum, schedule, cancellation.
#include <algorithm>

#include "tender/decider.h"

namespace terang::tender {
namespace {

using json::Value;

bool too_large(const Value& document) { return json::canonical(document).size() > kDocumentBytes; }

// Reserves are set in the draft and stand: an addendum is public and cannot carry one. Sending the same one along is
// harmless (a form made from the draft does).
void check_reserves(const Value& document, const Value& draft, json::Problems& problems) {
  const Value* lots = document.find("lots");
  const Value* old = draft.find("lots");
  if (!lots || !lots->is_array() || !old || !old->is_array()) return;
  for (std::size_t i = 0; i < lots->as_array().size(); ++i) {
    const Value* reserve = lots->as_array()[i].find("reserve");
    if (!reserve || reserve->is_null()) continue;
    const Value* before = i < old->as_array().size() ? old->as_array()[i].find("reserve") : nullptr;
    if (!before || *before != *reserve) problems.push_back({"/lots/" + std::to_string(i) + "/reserve", "may_not_change"});
  }
}

// A lot that has begun, or holds an accepted bid, keeps everything; from then on how they follow each other stands too.
void check_begun_lots(const TenderState& tender, const Document& after, const std::vector<std::string>& changed,
                      json::Problems& problems) {
  for (std::size_t i = 0; i < tender.lots.size(); ++i) {
    if (tender.lots[i].auction->phase() == auction::Phase::scheduled && tender.lots[i].auction->bid_count() == 0)
      continue;
    const std::string path = "/lots/" + std::to_string(i) + "/";
    for (const std::string& change : changed)
      if (change.starts_with(path) || change.starts_with("/schedule/sequence"))
        problems.push_back({change, "may_not_change"});
    if (after.lots[i].rules != tender.read.lots[i].rules) problems.push_back({path + "rules", "may_not_change"});
  }
}

// Who was admitted with an adjustment or a ceiling of his own keeps it: rules under which it cannot be used cannot come
// after it. (A ceiling that the lot's falls below remains, and says nothing.)
void check_terms(const TenderState& tender, const Document& after, json::Problems& problems) {
  for (std::size_t i = 0; i < tender.lots.size() && i < after.lots.size(); ++i)
    for (Bidder bidder = 0; bidder < tender.lots[i].bidders.size(); ++bidder) {
      auto problem = auction::problem_of(tender.lots[i].auction->adjustment_of(bidder), after.lots[i].rules);
      if (const auto& own = tender.lots[i].bidders[bidder].ceiling; own && !problem) {
        problem = auction::problem_of(*own, after.lots[i].rules);
        if (problem == "ceiling_above_lot") problem.reset();
      }
      if (!problem) continue;
      problems.push_back({"/lots/" + std::to_string(i) + "/rules", std::string(*problem)});
      break;
    }
}

// A lot that waits for its start begins anew by the new rules, with the same bidders. `follows`: it is not the first of
// those that come one after the other (`followed`: by the rules before).
void restart(LotState& lot, const auction::Rules& rules, bool followed, bool follows, Micros now) {
  std::unique_ptr<auction::LotAuction> fresh = auction::make_auction(rules);
  for (Bidder bidder = 0; bidder < lot.bidders.size(); ++bidder) {
    const LotBidder& own = lot.bidders[bidder];
    fresh->admit({lot.auction->adjustment_of(bidder), own.ceiling, own.small, own.incumbent});
    if (lot.auction->disqualified(bidder)) fresh->disqualify(bidder, now);
  }
  if (follows) {
    fresh->wait();
    // The one before it is over already, and it has its start.
    if (followed && !lot.auction->waits()) fresh->begin_at(lot.auction->starts_at(), now);
  }
  lot.auction = std::move(fresh);
}

bool follows(const Document& document, std::size_t lot) {
  return lot > 0 && document.sequence.kind == auction::Sequence::Kind::serial;
}

}  // namespace

Decision Decider::operator()(const SaveDraft& command) {
  TenderState* tender = registry_.find(command.tender.text);
  if (tender) {
    Gate gate_ = gate(Act::save_draft, command.by, command.tender);
    if (gate_.refused) return *std::move(gate_.refused);
  } else if (command.by.role != Role::officer) {
    return refuse("not_your_role");
  }
  if (too_large(command.document)) return refuse("document_too_large");
  if (!command.document.is_object()) return refuse("not_an_object");
  const Value* buyer = command.document.find("buyer");
  if (!buyer || command.by.business.empty() || buyer->text("id") != command.by.business.text)
    return refuse("not_your_buyer");
  const std::uint64_t version = tender ? draft_version(*tender) : 0;
  if (command.replaces && *command.replaces != version)
    return refuse("draft_version_conflict", Value::object({{"version", version}}));
  if (!tender) {
    auto made = std::make_unique<TenderState>();
    made->id = command.tender;
    made->buyer = command.by.business;
    tender = made.get();
    registry_.tenders.emplace(command.tender.text, std::move(made));
  }
  tender->draft = command.document;
  tender->draft_tseq = tender->entries;
  tender->drafted_at = now_;
  json::Problems problems;
  read_document(tender->draft, problems);
  Value data = Value::object({{"document", command.document}});
  if (command.replaces) data.set("replaces", *command.replaces);
  Decision decision = accept(Act::save_draft, *tender, "tender.drafted", command.by, std::move(data));
  registry_.pending.draft = true;
  decision.answer = Value::object({{"problems", json::to_json(problems)}, {"version", draft_version(*tender)}});
  return decision;
}

Decision Decider::operator()(const Publish& command) {
  Gate gate_ = gate(Act::publish, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  json::Problems problems;
  Document read = read_document(tender.draft, problems,
                                registry_.partial_of(command.tender.text) ? Secrets::not_disclosed : Secrets::in_document);
  if (!problems.empty()) return refuse("invalid_document", problems);
  if (std::any_of(read.lots.begin(), read.lots.end(), [&](const auto& lot) { return lot.rules.starts_at <= now_; }))
    return refuse("start_not_in_future");
  Value data = Value::object({{"document", without_secrets(tender.draft)}, {"draft_tseq", tender.draft_tseq}});
  std::vector<std::string> keys;
  if (auto refused = take_keys(tender, read, command.sealing, keys, data)) return *std::move(refused);

  tender.read = std::move(read);
  tender.document = *data.find("document");
  tender.published_at = now_;
  tender.versions.push_back({kNoSeq, now_, "", {}});
  for (std::size_t i = 0; i < tender.read.lots.size(); ++i)
    tender.lots.emplace_back(tender.read.lots[i].rules).server_key = std::move(keys[i]);
  auction::begin(tender.read.sequence, tender.clocks());
  Decision decision = accept(Act::publish, tender, "tender.published", command.by, std::move(data));
  registry_.pending.version = true;
  return decision;
}

Decision Decider::operator()(const Amend& command) {
  Gate gate_ = gate(Act::amend, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  if (too_large(command.document)) return refuse("document_too_large");

  const Value whole = with_secrets(without_secrets(command.document), tender.draft);
  json::Problems problems;
  Document read = read_document(whole, problems,
                                registry_.partial_of(command.tender.text) ? Secrets::not_disclosed : Secrets::in_document);
  if (!problems.empty()) return refuse("invalid_document", problems);
  Value document = without_secrets(whole);
  const std::vector<std::string> changed = differences(tender.document, document);
  problems = frozen(changed, tender.state);
  check_reserves(command.document, tender.draft, problems);
  if (problems.empty()) check_begun_lots(tender, read, changed, problems);
  if (problems.empty()) check_terms(tender, read, problems);
  if (!problems.empty()) return refuse("frozen", problems);
  for (std::size_t i = 0; i < tender.lots.size(); ++i) {
    const auction::Rules& before = tender.read.lots[i].rules;
    const auction::Rules& after = read.lots[i].rules;
    if ((after.starts_at != before.starts_at || after.ends_at != before.ends_at) && after.starts_at <= now_)
      return refuse("start_not_in_future");
  }
  if (changed.empty()) return refuse("nothing_changed");
  Value data = Value::object({{"changed", json::Array(changed.begin(), changed.end())},
                              {"document", document},
                              {"reason", command.reason}});
  std::vector<std::string> keys;
  if (auto refused = take_keys(tender, read, command.sealing, keys, data)) return *std::move(refused);

  for (std::size_t i = 0; i < tender.lots.size(); ++i) {
    if (read.lots[i].rules != tender.read.lots[i].rules)
      restart(tender.lots[i], read.lots[i].rules, follows(tender.read, i), follows(read, i), now_);
    tender.lots[i].server_key = std::move(keys[i]);
  }
  tender.read = std::move(read);
  tender.document = std::move(document);
  tender.versions.push_back({kNoSeq, now_, command.reason, changed});
  Decision decision = accept(Act::amend, tender, "tender.amended", command.by, std::move(data));
  registry_.pending.version = true;
  for (std::uint32_t i = 0; i < tender.lots.size(); ++i) {
    decision.lots.push_back(LotId(std::to_string(i + 1)));
    registry_.pending.lots.push_back(i);
  }
  return decision;
}

Decision Decider::operator()(const Schedule& command) {
  Gate gate_ = gate(Act::schedule, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  json::Array times;
  bool anyone = false;
  std::vector<std::uint32_t> touched;
  for (std::uint32_t i = 0; i < tender.lots.size(); ++i) {
    const LotState& lot = tender.lots[i];
    if (lot.auction->phase() == auction::Phase::cancelled) continue;
    if (lot.auction->starts_at() <= now_) return refuse("start_not_in_future");
    anyone = anyone || !lot.bidders.empty();
    touched.push_back(i);
    times.push_back(Value::object({{"ends_at", format_time(lot.auction->ends_at())},
                                   {"lot", std::to_string(i + 1)},
                                   {"starts_at", format_time(lot.auction->starts_at())}}));
  }
  if (!anyone) return refuse("nobody_admitted");
  tender.scheduled = true;
  return accept(Act::schedule, tender, "tender.scheduled", command.by, Value::object({{"lots", std::move(times)}}),
                std::move(touched));
}

Decision Decider::operator()(const CancelTender& command) {
  Gate gate_ = gate(Act::cancel_tender, command.by, command.tender);
  if (gate_.refused) return *std::move(gate_.refused);
  TenderState& tender = *gate_.tender;
  if (auto refused = refuse_reason(command.reason)) return *std::move(refused);
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < tender.lots.size(); ++i) {
    LotState& lot = tender.lots[i];
    all.push_back(i);
    if (!lot.auction->cancel(now_).accepted()) continue;  // closed or cancelled already
    lot.cancelled = Remark{now_, command.reason};
    lot.paused.reset();
    note(lot, LotEvent::Kind::cancelled, command.reason);
  }
  tender.cancelled = Remark{now_, command.reason};
  return accept(Act::cancel_tender, tender, "tender.cancelled", command.by,
                Value::object({{"reason", command.reason}}), std::move(all));
}

}  // namespace terang::tender
