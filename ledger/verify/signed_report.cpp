#include "ledger/verify/signed_report.h"

#include <algorithm>

#include "base/bytes.h"

namespace terang::ledger {
namespace {

// What files are called, and what stands in a broken one, need not be text.
void make_readable(json::Value& value) {
  if (value.is_string()) {
    if (!is_utf8(value.as_string())) value = "octets " + to_hex(value.as_string());
  } else if (value.is_array()) {
    for (json::Value& one : value.as_array()) make_readable(one);
  } else if (value.is_object()) {
    for (const auto& [name, member] : json::Value::Object(value.as_object())) {
      json::Value readable = member;
      make_readable(readable);
      value.set(name, std::move(readable));
    }
  }
}

}  // namespace

std::string spki_of(const SigningKey& key) { return *from_hex("302a300506032b6570032100") + key.public_key(); }

SignedReport make_report(std::vector<json::Value> results, const Asked& asked, Micros at, std::string_view program,
                         const std::optional<SigningKey>& key) {
  const bool holds = !results.empty() && std::all_of(results.begin(), results.end(), [](const json::Value& one) {
    const json::Value* member = one.find("holds");
    return member && member->is_bool() && member->as_bool();
  });
  SignedReport out;
  out.report = json::Value::object(
      {{"asked", json::Value::object({{"policy", asked.policy},
                                      {"since", asked.since},
                                      {"timestamp_ca", asked.timestamp_ca},
                                      {"vkey", asked.vkey.empty() ? json::Value() : json::Value(asked.vkey)}})},
       {"at", format_time(at)},
       {"format", kReportFormat},
       {"holds", holds},
       {"program", json::Value::object({{"name", "terang-verify"}, {"sha256", program}})},
       {"results", json::Array(std::make_move_iterator(results.begin()), std::make_move_iterator(results.end()))},
       {"signed_by", key ? json::Value(to_base64(spki_of(*key))) : json::Value()}});
  make_readable(out.report);
  out.text = json::canonical(out.report) + "\n";
  if (key) out.signature = key->sign(out.text);
  return out;
}

}  // namespace terang::ledger
