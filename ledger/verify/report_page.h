// A report as a page to read and print: one file of HTML that loads nothing. All of it comes from the report's JSON.
#pragma once

#include <string>
#include <string_view>

#include "ledger/verify/signed_report.h"

namespace terang::ledger {

enum class PageLanguage { both, indonesian, english };

// `report_hash`: hexadecimal SHA-256 of the report's file; empty where none is kept beside the page.
std::string report_page(const SignedReport& report, std::string_view report_hash, PageLanguage language);

}  // namespace terang::ledger
