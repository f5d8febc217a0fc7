#include "ledger/verify/verifier.h"

#include <unordered_set>

#include "ledger/bundle.h"
#include "ledger/verify/opening_checker.h"
#include "ledger/verify/signature_checker.h"
#include "ledger/verify/surrogate_checker.h"

namespace terang::ledger {
namespace {

constexpr json::Limits kDataLimits{.bytes = 8u << 20, .depth = 64, .decimals = false};

// One pass over entries in order. Stops at the first thing that is wrong.
class Pass {
 public:
  Pass(LogChecker::Extent extent, std::string origin, bool partial, const MakeReplayer& replay, Report& report)
      : checker_(extent), signatures_(std::move(origin), partial), report_(report) {
    if (replay) replayer_ = replay(partial);
    report_.replayed = replayer_ != nullptr;
  }

  bool add(const StoredEntry& entry, const std::optional<std::string>& envelope = std::nullopt) {
    found_ = check(entry, envelope);
    return !found_;
  }
  // Whoever stands first in the log is named, though signatures and sealed bids are looked at in bulk.
  void finish(const OpeningChecker::Source& envelopes = {}) {
    for (auto wrong : {openings_.settle(envelopes), signatures_.settle()})
      if (wrong && (!found_ || wrong->seq <= found_->seq)) found_ = std::move(wrong);
    report_.opened = openings_.opened();
    report_.finding = std::move(found_);
    report_.tenders = tenders_.size();
    report_.signatures = signatures_.checked();
    report_.signatures_unchecked = signatures_.unchecked();
  }
  const LogChecker& checker() const { return checker_; }
  void fail(Finding finding) { found_ = std::move(finding); }

 private:
  std::optional<Finding> check(const StoredEntry& entry, const std::optional<std::string>& envelope) {
    if (auto wrong = checker_.add(entry)) return wrong;
    ++report_.entries;
    const EntryView& view = checker_.view();
    if (!view.tender.empty()) tenders_.emplace(view.tender);
    if (view.kind.empty()) {
      ++report_.withheld;
      openings_.withheld(view.tender);
      return std::nullopt;
    }
    report_.bids += view.kind == "bid.placed" || view.kind == "offer.placed";
    const auto data = json::parse(view.data, kDataLimits);
    if (const std::string canonical = data ? json::canonical(*data) : std::string(); canonical != view.data)
      return Finding{view.seq, std::string(view.tender), "payload_not_canonical", "data",
                     data ? canonical : "JSON (" + data.error().name + ")", std::string(view.data)};
    signatures_.add(view, *data);
    if (auto wrong = surrogates_.add(view, *data)) return wrong;
    report_.surrogates = surrogates_.approved();
    openings_.add(view, *data, envelope);
    return replayer_ ? replayer_->apply(view) : std::nullopt;
  }

  LogChecker checker_;
  SignatureChecker signatures_;
  SurrogateChecker surrogates_;
  OpeningChecker openings_;
  std::unique_ptr<Replayer> replayer_;
  std::optional<Finding> found_;
  std::unordered_set<std::string> tenders_;
  Report& report_;
};

Finding of_whole(std::string check, std::string field, std::string expected, std::string found) {
  return {0, {}, std::move(check), std::move(field), std::move(expected), std::move(found)};
}

// The root of a whole log against its checkpoint.
void check_root(Pass& pass, const Checkpoint& checkpoint) {
  const HashTree& tree = pass.checker().tree();
  if (tree.size() < checkpoint.size)
    return pass.fail({tree.size(), {}, "log_truncated", "size", std::to_string(checkpoint.size),
                      std::to_string(tree.size())});
  if (const Hash root = root_at(tree, checkpoint.size); root != checkpoint.root)
    pass.fail(of_whole("root_mismatch", "root of " + std::to_string(checkpoint.size) + " entries",
                       to_base64(as_chars(checkpoint.root)), to_base64(as_chars(root))));
}

// Opens the checkpoint into the report; false when the report says what is wrong with it.
bool take_checkpoint(const std::string& note, const VerifierKey& key, Report& report) {
  auto checkpoint = open_checkpoint(note, key);
  if (!checkpoint) {
    report.finding = of_whole(checkpoint.error().name, "checkpoint", "a checkpoint signed by " + key.name,
                              checkpoint.error().message);
    return false;
  }
  report.checkpoint = std::move(checkpoint).value();
  report.vkey = format_vkey(key);
  return true;
}

}  // namespace

Result<Report> verify_bundle(std::istream& in, const std::optional<VerifierKey>& key, const MakeReplayer& replay) {
  BundleReader reader(in);
  const auto manifest = reader.manifest();
  if (!manifest) return manifest.error();
  const auto own = parse_vkey(manifest->vkey);
  if (!own) return own.error();
  Report report;
  report.tender = manifest->tender;
  report.key_given = key.has_value();
  if (key && *key != *own) {
    report.finding = of_whole("vkey_mismatch", "vkey", format_vkey(*key), manifest->vkey);
    return report;
  }
  if (!take_checkpoint(manifest->checkpoint, *own, report)) return report;

  const bool whole = manifest->tender.empty();
  const Checkpoint& checkpoint = report.checkpoint;
  Pass pass(whole ? LogChecker::Extent::whole : LogChecker::Extent::some, checkpoint.origin,
            !whole || !manifest->complete, replay, report);
  for (bool good = true; good;) {
    const auto line = reader.next();
    if (!line) return line.error();
    if (!*line) break;
    const BundleReader::Line& entry = **line;
    good = pass.add(entry.entry(), entry.envelope);
    if (good && manifest->complete && !entry.payload) {
      pass.fail({entry.seq, entry.tender, "payload_missing", "payload", "a payload: the bundle calls itself complete", ""});
      good = false;
    }
    if (!good || whole) continue;
    if (!entry.tender.empty() && entry.tender != manifest->tender) {
      pass.fail({entry.seq, entry.tender, "tender_foreign", "tender", manifest->tender, entry.tender});
      good = false;
    } else if (!verify_inclusion(entry.seq, checkpoint.size, leaf_hash(entry.header), entry.proof, checkpoint.root)) {
      pass.fail({entry.seq, entry.tender, "inclusion_mismatch", "proof", to_base64(as_chars(checkpoint.root)),
                 "another root"});
      good = false;
    }
    if (!good) break;
  }
  pass.finish();
  if (whole && report.holds()) {
    check_root(pass, checkpoint);
    pass.finish();
  }
  return report;
}

Result<Report> verify_journal(Journal& journal, const std::string& note, const std::optional<VerifierKey>& key,
                              const MakeReplayer& replay) {
  Report report;
  report.key_given = key.has_value();
  if (!note.empty() && key) {
    if (!take_checkpoint(note, *key, report)) return report;
  } else if (!note.empty()) {  // without a key nobody vouches for it, but it still has to fit
    const auto parsed = parse_note(note);
    if (!parsed) return parsed.error();
    auto checkpoint = parse_checkpoint(parsed->text);
    if (!checkpoint) return checkpoint.error();
    report.checkpoint = std::move(checkpoint).value();
  }
  const auto erased = journal.any_erased();
  if (!erased) return erased.error();
  Pass pass(LogChecker::Extent::whole, report.checkpoint.origin, *erased, replay, report);
  const auto count = journal.read(0, UINT64_MAX, [&](const StoredEntry& entry) { return pass.add(entry); });
  if (!count) return count.error();
  std::optional<Failure> unreadable;
  pass.finish([&](const std::string& tender) {
    auto envelopes = journal.envelopes(tender);
    if (!envelopes) unreadable = envelopes.error();
    return envelopes ? std::move(*envelopes) : std::map<std::uint64_t, std::string>();
  });
  if (unreadable) return *unreadable;
  if (report.holds() && !report.checkpoint.origin.empty()) {
    check_root(pass, report.checkpoint);
    pass.finish();
  }
  return report;
}

std::string to_text(const Report& report, const std::string& name) {
  if (report.finding) return name + ": " + sentence(*report.finding) + "\n";
  std::string text = name + ": holds. " + std::to_string(report.entries) + " entries of " +
                     std::to_string(report.tenders) + " tenders, " + std::to_string(report.bids) + " bids";
  if (!report.tender.empty()) text += " (tender " + report.tender + ")";
  text += "; chain, commitments and sequences";
  if (!report.checkpoint.origin.empty())
    text += "; tree of checkpoint " + report.checkpoint.origin + " at " + std::to_string(report.checkpoint.size);
  text += report.vkey.empty() ? "; no checkpoint signature was checked (give --vkey)"
                              : std::string("; signed by ") + report.vkey +
                                    (report.key_given ? "" : " (the bundle's own word: compare it, or give --vkey)");
  text += "; " + std::to_string(report.signatures) + " bidders' signatures";
  if (report.signatures_unchecked)
    text += " (" + std::to_string(report.signatures_unchecked) + " more by keys that are not in the bundle)";
  if (report.surrogates) text += "; " + std::to_string(report.surrogates) + " bids entered by two officers each, unsigned by their bidders";
  if (report.opened) text += "; " + std::to_string(report.opened) + " sealed bids opened again";
  if (report.withheld) text += "; " + std::to_string(report.withheld) + " entries withheld or erased";
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
  return json::Value::object({{"name", name},
                              {"holds", report.holds()},
                              {"finding", std::move(finding)},
                              {"checkpoint", std::move(checkpoint)},
                              {"vkey", report.vkey.empty() ? json::Value() : json::Value(report.vkey)},
                              {"vkey_given", report.key_given},
                              {"tender", report.tender.empty() ? json::Value() : json::Value(report.tender)},
                              {"entries", report.entries},
                              {"tenders", report.tenders},
                              {"bids", report.bids},
                              {"withheld", report.withheld},
                              {"opened", report.opened},
                              {"signatures", report.signatures},
                              {"signatures_unchecked", report.signatures_unchecked},
                              {"surrogates", report.surrogates},
                              {"replayed", report.replayed}});
}

}  // namespace terang::ledger
