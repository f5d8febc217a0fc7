// A bundle: a log, or one tender of it, as a file that can be checked with nothing else at hand. JSON lines
// (terang-bundle-v1, described for other people's verifiers in README.md). Both ends stream.
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/journal.h"
#include "ledger/merkle.h"

namespace terang::ledger {

struct BundleManifest {
  std::string vkey;        // of the key that signed the checkpoint
  std::string checkpoint;  // the signed note
  std::string tender;      // empty: the whole log
  bool complete = true;    // no salt and payload is withheld or erased
};

using Sink = std::function<void(std::string_view)>;
// Whether salt and payload of that entry may be shown. An entry whose payload is erased is never asked about.
using Disclosure = std::function<bool(std::uint64_t seq, std::string_view kind, std::string_view tender)>;

// Entries [0, checkpoint size) in order. How many were written. Failures: those of the journal, checkpoint_malformed,
// log_truncated (the journal has fewer entries), entry_malformed.
Result<std::uint64_t> write_log_bundle(Journal& journal, const VerifierKey& key, const std::string& checkpoint,
                                       const Sink& sink, const Disclosure& disclose = {});

// The tender's entries below the checkpoint's size, and the key entries that its bids name, each with its inclusion
// proof in the checkpoint's tree.
using Prover = std::function<std::vector<Hash>(std::uint64_t seq, std::uint64_t size)>;
Result<std::uint64_t> write_tender_bundle(Journal& journal, std::string_view tender, const VerifierKey& key,
                                          const std::string& checkpoint, const Prover& prove, const Sink& sink,
                                          const Disclosure& disclose = {});

class BundleReader {
 public:
  explicit BundleReader(std::istream& in) : in_(in) {}

  struct Line {
    std::uint64_t seq = 0;
    std::string header;
    std::optional<std::string> salt, payload;
    std::string tender;
    std::vector<Hash> proof;  // tender bundles only
    std::optional<std::string> envelope;  // octets of a sealed bid that was opened
    StoredEntry entry() const;
  };
  // First. Failure: bundle_malformed (says the line).
  Result<BundleManifest> manifest();
  // Then until nothing comes. Failures: bundle_malformed, bundle_truncated (the closing line is missing or counts
  // other than what was read).
  Result<std::optional<Line>> next();

 private:
  Failure malformed(const char* why) const;

  std::istream& in_;
  std::string text_;
  std::uint64_t line_ = 0, entries_ = 0;
};

}  // namespace terang::ledger
