#include "ledger/verify/report.h"

#include "base/bytes.h"
#include "base/time.h"

namespace terang::ledger {
namespace {

std::uint64_t not_decided(const Report& report) {
  std::uint64_t sum = 0;
  for (const Undecided& one : report.undecided) sum += one.decisions;
  return sum;
}

std::string decisions_text(const Report& report) {
  if (!report.replayed) return "; decisions not replayed";
  if (report.undecided.empty()) return "; every decision replayed";
  std::string text = "; " + std::to_string(report.decided_again) + " decisions replayed, " + std::to_string(not_decided(report)) + " not";
  for (const Undecided& one : report.undecided) {
    if (one.before != 0) {
      text += (one.tender.empty() ? ": of no tender " : ": of tender " + one.tender + " the ") + std::to_string(one.decisions) + " from entry " + std::to_string(one.from) +
              " on were not decided again, because what they may depend on stands before the range";
      continue;
    }
    text += ": of tender " + one.tender + " the " + std::to_string(one.decisions) + " after entry " + std::to_string(one.from) +
            " were not decided again, because " + (one.withheld == 1 ? "it is" : "entries are") + " withheld that they may depend on (";
    for (std::size_t i = 0; i < one.entries.size(); ++i) text += (i ? ", " : "") + std::to_string(one.entries[i]);
    if (one.withheld > one.entries.size()) text += " and " + std::to_string(one.withheld - one.entries.size()) + " more";
    text += ")";
  }
  return text;
}

std::string vouched_text(const Report& report) {
  std::string text;
  if (const auto& own = report.vouched.policy) {
    text += "; by the log's own policy its quorum " + std::string(own->quorum ? "holds" : "is missing");
    for (const std::string& witness : own->cosigned) text += ", cosigned by " + witness;
  }
  if (const auto& at = report.vouched.stamped_at)
    text += "; time-stamped at " + format_time(*at) + " when it had " + std::to_string(report.vouched.stamped_size) + " entries";
  else if (report.vouched.timestamps)
    text += "; " + std::to_string(report.vouched.timestamps) + " time stamps whose authority was not checked (give --timestamp-ca)";
  return text;
}

json::Value vouched_json(const Vouched& vouched) {
  json::Value policy;
  if (vouched.policy)
    policy = json::Value::object({{"cosigned_by", json::Array(vouched.policy->cosigned.begin(), vouched.policy->cosigned.end())}, {"quorum", vouched.policy->quorum}});
  return json::Value::object({{"own_policy", std::move(policy)},
                              {"timestamps", vouched.timestamps},
                              {"stamped_at", vouched.stamped_at ? json::Value(format_time(*vouched.stamped_at)) : json::Value()},
                              {"stamped_size", vouched.stamped_at ? json::Value(vouched.stamped_size) : json::Value()}});
}

}  // namespace

std::string to_text(const Report& report, const std::string& name) {
  if (report.finding) return name + ": " + sentence(*report.finding) + "\n";
  std::string text = name + ": holds. " + std::to_string(report.entries) + " entries of " +
                     std::to_string(report.tenders) + " tenders, " + std::to_string(report.bids) + " bids";
  if (!report.tender.empty()) text += " (tender " + report.tender + ")";
  if (report.range) text += " (range " + std::to_string(report.range->first) + ".." + std::to_string(report.range->second) + ")";
  text += "; chain, commitments and sequences";
  if (!report.checkpoint.origin.empty())
    text += "; tree of checkpoint " + report.checkpoint.origin + " at " + std::to_string(report.checkpoint.size);
  text += report.vkey.empty() ? "; no checkpoint signature was checked (give --vkey)"
                              : std::string("; signed by ") + report.vkey +
                                    (report.key_given ? "" : " (the bundle's own word: compare it, or give --vkey)");
  for (const std::string& witness : report.cosigned) text += "; witnessed by " + witness;
  if (report.since) text += "; consistent with the earlier checkpoint at " + std::to_string(*report.since);
  text += "; " + std::to_string(report.signatures) + " bidders' signatures";
  if (report.signatures_unchecked)
    text += " (" + std::to_string(report.signatures_unchecked) + " more by keys that are not in the bundle)";
  if (report.surrogates) text += "; " + std::to_string(report.surrogates) + " bids entered by two officers each, unsigned by their bidders";
  if (report.opened) text += "; " + std::to_string(report.opened) + " sealed bids opened again";
  if (report.documents) text += "; " + std::to_string(*report.documents) + " documents";
  if (report.documents_withheld) text += " (" + std::to_string(report.documents_withheld) + " more withheld)";
  if (const auto& named = report.named_keys) {
    text += "; " + std::to_string(named->keys) + (named->keys == 1 ? " key of the log" : " keys of the log");
    if (named->shown < named->keys)
      text += ", of " + std::to_string(named->keys - named->shown) + " by its word alone: the entries that say so are not in the bundle";
  }
  text += vouched_text(report);
  if (report.erased) text += "; " + std::to_string(report.erased) + " entries erased, each as another entry says";
  if (report.withheld > report.erased) text += "; " + std::to_string(report.withheld - report.erased) + " entries withheld";
  return text + decisions_text(report) + "\n";
}

json::Value to_json(const std::optional<Finding>& finding) {
  if (!finding) return {};
  return json::Value::object({{"seq", finding->seq}, {"tender", finding->tender}, {"check", finding->check}, {"field", finding->field},
                              {"expected", finding->expected}, {"found", finding->found}});
}

json::Value to_json(const Checkpoint& checkpoint) {
  return json::Value::object({{"origin", checkpoint.origin}, {"size", checkpoint.size}, {"root", to_base64(as_chars(checkpoint.root))}});
}

json::Value problem_json(const std::string& name, const Failure& failure) {
  return json::Value::object({{"name", name}, {"holds", false}, {"problem", json::Value::object({{"name", failure.name}, {"message", failure.message}})}});
}

json::Value to_json(const Report& report, const std::string& name) {
  json::Array undecided;
  for (const Undecided& one : report.undecided) undecided.push_back(to_json(one));
  json::Array cosigned(report.cosigned.begin(), report.cosigned.end());
  return json::Value::object({{"name", name},
                              {"cosigned_by", std::move(cosigned)},
                              {"holds", report.holds()},
                              {"finding", to_json(report.finding)},
                              {"checkpoint", report.checkpoint.origin.empty() ? json::Value() : to_json(report.checkpoint)},
                              {"vkey", report.vkey.empty() ? json::Value() : json::Value(report.vkey)},
                              {"vkey_given", report.key_given},
                              {"tender", report.tender.empty() ? json::Value() : json::Value(report.tender)},
                              {"range", report.range ? json::Value::array({report.range->first, report.range->second}) : json::Value()},
                              {"since", report.since ? json::Value(*report.since) : json::Value()},
                              {"entries", report.entries},
                              {"tenders", report.tenders},
                              {"bids", report.bids},
                              {"withheld", report.withheld},
                              {"erased", report.erased},
                              {"opened", report.opened},
                              {"signatures", report.signatures},
                              {"signatures_unchecked", report.signatures_unchecked},
                              {"surrogates", report.surrogates},
                              {"sealed_sha256", report.sealed.empty() ? json::Value() : json::Value(report.sealed)},
                              {"documents", report.documents ? json::Value(*report.documents) : json::Value()},
                              {"documents_withheld", report.documents_withheld},
                              {"named_keys", report.named_keys ? json::Value::object({{"keys", report.named_keys->keys}, {"shown", report.named_keys->shown}}) : json::Value()},
                              {"vouched", vouched_json(report.vouched)},
                              {"replayed", report.replayed},
                              {"decided_again", report.decided_again},
                              {"not_decided_again", not_decided(report)},
                              {"undecided", std::move(undecided)}});
}

}  // namespace terang::ledger
