#include "ledger/verify/verifier.h"

#include <algorithm>
#include <unordered_set>

#include "ledger/bundle_reader.h"
#include "ledger/key_history.h"
#include "ledger/verify/bundle_feed.h"
#include "ledger/verify/decision_checker.h"
#include "ledger/verify/document_checker.h"
#include "ledger/verify/erasure_checker.h"
#include "ledger/verify/log_follower.h"
#include "ledger/verify/named_key_checker.h"
#include "ledger/verify/opening_checker.h"
#include "ledger/verify/signature_checker.h"
#include "ledger/verify/surrogate_checker.h"

namespace terang::ledger {
namespace {

// One pass over entries in order. Stops at the first thing that is wrong.
class Pass {
 public:
  // `from`: the first entry that there is.
  Pass(LogChecker::Extent extent, std::uint64_t from, std::string origin, bool partial, const MakeReplayer& replay, Report& report,
       OpeningChecker::Source envelopes = {})
      : checker_(extent), origin_(origin), keys_(extent == LogChecker::Extent::range), signatures_(std::move(origin), partial), surrogates_(from),
        stored_(envelopes != nullptr), openings_(std::move(envelopes)), report_(report) {
    if (replay) decisions_.emplace(replay(partial), from);
    report_.replayed = decisions_.has_value();
  }

  bool add(const StoredEntry& entry) {
    EntryHashes hashes;
    hash_entries({&entry, 1}, &hashes);
    found_ = check(entry, hashes, nullptr, std::nullopt);
    return !found_;
  }
  bool add(const ReadyEntry& ready) {
    found_ = check(ready.line.entry(), ready.hashes, &ready.data, ready.line.envelope);
    return !found_;
  }
  // Whoever stands first in the log is named, though signatures and sealed bids are looked at in bulk.
  void finish() {
    DecisionChecker::Settled decided;
    if (decisions_)
      decided = decisions_->settle([this](std::uint64_t seq, const std::string& tender) { return erasures_.explained(seq, tender); });
    report_.decided_again = decided.again;
    report_.undecided = std::move(decided.undecided);
    // A stored log withholds nothing: what is missing there was erased, and an entry says so.
    for (auto wrong : {openings_.settle(), signatures_.settle(), std::move(decided.wrong),
                       stored_ ? erasures_.settle("erasure_unexplained") : std::nullopt})
      if (wrong && (!found_ || wrong->seq <= found_->seq)) found_ = std::move(wrong);
    report_.opened = openings_.opened();
    report_.erased = erasures_.erased();
    report_.finding = std::move(found_);
    report_.tenders = tenders_.size();
    report_.signatures = signatures_.checked();
    report_.signatures_unchecked = signatures_.unchecked();
  }
  void expect_documents() { documents_.emplace(); }
  bool take(const BundleReader::Document& came) {
    found_ = documents_->take(came.document, came.octets);
    report_.documents = documents_->taken();
    return !found_;
  }
  std::optional<Finding> document_missing(bool complete) const {
    if (!documents_) return std::nullopt;
    report_.documents = documents_->taken();
    report_.documents_withheld = documents_->withheld();
    return documents_->settle(complete);
  }
  const LogChecker& checker() const { return checker_; }
  const KeyHistory& keys() const { return keys_; }
  Micros newest() const { return newest_; }  // the time of the last entry
  std::optional<Finding> unexplained(const char* check) const { return erasures_.settle(check); }
  void fail(Finding finding) { found_ = std::move(finding); }

 private:
  std::optional<Finding> check(const StoredEntry& entry, const EntryHashes& hashes, const ParsedData* parsed,
                               const std::optional<std::string>& envelope) {
    if (auto wrong = checker_.add(entry, hashes)) return wrong;
    ++report_.entries;
    const EntryView& view = checker_.view();
    newest_ = view.time;
    if (!view.tender.empty()) tenders_.emplace(view.tender);
    if (view.kind.empty()) {
      ++report_.withheld;
      openings_.withheld(view.tender);
      erasures_.missing(view);
      surrogates_.missing(view.seq);
      if (decisions_) decisions_->missing(view);
      return std::nullopt;
    }
    report_.bids += view.kind == "bid.placed" || view.kind == "offer.placed";
    ParsedData own;
    if (!parsed) own = parse_data(view.data);
    const ParsedData& data = parsed ? *parsed : own;
    if (!data.canonical)
      return Finding{view.seq, std::string(view.tender), "payload_not_canonical", "data", data.expected, std::string(view.data)};
    signatures_.add(view, data.value);
    if (auto wrong = surrogates_.add(view, data.value)) return wrong;
    report_.surrogates = surrogates_.approved();
    if (auto wrong = keys_.add(view, data.value, origin_)) return wrong;
    if (view.before != 0) openings_.withheld(view.tender);
    openings_.add(view, data.value, envelope);
    if (openings_.full())
      if (auto wrong = openings_.settle()) return wrong;
    erasures_.add(view, data.value);
    if (documents_) documents_->add(view, data.value);
    return decisions_ ? decisions_->add(view) : std::nullopt;
  }

  LogChecker checker_;
  const std::string origin_;
  KeyHistory keys_;
  Micros newest_ = 0;
  SignatureChecker signatures_;
  SurrogateChecker surrogates_;
  const bool stored_;  // nothing is withheld from whoever reads it
  OpeningChecker openings_;
  ErasureChecker erasures_;
  std::optional<DecisionChecker> decisions_;
  std::optional<DocumentChecker> documents_;
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

// What the asker kept of an earlier day: the log may have grown since, and nothing else.
std::optional<Finding> against(const Checkpoint& held, const Checkpoint& now, const std::optional<Hash>& root_then) {
  if (now.size < held.size)
    return of_whole("log_rolled_back", "size", "at least " + std::to_string(held.size), std::to_string(now.size));
  if (root_then && *root_then != held.root)
    return of_whole("log_forked", "root of " + std::to_string(held.size) + " entries", to_base64(as_chars(held.root)),
                    to_base64(as_chars(*root_then)));
  return std::nullopt;
}

// Whether the entry has its place in what the bundle says it is: a tender's, or a range.
std::optional<Finding> check_place(const BundleManifest& manifest, const BundleLine& entry, const Hash& leaf,
                                   const Checkpoint& checkpoint, std::uint64_t number) {
  const auto wrong = [&](const char* check, const char* field, std::string expected, std::string found) {
    return Finding{entry.seq, entry.tender, check, field, std::move(expected), std::move(found)};
  };
  if (manifest.range) {
    if (const std::uint64_t wanted = manifest.range->first + number; entry.seq != wanted)
      return wrong("entry_missing", "seq", std::to_string(wanted), std::to_string(entry.seq));
  } else if (!entry.tender.empty() && entry.tender != manifest.tender) {
    return wrong("tender_foreign", "tender", manifest.tender, entry.tender);
  }
  if (!verify_inclusion(entry.seq, checkpoint.size, leaf, entry.proof, checkpoint.root))
    return wrong("inclusion_mismatch", "proof", to_base64(as_chars(checkpoint.root)), "another root");
  return std::nullopt;
}

// Whether who trusts `held` may believe `signer` under the checkpoint: it is that key, or one that the log's own entries lead to.
std::optional<Finding> check_signer(const Pass& pass, const VerifierKey& held, const std::string& signer, const Report& report) {
  const std::string from = format_vkey(held);
  const std::string_view why = pass.keys().refusal(from, signer, report.checkpoint.size, pass.newest());
  if (why.empty()) return std::nullopt;
  return of_whole(std::string(why), "vkey", "a key that the log's entries lead to from " + from, signer);
}

// The same of whichever key of the log signed the note.
std::optional<Finding> find_signer(const Pass& pass, const VerifierKey& held, const std::string& note, Report& report) {
  std::vector<std::string> signers{format_vkey(held)};
  for (const LogKey& key : pass.keys().keys())
    if (key.vkey != signers.front()) signers.push_back(key.vkey);
  auto wrong = of_whole("vkey_unknown", "vkey", "a key that the log's entries lead to from " + signers.front(), "");
  for (const std::string& signer : signers) {
    const auto key = parse_vkey(signer);
    if (!key || !open_checkpoint(note, *key)) continue;
    report.vkey = signer;
    auto found = check_signer(pass, held, signer, report);
    if (!found) return std::nullopt;
    wrong = std::move(*found);
  }
  return wrong;
}

bool names(const Policy& policy, const VerifierKey& key) {
  return std::any_of(policy.logs.begin(), policy.logs.end(), [&](const Policy::Log& log) { return log.key == key; });
}

// By the policy, which trusts the key that the manifest names.
std::optional<Finding> check_policy(const Policy& policy, const std::string& note, const VerifierKey& own, Report& report) {
  const auto trusted = open_trusted(note, {own, policy});
  if (!trusted) return of_whole(trusted.error().name, "checkpoint", "what the policy asks for", trusted.error().message);
  report.key_given = report.key_given || !policy.logs.empty();
  for (const auto& one : trusted->cosigned) report.cosigned.push_back(one.witness);
  return std::nullopt;
}

// By one that names an earlier key of the log, or a later one: the log's own entries say whether that leads here.
std::optional<Finding> check_policy_of_other_key(const Pass& pass, const Policy& policy, const std::string& note,
                                                 const VerifierKey& own, Report& report) {
  std::vector<VerifierKey> held;
  for (const Policy::Log& log : policy.logs)
    if (log.key.name == own.name) held.push_back(log.key);
  const Checkpoint& checkpoint = report.checkpoint;
  const Policy grown = with_log_keys(policy, pass.keys().believed(held, checkpoint.size, pass.newest()));
  if (names(grown, own)) return check_policy(grown, note, own, report);
  std::string_view why = pass.keys().refusal(format_vkey(held.back()), format_vkey(own), checkpoint.size, pass.newest());
  if (why == "vkey_unknown") why = "vkey_mismatch";
  return of_whole(std::string(why), "vkey", "a key that the policy names, or that the log's entries lead to from " + format_vkey(held.back()),
                  format_vkey(own));
}

}  // namespace

Result<Report> verify_bundle(std::istream& in, const Question& question) {
  BundleReader reader(in);
  const auto manifest = reader.manifest();
  if (!manifest) return manifest.error();
  const auto own = parse_vkey(manifest->vkey);
  if (!own) return own.error();
  Report report;
  report.tender = manifest->tender;
  report.range = manifest->range;
  report.key_given = question.key.has_value();
  if (question.key && question.key->name != own->name) {
    report.finding = of_whole("vkey_mismatch", "vkey", format_vkey(*question.key), manifest->vkey);
    return report;
  }
  if (!take_checkpoint(manifest->checkpoint, *own, report)) return report;
  const bool by_other_key = question.policy && !names(*question.policy, *own) &&
                            std::any_of(question.policy->logs.begin(), question.policy->logs.end(),
                                        [&](const Policy::Log& log) { return log.key.name == own->name; });
  if (question.policy && !by_other_key && (report.finding = check_policy(*question.policy, manifest->checkpoint, *own, report))) return report;
  const Checkpoint& checkpoint = report.checkpoint;
  const bool whole = manifest->tender.empty() && !manifest->range;
  std::optional<Checkpoint> held;
  if (!question.since.empty()) {
    auto opened = open_checkpoint(question.since, *own);
    if (!opened) return Failure{"since_unreadable", "The checkpoint to compare with is none of this log: " + opened.error().message};
    held = *opened;
    report.since = held->size;
    const auto then = held->size == checkpoint.size ? std::optional(checkpoint.root) : std::nullopt;
    if ((report.finding = against(*held, checkpoint, then))) return report;
    if (!whole && !then)
      return Failure{"since_unprovable", "Part of a log at " + std::to_string(checkpoint.size) +
                                             " entries cannot be held against a checkpoint at another size: take the whole log."};
  }

  const auto extent = whole ? LogChecker::Extent::whole : manifest->range ? LogChecker::Extent::range : LogChecker::Extent::some;
  Pass pass(extent, manifest->range ? manifest->range->first : 0, checkpoint.origin, !whole || !manifest->complete, question.replay, report);
  if (manifest->documents) pass.expect_documents();
  BundleFeed feed(reader);
  bool stopped = false;
  for (std::uint64_t number = 0; !stopped; ++number) {
    const auto next = feed.next();
    if (!next) return next.error();
    if (!*next) break;
    const ReadyEntry& entry = **next;
    stopped = !pass.add(entry);
    if (stopped || whole) continue;
    if (auto wrong = check_place(*manifest, entry.line, entry.hashes.leaf, checkpoint, number)) {
      pass.fail(std::move(*wrong));
      stopped = true;
    }
  }
  while (!stopped) {
    const auto document = reader.next_document();
    if (!document) return document.error();
    if (!*document) break;
    stopped = !pass.take(**document);
  }
  pass.finish();
  if (!report.holds() || (report.finding = pass.document_missing(manifest->complete))) return report;
  report.sealed = to_hex(reader.hash());
  if (manifest->complete && (report.finding = pass.unexplained("payload_missing"))) return report;
  // Of the key that the manifest names, and no other: it seals the bundle too.
  if ((report.finding = check_signer(pass, question.key ? *question.key : *own, manifest->vkey, report))) return report;
  if (by_other_key && (report.finding = check_policy_of_other_key(pass, *question.policy, manifest->checkpoint, *own, report))) return report;
  if (whole) {
    check_root(pass, checkpoint);
    pass.finish();
    if (report.holds() && held)
      report.finding = against(*held, checkpoint, root_at(pass.checker().tree(), held->size));
  } else if (manifest->range && report.entries != manifest->range->second - manifest->range->first) {
    report.finding = of_whole("entry_missing", "range", std::to_string(manifest->range->second - manifest->range->first),
                              std::to_string(report.entries));
  }
  if (report.holds()) report.finding = check_named_keys(*manifest, checkpoint, pass.keys(), pass.newest(), report.named_keys);
  if (report.holds()) {
    const auto vouched = check_vouchers(*manifest, *own, {pass.keys(), pass.newest()}, checkpoint, [&](std::uint64_t size) -> std::optional<Hash> {
      if (whole) return root_at(pass.checker().tree(), size);
      return size == checkpoint.size ? std::optional(checkpoint.root) : std::nullopt;
    }, question.timestamp_ca, report.vouched);
    if (!vouched) return vouched.error();
    report.finding = *vouched;
  }
  // Last, because whatever is wrong with an entry says more.
  if (report.holds() && !verify_ed25519(own->public_key, seal_text(checkpoint.origin, reader.entries(), reader.hash()), reader.seal()))
    report.finding = of_whole("seal_invalid", "seal", "the log's signature over " + to_base64(as_chars(reader.hash())),
                              to_base64(reader.seal()));
  return report;
}

Result<Report> verify_journal(Journal& journal, const std::string& note, const Question& question) {
  const std::optional<VerifierKey>& key = question.key;
  Report report;
  report.key_given = key.has_value();
  if (!note.empty() && key) {
    if (!take_checkpoint(note, *key, report) && report.finding->check != "note_unsigned") return report;
  }
  // Without a key nobody vouches for it, but it still has to fit; with another the log's own entries may lead to who signed.
  const std::optional<Finding> unsigned_by_key = std::move(report.finding);
  report.finding.reset();
  if (!note.empty() && report.checkpoint.origin.empty()) {
    const auto parsed = parse_note(note);
    if (!parsed) return parsed.error();
    auto checkpoint = parse_checkpoint(parsed->text);
    if (!checkpoint) return checkpoint.error();
    report.checkpoint = std::move(checkpoint).value();
  }
  std::optional<Checkpoint> held;
  if (!question.since.empty()) {
    if (!key) return Failure{"since_unreadable", "To compare with an earlier checkpoint the log's key is needed."};
    auto opened = open_checkpoint(question.since, *key);
    if (!opened) return Failure{"since_unreadable", "The checkpoint to compare with is none of this log: " + opened.error().message};
    held = *opened;
    report.since = held->size;
  }
  std::optional<Failure> unreadable;
  Pass pass(LogChecker::Extent::whole, 0, report.checkpoint.origin, false, question.replay, report, [&](const std::string& tender) {
    auto envelopes = journal.envelopes(tender, 0, SIZE_MAX);
    if (!envelopes) unreadable = envelopes.error();
    return envelopes ? std::move(*envelopes) : std::map<std::uint64_t, std::string>();
  });
  const auto count = journal.read(0, UINT64_MAX, [&](const StoredEntry& entry) { return pass.add(entry); });
  if (!count) return count.error();
  pass.finish();
  if (unreadable) return *unreadable;
  if (report.holds() && key && !note.empty())
    report.finding = unsigned_by_key && pass.keys().keys().empty() ? unsigned_by_key : find_signer(pass, *key, note, report);
  if (report.holds() && !report.checkpoint.origin.empty()) {
    check_root(pass, report.checkpoint);
    pass.finish();
  }
  if (report.holds() && held) {
    const HashTree& tree = pass.checker().tree();
    const Checkpoint now{held->origin, tree.size(), {}};
    report.finding = against(*held, now, tree.size() < held->size ? std::nullopt : std::optional(root_at(tree, held->size)));
  }
  return report;
}

}  // namespace terang::ledger
