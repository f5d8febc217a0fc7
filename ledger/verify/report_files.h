// Where a report goes: its file, the signature beside it, and the page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/verify/report_page.h"
#include "ledger/verify/signed_report.h"

namespace terang::ledger {

struct ReportFiles {
  std::string report, key, page;  // as asked; empty: none
  std::string language;           // "id", "en"; empty: both
  bool any() const { return !report.empty() || !page.empty(); }
};

class ReportWriter {
 public:
  // Before anything is checked, so that nobody waits in vain. Failures, in this order: report_incomplete (a key or a language
  // without what it is for), language_unknown, report_key_unreadable, signing_key_malformed, report_unwritable.
  static Result<ReportWriter> open(ReportFiles files);
  // Failure: report_unwritable.
  Result<bool> write(std::vector<json::Value> results, const Asked& asked) const;

 private:
  ReportFiles files_;
  std::optional<SigningKey> key_;
  PageLanguage language_ = PageLanguage::both;
};

}  // namespace terang::ledger
