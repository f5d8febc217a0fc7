// terang-verify: checks bundles, databases and receipts without the platform.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "ledger/pg_journal.h"
#include "ledger/policy.h"
#include "ledger/proof.h"
#include "ledger/verify/live_log.h"
#include "ledger/verify/report_files.h"
#include "ledger/verify/signature_checker.h"
#include "ledger/verify/verifier.h"
#ifdef TERANG_REPLAY
#include "ledger/verify/tender_replayer.h"
#endif

namespace {

using namespace terang;
using namespace terang::ledger;

constexpr int kHolds = 0, kDoesNotHold = 1, kCannotBeAsked = 2;

constexpr char kUsage[] =
    "usage: terang-verify [--vkey KEY] [--policy FILE] [--since NOTE] [--timestamp-ca FILE] [--json] BUNDLE…  (- reads standard input)\n"
    "       terang-verify [--vkey KEY] [--since NOTE] [--json] [--log N] --db CONNINFO\n"
    "       terang-verify --log URL --state FILE [--vkey KEY] [--policy FILE] [--ca FILE] [--json]\n"
    "       terang-verify monitor URL --state FOLDER --alerts FILE [--vkey KEY] [--policy FILE] [--ca FILE]\n"
    "                     [--every SECONDS] [--stall SECONDS] [--rounds N]\n"
    "       terang-verify receipt FILE --vkey KEY [--json]\n"
    "--since NOTE: a checkpoint of this log that was kept on an earlier day; the log must have grown from it\n"
    "--report FILE [--report-key PEM]: what was checked and found, as JSON; with an Ed25519 key also signed, in FILE.sig\n"
    "--page FILE [--language id|en]: the same as a page to print\n"
    "--timestamp-ca FILE: who vouches for time-stamp authorities (PEM), where a bundle brings time stamps\n"
    "--policy FILE: whose signatures are trusted, logs' and witnesses' (C2SP tlog-policy)\n"
    "exit status: 0 all of it holds, 1 something does not, 2 it could not be asked\n";

struct Arguments {
  bool json = false, receipt = false, monitor = false;
  std::string log = "1", db, since, state, alerts, ca;
  int every = 10, stall = 0, rounds = 0;
  std::optional<Policy> policy;
  std::string timestamp_ca;
  std::optional<VerifierKey> key;
  std::vector<std::string> files;
  ReportFiles reports;
};

using Results = std::vector<json::Value>;  // what the report will say of each

int fail(const std::string& what) {
  std::fprintf(stderr, "terang-verify: %s\n", what.c_str());
  return kCannotBeAsked;
}

MakeReplayer replayer() {
#ifdef TERANG_REPLAY
  return make_tender_replayer;
#else
  return {};
#endif
}

int unasked(const std::string& name, const Failure& failure, Results& results) {
  results.push_back(problem_json(name, failure));
  return fail(name + ": " + failure.name + ": " + failure.message);
}

int print(const Result<Report>& report, const std::string& name, bool as_json, Results& results) {
  if (!report) return unasked(name, report.error(), results);
  results.push_back(to_json(*report, name));
  const std::string text = as_json ? json::canonical(to_json(*report, name)) + "\n" : to_text(*report, name);
  std::fputs(text.c_str(), report->holds() || as_json ? stdout : stderr);
  return report->holds() ? kHolds : kDoesNotHold;
}

int check_receipt(const Arguments& arguments) {
  if (arguments.files.size() != 1 || !arguments.key) return fail("a receipt is checked as: receipt FILE --vkey KEY");
  const std::string& name = arguments.files[0];
  std::ifstream file(name, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) return fail(name + " cannot be read");
  const auto receipt = open_receipt(text, *arguments.key);
  if (!receipt && (receipt.error().name == "proof_malformed" || receipt.error().name == "receipt_malformed"))
    return fail(name + ": " + receipt.error().name + ": " + receipt.error().message);
  if (arguments.json) {
    json::Value out = json::Value::object({{"name", name}, {"holds", receipt.ok()}});
    if (receipt) {
      out.set("seq", receipt->header.seq);
      out.set("time", format_time(receipt->header.time));
      out.set("payload", receipt->payload);
      out.set("checkpoint", json::Value::object({{"origin", receipt->checkpoint.origin},
                                                 {"size", receipt->checkpoint.size},
                                                 {"root", to_base64(as_chars(receipt->checkpoint.root))}}));
    } else {
      out.set("check", receipt.error().name);
      out.set("message", receipt.error().message);
    }
    std::puts(json::canonical(out).c_str());
  } else if (receipt) {
    std::printf("%s: holds. Entry %llu of %s, made at %s, is in the tree of %llu entries that the log signed.\n%s\n",
                name.c_str(), static_cast<unsigned long long>(receipt->header.seq), receipt->checkpoint.origin.c_str(),
                format_time(receipt->header.time).c_str(), static_cast<unsigned long long>(receipt->checkpoint.size),
                receipt->payload.c_str());
  } else {
    std::fprintf(stderr, "%s: %s: %s\n", name.c_str(), receipt.error().name.c_str(), receipt.error().message.c_str());
  }
  return receipt ? kHolds : kDoesNotHold;
}

int check_database(const Arguments& arguments, Results& results) {
  if (!arguments.files.empty()) return fail("--db takes no files");
  const std::string name = "log " + arguments.log;
  const auto journal = PgJournal::open_read_only(arguments.db, std::atoi(arguments.log.c_str()));
  if (!journal) return unasked(name, journal.error(), results);
  const auto note = (*journal)->last_checkpoint();
  if (!note) return unasked(name, note.error(), results);
  return print(verify_journal(**journal, *note, {arguments.key, replayer(), arguments.since, arguments.policy}), name, arguments.json, results);
}

int check_bundles(const Arguments& arguments, Results& results) {
  if (arguments.files.empty()) {
    std::fputs(kUsage, stderr);
    return kCannotBeAsked;
  }
  int worst = kHolds;
  for (const std::string& name : arguments.files) {
    std::ifstream file;
    if (name != "-") {
      file.open(name, std::ios::binary);
      if (!file) {
        worst = unasked(name, {"file_unreadable", std::strerror(errno)}, results);
        continue;
      }
    }
    std::istream& in = name == "-" ? std::cin : file;
    worst = std::max(worst, print(verify_bundle(in, {arguments.key, replayer(), arguments.since, arguments.policy, arguments.timestamp_ca}), name, arguments.json, results));
  }
  return worst;
}

std::string read_whole(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int check_live(const Arguments& arguments, Results& results) {
  if (arguments.files.size() != (arguments.monitor ? 1u : 0u) || arguments.state.empty() || (!arguments.key && !arguments.policy))
    return fail("a live log is checked with --state and with --vkey or --policy");
  const LiveLog log{arguments.monitor ? arguments.files[0] : arguments.log, arguments.ca, {arguments.key, arguments.policy},
                    arguments.state, arguments.json};
  if (!arguments.monitor) return verify_live_log(log, results.emplace_back());
  if (arguments.alerts.empty() || arguments.every < 1) return fail("monitor needs --alerts FILE, and --every of a second at least");
  return monitor_live_log(log, {arguments.alerts, arguments.every, arguments.stall, arguments.rounds, replayer()});
}

// One option with its value; what is wrong with it.
std::optional<std::string> take(Arguments& arguments, const std::string& word, const std::string& value) {
  if (word == "--vkey") {
    const auto key = parse_vkey(value);
    if (!key) return key.error().name + ": " + key.error().message;
    arguments.key = *key;
  } else if (word == "--policy") {
    const std::string text = read_whole(value);
    if (text.empty()) return "--policy " + value + " cannot be read";
    const auto policy = parse_policy(text);
    if (!policy) return policy.error().name + ": " + policy.error().message;
    arguments.policy = *policy;
  } else if (word == "--timestamp-ca") {
    arguments.timestamp_ca = read_whole(value);
    if (arguments.timestamp_ca.empty()) return "--timestamp-ca " + value + " cannot be read";
  } else if (word == "--since") {
    arguments.since = read_whole(value);
    if (arguments.since.empty()) return "--since " + value + " cannot be read";
  } else if (word == "--every" || word == "--stall" || word == "--rounds") {
    (word == "--every" ? arguments.every : word == "--stall" ? arguments.stall : arguments.rounds) = std::atoi(value.c_str());
  } else if (word == "--db" || word == "--log" || word == "--state" || word == "--alerts" || word == "--ca") {
    (word == "--db" ? arguments.db : word == "--log" ? arguments.log : word == "--state" ? arguments.state : word == "--ca" ? arguments.ca : arguments.alerts) = value;
  } else if (word == "--report" || word == "--report-key" || word == "--page" || word == "--language") {
    ReportFiles& to = arguments.reports;
    (word == "--report" ? to.report : word == "--report-key" ? to.key : word == "--page" ? to.page : to.language) = value;
    if (value.empty()) return word + " needs a value";
  } else {
    return "unknown option " + word;
  }
  return std::nullopt;
}

}  // namespace

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--help") {
      std::fputs(kUsage, stdout);
      return kHolds;
    }
    if (word == "--json") {
      arguments.json = true;
    } else if (word == "receipt" && i == 1) {
      arguments.receipt = true;
    } else if (word == "monitor" && i == 1) {
      arguments.monitor = true;
    } else if (word.size() > 1 && word[0] == '-') {
      if (i + 1 == count) return fail(word + " needs a value, or is unknown");
      if (const auto wrong = take(arguments, word, words[++i])) return fail(*wrong);
    } else {
      arguments.files.push_back(word);
    }
  }
  const auto refused = [](const Failure& failure) { return fail(failure.name + ": " + failure.message); };
  const auto writer = ReportWriter::open(arguments.reports);
  if (!writer) return refused(writer.error());
  if ((arguments.receipt || arguments.monitor) && arguments.reports.any())
    return refused({"report_unfit", "A report is of bundles, of a database or of a log; receipts and the monitor have none."});
  Results results;
  const int status = arguments.receipt ? check_receipt(arguments)
                     : arguments.monitor || arguments.log.find("://") != std::string::npos ? check_live(arguments, results)
                     : arguments.db.empty() ? check_bundles(arguments, results)
                                            : check_database(arguments, results);
  if (!arguments.reports.any() || results.empty()) return status;
  const auto written = writer->write(std::move(results), {arguments.key ? format_vkey(*arguments.key) : "", arguments.policy.has_value(),
                                                          !arguments.since.empty(), !arguments.timestamp_ca.empty()});
  return written ? status : refused(written.error());
}
