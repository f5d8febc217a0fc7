// What an import tells in the end, to people and to programs.
#include "tender/ocds_import.h"

namespace terang::tender {
namespace {

json::Value counts(const std::map<std::string, std::uint64_t>& from) {
  json::Value out = json::Value::object();
  for (const auto& [name, count] : from) out.set(name, count);
  return out;
}

std::string n(std::uint64_t count) { return std::to_string(count); }

}  // namespace

int OcdsReport::exit_code() const {
  if (failures.empty() && refused == 0 && !stopped) return 0;
  const bool nothing = taken() == 0 && refused == 0 && !failures.empty();
  return nothing ? 2 : 1;
}

json::Value to_json(const OcdsReport& report) {
  json::Array problems;
  for (const OcdsProblem& one : report.problems)
    problems.push_back(json::Value::object({{"file", one.file},
                                            {"position", one.position},
                                            {"offset", one.offset},
                                            {"ocid", one.ocid},
                                            {"id", one.id},
                                            {"reason", one.reason},
                                            {"message", one.message}}));
  json::Array failures;
  for (const OcdsFileFailure& one : report.failures)
    failures.push_back(json::Value::object(
        {{"file", one.file}, {"name", one.failure.name}, {"message", one.failure.message}}));
  return json::Value::object({{"seen", report.seen},
                              {"added", report.added},
                              {"updated", report.updated},
                              {"unchanged", report.unchanged},
                              {"refused", report.refused},
                              {"bids", report.bids},
                              {"awards", report.awards},
                              {"reasons", counts(report.reasons)},
                              {"warnings", counts(report.warnings)},
                              {"problems", std::move(problems)},
                              {"failures", std::move(failures)},
                              {"stopped", report.stopped}});
}

std::string to_text(const OcdsReport& report) {
  std::string out = n(report.taken()) + " of " + n(report.seen) + " releases taken (" + n(report.added) + " new, " +
                    n(report.updated) + " changed, " + n(report.unchanged) + " as before) with " + n(report.bids) +
                    " bids and " + n(report.awards) + " awards.\n";
  for (const auto& [reason, count] : report.reasons) out += "  refused, " + reason + ": " + n(count) + "\n";
  for (const auto& [name, count] : report.warnings) out += "  taken with a warning, " + name + ": " + n(count) + "\n";
  std::size_t shown = 0;
  for (const OcdsProblem& one : report.problems) {
    if (++shown > 10) {
      out += "  … and " + n(report.refused - 10) + " more; --json lists them\n";
      break;
    }
    out += "  " + one.file + ", no. " + n(one.position) + " (byte " + n(one.offset) + ")" +
           (one.ocid.empty() ? "" : ", " + one.ocid) + ": " + one.reason + ": " + one.message + "\n";
  }
  if (report.stopped) out += "Stopped before the end; the same command goes on.\n";
  return out;
}

}  // namespace terang::tender
