// A bundle: a log, or one tender of it, as a file that can be checked with nothing else at hand. JSON lines
// (terang-bundle-v1, described for other people's verifiers in README.md). Reading one: bundle_reader.h. Both stream.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/bundle_document.h"
#include "ledger/checkpoint.h"
#include "ledger/journal.h"
#include "ledger/merkle.h"
#include "ledger/named_keys.h"
#include "ledger/signing_key.h"

namespace terang::ledger {

inline constexpr std::string_view kBundleFormat = "terang-bundle-v1";

// An RFC 3161 token over the text of one of the log's checkpoints.
struct BundleTimestamp {
  std::uint64_t size = 0;  // the checkpoint's
  std::string note;        // its text, as it was stamped
  std::string token;       // DER
  bool operator==(const BundleTimestamp&) const = default;
};

struct BundleManifest {
  std::string vkey;        // of the key that signed the checkpoint and seals the bundle
  std::string checkpoint;  // the signed note
  std::string tender;      // empty: the whole log, or a range of it
  bool complete = true;    // none is withheld; of those erased an entry says so
  std::optional<std::pair<std::uint64_t, std::uint64_t>> range;  // entries [first, second)
  bool documents = false;  // those that told entries name stand behind the entries
  std::string policy;      // by which the log is witnessed, as it says itself (policy.h); empty: it says none
  std::vector<BundleTimestamp> timestamps;
  std::vector<NamedKey> vkeys;  // of the log, as its entries under the checkpoint tell; empty: it says nothing of them
};

// Who seals bundles: the log. The seal covers every octet before the closing line, so that not even what no hash of the
// log covers (which entries of a tender are there, what is said to be withheld) can be changed by others.
struct BundleSigner {
  VerifierKey key;
  std::function<Result<std::string>(std::string_view text)> sign;  // the signature's 64 octets
};
BundleSigner bundle_signer(const SigningKey& key, std::string_view origin);
// What the seal signs; no checkpoint, because its first line is no origin of a log.
std::string seal_text(std::string_view origin, std::uint64_t entries, const Hash& octets_before);

using Sink = std::function<void(std::string_view)>;
// Whether salt and payload of that entry may be shown. An entry whose payload is erased is never asked about.
using Disclosure = std::function<bool(std::uint64_t seq, std::string_view kind, std::string_view tender)>;
using Prover = std::function<std::vector<Hash>(std::uint64_t seq, std::uint64_t size)>;

// What all bundles are made from.
struct BundleSource {
  Journal& journal;
  const BundleSigner& signer;
  const std::string& checkpoint;  // the signed note
  Disclosure disclose = {};       // absent: everything
  Prover prove = {};              // of a tender's and a range's: inclusion in the checkpoint's tree
  // The octets of a document; nothing: they are withheld from whom the bundle is for (never of one that withholds no
  // entry). Absent: the bundle carries no documents.
  std::function<Result<std::optional<std::string>>(const BundleDocument&)> document = {};
  std::string policy = {};
  std::vector<BundleTimestamp> timestamps = {};
};

// Each: how many entries were written. Failures: those of the journal, checkpoint_malformed, log_truncated (the journal
// has fewer entries than the checkpoint), range_malformed (empty, or beyond the checkpoint), document_mismatch (its octets are
// not those that the entry names), those of `document`, and those of the signer.
Result<std::uint64_t> write_log_bundle(const BundleSource& source, const Sink& sink);
// Entries [from, to) in order.
Result<std::uint64_t> write_range_bundle(const BundleSource& source, std::uint64_t from, std::uint64_t to, const Sink& sink);
// The tender's entries below the checkpoint's size, and the key entries that its bids name.
Result<std::uint64_t> write_tender_bundle(const BundleSource& source, std::string_view tender, const Sink& sink);

}  // namespace terang::ledger
