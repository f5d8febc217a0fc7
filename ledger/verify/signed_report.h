// What terang-verify found, as a file that is handed on (terang-report-v1, README.md), and its signature by whoever checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "ledger/signing_key.h"

namespace terang::ledger {

inline constexpr std::string_view kReportFormat = "terang-report-v1";

// What the check was asked with, so that a reader can ask the same.
struct Asked {
  std::string vkey;  // empty: none was given
  bool policy = false, since = false, timestamp_ca = false;
};

struct SignedReport {
  json::Value report;
  std::string text;       // the file's octets: RFC 8785 and a newline
  std::string signature;  // Ed25519 over them, 64 octets; empty: unsigned
};
// `results`: as report.h's to_json makes them, each with what it is of. `program`: hexadecimal SHA-256 of the program's file.
SignedReport make_report(std::vector<json::Value> results, const Asked& asked, Micros at, std::string_view program,
                         const std::optional<SigningKey>& key);

// The public key in DER (SubjectPublicKeyInfo), as openssl has it.
std::string spki_of(const SigningKey& key);

}  // namespace terang::ledger
