#include "ledger/verify/report.h"

#include "base/bytes.h"

namespace terang::ledger {

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
  if (report.erased) text += "; " + std::to_string(report.erased) + " entries erased, each as another entry says";
  if (report.withheld > report.erased) text += "; " + std::to_string(report.withheld - report.erased) + " entries withheld";
  text += report.replayed ? "; every decision replayed" : "; decisions not replayed";
  return text + "\n";
}

json::Value to_json(const Report& report, const std::string& name) {
  json::Value finding;
  if (const auto& f = report.finding)
    finding = json::Value::object({{"seq", f->seq}, {"tender", f->tender}, {"check", f->check}, {"field", f->field},
                                   {"expected", f->expected}, {"found", f->found}});
  json::Value checkpoint;
  if (!report.checkpoint.origin.empty())
    checkpoint = json::Value::object({{"origin", report.checkpoint.origin},
                                      {"size", report.checkpoint.size},
                                      {"root", to_base64(as_chars(report.checkpoint.root))}});
  json::Array cosigned(report.cosigned.begin(), report.cosigned.end());
  return json::Value::object({{"name", name},
                              {"cosigned_by", std::move(cosigned)},
                              {"holds", report.holds()},
                              {"finding", std::move(finding)},
                              {"checkpoint", std::move(checkpoint)},
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
                              {"replayed", report.replayed}});
}

}  // namespace terang::ledger
